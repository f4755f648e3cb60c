from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
import regex

from smslint.data import data_path
from smslint.errors import PackError
from smslint.finding import Confidence, Finding, Severity
from smslint.rules import countries, country_file, document, packs, resting
from smslint.rules.context import make_context
from smslint.rules.country import Country
from smslint.rules.differing import Differing
from smslint.rules.engine import run
from smslint.rules.subject import Subject
from tests.rules.schemas import schema_errors

FILES = sorted((data_path("rules") / "countries").glob("[A-Z][A-Z].yaml"))
SATURDAY = dt.date(2026, 11, 21)
MONDAY = dt.datetime.fromisoformat("2026-11-16T00:00")


def country(iso2: str) -> Country:
    found = countries.load(iso2)
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_follow_the_schema(path: Path) -> None:
    assert schema_errors("country", path) == []
    assert country(path.stem).iso2 == path.stem


def test_how_many_and_by_which_name() -> None:
    assert len(countries.names()) == 121
    assert country("us") is not None
    assert country("NO").name == "Norway"
    for unknown in ("XX", "USA", "", "../US", "us_states"):
        assert countries.load(unknown) is None


@pytest.mark.parametrize("iso2", countries.names())
def test_facts_from_memory_are_not_errors(iso2: str) -> None:
    profile = country(iso2)
    errors = {
        "sender": profile.alphanumeric.severity == "error",
        "opt_out": profile.opt_out.severity == "error",
        "hours": profile.hours.error_outside is not None,
    }
    for field, is_error in errors.items():
        assert not (is_error and profile.confidence[field] == "knowledge"), field
    assert not [
        check.what for check in profile.text_checks if check.severity == "error" and check.confidence == "knowledge"
    ]


@pytest.mark.parametrize("iso2", countries.names())
def test_the_strict_window_is_inside_the_outer_one(iso2: str) -> None:
    hours = country(iso2).hours
    if hours.strict is None or hours.outer is None:
        return
    for minutes in range(0, 7 * 24 * 60, 30):
        moment = MONDAY + dt.timedelta(minutes=minutes)
        assert hours.outer.at(moment) or not hours.strict.at(moment)


SUPPORT = [
    ("US", "not_supported", "error"),
    ("CA", "not_supported", "error"),
    ("BE", "not_supported", "error"),
    ("ES", "registration_required", "warning"),
    ("FI", "registration_required", "warning"),
    ("IE", "registration_required", "warning"),
    ("TR", "registration_required", "warning"),
    ("FR", "supported", None),
    ("KR", "not_supported", "warning"),
]


@pytest.mark.parametrize(("iso2", "support", "severity"), SUPPORT)
def test_alphanumeric_senders(iso2: str, support: str, severity: str | None) -> None:
    assert country(iso2).alphanumeric[:2] == (support, severity)


def test_only_turkey_is_agreed_to_be_one_way() -> None:
    assert [name for name in countries.names() if country(name).two_way_agreed] == ["TR"]


@pytest.mark.parametrize(
    ("severity", "codes"),
    [
        ("error", "US CA AU NZ SG ZA PH EG KR VN CN FR DE IT HK IL"),
        ("warning", "JP GB NO"),
    ],
)
def test_a_missing_opt_out(severity: str, codes: str) -> None:
    assert {code: country(code).opt_out.severity for code in codes.split()} == dict.fromkeys(codes.split(), severity)


READ_BY = {"country-text", "dlt-template", "sender-form", "sender-support"}


@pytest.mark.parametrize("iso2", countries.names())
def test_each_text_check_is_read_by_its_rule(iso2: str) -> None:
    """What another field of the profile says (hours, opt-out, shorteners) does not stand there a second time."""
    for asked in country(iso2).text_checks:
        rule = packs.load().find(asked.rule or "")
        assert rule is not None, asked.what
        assert rule.check in READ_BY, (asked.what, rule.check)


