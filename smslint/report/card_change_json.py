"""What a new rate card changes as JSON, version 1: money as strings, ``null`` for what is not known. Members may be added, none is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.prices.money import plain
from smslint.report.diff_json import compared, each_sent, unknown
from smslint.report.records import VERSION, dumps

if TYPE_CHECKING:
    from smslint.cost.card_change import CardChange
    from smslint.cost.change import Change
    from smslint.prices import Price, RateCard
    from smslint.report.records import Record


def json(found: CardChange) -> str:
    """The whole comparison as one document."""
    return dumps(as_dict(found)) + "\n"


def as_dict(found: CardChange) -> Record:
    """The document as plain values."""
    return {
        "version": VERSION,
        "tool": {"name": "smslint", "version": found.version},
        "old": _card(found.old, found.dates[0]),
        "new": _card(found.new, found.dates[1]),
        "prices": [
            {
                "region": each.region,
                "before": _price(each.before),
                "after": _price(each.after),
                "changed": not each.same,
            }
            for each in found.prices
        ],
        "project": _project(found) if found.priced else None,
        "notes": list(found.notes),
    }


def _card(card: RateCard, as_of: str | None) -> Record:
    return {"name": card.name, "as_of": as_of, "newest": card.newest}


def _price(found: Price | None) -> Record | None:
    if found is None:
        return None
    return {"currency": found.currency, "least": plain(found.least), "most": plain(found.most), "as_of": found.as_of}


def _project(found: CardChange) -> Record:
    return {
        "messages": [_row(each) for each in found.rows],
        "totals": [compared(each) for each in found.totals.sums],
        "countries": [
            {
                "regions": list(each.names),
                "messages": each.messages,
                "unknown": each.unknown,
                "monthly": [compared(shift) for shift in each.sums],
            }
            for each in found.countries
        ],
        "unknown": unknown(found.totals.unknown, found.reasons),
        "not_counted": [each._asdict() for each in found.blind],
        "coverage": None if found.coverage is None else found.coverage.as_dict(),
    }


def _row(row: Change) -> Record:
    version = row.version
    return {
        "path": version.path,
        "key": version.key,
        "line": version.line,
        "segments": {"least": version.least, "most": version.most},
        "each": {"before": each_sent(row.each_before.costs) or None, "after": each_sent(row.each_after.costs) or None},
        "monthly_volume": None if row.volume is None else row.volume.monthly,
        "monthly": None if row.unknown else [compared(each) for each in row.monthly],
        "unknown": row.unknown or None,
    }
