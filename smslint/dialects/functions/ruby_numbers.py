"""Exact functions of Liquid's filters that compute with numbers, as Liquid and Ruby read and print them.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and gives the function of a text, or ``None``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from smslint.dialects.functions.exact import Change, Maker
    from smslint.text.tree import Call

    Ruby = Decimal | int
    """A Decimal is a BigDecimal."""

_FRACTION: Final = later(r"-?\d+\.\d+", re.ASCII)
_WHOLE: Final = later(r"[+-]?\d+(?:_\d+)*", re.ASCII)
_RUBY_SPACE: Final = "\t\n\v\f\r \0"
_MOST_PLACES: Final = 50
_WORD: Final = 2**62
"""A whole number below it is no object of its own in Ruby."""


def _of_text(text: str) -> Ruby:
    """What Liquid takes a text for: a plain number, or else the whole number that it begins with, or 0."""
    from decimal import Decimal

    text = text.strip(_RUBY_SPACE)
    if _FRACTION.fullmatch(text):
        return Decimal(text)
    whole = _WHOLE.match(text)
    return int(Decimal(whole[0].replace("_", ""))) if whole else 0


def _of_number(text: str) -> Ruby:
    """A number that was printed."""
    from decimal import Decimal

    number = Decimal(text)
    return int(number) if text.removeprefix("-").isdigit() else number


def _printed(number: Ruby) -> str:
    """As Ruby prints it, where only a number with a fraction is a float."""
    if isinstance(number, int):
        from decimal import Decimal

        return format(Decimal(number), "f")  # Python does not print thousands of digits otherwise
    mantissa, e, exponent = repr(float(number)).replace("inf", "Infinity").partition("e")
    return mantissa + ("" if "." in mantissa or not e else ".0") + e + exponent


def _divided(one: Ruby, two: Ruby) -> Ruby:
    if isinstance(one, int) and isinstance(two, int):
        return one // two
    from decimal import Context

    # Twice the digits of a float, as BigDecimal has: the float is then the closest one.
    return Context(prec=2 * 32).divide(one, two)


def _modulo(one: Ruby, two: Ruby) -> Ruby:
    """The remainder has the sign of the divisor."""
    if isinstance(one, int) and isinstance(two, int):
        return one % two
    from decimal import Decimal
    from fractions import Fraction

    rest = Fraction(one) % Fraction(two)
    return Decimal(rest.numerator) / Decimal(rest.denominator)


def _exactly(name: str) -> Callable[[Ruby, Ruby], Ruby]:
    def compute(one: Ruby, two: Ruby) -> Ruby:
        if isinstance(one, int) and isinstance(two, int):
            return {"plus": one + two, "minus": one - two, "times": one * two}[name]
        from decimal import Context

        wide = Context(prec=2000)
        return {"plus": wide.add, "minus": wide.subtract, "times": wide.multiply}[name](one, two)

    return compute


_OPERATIONS: Final[Mapping[str, Callable[[Ruby, Ruby], Ruby]]] = {
    "plus": _exactly("plus"),
    "minus": _exactly("minus"),
    "times": _exactly("times"),
    "divided_by": _divided,
    "modulo": _modulo,
    "at_least": lambda one, two: max(one, two),
    "at_most": lambda one, two: min(one, two),
}
_DIVIDING: Final = frozenset({"divided_by", "modulo"})


def liquid(name: str, *, of_number: bool = False) -> Maker:
    """``plus: 1``, ``divided_by: 2``, ``at_least: 0``: of whole numbers, and of numbers with a point.

    :param of_number: the value is the result of such a filter, and not a text.
    """
    compute = _OPERATIONS[name]
    read = _of_number if of_number else _of_text

    def make(call: Call) -> Change | None:
        if len(call.arguments) != 1 or call.named or isinstance(call.arguments[0], bool):
            return None
        other = _of_text(str(call.arguments[0]))
        if name in _DIVIDING and not other:
            return None
        return lambda value: _printed(compute(read(value), other))

    return make


def _absolute(number: Ruby) -> Ruby:
    return -number if number < 0 or str(number).startswith("-") else number


def liquid_alone(name: str, *, of_number: bool = False) -> Maker:
    """``floor``, ``ceil``, ``abs``."""
    from math import ceil, floor

    read = _of_number if of_number else _of_text
    computes: Mapping[str, Callable[[Ruby], Ruby]] = {"floor": floor, "ceil": ceil, "abs": _absolute}
    compute = computes[name]

    def make(call: Call) -> Change | None:
        return None if call.arguments or call.named else lambda value: _printed(compute(read(value)))

    return make


def liquid_round(*, of_number: bool = False) -> Maker:
    """``round``, ``round: 2``: a half is rounded away from zero; without places the result is a whole number."""
    read = _of_number if of_number else _of_text

    def make(call: Call) -> Change | None:
        places = call.arguments[0] if call.arguments else 0
        if len(call.arguments) > 1 or call.named or not isinstance(places, int) or not 0 <= places <= _MOST_PLACES:
            return None
        return lambda value: _printed(_rounded(read(value), places))

    return make


def _rounded(number: Ruby, places: int) -> Ruby:
    if isinstance(number, int):
        return number
    from decimal import ROUND_HALF_UP, Context, Decimal

    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=100_000))
    return int(rounded) if places == 0 else rounded


def liquid_size_of_number(_call: Call) -> Change:
    """The bytes that Ruby keeps a whole number in; a float has no size."""

    def size(value: str) -> str:
        number = _of_number(value)
        if not isinstance(number, int):
            return "0"
        return "8" if -_WORD <= number < _WORD else str(-(-number.bit_length() // 64) * 8)

    return size
