"""Shouting: capitals, repeated punctuation marks, letters separated by spaces to avoid filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.rules.check_options import Shouting
from smslint.text.fold import LIKE_LATIN
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_MARKS: Final = later(r"!{3,}|\?{3,}|\${3,}|(?:[!?]\s?){4,}")
_SPACED: Final = later(r"(?<!\S)(?:[A-Za-z](?:[ .*_-])){3,}[A-Za-z](?!\S)")
_WORDS: Final = (
    "fr33",
    "fr3e",
    "w1n",
    "ca$h",
    "d1scount",
    "v1agra",
    "c4sino",
    "l0an",
    "cr3dit",
    "pr1ze",
    "0ffer",
    "cl1ck",
)
_LEET: Final = later(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, _WORDS))})(?![\w.-])", re.IGNORECASE)
_MIXED: Final = later(r"[0134$](?:(?<=[A-Za-z].)|(?=[A-Za-z]))")
"""A sign in place of a letter, as each disguised word has one after a letter or before one."""
_GREEK: Final = later(r"[\u0370-\u03ff]")
_LIKE_GREEK: Final = frozenset(LIKE_LATIN.values())
_ASCII_CAPITALS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OUTLINE: Final = bytes.maketrans(_ASCII_CAPITALS + _ASCII_CAPITALS.lower() + b".*_-", b"a" * 52 + b" " * 4)
"""Makes every letter an ``a`` and every sign between spaced letters a space: a text without ``a a a a`` has no spaced letters."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for text mostly in capitals, and one for each run of punctuation marks or disguised word."""
    options = Shouting.of(rule)
    texts = [literal.text for literal in subject.literals]
    capitals = sum([_capitals(text) for text in texts])
    if capitals >= options.least_letters * options.percent / 100:
        letters = sum(sum(map(str.isalpha, text)) for text in texts)  # a script without capitals cannot shout in them
        if letters >= options.least_letters and capitals * 100 > letters * options.percent:
            yield rule.finding(
                f"{capitals} of {letters} letters are capitals.", subject.span, help="Write in sentence case."
            )
    for literal in subject.literals if _worth_a_look("\n".join(texts)) else ():
        for pattern, what in _worth_a_look(literal.text):
            for match in pattern.finditer(literal.text):
                span = literal.span
                if literal.verbatim:
                    span = span._replace(start=span.start + match.start(), end=span.start + match.end())
                yield rule.finding(f"{match[0].strip()!r} {what}.", span)


def _capitals(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _ASCII_CAPITALS))
    if not _GREEK.search(text):
        return sum(map(str.isupper, text))
    # Of Greek, GSM-7 has the capitals only, and those that look Latin as Latin ones: they save half of the segments, and people write so.
    return sum(char.isupper() and not _GREEK.match(char) and char not in _LIKE_GREEK for char in text)


def _worth_a_look(text: str) -> list[tuple[re.Pattern[str], str]]:
    """The patterns that may match in a text, by a test that is cheaper than the patterns."""
    found = []
    if text.count("!") + text.count("?") + text.count("$") >= 3:
        found.append((_MARKS, "shouts"))
    if b"a a a a" in text.encode("ascii", "replace").translate(_OUTLINE):
        found.append((_SPACED, "has spaces between its letters"))
    if _MIXED.search(text):
        found.append((_LEET, "is spelled to avoid a filter"))
    return found
