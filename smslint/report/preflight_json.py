"""A preflight as JSON, version 1. Amounts are texts: a float would round them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.prices.money import plain
from smslint.report.recipients_json import record as audit_record

if TYPE_CHECKING:
    from smslint.broadcast.first_rows import Row
    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.savings import Saved
    from smslint.broadcast.sums import Sums
    from smslint.finding import Finding
    from smslint.prices import Money, Totals


def record(result: Broadcast) -> dict[str, Any]:
    """Everything in the text report, with all countries."""
    versions = {
        "now": result.now,
        "most": result.most,
        "fixed": result.fixed,
        "gsm7": result.plain,
        "substituted": result.substituted,
    }
    return {
        "version": 1,
        "template": result.template,
        "provider": result.provider,
        "list": audit_record(result.audit),
        "would_send": result.would_send,
        "refused_whole": result.refused_whole,
        "inexact": result.inexact or None,
        "messages": {name: _sums(sums, result) for name, sums in versions.items() if sums is not None},
        "cost": _cost(result),
        "ucs2": {
            "template": [each.char for each in result.template_offenders],
            "values": [
                {"field": each.field or None, "character": each.char, "messages": times}
                for each, times in result.offenders.most_common()
            ],
        },
        "worst": [
            {"row": each.row, "line": each.line, "segments": each.segments, "units": each.units,
             "encoding": each.encoding, "cause": each.cause, **({"file": each.file} if each.file else {})}
            for each in result.worst
        ],
        "first_rows": {
            "segments": {str(count): list(map(_row, rows)) for count, rows in result.first_rows.segments.items()},
            "ucs2": [
                {"field": each.field or None, "character": each.char, "rows": list(map(_row, rows))}
                for each, rows in result.first_rows.offenders.items()
            ],
        },
        "empty": dict(result.empty),
        "nulls": [{"field": name, "word": word, "rows": times} for (name, word), times in result.nulls.items()],
        "notes": list(result.notes),
        "findings": list(map(_finding, result.findings)),
        "over_limit": list(result.over_limit),
        "list_findings": list(map(_finding, result.list_findings)),
        "filled": [each._asdict() for each in result.filled],
        "complete": result.complete,
        "unknown": [*result.audit.unknown, *result.unknown],
        **({} if result.timing is None else {"plan": result.timing.as_dict()}),
        **({} if result.coverage is None else {"coverage": result.coverage.as_dict()}),
    }  # fmt: skip


def _finding(each: Finding) -> dict[str, str]:
    return {"code": each.code, "name": each.name, "severity": each.severity.label, "message": each.message}


def _row(row: Row) -> dict[str, Any]:
    place = row.place
    return {"row": place.row, "line": row.line, "number": row.number, **({"file": place.file} if place.file else {})}


def _cost(result: Broadcast) -> dict[str, Any] | None:
    """What it costs from the least to the most, by type of sender, and what fixes save; ``None`` without a price."""
    now = result.now
    if not now.as_of:
        return None
    return {
        "least": _money(now.cost[0]),
        "most": _money((result.most or now).cost[1]),
        "as_of": list(now.as_of),
        "stale": any(result.doubt(each.price) for each in now.regions.values()),
        "unpriced": sum(now.unpriced.values()),
        "senders": [
            {"sender": each.sender, "least": _money(each.least), "most": _money(each.most), "unpriced": each.unpriced}
            for each in result.senders
        ],
        "savings": [
            *({"fix": name, **_saved(less)} for name, less in result.saves().items()),
            *(
                {"fix": "character", "character": each.character, "replacement": each.replacement, "messages": each.messages,
                 **_saved(each.saved)}
                for each in result.savings
            ),
        ],
    }  # fmt: skip


def _saved(less: Saved) -> dict[str, Any]:
    return {"segments": less.segments, "least": _money(less.least), "most": _money(less.most)}


def _range(pair: tuple[Money, Money] | None) -> dict[str, str] | None:
    return None if pair is None else {"least": plain(pair[0].amount), "most": plain(pair[1].amount)}


def _sums(sums: Sums, result: Broadcast) -> dict[str, Any]:
    least, most = sums.cost
    return {
        "recipients": sums.recipients,
        "segments": sums.segments,
        "encodings": dict(sums.encodings),
        "histogram": {str(count): times for count, times in sorted(sums.histogram.items())},
        "cost": {"least": _money(least), "most": _money(most), "as_of": list(sums.as_of)} if sums.as_of else None,
        "unpriced": sums.unpriced if sums.as_of else None,
        "countries": {
            region: {
                "recipients": each.recipients,
                "segments": each.segments,
                "cost": None if each.cost is None else {
                    "least": plain(each.cost[0].amount), "most": plain(each.cost[1].amount),
                    "currency": each.cost[0].currency, "as_of": each.price.as_of if each.price else None,
                    "stale": bool(result.doubt(each.price)), "message": _range(each.amount), "carrier_fee": _range(each.carrier_fee),
                },
            }
            for region, each in sorted(sums.regions.items())
        },
    }  # fmt: skip


def _money(totals: Totals) -> dict[str, str]:
    return {money.currency: plain(money.amount) for money in totals}
