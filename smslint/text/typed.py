"""Values that a template computes from texts: each is the text that its engine prints, and its type says how it is tested and compared."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Number(str):
    """A number, as its engine prints it."""

    __slots__ = ()

    @property
    def zero(self) -> bool:
        """Whether it is 0, which most languages count as false."""
        return float(self) == 0


class Markup(str):
    """A text that its engine does not escape for HTML again."""

    __slots__ = ()


class Type(Enum):
    """The type of a value."""

    TEXT = "text"
    NUMBER = "number"
    MARKUP = "markup"


Types = frozenset[Type]
"""The types that a value may have: which one it has may depend on the row."""

TEXT: Final[Types] = frozenset({Type.TEXT})
NUMBER: Final[Types] = frozenset({Type.NUMBER})
MARKUP: Final[Types] = frozenset({Type.MARKUP})
TEXTS: Final = TEXT | MARKUP
"""Both are compared as texts."""

MADE: Final[dict[Type, type[str]]] = {Type.TEXT: str, Type.NUMBER: Number, Type.MARKUP: Markup}
"""How the value of a type is represented."""


def type_of(value: str) -> Type:
    """The type of a computed value."""
    return Type.NUMBER if isinstance(value, Number) else Type.MARKUP if isinstance(value, Markup) else Type.TEXT
