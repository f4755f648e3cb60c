"""Rules whose review date has passed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.finding import Finding
    from smslint.rules.rule import Rule


def overdue(rules: Sequence[Rule], today: dt.date) -> list[Finding]:
    """The findings of the rules whose scope is ``config``: at most one, which lists every rule that is due."""
    facts = Facts(reviews={rule.code: rule.review_by for rule in rules})
    return ask(rules, Occasion(Context(at=dt.datetime.combine(today, dt.time(12), dt.UTC), facts=facts)), ("config",))
