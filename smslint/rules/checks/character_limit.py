"""A body longer than the provider accepts in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import CharacterLimit
from smslint.rules.profiles import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


FREE: Final = 160
"""No provider refuses shorter messages, so no profile has to be read for them."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when some rendering is over the limit. Another rule reports an unbounded length."""
    message = _over(rule, subject)
    if message:
        profile = subject.provider
        # A limit that was not read in the provider's documentation is not certain.
        sure = CONFIDENCE.get(profile.confidence.get("limits", "knowledge"), Confidence.LOW)
        severity = min(rule.severity, Severity.WARNING) if sure is Confidence.LOW else rule.severity
        yield rule.finding(message, subject.span, severity=severity, confidence=sure)


def _over(rule: Rule, subject: Subject) -> str:
    least, most = subject.lengths
    if (least if most is None else most) <= FREE:
        return ""
    profile = subject.provider
    limit = CharacterLimit.of(rule).max_characters or profile.max_characters
    if limit is not None:
        if least > limit:
            return f"The message has at least {least} characters; {profile.title} accepts {limit}."
        if most is not None and most > limit:
            return f"The message can have {most} characters; {profile.title} accepts {limit}."
    if profile.max_segments is not None and subject.bounds.least > profile.max_segments:
        return (
            f"The message takes {subject.bounds.least} segments; {profile.title} sends at most {profile.max_segments}."
        )
    return ""
