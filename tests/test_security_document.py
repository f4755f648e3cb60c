"""SECURITY.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).parents[1]


def test_every_threat_names_a_test_that_exists() -> None:
    rows = [line for line in (TOP / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`(tests/\S+\.py)`", row)
        assert named, row
        assert all((TOP / each).is_file() for each in named), row
