"""Exact functions of filters that only Jinja, Django or the methods of Python's texts have.

As in :mod:`smslint.dialects.functions.exact`, each takes the text, or a call as written and returns the function of a text, or ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.functions.effects import argument
from smslint.dialects.functions.exact import constant
from smslint.dialects.functions.exact import items as items_of
from smslint.dialects.lexing import by_pattern
from smslint.text.patterns import later
from smslint.text.typed import Markup, Nothing, Number, listed
from smslint.text.values import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.functions.exact import Change, Maker
    from smslint.text.tree import Call
    from smslint.text.typed import Items

_NOT_OF_SLUGS: Final = later(r"[^\w\s-]")
_DASHES: Final = later(r"[-\s]+")
_CONVERSION: Final = later(r"(?P<flags>[-0+ #]*)(?P<width>\d*)(?:\.(?P<precision>\d*))?(?P<kind>[sdiufFeEgG])")
_KEYS: Final = "22233344455566677778889999"
"""The keys of a telephone for the letters from a to z."""
_MOST_INDENT: Final = 100
IRI: Final = "/#%[]=:;$&()+,!?*@'~"


def slugify(value: str) -> str:
    """Django: small letters, digits, hyphens and underscores of ASCII."""
    import unicodedata

    value = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode("ascii")
    return _DASHES.sub("-", _NOT_OF_SLUGS.sub("", value.lower())).strip("-_")


def addslashes(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("'", "\\'")


def phone2numeric(value: str) -> str:
    return "".join(_KEYS[ord(char) - 97] if "a" <= char <= "z" else char for char in value.lower())


def iriencode(value: str) -> str:
    from urllib.parse import quote

    return quote(value, safe=IRI, errors="replace")


def truncatewords(call: Call) -> Change | None:
    """Words are divided by any white space and joined by one space."""
    most = argument(call, 0)
    if isinstance(most, str):
        most = int(most) if by_pattern.width(most) is not None else None
    if not isinstance(most, int) or isinstance(most, bool):
        return None
    if most <= 0:
        return constant("")

    def truncated(value: str) -> str:
        found = value.split()
        if len(found) <= most:
            return " ".join(found)
        kept = " ".join(found[:most])
        return kept if kept.endswith(" …") else f"{kept} …"

    return truncated


def django_wordwrap(call: Call) -> Change | None:
    wide = by_pattern.width(str(argument(call, 0)))
    if not wide:
        return None

    def wrapped(value: str) -> str:
        lines: list[str] = []
        for line in value.splitlines():
            lines += _wrapped(line, wide, break_long_words=False, break_on_hyphens=False, expand_tabs=True) or [line]
        return "\n".join([*lines, ""] if value.endswith("\n") else lines)

    return wrapped


def jinja_wordwrap(call: Call) -> Change | None:
    wide = argument(call, 0, "width", 79)
    long, by = argument(call, 1, "break_long_words", 1), argument(call, 2, "wrapstring", "\n")
    hyphens = argument(call, 3, "break_on_hyphens", 1)
    if not isinstance(wide, int) or not 0 < wide <= LONGEST or not isinstance(by, str):
        return None
    return lambda value: by.join(
        by.join(_wrapped(line, wide, break_long_words=bool(long), break_on_hyphens=bool(hyphens), expand_tabs=False))
        for line in value.splitlines()
    )


def _wrapped(line: str, wide: int, *, break_long_words: bool, break_on_hyphens: bool, expand_tabs: bool) -> list[str]:
    import textwrap

    return textwrap.wrap(
        line, wide, expand_tabs=expand_tabs, replace_whitespace=False, break_long_words=break_long_words,
        break_on_hyphens=break_on_hyphens,
    )  # fmt: skip


def indent(call: Call) -> Change | None:
    """Jinja: all lines but the first, and no empty ones."""
    wide, first, blank = argument(call, 0, "width", 4), argument(call, 1, "first", 0), argument(call, 2, "blank", 0)
    if isinstance(wide, int) and not 0 <= wide <= _MOST_INDENT:
        return None
    before = " " * wide if isinstance(wide, int) else wide
    if not isinstance(before, str):
        return None

    def indented(value: str) -> str:
        start, *lines = f"{value}\n".splitlines()
        made = "\n".join([start, *(before + line if line or blank else line for line in lines)])
        return before + made if first else made

    return indented


def conversion(call: Call) -> Change | None:
    """``%5s``, for a text: any other kind fails, and Django then prints nothing."""
    found = _conversion(call)
    if found is None:
        return None
    spec, kind = found
    return (lambda value: spec % value) if kind == "s" else constant("") if call.name == "stringformat" else None


def conversion_of_number(call: Call) -> Change | None:
    """``%.2f``, ``%03d``, for a number."""
    found = _conversion(call)
    if found is None:
        return None
    spec, kind = found

    def formatted(value: str) -> str:
        number = int(value) if value.removeprefix("-").isdigit() else float(value)
        try:
            return spec % (value if kind == "s" else number)
        except (ValueError, OverflowError):  # no whole number is infinite: Django prints nothing, and Jinja fails
            return ""

    return formatted


def _conversion(call: Call) -> tuple[str, str] | None:
    found = _CONVERSION.fullmatch(str(argument(call, 0)))
    if found is None or len(call.arguments) != 1 or call.named:
        return None
    if any(digits and by_pattern.width(digits) is None for digits in (found["width"], found["precision"])):
        return None
    return f"%{found[0]}", found["kind"]


def joined(call: Call) -> Change | None:
    """``join`` of a text puts the separator between its characters."""
    by = argument(call, 0, "d", "")
    return by.join if len(call.arguments) + len(call.named) < 2 and isinstance(by, str) else None


def items_joined(call: Call) -> Change | None:
    by = argument(call, 0, "d", "")
    if len(call.arguments) + len(call.named) > 1 or not isinstance(by, str):
        return None
    return lambda value: by.join(items_of(value))


def divided(call: Call) -> Callable[[str], Items] | None:
    """``split()`` at white space, ``split(',')`` at a text."""
    at, most = argument(call, 0, "sep"), argument(call, 1, "maxsplit", -1)
    if (
        not isinstance(at, str | None)
        or at == ""
        or not isinstance(most, int)
        or set(dict(call.named)) - {"sep", "maxsplit"}
    ):
        return None
    return lambda value: listed(value.split(at, most))


def item(call: Call) -> Change | None:
    """``[0]``, ``[-1]`` of a list: nothing, where it has none."""
    at = call.arguments[0]
    if not isinstance(at, int):
        return None

    def found(value: str) -> str:
        items = items_of(value)
        return items[at] if -len(items) <= at < len(items) else Nothing()

    return found


def character(call: Call) -> Change | None:
    """``[0]``, ``[-1]`` of a text."""
    at = call.arguments[0]
    if not isinstance(at, int):
        return None
    return lambda value: value[at] if -len(value) <= at < len(value) else Nothing()


def zfill(call: Call) -> Change | None:
    wide = argument(call, 0)
    return (lambda value: value.zfill(wide)) if isinstance(wide, int) and wide <= LONGEST else None


def without(remove: Callable[[str, str], str]) -> Maker:
    """``removeprefix`` and ``removesuffix``."""

    def make(call: Call) -> Change | None:
        end = argument(call, 0)
        return (lambda value: remove(value, end)) if isinstance(end, str) and len(call.arguments) == 1 else None

    return make


def counted(call: Call) -> Change | None:
    """``name.count('a')``."""
    of = argument(call, 0)
    return (lambda value: Number(value.count(of))) if isinstance(of, str) and len(call.arguments) == 1 else None


def replace(call: Call) -> Change | None:
    """The third argument is how many times."""
    if not 2 <= len(call.arguments) + len(call.named) <= 3 or set(dict(call.named)) - {"old", "new", "count"}:
        return None
    old, new, most = argument(call, 0, "old"), argument(call, 1, "new"), argument(call, 2, "count", -1)
    if not isinstance(old, str) or not isinstance(new, str) or not isinstance(most, int):
        return None
    return lambda value: value.replace(old, new, most)


def cut(call: Call) -> Change | None:
    """Django: what was safe stays it, unless a semicolon is removed, which may end a character reference."""
    old = argument(call, 0)
    if not isinstance(old, str | int) or len(call.arguments) != 1:
        return None

    def without_it(value: str) -> str:
        left = value.replace(str(old), "")
        return Markup(left) if isinstance(value, Markup) and old != ";" else left

    return without_it
