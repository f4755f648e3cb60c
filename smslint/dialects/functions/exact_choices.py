"""Exact functions of filters that choose a text: one in place of an empty value, or one of several.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and returns the function of a text, or ``None``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from smslint.dialects.functions.effects import argument
from smslint.dialects.functions.exact import BLANKS, constant, same
from smslint.text.typed import Number

if TYPE_CHECKING:
    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Call


def _or_else(fallback: str, value: str) -> str:
    return value or fallback


def _first_value(call: Call) -> str | None:
    """The first argument as a value; numbers with a fraction and true or false print in other ways in each language."""
    value = argument(call, 0, "default_value")
    if isinstance(value, str):
        return value
    return Number(value) if isinstance(value, int) and not isinstance(value, bool) else None


def default(call: Call) -> Change | None:
    instead = _first_value(call)
    return partial(_or_else, instead) if len(call.arguments) == 1 and not call.named and instead is not None else None


def twig_default(call: Call) -> Change | None:
    """Without an argument an empty text, which changes nothing."""
    return same if not call.arguments and not call.named else default(call)


def default_of_number(call: Call) -> Change | None:
    """0 is false."""
    instead = _first_value(call)
    return None if instead is None else lambda value: instead if Number(value).zero else value


def liquid_default(call: Call) -> Change | None:
    """``allow_false`` is about the value false; a text is never false."""
    return default(call._replace(named=tuple(each for each in call.named if each[0] != "allow_false")))


def jinja_default(call: Call) -> Change | None:
    """An empty cell is defined: only ``default("x", true)`` replaces it."""
    if not argument(call, 1, "boolean", 0):
        return same
    instead = "" if not call.arguments and len(call.named) < 2 else _first_value(call)
    return None if instead is None else partial(_or_else, instead)


def jinja_default_of_nothing(call: Call) -> Change | None:
    instead = "" if not call.arguments and "default_value" not in dict(call.named) else _first_value(call)
    return None if instead is None else constant(instead)


def jinja_default_of_number(call: Call) -> Change | None:
    if not argument(call, 1, "boolean", 0):
        return same
    return default_of_number(call)


def php_elvis(call: Call) -> Change | None:
    """``name ?: "x"``: in PHP "0" is false."""
    instead = _first_value(call)
    if len(call.arguments) != 1 or instead is None:
        return None
    return lambda value: value if value not in {"", "0"} else instead


def presence(call: Call) -> Change | None:
    """Rails: a text of white space alone is nothing, and then the text behind ``||`` is printed."""
    if len(call.arguments) > 1 or call.named:
        return None
    instead = str(call.arguments[0]) if call.arguments else ""
    return lambda value: value if BLANKS.sub("", value) else instead


def pluralize(call: Call) -> Change | None:
    """Django: one, or not one; empty if the value is not a number."""
    forms = str(argument(call, 0, default="s")).split(",")
    if len(forms) == 1:
        forms = ["", *forms]
    if len(forms) > 2:
        return constant("")
    one, many = forms

    def form(value: str) -> str:
        try:
            return one if float(value) == 1 else many
        except ValueError:
            return ""

    return form


def yesno(call: Call) -> Change:
    choices = str(argument(call, 0, default="yes,no,maybe")).split(",")
    if len(choices) < 2:
        return same
    return lambda value: choices[0] if value else choices[1]


def yesno_of_number(call: Call) -> Change:
    """0 is false."""
    change = yesno(call)
    return change if change is same else lambda value: change("" if Number(value).zero else value)
