"""Each message once: a log may have a row for each state of a message, or for each of its parts."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from smslint.logs.states import States
from smslint.prices.money import plus
from smslint.reconcile.amounts import Charge, amount_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from smslint.logs.layout import Layout
    from smslint.logs.row import Row


def naming(layout: Layout) -> Callable[[Row], str]:
    """What tells a message from others: where one record has many recipients, they have the same id."""
    if any("[]" in each for each in layout.columns.values()):
        return lambda row: f"{row[0]} {row[2]}" if row[0] else ""
    return itemgetter(0)


_SPLIT: Final = frozenset({"true", "yes", "1"})
_ODD: Final = "?"
"""A price that is no amount."""


def with_parts(rows: Callable[[], Iterator[tuple[int, Row]]], layout: Layout) -> Iterator[tuple[int, Row]]:
    """The rows, where the parts of a message are one row. The log is read twice, so that few rows are kept."""
    name = naming(layout)
    seen: set[str] = set()
    several: set[str] = set()
    for _, row in rows():
        own = name(row)
        (several if own in seen else seen).add(own)
    several.discard("")
    held: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows():
        own = name(row)
        if own in several:
            held.setdefault(own, []).append((number, row))
        else:
            alone = "" if row.split.strip().lower() in _SPLIT else "1"
            yield number, row._replace(segments=row.segments or alone)
    states = States(layout)
    for found in held.values():
        yield found[0][0], _joined([row for _, row in found], states)


def _joined(rows: list[Row], states: States) -> Row:
    """The parts of one message together: its longest text, and the sum of the prices of its parts."""
    best = max(enumerate(rows), key=lambda each: (states.of(each[1].status).known, each[0]))[1]
    parts = list({row.part or str(at): row for at, row in enumerate(rows)}.values())
    return best._replace(
        body=max((row.body for row in rows), key=len),
        segments=best.segments or str(len(parts)),
        price=_sum([row.price for row in parts if row.price]),
    )


def _sum(prices: Sequence[str]) -> str:
    """The prices of all parts together, as a log writes one; no amount at all where they cannot be added."""
    total: Charge | None = None
    for price in prices:
        found = amount_of(price)
        if found is None or (total is not None and total.currency != found.currency):
            return _ODD
        total = found if total is None else Charge(plus(total.amount, found.amount), found.currency)
    return "" if total is None else f"{total.currency} {total.amount:f}"
