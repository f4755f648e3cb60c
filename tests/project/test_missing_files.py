"""A suppression list that is named and missing: said at its line, as the gate refuses everything then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "messages: [{files: '*.txt'}]\nsending:\n  suppression: stop.csv\n"
CASES: dict[str, tuple[dict[str, str], str, str]] = {
    "missing": ({}, "", "does not exist"),
    "a folder": ({"stop.csv/x": ""}, "", "is a folder"),
    "empty": ({"stop.csv": ""}, "", "is empty"),
    "empty, allowed": ({"stop.csv": ""}, "  allow_empty_suppression: true\n", ""),
    "without a number": ({"stop.csv": "phone\n"}, "", "has no numbers"),
    "without a number, allowed": ({"stop.csv": "phone\n"}, "  allow_empty_suppression: true\n", ""),
    "without a valid number": ({"stop.csv": "name\nAnn\nBob\n"}, "", "no entry of it is a valid number"),
    "mostly other entries": ({"stop.csv": "+14155550123\nAnn\nBob\n"}, "", "are no valid numbers"),
    "cut off": ({"stop.csv": "+14155550123\n+141555"}, "", "ends within a number"),
    "numbers of the only country": ({"stop.csv": "4155550123\n"}, "regions: [US]\n", ""),
    "there": ({"stop.csv": "phone\n+14155550123\n"}, "", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_check_says_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files, more, words = CASES[name]
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": CONFIG + more, "a.txt": "Acme: hello", **files}))
    for _ in range(2):  # with a cache, too
        assert run(["check", "--format", "json"]) == 0
        said = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
        assert [(each["path"], each["line"]) for each in said] == ([("smslint.yaml", 3)] if words else [])
        assert all(words in each["message"] for each in said)


@pytest.mark.parametrize("name", CASES)
def test_every_command_that_reads_the_list_agrees(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What check says stops the send, its preflight and the audit of recipients; a list that is taken refuses its numbers in each."""
    files, more, words = CASES[name]
    listed = "phone,consent\n+14155550123,yes\n"
    settings = CONFIG + more + "kind: transactional\nbrand: Acme\n"
    monkeypatch.chdir(
        project(tmp_path, {"smslint.yaml": settings, "a.txt": "Acme: hello", "people.csv": listed, **files})
    )
    suppressed = int("4155550123" in str(files.get("stop.csv")))
    for command in (
        ["recipients", "people.csv"],
        ["preflight", "a.txt", "people.csv"],
        ["send", "a.txt", "people.csv", "--dry-run"],
        ["send", "--to", "+14155550123", "--body", "Acme: hello", "--dry-run"],
    ):
        assert run(command) == (2 if words else suppressed), command
        said = capsys.readouterr()
        assert bool(said.err) is bool(words)
        assert ("NUM004" in said.out) is bool(suppressed and not words)


def test_a_base_is_named_where_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"base.yaml": CONFIG, "smslint.yaml": "extends: base.yaml\n", "a.txt": "Acme: hello"}
    monkeypatch.chdir(project(tmp_path, files))
    run(["check", "--format", "json"])
    (said,) = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
    assert (said["path"], said["line"]) == ("base.yaml", 3)
