"""Cells that contain a JSON object or array, as JSON Lines, Parquet and some exports have them: their keys and texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_nested(cell: str) -> bool:
    """Whether a cell begins like an object or an array."""
    return cell.lstrip().startswith(("{", "["))


def inside(cell: str) -> list[str]:
    """The keys and texts inside a cell, each once; empty if it is not an object or an array."""
    if not is_nested(cell):
        return []
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    return list(dict.fromkeys(_parts(found)))


def _parts(value: object) -> Iterator[str]:
    """Keys and texts, however deep: without recursion, because a file may nest them to any depth."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as pairs:
                yield from pairs
                waiting.extend(pairs.values())
            case list() as items:
                waiting.extend(items)
            case str() as text:
                yield text
