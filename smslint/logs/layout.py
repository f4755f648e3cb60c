"""Layouts of message logs: which column of a provider's file means what. Data: ``rules/logs``, and ``logs:`` of a configuration."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.data import data_path
from smslint.prices.amounts import CURRENCIES
from smslint.records import NamedTuple
from smslint.rules import packfile
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from smslint.settings import Node

COLUMNS: Final = (
    "id", "part", "to", "body", "sent_at", "direction", "status", "segments", "total_price", "carrier_fee", "currency",
    "error_code", "region", "account", "split",
)  # fmt: skip
"""What a row says, in the order of :class:`smslint.logs.row.Row`."""
PER_SEGMENT: Final = "price_per_segment"
"""A column in place of ``total_price``: the price of one segment."""
NAMES: Final = (*COLUMNS, PER_SEGMENT)
_STATED: Final = (
    "columns", "records", "provider", "currency", "rows_are", "add_carrier_fee", "prefixes", "inbound", "open", "passing", "delivered",
    "undelivered", "failed", "canceled", "no_error",
)  # fmt: skip


class Layout(NamedTuple):
    """One kind of log."""

    name: str
    title: str
    columns: Mapping[str, str]
    """The column of a file, or the path into a record of JSON (``to[0].phone_number``), for names of :data:`NAMES`. ``[]`` stands for
    each item of a list: a row for each."""
    provider: str = ""
    records: str = ""
    """Where a document of JSON has its records, as a path."""
    marks: tuple[str, ...] = ()
    """The columns by which a file is recognised, by our names."""
    currency: str = ""
    """The currency of rows that do not name one."""
    rows_are: str = "message"
    """Whether a row is a ``message`` or one ``part`` of it."""
    add_carrier_fee: bool = False
    """Whether the carrier fee is not in the price."""
    inbound: tuple[str, ...] = ("inbound",)
    """The directions of messages that were received."""
    open: tuple[str, ...] = ()
    """The states of a message that is still on its way: what such a row says of segments and prices is not final."""
    passing: tuple[str, ...] = ()
    """States that are final unless another row of the message says more: the message was sent and is billed."""
    delivered: tuple[str, ...] = ()
    """The states of a message that arrived."""
    undelivered: tuple[str, ...] = ()
    """The states of a message that was sent, and billed, and did not arrive."""
    failed: tuple[str, ...] = ()
    """The states of a message that could not be sent: where the log has no price, nothing was billed."""
    canceled: tuple[str, ...] = ()
    """The states of a message that nobody tried to send: it is in no figure."""
    prefixes: tuple[str, ...] = ()
    """What the provider may put in front of a text."""
    no_error: tuple[str, ...] = ()
    """What stands in the column of error codes where there was none."""


@lru_cache(maxsize=1)
def included() -> tuple[Layout, ...]:
    """The layouts that are included, by name."""
    return tuple(read(path) for path in sorted((data_path("rules") / "logs").glob("*.yaml")))


def read(path: Path) -> Layout:
    """A layout from its file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path)
    top.only(
        ("layout", "title", "marks", "sources", "notes", "confidence", *_STATED),
        ("layout", "title", "columns", "marks", "sources"),
    )
    packfile.sources(top)
    marks = top.texts("marks")
    found = _layout(top, top.text("layout"), top.text("title"))
    for at, mark in enumerate(marks):
        if mark not in found.columns:
            top.fail(f"{shown(mark)} is none of its columns", "marks", at)
    return found._replace(marks=marks)


def own_layouts(node: Node) -> tuple[Layout, ...]:
    """The project's own layouts, by the names under ``logs:``.

    :raises ConfigError: with the file, the line and the key.
    """
    stated = node.named()
    return tuple(
        _layout(stated.child(name, "{columns: {body: Text}}").only(_STATED, ("columns",)), name, f"logs.{name}")
        for name in stated.values
    )


def _layout(node: Node, name: str, title: str) -> Layout:
    columns = node.child("columns", "{id: Sid, body: Body}").only(NAMES)
    named = {str(key): columns.filled(str(key)) for key in columns.values}
    if not named:
        node.fail("names no column: write which column means what, such as {body: Text}", "columns")
    if "total_price" in named and PER_SEGMENT in named:
        columns.fail("there is a total_price already: name one of both", PER_SEGMENT)
    lists = {path.rpartition("[]")[0] for path in named.values() if "[]" in path}
    if len(lists) > 1:
        node.fail("has paths into several lists: one row cannot be an item of each", "columns")
    currency = (node.optional("currency") or "").upper()
    if currency and currency not in CURRENCIES:
        node.fail(f"{shown(currency)} is not a currency: write its three letters, such as USD", "currency")
    default = Layout(name, title, named)
    return default._replace(
        provider=node.text("provider", ""),
        records=node.text("records", ""),
        currency=currency,
        rows_are=node.choice("rows_are", ("message", "part"), "message"),
        add_carrier_fee=node.flag("add_carrier_fee", default=False),
        inbound=_words(node, "inbound") or default.inbound,
        open=_words(node, "open"),
        passing=_words(node, "passing"),
        delivered=_words(node, "delivered"),
        undelivered=_words(node, "undelivered"),
        failed=_words(node, "failed"),
        canceled=_words(node, "canceled"),
        prefixes=node.texts("prefixes"),
        no_error=_words(node, "no_error"),
        marks=tuple(named),
    )


def _words(node: Node, key: str) -> tuple[str, ...]:
    return tuple(each.lower() for each in node.texts(key))


def steps(path: str) -> tuple[str | int, ...]:
    """A path into JSON as keys and indexes: ``to[0].phone_number`` is ``("to", 0, "phone_number")``."""
    found: list[str | int] = []
    for part in path.split("."):
        key, _, index = part.partition("[")
        found.append(key)
        if index.rstrip("]"):
            found.append(int(index.rstrip("]")))
    return tuple(found)
