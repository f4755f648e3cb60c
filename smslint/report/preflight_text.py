"""The text report of a preflight."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.prices import Totals
from smslint.prices.rate import is_old
from smslint.report.phrases import not_known
from smslint.report.plan_text import plan_lines
from smslint.report.recipients_text import columns, problems, repair, unknown
from smslint.report.width import pad, visible, wrap
from smslint.text.gsm7 import UCS_2
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.sums import Sums
    from smslint.prices import Price
    from smslint.report.style import Style

_BAR = 32
_REGIONS = 12
_HOLES = 5
_SAVINGS = 3
_HOLES_OF = frozenset({"PLH001", "PLH002"})
_REPORTED_ELSEWHERE = frozenset({*_HOLES_OF, "LEN002"})
"""Codes whose number of rows is in another part of the report."""


def text(result: Broadcast, style: Style, width: int = 100) -> Iterator[str]:
    """The lines of the report."""
    audit = result.audit
    yield from head(result, style)
    if result.now.recipients:
        yield from _histogram(result.now, style)
        yield from _countries(result, style)
        yield from _costs(result, style)
    if result.timing is not None:
        yield from plan_lines(result.timing, style)
    if result.now.recipients:
        yield from _why(result, style)
        yield from _worst(result, style, width)
    yield from holes(result, style, width)
    if audit.tallies.keys() - _REPORTED_ELSEWHERE:
        yield style("bold", "rows with problems")
        yield from problems(audit, style, width, examples=1, without=_REPORTED_ELSEWHERE)
    yield from _of_template(result, style, width)
    for limit in result.over_limit:
        yield f"{style('error', 'over the limit')}  {limit}"
    for each in result.list_findings:
        if each.code not in _HOLES_OF and (each.severity < Severity.ERROR or each.code == "CON002"):
            yield f"{style.severity(each.severity, each.severity.label)}  {each.code}: {visible(each.message)}"
    yield style("dim", f"numbers checked against {audit.plan_version}")
    if audit.rejected:
        yield f"{style('help', 'next')}  smslint recipients {visible(shlex.quote(audit.path))} --clean clean.csv --rejected rejected.csv"
    yield from repair(audit, style)
    if result.would_send:
        yield from unknown(audit, style)


def head(result: Broadcast, style: Style) -> Iterator[str]:
    """What would be sent, and what is not known."""
    audit = result.audit
    yield style("bold", f"{visible(result.template)} → {visible(audit.path)}")
    yield (
        f"{plural(audit.total, 'row')}: {style('bold', f'{result.would_send:,} would be sent')}, "
        f"{_refused(result)}. Nothing was sent."
    )
    if result.refused_whole:
        yield style("error", visible(_refused_whole(result)))
    yield from columns(audit, style, phone=True)
    if result.coverage is not None:
        # The list says which countries are texted; the report names those without a profile above.
        about = replace(result.coverage, unread=(), unasked=(), regions_without_profile=())
        for line in not_known(about):
            yield style("warning", line)
    for addition in result.filled:
        yield style("dim", visible(str(addition)))
    for words in result.unknown:
        yield style("warning", f"not known: {words}")
    if not audit.total:
        yield f"{style('warning', 'empty')}  the list has no rows: no message would be sent"
    for note in (*audit.notes, *result.notes):
        yield style("info", f"note: {visible(note)}")
    yield ""


def _refused(result: Broadcast) -> str:
    """How many rows are refused, in words that add up to all rows with those that would be sent."""
    rejected = result.audit.rejected
    with_all = result.recipients - result.would_send
    if not with_all:
        return f"{rejected:,} refused"
    own = f"{rejected:,} for their own row and " if rejected else ""
    return f"{rejected + with_all:,} refused ({own}{with_all:,} with the whole broadcast)"


def _of_template(result: Broadcast, style: Style, width: int) -> Iterator[str]:
    """The findings about the template itself."""
    if not result.findings:
        return
    yield style("bold", "the template itself")
    for each in result.findings:
        first, *others = wrap(visible(each.message), max(width - 20, 40)) or [""]
        yield f"  {style.severity(each.severity, pad(each.severity.label, 8))} {each.code}  {first}"
        yield from (" " * 19 + line for line in others)
    yield ""


def _refused_whole(result: Broadcast) -> str:
    """Why nothing would be sent to anybody, and what the figures are about."""
    counted = plural(result.recipients, "message")
    if result.inexact:
        why = (
            f"smslint cannot fill this template exactly as its engine would, so nothing would be sent. {result.inexact}"
        )
        return f"{why} The figures below are about {counted} that nobody sends."
    return (
        f"An error refuses the whole broadcast. The figures below show what it would be without that error: {counted}."
    )


def _histogram(sums: Sums, style: Style) -> Iterator[str]:
    yield style("bold", "segments   messages")
    most = max(sums.histogram.values())
    shown = sorted(sums.histogram.items())
    for count, times in shown[:12]:
        bar = "█" * max(round(times / most * _BAR), 1)
        yield f"{count:>8}  {times:>9,}  {times / sums.recipients:>4.0%}  {style('good' if count == 1 else 'warning', bar)}"
    if len(shown) > 12:
        yield f"{'more':>8}  {sum(times for _, times in shown[12:]):>9,}"
    encodings = ", ".join(f"{times:,} {name}" for name, times in sums.encodings.most_common())
    yield f"{plural(sums.segments, 'segment')} for {plural(sums.recipients, 'recipient')} ({sums.segments / sums.recipients:.2f} each); {encodings}"
    yield ""


def _countries(result: Broadcast, style: Style) -> Iterator[str]:
    sums = result.now
    yield style("bold", "country  recipients    segments        cost")
    unknown = "unknown: no price on the rate card" if result.priced else "unknown"
    regions = sorted(sums.regions.items(), key=lambda item: -item[1].segments)
    for region, each in regions[:_REGIONS]:
        cost = unknown if each.cost is None else _range(*map(str, each.cost))
        yield f"{pad(region, 7)}  {each.recipients:>10,}  {each.segments:>10,}  {cost:>10}{style('warning', doubtful(each.price, result))}"
    if len(regions) > _REGIONS:
        rest = [each for _, each in regions[_REGIONS:]]
        yield f"{len(rest):>3} more {sum(r.recipients for r in rest):>11,}  {sum(r.segments for r in rest):>10,}"
    yield from _fees(sums)
    yield from _by_sender(result)
    yield ""


def doubtful(price: Price | None, result: Broadcast) -> str:
    """What stands beside a figure that rests on an old price, or on one that is dated in the future; empty for others."""
    doubt = result.doubt(price)
    if price is None or not doubt:
        return ""
    return f"  {'old price' if is_old(doubt) else 'price of the future'}: {price.as_of}"


def _fees(sums: Sums) -> Iterator[str]:
    """What of the costs is carrier fees, where the rate card has them."""
    fees = [each.carrier_fee for each in sums.regions.values()]
    known = [each for each in fees if each is not None]
    if not known:
        return
    least, most = (Totals.of(pair[at] for pair in known) for at in (0, 1))
    without = sorted(region for region, each in sums.regions.items() if each.price and each.carrier_fee is None)
    more = f"; the card has none for {', '.join(without[:_REGIONS])}" if without else ""
    yield f"of it carrier fees: {_range(str(least), str(most))}{more}"


def _by_sender(result: Broadcast) -> Iterator[str]:
    """What it costs from each type of sender, if the rate card makes a difference between them."""
    costs = [(each.least, each.most) for each in result.senders]
    if len(costs) > 1 and any(each != costs[0] for each in costs):
        listed = (f"{each.sender} {_range(str(each.least), str(each.most))}" for each in result.senders)
        yield f"by type of sender: {'; '.join(listed)}"


def versions(result: Broadcast) -> list[tuple[str, Sums]]:
    """The messages as they are, and in each other version that is worth telling, by its name."""
    found = [("unchanged", result.now)]
    if result.most is not None:
        found = [("unchanged, at least", result.now), ("unchanged, at most", result.most)]
    if result.fixed is not None:
        found.append(("with safe fixes", result.fixed))
    if result.plain is not None and result.plain.segments not in {sums.segments for _, sums in found}:
        found.append(("with its own text in GSM-7", result.plain))
    if result.substituted is not None and result.substituted.segments != result.now.segments:
        found.append(("with substituted characters", result.substituted))
    return found


def _costs(result: Broadcast, style: Style) -> Iterator[str]:
    as_of = ", ".join(result.now.as_of)
    doubts = {result.doubt(each.price) for each in result.now.regions.values()} - {""}
    some = "are old" if all(map(is_old, doubts)) else "are dated in the future"
    dates = f" (prices as of {as_of}{f': some {some}' if doubts else ''})"
    about = dates if as_of else "" if result.priced else " (no rate card: --prices CARD)"
    yield style("bold", f"what it costs{about}")
    for name, sums in versions(result):
        saved = 1 - sums.segments / result.now.segments
        less = style("good", f"  {saved:.0%} less") if saved > 0.0005 else ""
        yield f"  {pad(name, 28)}{sums.segments:>10,} {'segment ' if sums.segments == 1 else 'segments'}  {_range(*map(str, sums.cost)) if as_of else 'cost unknown'}{less}"
    for each in result.savings[:_SAVINGS]:
        money = f" and {_range(str(each.saved.least), str(each.saved.most))}" if each.saved.most.sums else ""
        verb = "is" if each.messages == 1 else "are"
        yield (
            f"  {plural(each.messages, 'message')} {verb} UCS-2 only because of {visible(each.character)} (U+{ord(each.character):04X}): "
            f"{each.replacement!r} instead saves {plural(each.saved.segments, 'segment')}{money}"
        )
    unknown = sum(result.now.unpriced.values()) if result.priced else 0
    if unknown:
        where = ", ".join(sorted(result.now.unpriced)[:12])
        yield style("warning", f"  without {plural(unknown, 'recipient')} in {where}: the rate card has no price there")
    yield ""


def _why(result: Broadcast, style: Style) -> Iterator[str]:
    if not result.now.encodings[UCS_2]:
        return
    yield style("bold", "why messages are UCS-2")
    for each in result.template_offenders[:5]:
        yield f"  all of them: the template contains {each.shown}"
    if result.offenders and result.template_offenders:
        yield "  after fixing that, still:"
    for offender, times in result.offenders.most_common(8):
        holder = f"`{offender.field}`" if offender.field else "the template"
        rows = result.first_rows.offenders.get(offender, ())
        first = f" ({'' if len(rows) < 2 else 'first '}{visible(str(rows[0].place))})" if rows else ""
        yield f"  {times:>9,}: {holder} contains {offender.shown}{first}"
    yield ""


def _worst(result: Broadcast, style: Style, width: int) -> Iterator[str]:
    if len(result.now.histogram) < 2:
        return  # all rows have the same number of segments: the reason is already shown
    yield style("bold", "the most expensive rows")
    for each in result.worst[:5]:
        lines = wrap(visible(f"{each.place}: {each.cause}"), max(width - 6, 40))
        yield from (f"  {line}" if index == 0 else f"      {line}" for index, line in enumerate(lines))
    yield ""


def holes(result: Broadcast, style: Style, width: int) -> Iterator[str]:
    """The merge fields without a value, and how such a message would read."""
    if not result.empty and not result.nulls:
        return
    severity = {each.code: each.severity for each in result.list_findings}
    yield style("bold", "missing values")
    empty = result.empty.most_common()
    for name, times in empty[:_HOLES]:
        row, reads = result.first_empty[name]
        place = result.audit.files.place(row)
        code = style.severity(severity["PLH002"], "PLH002")
        yield f"  {code}  `{name}` is empty in {plural(times, 'row')}. {visible(place.opening)} would read:"
        yield style("dim", f"          {visible(reads)[: max(width - 12, 40)]}")
    yield from _more([times for _, times in empty[_HOLES:]], "empty merge field")
    found = [each for each in result.list_findings if each.code == "PLH001"] if result.nulls else []
    for finding in found[:_HOLES]:
        yield f"  {style.severity(finding.severity, finding.code)}  {visible(finding.message.removesuffix('.'))}"
    if found:
        yield from _more([times for _, times in result.nulls.most_common()[_HOLES:]], "value")
    yield ""


def _more(rest: Sequence[int], what: str) -> Iterator[str]:
    """How many more there are, and in how many cells.

    :param rest: the rows of each.
    """
    if rest:
        yield f"          and {plural(len(rest), f'more {what}')}, in {plural(sum(rest), 'cell')}"


def _range(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"
