"""A sender whose ID contradicts its type: said at its line, before anything is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    ("type: long_code, id: Acme", "is a name, not a number"),
    ("type: short_code, id: ACME5", "is a name, not a number"),
    ("type: toll_free, id: Acme Shop", "is a name, not a number"),
    ("type: alphanumeric, id: '84433'", "is a number"),
    ("type: alphanumeric, id: '+14155552671'", "is a number"),
    ("type: alphanumeric, id: Acme", ""),
    ("type: long_code, id: '+14155552671'", ""),
    ("type: long_code", ""),
    ("id: Acme", ""),
    ("type: alphanumeric, id: Acme Bookstore", "has 14 characters"),
    ("id: Café", "contains a character"),
    ("id: ''", "has 0 characters"),
    ("type: short_code, id: '+14155552671'", "has 11 digits"),
    ("type: short_code, id: '72345'", ""),
    ("type: long_code, id: '+123'", "has 3 digits"),
    ("type: toll_free, id: '+14155552671'", "is not a toll-free number"),
    ("type: toll_free, id: '+18005551234'", ""),
    ("type: toll_free, id: 1800 555 1234", ""),
]


@pytest.mark.parametrize(("sender", "words"), CASES)
@pytest.mark.parametrize(
    "config",
    ["messages: [{files: '*.txt'}]\nsender: {%s}\n", "messages:\n  - {files: '*.txt', sender: {%s}}\n"],
    ids=["for all", "of an entry"],
)
def test_check_says_it(
    config: str,
    sender: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project(tmp_path, {"smslint.yaml": config % sender, "a.txt": "Acme: hello"}))
    for _ in range(2):  # with a cache, too
        assert run(["check", "--format", "json"]) == 0
        said = [each for each in json.loads(capsys.readouterr().out)["findings"] if each["code"] == "CFG001"]
        assert [(each["path"], each["line"]) for each in said] == ([("smslint.yaml", 2)] if words else [])
        assert all(words in each["message"] for each in said)


@pytest.mark.parametrize(("sender", "words"), CASES)
def test_the_gate_finds_the_same(sender: str, words: str) -> None:
    import yaml

    found = smslint.check("Acme: hello", "+33612345678", kind="transactional", sender=yaml.safe_load(f"{{{sender}}}"))
    said = [each.message for each in found.findings if each.code == "SND003"]
    assert [words in each for each in said] == [True] * bool(words)
