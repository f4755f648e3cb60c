"""More segments than the project allows per message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import SegmentBudget
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when the longest rendering, or the shortest if there is no limit, is over the budget."""
    options = SegmentBudget.of(rule)
    context = subject.context
    budget = options.max_segments
    if options.locales and context.locale is not None:
        by_tag = {name.replace("_", "-").lower(): most for name, most in options.locales.items()}
        tag = context.locale.replace("_", "-").lower()
        budget = by_tag.get(tag, by_tag.get(context.language or "", budget))
    found = subject.bounds
    if found.least > budget:
        verb = "takes" if found.least == found.most else "takes at least"
        yield rule.finding(
            f"The message {verb} {plural(found.least, 'segment')}; the budget is {budget}.", subject.span
        )
    elif found.most is not None and found.most > budget:
        flips = f" when {found.flipped_by[0]!r} contains a character outside GSM-7" if found.flipped_by else ""
        yield rule.finding(
            f"The message can take {plural(found.most, 'segment')}{flips}; the budget is {budget}.", subject.span
        )
