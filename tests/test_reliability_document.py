"""docs/reliability.md: the published figures keep the promises, and their commands are commands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
TEXT = (TOP / "docs" / "reliability.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT))
COMMANDS = re.findall(r"(?m)^\$ (python .*)$", TEXT)


def table() -> dict[str, dict[str, int]]:
    """The kill table, by its row and its column."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in SECTIONS["The kill table"].splitlines()
        if line.startswith("| ")
    ]
    head, *found = rows
    return {
        row[0]: {name: int(cell.replace(",", "")) for name, cell in zip(head[1:], row[1:], strict=True)}
        for row in found
    }


def test_the_kill_table() -> None:
    """At least 500 kills and none sent twice or lost; the null control shows duplicates, and each message is accounted for."""
    with_journal, control = table().values()
    assert with_journal["kills"] >= 500
    assert (with_journal["sent twice"], with_journal["lost"]) == (0, 0)
    assert control["kills"] > 0
    assert control["sent twice"] > 0
    for row in (with_journal, control):
        assert row["requests"] >= row["accepted by the server"] > 0
        assert row["messages"] >= row["accepted by the server"] + row["failed"]


def test_the_other_figures() -> None:
    """At least 2,000 faults were injected, and there were at least 20 million executions of the fuzzer."""
    (faults,) = re.findall(r"([\d,]+) injected faults during", SECTIONS["The kill table"].split("After the mark")[0])
    assert int(faults.replace(",", "")) >= 2000
    lines = SECTIONS["Fuzzing"].splitlines()
    (sums,) = (line for line in lines if line.startswith("| all "))
    counted = [int(cell.replace(",", "")) for cell in re.findall(r"[\d,]{3,}", sums)]
    for column, total in enumerate(counted, 2):
        rows = [line.split("|") for line in lines if re.match(r"\| (?!all|harness|---)\w", line)]
        assert sum(int(row[column].replace(",", "").strip() or 0) for row in rows) == total
    (between,) = re.findall(r"another ([\d,]+) guided\s+executions ran in slices", SECTIONS["Fuzzing"])
    assert sum(counted) + int(between.replace(",", "")) >= 20_000_000


def test_what_is_promised_and_what_cannot_be() -> None:
    assert SECTIONS["What is promised"].count("\n* ") >= 5
    assert "no idempotency key" in SECTIONS["What cannot be promised"]


@pytest.mark.parametrize("command", COMMANDS)
def test_how_to_repeat_them(command: str) -> None:
    """Each option of a command is one that the program has."""
    _, *words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, *(words[:2] if words[0] == "-m" else words[:1]), "--help"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for option in (word for word in words if word.startswith("--")):
        assert option in done.stdout


def test_the_commands_are_those_of_both_harnesses() -> None:
    assert {command.split()[1] if command.split()[1] != "-m" else command.split()[2] for command in COMMANDS} == {
        "bench/kills.py",
        "fuzz",
    }
