"""Links in the samples of a campaign that lead to others' sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.checks.registered_brand import host_of
from smslint.rules.links import belongs, find_links
from smslint.rules.samples import without_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each link of a sample to a host that is neither the brand's website nor one of the project's domains."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "sample":
        return
    own = host_of(registered.brand.website)
    if own is None:
        return
    seen: set[Span] = set()
    for rendering in subject.renderings:
        for link in find_links(without_fields(rendering.text)):
            span = rendering.source(link.start, link.end)
            if link.host and span not in seen and not belongs(link.host, (own, *subject.context.domains)):
                seen.add(span)
                yield rule.finding(f"The link leads to {link.host}, and the website of the brand is {own}.", span)
