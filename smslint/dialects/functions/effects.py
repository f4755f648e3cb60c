"""The effect of a filter call on the values that bounds use: from a call as written to a verb of :mod:`smslint.text.filters`.

``None`` means that the result is unknown. Every function is called only if all arguments are literals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.dates import php_date, strftime
from smslint.dialects.lexing.words import MOST_DIGITS
from smslint.text.tree import Filter

if TYPE_CHECKING:
    from smslint.text.tree import Argument, Call


MOST_INDEX: Final = 1_000_000


def argument(call: Call, index: int, name: str = "", default: Argument = None) -> Argument:
    """An argument by its name or its place."""
    for key, value in call.named:
        if key == name:
            return value
    return call.arguments[index] if index < len(call.arguments) else default


def fallback(call: Call) -> Filter | None:
    """An empty value is replaced."""
    value = argument(call, 0, "default_value", "")
    return Filter("default", (str(value),)) if call.arguments or call.named else None


def jinja_default(call: Call) -> Filter | None:
    """Only an undefined value is replaced, unless the second argument is true."""
    value = argument(call, 0, "default_value")
    return None if value is None else Filter("default" if argument(call, 1, "boolean", 0) else "also", (str(value),))


def presence(call: Call) -> Filter:
    """A value of white space alone is replaced, which may be long."""
    return Filter("also", tuple(map(str, call.arguments)) or ("",))


def also(call: Call) -> Filter | None:
    """Only a missing value is replaced."""
    return Filter("also", (str(call.arguments[0]),)) if call.arguments else None


def jinja_truncate(call: Call) -> Filter | None:
    length, leeway = argument(call, 0, "length", 255), argument(call, 3, "leeway", 5)
    if not isinstance(length, int) or not isinstance(leeway, int):
        return None
    return Filter("cut", (length, str(argument(call, 2, "end", "...")), leeway))


def liquid_truncate(call: Call) -> Filter | None:
    length = argument(call, 0, default=50)
    return Filter("cut", (length, str(argument(call, 1, default="...")))) if isinstance(length, int) else None


def django_truncate(call: Call) -> Filter | None:
    """Django ends a truncated text with U+2026, which is not in GSM-7."""
    length = argument(call, 0)
    if not isinstance(length, int):
        return None
    return Filter("cut", (length, "…")) if length > 0 else Filter("one_of", ("",))


def python_slice(call: Call) -> Filter | None:
    """``[2:5]``: from one index to another."""
    return part(*call.arguments)


def django_slice(call: Call) -> Filter | None:
    """``slice:"2:5"``; ``slice:"5"`` is ``[:5]``."""
    ends = slice_ends(argument(call, 0))
    return None if ends is None else part(*ends)


def slice_ends(written: Argument) -> tuple[int | None, int | None] | None:
    """The ends of Django's ``slice``, or ``None`` if they are not whole numbers or there is a step."""
    ends = str(written).split(":")
    if len(ends) == 1:
        ends = ["", *ends]
    if len(ends) != 2 or not all(end == "" or (end.isascii() and end.removeprefix("-").isdigit()) for end in ends):
        return None
    if max(map(len, ends)) > MOST_DIGITS:
        return None
    return int(ends[0]) if ends[0] else None, int(ends[1]) if ends[1] else None


def liquid_slice(call: Call) -> Filter | None:
    """``slice: start, length``."""
    return _stretch(argument(call, 0), argument(call, 1, default=1))


def twig_slice(call: Call) -> Filter | None:
    """``slice(start, length)`` and ``[start:length]``."""
    return _stretch(argument(call, 0, "start", 0) or 0, argument(call, 1, "length"))


def _stretch(start: Argument, length: Argument) -> Filter | None:
    if not isinstance(start, int) or not isinstance(length, int | None):
        return None
    if length is None:
        return part(start, None)
    if start < 0 or length < 0:
        return Filter("shrink")
    return part(start, start + length)


