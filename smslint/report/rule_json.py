"""A rule, or several, as JSON, version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from smslint.rules.resting import disputes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.rule import Rule


def record(rule: Rule) -> dict[str, Any]:
    """One rule, with its sources."""
    return {"version": 1, "rule": _plain(rule)}


def records(rules: Iterable[Rule]) -> dict[str, Any]:
    """Several rules."""
    return {"version": 1, "rules": list(map(_plain, rules))}


def _plain(rule: Rule) -> dict[str, Any]:
    scope = rule.applies_to._asdict()
    return {
        "code": rule.code,
        "name": rule.name,
        "aliases": list(rule.aliases),
        "summary": rule.summary,
        "why": rule.why,
        "help": rule.help,
        "severity": rule.severity.label,
        "confidence": rule.confidence.value,
        "default": rule.default,
        "applies_to": {
            key: value if isinstance(value, str) else sorted(value) for key, value in scope.items() if value
        },
        "check": rule.check,
        "options": rule.options.plain(),
        "option_types": {
            key: {"takes": option.reader.title, "about": option.about, "schema": option.reader.schema()}
            for key, option in rule.options.table.items()
        },
        "sources": [{key: value for key, value in source._asdict().items() if value} for source in rule.sources],
        "sources_differ": [{"whose": each.whose, **each.differing._asdict()} for each in disputes(rule)],
        "review_by": rule.review_by,
        "docs": f"docs/rules/{rule.code}.md",
    }
