"""What is past its review date: rules, and the profiles of countries and providers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from smslint.finding import Finding
    from smslint.rules.rule import Rule


def overdue(rules: Sequence[Rule], today: dt.date) -> list[Finding]:
    """The findings of the rules whose scope is ``config``: at most one, which lists every rule that is due."""
    facts = Facts(reviews={rule.code: rule.review_by for rule in rules})
    return ask(rules, Occasion(Context(at=dt.datetime.combine(today, dt.time(12), dt.UTC), facts=facts)), ("config",))


GATHERED: Final = dt.date(2026, 11, 25)
"""The day on which the sources of the profiles that have only a day of publication were read."""
VALID: Final = dt.timedelta(days=365)
"""How long the profile of a country or a provider is taken as read."""


class Due(NamedTuple):
    """A source to read again: the day on which that was due, the rule or profile, the title, and the address or nothing."""

    due: str
    what: str
    title: str
    url: str


def past(rules: Sequence[Rule], today: dt.date) -> list[Due]:
    """The sources of rules, countries and providers that are past their review date, the oldest first."""
    from smslint.rules import countries, providers

    found = [
        Due(rule.review_by, rule.code, source.title, source.url)
        for rule in rules
        if rule.review_by < today.isoformat()
        for source in rule.sources
    ]
    for name in countries.names():
        country = countries.load(name)
        found += _old(f"country {name}", country.sources if country is not None else (), today)
    for name in providers.names():
        found += _old(f"provider {name}", providers.load(name).sources, today)
    return sorted(found)


def _old(what: str, sources: Sequence[Mapping[str, str]], today: dt.date) -> Iterator[Due]:
    for source in sources:
        read = dt.date.fromisoformat(source["retrieved"]) if len(source.get("retrieved", "")) == 10 else GATHERED
        due = read + VALID
        if due < today:
            yield Due(due.isoformat(), what, source["title"], source.get("url", ""))
