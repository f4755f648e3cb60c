"""What a message costs, in a few words: the code lens, and the hint at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report import phrases
from smslint.report.money import price
from smslint.text import extent
from smslint.wording import plural

if TYPE_CHECKING:
    from smslint.project.outcome import Reviewed
    from smslint.result import CostRange, MessageResult

_MOST_PRICES: Final = 2
DOT: Final = " · "


def lens(record: Reviewed) -> str:
    """``2 segments · UCS-2 · 56 left · $0.0158``. What is unknown is left out, or says why."""
    result = record.result
    assert result is not None
    if record.subject is not None and record.subject.error is not None:
        return "segments unknown: the template cannot be parsed"
    left = () if result.headroom is None else (f"{result.headroom} left",)
    return DOT.join((_segments(result), extent.encodings(result), *left, *_prices(result)))


def hint(record: Reviewed) -> str:
    """``2 segments · $0.0158``: the same, shorter."""
    result = record.result
    assert result is not None
    return DOT.join((_segments(result), *_prices(result)))


def cost(each: CostRange) -> str:
    """``$0.0158``, or ``$0.0079–$0.0158`` if it depends on the values."""
    most = price(each.most, each.currency)
    return most if each.least == each.most else f"{price(each.least, each.currency)}–{most}"


def _segments(result: MessageResult) -> str:
    words = phrases.segments(result)
    if result.least == result.most:
        return plural(result.least, "segment")
    count, space, blame = words.partition(" ")
    return f"{count} segments{space}{blame}"


def _prices(result: MessageResult) -> tuple[str, ...]:
    if not result.cost:
        return ()
    if len(result.cost) == 1:
        return (cost(result.cost[0]),)
    some = [f"{each.region} {cost(each)}" for each in result.cost[:_MOST_PRICES]]
    more = len(result.cost) - _MOST_PRICES
    return (*some, f"and {more} more regions") if more > 1 else (*some, "and 1 more region") if more else tuple(some)
