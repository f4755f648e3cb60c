"""Compare a plan with ``phonenumbers`` before it is used."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from smslint.numbers.oracle import OraclePlan, describe
from smslint.numbers.samples import Sampler, example_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.numbers.plan import Plan

STRINGS = 20_000
SEED = 20_261_123


def disagreements(plan: Plan, strings: Iterable[str] | None = None) -> list[str]:
    """The differences between the plan and the library, one line each: over all example numbers and :data:`STRINGS` seeded strings.

    :param strings: strings to compare instead.
    """
    oracle = OraclePlan()
    wrong = []
    for text in chain(example_numbers(), Sampler(SEED).strings(STRINGS)) if strings is None else strings:
        ours, theirs = plan.label(plan.classify(text)), describe(text)
        if ours != theirs:
            wrong.append(f"{text}: {ours} is not {theirs}")
        elif not (ours.canonical or ours.error) and plan.canonical(text) != oracle.canonical(text):
            wrong.append(f"{text}: {plan.canonical(text)} is not {oracle.canonical(text)}")
    return wrong
