"""A file that cannot be read in its format. Only the run over the files makes these findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_LOST = "\ufffd"


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the first invalid character: half of a surrogate pair, or the replacement of a lost byte."""
    if subject.ascii:
        return
    broken = {char for char in subject.characters if "\ud800" <= char <= "\udfff" or char == _LOST}
    for char, span in subject.places(broken) if broken else ():
        if char == _LOST:
            words = "U+FFFD replaces a character that a program could not read: the text was damaged earlier."
        else:
            words = f"U+{ord(char):04X} is half of a surrogate pair, not a character."
        yield rule.finding(words, span)
        return
