"""``--format sarif``: SARIF 2.1.0 (OASIS), for code scanning and viewers; with fixes, fingerprints and relative URIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.report import phrases, records
from smslint.report.locations import uri_of
from smslint.report.width import visible

if TYPE_CHECKING:
    from smslint.finding import Finding, Location
    from smslint.report.options import ReportOptions, RuleSummary
    from smslint.report.records import Record
    from smslint.result import Result

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_MAX_SNIPPET = 1000  # a minified file is a single line, and every finding in it would include all of it
_RANKS = {"high": 90.0, "medium": 60.0, "low": 30.0}


def render(result: Result, options: ReportOptions) -> str:
    """One log with one run. It lists only rules that have a finding."""
    examples = {finding.code: finding for finding in result.findings}
    codes = sorted(examples)
    driver: Record = {"name": "smslint", "rules": [_rule(examples[code], options.rules.get(code)) for code in codes]}
    if result.version:
        driver["version"] = result.version
    index = {code: position for position, code in enumerate(codes)}
    run: Record = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.code], options) for finding in result.findings],
    }
    if result.coverage is not None and (notes_of_run := [*phrases.coverage(result)]):
        notes = [{"level": "note", "message": {"text": _unlinked(each)}} for each in notes_of_run]
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": notes}]
    return records.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(finding: Finding, rule: RuleSummary | None) -> Record:
    """The description of a rule: from the rule itself, else from one of its findings."""
    severity = rule.severity if rule else finding.severity
    record: Record = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": visible(rule.summary if rule and rule.summary else finding.name)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "help": _help(finding, rule),
        "properties": {"tags": ["sms", finding.code.rstrip("0123456789")], "precision": finding.confidence.value},
    }
    if rule and rule.why:
        record["fullDescription"] = {"text": rule.why}
    if address := (rule.url if rule else "") or finding.source_url:
        record["helpUri"] = address
    return record


def _help(finding: Finding, rule: RuleSummary | None) -> Record:
    why = (rule.why if rule else "") or finding.why
    fix = (rule.help if rule else "") or finding.help
    more = f"smslint rule {finding.code}"
    text = "\n\n".join(
        part.strip() for part in (why, fix, f"{more} prints the rule, its sources and examples.") if part
    )
    markdown = "\n\n".join(
        part.strip()
        for part in (
            f"**{finding.code}** {finding.name}",
            why,
            fix,
            f"`{more}` prints the rule, its sources and examples.",
        )
        if part
    )
    return {"text": text, "markdown": markdown}


def _result(finding: Finding, index: int, options: ReportOptions) -> Record:
    location = finding.place
    parts = [finding.message, finding.help]
    record: Record = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "rank": _RANKS[finding.confidence.value],
        "message": {"text": _unlinked(" ".join(part for part in parts if part))},
        "locations": [_location(location, options, finding.key)],
    }
    related = [
        {"id": number, "message": {"text": _unlinked(label.text)}, **_location(label.location, options)}
        for number, label in enumerate(finding.labels)
        if label.location is not None
    ]
    if related:
        record["relatedLocations"] = related
    if finding.fingerprint:
        record["partialFingerprints"] = {"smslint/v1": finding.fingerprint}
    if fix := _fix(finding, options):
        record["fixes"] = [fix]
    extra = {
        "confidence": finding.confidence.value,
        "why": finding.why,
        "predicts": finding.predicts,
        "source": finding.source_url,
        "sources_differ": finding.sources_differ,
    }
    record["properties"] = {name: value for name, value in extra.items() if value}
    return record


def _unlinked(text: str) -> str:
    """Escape the brackets of ``[text](target)``, so that the text of a message never becomes a link (SARIF 3.11.6)."""
    return _LINK.sub(r"\\[", text)


def _location(location: Location, options: ReportOptions, key: str | None = None) -> Record:
    record: Record = {}
    if location.path is not None:
        region = _region(location)
        if 0 < len(location.excerpt) <= _MAX_SNIPPET:
            region["snippet"] = {"text": location.excerpt}
        record["physicalLocation"] = {"artifactLocation": _artifact(location.path, options), "region": region}
    if key is not None:
        record["logicalLocations"] = [{"fullyQualifiedName": key, "kind": "member"}]
    return record


def _region(location: Location) -> Record:
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _artifact(path: str, options: ReportOptions) -> Record:
    return {"uri": uri_of(path, options), "uriBaseId": "%SRCROOT%"}


def _fix(finding: Finding, options: ReportOptions) -> Record | None:
    fix = finding.fix
    if fix is None or fix.location is None or fix.location.path is None:
        return None
    replacements: list[Record] = [
        {"deletedRegion": _region(each.location), "insertedContent": {"text": each.replacement}}
        for each in finding.fixes
        if each.location is not None and each.location.path == fix.location.path and each.safe is fix.safe
    ]
    change = {"artifactLocation": _artifact(fix.location.path, options), "replacements": replacements}
    note = "safe" if fix.safe else "unsafe: review before applying"
    return {"description": {"text": f"{finding.help or finding.name} ({note})"}, "artifactChanges": [change]}
