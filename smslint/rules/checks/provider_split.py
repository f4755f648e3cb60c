"""A message that takes more segments because the provider does not simply fill each segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

HABITS: Final = {
    "words": "cuts messages at whole words",
    "graphemes": "never splits what a reader sees as one character",
}


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when the longest rendering, or the shortest if there is no limit, takes more segments than it fills."""
    if subject.context.provider == "generic" or subject.provider.split not in HABITS:
        return
    from smslint.text.splitting import count

    found = subject.bounds
    witness = found.least_witness if found.most_witness is None else found.most_witness
    filled = subject.alphabet.measure(witness)[2]
    taken = count(witness, subject.provider.split, subject.alphabet)
    if taken > filled:
        verb = "takes" if found.least == found.most else "can take"
        habit = f"{subject.provider.title} {HABITS[subject.provider.split]}"
        yield rule.finding(f"{habit}: the message {verb} {taken} segments, not {filled}.", subject.span)
