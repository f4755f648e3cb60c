"""``smslint.check`` and the gate agree: the same findings for the same question, and the same questions refused as wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import smslint
from smslint.rules.facts import make_facts
from smslint.rules.undecided import STATE
from smslint.sending.gate import gate, make_gate
from smslint.sending.octopods import OctopodsSender
from smslint.sending.verdict import Outgoing

NOON = dt.datetime(2026, 11, 24, 13, tzinfo=ZoneInfo("America/New_York"))

RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "body": st.one_of(
        st.sampled_from([
            "Acme: 20% off today. Reply STOP to opt out", "20% off today only, shop now!", "Acme: your order has shipped",
            "Your code is 482913", "Hi {{ name }}", "", "It’s here: https://bit.ly/x", "€" * 200,
        ]),
        st.text(max_size=30),
    ),
    "to": st.one_of(
        st.sampled_from([
            "+12125550123", "+13055550100", "+4915123456789", "+33612345678", "+821012345678", "+442079460958", "12125550123",
            "+1 (415) 555-2671", "+1212555012", "", "nobody",
        ]),
        st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
    ),
    "at": st.one_of(
        st.sampled_from([NOON, "2026-11-24T23:30:00-05:00", "2026-11-22T10:30-06:00", "2026-12-25T12:00:00+01:00"]),
        st.datetimes(NOON.replace(tzinfo=None), dt.datetime(2026, 12, 27), timezones=st.just(dt.UTC)),  # noqa: DTZ001
    ),
    "kind": st.sampled_from([None, "marketing", "transactional", "otp"]),
    "sender": st.sampled_from([
        None, "long_code", "toll_free", {"type": "alphanumeric", "id": "Acme"}, {}, {"type": "long_code", "region": "US"},
        {"type": "long_code", "region": "US", "registered": False},
    ]),
    "config": st.fixed_dictionaries({}, optional={
        "kind": st.sampled_from(["marketing", "transactional", "otp"]),
        "brand": st.just("Acme"),
        "provider": st.sampled_from(["octopods", "twilio", "telnyx"]),
        "regions": st.sampled_from([["US"], ["US", "CA"], ["FR"], ["KR"]]),
        "sender": st.sampled_from(["long_code", {"type": "alphanumeric", "id": "Acme"}]),
        "consent": st.sampled_from(["express", "implied"]),
        "appended": st.just(" Reply STOP to opt out"),
        "facts": st.just({"state": "TX"}),
        "rules": st.sampled_from([{"OPT001": "off"}, {"ENC001": "error"}]),
        "sending": st.sampled_from([{"refuse_at": "warning"}, {"require_consent": True}, {"require_consent": False}]),
    }),
    "facts": st.sampled_from([None, {"consent": "yes"}, {"consent": "no"}, {"consent": ""}, {"consent": "unknown"}]),
}  # fmt: skip
QUESTIONS = st.fixed_dictionaries(RIGHT)

SPOILT = [
    ("body", None), ("body", 5), ("body", b"Hi"), ("to", 14155550123), ("to", b"+14155550123"), ("to", ["+14155550123"]),
    ("at", NOON.replace(tzinfo=None)), ("at", "2026-11-24T12:00"), ("at", "2026-11-24"), ("at", "noon"), ("at", ""), ("at", 0),
    ("at", True), ("at", dt.date(2026, 11, 24)), ("kind", "Marketing"), ("kind", "xx"), ("kind", ""), ("kind", 5), ("kind", True),
    ("kind", ["otp"]), ("sender", "ACME"), ("sender", ""), ("sender", {"typ": "x"}), ("sender", {"type": "x"}), ("sender", 5),
    ("sender", []),
    ("config", 5), ("config", {"providr": "x"}), ("config", {"regions": ["ZZ"]}), ("config", "no/such/smslint.yaml"),
]  # fmt: skip


def outcome(ask: Callable[[], object]) -> object:
    """The findings, or the type of the error for a wrong question."""
    try:
        return tuple(getattr(ask(), "findings", ()))
    except (smslint.ConfigError, TypeError) as error:
        return type(error)


def agree(checked: object, gated: object) -> bool:
    """Only the gate refuses a message because its kind is unknown: that takes the place of what the rule says otherwise."""
    assert isinstance(checked, tuple)
    assert isinstance(gated, tuple)
    by_kind = {each.code for each in gated if each.help == STATE}
    return [each for each in checked if each.code not in by_kind] == [each for each in gated if each.help != STATE]


def answers(question: Mapping[str, Any]) -> list[object]:
    """The answers of ``check``, of the gate, and of the gate called like ``check``, to one question."""
    body, to, at, kind, sender, config, facts = (question[name] for name in RIGHT)
    return [
        outcome(lambda: smslint.check(body, to, at=at, kind=kind, sender=sender, config=config, facts=facts)),
        outcome(lambda: gate(body, to, sender, at, kind=kind, config=config, facts=facts)),
        outcome(lambda: make_gate(config, sender=sender).check(body, to, kind=kind, at=at, facts=facts)),
    ]


UNKNOWN = {"body": "Hi Ann", "to": "+13055550100", "at": NOON, "kind": None, "sender": None, "config": {}}


@settings(max_examples=150, deadline=None)
@given(QUESTIONS)
@example({**UNKNOWN, "facts": {"consent": ""}})
def test_check_and_the_gate_agree(question: Mapping[str, Any]) -> None:
    checked, gated, asked = answers(question)
    assert agree(checked, gated)
    assert agree(checked, asked)


@pytest.mark.parametrize(("name", "value"), SPOILT, ids=repr)
def test_a_wrong_question_is_wrong_for_check_and_gate(name: str, value: object) -> None:
    question = {
        "body": "Hi",
        "to": "+14155552671",
        "at": NOON,
        "kind": None,
        "sender": None,
        "facts": None,
        "config": None,
    }
    wrong = TypeError if name in ("body", "to") else smslint.ConfigError
    assert answers({**question, name: value}) == [wrong, wrong, wrong]


@settings(max_examples=50, deadline=None)
@given(QUESTIONS)
def test_the_clock_of_a_gate_acts_like_the_time_of_a_check(question: Mapping[str, Any]) -> None:
    checked = outcome(lambda: smslint.check(**{**question, "at": NOON}))
    made = make_gate(question["config"], sender=question["sender"], clock=lambda: NOON)
    message = Outgoing(question["body"], question["to"], question["kind"], facts=make_facts(question["facts"]))
    assert agree(checked, outcome(lambda: made(message)))


WRONG = [
    ({"kind": "Marketing"}, smslint.ConfigError, "unknown kind 'Marketing' (did you mean 'marketing'?)"),
    ({"kind": "xx"}, smslint.ConfigError, "unknown kind 'xx'"),
    ({"kind": ""}, smslint.ConfigError, "unknown kind ''"),
    ({"kind": 5}, smslint.ConfigError, "unknown kind 5"),
    ({"at": "noon"}, smslint.ConfigError, "at 'noon' is not a time with its offset"),
    ({"body": 5}, TypeError, "must be text"),
    ({"to": 14155550123}, TypeError, "must be text"),
]


def by_sender(*, body: str = "Hi", to: str = "+14155552671", **more: Any) -> object:
    def never(message: Outgoing) -> Any:
        pytest.fail("a wrong question reached the gate")

    return OctopodsSender("key", "http://127.0.0.1:9", gate=never).send(body, to, **more)


def by_guard(*, body: str = "Hi", to: str = "+14155552671", **more: Any) -> object:
    return smslint.guard(body="text", to="to", **more)(lambda text, to: pytest.fail("it was sent"))(body, to)


def by_gate(*, body: str = "Hi", to: str = "+14155552671", **more: Any) -> object:
    return gate(body, to, **more)


def by_check(*, body: str = "Hi", to: str = "+14155552671", **more: Any) -> object:
    return smslint.check(body, to, **more)


@pytest.mark.parametrize("door", [by_check, by_gate, by_guard, by_sender])
@pytest.mark.parametrize(("arguments", "error", "words"), WRONG, ids=repr)
def test_every_function_refuses_a_wrong_question(
    door: Callable[..., object], arguments: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        door(**arguments)
    assert words in str(caught.value)
