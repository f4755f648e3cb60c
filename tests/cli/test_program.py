"""The installed program: its fast answers, and how its process ends."""

from __future__ import annotations

import os
import py_compile
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smslint import __main__
from smslint.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = (sys.executable, "-m", "smslint")


def test_version_is_printed_without_loading_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    done = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == capsys.readouterr().out
    script = "import sys; sys.argv = ['smslint', '--version']; from smslint.__main__ import main; main(); print(*sys.modules)"
    # Without the variables that make coverage start in every process: it imports much of its own.
    plain = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=plain
    ).stdout.split()
    assert not {"click", "typing", "inspect", "smslint.cli.app"} & set(loaded)


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        ("Acme: hi", [], 0),
        ("Acme: h\u0456", ["--fail-level", "info"], 1),
        ("Acme: hi", ["--no-such-option"], 2),
        ("Acme: hi", ["nowhere.txt"], 2),
    ],
)
def test_the_process_ends_with_its_status_and_complete_output(
    text: str, arguments: list[str], status: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    command = ["check", "a.txt", *arguments]
    done = subprocess.run([*PROGRAM, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
    inside = subprocess.run(
        [sys.executable, "-c", f"import sys; from smslint.cli.app import run; sys.exit(run({command!r}))"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (status, inside.stdout, inside.stderr)
    assert done.stdout or done.stderr


@pytest.fixture
def _interrupts() -> Iterator[None]:
    """A program that ends ignores Ctrl-C, and what the tests start afterwards would, too."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts")
def test_exit_functions_are_called(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ended: list[object] = []
    monkeypatch.setattr("atexit._run_exitfuncs", lambda: ended.append("called"))
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "gettrace", lambda: None)
    monkeypatch.setattr(sys, "getprofile", lambda: None)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(sys, "argv", ["smslint", "rule", "OPT001"])
    with pytest.raises(SystemExit):
        __main__.main()
    assert ended == ["called", 0]
    assert "OPT001" in capsys.readouterr().out


@pytest.mark.usefixtures("_interrupts")
@pytest.mark.parametrize("looking", ["gettrace", "getprofile"])
def test_a_profiler_or_debugger_sees_a_normal_exit(looking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, looking, lambda: print)
    monkeypatch.setattr(os, "_exit", pytest.fail)
    monkeypatch.setattr(sys, "argv", ["smslint", "rule", "OPT001"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 0


def test_output_that_cannot_be_written_is_an_error() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 (a device)
        done = subprocess.run([*PROGRAM, "rule", "OPT001"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "No space left" in done.stderr


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("cli/plain", ["check", "t.txt"]),
        ("project/run", ["check", "t.txt"]),
        ("rules/engine", ["check", "t.txt"]),
        ("cli/app", ["rule", "OPT001"]),
        ("cli/boundary", ["rule", "OPT001"]),
        ("recipients/audit", ["recipients", "l.csv"]),
        ("version", ["--version"]),
    ],
)
def test_a_compiled_module_that_a_full_disk_cut_short_is_one_line(
    module: str, arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "t.txt").write_text("Hello", "utf-8")
    (tmp_path / "l.csv").write_text("phone\n+14155552671\n", "utf-8")
    variables = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    package = Path(__main__.__file__).parent
    source = package / f"{module}.py"
    compiled = (
        tmp_path / "compiled" / source.relative_to(source.anchor).with_suffix(f".{sys.implementation.cache_tag}.pyc")
    )
    py_compile.compile(str(source), str(compiled))
    compiled.write_bytes(compiled.read_bytes()[:-40])
    done = subprocess.run(
        [*PROGRAM, *arguments], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert re.fullmatch(
        r"\n?error: a compiled module of Python is cut short, as after a full disk: delete .*\n", done.stderr
    )
