"""The text report of a plan by each recipient's own clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.width import pad, visible
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.broadcast.timing import Group, Timing
    from smslint.report.style import Style

_SHOWN = 12
_LONGEST = 110


def plan_lines(timing: Timing, style: Style) -> Iterator[str]:
    """The table of a plan: from when on how many may be texted, how many wait, and how many can never be texted."""
    yield style("bold", f"when they may be texted: {timing.wall:%a %Y-%m-%d %H:%M} on each recipient's own clock")
    yield style("bold", "from (UTC)        until             recipients  there")
    for group in timing.groups[:_SHOWN]:
        slot = group.slot
        assert slot.start is not None
        until = "" if slot.until is None else f"{slot.until:%Y-%m-%d %H:%M}"
        waits = style("warning", f"  waits ({', '.join(slot.rules)})") if slot.waits else ""
        yield f"{slot.start:%Y-%m-%d %H:%M}  {pad(until, 16)}  {group.recipients:>10,}  {_there(group)}{waits}"
    if rest := timing.groups[_SHOWN:]:
        yield f"{plural(len(rest), 'more line')} for {plural(sum(each.recipients for each in rest), 'recipient')}; --format json shows all"
    if timing.waiting:
        yield style("warning", f"{plural(timing.waiting, 'recipient')} must wait for the hours there:")
        yield from _reasons([each for each in timing.groups if each.slot.waits])
    if timing.never:
        yield style("error", f"{plural(timing.lost, 'recipient')} can never be texted in the two weeks after that:")
        yield from _reasons(timing.never)
    yield ""


def _there(group: Group) -> str:
    """The beginning on the clocks there: ``Tue 10:00 America/Chicago``, ``Tue 10:00-12:00 in one of 3 zones, such as …``."""
    local = sorted(group.local.items(), key=lambda each: each[1].replace(tzinfo=None))
    if not local:
        return "zone unknown"
    first, last = local[0][1], local[-1][1]
    span = f"{first:%a %H:%M}"
    if first.replace(tzinfo=None) != last.replace(tzinfo=None):
        span += f"-{last:%H:%M}" if first.date() == last.date() else f" to {last:%a %H:%M}"
    if len(local) == 1:
        return f"{span} {local[0][0]}"
    return f"{span} in one of {len(local)} zones, such as {local[0][0]}"


def _reasons(groups: Sequence[Group]) -> Iterator[str]:
    """The rules, each with the first of its reasons."""
    counts: dict[tuple[str, ...], int] = {}
    first: dict[tuple[str, ...], str] = {}
    for each in groups:
        counts[each.slot.rules] = counts.get(each.slot.rules, 0) + each.recipients
        first.setdefault(each.slot.rules, each.slot.why)
    for rules, times in counts.items():
        why = visible(first[rules])
        yield f"  {times:>9,}: {', '.join(rules)}  {why if len(why) <= _LONGEST else why[: _LONGEST - 1] + '…'}"
