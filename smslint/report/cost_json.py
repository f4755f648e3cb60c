"""What a project costs as JSON, version 1: money as strings, ``null`` for what is not known. Members may be added, none is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.report.diff_json import each_sent, ends, held_limit, unknown
from smslint.report.records import VERSION, dumps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.change import Change, Shift
    from smslint.cost.estimate import Estimate, Row
    from smslint.cost.parts import Part
    from smslint.report.records import Record


def json(found: Estimate) -> str:
    """The whole figure as one document."""
    return dumps(as_dict(found)) + "\n"


def as_dict(found: Estimate) -> Record:
    """The document as plain values."""
    return {
        "version": VERSION,
        "tool": {"name": "smslint", "version": found.version},
        "rate_cards": [{"path": each.name, "as_of": each.as_of} for each in found.cards],
        "messages": [_row(each) for each in found.rows],
        "totals": [_total(each) for each in found.totals.sums],
        "countries": [{"regions": list(each.names), **_part(each)} for each in found.countries],
        "kinds": [{"kind": each.names[0], **_part(each)} for each in found.kinds],
        "unknown": unknown(found.totals.unknown, found.reasons),
        "budgets": [held_limit(each) for each in found.held],
        "not_counted": [each._asdict() for each in found.blind],
        "notes": list(found.notes),
        "coverage": None if found.coverage is None else found.coverage.as_dict(),
        "summary": {
            "messages": len(found.rows),
            "known": len(found.rows) - found.totals.unknown,
            "cheaper": sum(each.wording is not None for each in found.rows),
        },
        "ok": not found.fails,
    }


def _row(row: Row) -> Record:
    change, version, wording = row.change, row.version, row.wording
    known = not change.unknown
    return {
        "path": version.path,
        "key": version.key,
        "line": version.line,
        "kind": version.kind,
        "kind_known": version.kind_known,
        "regions": list(version.regions),
        "segments": {"least": version.least, "most": version.most},
        "encodings": list(version.encodings),
        "unbounded_by": version.unbounded_by if version.most is None else None,
        "each": each_sent(change.each_before.costs) or None,
        "monthly_volume": None if change.volume is None else change.volume.monthly,
        "monthly": _sums(change.monthly) if known else None,
        "unknown": change.unknown or None,
        "cheapest": None
        if wording is None
        else {
            "steps": [{"step": each.name, "what": each.what or None} for each in wording.steps],
            "segments": {"least": wording.least, "most": wording.most},
            "encodings": list(wording.encodings),
            "each": each_sent(change.each_after.costs) or None,
            "monthly": _sums(change.monthly, then=True) if known else None,
            "saves": _saved(change) if known else None,
        },
    }


def _sums(sums: Iterable[Shift], *, then: bool = False) -> list[Record]:
    return [{"currency": each.currency, **ends(each.after if then else each.before)} for each in sums]


def _saved(change: Change) -> list[Record]:
    return [{"currency": each.currency, **ends(each.before.minus(each.after))} for each in change.monthly]


def _total(shift: Shift) -> Record:
    return {
        "currency": shift.currency,
        **ends(shift.before),
        "cheapest": ends(shift.after),
        "saves": ends(shift.before.minus(shift.after)),
    }


def _part(part: Part) -> Record:
    return {"messages": part.messages, "unknown": part.unknown, "monthly": [_total(each) for each in part.sums]}
