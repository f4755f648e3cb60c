"""What the filters of Jinja, Django, Liquid and Twig make of one value: the same as the engines, or nothing is claimed.

Only filters whose result depends on the text alone are here; each is held against its engine by a test where there is one.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.dialects.expression import Argument, Arguments, Named

    Change = Callable[[str], str]
    Maker = Callable[[Arguments, Named], Change | None]

_WORD_STARTS: Final = re.compile(r"([-\s({\[<]+)")


def same(value: str) -> str:
    """The value itself."""
    return value


def _fixed(change: Change) -> Maker:
    """A filter without arguments; with arguments it is another one."""
    return lambda positional, named: None if positional or named else change


def _title(value: str) -> str:
    """Jinja's: a word begins after a blank, a hyphen or a bracket, not after an apostrophe."""
    return "".join(item[0].upper() + item[1:].lower() for item in _WORD_STARTS.split(value) if item)


def _argument(positional: Arguments, named: Named, index: int, name: str, default: Argument) -> Argument:
    return named.get(name, positional[index] if index < len(positional) else default)


def _jinja_default(positional: Arguments, named: Named) -> Change | None:
    """An empty cell is defined: only ``default("x", true)`` replaces it."""
    fallback = str(_argument(positional, named, 0, "default_value", ""))
    return partial(_or_else, fallback) if _argument(positional, named, 1, "boolean", 0) else same


def _default(positional: Arguments, named: Named) -> Change | None:
    return partial(_or_else, str(positional[0])) if len(positional) == 1 and not named else None


def _or_else(fallback: str, value: str) -> str:
    return value or fallback


def _jinja_truncate(positional: Arguments, named: Named) -> Change | None:
    length = _argument(positional, named, 0, "length", 255)
    whole_words = not _argument(positional, named, 1, "killwords", 0)
    end = str(_argument(positional, named, 2, "end", "..."))
    leeway = _argument(positional, named, 3, "leeway", 5)
    if not isinstance(length, int) or not isinstance(leeway, int) or length < len(end) or leeway < 0:
        return None

    def truncate(value: str) -> str:
        if len(value) <= length + leeway:
            return value
        cut = value[: length - len(end)]
        return (cut.rsplit(" ", 1)[0] if whole_words else cut) + end

    return truncate


def _cut(ending: str, default: int | None, positional: Arguments, named: Named) -> Change | None:
    """At most so many characters, the ending included."""
    length = positional[0] if positional else default
    ending = str(positional[1]) if len(positional) > 1 else ending
    if named or not isinstance(length, int):
        return None
    room = max(length - len(ending), 0)
    return lambda value: value if len(value) <= length else value[:room] + ending


def _trim(positional: Arguments, named: Named) -> Change | None:
    characters = _argument(positional, named, 0, "chars", "")
    return None if len(positional) + len(named) > 1 else lambda value: value.strip(str(characters) or None)


def _center(positional: Arguments, named: Named) -> Change | None:
    width = _argument(positional, named, 0, "width", 80)
    return (lambda value: value.center(width)) if isinstance(width, int) else None


def _replace(positional: Arguments, named: Named) -> Change | None:
    if len(positional) != 2 or named:
        return None
    old, new = map(str, positional)
    return lambda value: value.replace(old, new)


def _append(positional: Arguments, named: Named) -> Change | None:
    return (lambda value: f"{value}{positional[0]}") if len(positional) == 1 and not named else None


def _prepend(positional: Arguments, named: Named) -> Change | None:
    return (lambda value: f"{positional[0]}{value}") if len(positional) == 1 and not named else None


def _escape(value: str) -> str:
    import html

    return html.escape(value, quote=False).replace('"', "&#34;").replace("'", "&#39;")


def _capfirst(value: str) -> str:
    return value[:1].upper() + value[1:]


_UPPER, _LOWER, _CAPITALIZE, _SAME = map(_fixed, (str.upper, str.lower, str.capitalize, same))
_FIRST: Maker = _fixed(lambda value: value[:1])
_LAST: Maker = _fixed(lambda value: value[-1:])

JINJA: Final[Mapping[str, Maker]] = {
    "upper": _UPPER, "lower": _LOWER, "capitalize": _CAPITALIZE, "title": _fixed(_title), "trim": _trim,
    "default": _jinja_default, "d": _jinja_default, "truncate": _jinja_truncate, "replace": _replace, "first": _FIRST,
    "last": _LAST, "center": _center, "string": _SAME, "safe": _SAME, "e": _fixed(_escape), "escape": _fixed(_escape),
    "length": _fixed(lambda value: str(len(value))), "count": _fixed(lambda value: str(len(value))),
}  # fmt: skip

DJANGO: Final[Mapping[str, Maker]] = {
    "upper": _UPPER, "lower": _LOWER, "capfirst": _fixed(_capfirst), "default": _default, "first": _FIRST, "last": _LAST,
    "truncatechars": partial(_cut, "…", None), "safe": _SAME, "default_if_none": lambda _positional, _named: same,
}  # fmt: skip

LIQUID: Final[Mapping[str, Maker]] = {
    "upcase": _UPPER, "downcase": _LOWER, "capitalize": _CAPITALIZE, "strip": _fixed(str.strip), "default": _default,
    "truncate": partial(_cut, "...", 50), "append": _append, "prepend": _prepend, "replace": _replace, "first": _FIRST,
    "last": _LAST, "size": _fixed(lambda value: str(len(value))),
}  # fmt: skip

TWIG: Final[Mapping[str, Maker]] = {
    "upper": _UPPER, "lower": _LOWER, "capitalize": _CAPITALIZE, "trim": _fixed(str.strip), "default": _default,
    "raw": _SAME, "first": _FIRST, "last": _LAST, "length": _fixed(lambda value: str(len(value))),
}  # fmt: skip

FILTERS: Final[Mapping[str, Mapping[str, Maker]]] = {"jinja": JINJA, "django": DJANGO, "liquid": LIQUID, "twig": TWIG}
"""By dialect and filter."""
