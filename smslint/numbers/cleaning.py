"""Turn what people and spreadsheets write into ``+`` and digits, and name everything that was unusual.

The only outside question is whether a candidate is a real number, which the caller answers. What cannot be undone without
guessing gets a reason, and cleaning stops there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARACTERS = 250
"""A longer text is not a number, with any punctuation."""

_QUOTES = "'\"`‘’‚“”„«»=´"
_PUNCTUATION = {
    " ": "spaces",
    "-": "hyphens",
    "(": "parentheses",
    ")": "parentheses",
    "[": "brackets",
    "]": "brackets",
    ".": "dots",
    ",": "commas",
    "/": "slashes",
    ":": "colons",
    ";": "semicolons",
    "_": "underscores",
    "~": "tildes",
    "·": "dots",
    "•": "dots",
}
_DASHES = "-‐‑‒–—―−﹣－"
_LOOK_ALIKES = {"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "|": "1"}

# 4.479E+11 · 4,479E+11 · 1E10
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
# 14155552671.0
_DECIMAL = re.compile(r"(\+?\d{7,})[.,]0+")
# tel: · Phone. · callto://
_SCHEME = re.compile(r"(?:tel|phone|mobile|mob|cell|sms|smsto|callto|whatsapp)\s*[:.]\s*(?://)?\s*", re.IGNORECASE)
# ;phone-context=example.com · ;isub=12 · ;ext=5
_PARAMETER = re.compile(r";\s*([a-z-]+)\s*=[^;]*", re.IGNORECASE)
# ;phone-context=+64
_CONTEXT = re.compile(r";\s*phone-context\s*=\s*(\+[\d.() -]+)(?=;|$)", re.IGNORECASE)
# x12 · ext. 12 · extension 12 · #12
_EXTENSION = re.compile(r"[\s,;(]*(?:extension|extn|ext|x|#)[\s.:]*\d{1,7}\)?", re.IGNORECASE)
# 415 555 2671 or 415 555 2672 · a/b · a; b
_SEPARATOR = re.compile(r"[/;|&,\n\r]|\bor\b|\band\b", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]+")


class Cleaned(NamedTuple):
    """The result of cleaning one text."""

    number: str
    """``+`` and digits, or only digits if there was no plus; empty if nothing usable is left."""
    oddities: tuple[str, ...] = ()
    """What was removed, in words: ``spaces``, ``an invisible character (U+200E)``, ..."""
    reason: str = ""
    """Why the number must not be used as written; see :data:`smslint.numbers.e164.REASONS`."""
    note: str = ""
    """A further detail for people."""


def clean(text: str, is_number: Callable[[str], bool]) -> Cleaned:
    """Clean one text.

    :param is_number: whether ``+`` and digits are a valid number.
    """
    if len(text) > MAX_CHARACTERS:
        return Cleaned("", reason="too_long")
    plain, oddities = _unify(text)
    if _SCIENTIFIC.fullmatch(plain):
        return Cleaned("", reason="excel_damage")
    if match := _DECIMAL.fullmatch(plain):
        return Cleaned(match[1], oddities, "decimal_point")
    if match := _SCHEME.match(plain):
        plain = plain[match.end() :]
        oddities = (*oddities, f"the word {match[0].strip(' :./')!r}")
    plain = _with_context(plain)
    plain, extension = _without_extension(plain)
    reason = "extension" if extension else _more_than_one(plain, is_number)
    if reason == "two_numbers":
        return Cleaned("", reason=reason)
    return _digits(plain, oddities, reason)


def _unify(text: str) -> tuple[str, tuple[str, ...]]:
    """Digits, pluses, dashes and spaces of all scripts as ASCII; without outer quotes and invisible characters."""
    oddities: dict[str, None] = {}
    characters = []
    for character in text:
        plain, oddity = (character, "") if character.isascii() and character.isprintable() else _unify_one(character)
        characters.append(plain)
        if oddity:
            oddities[oddity] = None
    plain_text = "".join(characters)
    unquoted = plain_text.strip(_QUOTES + " \n")
    if any(character in _QUOTES for character in plain_text.replace(";phone-context=", "")):
        oddities["quotes"] = None
    elif len(unquoted) < len(plain_text):
        oddities["spaces"] = None
    return unquoted, tuple(oddities)


def _unify_one(character: str) -> tuple[str, str]:
    code = f"U+{ord(character):04X}"
    if character in "\n\r":
        return "\n", "a line break"
    if character.isspace():
        return " ", f"an unusual space ({code})"
    if character in _DASHES:
        return "-", f"an unusual dash ({code})"
    if character in _QUOTES:
        return character, ""
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit), "digits that are not ASCII"
    if unicodedata.category(character) in {"Cf", "Cc", "Mn"}:
        return "", f"an invisible character ({code})"
    ascii_form = unicodedata.normalize("NFKC", character)
    if ascii_form == "+" or ascii_form in _PUNCTUATION:
        return ascii_form, f"a wide character ({code})"
    return character, ""


def _with_context(plain: str) -> str:
    """A local number with the calling code from its RFC 3966 context: ``033316005;phone-context=+64``."""
    match = _CONTEXT.search(plain)
    if match is None or plain.lstrip(" (").startswith("+"):
        return plain
    return f"{match[1]}{plain}"


def _without_extension(plain: str) -> tuple[str, bool]:
    """The text without RFC 3966 parameters and extension, and whether there was an extension."""
    parameters = {match[1].lower() for match in _PARAMETER.finditer(plain)}
    plain = _PARAMETER.sub("", plain)
    for match in _EXTENSION.finditer(plain):
        if match.end() == len(plain) and _count(plain[: match.start()]) >= 7:
            return plain[: match.start()], True
    return plain, "ext" in parameters


def _more_than_one(plain: str, is_number: Callable[[str], bool]) -> str:
    """``two_numbers`` if a second number follows the first. A slash or comma inside one number is punctuation."""
    head = plain.lstrip("+ (")
    if "+" in head and _count(head[: head.index("+")]):
        return "two_numbers"
    pieces = [piece for piece in _SEPARATOR.split(plain) if _count(piece)]
    if len(pieces) > 1:
        first, whole = f"+{_only_digits(pieces[0])}", f"+{_only_digits(plain)}"
        if is_number(first) or (_count(first) >= 8 and not is_number(whole)):
            return "two_numbers"
    if _count(plain) > 15 and sum(_count(word) >= 8 for word in plain.split()) > 1:
        return "two_numbers"
    return ""


def _digits(plain: str, oddities: tuple[str, ...], reason: str) -> Cleaned:
    """The digits without the punctuation between them; a letter or another sign is a separate reason."""
    found = dict.fromkeys(oddities)
    digits = []
    look_alikes: list[str] = []
    pluses = 0
    for character in plain:
        if character.isascii() and character.isdigit():
            digits.append(character)
        elif character == "+":
            pluses += 1
        elif character in _PUNCTUATION or character == "\n":
            found[_PUNCTUATION.get(character, "a line break")] = None
        elif character in _LOOK_ALIKES:
            digits.append(_LOOK_ALIKES[character])
            look_alikes.append(character)
        else:
            return _foreign(plain, character)
    if len(look_alikes) == len(digits):
        return Cleaned("", reason="not_a_number")
    if pluses > 1:
        found["a doubled plus sign"] = None
    number = ("+" if pluses else "") + "".join(digits)
    if not look_alikes:
        return Cleaned(number, tuple(found), reason)
    hints = (
        f"the letter {letter!r}, perhaps in place of {_LOOK_ALIKES[letter]}" for letter in dict.fromkeys(look_alikes)
    )
    return Cleaned(number, tuple(found), "letters", f"It has {', '.join(hints)}.")


def _foreign(plain: str, character: str) -> Cleaned:
    """The result for a character that cannot be part of a number."""
    if not _count(plain) or not character.isalpha():
        return Cleaned("", reason="not_a_number", note=f"It holds {character!r} (U+{ord(character):04X}).")
    return Cleaned("", reason="letters", note="Write a number as digits, and put remarks in a separate column.")


def _only_digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text)


def _count(text: str) -> int:
    return len(_only_digits(text))
