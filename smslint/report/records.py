"""The result as plain dictionaries: the shape of ``--format json`` version 1, which JSON Lines shares.

The shape is published as ``schema/output.v1.schema.json``. It may grow; no member is ever renamed or removed within version 1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from smslint.finding import Location, Severity
from smslint.report.places import location_of, path_of
from smslint.report.width import is_hidden

if TYPE_CHECKING:
    from smslint.finding import Finding, Fix, Label
    from smslint.report.options import ReportOptions
    from smslint.result import CostRange, MessageResult, Result

VERSION = 1

Record: TypeAlias = dict[str, object]


def dumps(value: object, indent: int | None = 2) -> str:
    """JSON that people can read and no terminal obeys: letters as they are, hidden characters as ``\\uXXXX``."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    # json escapes controls up to U+001F itself; the raw line breaks are its own. What it leaves are DEL and C1 controls,
    # direction marks, zero-width characters and lone surrogates, which no encoding can write.
    hidden = {ord(char): json.dumps(char)[1:-1] for char in set(text) if char > "~" and is_hidden(char)}
    return text.translate(hidden) if hidden else text


def tool(result: Result) -> Record:
    """Who made the report, and with which numbering plan."""
    return {"name": "smslint", "version": result.version, "numbering_plan": result.numbering_plan}


def message(message: MessageResult, options: ReportOptions) -> Record:
    """One message. Money is a string, because JSON numbers are not decimal."""
    return {
        "path": path_of(message.path, options),
        "key": message.key,
        "line": message.line,
        "column": message.column,
        "kind": message.kind,
        "kind_inferred": message.kind_inferred,
        "locale": message.locale,
        "dialect": message.dialect,
        "encodings": list(message.encodings),
        "segments": {"least": message.least, "most": message.most},
        "witness": {"least": message.least_witness, "most": message.most_witness},
        "headroom": message.headroom,
        "unbounded_by": message.unbounded_by,
        "cost": [_cost(cost) for cost in message.cost] or None,
        "notes": list(message.notes),
    }


def finding(finding: Finding, options: ReportOptions) -> Record:
    """One finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "confidence": finding.confidence.value,
        "message": finding.message,
        **_place(location_of(finding), options),
        "key": finding.key,
        "why": finding.why,
        "help": finding.help,
        "predicts": finding.predicts or None,
        "labels": [_label(label, options) for label in finding.labels],
        "fix": _fix(finding.fix, options),
        "fingerprint": finding.fingerprint,
        "docs": finding.docs,
    }


def summary(result: Result) -> Record:
    """The counts."""
    counts = {severity.label: result.count(severity) for severity in sorted(Severity, reverse=True)}
    return {"files": result.files, "messages": len(result.messages), **counts, "suppressed": result.suppressed}


def _place(location: Location, options: ReportOptions) -> Record:
    return {
        "path": path_of(location.path, options),
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def _cost(cost: CostRange) -> Record:
    return {
        "region": cost.region,
        "least": f"{cost.least:f}",
        "most": None if cost.most is None else f"{cost.most:f}",
        "currency": cost.currency,
        "as_of": cost.as_of,
    }


def _label(label: Label, options: ReportOptions) -> Record:
    return {"text": label.text, **(_place(label.location, options) if label.location else {})}


def _fix(fix: Fix | None, options: ReportOptions) -> Record | None:
    if fix is None:
        return None
    place = _place(fix.location, options) if fix.location else {}
    return {"safe": fix.safe, "replacement": fix.replacement, **place}
