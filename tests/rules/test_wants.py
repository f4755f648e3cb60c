"""A check is not called if nothing in the message is relevant for it, and that changes no finding."""

from __future__ import annotations

from typing import Any

import pytest

from smslint.rules import engine, packs, wants
from smslint.rules.checks import CHECKS
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.rule import Rule
from smslint.rules.subject import Subject
from smslint.text.values import ValueTable

SCOPES = ("message", "recipient", "send", "config")


def test_every_name_is_that_of_a_check() -> None:
    assert set(wants.WANTS) <= set(CHECKS)


def subjects(rule: Rule) -> list[Subject]:
    return [
        Subject(
            text, dialect=test.dialect, context=make_context(test.context), values=ValueTable(test.values), to=test.to
        )
        for test in rule.tests
        for text in (test.text, test.text.upper())
    ]


@pytest.mark.parametrize("rule", packs.load().rules, ids=lambda rule: rule.code)
def test_a_check_that_is_not_called_would_find_nothing(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    lean = [run([rule], each, SCOPES) for each in subjects(rule)]
    monkeypatch.setattr(engine, "present_bits", lambda _: -1)
    assert lean == [run([rule], each, SCOPES) for each in subjects(rule)]


# a text and its settings; a check that is called for it, and one that is not
CALLED: list[tuple[str, dict[str, Any], str, str]] = [
    ("Acme: hi ł", {}, "alphabet", "link-form"),
    ("Acme: 123 456 789", {}, "secret-number", "link-form"),
    ("See http://a.example", {}, "link-form", "reply-word"),
    ("Reply STOP", {}, "reply-word", "white-space"),
    ("a  b", {}, "white-space", "greeting"),
    ("Hi , there", {}, "greeting", "character-limit"),
    ("a" * 161, {}, "character-limit", "brand"),
    ("Hi", {"brand": ["Acme"]}, "brand", "marketing-hours"),
    ("Hi", {"at": "2026-11-24T22:30:00-05:00"}, "marketing-hours", "country-text"),
    ("Hi", {"regions": ["US"]}, "country-text", "brand"),
    ("Hi", {"provider": "twilio"}, "provider-split", "programme-text"),
    ("  ", {}, "empty-body", "directive"),
    ("one\n---\ntwo", {}, "several-messages", "directive"),
    ("Reply --- STOP", {}, "reply-word", "several-messages"),
    ("Hi – there", {}, "alphabet", "reply-word"),
    ("Hi – there", {}, "alphabet", "secret-number"),
]


@pytest.mark.parametrize(("text", "settings", "called", "spared"), CALLED)
def test_what_is_called(text: str, settings: dict[str, Any], called: str, spared: str) -> None:
    found = wants.present_bits(Subject(text, context=make_context(settings)))
    assert wants.WANTS.get(called, -1) & found
    assert not wants.WANTS[spared] & found
