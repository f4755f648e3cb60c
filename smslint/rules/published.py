"""The options of rules in the published schemas, generated from the table of checks.

``python -m smslint.rules.document`` writes them into the two schemas that have options; a test compares them with the table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from smslint.finding import Severity
from smslint.rules.checks import CHECKS
from smslint.rules.options import Required

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.rules.options import Options
    from smslint.rules.rule import Rule


def publish(folder: Path, rules: Iterable[Rule]) -> None:
    """Write the options into the schemas of a folder."""
    for name, schema in schemas(folder, rules).items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / name).write_text(text, encoding="utf-8")


def schemas(folder: Path, rules: Iterable[Rule]) -> dict[str, Any]:
    """The schemas of a folder that have options, by file name, as generated from the table."""
    rule = json.loads((folder / "rule.schema.json").read_text(encoding="utf-8"))
    config = json.loads((folder / "config.schema.json").read_text(encoding="utf-8"))
    rule["allOf"] = [_of_check(name, check.options) for name, check in sorted(CHECKS.items())]
    rule["properties"]["check"] = {"enum": sorted(CHECKS), "description": "The kind of check."}
    known = {each: _name(rule.check) for rule in rules for each in (rule.code, rule.name, *rule.aliases)}
    definitions = {name: each for name, each in config["$defs"].items() if not name.startswith("rule-with")}
    for check in sorted(CHECKS):
        definitions[_name(check)] = _setting(definitions["rule"], CHECKS[check].options)
    definitions["rules"]["properties"] = {name: {"$ref": f"#/$defs/{known[name]}"} for name in sorted(known)}
    config["$defs"] = definitions
    return {"rule.schema.json": rule, "config.schema.json": config}


def _name(check: str) -> str:
    """The name of the definition of what a project may set for a rule with this check."""
    return f"rule-with-{check}" if CHECKS[check].options.table else "rule-without-options"


def _of_check(name: str, options: type[Options]) -> dict[str, Any]:
    """What a rule file may have under ``options`` if it names this check."""
    described = {"description": "The options of the check.", **_mapping(options, defaults=True)}
    then: dict[str, Any] = {"properties": {"options": described}}
    required = [key for key, option in options.table.items() if isinstance(option.default, Required)]
    if required:
        then["properties"]["options"]["required"] = required
        then["required"] = ["options"]
    return {"if": {"properties": {"check": {"const": name}}, "required": ["check"]}, "then": then}


def _setting(rule: dict[str, Any], options: type[Options]) -> dict[str, Any]:
    """What a project may set for a rule: the words for any rule, or a mapping of the options of its check."""
    words = [each for each in rule["anyOf"] if each.get("type") != "object"]
    mapping = _mapping(options, defaults=False)
    labels = [each.label for each in sorted(Severity, reverse=True)]
    severity = {"severity": {"description": "The severity of the rule's findings.", "enum": labels}}
    return {"anyOf": [*words, {**mapping, "properties": {**severity, **mapping["properties"]}}]}


def _mapping(options: type[Options], *, defaults: bool) -> dict[str, Any]:
    properties = {}
    for key, option in options.table.items():
        schema = {"description": option.about, **option.reader.schema()}
        if defaults and not isinstance(option.default, Required):
            schema["default"] = option.reader.plain(option.default)
        properties[key] = schema
    return {"type": "object", "additionalProperties": False, "properties": properties}
