"""A translation without the one-time code of the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.translated import is_code, pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding if the fact ``original`` has a code that this text lacks. A code under another name is another rule's finding."""
    pair = pair_of(subject)
    if pair is None or (len(pair.added) == len(pair.lost) == 1):
        return
    for name in pair.lost:
        if is_code(name, subject):
            yield rule.finding(f"The translation does not contain the code {name!r} of the original.", subject.span)
