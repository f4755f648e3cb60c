"""What the calls in a template do, looked up in tables that are imported at the first call: most templates have none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from smslint.dialects.functions.arity import taken
from smslint.text.tree import Filter

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.meaning import Table
    from smslint.text.tree import Call


def effect_in(dialect: str) -> Callable[[Call], Filter | None]:
    """The effect of the calls of one dialect; ``None`` if it is unknown."""

    def effect(call: Call) -> Filter | None:
        meaning = _table(dialect).get(call.name)
        made = None if meaning is None else taken(dialect, call)
        if meaning is None or made is None or meaning.effect is None:
            return None
        if isinstance(meaning.effect, Filter):
            return meaning.effect
        return meaning.effect(made) if call.literal else None

    return effect


class Called:
    """The methods of a dialect's texts that are called with brackets, such as ``upper()``."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.endswith("()") and name in _table(self._dialect)


@cache
def _table(dialect: str) -> Table:
    from smslint.dialects.functions.filters import FILTERS

    return FILTERS[dialect]
