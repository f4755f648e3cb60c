"""The table of messages under the findings: encodings, segments and cost, one row per message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.locations import shown_path
from smslint.report.phrases import cost, encodings, segments
from smslint.report.width import clip_left, display_width, pad, visible, wrap
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.report.options import ReportOptions
    from smslint.report.style import Style
    from smslint.result import CostRange, MessageResult

_MAX_ROWS = 20
_MIN_WHERE = 32


def table(messages: Sequence[MessageResult], options: ReportOptions, style: Style) -> Iterator[str]:
    """The lines of the table. Unless verbose: only messages that may cost more than one segment, and not too many."""
    chosen = messages if options.verbose else [message for message in messages if _says_something(message)]
    rows = chosen if options.verbose else chosen[:_MAX_ROWS]
    if not rows:
        return
    dates = {price.as_of for message in rows for price in message.cost}
    cells = [_cells(message, options, dated=len(dates) > 1) for message in rows]
    header = ["message", "encoding", "segments", _price_header(dates)]
    widths, stacked = _widths([header, *(line for row in cells for line in row)], options.width)
    yield style("bold", _line(header, widths))
    for message, row in zip(rows, cells, strict=True):
        if stacked:
            yield row[0][0]
            row[0][0] = ""
        for line in row:
            yield _line(line, widths)
        for note in message.notes:
            yield style("dim", f"  note: {visible(note)}")
        if options.verbose:
            yield from _witnesses(message, style)
    for words in _per_segment(rows, dated=len(dates) > 1):
        yield from wrap(words, options.width)
    if len(chosen) > len(rows):
        yield f"and {plural(len(chosen) - len(rows), 'more message')} (--verbose lists every one)"


def _says_something(message: MessageResult) -> bool:
    return message.most != 1 or message.encodings != ("GSM-7",) or bool(message.notes)


def _cells(message: MessageResult, options: ReportOptions, *, dated: bool) -> list[list[str]]:
    """The row of a message. Prices in several regions are one range; what a segment costs in each is below the table."""
    key = f" {visible(message.key)}" if message.key else ""
    where = f"{shown_path(message.path, options)}:{message.line}{key}"
    prices = [cost(price) + (f" ({visible(price.as_of)})" if dated else "") for price in message.cost] or [""]
    if len(prices) > 1:
        prices = [_range(message)]
    return [[where, encodings(message), segments(message), prices[0]]]


def _range(message: MessageResult) -> str:
    """The least and the most that a message costs anywhere; one range for each currency."""
    by_currency: dict[str, list[CostRange]] = {}
    for price in message.cost:
        by_currency.setdefault(price.currency, []).append(price)
    found = []
    for currency, prices in by_currency.items():
        least, mosts = min(price.least for price in prices), [price.most for price in prices]
        most = None if None in mosts else max(each for each in mosts if each is not None)
        amount = "∞" if most is None else f"{most:f}"
        found.append(f"{amount if least == most else f'{least:f}–{amount}'} {visible(currency)}")
    return ", ".join(found)


def _per_segment(messages: Sequence[MessageResult], *, dated: bool) -> Iterator[str]:
    """What one segment costs in each region, once for each set of regions."""
    sets: dict[tuple[str, ...], None] = {}
    for message in messages:
        if len(message.cost) > 1:
            words = (
                f"{visible(each.region)} {(each.least / max(message.least, 1)).normalize():f} {visible(each.currency)}"
                + (f" ({visible(each.as_of)})" if dated else "")
                for each in message.cost
            )
            sets[tuple(words)] = None
    for prices in sets:
        yield f"a segment costs {', '.join(prices)}"


def _price_header(dates: set[str]) -> str:
    if len(dates) == 1:
        return f"cost as of {visible(min(dates))}"
    return "cost" if dates else ""


def _widths(rows: Sequence[Sequence[str]], room: int) -> tuple[list[int], bool]:
    """Column widths, and whether each place is on a separate line because the terminal is too narrow."""
    widths = [max(display_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    left = room - sum(widths[1:]) - 2 * (len(widths) - 1)
    if widths[0] <= left:
        return widths, False
    if left >= _MIN_WHERE:
        return [left, *widths[1:]], False
    return [display_width(rows[0][0]), *widths[1:]], True


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    place, *rest = cells
    return "  ".join(map(pad, [clip_left(place, widths[0]), *rest], widths)).rstrip()


def _witnesses(message: MessageResult, style: Style) -> Iterator[str]:
    """The renderings that prove both bounds."""
    for name, text in (("least", message.least_witness), ("most", message.most_witness)):
        if text is not None and not (name == "most" and text == message.least_witness):
            yield style("dim", f'  {name}: "{visible(text)}"')
