"""The parts that all JSON reports share; messages and findings have their own ``as_dict``.

Version 1 of the format is published as ``schema/output.v1.schema.json``. Members may be added; within version 1, none is ever
renamed or removed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from smslint.finding import Severity
from smslint.report.width import is_hidden

if TYPE_CHECKING:
    from smslint.result import Result

VERSION = 1

Record: TypeAlias = dict[str, object]


def dumps(value: object, indent: int | None = 2) -> str:
    """JSON that is readable and safe on a terminal: letters unchanged, hidden characters as ``\\uXXXX``."""
    separators = None if indent else (",", ":")
    return without_hidden(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def without_hidden(text: str) -> str:
    """The same JSON, with hidden characters as ``\\uXXXX``."""
    # json already escapes controls up to U+001F; the raw line breaks are from its indentation. It does not escape DEL and C1
    # controls, direction marks, zero-width characters and lone surrogates, which no encoding can write.
    hidden = {ord(char): json.dumps(char)[1:-1] for char in set(text) if char > "~" and is_hidden(char)}
    return text.translate(hidden) if hidden else text


def tool(result: Result) -> Record:
    """The program and version that made the report, and its numbering plan."""
    return {"name": "smslint", "version": result.version, "numbering_plan": result.numbering_plan}


def summary(result: Result) -> Record:
    """The counts."""
    counts = {severity.label: result.count(severity) for severity in sorted(Severity, reverse=True)}
    return {"files": result.files, "messages": len(result.messages), **counts, "suppressed": result.suppressed}
