"""DESIGN §5 as a table: what an unknown kind, an unknown consent, and an unknown state, zone or region mean before a message is sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import smslint
from smslint.sending import make_gate
from smslint.sending.gate import gate

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
NIGHT = NOON.replace(hour=3)
US = "+13055550100"
STOP = "Acme: hello Ann. Reply STOP to end"
BARE = "Acme: hello Ann"
STATE = "State the kind: marketing, transactional or otp."

KINDS = [
    # body, moment, kind: passes the check, passes the gate and the guard
    (BARE, NOON, None, True, "OPT001"),
    (STOP, NIGHT, None, True, "TIM002"),
    (STOP, NOON, None, True, ""),
    (BARE, NIGHT, "transactional", True, ""),
    (BARE, NOON, "otp", True, ""),
    (BARE, NOON, "marketing", False, "OPT001"),
    ("Acme: your order has shipped", NIGHT, None, True, ""),
    ("Acme: 20% off today", NOON, None, False, "OPT001"),
]


@pytest.mark.parametrize(("body", "at", "kind", "checked", "refused"), KINDS)
def test_an_unknown_kind(body: str, at: dt.datetime, kind: str | None, refused: str, *, checked: bool) -> None:
    report = smslint.check(body, US, kind=kind, at=at)
    assert report.ok is checked
    verdict = gate(body, US, at=at, kind=kind)
    assert verdict.passed is (not refused)
    undecided = [each.code for each in verdict.findings if each.help == STATE]
    assert undecided == ([refused] if refused and checked else [])
    assert all("state the kind" in each.message for each in verdict.findings if each.help == STATE)
    assert any("the kind" in each for each in verdict.unknown) is (kind is None and body in (BARE, STOP))
    sent: list[str] = []
    guarded = smslint.guard(body="text", to="to", kind=kind, at=at)(lambda text, to: sent.append(text))
    if refused:
        with pytest.raises(smslint.SendRefused, match=refused):
            guarded(body, US)
    else:
        guarded(body, US)
    assert sent == ([] if refused else [body])


def test_what_else_is_refused_is_not_blamed_on_the_kind() -> None:
    assert [each.code for each in gate("", US, at=NOON).findings] == ["LEN006"]


def test_a_country_without_a_profile_is_named() -> None:
    assert gate("Acme: your order has shipped", "+50491234567").unknown == ("the rules of HN",)


WORDS = [{"state": "Nowhere"}, {"zone": "Mars/Base"}, {"consent": "perhaps"}]


@pytest.mark.parametrize("facts", WORDS, ids=str)
def test_an_unknown_place_or_consent_is_an_error_of_the_caller(facts: dict[str, str]) -> None:
    for ask in (
        lambda: smslint.check(STOP, US, facts=facts),
        lambda: gate(STOP, US, facts=facts),
        lambda: smslint.guard(body="text", to="to", facts=facts)(lambda text, to: None)(STOP, US),
    ):
        with pytest.raises(smslint.ConfigError, match=next(iter(facts))):
            ask()


LISTS = [
    # kind, require_consent, a consent column: passes
    ("marketing", None, False, False),
    ("marketing", False, False, True),
    ("marketing", True, False, False),
    ("marketing", None, True, True),
    ("transactional", None, False, True),
    ("transactional", True, False, False),
    (None, None, False, False),
    (None, False, False, True),
    (None, None, True, True),
]


@pytest.mark.parametrize("configured", [False, True])
@pytest.mark.parametrize(("kind", "required", "column", "passes"), LISTS)
def test_a_list_without_a_consent_column(
    kind: str | None, required: bool | None, *, column: bool, passes: bool, configured: bool
) -> None:
    config: dict[str, Any] = {"brand": "Acme", **({} if kind is None else {"kind": kind})}
    if configured and required is not None:
        config["sending"] = {"require_consent": required}
    row = {"phone": US, "name": "Ann", **({"consent": "yes"} if column else {})}
    said = smslint.preflight(
        {"text": "Acme: hello {{ name }}. Reply STOP to end"}, [row], dialect="jinja", config=config, at=NOON,
        require_consent=None if configured else required,
    )  # fmt: skip
    assert (said.ok and said.recipients == 1) is passes
    assert (said.audit.consent == "unknown") is (not column and required is not False)
    if kind is None and required is None and not column:
        assert "state the kind" in said.list_findings[0].message


def test_a_gate_that_requires_consent_refuses_what_is_unknown() -> None:
    ask = make_gate({"sending": {"require_consent": True}, "kind": "transactional"})
    assert [each.code for each in ask.check(STOP, US, at=NOON).findings] == ["CON002"]