def part(start: Argument, end: Argument) -> Filter | None:
    if not isinstance(start, int | None) or not isinstance(end, int | None):
        return None
    if not start and end is not None and end >= 0:
        return Filter("cut", (end,))
    return Filter("part", (start or 0, "" if end is None else end))


def pluralize(call: Call) -> Filter:
    """``pluralize:"y,ies"``; empty if the value is not a number."""
    one, comma, many = str(argument(call, 0, default=",s")).partition(",")
    return Filter("one_of", tuple(dict.fromkeys((one, many, "") if comma else ("", one))))


def yesno(call: Call) -> Filter:
    """With a single word there is no choice, and the value does not change."""
    choices = str(argument(call, 0, default="yes,no,maybe")).split(",")
    return Filter("one_of", tuple(choices)) if len(choices) > 1 else Filter("keep")


def liquid_pluralize(call: Call) -> Filter | None:
    return Filter("one_of", tuple(map(str, call.arguments))) if len(call.arguments) == 2 else None


def date(call: Call) -> Filter | None:
    return php_date(str(call.arguments[0])) if call.arguments else None


def django_date(call: Call) -> Filter | None:
    """A text is not a date, and prints as nothing."""
    found = date(call)
    return None if found is None else Filter("or_empty", (found.name, *found.arguments))


def liquid_date(call: Call) -> Filter | None:
    """A text that Liquid cannot read as a date stays as it is."""
    found = strftime(str(call.arguments[0])) if call.arguments else None
    return None if found is None else Filter("or_same", (found.name, *found.arguments))


def pad(call: Call) -> Filter | None:
    width = argument(call, 0, "width", 80)
    return Filter("pad", (int(str(width)),)) if str(width).isdecimal() and len(str(width)) <= MOST_DIGITS else None


def pad_with_spaces(call: Call) -> Filter | None:
    return pad(call) if len(call.arguments) == 1 else None


def conversion(call: Call) -> Filter | None:
    """``%10s``, ``%.2f``: a text in a width, or a number."""
    written = str(argument(call, 0))
    wide = written.removesuffix("s").removeprefix("-") or "0"
    return pad(call._replace(arguments=(wide,))) if written.endswith("s") else None


def character(call: Call) -> Filter | None:
    """``[2]``, ``[-1]``: one character."""
    at = call.arguments[0]
    return part(at, at + 1 or None) if isinstance(at, int) and abs(at) < MOST_INDEX else None


def append(call: Call) -> Filter | None:
    return Filter("around", ("", str(call.arguments[0]))) if call.arguments else None


def prepend(call: Call) -> Filter | None:
    return Filter("around", (str(call.arguments[0]), "")) if call.arguments else None


def replace(call: Call) -> Filter | None:
    if len(call.arguments) != 2 or call.named:
        return None
    old, new = map(str, call.arguments)
    return Filter("replace", (old, new))


def quoted(call: Call) -> Filter | None:
    """``urlencode``, ``urlencode:""`` with the characters that stay as they are."""
    from smslint.text.gsm7 import DEFAULT

    stays = str(argument(call, 0, default="/"))
    return Filter("url", (stays,)) if set(stays) <= set(DEFAULT) else None


def floatformat(call: Call) -> Filter | None:
    """A number, nothing, or a text that is as it was; with a ``g`` thousands are separated as in the language of the reader."""
    if str(argument(call, 0, default="")).strip("-0123456789u"):
        return None
    return Filter("or_empty", ("or_same", "unknown_number"))


def number_format(call: Call) -> Filter | None:
    """Signs of the default alphabet between the digits."""
    from smslint.text.gsm7 import DEFAULT

    signs = "".join(str(each) for each in (*call.arguments[1:], *dict(call.named).values()))
    return Filter("unknown_number") if set(signs) <= set(DEFAULT) else None


def trim(call: Call) -> Filter:
    """White space, or with an argument other characters, at the ends."""
    return Filter("shrink" if call.arguments or call.named else "strip")
