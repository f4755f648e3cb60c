"""What a sending costs against what it may cost; facts come from whoever planned it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for the whole (``cost`` over ``budget``) and one for each region (``costs`` over ``budgets``)."""
    facts = subject.context.options
    currency = str(facts.get("currency", "")).strip()
    for where, cost, budget in _pairs(facts):
        if cost is not None and budget is not None and cost > budget:
            yield rule.finding(
                f"Sending{where} costs {_money(cost, currency)}; the budget is {_money(budget, currency)}.",
                subject.span,
            )


def _pairs(facts: Mapping[str, Any]) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    yield "", _decimal(facts.get("cost")), _decimal(facts.get("budget"))
    costs, budgets = facts.get("costs", {}), facts.get("budgets", {})
    for region in sorted(set(costs) & set(budgets)):
        yield f" to {region}", _decimal(costs[region]), _decimal(budgets[region])


def _decimal(value: object) -> Decimal | None:
    """Money as the facts write it; ``None`` where nobody knows, which is never zero."""
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,} {currency}".strip()
