"""A message that takes more segments because the provider does not simply fill each segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.profiles import profiles
from smslint.text.gsm7 import GSM_7

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

HABITS: Final = {
    "words": "cuts messages at whole words",
    "graphemes": "never splits what a reader sees as one character",
}


def _smaller(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each country where one message from such a sender holds less than this one has."""
    for country in profiles(subject):
        small = country.one_message
        if small is None or small.sender != subject.context.sender.type:
            continue
        found = subject.bounds
        witness = found.least_witness if found.most_witness is None else found.most_witness
        encoding, units, count = subject.alphabet.measure(witness)
        most = small.gsm7 if encoding == GSM_7 else small.ucs2
        if count == 1 and units > most:
            has = "has" if found.least_witness == found.most_witness else "can have"
            yield rule.finding(
                f"In {country.name} one message from a {small.sender.replace('_', ' ')} holds {most} characters in {encoding}"
                f" according to {small.says}; this one {has} {units} and may arrive as two.", subject.span,
                help=f"Keep it to {most} characters for {country.name}.", source_url=country.source_of("length_notes"),
            )  # fmt: skip


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when the longest rendering, or the shortest if there is no limit, takes more segments than it fills."""
    yield from _smaller(rule, subject)
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
