"""The limits of a project held against a change. What is not known is never inside a limit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smslint.cost.change import reasons_of
from smslint.cost.pricing import ZERO
from smslint.cost.totals import totals_of
from smslint.prices.money import times
from smslint.records import NamedTuple
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.cost.change import Change, Shift
    from smslint.cost.totals import Totals
    from smslint.project.budgets import Budgets, Limit
    from smslint.project.sending import Amount

_HUNDRED: Final = Decimal(100)
_NAMED: Final = 3
NOT_READ: Final = "{} was not read completely"
"""Why a limit is not known to be kept where something in a file is in no message."""


class Held(NamedTuple):
    """One limit, and whether the change keeps it."""

    name: str
    """``change.monthly``"""
    level: str
    """What it does if it is not kept: ``fail`` or ``warn``; ``report`` where only something unknown is said."""
    limit: Decimal
    actual: Decimal | None
    """The figure: of a change at the end at which it is more, else at the most end; ``None`` where it has no value."""
    ok: bool | None
    """Whether the limit is kept; ``None``: not known."""
    currency: str | None = None
    why: str = ""
    """What is not known, or which message it is about, in a phrase for people."""
    config: str = ""
    """The configuration whose limit it is; empty for an option of the command line."""

    @property
    def fails(self) -> bool:
        """Whether the run fails because of it."""
        return self.ok is not True and self.level == "fail"


def hold(
    budgets: Budgets,
    changes: Sequence[Change],
    config: str = "",
    blind: Sequence[str] = (),
    gaps: Sequence[str] = (),
) -> list[Held]:
    """Each limit with its figure, in the order of the limits: the one that fails, and where that is kept the one that warns.

    :param config: whose limits they are.
    :param blind: what was not compared, so that no limit is known to be kept.
    :param gaps: what did not change and is in no message, so that no limit of the total is known to be kept.
    """
    totals = totals_of(changes)
    found: list[Held] = []
    for limit in budgets.limits:
        missing = (*blind, *gaps) if limit.name.startswith("total.") else blind
        failed = _held(limit, limit.fail, "fail", changes, totals, budgets, missing)
        warned = _held(limit, limit.warn, "warn", changes, totals, budgets, missing)
        bad = [each for each in failed if each.ok is not True]
        kept = bad or [each for each in warned if each.ok is not True] or failed or warned
        found += [each._replace(config=config) for each in kept]
    return found


def _held(
    limit: Limit,
    amount: Amount | None,
    level: str,
    changes: Sequence[Change],
    totals: Totals,
    budgets: Budgets,
    blind: Sequence[str],
) -> list[Held]:
    if amount is None:
        return []
    part, _, figure = limit.name.partition(".")
    if figure == "segments":
        found = _segments(amount, level, changes)
    elif part == "total":
        found = _monthly(amount, level, totals, _unknown_costs(changes), after=True)
    elif figure == "percent":
        found = _percent(amount, level, totals, _unknown_rises(changes))
    else:
        found = _monthly(amount, level, totals, _unknown_rises(changes), after=False)
    if blind:
        words = first_of(blind, _NAMED)
        found = [
            each if each.ok is False else each._replace(ok=None, why="; ".join(filter(None, (each.why, words))))
            for each in found
        ]
    at_unknown = {"fail": level, "warn": "warn", "report": "report"}[budgets.unknown or "fail"]
    return [each._replace(name=limit.name, level=at_unknown if each.ok is None else level) for each in found]


def _unknown_rises(changes: Iterable[Change]) -> list[Change]:
    """The messages that may cost more, nobody knows how much."""
    return [each for each in changes if each.unknown and each.may_rise]


def _unknown_costs(changes: Iterable[Change]) -> list[Change]:
    """The messages of which nobody knows what they cost now."""
    return [each for each in changes if each.unknown and each.after is not None]


def _monthly(amount: Amount, level: str, totals: Totals, unknown: list[Change], *, after: bool) -> list[Held]:
    sums = [each for each in totals.sums if amount.currency in {None, each.currency}]
    others = [each for each in totals.sums if each not in sums and _figure(each, after=after)]
    why = _why(unknown)
    if amount.currency is None and len(sums) > 1:
        names = " and ".join(each.currency for each in sums)
        why = f"the figures are in {names}: write the limit with its currency, such as 1000 {sums[0].currency}"
        return [Held("", level, amount.number, None, None, None, why)]
    if others:
        why = why or f"there are also costs in {', '.join(each.currency for each in others)}"
    actual = _figure(sums[0], after=after) if sums else ZERO.least
    currency = sums[0].currency if sums else amount.currency
    return [Held("", level, amount.number, actual, _kept(actual, amount.number, why), currency, why)]


def _percent(amount: Amount, level: str, totals: Totals, unknown: list[Change]) -> list[Held]:
    why = _why(unknown)
    found = [
        Held("", level, amount.number, each.rise_percent, _within(each, amount.number, why), each.currency, why)
        for each in totals.sums
    ]
    return found or [Held("", level, amount.number, ZERO.least, None if why else True, None, why)]


def _within(shift: Shift, limit: Decimal, why: str) -> bool | None:
    """Whether a change is at most so many percent at both ends: without a division, so that it is also right where nothing was there
    before."""
    found = []
    for before, change in zip(shift.before, shift.change, strict=True):
        assert before is not None
        assert change is not None
        found.append(_kept(times(change, _HUNDRED), times(before, limit), why))
    return False if False in found else found[0]


def _kept(actual: Decimal | None, limit: Decimal, why: str) -> bool | None:
    if actual is not None and actual > limit:
        return False
    return None if why or actual is None else True


def _figure(shift: Shift, *, after: bool) -> Decimal | None:
    return shift.after.most if after else shift.rise


def _segments(amount: Amount, level: str, changes: Sequence[Change]) -> list[Held]:
    """The most segments of the messages that the change adds or changes."""
    asked = [each.after for each in changes if each.touched and each.after is not None]
    counts = [each.most for each in asked if each.most is not None]
    worst = max(counts, default=0)
    long = [each for each in asked if each.most is not None and each.most > amount.number]
    endless = [each for each in asked if each.most is None]
    why = first_of([each.name for each in long], _NAMED)
    if not long and endless:
        why = f"no limit to the segments of {first_of([each.name for each in endless], _NAMED)}"
    ok = False if long else None if endless else True
    return [Held("", level, amount.number, Decimal(worst), ok, None, why)]


def _why(unknown: Sequence[Change]) -> str:
    """What is not known, in a phrase: the reasons with the messages that they are about."""
    reasons = reasons_of(unknown)
    return "; ".join(
        f"{reason} ({first_of([each.name for each in versions], _NAMED)})" for reason, versions in reasons.items()
    )


def is_silent(budgets: Budgets, totals: Totals, changes: Iterable[Change]) -> bool:
    """Whether the change is so small that the project does not want to hear of it. A change that is not known is not small."""
    limits = {each.name: each.silent for each in budgets.limits if each.silent is not None}
    if not limits or any(each.unknown and each.costs_otherwise for each in changes):
        return False
    for shift in totals.sums:
        change = shift.change
        sizes = [abs(each) for each in change if each is not None]
        asked = [limits.get("change.monthly"), limits.get("change.percent")]
        if asked[0] is not None and (asked[0].currency not in {None, shift.currency} or max(sizes) > asked[0].number):
            return False
        share = shift.percent
        if asked[1] is not None and (share is None or abs(share) > asked[1].number):
            return False
    return True
