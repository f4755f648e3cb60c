"""Templates that a template extends or includes and that could not be read: their text is part of the message, but unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each such part, at the tag that names it."""
    for part in subject.unread:
        yield rule.finding(
            f"{part.name!r} was not read: {part.why}. What it adds to the message is unknown.", part.span
        )
