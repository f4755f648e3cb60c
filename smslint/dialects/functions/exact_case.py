"""Exact functions of filters that change the case of letters.

As in :mod:`smslint.dialects.functions.exact`, each takes the text.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import Final

from smslint.text.patterns import later

_WORD_STARTS: Final = later(r"([-\s({\[<]+)")
_DJANGO_APOSTROPHE: Final = later("([a-z])'([A-Z])")
_DJANGO_ORDINAL: Final = later(r"\d([A-Z])")


def jinja_title(value: str) -> str:
    """A word begins after a space, a hyphen or a bracket, not after an apostrophe."""
    return "".join(item[0].upper() + item[1:].lower() for item in _WORD_STARTS.split(value) if item)


def django_title(value: str) -> str:
    """Python's ``title``, except for letters after an apostrophe or a digit."""
    titled = _DJANGO_APOSTROPHE.sub(lambda match: match[0].lower(), value.title())
    return _DJANGO_ORDINAL.sub(lambda match: match[0].lower(), titled)


def capfirst(value: str) -> str:
    return value[:1].upper() + value[1:]


def php_capitalize(value: str) -> str:
    """The first character as a capital; for ß these are two characters."""
    return value[:1].upper() + ruby_lower(value[1:])


def simple_upper(value: str) -> str:
    """Go: each character becomes exactly one character."""
    return "".join(changed if len(changed := char.upper()) == 1 else char for char in value)


def simple_lower(value: str) -> str:
    """Go: each character becomes exactly one character."""
    return "".join(changed if len(changed := char.lower()) == 1 else char for char in value)


def ruby_lower(value: str) -> str:
    """Ruby, and PHP up to 8.2: character by character, so that a sigma at the end of a word is like any other."""
    return "".join(map(str.lower, value))


def ruby_capitalize(value: str) -> str:
    return value[:1].title() + ruby_lower(value[1:])


def ascii_upper(value: str) -> str:
    """PHP 8: only the letters of ASCII."""
    return value.translate(_UPPER)


def ascii_lower(value: str) -> str:
    """PHP 8: only the letters of ASCII."""
    return value.translate(_LOWER)


def php_ucfirst(value: str) -> str:
    return ascii_upper(value[:1]) + value[1:]


def php_ucwords(value: str) -> str:
    """The first letter, and each after white space, where it is one of ASCII."""
    return _STARTS.sub(lambda match: match[0].upper(), value)


_UPPER: Final = {ord(char): char.upper() for char in ascii_lowercase}
_LOWER: Final = {ord(char): char.lower() for char in ascii_uppercase}
_STARTS: Final = later(r"(?:\A|(?<=[ \t\r\n\f\v]))[a-z]")
