"""What a chain of calls makes of a text: exactly what its engine prints, or unknown."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from smslint.dialects import exact
from smslint.dialects.filters import FILTERS
from smslint.records import NamedTuple
from smslint.text.tree import LITERAL, RAW, Call
from smslint.text.typed import MADE, TEXT, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.dialects.exact import Change
    from smslint.dialects.meaning import Meaning
    from smslint.text.typed import Types

MOST_GROWTH: Final = 100
"""How many times longer the replacements of one output may make a cell, so that a short template cannot fill the memory."""


class Result(NamedTuple):
    """What a chain of calls makes of a text."""

    change: Change
    """The text that is printed, as a value of its type."""
    types: Types
    """The types that it may have."""


def exact_change(dialect: str, calls: Iterable[Call]) -> Change | None:
    """The function of a text for a chain of calls, or ``None`` if it is unknown."""
    found = result_of(dialect, tuple(calls))
    return None if found is None else found.change


@lru_cache(maxsize=512)
def result_of(dialect: str, calls: tuple[Call, ...]) -> Result | None:
    """The result of a chain of calls on a text, or ``None`` if it is unknown."""
    table = FILTERS.get(dialect)
    changes: list[Change] = []
    types, longer = TEXT, 1
    for call in calls:
        if call.name == LITERAL:
            changes.append(exact.constant(str(call.arguments[0])))
            types = TEXT
            continue
        if call.name == RAW:
            continue
        meaning = table.get(call.name) if table is not None and call.literal else None
        if meaning is None:
            return None
        if meaning.exact in (exact.replace, exact.replaced_first) and len(call.arguments) == 2:
            longer *= exact.growth(call)
            if longer > MOST_GROWTH:
                return None
        steps: dict[Type, Change] = {}
        results: set[Type] = set()
        for each in types:
            step, gives = _step(meaning, call, each)
            if step is None:
                return None
            steps[each] = step
            results |= gives
        types = frozenset(results)
        if len(steps) > 1:
            changes.append(partial(_by_type, steps))
        elif (step := next(iter(steps.values()))) is not exact.same:
            changes.append(step)
    return Result(exact.composed(changes), types)


def _by_type(steps: dict[Type, Change], value: str) -> str:
    return steps[type_of(value)](value)


def _step(meaning: Meaning, call: Call, before: Type) -> tuple[Change | None, Types]:
    """One call on a value of a type: its function, and the types that its result may have."""
    gives = meaning.gives if isinstance(meaning.gives, frozenset) else meaning.gives(call, before)
    make = meaning.number if before is Type.NUMBER else meaning.exact
    if before is Type.MARKUP:
        if meaning.markup is not None:
            gives = meaning.markup
        elif isinstance(meaning.gives, frozenset):
            return None, gives
    change = None if make is None else make(call)
    if change is None or len(gives) > 1 or (gives == {before} and (before is Type.TEXT or change is exact.same)):
        return change, gives
    made = MADE[next(iter(gives))]
    return (made if change is exact.same else lambda value: made(change(value))), gives
