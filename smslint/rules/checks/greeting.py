"""Greetings without a name: 'Dear ,' and 'Hi !'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.text.patterns import later
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_GREETING: Final = later(
    r"\b(?:dear|hi|hello|hey|hallo|hola|ol[áa]|ciao|bonjour|cher|ch[èe]re|liebe[rs]?|querid[oa]|estimad[oa]|caro|cara|beste)"
    r"(?P<gap>[ \t]+)(?P<mark>[,;!])",
    re.IGNORECASE,
)
# French puts a space before such a mark: there it is correct spelling.
_SPACED: Final = later(r"\w[ \u00a0\u202f][!?:;](?!\w)")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for an empty greeting in the text, and for one that an empty value would cause."""
    gaps = any(gap in subject.hay for gap in (" ,", " ;", " !", "\t"))
    seen = set()
    for rendering in subject.renderings:
        for match in _GREETING.finditer(rendering.text) if gaps else ():
            if match["mark"] != "," and len(_SPACED.findall(rendering.text)) != 1:
                continue
            span = rendering.source(*match.span())
            if span not in seen:
                seen.add(span)
                yield rule.finding(f"The greeting {match[0]!r} has no name.", span)
        for hole in _optional(subject, rendering):
            if hole.span not in seen:
                seen.add(hole.span)
                yield rule.finding(f"{hole.name!r} may be empty, and the greeting would then have no name.", hole.span)


def _optional(subject: Subject, rendering: Rendering) -> Iterator[Placeholder]:
    """Placeholders that are the only name of a greeting and that the project declares as possibly empty."""
    for index, leaf in enumerate(rendering.leaves):
        if not isinstance(leaf, Placeholder) or leaf.filters or index + 1 == len(rendering.starts):
            continue
        known = subject.values.lookup(leaf.name)
        if known is None or not known.optional:
            continue
        start, end = rendering.starts[index], rendering.starts[index + 1]
        if _GREETING.search(f"{rendering.text[max(0, start - 20) : start]}{rendering.text[end : end + 1]}"):
            yield leaf
