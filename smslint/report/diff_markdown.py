"""The comparison as Markdown: for a comment on a pull request, which is found again by the hidden mark in its first line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.report import diff_phrases as words
from smslint.report.comment import capital, cut, named, own
from smslint.report.limit_phrases import verdicts
from smslint.report.markup import code, text_of
from smslint.vocabulary import UNCHANGED
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.cost.causes import Cause
    from smslint.cost.record import Diff, Line
    from smslint.finding import Finding

MARK: Final = "<!-- smslint:diff key=default -->"
MOST: Final = 60_000
"""The most characters: a comment on GitHub may have 65,536."""
_HEAD: Final = "| message | segments | encoding | each send | a month (volume) | change |"
_SHARE: Final = (30_000, 12_000, 6_000)
"""The most characters of the table, of its reasons, and of each list of findings: limits and sums are never cut."""


def markdown(diff: Diff, *, every: bool = False) -> str:
    """The whole comparison."""
    lines = [MARK, f"### Text messages: {_headline(diff)}", ""]
    for held, sentence in verdicts(diff.held):
        if held.ok is not True:
            lines += [f"{'❌' if held.fails else '⚠️'} {own(capital(sentence))}.", ""]
    costly = [each for each in diff.touched if each.change.costs_otherwise]
    if costly:
        lines += [_HEAD, "|---|---|---|---|---|---|"]
        lines += cut((_row(each, diff) for each in costly), _SHARE[0], "| … and {} | | | | | |")
        lines.append("")
        lines += cut((_why(each, diff) for each in costly if each.causes), _SHARE[1], "and the reasons of {}")
    lines += _findings(diff)
    lines += _rest(diff, every=every)
    lines += [f"{own(capital(line))}.\n" for line in words.asides(diff)]
    lines.append(f"Compared with {text_of(str(diff.base))}.")
    return "\n".join([*lines, ""])


_AMOUNT: Final = re.compile(r"(.*? a month)( \(.*|, .*|)", re.DOTALL)


def _headline(diff: Diff) -> str:
    found = _AMOUNT.fullmatch(words.headline(diff))
    if found is None or not diff.totals.sums:
        return own(words.headline(diff))
    return f"**{own(found[1])}**{own(found[2])}"


def _row(line: Line, diff: Diff) -> str:
    change = line.change
    state = words.state(change)
    name = named(change.version) + (f" ({text_of(state)})" if state else "")
    each = words.arrow(
        words.each_send(change.each_before.costs, change.before), words.each_send(change.each_after.costs, change.after)
    )
    cells = [
        name,
        _marked(words.segments(change.before), words.segments(change.after)),
        _marked(words.encodings(change.before), words.encodings(change.after)),
        own(each or "unknown"),
        own(words.monthly(change)),
        _bold(words.costs_more(change, diff.per), when=change.may_rise),
    ]
    return f"| {' | '.join(cells)} |"


def _marked(before: str | None, after: str | None) -> str:
    """``1 → **2**``."""
    if before is None or after is None or before == after:
        return text_of(words.arrow(before, after))
    return f"{text_of(before)} → **{text_of(after)}**"


def _bold(found: str, *, when: bool) -> str:
    return f"**{own(found)}**" if when else own(found)


def _why(line: Line, diff: Diff) -> str:
    change = line.change
    reasons = [f"{_place(each, change.version.path)}{words.why(each, change, diff.per)}" for each in line.causes]
    return f"**Why:** {named(change.version)} {own(' '.join(reasons))}\n"


def _place(cause: Cause, home: str) -> str:
    where = "" if cause.path in {"", home} else f"{cause.path}, "
    return f"{where}line {cause.line}, column {cause.column}: "


def _findings(diff: Diff) -> Iterator[str]:
    found = list(diff.findings())
    for new, title in ((True, "Findings that this change brings"), (False, "Findings that it removes")):
        listed = [finding for brought, finding in found if brought is new]
        if listed:
            yield f"**{title}:**\n"
            yield from cut(map(_finding, listed), _SHARE[2], "- and {}", "finding")
            yield ""


def _finding(finding: Finding) -> str:
    at = finding.place
    where = code(f"{at.path or ''}:{at.line}:{at.column}")
    return f"- {finding.severity.label} {text_of(finding.code)} {where} {text_of(finding.message)}"


def _rest(diff: Diff, *, every: bool) -> Iterator[str]:
    """What changed without another cost, and how many messages did not change, behind a summary."""
    others = [*(each for each in diff.touched if not each.change.costs_otherwise), *diff.moved]
    same = [each for each in diff.lines if each.change.status == UNCHANGED]
    listed = [*others, *same] if every else others
    parts = [f"{plural(len(others), 'message')} changed or moved without another cost"] if others else []
    parts.append(f"{len(same)} unchanged")
    if not listed:
        yield f"{'; '.join(parts)}.\n"
        return
    yield f"<details><summary>{'; '.join(parts)}</summary>\n"
    yield from cut((_listed(each) for each in listed), _SHARE[2], "- and {}")
    yield "\n</details>\n"


def _listed(line: Line) -> str:
    state = words.state(line.change)
    return f"- {named(line.change.version)}" + (f" ({text_of(state)})" if state else "")
