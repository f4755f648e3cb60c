"""Every setting of ``smslint.yaml``, from its JSON Schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from smslint.data import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# Every setting

This page is generated from the JSON Schema of the configuration (`smslint config schema` prints it; editors complete with it). The
settings of rules are on [the page of each rule](rules/README.md); `smslint config show FILE` says which settings apply to a file, and where
each comes from. [Checking](checking.md) says how files are found, and [which texts are messages](selecting.md) how entries select.

"""
_DEEPEST = 3


def page() -> str:
    """The page."""
    schema = json.loads((data_path("schema") / "config.schema.json").read_text(encoding="utf-8"))
    lines = ["| setting | is | says |", "|---|---|---|"]
    for name, value in schema["properties"].items():
        if name != "rules":
            lines += _rows(name, value, schema, 1)
    return _HEAD + "\n".join(lines) + "\n"


def _rows(name: str, value: dict[str, Any], schema: dict[str, Any], depth: int) -> Iterator[str]:
    value = _resolved(value, schema)
    about = _cell(str(value.get("description", "")))
    yield f"| `{name}` | {_cell(_kind(value, schema))} | {about} |"
    if depth >= _DEEPEST:
        return
    for inner, key in _inside(value, schema):
        for child, each in inner.get("properties", {}).items():
            yield from _rows(f"{name}{key}.{child}", each, schema, depth + 1)


def _inside(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The mappings that a setting may be or have, each with what stands in its name."""
    for each in (value, *(_resolved(one, schema) for one in (*value.get("oneOf", ()), *value.get("anyOf", ())))):
        if "properties" in each:
            yield each, ""
        more = each.get("additionalProperties")
        if isinstance(more, dict) and "properties" in (found := _resolved(more, schema)):
            yield found, ".NAME"
        if isinstance(items := each.get("items"), dict) and "properties" in (found := _resolved(items, schema)):
            yield found, "[]"


def _resolved(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it refers to; its own description goes first."""
    while "$ref" in value:
        found = schema
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = {**found, **{key: each for key, each in value.items() if key != "$ref"}}
    return value


_WORDS = {
    "string": "text", "boolean": "true or false", "integer": "whole number", "number": "number", "array": "list", "object": "mapping", "null": "nothing",
}  # fmt: skip


def _kind(value: dict[str, Any], schema: dict[str, Any]) -> str:
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{each}`" for each in value["enum"][:12]) + (", ..." if len(value["enum"]) > 12 else "")
    choices = (*value.get("oneOf", ()), *value.get("anyOf", ()))
    if choices:
        return " or ".join(dict.fromkeys(_kind(_resolved(each, schema), schema) for each in choices))
    types = value.get("type", "string")
    named = [types] if isinstance(types, str) else types
    if named == ["array"] and isinstance(value.get("items"), dict):
        return f"list of: {_kind(_resolved(value['items'], schema), schema)}"
    return " or ".join(_WORDS[each] for each in named)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
