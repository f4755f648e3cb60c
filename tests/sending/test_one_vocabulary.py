"""The same facts mean the same in ``check``, the gate, a guard and a sender."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import smslint
from smslint.errors import ConfigError, SendRefused
from smslint.finding import Finding, Severity
from smslint.rules import packs
from smslint.rules.undecided import STATE
from smslint.sending.gate import gate, make_gate
from smslint.sending.octopods import OctopodsSender
from smslint.sending.verdict import Outgoing
from tests.sending.support import KEY

NOON = dt.datetime.fromisoformat("2026-11-24T13:00:00-05:00")  # a Tuesday
TO, FLORIDA = "+14155552671", "+13055550100"
ORDER = "Acme: your order has shipped"
CONFIG = {"kind": "transactional"}


def by_check(facts: Any) -> set[str]:
    report = smslint.check(ORDER, TO, at=NOON, config=CONFIG, facts=facts)
    errors = {each.code for each in report.findings if each.severity is Severity.ERROR}
    assert report.ok is not bool(errors)
    return errors


def by_gate(facts: Any) -> set[str]:
    verdict = gate(ORDER, TO, at=NOON, config=CONFIG, facts=facts)
    errors = {each.code for each in verdict.findings if each.severity is Severity.ERROR}
    assert verdict.passed is not bool(errors)
    return errors


def by_guard(facts: Any) -> set[str]:
    sent: list[str] = []

    @smslint.guard(body="text", to="number", facts="known", config=CONFIG)
    def send(number: str, text: str, known: Any = None) -> None:
        sent.append(text)

    try:
        send(TO, ORDER, facts)
    except SendRefused as refused:
        assert sent == []
        return {each.code for each in refused.findings if each.severity is Severity.ERROR}
    assert sent == [ORDER]
    return set()


def by_sender(facts: Any) -> set[str]:
    # Nothing listens there: a message that the gate lets pass comes no further than its clearance.
    with OctopodsSender(KEY, "http://127.0.0.1:9", gate=make_gate(CONFIG, clock=lambda: NOON)) as sender:
        try:
            if facts is None or sender.clear(Outgoing(ORDER, TO, facts=facts)):
                return set()
        except SendRefused as refused:
            return {each.code for each in refused.findings if each.severity is Severity.ERROR}
    return set()


DOORS = [by_check, by_gate, by_guard, by_sender]
SAID: list[tuple[dict[str, Any], set[str]]] = [
    ({"opted_out": True}, {"CON003"}),
    ({"opt_out": "yes"}, {"CON003"}),
    ({"opted_out": "no", "consent": "yes"}, set()),
    ({"consent": "no"}, {"CON001"}),
    ({"consent": "no", "opt_out": "yes"}, {"CON003"}),
    ({"consent": "unknown"}, set()),
    ({"suppressed": True}, {"NUM004"}),
    ({"enabled_regions": ["GB"]}, {"NUM005"}),
    ({"empty_fields": ["name"]}, {"PLH002"}),
    ({"null_fields": ["name"]}, {"PLH001"}),
    ({"cost": 2, "budget": 1, "currency": "USD"}, {"CST001"}),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("facts", "codes"), SAID, ids=lambda value: str(value)[:40])
def test_the_same_facts_refuse_in_every_function(door: Any, facts: dict[str, Any], codes: set[str]) -> None:
    assert door(facts) == codes


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"optout": True}, "unknown key 'optout' (did you mean 'opt_out'?)"),
        ({"opted_out": 1}, "facts.opted_out: expected true, false or a text, found 1"),
        ({"zone": "Mars/X"}, "facts.zone: expected a time zone"),
        ({"state": "XX"}, "facts.state: expected a state of the US such as FL or Florida, found 'XX'"),
        ({"consent": "maybe"}, "facts.consent: expected yes, no, unknown"),
    ],
)
def test_an_unknown_fact_is_one_clear_line(door: Any, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError) as wrong:
        door(facts)
    assert says in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_guard_without_facts_calls_its_check_without_facts() -> None:
    asked: list[dict[str, object]] = []

    def check(body: str, to: str | None = None, **more: object) -> Any:
        asked.append(more)
        return smslint.check(body, to)

    @smslint.guard(check=check)
    def send(phone: str, message: str) -> str:
        return message

    assert send(TO, ORDER) == ORDER
    assert "facts" not in asked[0]
    with pytest.raises(TypeError, match="no parameter 'known'"):
        smslint.guard(facts="known")(lambda phone, message: message)


def test_a_project_gives_the_same_findings_in_check_and_gate(tmp_path: Path) -> None:
    config = {"kind": "transactional", "sending": {"enabled_regions": ["GB"], "require_consent": True}}
    report = smslint.check(ORDER, TO, at=NOON, config=config)
    verdict = gate(ORDER, TO, at=NOON, config=config)
    assert codes(report.findings) == codes(verdict.findings) == {"NUM005", "CON002"}


SCOPED = {rule.code for rule in packs.load().rules if rule.applies_to.scope in ("recipient", "send")}


def codes(findings: Any) -> set[str]:
    return {each.code for each in findings if each.code in SCOPED}


TEXTS = st.sampled_from(
    [
        ORDER,
        "Acme: 20% off today. Reply STOP to opt out",
        "Your code is 123456",
        "",
        "Hi {{ name }}",
        "Acme: Dear , thanks",
    ]
)
NUMBERS = st.sampled_from(
    [TO, FLORIDA, "+821012345678", "+33612345678", "+27821234567", "+442079460958", "14155552671", "x"]
)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "opted_out": st.sampled_from([True, False, "yes", "no", "by mail", None]),
        "consent": st.sampled_from(["yes", "no", "unknown", "express", "implied", "", True, None]),
        "suppressed": st.booleans(),
        "duplicate_of": st.sampled_from([True, "row 3", None]),
        "ragged": st.sampled_from([True, "it has 3 cells"]),
        "empty_fields": st.sampled_from([["name"], []]),
        "null_fields": st.sampled_from([["name"], []]),
        "columns": st.sampled_from([["name", "city"], []]),
        "zone": st.sampled_from(["America/New_York", "UTC+9", ["Asia/Seoul", "Pacific/Auckland"], ""]),
        "state": st.sampled_from(["FL", "texas", "US-NY", ""]),
        "locale": st.sampled_from(["en", "fr-FR"]),
        "sent_today": st.integers(0, 5),
        "sent": st.lists(st.sampled_from(["2026-11-24T09:00:00-05:00", "2026-11-22T09:00:00-05:00"]), max_size=4),
        "enabled_regions": st.sampled_from([["US"], ["KR", "FR"]]),
        "holiday": st.booleans(),
        "price_as_of": st.sampled_from(["2020-01-01", "2026-11-01"]),
        "unpriced": st.just(["KE"]),
        "cost": st.sampled_from(["1.00", 3]),
        "budget": st.just(2),
        "dlt_template": st.just("Order {#var#}"),
    },
)  # fmt: skip
CONFIGS = st.sampled_from(
    [{}, {"kind": "marketing"}, {"consent": "none"}, {"consent": "express", "facts": {"state": "FL"}}, {"regions": ["US"]},
     {"sending": {"require_consent": True, "enabled_regions": ["US", "FR"]}}, {"brand": "Acme", "facts": {"consent": "no"}},
     {"prices": "reference:aws"}]
)  # fmt: skip
MOMENTS = st.sampled_from(
    ["2026-11-24T13:00:00-05:00", "2026-11-24T21:30:00-05:00", "2026-11-22T10:30:00+01:00", "2026-12-25T12:00:00+01:00"]
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, NUMBERS, FACTS, CONFIGS, MOMENTS, st.sampled_from([None, "marketing", "transactional", "otp"]))
def test_check_and_gate_agree(
    body: str, to: str, facts: dict[str, Any], config: dict[str, Any], moment: str, kind: str | None
) -> None:
    at = dt.datetime.fromisoformat(moment)
    report = smslint.check(body, to, at=at, kind=kind, config=config, facts=facts)
    verdict = gate(body, to, at=at, kind=kind, config=config, facts=facts)
    assert _codes(report.findings) == _codes(verdict.findings)


def _codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return sorted((each.code, each.message) for each in findings if each.code in SCOPED and each.help != STATE)
