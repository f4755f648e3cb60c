"""How the names of lists end, of those that are read and of those that are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN: Final = {
    ".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".parquet": "parquet", ".pq": "parquet", ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow",
    ".xlsx": "xlsx",
}  # fmt: skip
"""The kind of list that is written by each of them, and read."""
READ_ONLY: Final = frozenset({".xlsm", ".xlsb", ".xls", ".ods", ".arrows"})
"""Those of lists that are read, and never written."""
PACKED: Final = frozenset({".gz", ".bz2", ".xz", ".zst"})
"""What follows them if the file is compressed."""


def ending(path: Path) -> tuple[str, str]:
    """How the name of a file ends, in small letters, and what follows if it is compressed; empty if there is none."""
    endings = [each.lower() for each in path.suffixes]
    packing = endings.pop() if endings and endings[-1] in PACKED else ""
    return endings[-1] if endings else "", packing
