"""Exact functions of the filters of Jinja and Django that compute with numbers, as Python reads and prints them.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and gives the function of a text, or ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.text.typed import Markup, Number

if TYPE_CHECKING:
    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Call

_MOST_PLACES: Final = 50
_MOST_DIGITS: Final = 200
"""Django prints a number with more as it is."""


def _number(text: str) -> int | float:
    """A number that was printed."""
    return int(text) if text.removeprefix("-").isdigit() else float(text)


def jinja_int(call: Call) -> Change | None:
    """A whole number: others lose their fraction, and a text that is not a number is 0, or the default."""
    instead = argument(call, 0, "default", 0)
    if len(call.arguments) + len(call.named) > 1 or not isinstance(instead, int) or isinstance(instead, bool):
        return None
    if call.named and call.named[0][0] != "default":
        return None

    def whole(value: str) -> str:
        for read in (int, lambda text: int(float(text))):
            try:
                return str(read(value))
            except (ValueError, OverflowError):
                continue
        return str(instead)

    return whole


def jinja_float(call: Call) -> Change | None:
    """What is not a number is 0.0, or the default."""
    instead = argument(call, 0, "default", 0.0)
    if len(call.arguments) + len(call.named) > 1 or not isinstance(instead, int | float) or isinstance(instead, bool):
        return None
    if call.named and call.named[0][0] != "default":
        return None

    def fraction(value: str) -> str:
        try:
            return str(float(value))
        except ValueError:
            return str(instead)

    return fraction


def jinja_round(call: Call) -> Change | None:
    """Python rounds a half to the even digit; a whole number stays whole, except where it is rounded up or down."""
    import math

    places, method = argument(call, 0, "precision", 0), argument(call, 1, "method", "common")
    if not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= _MOST_PLACES:
        return None
    if set(dict(call.named)) - {"precision", "method"} or len(call.arguments) > 2:
        return None
    if method == "common":
        return lambda value: str(round(_number(value), places))
    to = {"ceil": math.ceil, "floor": math.floor}.get(str(method))
    if to is None:
        return None

    def rounded(value: str) -> str:
        try:
            return str(to(_number(value) * (10**places)) / (10**places))
        except (ValueError, OverflowError):  # the engine fails too: no message is made of it
            return value

    return rounded


def jinja_abs(call: Call) -> Change | None:
    return None if call.arguments or call.named else lambda value: str(abs(_number(value)))


def django_add(call: Call) -> Change | None:
    """A sum of whole numbers; of texts, one behind the other; of a text and a number, nothing."""
    if len(call.arguments) != 1 or call.named or not isinstance(other := call.arguments[0], str | int):
        return None

    def added(value: str) -> str:
        try:
            return Number(int(value) + int(other))
        except ValueError:
            if not isinstance(other, str):
                return ""
            return Markup(value + other) if isinstance(value, Markup) and isinstance(other, Markup) else value + other

    return added


def django_add_to_number(call: Call) -> Change | None:
    """A sum, or nothing, because a number and a text are not joined."""
    if (change := django_add(call)) is None:
        return None
    return lambda value: added if isinstance(added := change(value), Number) else ""


def django_floatformat(call: Call) -> Change | None:
    """``floatformat:"2u"``. Without the ``u`` the result depends on the language."""
    places = django_places(call)
    if places is None or not str(argument(call, 0)).endswith("u"):
        return None
    return lambda value: _floatformat(value, places)


def django_places(call: Call) -> int | None:
    """The places that ``floatformat`` prints; a negative number only where there is a fraction. ``None`` if that is unknown, or
    thousands are separated."""
    if len(call.arguments) > 1 or call.named:
        return None
    written = str(call.arguments[0] if call.arguments else -1)
    digits = written.removesuffix("u") or "-1"
    if not digits.removeprefix("-").isdecimal() or not digits.isascii() or len(digits) > 3:
        return None
    return int(digits) if abs(int(digits)) <= _MOST_PLACES else None


def _floatformat(value: str, places: int) -> str:
    from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

    try:
        number = Decimal(value)
    except InvalidOperation:
        try:
            number = Decimal(str(float(value)))
        except ValueError:
            return ""
    _sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) + abs(exponent) > _MOST_DIGITS:
        return value
    whole = number == int(number)
    if whole and places <= 0:
        return str(int(number))
    rounded = number.quantize(Decimal(1).scaleb(-abs(places)), ROUND_HALF_UP, Context(prec=1000))
    return format(rounded or abs(rounded), "f")
