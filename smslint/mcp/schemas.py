"""What the tools answer, as JSON Schema: that of the commands, with what an agent can do about it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from smslint.data import data_path
from smslint.mcp import advice

_WORD: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_COUNT: Final = {"type": "integer", "minimum": 0}


@cache
def published(name: str) -> dict[str, Any]:
    """A schema of the folder ``schema/``, with what an agent can do."""
    found: dict[str, Any] = json.loads((data_path("schema") / name).read_text(encoding="utf-8"))
    found.pop("$id", None)
    found["properties"] = {**found["properties"], "advice": advice.SCHEMA}
    return found


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


_MEASURED: Final[dict[str, Any]] = {
    "encoding": {"enum": ["GSM-7", "UCS-2"]}, "units": _COUNT,
    "count": {**_COUNT, "description": "Segments, each of which is billed."},
}  # fmt: skip

SEGMENTS: Final = _record({
    "version": {"const": 1}, "text": _WORD, "provider": _MAYBE, **_MEASURED, "capacity": _COUNT,
    "segments": {"type": "array", "items": {"type": "object"}},
    "split": _WORD,
    "alternatives": {"type": "object", "additionalProperties": _COUNT},
    "offenders": {"type": "array", "items": {"type": "object"}, "description": "Characters because of which it is UCS-2."},
    "smart_encoding": {"type": "object"},
    "savings": {"type": "array", "items": _record({"how": _WORD, "text": _WORD, **_MEASURED})},
    "national_shift": {"type": ["object", "null"]},
    "unknown": {"type": "array", "items": _WORD},
})  # fmt: skip

NUMBER: Final = _record({
    "version": {"const": 1}, "valid": {"type": "boolean"},
    "e164": {**_MAYBE, "description": "Masked."}, "region": _MAYBE, "type": _WORD, "canonical": {"type": "boolean"},
    "zones": {"type": "array", "items": _WORD}, "reason": _WORD, "note": _WORD,
    "suggestion": {**_MAYBE, "description": "Masked: what was meant, if that is clear."},
    "advice": _WORD,
})  # fmt: skip

RULE: Final = _record({
    "version": {"const": 1},
    "rule": {
        "type": "object",
        "required": ["code", "name", "summary", "why", "help", "severity", "confidence", "sources", "docs"],
        "properties": {
            "code": _WORD, "name": _WORD, "summary": _WORD, "why": _WORD, "help": _WORD, "severity": _WORD, "confidence": _WORD,
            "sources": {"type": "array", "items": {"type": "object"}}, "docs": _WORD,
        },
    },
})  # fmt: skip

PRICES: Final = _record({
    "version": {"const": 1},
    "prices": {
        "type": "array",
        "items": _record({
            "card": _WORD, "region": _WORD, "currency": _WORD, "least": _MAYBE, "most": _MAYBE, "as_of": _WORD,
            "age_days": {"type": "integer"}, "stale": {"type": "boolean", "description": "Too old to rely on."},
            "sources": {"type": "array", "items": _WORD},
        }),
    },
})  # fmt: skip
