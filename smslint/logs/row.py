"""One row of a log, whatever file it comes from: texts as they are written, empty where the log says nothing."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """The columns of :data:`smslint.logs.layout.COLUMNS`, in their order."""

    id: str
    part: str
    to: str
    body: str
    sent_at: str
    direction: str
    status: str
    segments: str
    price: str
    """Of the message, or of a segment where the layout says so."""
    fee: str
    currency: str
    error: str
    region: str
    account: str
    split: str
    """Whether it was sent in several segments, where the log does not say in how many."""