HOURS_AS_ERRORS = {
    "CO": "windows",
    "VN": "windows",
    "KR": "windows",
    "ZA": "windows",
    "PH": "windows",
    "NG": "windows",
    "FR": "outer",
    "BR": "outer",
    "BH": "windows",
}


def test_where_hours_are_an_error() -> None:
    found = {name: country(name).hours.error_outside for name in countries.names()}
    assert {name: outside for name, outside in found.items() if outside} == HOURS_AS_ERRORS


TIMES = [
    ("CO", 0, "18:59", False, True),
    ("CO", 0, "19:00", False, False),
    ("CO", 5, "14:00", False, True),
    ("CO", 5, "15:00", False, False),
    ("CO", 6, "10:00", False, False),
    ("CO", 0, "10:00", True, False),
    ("VN", 6, "21:59", False, True),
    ("VN", 6, "06:59", False, False),
    ("ZA", 5, "12:00", False, True),
    ("ZA", 5, "13:00", False, False),
    ("KR", 2, "21:00", False, False),
    ("BD", 2, "23:59", False, True),
    ("BD", 2, "05:59", False, False),
]


@pytest.mark.parametrize(("iso2", "weekday", "time", "holiday", "allowed"), TIMES)
def test_windows(iso2: str, weekday: int, time: str, holiday: bool, allowed: bool) -> None:
    day = SATURDAY + dt.timedelta(days=weekday - SATURDAY.weekday())
    strict = country(iso2).hours.strict
    assert strict is not None
    assert strict.at(dt.datetime.combine(day, dt.time.fromisoformat(time)), holiday=holiday) is allowed


def test_caps() -> None:
    caps = {name: country(name).cap for name in countries.names()}
    assert {name: cap.limit for name, cap in caps.items() if cap} == {"CO": 1, "VN": 3, "EC": 1, "CM": 3, "ZM": 1}


TEXT_CHECKS = [
    ("KR", "advertising label", "(광고) Acme", True),
    ("KR", "advertising label", "[광고] Acme", False),
    ("KR", "falsified label", "(광/고) Acme", True),
    ("VN", "advertising label", "[QC] Acme", True),
    ("VN", "advertising label", "Acme [QC]", False),
    ("CN", "signature", "【Acme】您好", True),
    ("SA", "-AD suffix on a marketing sender ID", "Acme-AD", True),
    ("AE", "AD- prefix on a marketing sender ID", "AD-Acme", True),
    ("AE", "AD- prefix on a marketing sender ID", "Acme", False),
    ("SG", "<ADV> label when consent is absent or unknown", "<ADV> Acme", True),
    ("BD", "Bengali script present in a promotion", "বন্ধ", True),
    ("IN", "untyped {#var#}: since 2026-03-16 operators reject it in existing templates too", "Hi {#var#}", True),
    ("IN", "unknown variable name", "Hi {#name#}", True),
    ("IN", "unknown variable name", "Hi {#numeric#}", False),
]


@pytest.mark.parametrize(("iso2", "what", "text", "found"), TEXT_CHECKS)
def test_text_checks(iso2: str, what: str, text: str, found: bool) -> None:
    check = next(check for check in country(iso2).text_checks if check.what == what)
    assert check.pattern is not None
    assert bool(regex.search(check.pattern, text, timeout=1)) is found


