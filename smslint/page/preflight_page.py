"""``smslint preflight --format html``: a broadcast before it is sent, for people who decide whether it is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.page import findings
from smslint.page.charts import Bar, bars, grid, spread
from smslint.page.document import document
from smslint.page.drawing import drawn, words
from smslint.page.markup import Content, Markup, join, tag
from smslint.page.table import Cell, table
from smslint.page.tables import tables
from smslint.report.plan_text import plan_lines
from smslint.report.preflight_text import doubtful, head, holes, versions
from smslint.report.recipients_text import repair, unknown
from smslint.report.style import Style
from smslint.version import __version__
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.broadcast.record import Broadcast
    from smslint.page.draft import Draft
    from smslint.prices import Totals
    from smslint.recipients.audited import Tally
    from smslint.report.options import ReportOptions

_PLAIN: Final = Style(False)
_WIDE: Final = 10_000
"""Columns: the browser breaks the lines."""
_ROWS: Final = 300
"""The most rows of a table."""
_EXAMPLES: Final = 3
_LABEL: Final = re.compile(r"^(\w+) {2,}")
"""A word in front of a line of the text report, which a column follows."""


def render(result: Broadcast, options: ReportOptions, draft: Draft | None) -> str:
    """The page.

    :param draft: the template, to be drawn and tried; ``None`` if it cannot be.
    """
    title, *lines = filter(None, head(result, _PLAIN))
    body = join(
        (
            tag("header", tag("h1", title), *_header(lines)),
            tag("main", *_main(result, options, draft)),
            tag("footer", tag("p", f"smslint {__version__}, numbers checked against {result.audit.plan_version}")),
        )
    )
    how = None if draft is None else draft.how
    boxes = {} if draft is None or not draft.text else {"template": draft.as_dict()}
    counted = tables(how.languages if how else (), [how.table] if how and how.table else ())
    return document(title, body, {"tables": counted, "page": {"boxes": boxes}})


def _header(lines: Sequence[str]) -> Iterator[Markup]:
    """How many would be sent; then what it rests on, and what is not known."""
    yield tag("p", tag("strong", lines[0]))
    unsure = ("not known", "not understood", "no consent", "An error refuses", "smslint cannot fill", "empty")
    doubts = [line for line in lines[1:] if line.startswith(unsure)]
    if doubts:
        yield tag("ul", *(tag("li", line) for line in doubts), class_="warning")
    for line in lines[1:]:
        if line not in doubts:
            yield tag("p", line, class_="quiet")


def _main(result: Broadcast, options: ReportOptions, draft: Draft | None) -> Iterator[Markup]:
    for limit in result.over_limit:
        yield tag("p", tag("span", "✖ over the limit", class_="tag"), f" {limit}", class_="error")
    if result.now.recipients:
        yield tag("h2", "At a glance")
        yield grid(list(_charts(result)))
        yield from _countries(result)
    if draft is not None:
        yield tag("h2", "The template")
        yield _template(draft)
    if result.findings or result.list_findings:
        yield tag("h2", "Findings")
        yield join(findings.block(each, options) for each in (*result.findings, *result.list_findings))
    if result.timing is not None:
        yield _said("When they may be texted", plan_lines(result.timing, _PLAIN), lined=True)
    yield from _why(result)
    yield from _worst(result)
    yield _said("Missing values", list(holes(result, _PLAIN, _WIDE))[1:])
    yield from _problems(result)
    yield _said("Next", (*repair(result.audit, _PLAIN), *(unknown(result.audit, _PLAIN) if result.would_send else ())))


def _charts(result: Broadcast) -> Iterator[Markup]:
    now = result.now
    yield bars(
        "Messages by their segments",
        [Bar(plural(count, "segment"), times, f"{times:,} ({times / now.recipients:.0%})") for count, times in sorted(now.histogram.items())],
        ", ".join(f"{times:,} {name}" for name, times in now.encodings.most_common()),
    )  # fmt: skip
    yield bars(
        "What it takes, and what fixes would save",
        [Bar(name, sums.segments, f"{sums.segments:,} {_segments(sums.segments)}") for name, sums in versions(result)],
        "" if now.as_of else "cost unknown: there is no price",
    )
    if now.as_of:
        yield from _costs(result)
    yield bars(
        "Messages by country",
        [Bar(region, each.recipients, f"{each.recipients:,}") for region, each in sorted(now.regions.items(), key=lambda item: -item[1].recipients)],
    )  # fmt: skip
    saving = [
        Bar(
            f"{each.character} → {each.replacement or 'nothing'}", each.saved.segments, f"{each.saved.segments:,} saved"
        )
        for each in result.savings
        if each.saved.segments > 0
    ]
    yield bars("Segments that replacing one character saves", saving)


def _costs(result: Broadcast) -> Iterator[Markup]:
    """The cost of each version, by country and by type of sender, each currency for itself."""
    now = result.now
    dates = f"prices as of {', '.join(now.as_of)}"
    left = sum(now.unpriced.values())
    where = ", ".join(sorted(now.unpriced)[:12])
    note = f"{dates}; without {plural(left, 'recipient')} in {where}: no price" if left else dates
    for currency in sorted({money.currency for money in now.cost[1]}):
        of = [(name, _pair(*sums.cost, currency)) for name, sums in versions(result)]
        yield _bars_of(f"Cost in {currency}", of, currency, note)
        regions = [
            (region, each.cost)
            for region, each in now.regions.items()
            if each.cost and each.cost[0].currency == currency
        ]
        by_region = [(region, (cost[0].amount, cost[1].amount)) for region, cost in regions if cost]
        yield _bars_of(
            f"Cost by country in {currency}", sorted(by_region, key=lambda item: -item[1][1]), currency, dates
        )
        if len(result.senders) > 1:
            of = [(each.sender.replace("_", " "), _pair(each.least, each.most, currency)) for each in result.senders]
            yield _bars_of(f"Cost by type of sender in {currency}", of, currency, dates)


def _pair(least: Totals, most: Totals, currency: str) -> tuple[Decimal, Decimal]:
    """The least and the most in one currency."""
    amounts = [{money.currency: money.amount for money in totals} for totals in (least, most)]
    return amounts[0].get(currency, Decimal(0)), amounts[1].get(currency, Decimal(0))


def _bars_of(title: str, rows: Sequence[tuple[str, tuple[Decimal, Decimal]]], currency: str, note: str) -> Markup:
    return bars(title, [Bar(name, low, f"{spread(low, high)} {currency}", high) for name, (low, high) in rows], note)


def _countries(result: Broadcast) -> Iterator[Markup]:
    ordered = sorted(result.now.regions.items(), key=lambda item: -item[1].segments)
    rows: list[tuple[Cell, ...]] = []
    for region, each in ordered:
        cost = "unknown" if each.cost is None else spread(each.cost[0].amount, each.cost[1].amount)
        money = "" if each.cost is None else each.cost[0].currency
        as_of = "" if each.price is None else doubtful(each.price, result).strip() or each.price.as_of
        value = "" if each.cost is None else f"{each.cost[1].amount:f}"
        rows.append(
            (Cell(region), _count(each.recipients), _count(each.segments), Cell(f"{cost} {money}", value), Cell(as_of))
        )
    yield table("Countries", ("country", "recipients", "segments", "cost", "price as of"), rows)


def _template(draft: Draft) -> Markup:
    parts = [drawn(draft.sent, draft.values), words(draft.sent, draft.values)]
    parts.append(
        tag("p", "Drawn with the values that the project declares, not with those of the list.", class_="quiet")
    )
    return tag("article", *parts, id="template")


def _why(result: Broadcast) -> Iterator[Markup]:
    """The characters that make messages UCS-2, with the first rows that have them."""
    rows: list[tuple[Cell, ...]] = [
        (Cell("the template"), Cell(each.shown), _count(result.recipients), Cell(""))
        for each in result.template_offenders
    ]
    for each, times in result.offenders.most_common(_ROWS):
        first = ", ".join(str(row.place) for row in result.first_rows.offenders.get(each, ()))
        rows.append((Cell(each.field or "the template"), Cell(each.shown), _count(times), Cell(first)))
    if rows:
        yield tag("h2", "Why messages are UCS-2")
        yield table("Characters outside GSM-7", ("where", "character", "messages", "first rows"), rows)


def _worst(result: Broadcast) -> Iterator[Markup]:
    """The most expensive rows, and the first rows with each number of segments; their numbers are masked as in every report."""
    rows = [
        (Cell(str(each.place)), _count(each.segments), _count(each.units), Cell(each.encoding), Cell(each.cause))
        for each in result.worst
    ]
    if rows:
        yield tag("h2", "The most expensive rows")
        yield table("The most expensive rows", ("row", "segments", "units", "encoding", "why"), rows)
    firsts = [
        (_count(count), Cell(str(row.place)), Cell(row.number))
        for count, found in sorted(result.first_rows.segments.items())
        for row in found
    ]
    if firsts:
        yield table("The first rows with each number of segments", ("segments", "row", "number"), firsts)


def _problems(result: Broadcast) -> Iterator[Markup]:
    tallies = result.audit.sorted_tallies()
    if tallies:
        yield tag("h2", "Rows with problems")
        rows = [_problem(each) for each in tallies]
        yield table("Rows with problems", ("rows", "rule", "what", "refused", "for example"), rows)


def _problem(tally: Tally) -> tuple[Cell, ...]:
    code = tally.code
    rule = f"{findings.SIGNS[code.severity]}: {code.code} {code.name}"
    expect = f"{code.one} ({code.predicts})" if code.predicts else code.one
    examples = " · ".join(each.message for each in tally.findings[:_EXAMPLES])
    return _count(tally.count), Cell(rule), Cell(expect), Cell("yes" if code.refuses else "no"), Cell(examples)


def _said(title: str, lines: Iterable[str], *, lined: bool = False) -> Markup:
    """A part of the text report, with its lines as they are, or each as a paragraph."""
    found = [line for line in lines if line.strip()]
    if not found:
        return Markup()
    parts: list[Content] = (
        [tag("pre", join(found, "\n"), tabindex=0)]
        if lined
        else [tag("p", _LABEL.sub(r"\1: ", line.strip(), count=1)) for line in found]
    )
    return join((tag("h2", title), *parts))


def _count(count: int) -> Cell:
    return Cell(f"{count:,}", str(count), number=True)


def _segments(count: int) -> str:
    return "segment" if count == 1 else "segments"
