"""Links through somebody else's shortener: carriers filter them, and readers cannot see where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules.lexicons import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each listed host. The sender's own domains are never foreign."""
    lexicon = load(str(rule.options["lexicon"]))
    own = tuple(domain.lower().removeprefix("www.") for domain in subject.context.domains)
    seen: set[Span] = set()
    for rendering in subject.renderings:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            host = match.text.lower().strip("/ ")
            if span in seen or any(host == domain or host.endswith("." + domain) for domain in own):
                continue
            seen.add(span)
            confidence = Confidence.HIGH if match.confidence == "verified" else rule.confidence
            yield rule.finding(f"{host!r} is a public link shortener.", span, severity=_severity(rule, subject),
                               confidence=confidence)  # fmt: skip


def _severity(rule: Rule, subject: Subject) -> Severity:
    strict = set(rule.options.get("error_regions", ()))
    return rule.severity if not strict.isdisjoint(subject.regions) else min(rule.severity, Severity.WARNING)
