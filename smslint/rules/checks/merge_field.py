"""A merge field that is empty in this row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.tree import Placeholder


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each placeholder named by the fact ``empty_fields``, at its first place."""
    empty = set(subject.context.facts.empty_fields or ())
    if not empty:
        return
    first: dict[str, Placeholder] = {}
    for hole in subject.placeholders:
        first.setdefault(hole.name, hole)
    for name, hole in first.items():
        if name in empty and not any(each.name in {"default", "also", "one_of"} for each in hole.filters):
            yield rule.finding(f"{name!r} is empty for this recipient.", hole.span)
    if not first:  # the message is already filled: its placeholders have no places any more
        for name in sorted(empty):
            yield rule.finding(f"{name!r} is empty for this recipient.", subject.span)
