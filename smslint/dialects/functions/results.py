"""What a chain of calls makes of a text: exactly what its engine prints, or unknown."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions import exact, exact_php, exact_python
from smslint.dialects.functions.arity import taken
from smslint.dialects.functions.filters import FILTERS
from smslint.dialects.functions.meaning import types_of
from smslint.records import NamedTuple
from smslint.text.tree import LITERAL, RAW, Call
from smslint.text.typed import ITEMS, MADE, TEXT, Number, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.dialects.functions.exact import Change
    from smslint.dialects.functions.meaning import Meaning
    from smslint.text.tree import Argument
    from smslint.text.typed import Types

MOST_GROWTH: Final = 100
"""How many times longer the replacements of one output may make a cell, so that a short template cannot fill the memory."""


_REPLACES: Final = (exact.replace, exact.replaced_first, exact_python.replace)
_GROWS: Final = {"addslashes": 2, "forceescape": 6, "force_escape": 6}


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
    for written in calls:
        call = taken(dialect, written) if written.literal else None
        if call is None:
            return None
        if call.name == LITERAL:
            changes.append(exact.constant(_typed(call.arguments[0])))
            types = types_of(call.arguments[0])
            continue
        if call.name == RAW:
            continue
        meaning = table.get(call.name) if table is not None else None
        if meaning is None:
            return None
        longer *= _growth(meaning, call)
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
    return None if Type.ITEMS in types else Result(exact.composed(changes), types)


def _growth(meaning: Meaning, call: Call) -> int:
    """How many times longer a call can make a text, where its arguments or its repetition decide that."""
    if meaning.exact in _REPLACES and len(call.arguments) > 1:
        return exact.growth(call)
    if meaning.exact is exact_php.replace:
        return max(
            exact.growth(call._replace(arguments=pair))
            for pair in zip(call.arguments[::2], call.arguments[1::2], strict=False)
        )
    if call.name in {"join", "wordwrap", "indent"}:
        return max((len(each) if isinstance(each, str) else 1 for each in call.arguments), default=0) + 1
    return _GROWS.get(call.name, 1)


def _typed(literal: Argument) -> str:
    return literal if isinstance(literal, str) else Number(literal)


def _by_type(steps: dict[Type, Change], value: str) -> str:
    return steps[type_of(value)](value)


def _step(meaning: Meaning, call: Call, before: Type) -> tuple[Change | None, Types]:
    """One call on a value of a type: its function, and the types that its result may have."""
    if before in {Type.NOTHING, Type.ITEMS}:
        make, gives = meaning.others.get(before, (None, frozenset()))
        return (None if make is None else _made(make(call), before, gives)), gives
    gives = meaning.gives if isinstance(meaning.gives, frozenset) else meaning.gives(call, before)
    make = meaning.number if before is Type.NUMBER else meaning.exact
    if before is Type.MARKUP:
        if meaning.markup is not None:
            gives = meaning.markup
        elif isinstance(meaning.gives, frozenset):
            return None, gives
    return (None if make is None else _made(make(call), before, gives)), gives


def _made(change: Change | None, before: Type, gives: Types) -> Change | None:
    """A function whose result has its type."""
    if change is None or len(gives) > 1 or gives == ITEMS:
        return change
    if gives == {before} and (before is Type.TEXT or change is exact.same):
        return change
    made = MADE[next(iter(gives))]
    return made if change is exact.same else lambda value: made(change(value))
