"""What a command prints where it cannot go on: to a reader that has exited, such as ``head``, and with too little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from smslint.cli.boundary import failed

COMMANDS = {
    "segments": ["segments", "Hi"],
    "recipients": ["recipients", "list.csv"],
    "check": ["check", "t.txt"],
    "check, by click": ["check", "t.txt", "--color", "never"],
    "suppress": ["suppress", "add", "+14155550123"],
    "help": ["--help"],
    "help of a command": ["send", "--help"],
    "version": ["--version"],
}


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_complains(name: str, buffered: bool, tmp_path: Path) -> None:
    """Python flushes what is left once more at its end, and would complain then."""
    (tmp_path / "list.csv").write_text("phone,consent\n+14155550123,yes\n", "utf-8")
    (tmp_path / "t.txt").write_text("Hi {{ name }}\n", "utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "smslint", *COMMANDS[name]],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment if buffered else environment | {"PYTHONUNBUFFERED": "1"},
        check=False,
    )
    os.close(writing)
    assert (ended.stderr.decode(), ended.returncode in {0, 1, 2}) == ("", True)


def test_too_little_memory_is_no_internal_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(MemoryError()) == 2
    assert capsys.readouterr().err == "error: there is not enough memory for this\n"
