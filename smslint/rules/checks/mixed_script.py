"""Words that mix scripts, such as a Cyrillic 'а' in a Latin name: a trick of phishers, or a typing mistake."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.finding import Fix
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_WORD = later(r"[^\W\d_]{2,}")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")

# Letters that look like Latin ones: those that matter for reading, not all possible look-alikes.
LOOK_ALIKES = dict(zip("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅαοрνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsdhqwABEKMHOPCTYXIJSaopvABEZHIKMNOPTYX",
                       strict=True))  # fmt: skip


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each word with letters of two scripts that look alike."""
    for literal in subject.literals:
        if literal.text.isascii():
            continue
        for match in _WORD.finditer(literal.text):
            if match[0].isascii():
                continue
            scripts = {_script(char) for char in match[0]} - {""}
            if len(scripts) < 2:
                continue
            strange = [char for char in match[0] if char in LOOK_ALIKES]
            if not strange or "LATIN" not in scripts:
                continue
            names = " and ".join(sorted(script.capitalize() for script in scripts))
            latin = "".join(LOOK_ALIKES.get(char, char) for char in match[0])
            span = literal.span
            fix = None
            if literal.verbatim:
                span = Span(span.start + match.start(), span.start + match.end())
                fix = Fix(span, latin, safe=False) if latin.isascii() else None
            char = strange[0]
            yield rule.finding(
                f"'{match[0]}' mixes {names} letters: '{char}' is U+{ord(char):04X}, {unicodedata.name(char).lower()}.",
                span, help=f"Write '{latin}'." if latin.isascii() else "", fix=fix,
            )  # fmt: skip


@lru_cache(maxsize=1024)
def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")
