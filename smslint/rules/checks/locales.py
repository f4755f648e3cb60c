"""A message that costs more in one language than in another. The run over the files compares them; a single message has no such finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


SELF: Final = "This message"
"""The name of the message in a finding; the run replaces it with the message's key."""


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding if this message's locale costs the most according to the fact ``locales`` (segments by locale)."""
    counts = subject.context.facts.locales
    if counts is None or len(counts) < 2:
        return
    if counts.get(subject.context.locale or "") == max(counts.values()) > min(counts.values()):
        yield rule.finding(sentence(SELF, counts), subject.span)


def sentence(name: str, counts: Mapping[str, int]) -> str:
    """``welcome: 1 segment in en and 2 others, 3 in ru``: the cheapest and the most expensive."""
    least, most = min(counts.values()), max(counts.values())
    cheap = _names([locale for locale, count in counts.items() if count == least])
    dear = _names([locale for locale, count in counts.items() if count == most])
    return f"{name}: {plural(least, 'segment')} in {cheap}, {most} in {dear}."


def _names(locales: list[str]) -> str:
    if len(locales) <= 3:
        return " and ".join(sorted(locales)) if len(locales) < 3 else "{}, {} and {}".format(*sorted(locales))
    first = sorted(locales)[:2]
    return f"{first[0]}, {first[1]} and {len(locales) - 2} more"
