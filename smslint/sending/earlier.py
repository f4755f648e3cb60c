"""Whether a campaign may be an earlier one with other words or under another name: then a person decides who is texted again.

The campaign and the recipient say what is sent again. Without a stated campaign its name is that of the template's file, which
changes with the file. So a recipient counts as texted already if an earlier run sent them

* another text of this campaign;
* this very text as another campaign: in the last days, or at any time if the name was not stated;
* any text of a list, in the last days, as another campaign that went mostly to people of this list, if the name was not stated.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.calling import called
from smslint.wording import plural

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from smslint.sending.journal.journal import Journal
    from smslint.sending.verdict import Outgoing

RECENT_DAYS: Final = 3
"""A run that was interrupted before a weekend is resumed after it; the next campaign to the same people is later, or has a name."""


class Kind(StrEnum):
    """How a recipient was texted already."""

    REWORDED = "reworded"
    SAME_TEXT = "same text"
    OTHER_NAME = "other name"


class Got(NamedTuple):
    """What a recipient has got."""

    kind: Kind
    campaign: str


class Earlier(NamedTuple):
    """What may be an earlier run of a campaign."""

    name: str
    stated: bool
    """Whether the user stated the name."""
    until: float
    """When this run began, in seconds since 1970."""
    perhaps: frozenset[str] = frozenset()
    """Other campaigns that may be this one."""

    @property
    def since(self) -> float:
        """From when on a message of another campaign is a recent one."""
        return self.until - RECENT_DAYS * 86_400

    def among(self, journal: Journal, numbers: Iterable[list[str]]) -> Earlier:
        """With the other campaigns that may be this one.

        :param numbers: the canonical numbers of the list, in batches.
        """
        reached = {} if self.stated else journal.reached(self.name, self.since, self.until)
        if not reached:
            return self
        shared = defaultdict[str, set[int]](set)  # a person can be in several batches
        for batch in numbers:
            for each, people in journal.shared(self.name, batch, self.since, self.until).items():
                shared[each] |= people
        return self._replace(perhaps=frozenset(each for each in reached if 2 * len(shared[each]) > reached[each]))

    def got(self, journal: Journal, message: Outgoing) -> Got | None:
        """What the recipient of a message that is still to be sent has got already."""
        if journal.settled(self.name, message.to, message.body):
            return None
        found = None
        for each in journal.got(message, self.until):
            recent = each.at >= self.since
            if each.campaign == self.name:
                return Got(Kind.REWORDED, self.name)  # the text itself would be settled
            if each.same_text and (recent or not self.stated):
                found = Got(Kind.SAME_TEXT, each.campaign)
            elif found is None and recent and each.of_list and each.campaign in self.perhaps:
                found = Got(Kind.OTHER_NAME, each.campaign)
        return found


def said(changed: Counter[Got]) -> str:
    """Who got what, as a question begins."""
    parts: list[str] = []
    if count := sum(count for (kind, _), count in changed.items() if kind is Kind.REWORDED):
        parts.append(f"{plural(count, 'recipient')} already got an earlier wording of this campaign")
    for (kind, campaign), count in changed.items():
        if kind is Kind.SAME_TEXT:
            parts.append(f"{plural(count, 'recipient')} already got this very text as campaign {campaign!r}")
        elif kind is Kind.OTHER_NAME:
            parts.append(
                f"{plural(count, 'recipient')} got campaign {campaign!r} in the last {RECENT_DAYS} days, which may be this one under "
                f"its old name (if it is not, give this one a name of its own with {called('campaign')})"
            )
    return "; ".join(parts)
