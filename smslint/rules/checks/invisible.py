"""Invisible characters that cost money: zero-width and direction marks, and accents separated from their letter."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from smslint.finding import Fix
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.tree import Literal

ZWNJ, ZWJ = "\u200c", "\u200d"

_INVISIBLE = later(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CANDIDATES = later(r"[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                         "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]")  # fmt: skip
_COMBINING = later(r"\w[\u0300-\u036f]+")
_JOINING = later(r"[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufeff]")


def is_invisible(char: str) -> bool:
    """Whether this check reports a character, and not the check of the alphabet."""
    return _CANDIDATES.match(char) is not None


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each invisible character and each decomposed accent. Joiners inside emoji and words are not reported."""
    if subject.ascii:
        return
    for literal in subject.literals:
        if _CANDIDATES.search(literal.text):
            yield from _hidden(rule, literal, subject)
            yield from _decomposed(rule, literal)


def _hidden(rule: Rule, literal: Literal, subject: Subject) -> Iterator[Finding]:
    text, smart = literal.text, subject.smart_encoding
    replaced = smart if smart and subject.provider.smart_encoding.always else {}
    for match in _INVISIBLE.finditer(text):
        at, char = match.start(), match[0]
        if char in replaced or _belongs(text, at):
            continue
        name = unicodedata.name(char, "an invisible character").lower()
        span = _place(literal, at, at + 1)
        yield rule.finding(
            f"U+{ord(char):04X}, {name}, is invisible but makes the message UCS-2: 70 characters per segment, not 160.",
            span, help="Delete it.", fix=_fix(literal, span, ""),
        )  # fmt: skip


def _decomposed(rule: Rule, literal: Literal) -> Iterator[Finding]:
    for match in _COMBINING.finditer(literal.text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed == match[0]:
            continue
        span = _place(literal, *match.span())
        yield rule.finding(
            f"'{composed}' is written as a letter and a separate accent (U+{ord(match[0][1]):04X}), "
            "which no 7-bit alphabet has.",
            span, help=f"Write the single character '{composed}'.", fix=_fix(literal, span, composed),
        )  # fmt: skip


def _belongs(text: str, at: int) -> bool:
    """A joiner between parts of an emoji, or next to a letter of a script that uses joiners, is correct spelling."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == ZWJ and before and after and (_is_symbol(before) or before == "\ufe0f"):
        return _is_symbol(after)
    if text[at] in {ZWNJ, ZWJ}:
        return bool(_JOINING.match(before) or _JOINING.match(after))
    if text[at] in "\u200e\u200f\u061c":  # a direction mark is useful in a text with both directions
        return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return False


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk"} or char in "\u2640\u2642\u2695\u2764"


def _place(literal: Literal, start: int, end: int) -> Span:
    if not literal.verbatim:
        return literal.span
    return Span(literal.span.start + start, literal.span.start + end)


def _fix(literal: Literal, span: Span, replacement: str) -> Fix | None:
    return Fix(span, replacement, safe=True) if literal.verbatim else None
