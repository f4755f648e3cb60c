"""The result as plain dictionaries: the shape of ``--format json`` version 1, which JSON Lines shares.

The shape is published as ``schema/output.v1.schema.json``. It may grow; no member is ever renamed or removed within version 1.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from smslint.finding import Location, Severity
from smslint.report.places import location_of, path_of

if TYPE_CHECKING:
    from smslint.finding import Finding, Fix, Label
    from smslint.report.options import ReportOptions
    from smslint.result import CostRange, MessageResult, Result

VERSION = 1

Record: TypeAlias = dict[str, object]

# What json leaves raw although a terminal obeys it or a person cannot see it: C1 controls, DEL, bidirectional controls,
# zero-width characters, line and paragraph separators, tags; and lone surrogates, which no encoding can write.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)


def dumps(value: object, indent: int | None = 2) -> str:
    """JSON that people can read and no terminal obeys: letters as they are, hidden characters as ``\\uXXXX``."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return text if text.isascii() and "\x7f" not in text else _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


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
