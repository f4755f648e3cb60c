"""The meaning of a filter: its effect on the values that bounds use, and its exact function; and those that several languages have.

The effect is a :class:`Filter` if the arguments do not matter, or a function of the call. The exact function gives for one text
the same result as the engine; it is ``None`` if the result depends on more than the text (a date, a locale, the type of a
number).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from smslint.dialects.functions import effects, exact, exact_choices
from smslint.records import NamedTuple
from smslint.text.tree import Call, Filter
from smslint.text.typed import MARKUP, NUMBER, TEXT, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Argument
    from smslint.text.typed import Types


class Meaning(NamedTuple):
    """The meaning of a filter."""

    effect: Filter | Callable[[Call], Filter | None] | None
    """``None``: the dialect's module knows it."""
    exact: Callable[[Call], Change | None] | None = None
    """The function of a text."""
    gives: Types | Callable[[Call, Type], Types] = TEXT
    """The type of the result: the same for every value, or by the call and the type of the value."""
    number: Callable[[Call], Change | None] | None = None
    """The function of a number, from the text that it prints as; ``None`` if the result is unknown."""
    markup: Types | None = None
    """The type of the result for a text that is already escaped, if ``gives`` does not depend on the value; its function is ``exact``.
    ``None`` if it is unknown."""
    others: Mapping[Type, tuple[Callable[[Call], Change | None], Types]] = MappingProxyType({})
    """For a value that is not there, and for a list: the function, and the type of its result."""


Table = MappingProxyType[str, Meaning]


def printed(
    effect: Filter | Callable[[Call], Filter | None],
    change: Callable[[Call], Change | None] | None,
    gives: Types = TEXT,
    markup: Types | None = None,
) -> Meaning:
    """A filter that takes a number as the text that it prints as."""
    return Meaning(effect, change, gives, change, markup)


def same_type(_call: Call, before: Type) -> Types:
    return frozenset({before})


def or_argument(call: Call, before: Type) -> Types:
    """Either the value or the first argument."""
    values = call.arguments[:1] or tuple(value for name, value in call.named if name == "default_value")
    return frozenset({before}) | (types_of(values[0]) if values else TEXT)


def types_of(literal: Argument) -> Types:
    """The type of a literal, or of the value that stands for an argument."""
    return frozenset({type_of(literal)}) if isinstance(literal, str) else NUMBER


KEEP = printed(Filter("keep"), exact.fixed(exact.same), TEXT, TEXT)
UPPER = printed(Filter("upper"), exact.fixed(str.upper))
LOWER = printed(Filter("lower"), exact.fixed(str.lower))
CAPITALIZE = printed(Filter("title"), exact.fixed(str.capitalize))
LENGTH = Meaning(Filter("unknown_number"), exact.fixed(exact.length), NUMBER)
HTML = Filter("escape_html")
REVERSED = Meaning(Filter("reverse"), exact.fixed(exact.reversed_text))
SHRINK = Filter("shrink")
FIRST = Meaning(Filter("cut", (1,)), exact.fixed(exact.first), markup=TEXT)
LAST = Meaning(Filter("part", (-1, "")), exact.fixed(exact.last), markup=TEXT)
OR = Meaning(effects.fallback, exact_choices.default, or_argument, exact_choices.default_of_number)
NOT_THERE = Meaning(effects.also, exact.unchanged, same_type, exact.unchanged)


def keeps_markup(meaning: Meaning) -> Meaning:
    return meaning._replace(markup=MARKUP)


def of_items(
    change: Callable[[Call], Change | None], gives: Types = TEXT
) -> Mapping[Type, tuple[Callable[[Call], Change | None], Types]]:
    """What a filter makes of a list of texts."""
    return MappingProxyType({Type.ITEMS: (change, gives)})


def as_empty(meaning: Meaning) -> Meaning:
    """Jinja: what is not there is taken as an empty text."""
    make = meaning.exact
    if make is None or not isinstance(meaning.gives, frozenset):
        return meaning
    of_nothing = {Type.NOTHING: (make, meaning.gives)}
    return meaning._replace(others=MappingProxyType({**meaning.others, **of_nothing}))
