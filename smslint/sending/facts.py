"""What a list and the journal know of one recipient, as facts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from smslint.recipients import consent as cells
from smslint.recipients.whereabouts import place_facts
from smslint.rules.facts import NOTHING, Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sending.journal.journal import Journal

LONGEST_CAP: Final = dt.timedelta(hours=24)
"""No cap that a profile states looks further back."""


def of_row(row: Mapping[str, str], region: str | None, left: str | None = None) -> Facts:
    """What the cells of a row say of its recipient. A zone or a state that nobody can read says nothing.

    :param row: the cells of the columns for ``consent``, ``opt_out``, ``zone``, ``state`` and ``locale``, where there are any.
    :param region: of the number.
    :param left: what the columns of opt-outs say, as :func:`smslint.recipients.consent.leaving` has it; else the cell ``opt_out`` says it.
    """
    left = cells.leaves(row.get("opt_out", "")) if left is None else left
    consent = cells.kind(row["consent"], left, None) or cells.UNKNOWN if "consent" in row else None
    if left == cells.UNKNOWN:
        consent = consent or cells.UNKNOWN
    return place_facts(row.get("zone", ""), row.get("state", ""), region)._replace(
        consent=consent,
        opted_out=True if left == cells.YES else None,
        locale=row.get("locale") or None,
    )


def from_journal(journal: Journal | None, number: str, at: dt.datetime) -> Facts:
    """What the recipient got before, for the frequency caps. Without a journal this is unknown."""
    return NOTHING if journal is None else Facts(sent=tuple(journal.sent_times(number, at - LONGEST_CAP)))
