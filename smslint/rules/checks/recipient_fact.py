"""Facts about one recipient that only the list knows: it is a duplicate, it opted out, its region is not enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.rules.check_options import RecipientFact
from smslint.rules.context import ABOUT_RECIPIENT
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.context import Context
    from smslint.rules.occasion import Occasion
    from smslint.rules.rule import Rule

ENABLED: Final = "enabled_regions"


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding when the fact named by the option ``fact`` is true for this recipient."""
    options = RecipientFact.of(rule)
    fact = options.fact
    value = ABOUT_RECIPIENT[fact](subject.context)
    if not value:
        return
    from smslint.numbers.masking import mask, mask_all

    shown = "The recipient" if subject.to is None else mask(subject.to)
    if fact != ENABLED:
        detail = "" if value is True else f": {mask_all(str(value))}"
        severity = Severity.ERROR if options.error_for and _refuses(options, subject.context) else None
        yield rule.finding(f"{shown} {options.says}{detail}.", Span(0, 0), severity=severity)
        return
    number, enabled = subject.number, subject.context.facts.enabled_regions or ()
    if number is not None and number.valid and number.region not in enabled:
        some = ", ".join(sorted(enabled)[:6]) + (" ..." if len(enabled) > 6 else "")
        yield rule.finding(
            f"{shown} is in {number.region}, which is not one of the enabled regions ({some}).", Span(0, 0)
        )


def _refuses(options: RecipientFact, context: Context) -> bool:
    """Whether the fact refuses this message: what the project requires decides, otherwise the kind of the message."""
    required = context.facts.consent_required
    return context.kind in options.error_for if required is None else required
