"""The contents of a send journal: states, rows and claims as values, and its tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.errors import JournalError
from smslint.report.width import visible
from smslint.sealed import sealed
from smslint.sending.mask import holds_number

if TYPE_CHECKING:
    from smslint.sending.receipt import Receipt

VERSION: Final = 1
APPLICATION_ID: Final = 0x534D534C  # "SMSL"

# A claim reserves space for everything that settling it will write. So a full disk stops the claim, before the request, and
# not the settling after it.
ROOM: Final = 2048

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL,
  recipient TEXT NOT NULL,   -- keyed hash of the canonical number
  body TEXT NOT NULL,        -- keyed hash of the rendered body
  masked TEXT NOT NULL,      -- the number as it may be shown
  list_row INTEGER,
  state TEXT NOT NULL CHECK (state IN ('queued', 'attempting', 'accepted', 'refused', 'failed', 'in_doubt')),
  owner TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  queued_at REAL NOT NULL,
  attempted_at REAL,
  finished_at REAL,
  request_id TEXT,
  message_id TEXT,
  status_url TEXT,
  note TEXT,
  room BLOB,
  UNIQUE (campaign, recipient, body)
) STRICT;
CREATE TABLE IF NOT EXISTS charge (  -- messages that count against the budget of their campaign
  message INTEGER PRIMARY KEY REFERENCES message (id)
) STRICT;
CREATE TABLE IF NOT EXISTS spent (
  campaign TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount TEXT NOT NULL,  -- decimal
  PRIMARY KEY (campaign, currency)
) STRICT;
CREATE TABLE IF NOT EXISTS allowed (  -- attempts of agents, which count against their limits
  at REAL NOT NULL,
  currency TEXT NOT NULL,
  amount TEXT NOT NULL  -- decimal
) STRICT;
CREATE TABLE IF NOT EXISTS suppression (  -- lists of numbers not to text
  list TEXT PRIMARY KEY,     -- keyed hash of the path
  numbers INTEGER NOT NULL,  -- how many it had
  seen_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS suppression_sample (
  list TEXT PRIMARY KEY,     -- as in suppression
  hashes BLOB NOT NULL,      -- the smallest keyed hashes of its numbers, in order
  seen_at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS message_recipient ON message (recipient, attempted_at);
CREATE INDEX IF NOT EXISTS message_state ON message (state);
"""


class State(StrEnum):
    """The states of a row. A crash turns ``attempting`` into ``in_doubt``, never back into ``queued``."""

    QUEUED = "queued"
    ATTEMPTING = "attempting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The gate refused; it is checked again when the send is resumed."""
    FAILED = "failed"
    """The provider refused."""
    IN_DOUBT = "in_doubt"
    """The request may have been accepted. Only a person decides what to do."""


class Resolution(StrEnum):
    """A person's decision about a row in doubt."""

    AS_SENT = "as_sent"
    RESEND = "resend"


@sealed
@dataclass(frozen=True, slots=True)
class Entry:
    """A message in the journal."""

    id: int
    state: State
    to: str = field(repr=False)


@sealed
@dataclass(frozen=True, slots=True)
class Claim:
    """The result of a claim. Only a granted claim may be sent, and it must be settled."""

    entry: Entry
    granted: bool
    state: State
    receipt: Receipt | None = None
    """If the message was already accepted: the provider's answer."""
    note: str | None = None
    """The journal's note on a row that was not granted."""
    over_budget: bool = False
    """Not granted because the campaign would cost more than its budget."""
    over_limit: str = ""
    """If it was not granted because agents would exceed a limit with it: which one, in words."""
    reworded: bool = False
    """Not granted because another process sent the recipient another text of the campaign in the meantime."""


class Row(NamedTuple):
    """One row, safe to show and export. Times are seconds since 1970, UTC."""

    id: int
    campaign: str
    masked: str
    list_row: int | None
    state: State
    attempts: int
    queued_at: float
    attempted_at: float | None
    finished_at: float | None
    request_id: str | None
    message_id: str | None
    status_url: str | None
    note: str | None


COLUMNS: Final = ", ".join(Row._fields)
SENT: Final = "state IN ('accepted', 'in_doubt', 'attempting')"
"""The condition, in SQL, for a message that its recipient got or may have got."""


def as_row(found: tuple[Any, ...]) -> Row:
    """A row from the database."""
    row = Row(*found)
    return row._replace(state=State(row.state))


def moment(seconds: float) -> dt.datetime:
    """A time of a row.

    :raises JournalError: if no calendar has it: the file was damaged.
    """
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise JournalError(
            "the journal has a message at a time that does not exist: restore it from a backup"
        ) from None


def storable(receipt: Receipt, number: str) -> tuple[str | None, ...]:
    """The texts of a receipt that may be stored: short, visible, and without the number."""
    parts = ((receipt.request_id, 100), (receipt.message_id, 100), (receipt.status_url or "", 400))
    return tuple(
        text if text and len(text) <= most and visible(text) == text and not holds_number(text, number) else None
        for text, most in parts
    )
