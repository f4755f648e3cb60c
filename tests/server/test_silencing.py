"""Quick fixes that switch a rule off for one message: in each host with comments, the finding goes, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from smslint.server.checks import Checked, Checks
from smslint.server.documents import document, uri_of
from smslint.server.silencing import MOST, REASON, silencings
from smslint.span import Span
from tests.server.editor import edited, editing, project

if TYPE_CHECKING:
    from pathlib import Path

ODD = "Acme: it’s here."
HOSTS = {
    "a.yml": f'en:\n  one: "{ODD}"\n  sub:\n    two: "{ODD}"\n    three: "{ODD}"\n',
    "b.yml": f'one: "{ODD}"\r\ntwo: "{ODD}"\r\nthree: "{ODD}"\r\n',
    "c.jsonc": f'{{\n  "one": "{ODD}",\n  "two": "{ODD}",\n  "three": "{ODD}"\n}}\n',
    "d.toml": f'one = "{ODD}"\ntwo = "{ODD}"\nthree = "{ODD}"\n',
    "e.properties": f"one={ODD}\ntwo={ODD}\nthree={ODD}\n",
    "f.php": f'<?php\nreturn [\n    "one" => "{ODD}",\n    "two" => "{ODD}",\n    "three" => "{ODD}",\n];\n',
    "g.strings": f'"one" = "{ODD}";\n"two" = "{ODD}";\n"three" = "{ODD}";\n',
    "h.xml": "<resources>\n" + "".join(f'  <string name="{n}">{ODD}</string>\n' for n in ("one", "two", "three")) + "</resources>\n",
    "i.ftl": f"one = {ODD}\ntwo = {ODD}\nthree = {ODD}\n",
    "j.py": f'MESSAGES = {{\n    "one": "{ODD}",\n    "two": "{ODD}",\n    "three": "{ODD}",\n}}\n',
}  # fmt: skip
WITHOUT = {
    "k.json": f'{{"one": "{ODD}", "two": "{ODD}"}}\n',  # no comments
    "l.yml": f'{{one: "{ODD}", two: "{ODD}", three: "{ODD}"}}\n',  # all on one line: a comment above it is about the first
    "m.csv": f"key,text\none,{ODD}\ntwo,{ODD}\n",
    "n.txt": ODD,
    "o.yml": f'one: "{ODD}"\rtwo: "{ODD}"\r',  # editors disagree about the lines
}


def check(checks: Checks, path: Path, text: str) -> Checked:
    opened = document(uri_of(path), 1, text)
    assert opened is not None
    found = checks.check(opened, types.PositionEncodingKind.Utf16)
    assert found is not None
    return found


def odd(found: Checked) -> list[tuple[str, str | None]]:
    return sorted((each.code, each.key) for each in found.result.findings if each.code[:3] in {"ENC", "DIR"})


ALSO = {".py": ", names: MESSAGES", ".csv": ", columns: text, key_column: key", ".txt": ""}


def texts(tmp_path: Path, name: str, text: str) -> tuple[Checks, Path]:
    more = ALSO.get(name[1:], ', keys: "*"')
    project(tmp_path, {name: text, "smslint.yaml": f"messages: [{{files: {name}, kind: transactional{more}}}]\n"})
    return Checks(), tmp_path / name


@pytest.mark.parametrize("name", HOSTS)
def test_one_message_is_silenced_and_no_other(tmp_path: Path, name: str) -> None:
    checks, path = texts(tmp_path, name, HOSTS[name])
    before = check(checks, path, HOSTS[name])
    assert len(odd(before)) == 3, odd(before)
    checker = checks.projects.runner.checker(before.target.config)
    for span, record in before.messages():
        (found,) = (each for each in silencings(before, span, checker) if each.finding.code == "ENC001")
        assert record.result is not None
        after = edited(HOSTS[name], [found.edit])
        assert found.edit.new_text.count(REASON) == 1
        lines = after.split("\n")
        line, start, end = found.reason.start.line, found.reason.start.character, found.reason.end.character
        assert lines[line][start:end] == REASON
        left = odd(check(checks, path, after))
        assert left == [each for each in odd(before) if each[1] != record.result.key]


@pytest.mark.parametrize("name", WITHOUT)
def test_nothing_is_offered_that_would_be_something_else(tmp_path: Path, name: str) -> None:
    checks, path = texts(tmp_path, name, WITHOUT[name])
    found = check(checks, path, WITHOUT[name])
    assert odd(found)
    checker = checks.projects.runner.checker(found.target.config)
    offered = [each.edit for each in silencings(found, Span(0, len(WITHOUT[name])), checker)]
    for each in offered:  # the first message of a line may have one
        assert len(odd(check(checks, path, edited(WITHOUT[name], [each])))) == len(odd(found)) - 1
    assert len(offered) < len(odd(found))


def test_only_some_are_offered_at_once(tmp_path: Path) -> None:
    text = "".join(f'k{number}: "{ODD}"\n' for number in range(3 * MOST))
    checks, path = texts(tmp_path, "a.yml", text)
    found = check(checks, path, text)
    assert len(list(silencings(found, Span(0, len(text)), checks.projects.runner.checker(found.target.config)))) == MOST


@pytest.mark.asyncio
@pytest.mark.parametrize("can", [True, False])
async def test_the_editor_selects_the_reason_if_it_can(tmp_path: Path, *, can: bool) -> None:
    text = f'en:\n  sms:\n    one: "{ODD}"\n    two: "{ODD}"\n'
    path = project(tmp_path, {"locales/en.yml": text}) / "locales/en.yml"
    window = types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=can))
    async with editing(tmp_path, capabilities=types.ClientCapabilities(window=window)) as editor:
        before = await editor.open(path)
        (action,) = (
            each for each in await editor.actions(path, ["quickfix"])
            if "switch ENC001 off" in each.title and each.edit is not None and each.edit.changes is not None
            and each.edit.changes[uri_of(path)][0].range.start.line == 2
        )  # fmt: skip
        assert not action.is_preferred
        assert action.edit is not None
        assert action.edit.changes is not None
        after = edited(text, action.edit.changes[uri_of(path)])
        left = await editor.type(path, after)
        assert (
            len([each for each in left if each.code == "ENC001"])
            == len([each for each in before if each.code == "ENC001"]) - 1
        )
        if not can:
            assert action.command is None
            return
        shown = editor.client.shown_documents
        assert action.command is not None
        await editor.command(action.command.command, *(action.command.arguments or ()))
        await editor.soon(lambda: shown)
        assert shown[0].selection is not None
        at = shown[0].selection
        assert after.split("\n")[at.start.line][at.start.character : at.end.character] == REASON
