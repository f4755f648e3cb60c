"""Words of a lexicon with weights that are added per group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.check_options import LexiconGroups, lexicon_of
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Confidence, Finding, Severity
    from smslint.rules.evidence import Group
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each selected group that reaches the lexicon's threshold, at the word with the highest weight.

    In ``regions`` carriers publish the list; elsewhere a group counts only if the country's profile bans it.
    """
    lexicon = lexicon_of(rule)
    options = LexiconGroups.of(rule)
    titles = options.groups
    everywhere = not subject.regions or not options.regions or not set(options.regions).isdisjoint(subject.regions)
    seen = set()
    for rendering in subject.renderings:
        for name, group in lexicon.groups(rendering.text).items():
            if (
                name not in titles
                or name in seen
                or group.score < lexicon.threshold
                or (ban := _NOWHERE if everywhere else _banned(rule, subject, options.bans.get(name, (name,)))) is None
            ):
                continue
            seen.add(name)
            best = max(group.matches, key=lambda match: match.entry.weight)
            shown = ", ".join(dict.fromkeys(repr(match.text) for match in group.matches[:3]))
            yield rule.finding(
                f"{options.message.replace('{group}', titles[name]).replace('{words}', shown)}{ban.remark}",
                rendering.source(*best.span), severity=ban.severity, confidence=ban.confidence,
                source_url=ban.address, sources_differ=ban.differ, predicts=_code_of_registry(rule, subject, name, group),
            )  # fmt: skip


def _code_of_registry(rule: Rule, subject: Subject, name: str, group: Group) -> str:
    """The code with which a registry refuses a text that it reads, by the words that it has, by their group, or by the rule."""
    registered = subject.context.facts.registered
    if registered is None:
        return ""
    from smslint.rules import registries

    keys = sorted(group.matches, key=lambda match: -match.entry.weight)
    needs = [f"{rule.code}.{each.entry.key}" for each in keys]
    registry = registries.load(registered.campaign.registry)
    return registry.predicted_by((*needs, f"{rule.code}.{name}", rule.code), registered.campaign.sender)


class _Ban(NamedTuple):
    """Where a group is banned, and what that makes of a finding: nothing, if carriers publish the list."""

    remark: str = ""
    severity: Severity | None = None
    confidence: Confidence | None = None
    address: str = ""
    differ: str = ""


_NOWHERE: Final = _Ban()
_ADVERTISING: Final = later(r"\b(?:advertis|promotion)")


def _banned(rule: Rule, subject: Subject, words: Iterable[str]) -> _Ban | None:
    """The first country of the message whose profile bans what one of the words names."""
    from smslint.rules.profiles import grade, profiles

    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    for country in profiles(subject):
        for ban in country.content_bans:
            if not named.search(ban) or (_ADVERTISING.search(ban) and subject.context.kind not in {None, "marketing"}):
                continue
            sure = country.confidence.get("content_bans", "knowledge")
            mark = grade(rule, rule.severity.label, sure, country.doubt("content_bans"))
            confidence = min(mark.confidence, rule.confidence)
            address = country.source_of("content_bans")
            return _Ban(f" {country.name} bans it.{mark.remark}", mark.severity, confidence, address, mark.differ)
    return None
