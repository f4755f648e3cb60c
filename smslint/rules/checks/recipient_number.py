"""Whether the recipient is a valid number; with the option ``about: form``, whether a valid one is written as providers accept it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import RecipientNumber
from smslint.rules.local_time import new_area_code
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding with the problem of the number, masked, and what to write instead."""
    from smslint.numbers.e164 import REASONS
    from smslint.numbers.masking import mask

    number = subject.number
    if number is None or subject.to is None:
        return
    shown = mask(subject.to)
    if RecipientNumber.of(rule).about == "form":
        if number.valid and not number.canonical:
            yield rule.finding(f"{shown} is valid but not in E.164 form. {number.note}", Span(0, 0))
        return
    if number.valid:
        return
    new = new_area_code(subject)
    if new is not None:
        yield rule.finding(
            f"The area code {new.code} ({new.state_name}) of {shown} is newer than the numbering plan in use, so the number could not be checked.",
            Span(0, 0), severity=Severity.WARNING, confidence=Confidence.MEDIUM, help="Update the package phonenumbers.",
        )  # fmt: skip
        return
    reason = number.note or REASONS.get(number.reason, "It is not valid.")
    yield rule.finding(
        f"The recipient {shown} is not a valid E.164 number. {reason}", Span(0, 0), help=_help(number.suggestion)
    )


def _help(suggestion: str | None) -> str:
    from smslint.numbers.masking import mask

    return f"Did you mean {mask(suggestion)}?" if suggestion else "Ask for the number again, with its country code."
