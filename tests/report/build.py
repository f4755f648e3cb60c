"""Builds a result from a short YAML description: files with their lines, findings that name the text they are about.

``find: text`` finds that text in the line and so gives the columns; ``find: ""`` with ``at: end`` is the end of the line.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from smslint.finding import Confidence, Finding, Fix, Label, Location, Severity
from smslint.report import ReportOptions, RuleSummary
from smslint.result import CostRange, MessageResult, Result
from smslint.span import Span

Spec = dict[str, Any]


def result(spec: Spec) -> Result:
    """The result that a case describes."""
    files = {path: text.split("\n") for path, text in spec.get("files", {}).items()}
    return Result(
        files=spec.get("file_count", len(files)),
        messages=tuple(_message(one) for one in spec.get("messages", [])),
        findings=tuple(_finding(one, files) for one in spec.get("findings", [])),
        version="1.2.3",
        numbering_plan="9.9.9",
        suppressed=spec.get("suppressed", 0),
    )


def options(spec: Spec) -> ReportOptions:
    """The options that a case asks for."""
    rules = {code: RuleSummary(**rule) for code, rule in spec.get("rules", {}).items()}
    return ReportOptions(rules=rules, **spec.get("options", {}))


_MESSAGE: Spec = {"path": None, "key": None, "line": 1, "column": 1, "kind": "transactional", "kind_inferred": False}
_WITHOUT: Spec = {"locale": None, "dialect": "plain", "least_witness": None, "most_witness": None}
_FINDING: Spec = {"severity": "warning", "confidence": "high", "name": "some-rule"}


def _message(spec: Spec) -> MessageResult:
    spec = _MESSAGE | spec
    least, most = spec.pop("segments", [1, 1])
    costs = tuple(
        CostRange(r, Decimal(lo), None if hi is None else Decimal(hi), cur, at)
        for r, lo, hi, cur, at in spec.pop("cost", [])
    )
    return MessageResult(
        **(
            _WITHOUT
            | spec
            | {"encodings": tuple(spec.get("encodings", ["GSM-7"])), "least": least, "most": most, "cost": costs}
        )
    )


def _location(spec: Spec, files: dict[str, list[str]]) -> Location:
    path, line = spec.get("path"), spec.get("line", 1)
    text = files[path or "-"][line - 1]
    start = len(text) if spec.get("at") == "end" else -1
    for _ in range(spec.get("nth", 1)):
        start = text.index(spec["find"], start + 1) if start < len(text) else start
    end_line, end = line, start + len(spec["find"])
    if "to" in spec:
        end_line, end = spec["to"]
    return Location(path, line, start + 1, end_line, end + 1, text)


def _finding(spec: Spec, files: dict[str, list[str]]) -> Finding:
    spec = _FINDING | spec
    place = spec.pop("place", None)
    location = _location(place, files) if place else None
    here = dict(place or {})
    labels = tuple(
        Label(Span(0, 0), one.pop("text"), _location(here | {"nth": 1} | one, files) if one else None)
        for one in map(dict, spec.pop("labels", []))
    )
    fix = None
    if "fix" in spec:
        one = here | dict(spec.pop("fix"))
        replacement, safe = one.pop("replacement"), one.pop("safe")
        where = _location(one, files) if place else None
        length = len(one.get("find", ""))
        fix = Fix(Span(0, length), replacement, safe, where)
    severity, confidence = Severity.parse(spec.pop("severity")), Confidence(spec.pop("confidence"))
    if "span" in spec:
        spec["span"] = Span(*spec["span"])
    return Finding(severity=severity, confidence=confidence, location=location, labels=labels, fix=fix, **spec)
