"""One problem of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from smslint.recipients.codes import Code
    from smslint.rules.rule import Rule


class Problem(NamedTuple):
    """One problem of one row."""

    code: Code
    detail: str = ""
    """What was found, without any digit of the number."""
    suggestion: str | None = None
    of_rule: bool = False
    """Whether the detail is a rule's text: its hours and dates are not parts of a phone number and are not masked."""
    rule: Rule | None = None
    """The rule that was asked, if it may be one of the project's own packs."""
