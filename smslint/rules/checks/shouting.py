"""Shouting: capitals, strings of marks, letters spaced out to get past filters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_MARKS: Final = re.compile(r"!{3,}|\?{3,}|\${3,}|(?:[!?]\s?){4,}")
_SPACED: Final = re.compile(r"(?<!\S)(?:[A-Za-z](?:[ .*_-])){3,}[A-Za-z](?!\S)")
_LEET: Final = re.compile(
    r"(?<![\w.-])(?:fr33|fr3e|w1n|ca\$h|d1scount|v1agra|c4sino|l0an|cr3dit|pr1ze|0ffer|cl1ck)(?![\w.-])", re.IGNORECASE
)


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for text mostly in capitals, and one for each string of marks or disguised word."""
    letters = [
        char for literal in subject.literals for char in literal.text if char.isalpha() and char.upper() != char.lower()
    ]
    capitals = sum(char.isupper() for char in letters)
    least = int(rule.options.get("least_letters", 20))
    if len(letters) >= least and capitals * 100 > len(letters) * int(rule.options.get("percent", 50)):
        yield rule.finding(
            f"{capitals} of {len(letters)} letters are capitals.", subject.span, help="Write in sentence case."
        )
    for literal in subject.literals:
        for pattern, what in (
            (_MARKS, "shouts"),
            (_SPACED, "is spaced out"),
            (_LEET, "is spelled to get past a filter"),
        ):
            for match in pattern.finditer(literal.text):
                start = literal.span.start + match.start()
                span = (
                    literal.span._replace(start=start, end=start + len(match[0])) if literal.verbatim else literal.span
                )
                yield rule.finding(f"{match[0].strip()!r} {what}.", span)
