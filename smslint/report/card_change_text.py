"""What a new rate card changes, for a terminal and as Markdown: the sum, then countries, then messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report.columns import columns
from smslint.report.comment import capital, cut, own
from smslint.report.cost_phrases import reasons, uncounted
from smslint.report.diff_phrases import arrow, between, change_between
from smslint.report.markup import text_of
from smslint.report.money import price
from smslint.report.width import flowing, visible
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.cost.card_change import CardChange
    from smslint.cost.change import Change, Shift
    from smslint.cost.parts import Part
    from smslint.prices import Price, RateCard
    from smslint.prices.compare import PriceChange
    from smslint.report.style import Style

MARK: Final = "<!-- smslint:prices key=default -->"
_ROWS: Final = 40
_SHARE: Final = 20_000
"""The most characters of each list of a comment."""
_PRICES: Final = ("country", "a segment", "change")
_COUNTRIES: Final = ("country", "messages", "a segment", "change a month")
_MESSAGES: Final = ("message", "volume", "a month", "change")


def text(found: CardChange, style: Style, width: int = 100, *, every: bool = False) -> Iterator[str]:
    """The lines of the report for a terminal."""
    first, *rest = flowing(headline(found), width)
    yield style("bold", first)
    yield from rest
    for header, rows in _tables(found, every=every):
        shown = rows if every else rows[:_ROWS]
        if shown:
            yield ""
            title, *lines = columns(header, shown, width)
            yield style("bold", title)
            yield from lines
        if len(shown) < len(rows):
            yield f"and {len(rows) - len(shown):,} more (--all lists every one)"
    yield ""
    for line in _asides(found, every=every):
        yield from (style("dim", each) for each in flowing(line, width))


def markdown(found: CardChange, *, every: bool = False) -> str:
    """The report as Markdown, cut so that it fits into a comment; its sums never are."""
    lines = [MARK, f"### Rate cards: {own(headline(found))}", ""]
    for header, rows in _tables(found, every=every):
        if rows:
            lines += [f"| {' | '.join(header)} |", "|---" * len(header) + "|"]
            made = (f"| {' | '.join((text_of(name), *map(own, cells)))} |" for name, *cells in rows)
            lines += [*cut(made, _SHARE, "| … and {}" + " |" * len(header), "row"), ""]
    lines += [f"{own(capital(line))}.\n" for line in _asides(found, every=every)]
    return "\n".join(lines).rstrip("\n") + "\n"


def headline(found: CardChange) -> str:
    """What it comes to, or in how many countries the price is another one."""
    names = f"{_card(found.old)} → {_card(found.new)}"
    if not found.priced:
        count = len(found.changed)
        what = (
            f"another price in {count:,} of {plural(len(found.prices), 'country')}"
            if count
            else "no price is another one"
        )
        return f"{names}: {what}"
    if not found.totals.sums:
        return f"{names}: what it changes is not known of any of {plural(len(found.rows), 'message')}"
    sums = "; ".join(
        f"{change_between(each)} a month, {arrow(between(each.before, each.currency), between(each.after, each.currency))}"
        for each in found.totals.sums
    )
    left = found.totals.unknown
    return f"{names}: {sums}" + (f", without {left:,} of {plural(len(found.rows), 'message')}" if left else "")


def _card(card: RateCard) -> str:
    return visible(card.name)


def _tables(found: CardChange, *, every: bool) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    if not found.priced:
        yield _PRICES, [_price_row(each) for each in (found.prices if every else found.changed)]
        return
    prices = {each.region: each for each in found.prices}
    yield _COUNTRIES, [_country_row(each, prices) for each in found.countries]
    yield _MESSAGES, [_message_row(each) for each in found.rows]


def _price_row(change: PriceChange) -> tuple[str, ...]:
    return change.region, _segment(change), _percent(change)


def _segment(change: PriceChange | None) -> str:
    return "unknown" if change is None else arrow(_price(change.before), _price(change.after))


def _price(found: Price | None) -> str:
    if found is None:
        return "unknown"
    least, most = price(found.least, found.currency), price(found.most, found.currency)
    return least if least == most else f"{least}–{most}"


def _percent(change: PriceChange) -> str:
    before, after = change.before, change.after
    if before is None:
        return "new"
    if after is None:
        return "no price any more"
    if before.currency != after.currency:
        return "another currency"
    if not before.most:
        return ""
    share = (after.most - before.most) * 100 / before.most
    if change.same:
        return ""
    return f"{'+' if share > 0 else '−' if share < 0 else ''}{abs(share):.1f} %"


def _country_row(part: Part, prices: dict[str, PriceChange]) -> tuple[str, ...]:
    alone = prices.get(part.names[0]) if len(part.names) == 1 else None
    segment = _segment(alone) if len(part.names) == 1 else ""
    name = " or ".join(part.names) or "no country stated"
    return visible(name), f"{part.messages:,}", segment, _monthly(part.sums)[1] or "unknown"


def _message_row(row: Change) -> tuple[str, ...]:
    version = row.version
    volume = "unknown" if row.volume is None else f"{row.volume.monthly:,}"
    return visible(version.name), volume, *(("unknown", "") if row.unknown else _monthly(row.monthly))


def _monthly(sums: Sequence[Shift]) -> tuple[str, str]:
    if not sums:
        return "unknown", ""
    both = [arrow(between(each.before, each.currency), between(each.after, each.currency)) for each in sums]
    return " + ".join(both), ", ".join(map(change_between, sums))


def _asides(found: CardChange, *, every: bool) -> Iterator[str]:
    for line in reasons(found.reasons, None if every else 3):
        yield f"not known, and in no sum: {line}"
    yield from uncounted(found.coverage, found.blind)
    for which, card, as_of in zip(("old", "new"), (found.old, found.new), found.dates, strict=True):
        yield f"{which} card: {_card(card)}" + (f", as of {visible(as_of)}" if as_of else "")
    yield from map(visible, found.notes)
