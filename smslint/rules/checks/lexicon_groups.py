"""Words of a lexicon with weights that are added per group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import LexiconGroups, lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each selected group that reaches the lexicon's threshold, at the word with the highest weight.

    In ``regions`` carriers publish the list; elsewhere a group counts only if the country's profile bans it.
    """
    lexicon = lexicon_of(rule)
    options = LexiconGroups.of(rule)
    titles = options.groups
    seen = set()
    for rendering in subject.renderings:
        for name, group in lexicon.groups(rendering.text).items():
            if (
                name not in titles
                or name in seen
                or group.score < lexicon.threshold
                or not _counts(options, subject, titles[name])
            ):
                continue
            seen.add(name)
            best = max(group.matches, key=lambda match: match.entry.weight)
            shown = ", ".join(dict.fromkeys(repr(match.text) for match in group.matches[:3]))
            yield rule.finding(
                options.message.replace("{group}", titles[name]).replace("{words}", shown), rendering.source(*best.span)
            )


def _counts(options: LexiconGroups, subject: Subject, title: str) -> bool:
    listed = set(options.regions)
    if not listed or not subject.regions or not listed.isdisjoint(subject.regions):
        return True
    from smslint.rules.countries import load as load_country

    words = set(title.lower().replace(",", " ").split())
    profiles = [country for region in subject.regions if (country := load_country(region)) is not None]
    return any(not words.isdisjoint(ban.lower().split()) for country in profiles for ban in country.content_bans)
