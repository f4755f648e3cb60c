"""What the tools answer, as JSON Schema: that of the commands, with what an agent can do about it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from smslint.data import data_path
from smslint.mcp import advice

WORD: Final = {"type": "string"}
MAYBE: Final = {"type": ["string", "null"]}
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
    "version": {"const": 1}, "text": WORD, "provider": MAYBE, **_MEASURED, "capacity": _COUNT,
    "segments": {"type": "array", "items": {"type": "object"}},
    "split": WORD,
    "alternatives": {"type": "object", "additionalProperties": _COUNT},
    "offenders": {"type": "array", "items": {"type": "object"}, "description": "Characters because of which it is UCS-2."},
    "smart_encoding": {"type": "object"},
    "savings": {"type": "array", "items": _record({"how": WORD, "text": WORD, **_MEASURED})},
    "national_shift": {"type": ["object", "null"]},
    "unknown": {"type": "array", "items": WORD},
})  # fmt: skip

NUMBER: Final = _record({
    "version": {"const": 1}, "valid": {"type": "boolean"},
    "e164": {**MAYBE, "description": "Masked."}, "region": MAYBE, "type": WORD, "canonical": {"type": "boolean"},
    "zones": {"type": "array", "items": WORD}, "reason": WORD, "note": WORD,
    "suggestion": {**MAYBE, "description": "Masked: what was meant, if that is clear."},
    "advice": WORD,
})  # fmt: skip

RULE: Final = _record({
    "version": {"const": 1},
    "rule": {
        "type": "object",
        "required": ["code", "name", "summary", "why", "help", "severity", "confidence", "sources", "docs"],
        "properties": {
            "code": WORD, "name": WORD, "summary": WORD, "why": WORD, "help": WORD, "severity": WORD, "confidence": WORD,
            "sources": {"type": "array", "items": {"type": "object"}}, "docs": WORD,
        },
    },
})  # fmt: skip

PRICES: Final = _record({
    "version": {"const": 1},
    "prices": {
        "type": "array",
        "items": _record({
            "card": WORD, "region": WORD, "currency": WORD, "least": MAYBE, "most": MAYBE, "as_of": WORD,
            "age_days": {"type": "integer"}, "stale": {"type": "boolean", "description": "Too old to rely on."},
            "sources": {"type": "array", "items": WORD},
        }),
    },
})  # fmt: skip
