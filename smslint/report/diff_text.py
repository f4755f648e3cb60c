"""The text report of a comparison: the sum, then a block for each message that costs otherwise, then the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report import diff_phrases as words
from smslint.report.limit_phrases import verdicts
from smslint.report.width import display_width, flowing, hanging, visible
from smslint.vocabulary import UNCHANGED
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.cost.gates import Held
    from smslint.cost.record import Diff, Line
    from smslint.finding import Finding
    from smslint.report.style import Style

_ROWS = 50
_NAMES = 10


def text(diff: Diff, style: Style, width: int = 100, *, every: bool = False) -> Iterator[str]:
    """The lines of the report.

    :param every: list messages too that are unchanged, and all of them.
    """
    first, *rest = flowing(f"Text messages: {words.headline(diff)}", width)
    yield style("bold", first)
    yield from rest
    yield style("dim", f"compared with {visible(str(diff.base))}: {words.counts(diff)}")
    yield ""
    touched = [each for each in diff.touched if every or each.change.costs_otherwise]
    shown = touched if every else touched[:_ROWS]
    for each in shown:
        yield from _block(each, diff, style, width)
    if len(shown) < len(touched):
        yield f"and {plural(len(touched) - len(shown), 'more message')} (--all lists every one)"
        yield ""
    yield from _without_cost(diff, every=every)
    if every:
        yield from _unchanged(diff, style)
    yield from _findings(diff, style, width)
    yield from limits(diff.held, style, width)
    for line in words.asides(diff):
        yield from (style("dim", each) for each in flowing(line, width))


def limits(held: Sequence[Held], style: Style, width: int) -> Iterator[str]:
    """Whether each limit is kept."""
    for each, sentence in verdicts(held):
        colour = "good" if each.ok else "error" if each.fails else "warning"
        first, *rest = flowing(sentence, width)
        yield style(colour, first)
        yield from rest


def _without_cost(diff: Diff, *, every: bool) -> Iterator[str]:
    """The messages that changed or moved and cost the same, by name."""
    same = [] if every else [each for each in diff.touched if not each.change.costs_otherwise]
    names = [visible(words.name_of(each.change.version)) for each in same]
    names += [f"{visible(words.name_of(each.change.version))} ({words.state(each.change)})" for each in diff.moved]
    if not names:
        return
    yield f"{plural(len(names), 'message')} changed or moved without another cost:"
    shown = names if every else names[:_NAMES]
    yield from (f"  {each}" for each in shown)
    if len(shown) < len(names):
        yield f"  and {len(names) - len(shown):,} more (--all lists every one)"
    yield ""


def _unchanged(diff: Diff, style: Style) -> Iterator[str]:
    same = [each for each in diff.lines if each.change.status == UNCHANGED]
    for each in same:
        yield style("dim", f"{visible(words.name_of(each.change.version))}: {measures(each)}")
    if same:
        yield ""


def _block(line: Line, diff: Diff, style: Style, width: int) -> Iterator[str]:
    change = line.change
    state = words.state(change)
    name = visible(words.name_of(change.version)) + (f" ({state})" if state else "")
    cost = words.costs_more(change, diff.per)
    gap = width - display_width(name) - display_width(cost)
    colour = "error" if change.may_rise and change.costs_otherwise else "good"
    if gap >= 2:
        yield f"{style('bold', name)}{' ' * gap}{style(colour, cost)}"
    else:
        yield style("bold", name)
        yield from (style(colour, each) for each in hanging(f"  {cost}", width, 2))
    yield from hanging(f"  {measures(line)}", width, 2)
    for cause in line.causes:
        label = style("help", "why" if cause is line.causes[0] else "also")
        where = place(cause.path, cause.line, cause.column, change.version.path)
        yield from hanging(f"  {label}: {where}{words.why(cause, change, diff.per)}", width, 4)
    yield ""


def measures(line: Line) -> str:
    """``1 → 2 segments, GSM-7 → UCS-2, $0.0079 → $0.0158 each, 200,000 a month``."""
    change = line.change
    found = words.arrow(words.segments(change.before), words.segments(change.after))
    parts = [
        f"{found} segment{'' if found == '1' else 's'}",
        words.arrow(words.encodings(change.before), words.encodings(change.after)),
    ]
    each = words.arrow(
        words.each_send(change.each_before.costs, change.before), words.each_send(change.each_after.costs, change.after)
    )
    if each:
        parts.append(f"{each} each")
    parts.append("volume unknown" if change.volume is None else f"{change.volume.monthly:,} a month")
    return ", ".join(parts)


def place(path: str, line: int, column: int, own: str) -> str:
    """``1:4: `` in the message's own file, ``footer.txt:1:4: `` in another one."""
    return f"{line}:{column}: " if path in {"", own} else f"{visible(path)}:{line}:{column}: "


def _findings(diff: Diff, style: Style, width: int) -> Iterator[str]:
    found = list(diff.findings())
    for new, title in ((True, "findings that this brings"), (False, "findings that this removes")):
        own = [finding for brought, finding in found if brought is new]
        if not own:
            continue
        yield style("bold", title)
        for each in own[:_ROWS]:
            yield from hanging(f"  {_finding(each, style)}", width, 4)
        if len(own) > _ROWS:
            yield f"  and {plural(len(own) - _ROWS, 'more finding')}"
        yield ""


def _finding(finding: Finding, style: Style) -> str:
    at = finding.place
    where = f"{visible(at.path or '')}:{at.line}:{at.column}"
    return (
        f"{style.severity(finding.severity, finding.severity.label)} {finding.code} {where}: {visible(finding.message)}"
    )
