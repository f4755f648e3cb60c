"""A cost based on an old price, or on no price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint import clock
from smslint.finding import Severity
from smslint.prices.rate import doubt_of
from smslint.rules.check_options import PriceAge
from smslint.rules.doubts import of_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding for regions without a price (``unpriced``) and for a rate card (``price_as_of``) past its age."""
    facts = subject.context.facts
    if facts.unpriced:
        # A budget cannot be checked without a price; a missing price is not zero.
        severity = rule.severity if facts.budget is None else Severity.ERROR
        regions = ", ".join(sorted(facts.unpriced))
        what = f"price in {facts.currency}" if facts.currency else "price"
        words = f"The rate card has no {what} for {regions}, so the cost is unknown."
        help_ = "Add a row for it to the rate card."
        yield rule.finding(words, subject.span, severity=severity, help=help_, unknown=of_cost(words))
    as_of = facts.price_as_of
    if as_of is None:
        return
    doubt = doubt_of(as_of, (subject.context.at or clock.now()).date(), PriceAge.of(rule).max_age_days)
    if doubt:
        words = f"The prices are from {as_of}, {doubt}."
        yield rule.finding(words, subject.span, unknown=of_cost(words))
