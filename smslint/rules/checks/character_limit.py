"""A body longer than the provider takes in one request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when some rendering is over the limit. An unbounded length is another rule's business."""
    profile = subject.provider
    limit = rule.options.get("max_characters") or profile.max_characters
    least, most = subject.lengths
    if limit is not None and least > limit:
        yield rule.finding(f"The message has at least {least} characters; {profile.title} takes {limit}.", subject.span)
        return
    if limit is not None and most is not None and most > limit:
        yield rule.finding(f"The message can have {most} characters; {profile.title} takes {limit}.", subject.span)
        return
    segments = profile.max_segments
    if segments is not None and subject.bounds.least > segments:
        message = f"The message takes {subject.bounds.least} segments; {profile.title} sends at most {segments}."
        yield rule.finding(message, subject.span)
