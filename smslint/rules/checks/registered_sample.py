"""A message of the project held against the samples of its campaigns: covered, near one, or not registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import lexicon_of
from smslint.rules.registration_options import RegisteredSample
from smslint.rules.samples import NEAR, nearest, tokens_of
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.samples import Nearest
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding about the first rendering that no sample covers: what it lacks of the nearest one, or that none is near."""
    registered = subject.context.facts.registered
    if registered is None or registered.field != "message" or not registered.campaign.samples:
        return
    samples = registered.campaign.samples
    worst: Nearest | None = None
    for rendering in subject.understood:
        found = nearest(tokens_of(rendering), samples)
        if found is not None and not found.covers and (worst is None or found.ratio < worst.ratio):
            worst = found
    if worst is None:
        return
    if RegisteredSample.of(rule).about == "near":
        if worst.ratio >= NEAR:
            yield from _near(rule, subject, worst, samples[worst.sample])
    elif worst.ratio < NEAR:
        yield rule.finding(
            f"No sample of the campaign {registered.campaign.name!r} covers this message.", subject.span,
            severity=min(rule.severity, Severity.WARNING),
        )  # fmt: skip


def _near(rule: Rule, subject: Subject, found: Nearest, sample: str) -> Iterator[Finding]:
    number, lexicon = found.sample + 1, lexicon_of(rule)
    required = [each for each in found.dropped if lexicon.holds(each, None)]
    if required:
        yield rule.finding(
            f"The message does not have a sentence of the registered sample {number}: {shortened(required[0])!r}.",
            subject.span,
        )
        return
    if found.dropped:
        said = f"it does not have {shortened(found.dropped[0])!r}"
    elif found.missing and found.added:
        said = f"it has {found.added!r} where the sample has {found.missing!r}"
    elif found.missing:
        said = f"it does not have {found.missing!r}"
    else:
        said = f"it has {found.added!r} more" if found.added else f"the sample is {shortened(sample)!r}"
    yield rule.finding(
        f"The message differs from the registered sample {number}: {said}.", subject.span,
        severity=min(rule.severity, Severity.WARNING), confidence=Confidence.MEDIUM,
    )  # fmt: skip
