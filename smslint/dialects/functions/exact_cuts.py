"""Exact functions of filters that cut or pad a text: truncating, slices, padding, the widths of formats.

As in :mod:`smslint.dialects.functions.exact`, each takes a call as written and returns the function of a text, or ``None``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from smslint.dialects.functions.effects import argument, slice_ends
from smslint.dialects.functions.exact import PHP_SPACE, constant, same
from smslint.dialects.lexing import by_pattern
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.exact import Change, Maker
    from smslint.text.tree import Call


def jinja_truncate(call: Call) -> Change | None:
    length, leeway = argument(call, 0, "length", 255), argument(call, 3, "leeway", 5)
    whole_words = not argument(call, 1, "killwords", 0)
    end = str(argument(call, 2, "end", "..."))
    if not isinstance(length, int) or not isinstance(leeway, int) or length < len(end) or leeway < 0:
        return None

    def truncate(value: str) -> str:
        if len(value) <= length + leeway:
            return value
        cut = value[: length - len(end)]
        return (cut.rsplit(" ", 1)[0] if whole_words else cut) + end

    return truncate


def liquid_truncate(call: Call) -> Change | None:
    """The ending is part of the length."""
    return _truncate(call, argument(call, 0, default=50), str(argument(call, 1, default="...")))


def django_truncate(call: Call) -> Change | None:
    """Combining marks do not count."""
    length = argument(call, 0)
    if not isinstance(length, int):
        return None
    return partial(_django_truncated, length) if length > 0 else constant("")


def _django_truncated(length: int, value: str) -> str:
    import unicodedata

    value = unicodedata.normalize("NFC", value)
    end: int | None = None
    count = 0
    for index, char in enumerate(value):
        if unicodedata.combining(char):
            continue
        count += 1
        if end is None and count > length - 1:
            end = index
        if count > length:
            return value[: end or 0] + "…"
    return value


def _truncate(call: Call, length: object, ending: str) -> Change | None:
    if call.named or not isinstance(length, int):
        return None
    room = max(length - len(ending), 0)
    return lambda value: value if len(value) <= length else value[:room] + ending


def python_slice(call: Call) -> Change | None:
    ends = [each for each in call.arguments if isinstance(each, int | None)]
    if len(ends) < len(call.arguments):
        return None
    cut = slice(*ends)
    return lambda value: value[cut]


def django_slice(call: Call) -> Change | None:
    ends = slice_ends(argument(call, 0))
    if ends is None:
        return None
    cut = slice(*ends)
    return lambda value: value[cut]


def liquid_slice(call: Call) -> Change | None:
    """A start counted from the end that is before the text's beginning gives an empty text."""
    start, size = argument(call, 0), argument(call, 1, default=1)
    if not isinstance(start, int) or not isinstance(size, int) or call.named or size < 0:
        return None

    def stretch(value: str) -> str:
        at = start + len(value) if start < 0 else start
        return value[at : at + size] if at >= 0 else ""

    return stretch


def php_slice(call: Call) -> Change | None:
    """A start before the text's beginning means its beginning; a negative length removes characters at the end."""
    start, size = argument(call, 0, "start", 0) or 0, argument(call, 1, "length")
    if not isinstance(start, int) or not isinstance(size, int | None):
        return None

    def stretch(value: str) -> str:
        at = max(start + len(value), 0) if start < 0 else start
        return value[at:] if size is None else value[at : at + size] if size >= 0 else value[at:size]

    return stretch


def padded(pad: Callable[[str, int], str], width: int | None = None) -> Maker:
    """At least ``width`` characters."""

    def make(call: Call) -> Change | None:
        wide = by_pattern.width(str(argument(call, 0, "width", width)))
        return None if wide is None else lambda value: pad(value, wide)

    return make


def centred_by_django(call: Call) -> Change | None:
    """Since version 6.1 the odd space is on the right, before on the left, but only of an odd width."""
    wide = by_pattern.width(str(argument(call, 0)))
    return None if wide is None or wide % 2 else lambda value: value.center(wide)


def justified(pad: Callable[[str, int, str], str]) -> Maker:
    """Ruby: at least so many characters, filled with spaces or another character."""

    def make(call: Call) -> Change | None:
        wide, char = by_pattern.width(str(argument(call, 0))), argument(call, 1, default=" ")
        if wide is None or call.named or len(call.arguments) > 2 or not isinstance(char, str) or len(char) != 1:
            return None
        return lambda value: pad(value, wide, char)

    return make


def printf(call: Call) -> Change | None:
    """``%-10.3s``: a minimum and a maximum number of characters."""
    flags, width, precision = call.arguments
    if not isinstance(width, int) or not isinstance(precision, int | None) or flags not in {"", "-"}:
        return None
    pad = str.ljust if flags == "-" else str.rjust
    return lambda value: pad(value[:precision], width)


_NUMBER: Final = later(r"\d+")


def python_format(call: Call) -> Change | None:
    """``{:>10}``, for a text."""
    spec = str(call.arguments[0])
    if any(by_pattern.width(digits) is None for digits in _NUMBER.findall(spec)):
        return None
    try:
        format("", spec)
    except ValueError:
        return None
    return lambda value: format(value, spec)


def before(call: Call) -> Change | None:
    """Laravel: what is in front of the first place of a text; everything where it is not found."""
    wanted = argument(call, 0)
    if len(call.arguments) != 1 or not isinstance(wanted, str):
        return None
    return (lambda value: value.partition(wanted)[0]) if wanted else same


def after(call: Call) -> Change | None:
    """Laravel: what is behind the first place of a text; everything where it is not found."""
    wanted = argument(call, 0)
    if len(call.arguments) != 1 or not isinstance(wanted, str):
        return None
    return (lambda value: value.split(wanted, 1)[-1]) if wanted else same


def laravel_limit(call: Call) -> Change | None:
    """``Str::limit``: so many columns wide, where a wide character of East Asia is two, and then an ending."""
    limit, ending = argument(call, 0, default=100), argument(call, 1, default="...")
    if not isinstance(limit, int) or limit < 0 or not isinstance(ending, str) or len(call.arguments) > 2:
        return None
    return partial(_limited, limit, ending)


def _limited(limit: int, ending: str, value: str) -> str:
    room = limit
    for index, char in enumerate(value):
        room -= 2 if east_asian_width(char) in "WF" else 1
        if room < 0:
            return value[:index].rstrip(PHP_SPACE) + ending
    return value
