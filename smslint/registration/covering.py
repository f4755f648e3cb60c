"""The messages of a project held against its campaigns: which are registered, and which samples nothing sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.globs import compile_glob
from smslint.project.placing import place_all
from smslint.records import NamedTuple
from smslint.rules.campaign import Registered
from smslint.rules.engine import run
from smslint.rules.facts import Facts
from smslint.rules.registries import SENDERS
from smslint.rules.samples import NEAR, nearest, tokens_of
from smslint.rules.use_cases import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.registration.file import Registration
    from smslint.registration.messages import Read
    from smslint.result import MessageResult
    from smslint.rules.campaign import Campaign
    from smslint.rules.samples import Nearest
    from smslint.rules.subject import Subject


_REGIONS: Final = frozenset({"US", "CA", "PR", "GU", "VI", "AS", "MP"})
"""Where campaigns are registered for."""


class Covered(NamedTuple):
    """The messages of a project, and what is said about them."""

    findings: tuple[Finding, ...] = ()
    sent: frozenset[tuple[str, int]] = frozenset()
    """The samples that a message is, or is near: the name of the campaign, and which of its samples."""
    messages: tuple[MessageResult, ...] = ()
    """The messages that were held against a campaign; without any, nobody knows which samples are sent."""
    suppressed: int = 0
    """How many findings a directive suppressed."""


def cover(registration: Registration, messages: Iterable[Read]) -> Covered:
    """Each message that a campaign sends, held against its samples.

    A message belongs to the campaign whose globs match its file; if several do, to one of its sender and of its kind, and of
    those to the one with the nearest sample.
    """
    findings: list[Finding] = []
    sent: set[tuple[str, int]] = set()
    held: list[MessageResult] = []
    suppressed = 0
    own = {
        (text.place.file, text.message.key): (text.registered.campaign.name, text.registered.number)
        for text in registration.texts
        if text.registered.field == "sample"
    }
    chosen: dict[Path, list[Campaign]] = {}
    for each in messages:
        target, subject = each.target, each.subject
        campaigns = chosen.get(target.path)
        if campaigns is None:
            campaigns = chosen[target.path] = campaigns_of(registration, target)
        if not campaigns:
            continue
        held.append(each.result)
        if (target.path, each.message.key) in own:  # it is the sample itself
            sent.add(own[target.path, each.message.key])
            continue
        campaigns = _sending(subject, campaigns)
        if not campaigns:
            continue
        fits = [_fit(subject, campaign) for campaign in campaigns]
        sent |= {(campaign.name, number) for campaign, fit in zip(campaigns, fits, strict=True) for number in fit.near}
        kind = subject.context.kind
        best = max(
            range(len(campaigns)),
            key=lambda at: (fits[at].covered, kind is None or kind in kinds(campaigns[at]), fits[at].ratio),
        )
        known = subject.knowing(Facts(registered=Registered("message", campaigns[best], registration.brand)))
        found = run(each.project.rules, known, ("registration",))
        kept = [finding for finding in found if finding.code not in each.reviewed.silenced]
        suppressed += len(found) - len(kept)
        findings += [
            finding._replace(field="message")
            for finding in place_all(
                kept, known, each.message, each.place, each.number, each.project.unfixable
            ).findings
        ]
    return Covered(tuple(findings), frozenset(sent), tuple(held), suppressed)


def _sending(subject: Subject, campaigns: list[Campaign]) -> list[Campaign]:
    """Those of some campaigns that can send a message: none if it goes to other countries, or from a sender that needs no campaign.

    A kind that was inferred may be wrong, and decides nothing here.
    """
    context = subject.context
    if subject.regions and _REGIONS.isdisjoint(subject.regions):
        return []
    if context.sender.type is not None and context.sender.type not in SENDERS:
        return []
    own = [each for each in campaigns if context.sender.type in {None, each.sender}] or campaigns
    if context.kind is None or context.kind_inferred:
        return own
    return [each for each in own if each.messages or context.kind in kinds(each)] or own


class _Fit(NamedTuple):
    """How a message fits a campaign, over its renderings."""

    covered: bool
    ratio: float
    near: tuple[int, ...]
    """The samples that a rendering of it is, or is near."""


def _fit(subject: Subject, campaign: Campaign) -> _Fit:
    found: Sequence[Nearest] = [
        each
        for rendering in subject.understood
        if (each := nearest(tokens_of(rendering), campaign.samples)) is not None
    ]
    near = tuple(each.sample for each in found if each.covers or each.ratio >= NEAR)
    worst = min((each.ratio for each in found), default=0.0)
    return _Fit(bool(found) and all(each.covers for each in found), worst, near)


def campaigns_of(registration: Registration, target: Target) -> list[Campaign]:
    """The campaigns that send the messages of a file: those that name it, else those that name none."""
    inside = target.inside or target.shown
    naming = [
        each for each in registration.campaigns if any(compile_glob(glob).match(inside) for glob in each.messages)
    ]
    programme = {
        text.place.file for text in registration.texts if text.registered.field in {"confirmation", "help", "stop"}
    }
    if target.path in programme:
        return []  # a text of the programme, and no message of the campaign
    return naming or [each for each in registration.campaigns if not each.messages]