# the rule and country; a text; the problem in the finding: "" if there is none
PLACED = [
    ("IDN002", "KR", "(광고) Acme 20% 할인", ""),
    ("IDN002", "KR", "  (광고) Acme 20% 할인", ""),
    ("IDN002", "KR", "Acme (광고) 20% 할인", "it is missing"),
    ("IDN002", "MY", "RM0 Acme: 20% off", ""),
    ("IDN002", "MY", "Acme: RM0 20% off", "it is missing"),
    ("IDN002", "CN", "【Acme】您好", ""),
    ("IDN002", "CN", "您好【Acme】", ""),
    ("IDN002", "CN", "您好【Acme】再见", "it is present, but not"),
    ("OPT002", "KR", "(광고) Acme 20% 할인 무료수신거부 080-123-4567", ""),
    ("OPT002", "KR", "무료수신거부 080-123-4567 (광고) Acme " + "할인 " * 20, "it is present, but not at the end"),
    ("OPT002", "KR", "(광고) Acme 20% 할인 [무료수신거부] 080-451-0114", ""),  # KT writes it so
    ("OPT002", "KR", "(광고) Acme 20% 할인 (무료)수신거부 0801234567", ""),
    ("OPT002", "KR", "(광고) Acme 20% 할인 [무료수신거부] 070-451-0114", "it is missing"),
    ("OPT002", "CN", "【Acme】您好 拒收请回复R", ""),
    ("OPT002", "KE", "Acme: 20% off. STOP*456*9*5#", ""),
    ("OPT002", "KE", "Acme: 20% off. Opt out *456*9*5#", ""),
    ("OPT002", "KE", "Acme: 20% off. Opt out *456*9#", "it is missing"),
    ("OPT002", "KE", "Acme: 20% off. STOP to 22123", "it is missing"),
    ("OPT002", "HK", "Acme: 20% off. Reply STOP / 退訂回覆STOP", ""),
    ("OPT002", "HK", "Acme: 20% off. Reply STOP to opt out", "it is missing"),
    ("OPT002", "HK", "Acme 八折。退訂回覆STOP", "it is missing"),
    ("OPT002", "CN", "【Acme】您好 TD退订", ""),
    ("OPT002", "CN", "【Acme】您好 无法识别退订人信息", "it is missing"),
    ("OPT002", "CN", "【Acme】拒收请回复R " + "您好" * 30, "it is present, but not at the end"),
]


@pytest.mark.parametrize(("code", "iso2", "text", "problem"), PLACED)
def test_a_text_must_be_in_its_place(code: str, iso2: str, text: str, problem: str) -> None:
    rule = packs.load().find(code)
    assert rule is not None
    known = make_context({"kind": "marketing", "regions": [iso2]})
    found = [
        finding.message for finding in run([rule], Subject(text, context=known)) if "requires this" in finding.message
    ]
    assert [problem in message for message in found] == ([True] if problem else [])


def test_urls() -> None:
    assert country("MY").urls[:4] == ("error", "error", None, "error")
    assert {name for name in countries.names() if country(name).urls.shortener == "error"} == {
        "US",
        "IN",
        "TH",
        "SA",
        "PL",
        "RO",
        "MY",
    }
    assert country("TR").urls.any == "warning"


GOOD = """\
    country: XX
    name: Nowhere
    dial: '999'
    sender: {alphanumeric: supported}
    two_way: 'yes'
    opt_out: {marketing: required, severity: error}
    hours:
      kind: law
      basis: a law
      windows: [{days: mon-fri, start: '08:00', end: '20:00'}]
      sunday: false
      holidays: false
    text_checks:
      - {what: label, applies_to: marketing, pattern: '^AD', match: required, severity: error, confidence: verified}
    confidence: {sender: verified}
    sources:
      - {title: A law, retrieved: '2026-11-23'}
"""

