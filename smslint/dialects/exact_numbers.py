"""Exact functions of filters that compute with numbers, where the engine reads a number out of a text.

As in :mod:`smslint.dialects.exact`, each takes a call as written and gives the function of a text, or ``None``.
"""

from __future__ import annotations

import operator
import re
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later
from smslint.text.typed import Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from smslint.dialects.exact import Change, Maker
    from smslint.text.tree import Call

_FRACTION: Final = later(r"-?\d+\.\d+", re.ASCII)
_WHOLE: Final = later(r"[+-]?\d+(?:_\d+)*", re.ASCII)
_RUBY_SPACE: Final = "\t\n\v\f\r \0"
_OPERATIONS: Final[Mapping[str, Callable[[Decimal | int, Decimal | int], Decimal | int]]] = {
    "plus": operator.add,
    "minus": operator.sub,
    "times": operator.mul,
}


def _liquid_number(text: str) -> Decimal | int:
    """What Liquid takes a text for: a plain number, or else the whole number that it begins with, or 0."""
    text = text.strip(_RUBY_SPACE)
    if _FRACTION.fullmatch(text):
        from decimal import Decimal

        return Decimal(text)
    whole = _WHOLE.match(text)
    return int(whole[0]) if whole else 0


def _ruby(number: Decimal | int) -> str:
    """As Ruby prints it, where only a number with a fraction is a float."""
    if isinstance(number, int):
        return str(number)
    mantissa, e, exponent = repr(float(number)).partition("e")
    return mantissa + ("" if "." in mantissa or not e else ".0") + e + exponent


def _number(text: str) -> Decimal | int:
    """A number that was printed."""
    if text.removeprefix("-").isdigit():
        return int(text)
    from decimal import Decimal

    return Decimal(text)


def liquid(name: str, *, of_number: bool = False) -> Maker:
    """``plus: 1``, ``minus: 1``, ``times: 2``: of whole numbers, and of numbers with a point.

    :param of_number: the value is the result of such a filter, and not a text.
    """
    compute = _OPERATIONS[name]
    read = _number if of_number else _liquid_number

    def make(call: Call) -> Change | None:
        if len(call.arguments) != 1 or call.named or isinstance(call.arguments[0], bool):
            return None
        other = _liquid_number(str(call.arguments[0]))
        return lambda value: _ruby(compute(read(value), other))

    return make


def liquid_floor(value: str) -> str:
    return str(floor(_liquid_number(value)))


def liquid_ceil(value: str) -> str:
    return str(ceil(_liquid_number(value)))


def django_add(call: Call) -> Change | None:
    """A sum of whole numbers; of texts, one behind the other; of a text and a number, nothing."""
    if len(call.arguments) != 1 or call.named or not isinstance(other := call.arguments[0], str | int):
        return None

    def added(value: str) -> str:
        try:
            return Number(int(value) + int(other))
        except ValueError:
            return value + other if isinstance(other, str) else ""

    return added


def django_add_to_number(call: Call) -> Change | None:
    """A sum, or nothing, because a number and a text are not joined."""
    if (change := django_add(call)) is None:
        return None
    return lambda value: added if isinstance(added := change(value), Number) else ""


def jinja_float(value: str) -> str:
    """What is no number is 0.0."""
    try:
        return str(float(value))
    except ValueError:
        return "0.0"
