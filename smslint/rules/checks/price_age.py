"""A cost that rests on an old price, or on none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from smslint import clock
from smslint.rules.checks import PriceAge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for regions without a price (``unpriced``) and for a rate card (``price_as_of``) past its age."""
    facts = subject.context.options
    unpriced = facts.get("unpriced") or ()
    if unpriced:
        regions = ", ".join(sorted(map(str, (unpriced,) if isinstance(unpriced, str) else unpriced)))
        yield rule.finding(f"The rate card has no price for {regions}, so the cost is not known.", subject.span,
                           help="Add a row for it to the rate card.")  # fmt: skip
    as_of = _date(facts.get("price_as_of"))
    limit = PriceAge.of(rule).max_age_days
    today = (subject.context.at or clock.now()).date()
    if as_of is not None and (today - as_of).days > limit:
        yield rule.finding(f"The prices are of {as_of}, {(today - as_of).days} days ago.", subject.span)


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
