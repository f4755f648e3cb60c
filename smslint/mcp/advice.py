"""Findings and gaps as an agent can act on them: the rule, the detail, the fix, and the argument that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.coverage import Coverage
    from smslint.finding import Finding, Fix

_ARGUMENTS: Final = {
    "kind": (
        "kind",
        "what the message is for: marketing, transactional or otp. Without it the rules for marketing may or may not apply",
    ),
    "regions": ("regions", "the countries of the recipients, such as [US]: each has rules of its own"),
    "provider": (
        "provider",
        "who sends it: providers replace characters, split texts and refuse words in different ways",
    ),
    "brand": ("brand", "the name of the company that sends it, which many messages must state"),
    "sender.type": ("sender", "what it is sent from: long_code, toll_free, short_code or alphanumeric"),
    "sender": ("sender", "what it is sent from: long_code, toll_free, short_code or alphanumeric"),
}
"""What a check lacks, to the argument that gives it and why it matters."""
RECIPIENT: Final = {
    "argument": "to", "why": "the recipient: whether the number exists and can be texted, and, with at, its quiet hours",
}  # fmt: skip

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "description": "What to do next: the findings with their fixes, the most severe first, and the arguments that would let more rules run.",
    "required": ["findings", "missing"],
    "properties": {
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["rule", "severity", "detail", "fix"],
                "properties": {
                    "rule": {"type": "string", "description": "The code, for explain_rule."},
                    "severity": {"enum": ["error", "warning", "info"]},
                    "detail": {"type": "string"},
                    "fix": {"type": "string", "description": "What to do."},
                },
            },
        },
        "missing": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["argument", "why"],
                "properties": {"argument": {"type": "string"}, "why": {"type": "string"}},
            },
        },
    },
}
Advice = dict[str, list[dict[str, str]]]


def advice(findings: Iterable[Finding], missing: Iterable[dict[str, str]] = ()) -> Advice:
    """What an agent can do about findings, the most severe first."""
    return {
        "findings": [
            {"rule": each.code, "severity": each.severity.label, "detail": each.message, "fix": _fix(each)}
            for each in sorted(findings, key=lambda each: -each.severity)
        ],
        "missing": list(missing),
    }


def missing(coverage: Coverage | None) -> Iterator[dict[str, str]]:
    """The arguments that a check lacks, each once."""
    if coverage is None:
        return
    facts: dict[str, list[str]] = {} if coverage.unknown_kind is None else {"kind": []}
    for each in coverage.unasked:
        if each.fact in _ARGUMENTS:
            facts.setdefault(each.fact, []).append(each.code)
    told = set()
    for fact, codes in facts.items():
        name, why = _ARGUMENTS[fact]
        if name not in told:
            told.add(name)
            stopped = f" ({plural(len(codes), 'rule')} did not run: {', '.join(codes[:8])})" if codes else ""
            yield {"argument": name, "why": f"{why}{stopped}"}


def lines(found: Advice) -> Iterator[str]:
    """The same for a person, or a program that reads only texts."""
    for each in found["findings"]:
        yield f"{each['severity']} {each['rule']}: {each['detail']}"
        if each["fix"]:
            yield f"  fix: {each['fix']}"
    for gap in found["missing"]:
        yield f"not known: {gap['argument']}: {gap['why']}"


def _fix(finding: Finding) -> str:
    fixes = [_words(each) for each in finding.fixes[:3]]
    more = len(finding.fixes) - 3
    return " ".join(filter(None, (finding.help, *fixes, f"And {more} more places." if more > 0 else "")))


def _words(fix: Fix) -> str:
    doubt = "" if fix.safe else " This may change what it says: have a person look at it."
    where = fix.location
    line, column = (1, fix.span.start + 1) if where is None else (where.line, where.column)
    place = f"line {line}, column {column}"
    if fix.span.start == fix.span.end:
        return f"Insert {fix.replacement!r} at {place}.{doubt}"
    count = plural(fix.span.end - fix.span.start, "character")
    if not fix.replacement:
        return f"Remove {count} at {place}.{doubt}"
    return f"Replace {count} at {place} by {fix.replacement!r}.{doubt}"
