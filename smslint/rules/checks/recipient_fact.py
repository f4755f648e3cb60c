"""Facts about one recipient that only the list knows: it is there twice, it opted out, its region is not enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.rules.check_options import RecipientFact
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from smslint.finding import Finding
    from smslint.rules.context import Context
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Occasion

ENABLED: Final = "enabled_regions"


def _unknown(context: Context) -> bool:
    return context.facts.consent == "unknown" and not context.facts.opted_out


def _refused(context: Context) -> bool:
    return context.consent == "none" and not context.facts.opted_out


ASKED: Final[Mapping[str, Callable[[Context], bool | str | None]]] = {
    "opted_out": lambda context: context.facts.opted_out,
    "no_consent": _refused,
    "consent_unknown": _unknown,
    "suppressed": lambda context: context.facts.suppressed,
    "duplicate_of": lambda context: context.facts.duplicate_of,
    "ragged": lambda context: context.facts.ragged,
    ENABLED: lambda context: bool(context.facts.enabled_regions),
}
"""What the option ``fact`` may name: yes or no, or a text that says how."""


def check(rule: Rule, subject: Occasion) -> Iterator[Finding]:
    """A finding when the fact named by the option ``fact`` holds for this recipient."""
    options = RecipientFact.of(rule)
    fact = options.fact
    value = ASKED[fact](subject.context)
    if not value or subject.to is None:
        return
    from smslint.numbers.e164 import mask, mask_all

    shown = mask(subject.to)
    if fact != ENABLED:
        detail = "" if value is True else f": {mask_all(str(value))}"
        yield rule.finding(f"{shown} {options.says}{detail}.", Span(0, 0))
        return
    number, enabled = subject.number, subject.context.facts.enabled_regions or ()
    if number is not None and number.valid and number.region not in enabled:
        some = ", ".join(sorted(enabled)[:6]) + (" ..." if len(enabled) > 6 else "")
        yield rule.finding(
            f"{shown} is in {number.region}, which is not among the enabled regions ({some}).", Span(0, 0)
        )
