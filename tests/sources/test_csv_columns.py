"""Which columns of a CSV file are read if the project names none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.sources.csv_columns import NOT_KNOWN, text_columns
from tests.project.support import project
from tests.sources.support import read_all

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = [
    ("id;name;body;kind", ["body"]),
    ("id;Body", ["Body"]),
    ("name;message;description", ["message"]),
    ("slug;SMS Text;status", ["SMS Text"]),
    ("key;text_de;text_en;note", ["text_de", "text_en"]),
    ("key;Text (pt-BR);Text (de);note", ["Text (pt-BR)", "Text (de)"]),
    ("key;text_en;text_id;note", ["text_en", "text_id"]),
    ("text_id;text;message_no", ["text"]),
    ("template;body", ["body"]),
    ("name;template;kind", ["template"]),
    ("name;Nachricht;Art", ["Nachricht"]),
    ("nombre;mensaje;tipo", ["mensaje"]),
    ("名前;本文;種類", ["本文"]),
    ("id;description;en;fr", ["en", "fr"]),
    ("id;description;en;id", ["en", "id"]),
    ("name;to;is", []),
    ("k;words", ["words"]),
    ("words", ["words"]),
    ("a;b;c", []),
    ("template_id;message_id;content_type", []),
]


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_the_names_of_columns_show_which_have_texts(header: str, expected: list[str]) -> None:
    names = header.split(";")
    assert [names[at] for at in text_columns(names)] == expected


def test_only_the_cells_of_a_column_of_texts_are_messages() -> None:
    text = "id;name;body;kind\n1;welcome;Hi {{ name }};marketing\n2;code;Your code;otp\n"
    assert [(each.key, each.body) for each in read_all("csv", text)] == [("1", "Hi {{ name }}"), ("2", "Your code")]
    named = read_all("csv", text, columns=("name",))
    assert [each.body for each in named] == ["welcome", "code"]


def test_a_header_that_shows_no_texts_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project(tmp_path, {"a.csv": "a;b;c\n1;Hi there;x\n", "empty.csv": "a;b;c\n"}))
    for extra in ([], ["--strict"]):
        assert run(["check", "a.csv", "--format", "json", *extra]) == bool(extra)
        record = json.loads(capsys.readouterr().out)
        assert [(each["line"], each["why"]) for each in record["coverage"]["unread"]] == [(1, NOT_KNOWN)]
        assert record["summary"]["messages"] == 3
    assert not read_all("csv", "a;b;c\n")
