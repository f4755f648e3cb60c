"""The filters of Jinja, Django, Liquid and Twig whose effect on a value's length is known; the rest make it unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.dates import php_date, strftime
from smslint.text.tree import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.dialects.expression import Argument, Arguments, Named

Effect = "Callable[[Arguments, Named], Filter | None]"


def _plain(name: str) -> Callable[[Arguments, Named], Filter]:
    """A filter whose arguments do not matter."""
    effect = Filter(name)
    return lambda _positional, _named: effect


def _get(positional: Arguments, named: Named, index: int, name: str, default: Argument) -> Argument:
    return named.get(name, positional[index] if index < len(positional) else default)


def _fallback(positional: Arguments, named: Named) -> Filter | None:
    """An empty value is replaced."""
    value = _get(positional, named, 0, "default_value", "")
    return Filter("default", (str(value),)) if positional or named else None


def _jinja_default(positional: Arguments, named: Named) -> Filter | None:
    """Only an undefined value is replaced, unless the second argument is true."""
    if not positional and "default_value" not in named:
        return None
    value = str(_get(positional, named, 0, "default_value", ""))
    return Filter("default" if _get(positional, named, 1, "boolean", 0) else "also", (value,))


def _django_none(positional: Arguments, _named: Named) -> Filter | None:
    return Filter("also", (str(positional[0]),)) if positional else None


def _jinja_truncate(positional: Arguments, named: Named) -> Filter | None:
    length = _get(positional, named, 0, "length", 255)
    ending = _get(positional, named, 2, "end", "...")
    leeway = _get(positional, named, 3, "leeway", 5)
    return Filter("cut", (length, str(ending), leeway)) if isinstance(length, int) else None


def _liquid_truncate(positional: Arguments, _named: Named) -> Filter | None:
    length = positional[0] if positional else 50
    ending = positional[1] if len(positional) > 1 else "..."
    return Filter("cut", (length, str(ending))) if isinstance(length, int) else None


def _django_truncate(positional: Arguments, _named: Named) -> Filter | None:
    """Django ends a truncated text with U+2026, which is not in GSM-7."""
    return Filter("cut", (positional[0], "…")) if positional and isinstance(positional[0], int) else None


def _django_slice(positional: Arguments, _named: Named) -> Filter | None:
    start, colon, end = str(positional[0]).partition(":") if positional else ("", "", "")
    if not colon:  # |slice:"5" is value[:5]
        return Filter("cut", (int(start),)) if start.isdigit() else None
    if not end.isdigit() or (start and not start.isdigit()):
        return None
    return Filter("cut", (max(int(end) - int(start or 0), 0),))


def _liquid_slice(positional: Arguments, _named: Named) -> Filter | None:
    length = positional[1] if len(positional) > 1 else 1
    return Filter("cut", (length,)) if isinstance(length, int) else None


def _twig_slice(positional: Arguments, _named: Named) -> Filter | None:
    return Filter("cut", (positional[1],)) if len(positional) > 1 and isinstance(positional[1], int) else None


def _pluralize(positional: Arguments, _named: Named) -> Filter:
    one, comma, many = str(positional[0]).partition(",") if positional else ("", ",", "s")
    return Filter("one_of", (one, many) if comma else ("", one))


def _yesno(positional: Arguments, _named: Named) -> Filter:
    return Filter("one_of", tuple(str(positional[0]).split(",")) if positional else ("yes", "no", "maybe"))


def _liquid_pluralize(positional: Arguments, _named: Named) -> Filter | None:
    return Filter("one_of", tuple(str(each) for each in positional)) if len(positional) == 2 else None


def _date(positional: Arguments, _named: Named) -> Filter | None:
    return php_date(str(positional[0])) if positional else None


def _liquid_date(positional: Arguments, _named: Named) -> Filter | None:
    return strftime(str(positional[0])) if positional else None


def _pad(positional: Arguments, named: Named) -> Filter | None:
    width = _get(positional, named, 0, "width", 80)
    return Filter("pad", (width,)) if isinstance(width, int) else None


def _append(positional: Arguments, _named: Named) -> Filter | None:
    return Filter("around", ("", str(positional[0]))) if positional else None


def _prepend(positional: Arguments, _named: Named) -> Filter | None:
    return Filter("around", (str(positional[0]), "")) if positional else None


def _trim(positional: Arguments, named: Named) -> Filter:
    """White space, or with an argument other characters, at the ends."""
    return Filter("shrink" if positional or named else "strip")


_UPPER, _LOWER, _TITLE, _KEEP, _SHRINK, _STRIP, _HTML, _NUMBER = map(
    _plain, ("upper", "lower", "title", "keep", "shrink", "strip", "escape_html", "unknown_number")
)

JINJA: Final[Mapping[str, Callable[[Arguments, Named], Filter | None]]] = {
    "upper": _UPPER, "lower": _LOWER, "capitalize": _TITLE, "title": _TITLE, "safe": _KEEP, "string": _KEEP,
    "trim": _trim, "striptags": _SHRINK, "default": _jinja_default, "d": _jinja_default, "truncate": _jinja_truncate,
    "center": _pad, "escape": _HTML, "e": _HTML, "forceescape": _HTML,
    "length": _NUMBER, "count": _NUMBER, "wordcount": _NUMBER, "int": _NUMBER,
}  # fmt: skip

DJANGO: Final[Mapping[str, Callable[[Arguments, Named], Filter | None]]] = {
    "upper": _UPPER, "lower": _LOWER, "capfirst": _TITLE, "title": _TITLE, "safe": _KEEP, "striptags": _SHRINK,
    "cut": _SHRINK, "default": _fallback, "default_if_none": _django_none, "truncatechars": _django_truncate,
    "slice": _django_slice, "pluralize": _pluralize, "yesno": _yesno, "date": _date, "time": _date, "center": _pad,
    "ljust": _pad, "rjust": _pad, "escape": _HTML, "force_escape": _HTML,
    "length": _NUMBER, "wordcount": _NUMBER,
}  # fmt: skip

LIQUID: Final[Mapping[str, Callable[[Arguments, Named], Filter | None]]] = {
    "upcase": _UPPER, "downcase": _LOWER, "capitalize": _TITLE, "strip": _STRIP, "lstrip": _STRIP, "rstrip": _STRIP,
    "strip_html": _SHRINK, "strip_newlines": _SHRINK, "remove": _SHRINK, "remove_first": _SHRINK, "default": _fallback,
    "truncate": _liquid_truncate, "slice": _liquid_slice, "date": _liquid_date, "append": _append, "prepend": _prepend,
    "escape": _HTML, "escape_once": _HTML, "pluralize": _liquid_pluralize,
    **dict.fromkeys(("size", "plus", "minus", "times", "divided_by", "round", "floor", "ceil"), _NUMBER),
}  # fmt: skip

TWIG: Final[Mapping[str, Callable[[Arguments, Named], Filter | None]]] = {
    "upper": _UPPER, "lower": _LOWER, "capitalize": _TITLE, "title": _TITLE, "raw": _KEEP, "trim": _trim,
    "striptags": _SHRINK, "default": _fallback, "slice": _twig_slice, "date": _date, "escape": _HTML, "e": _HTML,
    "length": _NUMBER, "round": _NUMBER,
}  # fmt: skip