REFUSED = [
    ("two_way: 'yes'", "two_way: yes", r"XX\.yaml:5: two_way: must be text, not true or false"),
    ("alphanumeric: supported", "alphanumeric: maybe", r"XX\.yaml:4: sender\.alphanumeric: 'maybe' is not one of"),
    ("days: mon-fri", "days: fri-mon", r"XX\.yaml:10: hours\.windows\[0\]\.days: must be a day or a range"),
    ("end: '20:00'", "end: 20:00", r"XX\.yaml:10: hours\.windows\[0\]\.end: YAML reads 20:00 as the number 1200"),
    ("end: '20:00'", "end: '25:00'", r"XX\.yaml:10: hours\.windows\[0\]\.end: must be a time"),
    ("end: '20:00'", "end: '07:00'", r"XX\.yaml:10: hours\.windows\[0\]\.end: a window ends after it starts"),
    ("      sunday: false\n", "", r"XX\.yaml:7: hours\.sunday: must be true or false, not nothing"),
    ("basis: a law", "basis: a law\n      error_outside: outer", r"XX\.yaml:10: hours\.error_outside: names hours"),
    ("'^AD'", "'^(AD'", r"XX\.yaml:14: text_checks\[0\]\.pattern: is not a regular expression"),
    ("severity: error, confidence", "severity: fatal, confidence", r"XX\.yaml:14: text_checks\[0\]\.severity: 'fatal'"),
    ("sender: verified", "sender: sure", r"XX\.yaml:15: confidence\.sender: 'sure' is not one of"),
    (", retrieved: '2026-11-23'", "", r"XX\.yaml:17: sources\[0\]: needs a date"),
    ("'2026-11-23'}", "'2026-11-23', url: acme.example}", r"XX\.yaml:17: sources\[0\]\.url: must be an address"),
    (
        "'2026-11-23'}",
        "'2026-11-23', url: 'https://a.example', no_url: lost}",
        r"XX\.yaml:17: sources\[0\]\.no_url: has an address",
    ),
    ("name: Nowhere", "nam: Nowhere", r"XX\.yaml:2: nam: unknown key; did you mean 'name'"),
]


@pytest.mark.parametrize(("good", "bad", "message"), REFUSED)
def test_bad_profiles_are_refused_with_file_line_and_key(tmp_path: Path, good: str, bad: str, message: str) -> None:
    path = tmp_path / "XX.yaml"
    path.write_text(dedent(GOOD), encoding="utf-8")
    assert country_file.read(path).name == "Nowhere"
    assert good in GOOD
    path.write_text(dedent(GOOD.replace(good, bad)), encoding="utf-8")
    with pytest.raises(PackError, match=message):
        country_file.read(path)


@pytest.mark.parametrize("iso2", countries.names())
def test_sources_differ_about_a_field_of_the_file(iso2: str) -> None:
    profile = country(iso2)
    for each in profile.sources_differ:
        assert each.about in profile.confidence or each.about == "length_notes", each


def changed(iso2: str, about: str, *, settled: str | None) -> Country:
    """A profile with one more difference between sources."""
    differing = (*country(iso2).sources_differ, Differing(about, "A says one thing, B another", settled))
    return replace(country(iso2), sources_differ=differing)


# What rests on which fact: a message, the field and the rule that reports an error while the sources agree.
RESTING = [
    ("sender", "SND001", "Acme: hello", {"regions": ["US"], "sender": {"type": "alphanumeric", "id": "Acme"}}),
    ("sender", "SND002", "Acme: hello", {"regions": ["ES"], "sender": {"type": "alphanumeric", "id": "Acme", "registered": False}}),
    ("registration", "SND003", "Acme: hello", {"regions": ["ES"], "sender": {"type": "alphanumeric", "id": "INFO"}}),
    ("registration", "SND001", "Acme: hello", {"regions": ["GB"], "sender": {"type": "long_code", "id": "+12125550123"}}),
    ("hours", "TIM001", "Acme: -20%", {"kind": "marketing", "regions": ["FR"], "at": "2026-11-24T22:30:00+01:00", "facts": {"zone": "Europe/Paris"}}),
    ("hours", "TIM003", "Acme: -20%", {"kind": "marketing", "regions": ["ZA"], "at": "2026-11-22T12:00:00+02:00", "facts": {"zone": "Africa/Johannesburg"}}),
    ("opt_out", "OPT001", "Acme: -20%", {"kind": "marketing", "regions": ["DE"]}),
    ("opt_out_forms", "OPT002", "Acme: -20% STOP", {"kind": "marketing", "regions": ["FR"], "sender": {"type": "alphanumeric", "id": "Acme"}}),
    ("mandatory_text", "IDN002", "Acme 20%", {"kind": "marketing", "regions": ["KR"]}),
    ("urls", "URL002", "Acme: acme.com/a", {"regions": ["MY"]}),
    ("cap", "FRQ001", "Acme: -20%", {"kind": "marketing", "regions": ["CO"], "facts": {"sent_today": 1}}),
]  # fmt: skip


