"""A file that cannot be read as what it claims to be. The run over the files makes these findings; a message has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the first invalid character: half of a surrogate pair, or the mark of a byte that was lost."""
    if subject.ascii:
        return
    for char, span in subject.characters():
        if "\ud800" <= char <= "\udfff":
            yield rule.finding(f"U+{ord(char):04X} is half of a surrogate pair, not a character.", span)
            return
        if char == "\ufffd":
            yield rule.finding(
                "U+FFFD stands where a program could not read a character: the text was damaged before.", span
            )
            return
