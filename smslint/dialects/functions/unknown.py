"""Filters and functions whose result is not known: those of a program, or of a dialect that smslint does not know so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.filters import FILTERS
from smslint.text.filters import VERBS, filtered
from smslint.text.tree import AUTO, LITERAL, RAW
from smslint.text.values import UNKNOWN

if TYPE_CHECKING:
    from smslint.text.tree import Placeholder
    from smslint.text.values import Values

_INTERNAL: Final = frozenset({AUTO, LITERAL, RAW})


def unknown_filter(hole: Placeholder, dialect: str, declared: Values | None, source: str) -> str:
    """The filter, as the template writes it, because of which a value has no limit; empty if it is not because of a filter.

    :param declared: the values of the placeholder, where they are stated.
    :param source: the code of the output.
    """
    if hole.opaque or all(each.name in VERBS for each in hole.filters):
        return ""
    if filtered(declared or UNKNOWN, hole.filters).bounded:
        return ""
    known = FILTERS.get(dialect, ())
    calls = [each for each in hole.calls if each.name not in _INTERNAL]
    for each in calls:
        if each.name not in known:
            return each.name
    for each in calls:
        if not each.literal:
            return each.source or each.name
    return source if declared is not None and declared.bounded else ""
