"""The plain command line that is read without click: it says the same as click, and the same is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from smslint.cli import plain
from smslint.cli.app import run
from smslint.cli.check import command as check_command

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = [
    [],
    ["a.txt"],
    ["a.txt", "nowhere.txt", "folder"],
    ["--force-exclude", "--allow-empty", "a.txt"],
    ["a.txt", "--allow-empty"],
    ["--no-cache", "--format", "concise", "a.txt"],
    ["a.txt", "--format", "text", "--format", "json"],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text("Acme: h\u0456", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_it_reads_what_click_reads(words: list[str]) -> None:
    stated = check_command.make_context("check", list(words)).params
    assert plain.read(["check", *words]) == (stated.pop("paths"), stated)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--version"],
        ["segments", "a.txt"],
        ["--debug", "check", "a.txt"],
        ["check", "-"],
        ["check", "--", "a.txt"],
        ["check", "a.txt", "--fix"],
        ["check", "--force-exclude=yes"],
        ["check", "--help"],
        ["check", "--kind", "otp", "a.txt"],
        ["check", "a.txt", "--format"],
        ["check", "--format", "a.txt"],
        ["check", "--format=json", "a.txt"],
    ],
    ids=" ".join,
)
def test_click_reads_everything_else(arguments: list[str]) -> None:
    assert plain.read(arguments) is None
    assert plain.run(arguments) is None


def test_click_reports_a_file_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: path != "a.txt")
    assert (folder / "a.txt").exists()
    assert plain.read(["check", "a.txt"]) is None
    assert plain.read(["check", "nowhere.txt"]) is not None


def test_click_completes_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SMSLINT_COMPLETE", "bash_complete")
    assert plain.read(["check", "a.txt"]) is None


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("", ["a.txt"]),
        ("brand: Acme", ["a.txt"]),
        ("brnad: Acme", ["a.txt"]),
        ("", ["nowhere.txt"]),
        ("", ["--force-exclude", "a.txt"]),
        ("", ["folder"]),
        ("", []),
    ],
)
def test_it_prints_what_the_whole_command_line_prints(
    config: str, words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "smslint.yaml").write_text(config, encoding="utf-8")
    statuses = [run(["check", *words]), plain.run(["check", *words])]
    program = subprocess.run(
        [sys.executable, "-m", "smslint", "check", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    printed = capsys.readouterr()
    for whole, alone in ((printed.out, program.stdout), (printed.err, program.stderr)):
        assert whole == alone * 2
    assert statuses == [program.returncode] * 2


def _raise(error: BaseException) -> None:
    raise error


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("error", "status", "printed"),
    [
        (KeyboardInterrupt(), 130, "\nInterrupted.\n"),
        (ZeroDivisionError("by zero"), 2, "internal error: ZeroDivisionError: by zero; run again with smslint --debug"),
    ],
    ids=["interrupted", "internal"],
)
def test_errors_have_the_same_boundary(
    error: BaseException, status: int, printed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("smslint.cli.checking.begin", lambda *_: _raise(error))
    assert plain.run(["check", "a.txt"]) == status
    alone = capsys.readouterr().err
    assert alone.startswith(printed)
    assert run(["check", "a.txt"]) == status
    assert capsys.readouterr().err == alone


def test_a_reader_that_has_exited_ends_it_as_click_does(folder: Path) -> None:
    (folder / "a.txt").write_text("Acme: h\u0456\n" * 3_000, encoding="utf-8")
    for arguments in (["check", "a.txt"], ["check", "a.txt", "--color", "auto"]):
        command = [sys.executable, "-m", "smslint", *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            assert program.stderr is not None
            program.stdout.close()
            assert (program.stderr.read(), program.wait()) == ("", plain.UNWRITTEN)


def test_a_check_of_files_imports_no_click(folder: Path) -> None:
    (folder / "b.txt").write_text("Acme: hi {{ name }}", encoding="utf-8")
    script = (
        "import sys; sys.argv = ['smslint', 'check', 'a.txt', 'b.txt']; from smslint.cli import plain;"
        "plain.run(sys.argv[1:]); print(*sys.modules)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    environment["SMSLINT_CACHE_DIR"] = str(folder / "cache")
    for _ in range(2):  # the first run compiles the packs
        loaded = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
    heavy = {"click", "inspect", "dataclasses", "decimal", "concurrent.futures", "multiprocessing", "logging"}
    # The files have neither filters nor blocks, and are no XML.
    unneeded = ("dialects.functions.filters", "dialects.blocks.blocks", "dialects.syntax", "sources.xml")
    assert not (heavy | {f"smslint.{each}" for each in unneeded}) & set(loaded.stdout.split())
