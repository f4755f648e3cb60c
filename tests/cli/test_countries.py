from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from smslint.cli.countries import command
from smslint.errors import ConfigError


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_profile_shows_each_fact_with_its_confidence_and_source() -> None:
    output = " ".join(run("fr").split())
    for part in (
        "France (FR, +33)",
        "STOP au 36XXX",
        "not on Sundays or public holidays",
        "[verified]",
        "Sources differ:",
        "retrieved 2026-11-23",
    ):
        assert part in output


def test_the_list_has_every_country() -> None:
    assert len(run().splitlines()) == 121


def test_json() -> None:
    profile = json.loads(run("KR", "--format", "json"))
    assert profile["version"] == 1
    assert profile["country"]["hours"]["strict"]["windows"] == ["mon-sun 08:00-21:00"]
    assert len(json.loads(run("--format", "json"))["countries"]) == 121


def test_an_unknown_country() -> None:
    with pytest.raises(ConfigError, match="no profile for 'XX'"):
        CliRunner().invoke(command, ["XX"], catch_exceptions=False)


def test_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = CliRunner().invoke(command, ["US"], color=True)
    assert "\x1b[" in coloured.output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(command, ["US"], color=True).output
