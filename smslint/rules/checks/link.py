"""Links through a public shortener: carriers filter them, and readers cannot see their destination."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.check_options import lexicon_of
from smslint.rules.links import belongs
from smslint.rules.profiles import CONFIDENCE, profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each listed host, except the sender's own domains."""
    lexicon = lexicon_of(rule)
    seen: set[Span] = set()
    for rendering in subject.renderings:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            host = match.text.lower().strip("/ ")
            if span in seen or belongs(host, subject.context.domains):
                continue
            seen.add(span)
            severity = _severity(rule, subject)
            if match.confidence == "knowledge":  # the source is only memory, which is not enough for an error
                severity = min(severity, Severity.WARNING)
            what = "a public link shortener" if match.entry.group != "hub" else "a shared host that forwards to others"
            yield rule.finding(f"{host!r} is {what}.", span, severity=severity, confidence=CONFIDENCE[match.confidence])


def _severity(rule: Rule, subject: Subject) -> Severity:
    """The strictest of the countries; a warning if none is known."""
    words = [country.urls.shortener for country in profiles(subject)]
    return min(rule.severity, max((Severity.parse(word) for word in words), default=Severity.WARNING))
