"""Links and phone numbers in countries that forbid them or require their registration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.rules.links import belongs, find_links, names_a_link
from smslint.rules.profiles import grade, profiles
from smslint.span import Ranges
from smslint.text.patterns import later
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Country
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span

_PHONE: Final = later(
    r"(?<![\w+/#*-])(?:\+\d[\d ()-]{6,16}\d|(?<=tel )\d[\d -]{5,13}\d|\b(?:1[38]00|0\d{1,3})[ -]\d{3,4}[ -]?\d{3,5})(?![\w-])"
)
_CALL: Final = later(
    r"(?:\bcall|\bring|\bphone|\btel\b|\bhubungi|\bwhatsapp|\bhotline|\bcontact)\W*(?:us\W+)?(?:at\W+|on\W+)?(?P<number>\+?\d[\d -]{5,14}\d)",
    re.IGNORECASE,
)


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each link or call-back number, at its place, with the strictest severity of the countries."""
    asking = [c for c in profiles(subject) if c.urls.any or c.urls.unregistered or c.urls.phone]
    if not asking:
        return
    seen: set[tuple[str, Span]] = set()
    for country in asking:
        for span, what, kind in _places(subject, country):
            if (country.iso2, span) not in seen:
                seen.add((country.iso2, span))
                yield _finding(rule, country, span, what, kind)


def _finding(rule: Rule, country: Country, span: Span, what: str, kind: str) -> Finding:
    severity = getattr(country.urls, kind)
    mark = grade(rule, severity, country.confidence.get("urls", "knowledge"), country.doubt("urls"))
    says = {
        "any": "blocks messages with links", "phone": "blocks messages with phone numbers to call",
        "unregistered": "requires that links are registered first",
    }[kind]  # fmt: skip
    rules = f" {country.name}: {country.urls.rules[0]}." if country.urls.rules else ""
    return rule.finding(
        f"{country.name} {says}; this message has {what}.{mark.remark}", span, severity=mark.severity, confidence=mark.confidence,
        source_url=country.source_of("urls"), sources_differ=mark.differ,
        help=("Register it and list its domain under domains." if kind == "unregistered" else "Leave it out for this country.") + rules,
    )  # fmt: skip


def _places(subject: Subject, country: Country) -> Iterator[tuple[Span, str, str]]:
    urls = country.urls
    for rendering in subject.renderings:
        text = rendering.text
        taken = Ranges()
        for link in find_links(text):
            taken.add(link.start, link.end)
            if urls.any or (urls.unregistered and not belongs(link.host, subject.context.domains)):
                yield rendering.source(link.start, link.end), repr(link.text), "any" if urls.any else "unregistered"
        if urls.phone:
            for match in (*_PHONE.finditer(text), *_CALL.finditer(text)):
                start, end = match.span("number") if "number" in match.re.groupindex else match.span()
                if not taken.overlap(start, start + 1):
                    taken.add(start, end)
                    yield rendering.source(start, end), "a phone number", "phone"
        if urls.any or (urls.unregistered and not subject.context.domains):
            for leaf in rendering.leaves:
                if isinstance(leaf, Placeholder) and names_a_link(leaf.name):
                    yield leaf.span, f"the placeholder {leaf.name!r}", "any" if urls.any else "unregistered"
