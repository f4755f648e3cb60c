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


def test_a_base_is_named_where_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"base.yaml": CONFIG, "smslint.yaml": "extends: base.yaml\n", "a.txt": "Acme: hello"}
    monkeypatch.chdir(project(tmp_path, files))
    run(["check", "--format", "json"])
    (said,) = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
    assert (said["path"], said["line"]) == ("base.yaml", 3)
