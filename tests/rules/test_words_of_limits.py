"""Who limits the length of a message: the project, the provider, or the standard itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Hi " * 14_000


@pytest.mark.parametrize(
    ("body", "config", "words"),
    [
        (LONG, {}, "segments; the standard allows at most 255."),
        (LONG, {"provider": "twilio"}, "; Twilio accepts 1600."),
        ("Hi " * 50, {"rules": {"LEN001": {"max_characters": 100}}}, "at least 150 characters; your limit is 100."),
        ("Hi " * 50, {"provider": "twilio", "rules": {"LEN001": {"max_characters": 100}}}, "; your limit is 100."),
    ],
)
def test_the_finding_names_who_limits_it(body: str, config: dict[str, object], words: str) -> None:
    found = [each.message for each in smslint.check(body, config=config).findings if each.code == "LEN001"]
    assert [words in each for each in found] == [True]


@pytest.mark.parametrize(
    ("provider", "words"),
    [("generic", "No provider can send it: 275 segments; the limit is 255."), ("twilio", "Twilio refuses it")],
)
def test_segments_names_who_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], provider: str, words: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LONG)
    assert run(["segments", "--file", str(path), "--provider", provider]) == 0
    output = capsys.readouterr().out
    assert words in output
    assert "ny provider " not in output.replace("No provider", "")
