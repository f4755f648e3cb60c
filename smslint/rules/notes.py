"""Notes for a report about a message's segments: what the provider changes, and which providers count differently."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.text.bounds import bounds
from smslint.text.gsm7 import GSM7, GSM_7
from smslint.text.splitting import alternatives
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.rules.subject import Subject
    from smslint.text.bounds import Bounds

WAYS: Final = {
    "greedy": "segments are filled to the last unit",
    "words": "segments are cut at whole words",
    "graphemes": "grapheme clusters are kept whole",
}
"""The ways of cutting a text, in words that follow "if"."""


def notes(subject: Subject, *, elsewhere: bool = True) -> tuple[str, ...]:
    """Sentences about how a message is counted; empty if every provider sends it in the same way.

    They are not findings: nothing is wrong, and there is nothing to do.

    :param elsewhere: whether to also name other providers that count the message differently.
    """
    if subject.error is not None:
        return ()
    return (
        *_smart(subject),
        *_prefix(subject),
        *_shift(subject),
        *_limit(subject),
        *(_cuts(subject) if elsewhere else ()),
    )


def unknown_prefix(subject: Subject) -> str:
    """What is not known of the text that the provider puts before the message."""
    return (
        f"whether {subject.provider.title} puts the name of the service and a colon before the text, as it does unless that is switched "
        "off: set prepended to them, or to an empty text."
    )


def _smart(subject: Subject) -> Iterator[str]:
    """A note that curly quotes cost nothing while smart encoding is on, or that there is none to switch on."""
    if subject.stated.smart_encoding and subject.stated.provider != "generic" and not subject.smart_encoding:
        yield f"{subject.provider.title} has no smart encoding, so smart_encoding: true changes nothing."
    if not subject.smart_encoding or subject.sent == subject.whole:
        return
    replaced = {
        char for char in subject.characters if char in subject.smart_encoding and not subject.alphabet.septets(char)
    }
    counts = Counter(char for char, _ in subject.places(replaced))
    if not counts:
        return
    total = sum(counts.values())
    chars = " ".join(char for char in counts if char.isprintable())
    shown = f" ({chars})" if chars else ""
    without = bounds(subject.whole, subject.values, subject.alphabet)
    yield (
        f"{subject.provider.title}'s smart encoding replaces {plural(total, 'character')}{shown}, at no cost; without it "
        f"the message takes {_range(without)}."
    )


def _prefix(subject: Subject) -> Iterator[str]:
    """GOV.UK Notify alone prints more than the text, by a switch of the service that no template shows."""
    if subject.unknown_prefix:
        yield f"Not known: {unknown_prefix(subject)} They are not counted."


def _shift(subject: Subject) -> Iterator[str]:
    if subject.languages and subject.alphabet is not GSM7 and GSM_7 in subject.bounds.encodings:
        capacity = f"{subject.alphabet.single} septets in one segment, {subject.alphabet.segment} in each of several"
        yield f"Sent with national shift tables, {subject.alphabet.name}: {capacity}."


def _limit(subject: Subject) -> Iterator[str]:
    found = subject.bounds
    if not found.exact and found.most is not None:
        yield f"No rendering takes more than {plural(found.most, 'segment')}; the provider's choices may keep all renderings below that."


def _cuts(subject: Subject) -> Iterator[str]:
    """The counts of providers that cut differently, for the longest rendering or, if there is no limit, the shortest."""
    found = subject.bounds
    counts = alternatives(found.least_witness if found.most_witness is None else found.most_witness, subject.alphabet)
    for split, count in counts.items():
        if count > counts["greedy"]:
            which = (
                "It"
                if found.least == found.most
                else "Its longest rendering"
                if found.most
                else "Its shortest rendering"
            )
            yield f"{which} takes {plural(count, 'segment')} if {WAYS[split]}."


def _range(found: Bounds) -> str:
    if found.most is None:
        return f"at least {plural(found.least, 'segment')}"
    return plural(found.most, "segment") if found.least == found.most else f"{found.least} to {found.most} segments"
