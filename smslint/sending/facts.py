"""What the list, the journal and the project know of one recipient, in the words that the rules ask for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.recipients import consent as cells
from smslint.rules import places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sending.journal import Journal

LONGEST_CAP: Final = dt.timedelta(hours=24)
"""No cap that a profile states looks further back."""

_YES: Final = ("express", "implied")


class Consent(NamedTuple):
    """What is known of the recipient's consent: for the rules on consent, and for those that ask about its kind."""

    kind: str | None
    facts: Mapping[str, Any]


def consent(row: Mapping[str, str], stated: str | None, *, required: bool) -> Consent:
    """The consent of a row of a list; where the row has none, what the project states for everybody.

    :param row: ``consent`` and ``opt_out`` as their cells read.
    :param required: the project texts nobody whose consent is unknown.
    """
    cell, opt_out = row.get("consent"), row.get("opt_out", "")
    kind = cells.kind(cell, opt_out, stated)
    if cells.meaning(opt_out) == cells.YES:
        return Consent(kind, {"opted_out": True})
    if kind == "none":
        return Consent(kind, {"no_consent": True})
    unknown = kind not in _YES and (required or cell is not None)
    return Consent(kind, {"consent_unknown": True} if unknown else {})


def from_row(row: Mapping[str, str], region: str | None) -> dict[str, Any]:
    """The facts that rules read as the list has them: the recipient's zone and state, whether it is there twice, and which
    merge fields it leaves empty (``empty_fields``, one a line).

    :param region: of the number.
    """
    found: dict[str, Any] = {**places.facts(row.get("zone", ""), row.get("state", ""), region)}
    if row.get("duplicate"):
        found["duplicate_of"] = True
    if row.get("empty_fields"):
        found["empty_fields"] = row["empty_fields"].split("\n")
    return found


def from_journal(journal: Journal | None, number: str, at: dt.datetime) -> dict[str, Any]:
    """What the recipient got before, for the frequency caps. Nothing is known without a journal."""
    if journal is None:
        return {}
    return {"sent": journal.sent_times(number, at - LONGEST_CAP)}
