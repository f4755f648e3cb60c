"""Where findings point: the offending characters in the source, through escapes, branches and what is appended."""

from __future__ import annotations

from typing import Any

import pytest

from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject

# code, text, dialect, what is known, what each finding's span covers
PLACES: list[tuple[str, str, str, dict[str, Any], list[str]]] = [
    ("ENC003", "One  two   three", "plain", {}, ["  ", "   "]),
    ("ENC003", "One \ntwo\t\r\nthree", "plain", {}, [" ", "\t", "\r\n"]),
    ("ENC004", "Note: {{ note|truncatechars:20 }}", "django", {}, ["|truncatechars:20"]),
    ("PLH003", "Good day. Dear , hello", "plain", {}, ["Dear ,"]),
    ("PLH005", "Hi {{ name }} of {{ firm }}", "django", {}, ["{{ name }}"]),
    ("OPT003", "Sale! Reply STOP to opt out", "plain", {"sender": "alphanumeric"}, ["Reply STOP"]),
    ("OPT004", "Text 'LEAVE' to opt out", "plain", {"provider": "twilio"}, ["LEAVE"]),
    ("OPT005", "Reply C to confirm or CANCEL to cancel your visit", "plain", {"provider": "twilio"}, ["CANCEL"]),
    ("OPT005", "{% if a %}Reply END to end the call{% endif %}", "jinja", {}, ["END"]),
    ("IDN002", "(광 고) 세일", "plain", {"kind": "marketing", "regions": ["KR"]}, ["(광 고) 세일", "(광 고)"]),
    ("URL002", "See https://acme.example/a, or acme.example/b.", "plain", {"regions": ["MY"]}, ["https://acme.example/a", "acme.example/b"]),
    ("URL002", "Call 03-1234 5678 or +60 3 1234 5678", "plain", {"regions": ["MY"]}, ["03-1234 5678", "+60 3 1234 5678"]),
    ("URL002", "See {{ order.trackingUrl }}", "jinja", {"regions": ["MY"]}, ["{{ order.trackingUrl }}"]),
    ("URL003", "At http://acme.example/x.", "plain", {}, ["http://acme.example/x"]),
    ("URL003", "At (https://1.2.3.4/x)", "plain", {}, ["https://1.2.3.4/x"]),
    ("CNT001", "Hi, payday loan today", "plain", {}, ["payday loan"]),
    ("CNT003", "Ready!!! Get F R E E tea", "plain", {}, ["!!!", "F R E E"]),
    ("SEC002", "Your PASSWORD is Xy12!abc", "plain", {}, ["PASSWORD is Xy12!abc"]),
    ("OTP002", "123456 is your code\n@acme.example #123456\nThanks", "plain", {"kind": "otp"}, ["@acme.example #123456"]),
    ("DLT001", "Order {#var#} is here", "plain", {"regions": ["IN"]}, ["{#var#}"]),
    ("PLH002", "Hi {{ name }} {{ name }}", "jinja", {"facts": {"empty_fields": ["name"]}}, ["{{ name }}"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "dialect", "known", "expected"), PLACES)
def test_a_finding_covers_what_is_at_fault(
    code: str, text: str, dialect: str, known: dict[str, Any], expected: list[str]
) -> None:
    rule = packs.load().find(code)
    assert rule is not None
    found = run([rule], Subject(text, dialect=dialect, context=make_context(known)), ("message", "send"))
    assert sorted(text[slice(*finding.span)] for finding in found) == sorted(expected)


APPENDED = [
    ("OPT003", {"sender": "alphanumeric", "appended": " Reply STOP to opt out"}),
    ("OTP002", {"kind": "otp", "appended": " Bye"}),
]


@pytest.mark.parametrize(("code", "known"), APPENDED)
def test_what_is_appended_is_read_and_its_place_is_inside_the_source(code: str, known: dict[str, Any]) -> None:
    rule = packs.load().find(code)
    assert rule is not None
    text = "123456 is your code\n@acme.example #123456"
    (finding,) = run([rule], Subject(text, context=make_context(known)))
    assert 0 <= finding.span.start <= finding.span.end <= len(text)


def test_every_rendering_counts_and_the_lacking_one_is_shown() -> None:
    rule = packs.load().find("OPT001")
    assert rule is not None
    text = "{% if gold %}Gold sale. Reply STOP to opt out{% else %}Plain sale{% endif %}"
    (finding,) = run(
        [rule], Subject(text, dialect="jinja", context=make_context({"kind": "marketing", "regions": ["US"]}))
    )
    assert "missing from 1 of 2 renderings" in finding.message
    assert "'Plain sale'" in finding.message
    assert finding.fix is None, "what to append to one branch is for a person to say"


@pytest.mark.parametrize(
    ("known", "fixed"),
    [
        ({"regions": ["US"]}, True),
        ({}, True),
        ({"regions": ["US"], "sender": "alphanumeric"}, False),
        ({"regions": ["VN"]}, False),
        ({"regions": ["US"], "locale": "es"}, False),
    ],
)
def test_reply_stop_is_only_offered_where_it_works(known: dict[str, Any], fixed: bool) -> None:
    rule = packs.load().find("OPT001")
    assert rule is not None
    (finding,) = run([rule], Subject("Acme: 20% off", context=make_context({"kind": "marketing", **known})))
    assert (finding.fix is not None) is fixed
