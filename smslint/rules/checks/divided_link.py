"""A link that a segment's edge divides, where not every phone puts the segments together."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from smslint.rules.links import find_links
from smslint.rules.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

APART: Final = ("no", "partial")
"""What profiles say of countries in which some networks deliver each segment as a message of its own."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each divided link of a message with only one rendering: with values, nobody knows where an edge is."""
    asking = [country for country in profiles(subject) if country.concatenation in APART]
    found = subject.bounds
    if not asking or found.least == 1 or found.least_witness != found.most_witness:
        return
    from smslint.text.splitting import cut

    text, first = found.least_witness, subject.first
    segments = cut(text, subject.provider.split, subject.alphabet)
    edges = list(accumulate(len(segment.text) for segment in segments))[:-1]
    for link in find_links(text):
        for number, edge in enumerate(edges, start=1):
            if link.start < edge < link.end:
                whole = first.source(link.start, link.end) if first.text == text else subject.span
                shown = text[link.start : edge]
                for country in asking:
                    yield rule.finding(
                        f"In {country.name} some networks deliver each segment as a message of its own; segment {number} ends"
                        f" inside of this link, after {shown!r}.", whole, source_url=country.source_of("concatenation"),
                    )  # fmt: skip