@pytest.mark.parametrize(("about", "code", "body", "context"), RESTING, ids=[f"{row[1]}-{row[0]}" for row in RESTING])
def test_an_open_difference_lowers_what_rests_on_it(
    monkeypatch: pytest.MonkeyPatch, about: str, code: str, body: str, context: dict[str, object]
) -> None:
    (iso2,) = make_context(context).regions
    rule = packs.load().find(code)
    assert rule is not None

    def strongest(profile: Country) -> Finding:
        monkeypatch.setattr("smslint.rules.profiles._profiles", lambda _regions: (profile,))
        found = run([rule], Subject(body, context=make_context(context)), ("message", "recipient", "send"))
        return max(found, key=lambda each: each.severity)

    agreed = strongest(replace(country(iso2), sources_differ=()))
    settled = strongest(changed(iso2, about, settled="the law is followed"))
    assert agreed.severity is Severity.ERROR
    assert not agreed.sources_differ
    assert "Sources differ" not in agreed.message
    if not country(iso2).doubt(about):
        assert settled == agreed
    disputed = strongest(changed(iso2, about, settled=None))
    assert disputed.severity is Severity.WARNING
    assert disputed.confidence is not Confidence.HIGH
    assert "A says one thing, B another" in disputed.message
    assert disputed.as_dict()["sources_differ"] == disputed.sources_differ
    assert disputed.source_url.startswith("http")


def test_the_page_of_a_rule_says_where_sources_differ() -> None:
    rule = packs.load().find("TIM001")
    assert rule is not None
    text = document.page(rule)
    assert "- GB, hours: Ometria 09-20" in text
    assert "- BH, hours" not in text  # settled
    listed = {each.whose for each in resting.disputes(rule)}
    assert listed == {
        name for name in countries.names() if any(d.about == "hours" for d in country(name).sources_differ)
    }


def test_a_state_whose_sources_differ_warns() -> None:
    rule = packs.load().find("TIM002")
    assert rule is not None
    late = {"kind": "marketing", "regions": ["US"], "at": "2026-11-24T22:30:00-05:00"}
    for state, zone, severity in (
        ("TX", "America/Chicago", Severity.WARNING),
        ("FL", "America/New_York", Severity.ERROR),
    ):
        context = make_context({**late, "facts": {"state": state, "zone": zone}})
        (found,) = run([rule], Subject("Acme: -20%", context=context), ("message", "recipient", "send"))
        assert found.severity is severity
        assert bool(found.sources_differ) is (severity is Severity.WARNING)


FREE = [
    ("HR", "Acme: -20%! Odjava: ODJAVA na 612345 (0,24 EUR)", 1),
    ("HR", "Acme: -20%! Odjava: STOP na 612345, cijena 1,50 kn po SMS-u", 1),
    ("HR", "Acme: -20%! Za odjavu pošaljite STOP na 612345 (€0.10)", 1),
    ("CY", "Acme: -20% Διαγραφή: STOP στο 1234 (χρέωση 0,05€)", 1),
    ("ME", "Acme: -20% Odjava: STOP na 1234 20c", 1),
    ("HR", "Acme: -20%! Odjava: ODJAVA na 612345 (besplatno)", 0),
    ("HR", "Acme: majice 9,99 EUR! Odjava: STOP na 612345", 0),
    ("HR", "Acme: Odjava: STOP na 612345. Majice 9,99 EUR", 0),
    ("CY", "Acme: -20% Διαγραφή: STOP στο 1234 (0,00€)", 0),
    ("DE", "Acme: -20% Abmelden: STOP an 12345 (0,09 EUR)", 0),
]


@pytest.mark.parametrize(("iso2", "text", "count"), FREE)
def test_where_opting_out_must_be_free(iso2: str, text: str, count: int) -> None:
    assert len(told("OPT002", text, {"kind": "marketing", "regions": [iso2]})) == count


