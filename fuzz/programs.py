"""Harnesses for what speaks with other programs: the editor's server, the tools of agents, and what registries and portals export."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from fuzz.inputs import folder, split
from smslint.approved.entry import entries_of
from smslint.approved.reading import read_export
from smslint.errors import SmslintError
from smslint.mcp.desk import Desk
from smslint.mcp.lines import Lines as SentLines
from smslint.mcp.server import answered
from smslint.mcp.tools import LOOKING
from smslint.project.files import Chooser
from smslint.project.natural_keys import NaturalKeys
from smslint.project.run import Runner
from smslint.registration.checking import check as check_registration
from smslint.registration.covering import Covered
from smslint.registration.file import read_registration
from smslint.registration.sheet import sheet
from smslint.rules import registries, template_formats
from smslint.rules.variables import Units
from smslint.server.checks import Checks
from smslint.server.diagnostics import diagnostics
from smslint.server.documents import document, uri_of
from smslint.server.fixes import all_fixes, quick_fixes
from smslint.server.hover import hover
from smslint.server.renderings import renderings
from smslint.server.words import hint, lens
from smslint.settings import Node, Origin
from smslint.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.mcp.tool import Tool

_NAMES: Final = (
    "t.txt", "t.json", "t.yaml", "t.po", "t.properties", "t.php", "t.py", "t.js", "t.rb", "t.html", "t.csv", "t.toml", "t.xml", "registration.yaml",
)  # fmt: skip
_UNITS: Final = ("utf-8", "utf-16", "utf-32")
_OBEYED: Final = frozenset("\x1b\x07\x9b\u202e\u2066")
_SETTINGS: Final = """\
brand: Acme
regions: [US]
kind: transactional
sending: {require_consent: false}
messages: [{files: "t.*"}]
"""


@cache
def _project() -> Path:
    made = folder() / "project"
    made.mkdir()
    (made / "smslint.yaml").write_text(_SETTINGS, "utf-8")
    return made


@cache
def _checks() -> tuple[Checks, NaturalKeys]:
    return Checks(), NaturalKeys(_project())


def editor(data: bytes) -> None:
    """An open text in an editor: every answer is a place in it, and no answer is an error."""
    which, choices, text = split(data)
    opened = document(uri_of(_project() / _NAMES[which % len(_NAMES)]), 1, text)
    assert opened is not None
    checks, keys = _checks()
    checks.asked.add(opened.uri)
    try:
        checked = checks.check(opened, _UNITS[choices.below(3)])  # type: ignore[arg-type]
    except SmslintError:
        return
    finally:
        checks.projects.runner.forget(opened.path)
    assert checked is not None
    last = checked.lines.position(len(opened.text))
    for found in diagnostics(checked):
        start, end = found.range.start, found.range.end
        assert (0, 0) <= (start.line, start.character) <= (end.line, end.character) <= (last.line, last.character), (
            found
        )
    for at in (0, choices.below(200), len(opened.text)):
        place = checked.lines.offset(checked.lines.position(min(at, len(opened.text))))
        shown = hover(checked, place)
        assert shown is None or 0 <= shown[1].start <= shown[1].end <= len(opened.text)
    for span, record in checked.messages():
        assert 0 <= span.start <= span.end <= len(opened.text)
        assert lens(record).isprintable()
        assert hint(record).isprintable()
        renderings(record)
    list(quick_fixes(checked, Span(0, len(opened.text)), keys))
    all_fixes(checked, checks.projects, checks.open())


@cache
def _tools() -> tuple[Desk, tuple[Tool, ...]]:
    (_project() / "t.txt").write_text("Hi {{ name }}", "utf-8")
    return Desk(_project(), _project() / "smslint.yaml"), LOOKING


def tools(data: bytes) -> None:
    """Agents: a line that is read or refused, and any arguments of a tool, whose answer can be sent and controls no terminal."""
    which, choices, text = split(data)
    SentLines(io.StringIO(text)).readline()
    desk, known = _tools()
    tool = known[which % len(known)]
    try:
        arguments = json.loads(text)
    except (ValueError, RecursionError):
        arguments = None
    if not isinstance(arguments, dict):
        arguments = {each.name: text for each in tool.parameters if each.required or choices.below(2)}
    (desk.root / "l.jsonl").write_text(text, "utf-8", "surrogatepass")
    if tool.name == "preflight_list" and choices.below(2):
        arguments = {"template": "t.txt", "list": "l.jsonl"}
    said = answered(desk, tool, arguments)
    words = "".join(getattr(each, "text", "") for each in said.content)
    assert "internal error" not in words, words
    assert not _OBEYED & set(words)
    said.model_dump_json(by_alias=True, exclude_unset=True)


@cache
def _runner() -> tuple[Chooser, Runner]:
    return Chooser(), Runner()


def registered(data: bytes) -> None:
    """A registration, or an export of approved templates: what is wrong with it is one line, or has its place."""
    which, choices, text = split(data)
    if which % 2:
        _registration(text)
    else:
        _export(template_formats.names()[choices.below(len(template_formats.names()))], data[9:], text)


def _export(form: str, data: bytes, text: str) -> None:
    (folder() / "export").write_bytes(data)
    with suppress(SmslintError):
        entry = Node(Origin("config"), {"file": "export", "format": form})
        export = read_export(entries_of((entry,))[0], folder())
        assert all(each.line >= 1 for each in export.problems)
        for each in export.lists:
            each.outcome(Units(text[:200]))


def _registration(text: str) -> None:
    path = folder() / "registration.yaml"
    path.write_text(text, "utf-8", "surrogatepass")
    chooser, runner = _runner()
    with suppress(SmslintError):
        found = read_registration(path, chooser, runner)
        lines = text.count("\n") + text.count("\r") + 1
        for finding in check_registration(found, runner.project(chooser.config_for(folder())), Covered()):
            assert finding.place.path != path.name or 1 <= finding.place.line <= lines
        for campaign in found.campaigns:
            for name in registries.names():
                assert not _OBEYED & set(sheet(found, campaign, name))
