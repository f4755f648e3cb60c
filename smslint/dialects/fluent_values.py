"""What values mean in Fluent: its functions, its numbers, the escapes of its texts, and when a variant is chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.condition import Compared, Condition
from smslint.text.tree import Filter, Placeholder

if TYPE_CHECKING:
    from smslint.span import Span

NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\"\\]))")
_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})


def chosen(name: str, key: str, *, variable: bool) -> Condition:
    """When a variant is chosen: a text chooses the variant of its name. A number chooses another one: its own, or that of a plural form,
    and what is in a list may be given to Fluent as either.

    :param variable: whether the selector is the value of this name itself.
    """
    is_text = variable and key not in _FORMS and NUMBER.fullmatch(key) is None
    return Condition(name, Compared(name, "==", key) if is_text else None)


_FIRST_ARGUMENT: Final = re.compile(r"\(\s*\$([A-Za-z][\w-]*)\s*(\)?)")


def called(name: str, arguments: str, span: Span) -> Placeholder:
    """``NUMBER($n)`` and ``DATETIME($d)`` without options print in the form of the locale; the result of any other call is unknown."""
    first = _FIRST_ARGUMENT.match(arguments)
    effect = FUNCTIONS.get(name, "unknown") if first and first[2] else "unknown"
    return Placeholder(first[1] if first else f"{name}{arguments}", span, (Filter(effect),))


FUNCTIONS: Final = {"NUMBER": "grouped", "DATETIME": "in_locale"}
"""Fluent's functions, and their effect on a value."""


def number_filters(literal: str) -> tuple[Filter, ...]:
    """A number is formatted for the locale: its thousands are separated, its digits and signs may be those of another script."""
    digits = literal.lstrip("-").partition(".")
    least = max(len(literal) - len(literal.lstrip("-0")), 0)
    return (Filter("words", (max(len(literal) - least, 1), len(literal) + len(digits[0]) // 2 + 2)),)


def unescaped(written: str) -> str:
    """What a string literal prints. A code that is no character is U+FFFD."""
    return _ESCAPE.sub(_unescape, written)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return match[3]
    value = int(code, 16)
    return chr(value) if value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else "\ufffd"
