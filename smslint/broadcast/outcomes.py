"""The outcomes of a broadcast: a recipient's label with the measures of the text. There are few, so that rows are counted as small integers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from smslint.errors import RecipientsError
from smslint.recipients.tags import OUTCOMES

if TYPE_CHECKING:
    from smslint.text.gsm7 import Measure

Outcome: TypeAlias = "tuple[int, Measure, *tuple[Measure | str, ...]]"
"""A label id, then the measure of each version of the text; the last one (substituted) may be omitted if it equals the first. Behind that one
there may be the only character that makes the message UCS-2."""


class Outcomes:
    """Outcomes by number, and how many messages have each of them."""

    def __init__(self) -> None:
        self.all: list[Outcome] = []
        """Each outcome, at its number."""
        self.sent: Counter[int] = Counter()
        self._numbers: dict[Outcome, int] = {}

    def ids(self, keys: list[Outcome]) -> list[int]:
        """The number of each outcome; a new outcome gets the next number.

        :raises RecipientsError: for too many different outcomes.
        """
        known = self._numbers
        try:
            return list(map(known.__getitem__, keys))
        except KeyError:
            for key in keys:
                if key not in known:
                    known[key] = len(self.all)
                    self.all.append(key)
        if len(known) > OUTCOMES:
            raise RecipientsError("The messages have too many different outcomes to count. Split the list.")
        return list(map(known.__getitem__, keys))


def segments_of(measured: Measure) -> int:
    """The segments of a measured text."""
    return measured[2]
