"""Where the exports and webhooks of providers have the sender, the text, the date and the direction of an inbound message.

Names are compared as :func:`smslint.recipients.header_names.normal` writes them. A name of several parts leads into an object, as JSON Lines
of webhooks have them.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from typing import TYPE_CHECKING, Any, Final

from smslint.recipients.header_names import normal
from smslint.recipients.nested import is_nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SENDER: Final = (
    "from",
    "fromnumber",  # Plivo's logs
    "fromphone",
    "sender",
    "originator",  # MessageBird
    "originationnumber",  # AWS End User Messaging
    "phone",
    "phonenumber",
    "mobile",
    "msisdn",  # Vonage
    "contact",
    "data.payload.from.phonenumber",  # Telnyx
    "payload.from.phonenumber",
    "from.phonenumber",
    "data.from",  # Twilio's event streams
    "sender.contact.identifiervalue",  # Bird
    "payload.sender.contact.identifiervalue",
    "message.originationnumber",  # AWS, in the envelope of SNS
)
BODY: Final = (
    "body",
    "messagebody",  # AWS
    "message",
    "text",  # Vonage, Telnyx, Plivo
    "content",
    "reply",
    "msg",
    "data.payload.text",
    "payload.text",
    "data.body",
    "body.text.text",  # Bird
    "payload.body.text.text",
    "message.messagebody",
)
DATE: Final = (
    "date",
    "datesent",
    "sentdate",
    "senttime",
    "datecreated",
    "createdat",
    "createddatetime",  # MessageBird
    "receivedat",  # Sinch
    "received",
    "datereceived",  # Vonage's reports
    "messagetimestamp",  # Vonage's webhooks
    "messagetime",  # Plivo
    "timestamp",
    "time",
    "data.payload.receivedat",
    "payload.receivedat",
    "data.occurredat",
    "data.timestamp",
    "payload.createdat",
)
DIRECTION: Final = (
    "direction",
    "messagedirection",  # Plivo
    "type",
    "data.payload.direction",
    "payload.direction",
)
LOCALE: Final = ("locale", "language", "lang")
_EPOCHS: Final = {10: 1, 13: 1000}
"""Seconds and milliseconds since 1970, by their number of digits."""


class Place:
    """Where the rows of a file have something: a column, or a value inside an object in a column."""

    def __init__(self, columns: Sequence[str], names: Sequence[str]) -> None:
        known = [normal(each) for each in columns]
        parts = [name.split(".") for name in names]
        self._found = [(known.index(first), rest) for first, *rest in parts if first in known]

    @classmethod
    def column(cls, at: int) -> Place:
        """A whole column."""
        found = cls((), ())
        found._found = [(at, [])]
        return found

    def __bool__(self) -> bool:
        return bool(self._found)

    def of(self, cells: Sequence[str]) -> str:
        """Its text in a row; empty if it has none."""
        for at, rest in self._found:
            cell = cells[at] if at < len(cells) else ""
            if not rest and not is_nested(cell):
                return cell
            if rest and is_nested(cell) and (found := _inside(cell, rest)):
                return found
        return ""


def _inside(cell: str, path: Sequence[str]) -> str:
    try:
        value: Any = json.loads(cell)
    except (ValueError, RecursionError):
        return ""
    for name in path:
        if isinstance(value, str) and is_nested(value):
            value = _object(value)
        if not isinstance(value, dict):
            return ""
        value = next((each for key, each in value.items() if normal(str(key)) == name), None)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def moments(cell: str) -> Iterator[dt.datetime]:
    """A date and time in a form of a provider: ISO 8601, RFC 2822, or a number since 1970; UTC without an offset. None for others.

    A date without a time is none: it decides nothing about the order of two messages.
    """
    text = cell.strip().removesuffix(" UTC")
    if len(text) <= len("2026-11-23") and not text.isdecimal():
        return
    if text.isascii() and text.isdecimal():
        if len(text) in _EPOCHS:
            yield dt.datetime.fromtimestamp(int(text) / _EPOCHS[len(text)], dt.UTC)
        return
    for read in (dt.datetime.fromisoformat, _with_offset, email.utils.parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        yield found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        return


def _with_offset(text: str) -> dt.datetime:
    """``2020-06-30 15:50:55 +0000``, as Vonage's reports have it."""
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
