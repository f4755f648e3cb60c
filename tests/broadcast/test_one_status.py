"""One answer of two commands: ``preflight`` and ``send --dry-run`` exit alike for the same list, moment and configuration."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.cli.app import run
from tests.broadcast.test_refusals import CARD, NUMBERS, TEMPLATES

NOON = "2026-12-01T12:00-08:00"
SEVERITIES = st.sampled_from(["error", "warning", "info", "off"])
CONFIGS = st.fixed_dictionaries({"brand": st.just("Acme")}, optional={
    "kind": st.sampled_from(["marketing", "transactional", "otp"]),
    "regions": st.sampled_from([["US"], ["US", "GB"], ["AQ"]]),
    "provider": st.sampled_from(["twilio", "octopods"]),
    "consent": st.sampled_from(["express", "implied"]),
    "appended": st.just(" Reply STOP to end"),
    "prepended": st.just("Acme: "),
    "sender": st.sampled_from(["long_code", {"type": "alphanumeric", "id": "Acme"}]),
    "prices": st.just("card.csv"),
    "sending": st.fixed_dictionaries({}, optional={
        "refuse_at": st.sampled_from(["error", "warning"]), "require_consent": st.booleans(),
        "enabled_regions": st.sampled_from([["US"], ["US", "GB"]]),
    }),
    "rules": st.dictionaries(
        st.sampled_from(["NUM001", "NUM002", "NUM003", "NUM006", "CON001", "CON002", "CON003", "PLH001", "PLH002", "ENC001", "IDN001", "LEN003", "CST002", "LST001"]),
        SEVERITIES, max_size=3,
    ),
})  # fmt: skip
LISTS = st.lists(
    st.fixed_dictionaries({
        "phone": st.sampled_from([*NUMBERS, "+1 (415) 555-0103", "", "+50491234567"]),
        "x": st.sampled_from(["Ann", "Bo", "", "None", "Zo\u00eb", "x" * 170]),
        "y": st.sampled_from(["7", ""]),
        "consent": st.sampled_from(["yes", "yes", "", "no", "perhaps"]),
        "zone": st.sampled_from(["", "", "America/New_York", "America/NewYork"]),
    }),
    min_size=1, max_size=6,
)  # fmt: skip
CASES: list[tuple[dict[str, Any], list[dict[str, str]], int]] = [
    ({"sending": {"refuse_at": "warning"}}, [{"phone": "+14155550100", "x": "Zo\u00eb " * 30, "y": "7", "consent": "yes"}], 1),
    ({}, [{"phone": "+14155550100", "x": "Ann", "y": "7", "consent": "yes"}], 0),
    ({}, [{"phone": "+14155550100", "x": "Ann", "y": "7", "consent": "yes"}] * 2, 1),
    ({"rules": {"NUM003": "off"}}, [{"phone": "+14155550100", "x": "Ann", "y": "7", "consent": "yes"}] * 2, 1),
    ({"rules": {"NUM006": "error"}}, [{"phone": "+1 (415) 555-0103", "x": "Ann", "y": "7", "consent": "yes"}], 1),
]  # fmt: skip


def lay(config: dict[str, Any], rows: list[dict[str, str]], template: str) -> None:
    Path("smslint.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    Path("card.csv").write_text(CARD, encoding="utf-8")
    Path("order.txt").write_text(template, encoding="utf-8")
    with Path("people.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def statuses(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, int, str]:
    same = ["order.txt", "people.csv", "--dialect", "jinja", *more]
    preflight = run(["preflight", *same, "--format", "json"])
    printed = capsys.readouterr().out
    send = run(["send", *same, "--dry-run"])
    said = capsys.readouterr()
    if preflight != 2:
        found = json.loads(printed)
        assert (preflight == 0) <= (found["would_send"] == found["list"]["rows"]["total"] > 0)
    return preflight, send, printed + said.out + said.err


@pytest.mark.parametrize(("config", "rows", "status"), CASES)
def test_a_row_that_is_refused_fails_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    config: dict[str, Any], rows: list[dict[str, str]], status: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    lay({"brand": "Acme", "kind": "transactional", "regions": ["US"], **config}, rows, TEMPLATES[0])
    assert statuses(capsys, "--at", NOON)[:2] == (status, status)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(config=CONFIGS, rows=LISTS, template=st.sampled_from([*TEMPLATES[:3], "Acme: hello {{ x }}"]),
       more=st.lists(st.sampled_from(["--strict", "--accept-suggestions"]), unique=True))  # fmt: skip
def test_every_setting_gives_one_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    config: dict[str, Any], rows: list[dict[str, str]], template: str, more: list[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    lay(config, rows, template)
    preflight, send, said = statuses(capsys, "--at", NOON, *more)
    assert preflight == send, said


MOMENTS = [NOON, "2026-12-01T03:00-08:00", "2026-12-06T12:00-08:00", "2026-12-02T04:00+00:00"]
"""Noon, the night, a Sunday, and an evening that is too late in the east of the US."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(config=CONFIGS, rows=LISTS, template=st.sampled_from([TEMPLATES[0], "Acme: hello {{ x }}"]), at=st.sampled_from(MOMENTS),
       off=st.booleans(), strict=st.booleans())  # fmt: skip
def test_the_moment_decides_alike_and_a_preflight_without_one_passes_only_what_passes_at_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    config: dict[str, Any], rows: list[dict[str, str]], template: str, at: str, off: bool, strict: bool,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    hours = {"TIM001": "off", "TIM002": "off", "TIM003": "off"} if off else {}
    lay({**config, "rules": {**config.get("rules", {}), **hours}}, rows, template)
    more = ["--strict"] if strict else []
    preflight, send, said = statuses(capsys, "--at", at, *more)
    assert preflight == send, said
    timeless = run(["preflight", "order.txt", "people.csv", "--dialect", "jinja", "--strict"])
    said = str(capsys.readouterr())
    assert timeless != 0 or send == 0, said
    if off:
        assert "no time is planned" not in said
        assert not strict or timeless == send, said


NIGHT = "2026-12-01T03:00-08:00"
HOURS: list[tuple[str, dict[str, Any], bool]] = [
    # the number, the configuration, whether the moment matters
    ("+14155550100", {}, True),
    ("+14155550100", {"kind": None}, True),
    ("+14155550100", {"kind": "transactional"}, False),
    ("+14155550100", {"rules": {"TIM001": "off", "TIM002": "off", "TIM003": "off"}}, False),
    ("+46701740605", {"regions": ["SE"]}, False),
    ("+33612345678", {"regions": ["FR"]}, True),
]  # fmt: skip


@pytest.mark.parametrize(("number", "config", "matters"), HOURS, ids=range(len(HOURS)))
def test_a_preflight_needs_a_time_only_where_there_are_hours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    number: str, config: dict[str, Any], matters: bool,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    stated = {"brand": "Acme", "kind": "marketing", "regions": ["US"], "provider": "twilio", **config}
    lay(
        stated | {"appended": " STOP au 36111. Reply STOP to end"},
        [{"phone": number, "x": "Ann", "y": "7", "consent": "express"}],
        "Acme: hello {{ x }}",
    )
    run(["preflight", "order.txt", "people.csv", "--dialect", "jinja", "--strict"])
    assert ("no time is planned (--at)" in capsys.readouterr().err) is matters
    outcomes = {at: statuses(capsys, "--at", at)[:2] for at in MOMENTS}
    assert all(preflight == send for preflight, send in outcomes.values())
    assert matters or len(set(outcomes.values())) == 1
