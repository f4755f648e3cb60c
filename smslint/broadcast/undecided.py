"""The choices that rows do not decide: how many ways each has, which conditions share one, and how a note quotes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.text.condition import Not

if TYPE_CHECKING:
    from smslint.text.condition import Condition


class Open(NamedTuple):
    """A choice that the rows do not decide."""

    name: str
    ways: int


def condition_key(condition: Condition) -> tuple[str, bool]:
    """A key that a condition and its negation share; and whether it is the negation."""
    test, negated = condition.test, False
    while isinstance(test, Not):
        test, negated = test.test, not negated
    return condition.source if test is None else repr(test), negated


def quoted(source: str) -> str:
    text = " ".join(source.split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"