def told(code: str, text: str, context: Mapping[str, object]) -> list[Finding]:
    rule = packs.load().find(code)
    assert rule is not None
    return list(run([rule], Subject(text, context=make_context(context)), ("message", "recipient", "send")))


@pytest.mark.parametrize(
    ("text", "sender", "provider", "found"),
    [
        ("x" * 136, "long_code", "twilio", False),
        ("x" * 137, "long_code", "twilio", True),
        ("x" * 160, "long_code", "generic", True),
        ("x" * 161, "long_code", "twilio", False),  # it takes two segments anyway
        ("x" * 160, "short_code", "twilio", False),
        ("ж" * 70, "long_code", "twilio", False),
    ],
)
def test_canada_takes_136_characters(text: str, sender: str, provider: str, found: bool) -> None:
    context = {"regions": ["CA"], "provider": provider, "sender": {"type": sender}}
    assert [each.severity.label for each in told("LEN004", text, context)] == ["info"] * found
    assert not told("LEN004", text, {**context, "regions": ["US"]})


def test_where_marketing_needs_a_sender_name_of_its_own() -> None:
    sender = {"type": "alphanumeric", "id": "ACME", "registered": True}
    for iso2 in ("KE", "KW", "CI"):
        (found,) = told("SND003", "Acme: -20%", {"kind": "marketing", "regions": [iso2], "sender": sender})
        assert "one sender ID for marketing" in found.message
        assert not told("SND003", "Acme: hello", {"kind": "transactional", "regions": [iso2], "sender": sender})


@pytest.mark.parametrize(("iso2", "found"), [("KZ", True), ("ET", True), ("CI", True), ("DZ", True), ("GE", False)])
def test_countries_where_numbers_cannot_send(iso2: str, found: bool) -> None:
    context = {"regions": [iso2], "sender": {"type": "long_code", "id": "+77010001234"}}
    assert bool(told("SND001", "Acme: hello", context)) is found


ASKS_CONSENT = [
    ("SK", "Acme: Odpovedzte ÁNO a budete dostávať naše ponuky", True),
    ("SK", "Acme: Pošlite OK a dostanete zľavy e-mailom", True),
    ("SK", "Acme: Odpovedzte ÁNO na potvrdenie termínu", False),
    ("CY", "Acme: Απαντήστε ΝΑΙ για να λαμβάνετε προσφορές", True),
    ("CY", "Acme: Απαντήστε ΝΑΙ για να επιβεβαιώσετε το ραντεβού", False),
    ("CY", "Acme: reply YES to get our offers", True),
]


@pytest.mark.parametrize(("iso2", "text", "found"), ASKS_CONSENT)
def test_asking_for_consent_by_text(iso2: str, text: str, found: bool) -> None:
    assert bool(told("CNT005", text, {"kind": "transactional", "regions": [iso2]})) is found


HOURS_ADDED = [
    ("+56221234567", "2026-11-24T18:59:00-03:00", False),
    ("+56221234567", "2026-11-24T19:00:00-03:00", True),
    ("+56221234567", "2026-11-28T12:00:00-03:00", True),  # a Saturday
    ("+97433123456", "2026-11-27T12:30:00+03:00", True),  # a Friday
    ("+97433123456", "2026-11-26T12:30:00+03:00", False),
    ("+201001234567", "2026-11-28T12:30:00+02:00", True),
    ("+201001234567", "2026-11-29T12:30:00+02:00", False),
    ("+60123456789", "2026-11-24T22:30:00+08:00", False),
    ("+60123456789", "2026-11-24T23:30:00+08:00", True),
    ("+966512345678", "2026-11-24T07:30:00+03:00", True),
]


@pytest.mark.parametrize(("to", "at", "late"), HOURS_ADDED)
def test_hours_that_a_vendor_states(to: str, at: str, late: bool) -> None:
    rule = packs.load().find("TIM001")
    assert rule is not None
    context = make_context({"kind": "marketing", "at": at})
    found = list(run([rule], Subject("Acme: -20%", context=context, to=to), ("message", "recipient", "send")))
    assert [each.severity for each in found] == [Severity.WARNING] * late
