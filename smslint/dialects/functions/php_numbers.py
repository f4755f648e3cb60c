"""Exact functions of Twig's filters that compute with numbers, as PHP reads and prints them.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and gives the function of a text, or ``None``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.functions.exact import Change
    from smslint.text.tree import Call

_MOST_PLACES: Final = 20
_BEGINS: Final = later(r"[ \t\n\r\v\f]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", re.ASCII)
_THOUSANDS: Final = later(r"(?<=\d)(?=(?:\d{3})+\Z)")


def _float(text: str) -> float:
    """What a text is as a number: the number that it begins with, or 0."""
    found = _BEGINS.match(text)
    return float(found[1]) if found else 0.0


def _printed(number: float) -> str:
    """As PHP prints it: 14 digits."""
    if number in {float("inf"), float("-inf")}:
        return "INF" if number > 0 else "-INF"
    mantissa, e, exponent = format(number, ".14G").partition("E")
    if not e:
        return mantissa
    return f"{mantissa}{'' if '.' in mantissa else '.0'}E{exponent[0]}{exponent[1:].lstrip('0')}"


def _rounded(number: float, places: int) -> float:
    """PHP rounds 15 digits of the number, a half away from zero, and none where it has more before the last place."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    if abs(number) * 10**places >= 1e15:
        return number
    digits = Decimal(format(number, ".15G"))
    return float(digits.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=1000)))


def _places(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_PLACES:
        return value
    return None


def twig_round(call: Call) -> Change | None:
    """``round``, ``round(2)``, ``round(1, 'floor')``."""
    import math

    places, method = _places(argument(call, 0, "precision", 0)), argument(call, 1, "method", "common")
    if places is None or method not in {"common", "ceil", "floor"}:
        return None
    if method == "common":
        return lambda value: _printed(_rounded(_float(value), places))
    to = math.ceil if method == "ceil" else math.floor

    def rounded(value: str) -> str:
        number = _float(value) * 10**places
        if math.isinf(number):
            return _printed(number)
        return _printed(math.copysign(float(to(number)), number) / 10**places)

    return rounded


def twig_number_format(call: Call) -> Change | None:
    """``number_format(2, ',', '.')``: by default no places, and a comma between thousands."""
    places = _places(argument(call, 0, "decimal", 0))
    point, between = argument(call, 1, "decimal_point", "."), argument(call, 2, "thousand_sep", ",")
    if places is None or not isinstance(point, str) or not isinstance(between, str) or call.named:
        return None

    def formatted(value: str) -> str:
        number = _rounded(_float(value), places)
        if number in {float("inf"), float("-inf")}:
            return "inf" if number > 0 else "-inf"
        whole, _, fraction = format(abs(number), f".{places}f").partition(".")
        shown = _THOUSANDS.sub(lambda _: between, whole)
        return ("-" if number < 0 else "") + shown + (point + fraction if places else "")

    return formatted


def twig_abs_of_number(call: Call) -> Change | None:
    return None if call.arguments or call.named else lambda value: value.removeprefix("-")
