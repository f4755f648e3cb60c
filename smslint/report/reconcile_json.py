"""The reconciliation as JSON, version 1: money as strings, ``null`` for what is not known. Members may be added, none is renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import relative
from smslint.prices.money import plain
from smslint.report.records import VERSION, dumps

if TYPE_CHECKING:
    from pathlib import PurePath

    from smslint.project.volumes import Volume
    from smslint.reconcile.record import Line, Proposal, Reason, Reconciliation, Sums
    from smslint.report.records import Record


def json(found: Reconciliation, root: PurePath | None = None) -> str:
    """The whole reconciliation as one document.

    :param root: paths below it are written relative to it.
    """
    return dumps(as_dict(found, root)) + "\n"


def as_dict(found: Reconciliation, root: PurePath | None = None) -> Record:
    """The document as plain values."""
    period = found.period
    return {
        "version": VERSION,
        "tool": {"name": "smslint", "version": found.version},
        "log": {
            "path": relative(found.log, root),
            "layout": found.layout,
            "rows": found.rows,
            "first": None if period is None else period.first.isoformat(),
            "last": None if period is None else period.last.isoformat(),
        },
        "templates": [_line(each, root) for each in found.lines],
        "ambiguous": [
            {"templates": [_name(line, root) for line in each.lines], **_sums(each.sums)} for each in found.ambiguous
        ],
        "unmatched": {**_sums(found.unmatched), "reasons": [_reason(each, root) for each in found.reasons]},
        "values": {name: _proposal(each) for name, each in found.values.items()},
        "volumes": {name: volume(each) for name, each in found.volumes.items()},
        **({} if found.coverage is None else {"coverage": found.coverage.as_dict(root)}),
        "notes": list(found.notes),
        "summary": {
            "messages": found.messages,
            "matched": found.matched,
            "ambiguous": sum(each.sums.messages for each in found.ambiguous),
            "unmatched": found.unmatched.messages,
            "cut": found.cut,
            "pending": found.pending,
            "canceled": found.canceled,
            "received": found.received,
            "repeated": found.repeated,
        },
    }


def _name(line: Line, root: PurePath | None) -> Record:
    return {"path": relative(line.path, root), "key": line.key, "locale": line.locale}


def _line(line: Line, root: PurePath | None) -> Record:
    sums = _sums(line.sums)
    return {
        **_name(line, root),
        "line": line.line,
        "kind": line.kind,
        "matched": sums.pop("messages"),
        **sums,
        "causes": [each._asdict() for each in line.causes],
        "recognisable": line.recognisable,
    }


def _sums(sums: Sums) -> Record:
    return {
        "messages": sums.messages,
        "segments": {
            "billed": sums.billed,
            "counted": sums.counted,
            "unknown": sums.unbilled,
            "uncounted": sums.uncounted,
        },
        "spend": [
            {"currency": currency or None, "amount": plain(amount)} for currency, amount in sorted(sums.spend.items())
        ],
        "unpriced": sums.unpriced,
        "failures": [{"code": code, "messages": count} for code, count in sums.failures.items()],
        "regions": {region: count for region, count in sorted(sums.regions.items()) if region},
    }


def _reason(reason: Reason, root: PurePath | None) -> Record:
    return {
        "reason": reason.reason,
        "messages": reason.messages,
        "rows": list(reason.rows),
        "template": None if reason.line is None else _name(reason.line, root),
        "placeholder": reason.placeholder,
    }


def _proposal(proposal: Proposal) -> Record:
    return {"min": proposal.least, "max": proposal.most, "charset": proposal.charset}


def volume(found: Volume) -> Record:
    """A volume as an entry of ``volumes:``."""
    shares = {region: 1 if share == 1 else float(share) for region, share in found.shares}
    return {"monthly": found.monthly, **({"regions": shares} if shares else {})}
