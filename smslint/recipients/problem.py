"""One thing that is wrong with one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from smslint.recipients.codes import Code


class Problem(NamedTuple):
    """One thing that is wrong with one row."""

    code: Code
    detail: str = ""
    """What was found there, without any digit of the number."""
    suggestion: str | None = None
    of_rule: bool = False
    """Whether the detail is the words of a rule, whose hours and dates are no digits of a number and stay."""
