"""Compile the shipped packs when a wheel is built, so that an installed smslint never parses them.

Run by ``hatch_build.py``. A pack file that cannot be used fails the build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules import compiled, packfile, packs, stored_lexicons
from smslint.writing import write_bytes

if TYPE_CHECKING:
    from pathlib import Path


def build(rules: Path, out: Path) -> int:
    """Write the entries of all packs under ``rules`` into the folder ``out`` and return their number.

    :raises PackError: for the first file that cannot be used.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.json"):
        old.unlink()
    paths = packs.rule_files(rules)
    _write(out, packs.entry_name(paths), packs.plain_rules(paths))
    data = [path for family in sorted(packs.DATA_FOLDERS) for path in sorted((rules / family).rglob("*.yaml"))]
    for path in data:
        if path.is_relative_to(rules / "lexicons"):
            sheet = stored_lexicons.parsed(path, trusted=True)
            name = stored_lexicons.entry_name(path, trusted=True)
            write_bytes(out / f"{name}.json", compiled.packed_lines(stored_lexicons.to_lines(sheet)))
        else:
            _write(out, compiled.key("file", [path.read_bytes()]), packfile.read(path).values)
    return 1 + len(data)


def _write(out: Path, name: str, value: object) -> None:
    write_bytes(out / f"{name}.json", compiled.packed(value))
