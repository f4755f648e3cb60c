"""The use case of a campaign: one that exists, with what it needs beside its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import registries
from smslint.rules.use_cases import SEVERAL, USE_CASES, bare, meaning
from smslint.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_FEWEST, _MOST = 2, 5


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings at the name of the campaign."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "campaign":
        return
    campaign = registered.campaign
    registry = registries.load(campaign.registry)

    def found(message: str, need: str) -> Finding:
        return rule.finding(message, subject.span, predicts=registry.predicted(need, campaign.sender))

    if campaign.use_case in registry.refused_use_cases:
        yield found(f"{registry.title} does not take campaigns of {campaign.use_case}.", "usecase.known")
    elif not campaign.use_case or campaign.sender == "short_code":
        pass
    elif (
        campaign.sender == "toll_free"
    ):  # verifications have use cases of their own; of some registries the names are known
        known = registry.toll_free_use_cases
        for use_case in (campaign.use_case, *campaign.sub_use_cases) if known else ():
            if bare(use_case) not in map(bare, known):
                hint = next(
                    filter(None, (nearest(each, known) for each in (use_case, use_case.replace("_", " ").title()))), ""
                )
                yield found(
                    f"A toll-free verification at {registry.title} has no use case {use_case!r}{hint}.", "usecase.known"
                )
    elif campaign.use_case not in USE_CASES:
        yield found(
            f"There is no use case {campaign.use_case!r}{nearest(campaign.use_case, USE_CASES)}.", "usecase.known"
        )
    elif campaign.use_case in SEVERAL and not _FEWEST <= len(campaign.sub_use_cases) <= _MOST:
        yield found(
            f"{campaign.use_case} needs {_FEWEST} to {_MOST} sub_use_cases, and this campaign has {len(campaign.sub_use_cases)}.",
            "usecase.sub_count",
        )
    for word in campaign.sub_use_cases:
        if campaign.sender == "long_code" and word not in USE_CASES:
            yield found(f"There is no use case {word!r}{nearest(word, USE_CASES)}.", "usecase.known")
    if meaning(campaign.use_case) == "POLITICAL" and not campaign.vetting_token:
        yield found(
            "A political campaign needs the token of Campaign Verify as vetting_token.", "usecase.political_token"
        )
