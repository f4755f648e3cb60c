"""Rules whose sources should be reviewed because they may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """One finding for all rules past their date; the fact ``reviews`` maps a rule's code to its review date."""
    today = (subject.context.at or clock.now()).date().isoformat()
    late = sorted((due, code) for code, due in (subject.context.facts.reviews or {}).items() if due < today)
    if late:
        first, code = late[0]
        others = f" and {len(late) - 1} more" if len(late) > 1 else ""
        listed = ", ".join(code for _, code in late[:8]) + (" ..." if len(late) > 8 else "")
        yield rule.finding(f"{code} was due for review on {first}{others}: {listed}.", subject.span)
