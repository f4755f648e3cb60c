"""Facts about one recipient from a list and from the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.broadcast.history import LONGEST_CAP
from smslint.recipients import consent as cells
from smslint.recipients.whereabouts import place_facts
from smslint.rules.facts import NOTHING, Facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from smslint.sending.journal.journal import Journal


def of_row(row: Mapping[str, str], region: str | None, left: str | None = None) -> Facts:
    """The facts in a row. An invalid zone or state is ignored.

    :param row: the cells of the columns for ``consent``, ``opt_out``, ``zone``, ``state`` and ``locale``, if they exist.
    :param region: the region of the number.
    :param left: the result of :func:`smslint.recipients.consent.leaving`; by default the cell ``opt_out`` is used.
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
    """Earlier messages to the recipient, for frequency caps. Unknown without a journal."""
    return NOTHING if journal is None else Facts(sent=tuple(journal.sent_times(number, at - LONGEST_CAP)))
