"""What an editor may change: the fixes of single findings, and all safe fixes of a text as ``check --fix`` makes them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from smslint.project.fix_run import fix_all
from smslint.project.fixes import applied
from smslint.real_paths import real_path
from smslint.records import NamedTuple
from smslint.report.width import visible
from smslint.server.diagnostics import span_of
from smslint.server.documents import uri_of
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.project.fixes import Change
    from smslint.project.natural_keys import NaturalKeys
    from smslint.project.placing import Edit
    from smslint.server.checks import Checked
    from smslint.server.positions import Lines
    from smslint.server.projects import Projects

_SHOWN: Final = 30
_MOST: Final = 20
"""The findings whose fixes are offered together: the whole text is read again for each, and nobody reads a longer menu."""
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")


class QuickFix(NamedTuple):
    """A fix of one finding."""

    title: str
    finding: Finding
    edits: tuple[types.TextEdit, ...]
    safe: bool


def quick_fixes(checked: Checked, span: Span, keys: NaturalKeys) -> Iterator[QuickFix]:
    """The fixes of the findings at a place, those that can be written without changing more than their text.

    :param keys: texts by which translations are looked up: those are only changed in all files at once.
    """
    for finding in islice(_fixable(checked, span), _MOST):
        # Other messages may share the place, such as the plural forms of one text.
        all_edits = (edit for each in checked.records for edit in each.edits if edit.code == finding.code)
        places = {(checked.span_of(fix.location), fix.replacement) for fix in finding.fixes if fix.location is not None}
        wanted = [edit for edit in all_edits if (checked.place(*edit.at), edit.written) in places]
        free, _ = keys.sift(checked.reading.text, checked.target.shown, wanted, checked.reading.messages)
        made, _ = applied(checked.target, checked.reading, free, {})
        if made:
            edits = tuple(_edit(edit, checked) for edit in made)
            safe = all(edit.safe for edit in made)
            yield QuickFix(_title(finding, made, checked, safe), finding, edits, safe)


def _fixable(checked: Checked, span: Span) -> Iterator[Finding]:
    """The findings at a place that have fixes."""
    for record in checked.records if may_be_edited(checked) else ():
        for finding in record.findings:
            at = span_of(finding, checked)
            if finding.fixes and at.start <= span.end and span.start <= at.end:
                yield finding


def all_fixes(checked: Checked, projects: Projects, open_: Mapping[Path, Checked]) -> dict[str, list[types.TextEdit]]:
    """All safe fixes of a text, by the address of the file: translations that are looked up by a text that changes are changed with it.

    :param open_: the open texts by their paths: they count, and not what is saved.
    """
    if not may_be_edited(checked):
        return {}
    unsaved = {real_path(path): each.document.data(each.reading.encoding) for path, each in open_.items()}
    unsaved[real_path(checked.target.path)] = checked.document.data(checked.reading.encoding)
    by_path = {real_path(path): each for path, each in open_.items()} | {real_path(checked.target.path): checked}
    found = {}
    for change in fix_all(projects.runner, [checked.target], unsafe=False, unsaved=unsaved):
        known = by_path.get(real_path(change.target.path))
        edits = _between(change, known, checked.lines)
        if edits:
            found[known.document.uri if known is not None else uri_of(change.target.path)] = edits
    return found


def may_be_edited(checked: Checked) -> bool:
    """Whether editors agree on the places in a text: for some, a carriage return alone ends no line, and an edit would go elsewhere."""
    return _LONE_RETURN.search(checked.document.text) is None


def has_safe_fixes(checked: Checked) -> bool:
    """Whether any finding has a fix that does not change the meaning."""
    return may_be_edited(checked) and any(edit.safe for record in checked.records for edit in record.edits)


def _edit(edit: Edit, checked: Checked) -> types.TextEdit:
    return types.TextEdit(checked.lines.range(checked.place(*edit.at)), edit.written)


def _title(finding: Finding, made: list[Edit], checked: Checked, safe: bool) -> str:
    """What a fix does: ``Replace "’" with "'"``."""
    review = "" if safe else ", which a person should review"
    if len(made) > 1:
        return f"smslint: fix {len(made)} places ({finding.code}{review})"
    old, new = _short(checked.reading.text[slice(*made[0].at)]), _short(made[0].written)
    what = (
        f"remove {old}"
        if made[0].at.length and not made[0].written
        else f"replace {old} with {new}"
        if made[0].at.length
        else f"insert {new}"
    )
    return f"smslint: {what} ({finding.code}{review})"


def _short(text: str) -> str:
    text = visible(text)
    return f'"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"}"'


def _between(change: Change, known: Checked | None, like: Lines) -> list[types.TextEdit]:
    """A change as small edits: line by line where no line comes or goes, so that the cursor of the editor stays where it is."""
    shift = 0 if known is None else known.shift
    before = change.before if known is None else known.document.text
    lines = known.lines if known is not None else like.of(before)
    old, new = change.before.splitlines(keepends=True), change.after.splitlines(keepends=True)
    if len(old) != len(new):
        old, new = [change.before], [change.after]
    edits, at = [], shift
    for was, is_ in zip(old, new, strict=True):
        if was != is_:
            start, end = _differing(was, is_)
            edits.append(
                types.TextEdit(lines.range(Span(at + start, at + len(was) - end)), is_[start : len(is_) - end])
            )
        at += len(was)
    return edits


def _differing(was: str, is_: str) -> tuple[int, int]:
    """How many characters at the start and at the end of two texts are the same."""
    least = min(len(was), len(is_))
    start = next((at for at in range(least) if was[at] != is_[at]), least)
    end = next((at for at in range(least - start) if was[-1 - at] != is_[-1 - at]), least - start)
    return start, end
