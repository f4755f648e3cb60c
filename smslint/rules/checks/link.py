"""Links through somebody else's shortener: carriers filter them, and readers cannot see where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules.lexicons import load
from smslint.rules.links import belongs
from smslint.rules.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each listed host. The sender's own domains are never foreign."""
    lexicon = load(str(rule.options["lexicon"]))
    seen: set[Span] = set()
    for rendering in subject.renderings:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            host = match.text.lower().strip("/ ")
            if span in seen or belongs(host, subject.context.domains):
                continue
            seen.add(span)
            confidence = Confidence.HIGH if match.confidence == "verified" else rule.confidence
            yield rule.finding(f"{host!r} is a public link shortener.", span, severity=_severity(rule, subject),
                               confidence=confidence)  # fmt: skip


def _severity(rule: Rule, subject: Subject) -> Severity:
    """The strictest of the countries; a warning where none is known."""
    words = [country.urls.shortener for country in profiles(subject)]
    return min(rule.severity, max((Severity.parse(word) for word in words), default=Severity.WARNING))
