"""A number that cannot receive texts: landlines, premium and shared-cost lines, voicemail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import Textable
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for a valid number of a type that cannot receive; ``allow`` names types that are allowed anyway."""
    number = subject.number
    if number is None or not number.valid or subject.to is None or number.type in Textable.of(rule).allow:
        return
    from smslint.numbers.capability import sms_capability
    from smslint.numbers.masking import mask

    if sms_capability(number.type, number.region) == "no":
        kind = number.type.replace("_", " ").replace("fixed line", "landline")
        yield rule.finding(f"{mask(subject.to)} is a {kind} number, which cannot receive texts.", Span(0, 0))
