"""What budgets say about a comparison or a month, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.prices.money import plain
from smslint.report.money import money
from smslint.report.width import visible
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from smslint.cost.gates import Held

_FIGURES: Final = {
    "change.monthly": "the change is {actual} a month, and may be at most {limit}",
    "change.percent": "the change is {actual}, and may be at most {limit}",
    "total.monthly": "the total is {actual} a month, and may be at most {limit}",
    "message.segments": "{which} may take {actual}, and at most {limit}",
}
_NAMES: Final = {
    "change.monthly": "a change of at most {limit} a month",
    "change.percent": "a change of at most {limit}",
    "total.monthly": "a total of at most {limit} a month",
    "message.segments": "at most {limit}",
}


def verdicts(limits: Sequence[Held]) -> Iterator[tuple[Held, str]]:
    """Each limit in a sentence: ``over budget: the change is $1,264.00 a month, and may be at most $1,000.00``."""
    several = len({each.config for each in limits}) > 1
    for held in limits:
        if held.ok and not held.actual and held.name == "message.segments":
            continue  # no message is new or changed
        yield held, _verdict(held, f" of {visible(held.config)}" if several and held.config else "")


def _verdict(held: Held, whose: str) -> str:
    limit = _figure(held, held.limit)
    if held.ok is None:
        asked = _NAMES[held.name].format(limit=limit)
        return f"not known to be inside the budget{whose}, {asked}: {visible(held.why)}"
    named = held.name == "message.segments" and held.ok is False
    which = visible(held.why) if named else "new and changed messages"
    words = _FIGURES[held.name].format(actual=_figure(held, held.actual), limit=limit, which=which)
    more = f"; besides, {visible(held.why)}" if held.why and not named else ""
    kept = "inside the budget" if held.ok else "over budget" if held.level == "fail" else "over the warning level"
    return f"{kept}{whose}: {words}{more}"


def _figure(held: Held, amount: Decimal | None) -> str:
    if held.name == "message.segments":
        return plural(int(amount or 0), "segment")
    if held.name == "change.percent":
        return "from nothing" if amount is None else f"{plain(amount)} %"
    if amount is None:
        return "not known"
    return money(amount, held.currency) if held.currency else plain(amount)
