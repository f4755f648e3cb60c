"""SECURITY.md names test functions that exist and are run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
ROWS = [line for line in (TOP / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`( \(by hand\))?")


def functions(by_hand: bool) -> set[str]:
    """The test functions that the document names, as pytest calls them."""
    found = {f"{path}::{name}" for row in ROWS for path, name, hand in NAMED.findall(row) if bool(hand) is by_hand}
    assert found
    return found


def test_every_threat_names_test_functions() -> None:
    assert len(ROWS) > 10
    for row in ROWS:
        assert NAMED.search(row), row
        assert row.count("`tests/") == len(NAMED.findall(row)), row


@pytest.mark.parametrize(
    "who", ["a repository", "a template", "a list of recipients", "a pack", "the provider", "the environment"]
)
def test_each_of_them_has_a_line(who: str) -> None:
    assert any(who in row.split("|")[1] for row in ROWS)


def test_how_to_report_and_what_is_not_defended() -> None:
    text = (TOP / "SECURITY.md").read_text("utf-8")
    sections = dict(re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", text))
    assert "draft security advisory" in sections["Report a weakness"]
    assert sections["What is not defended"].count("\n* ") >= 5


@pytest.mark.parametrize("by_hand", [False, True], ids=["always", "by hand"])
def test_each_function_is_collected(by_hand: bool) -> None:
    """Collected by pytest, as the suite runs or with the marker for runs by hand: renamed and skipped functions are noticed."""
    wanted = functions(by_hand)
    marker = ["-m", "long"] if by_hand else []
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *marker, *sorted({each.partition("::")[0] for each in wanted})],
        cwd=TOP, capture_output=True, check=False, text=True,
    )  # fmt: skip
    collected = {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}
    assert not wanted - collected, done.stderr
