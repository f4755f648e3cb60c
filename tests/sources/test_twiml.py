"""Answers to Twilio in views, whatever template language they are in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from smslint.project import reading
from smslint.project.discover import discover
from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.registry import by_root, source_for
from smslint.span import LineIndex
from tests.dialects.shapes import shape
from tests.sources.support import check_map, read_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VIEWS = [
    ("app/views/reply.xml.erb", "<% x = 1 %><Response><Message>Hi <%= @name %></Message></Response>", "Hi <@name>"),
    ("app/views/reply.xml", "<Response><Message>Hi {{ name }}{% if vip %}!{% endif %}</Message></Response>", "Hi <name>(!|)"),
    ("templates/reply.xml.j2", "{# a #}\n<Response><Message>Hi {{ name }}</Message></Response>", "Hi <name>"),
    ("templates/reply.twig", "<Response><Message>Hi {{ name }}</Message></Response>", "Hi <name>"),
    ("resources/views/reply.blade.php", "@php($x)\n<Response><Message>Hi {{ $name }}</Message></Response>", "Hi <name>"),
    ("views/reply.ejs", "<Response><Message>Hi <%= name %></Message></Response>", "Hi <name>"),
    ("Views/Sms/Reply.cshtml", "@model Reply\n<Response><Message>Hi @Model.Name, @(Model.Price) a@b.example @@acme</Message></Response>", "Hi <Model.Name>, <Model.Price> a@b.example @acme"),
    ("Views/Sms/Reply.cshtml", "<Response><Message>Hi @if (x) { }</Message></Response>", "Hi <?if> (x) <?{ }>"),
    ("reply.twiml", "<Response><Message>Hi you</Message></Response>", "Hi you"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), VIEWS)
def test_the_message_of_a_view_is_read_and_found(tmp_path: Path, path: str, text: str, expected: str) -> None:
    choice = by_root(source_for(path), text)
    assert choice.source == "twiml"
    (message,) = read_all("twiml", text, path=path)
    check_map(text, message)
    read = guess(message, Place(path, LineIndex(text), choice.dialect, "", "twiml", inside=path))
    assert read.text is not None
    assert shape(read.text) == expected
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert [(each.path, each.count) for each in discover(tmp_path).candidates] == [(path, 1)]


def test_a_line_break_is_one_character_in_a_section_too() -> None:
    (message,) = read_all("twiml", "<Response><Message>a\r\nb<![CDATA[c\r\nd]]></Message></Response>")
    assert message.body == "a\nbc\nd"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("views/call.xml.erb", "<Response><Say>Hi <%= @name %></Say></Response>"),
        ("views/page.erb", "<div><Response><Message>Hi</Message></Response></div>"),
        ("views/soap.xml", "<Envelope><Message>Hi you all</Message></Envelope>"),
    ],
)
def test_other_xml_is_no_answer(tmp_path: Path, path: str, text: str) -> None:
    assert by_root(source_for(path), text).source != "twiml"
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert not discover(tmp_path).candidates


def test_tests_and_links_out_of_the_project_are_not_opened_to_look_for_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(reading, "read_bytes", partial(_noted, looked, reading.read_bytes))
    project = tmp_path / "project"
    for folder in (project / "views", project / "tests", tmp_path / "others"):
        folder.mkdir(parents=True)
        (folder / "reply.xml.erb").write_text("<Response><Message>Hi you</Message></Response>", encoding="utf-8")
    (project / ".git").mkdir()
    for name in ("linked.xml", "linked.erb"):
        (project / "views" / name).symlink_to(tmp_path / "others" / "reply.xml.erb")
    assert [each.path for each in discover(project).candidates] == ["views/reply.xml.erb"]
    assert set(looked) == {"views/reply.xml.erb"}


def _noted(looked: list[str], read_bytes: Callable[..., bytes], path: Path, *more: object) -> bytes:
    looked.append("/".join(path.parts[-2:]))
    return read_bytes(path, *more)
