"""Selection, order and prediction: what the engine adds to the checks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from smslint.finding import Confidence, Severity
from smslint.rules import engine, packs
from smslint.rules.context import make_context
from smslint.rules.engine import applies, run
from smslint.rules.facts import make_facts
from smslint.rules.profiles import grade
from smslint.rules.review import overdue
from smslint.rules.rule import Scope
from smslint.rules.subject import Subject
from smslint.span import Span
from smslint.text.values import ValueTable


def subject(text: str, dialect: str = "plain", to: str | None = None, **context: Any) -> Subject:
    return Subject(text, dialect=dialect, to=to, context=make_context(context))


def codes(found: Subject, scopes: tuple[str, ...] = ("message", "recipient")) -> list[str]:
    return [finding.code for finding in run(packs.load().rules, found, scopes)]


def rule(code: str) -> Any:
    found = packs.load().find(code)
    assert found is not None
    return found


# code, what is known, whether the rule applies to the message
APPLIES = [
    ("OPT001", {"kind": "marketing"}, True),
    ("OPT001", {"kind": "transactional"}, False),
    ("SND001", {"sender": "alphanumeric"}, True),
    ("SND001", {"sender": "toll_free"}, False),
    ("SND001", {}, False),
    ("CTI001", {"program": "confirmation"}, True),
    ("CTI001", {}, False),
]
# what a rule's applies_to says, what is known, whether the rule applies
SCOPES = [
    ({"provider": frozenset({"twilio"})}, {"provider": "twilio"}, True),
    ({"provider": frozenset({"twilio"})}, {"provider": "vonage"}, False),
    ({"provider": frozenset({"twilio"})}, {}, False),
    ({"regions": frozenset({"US", "CA"})}, {"regions": ["CA", "GB"]}, True),
    ({"regions": frozenset({"US", "CA"})}, {"regions": ["GB"]}, False),
    ({"sender": frozenset({"short_code"})}, {"sender": "short_code"}, True),
    ({"sender": frozenset({"short_code"})}, {"sender": "toll_free"}, False),
    ({"kind": frozenset({"otp"})}, {"kind": "otp"}, True),
    ({"kind": frozenset({"otp"}), "provider": frozenset({"twilio"})}, {"kind": "otp", "provider": "vonage"}, False),
]


@pytest.mark.parametrize(("scope", "known", "expected"), SCOPES)
def test_every_part_of_a_scope_must_hold(scope: dict[str, Any], known: dict[str, Any], expected: bool) -> None:
    asked = replace(rule("ENC001"), applies_to=Scope(**scope))
    assert applies(asked, subject("Acme: your order has shipped", **known)) is expected


@pytest.mark.parametrize(("code", "known", "expected"), APPLIES)
def test_a_rule_applies_by_what_is_known(code: str, known: dict[str, Any], expected: bool) -> None:
    assert applies(rule(code), subject("Acme: your order has shipped", **known)) is expected


def test_a_rule_of_a_dialect_and_one_with_needs() -> None:
    assert applies(rule("PLH005"), subject("Hi {{ name }}", "django"))
    assert not applies(rule("PLH005"), subject("Hi {{ name }}", "jinja"))
    assert applies(rule("URL001"), subject("See BIT.LY/x"))
    assert not applies(rule("URL001"), subject("See our shop"))


NEEDS = ((), ("sale",), ("zebra",), ("zebra", "sale"), ("okapi", "zebra"))


@pytest.mark.parametrize("order", [*permutations(range(len(NEEDS)), 3)], ids=str)
def test_a_rule_runs_only_in_a_text_with_one_of_its_needs(order: tuple[int, ...]) -> None:
    """Whichever rules run before it, and also if its check would find something."""
    always = rule("OPT001")
    rules = [replace(always, code=f"ACM00{number}", name=f"acme-{number}", needs=NEEDS[number]) for number in order]
    there = {number for number in order if not NEEDS[number] or "sale" in NEEDS[number]}
    for twice in ([*rules], [each for each in rules for _ in range(2)]):
        found = run(twice, subject("Acme: big sale now!", kind="marketing"))
        assert {finding.code for finding in found} == {f"ACM00{number}" for number in there}


def test_a_recipient_rule_needs_a_recipient() -> None:
    assert not applies(rule("NUM001"), subject("Hi"))
    assert applies(rule("NUM001"), subject("Hi", to="123"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"opted_out": True}, True),
        ({"suppressed": True}, True),
        ({"duplicate_of": True}, True),
        ({"consent": "none"}, True),
        ({"consent": "unknown"}, True),
        ({"opted_out": False, "suppressed": False, "consent": "express"}, False),
        ({"sent_today": 9}, False),
        ({}, False),
    ],
)
def test_a_refusal_is_about_a_recipient_without_a_number(facts: dict[str, Any], expected: bool) -> None:
    known = Subject("Hi", context=make_context({"kind": "marketing"}).knowing(make_facts(facts)))
    assert applies(rule("NUM001"), known) is expected


def test_scopes_are_asked_for() -> None:
    late = subject(
        "Acme: sale. Reply STOP to opt out", to="+13055550100", kind="marketing", at="2026-11-24T22:30:00-05:00"
    )
    assert codes(late) == []
    assert set(codes(late, ("message", "recipient", "send"))) == {"TIM001", "TIM002"}


def test_nothing_else_is_reported_about_a_template_that_does_not_parse() -> None:
    assert codes(subject("Payday loan {{ name", "jinja", kind="marketing")) == ["TPL001"]


def test_findings_are_in_source_order_and_the_worst_first() -> None:
    found = run(packs.load().rules, subject("Hi ’undefined’ \u200b see http://bit.ly/x", regions=["US"]))
    places = [(finding.span.start, -finding.severity) for finding in found]
    assert places == sorted(places)
    assert {"ENC001", "ENC002", "URL001", "URL003"} <= {finding.code for finding in found}


def test_two_findings_are_in_order_too() -> None:
    """Whatever the order of their rules: by place, then the most severe, then by code."""
    text = subject("Acme: big sale \u2013 now!", kind="marketing")
    first, whole = rule("ENC001"), rule("OPT001")
    mild, also = replace(whole, code="AAA001", severity=Severity.INFO), replace(whole, code="AAA002")
    for one, other in ((first, whole), (whole, mild), (also, whole)):
        for rules in ([one, other], [other, one]):
            assert [finding.code for finding in run(rules, text)] == [one.code, other.code]


def test_the_predicted_error_of_the_provider() -> None:
    (finding,) = run(packs.load().rules, subject("Hi", to="123", provider="octopods"))
    assert finding.predicts == "Octopods 3 PHONE_INVALID"
    (finding,) = run([rule("SND002")], subject("Hi", provider="twilio", regions=["US"], sender="toll_free"), ("send",))
    assert finding.predicts == "Twilio 30032"


def test_what_a_check_predicts_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    number = rule("NUM001")
    known = subject("Hi", to="123", provider="octopods")
    for own, wanted in (("Registry 7", "Registry 7"), (None, "Octopods 3 PHONE_INVALID")):
        said = number.finding("No.", Span(0, 2), predicts=own)
        monkeypatch.setattr(engine, "FUNCTIONS", {number.check: lambda _, __, said=said: [said]})
        assert [finding.predicts for finding in run([number], known)] == [wanted]


def test_a_project_may_lower_a_rule_but_a_country_does_not_raise_it() -> None:
    lowered = rule("OPT001").with_options(severity=Severity.WARNING)
    (finding,) = run([lowered], subject("Acme: 20% off", kind="marketing", regions=["US"]))
    assert finding.severity is Severity.WARNING


def test_overdue_rules_are_one_finding() -> None:
    (finding,) = overdue(packs.load().rules, dt.date(2040, 1, 1))
    assert finding.code == "PAK001"
    assert "more" in finding.message
    assert overdue(packs.load().rules, dt.date(2026, 11, 24)) == []


def test_values_reach_the_checks() -> None:
    values = ValueTable({"story": {"max": 2000, "charset": "gsm7_basic"}})
    found = Subject("{{ story }}", dialect="jinja", values=values, context=make_context({"provider": "twilio"}))
    assert [finding.code for finding in run([rule("LEN001"), rule("PLH004")], found)] == ["LEN001"]


@pytest.mark.parametrize(
    ("code", "text", "known", "words"),
    [
        ("OPT001", "Acme: 20% off today!", {"regions": ["US"]}, "(it looks like marketing: '20% off'"),
        ("OTP001", "482913 is your Acme code", {}, "(it looks like otp: "),
        ("IDN002", "Acme: 20% off today!", {"regions": ["KR"]}, "(it looks like marketing: "),
    ],
)
def test_a_guessed_kind_shows_its_evidence(code: str, text: str, known: dict[str, Any], words: str) -> None:
    (finding,) = run([rule(code)], subject(text, **known))
    assert words in finding.message
    assert not finding.message.endswith("..")
    stated = "otp" if code == "OTP001" else "marketing"
    (finding,) = run([rule(code)], subject(text, kind=stated, **known))
    assert "looks like" not in finding.message


# the rule, a text that looks like marketing, what is known; the confidence with a given kind, and with a guessed one
GUESSED = [
    ("OPT001", {"regions": ["US"]}, Confidence.HIGH, Confidence.MEDIUM),
    ("IDN002", {"regions": ["KR"]}, Confidence.HIGH, Confidence.MEDIUM),
]


@pytest.mark.parametrize(("code", "known", "stated", "guessed"), GUESSED)
def test_a_finding_has_at_most_the_confidence_of_its_guess(
    code: str, known: dict[str, Any], stated: Confidence, guessed: Confidence
) -> None:
    offer = "Acme: 20% off today!"
    assert [finding.confidence for finding in run([rule(code)], subject(offer, kind="marketing", **known))] == [stated]
    assert [finding.confidence for finding in run([rule(code)], subject(offer, **known))] == [guessed]


# the rule's severity, the severity in a country's profile, the confidence of the profile; the severity of the finding
GRADES = [
    (Severity.ERROR, "error", "verified", Severity.ERROR, Confidence.HIGH),
    (Severity.ERROR, "error", "knowledge", Severity.WARNING, Confidence.LOW),
    (Severity.ERROR, "info", "knowledge", Severity.INFO, Confidence.LOW),
    (Severity.WARNING, "error", "verified", Severity.WARNING, Confidence.HIGH),
    (Severity.INFO, "error", "knowledge", Severity.INFO, Confidence.LOW),
]


@pytest.mark.parametrize(("own", "severity", "known", "most", "confidence"), GRADES)
def test_a_fact_from_memory_is_not_an_error(
    own: Severity, severity: str, known: str, most: Severity, confidence: Confidence
) -> None:
    mark = grade(replace(rule("OPT001"), severity=own), severity, known)
    assert (mark.severity, mark.confidence) == (most, confidence)
    assert ("from memory" in mark.remark) is (known == "knowledge")


def test_a_rule_needs_what_a_rendering_shows_and_not_only_what_is_written() -> None:
    only = ValueTable({"word": {"enum": ["STOP2END"]}})
    assert applies(rule("OPT006"), Subject("Acme: reply {{ word }}", dialect="jinja", values=only))
    assert not applies(rule("OPT006"), Subject("Acme: reply {{ word }}", dialect="jinja"))
