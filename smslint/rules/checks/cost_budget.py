"""The cost of sending compared with the budget; the code that keeps the budget gives both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding if the fact ``cost`` is above the fact ``budget``. An unknown cost is not a cost of zero."""
    facts = subject.context.facts
    if facts.cost is not None and facts.budget is not None and facts.cost > facts.budget:
        cost, budget = (_money(amount, facts.currency or "") for amount in (facts.cost, facts.budget))
        yield rule.finding(f"Sending costs {cost}; the budget is {budget}.", subject.span)


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,} {currency}".strip()
