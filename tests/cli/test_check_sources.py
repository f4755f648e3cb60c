"""``smslint rule --check-sources``."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from smslint.cli.rule import command


def printed(*arguments: str, day: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime.fromisoformat(f"{day}T12:00+00:00").timestamp())))
    result = CliRunner().invoke(command, ["--check-sources", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_nothing_is_due_while_the_sources_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(day="2026-11-26", monkeypatch=monkeypatch) == "Nothing is past its review date.\n"


def test_what_is_due_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(day="2027-06-30", monkeypatch=monkeypatch).splitlines()
    assert any(line.startswith("2027-05-23  OPT001  ") and "https://www.govinfo.gov/" in line for line in lines)
    assert any(line.endswith("  no address") for line in lines)
    found = json.loads(printed("--format", "json", day="2027-06-30", monkeypatch=monkeypatch))
    assert len(found["due"]) == len(lines)
    assert found["due"][0].keys() == {"due", "what", "title", "url"}


def test_it_is_about_everything() -> None:
    result = CliRunner().invoke(command, ["--check-sources", "OPT001"])
    assert result.exit_code != 0
    assert "leave out the code" in str(result.exception)
