"""Values that a template computes from texts: each is the text that its engine prints, and its type says how it is tested and compared."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


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


class Nothing(str):
    """A value that is not there, such as the first character of an empty text in Jinja: it prints as nothing, and a default replaces it."""

    __slots__ = ()


class Items(str):
    """A list of texts. Engines print it in code, which no message does."""

    items: tuple[str, ...]


def listed(items: Iterable[str]) -> Items:
    made = Items()
    made.items = tuple(items)
    return made


class Type(Enum):
    """The type of a value."""

    TEXT = "text"
    NUMBER = "number"
    MARKUP = "markup"
    NOTHING = "nothing"
    ITEMS = "items"


Types = frozenset[Type]
"""The types that a value may have: which one it has may depend on the row."""

TEXT: Final[Types] = frozenset({Type.TEXT})
NUMBER: Final[Types] = frozenset({Type.NUMBER})
MARKUP: Final[Types] = frozenset({Type.MARKUP})
TEXTS: Final = TEXT | MARKUP
"""Both are compared as texts."""

NOTHING: Final[Types] = frozenset({Type.NOTHING})
ITEMS: Final[Types] = frozenset({Type.ITEMS})
MADE: Final[dict[Type, type[str]]] = {Type.TEXT: str, Type.NUMBER: Number, Type.MARKUP: Markup, Type.NOTHING: Nothing}
"""How the value of a type is represented, if it can be made from a text."""
_TYPES: Final = {Number: Type.NUMBER, Markup: Type.MARKUP, Nothing: Type.NOTHING, Items: Type.ITEMS}


def type_of(value: str) -> Type:
    """The type of a computed value."""
    return _TYPES.get(type(value), Type.TEXT)
