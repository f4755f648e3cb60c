"""Claims of the rules against facts from elsewhere: real wordings, the statutes' own times, the providers' own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from smslint.rules import countries, packs
from smslint.rules.context import make_context
from smslint.rules.engine import run
from smslint.rules.subject import Subject

Known = Mapping[str, Any]
SCOPES = ("message", "recipient", "send")


def found(text: str, context: Known, to: str | None = None) -> dict[str, str]:
    """The codes of the findings and their severities."""
    subject = Subject(text, context=make_context(context), to=to)
    findings = run(packs.load().rules, subject, SCOPES)
    return {finding.code: finding.severity.label for finding in findings}


OFFER = "Acme : -20% ce week-end. STOP au 36111"
TIMES = [
    ("2026-11-22T12:00:00+01:00", {"TIM003": "warning"}),  # a Sunday
    ("2026-11-22T03:00:00+01:00", {"TIM003": "warning", "TIM001": "error"}),  # a tolerated day has its hours too
    ("2026-11-22T21:30:00+01:00", {"TIM003": "warning", "TIM001": "error"}),
    ("2026-11-24T21:29:00+01:00", {"TIM001": "warning"}),  # some routes stop at 20:00
    ("2026-11-24T21:30:00+01:00", {"TIM001": "error"}),
    ("2026-11-24T07:59:00+01:00", {"TIM001": "error"}),
    ("2026-11-24T12:00:00+01:00", {}),
]


@pytest.mark.parametrize(("at", "expected"), TIMES)
def test_the_hours_of_the_french_charter_of_2026(at: str, expected: dict[str, str]) -> None:
    context = {"kind": "marketing", "locale": "fr", "at": at, "facts": {"holiday": False}}
    assert found(OFFER, context, "+33612345678") == expected


FRENCH = [
    ("STOP au 36180", None),
    ("STOP SMS AU 36184", None),
    ("STOP SMS : 36 105", None),
    ("STOP 30101", None),  # Octopush
    ("STOP au 34990", "info"),  # in use, but outside the ranges of the af2m
    ("Désinscription : https://acme.example/s", None),
    ("Se désabonner : www.acme.example", None),
    ("Désabonnement acme.fr/s", None),
    ("Répondez STOP", "error"),
    ("Plus sur https://acme.example/s", "error"),  # a link, but not one to unsubscribe
]


@pytest.mark.parametrize(("words", "severity"), FRENCH)
def test_how_a_french_name_lets_people_opt_out(words: str, severity: str | None) -> None:
    context = {"kind": "marketing", "regions": ["FR"], "sender": {"type": "alphanumeric", "id": "Acme"}}
    assert found(f"Acme : -20%. {words}", context).get("OPT002") == severity


SENDERS: list[tuple[str, Known, Mapping[str, str]]] = [
    ("FR", {"type": "long_code", "id": "+33712345678"}, {"SND001": "error"}),
    ("FR", {"type": "long_code", "id": "0612345678"}, {"SND001": "error"}),
    ("FR", {"type": "long_code", "id": "+33970123456"}, {}),
    ("FR", {"type": "alphanumeric", "id": "AB"}, {"SND003": "error"}),
    ("FR", {"type": "alphanumeric", "id": "ABC"}, {}),
    ("GB", {"type": "long_code", "id": "+12025550123"}, {"SND001": "error"}),
    ("GB", {"type": "long_code", "id": "+447911123456"}, {}),
    ("GB", {"type": "long_code"}, {}),
    ("GB", {"type": "short_code", "id": "84433"}, {}),
    ("GB", {"type": "short_code", "id": "84433 1"}, {"SND001": "warning"}),
    ("GB", {"type": "alphanumeric", "id": "alert"}, {"SND003": "error"}),
    ("GB", {"type": "alphanumeric", "id": "AlertMe"}, {}),
    ("IT", {"type": "alphanumeric", "id": "SMS", "registered": True}, {"SND003": "warning"}),
    ("ES", {"type": "alphanumeric", "id": "Acme", "registered": False}, {"SND002": "error"}),
    ("FI", {"type": "alphanumeric", "id": "Acme", "registered": False}, {"SND002": "error"}),
    ("ES", {"type": "alphanumeric", "id": "Acme"}, {"SND002": "warning"}),
    ("AU", {"type": "alphanumeric", "id": "Acme", "registered": False}, {"SND002": "warning"}),
    ("SG", {"type": "alphanumeric", "id": "Acme", "registered": False}, {"SND002": "warning"}),
    ("SG", {"type": "alphanumeric", "id": "AC", "registered": True}, {"SND003": "error"}),
    ("US", {"type": "long_code", "registered": False}, {"SND002": "error"}),
    ("US", {"type": "short_code", "registered": False}, {"SND002": "warning"}),
    ("US", {"type": "long_code"}, {"SND002": "info"}),
    ("CA", {"type": "long_code", "registered": False}, {}),
    ("KW", {"type": "alphanumeric", "id": "Info", "registered": True}, {"SND003": "warning"}),
    ("QA", {"type": "alphanumeric", "id": "SMS", "registered": True}, {"SND003": "warning"}),
    ("PL", {"type": "alphanumeric", "id": "AC", "registered": True}, {}),  # nobody there names a minimum
]


@pytest.mark.parametrize(("region", "sender", "expected"), SENDERS)
def test_what_happens_to_a_sender(region: str, sender: Known, expected: Mapping[str, str]) -> None:
    answers = found("Acme: your order has shipped", {"kind": "transactional", "regions": [region], "sender": sender})
    assert {code: severity for code, severity in answers.items() if code.startswith("SND")} == expected


LENGTHS = [
    ("plivo", "a" * 1600, False),
    ("plivo", "я" * 737, False),
    ("plivo", "я" * 738, True),
    ("twilio", "я" * 1600, False),
    ("twilio", "🎉" * 800, False),
    ("twilio", "🎉" * 801, True),
    ("aws", "🎉" * 801, False),  # AWS says nothing about emoji
]


@pytest.mark.parametrize(("provider", "text", "over"), LENGTHS, ids=[f"{each[0]}-{len(each[1])}" for each in LENGTHS])
def test_what_a_character_of_the_limit_is(provider: str, text: str, over: bool) -> None:
    assert ("LEN001" in found(text, {"kind": "transactional", "provider": provider})) is over


def test_a_text_without_placeholders_has_so_many_characters_and_not_at_least() -> None:
    for text, provider, count in (
        ("a" * 1601, "twilio", 1601),
        ("🎉" * 801, "twilio", 1602),
        ("я" * 738, "plivo", 738),
    ):
        context = make_context({"kind": "transactional", "provider": provider})
        (long,) = (
            each for each in run(packs.load().rules, Subject(text, context=context), SCOPES) if each.code == "LEN001"
        )
        assert f"The message has {count} characters" in long.message


WORDS: list[tuple[str, str | None, str, str | None]] = [
    ("twilio", "toll_free", "CANCEL", None),
    ("telnyx", "toll_free", "END", None),
    ("aws", "toll_free", "CANCEL", "error"),
    ("vonage", "long_code", "STOP", "info"),  # nobody acts on it but the customer's own code
    ("vonage", "short_code", "STOP", None),
    ("vonage", "short_code", "STOPALL", "error"),
]


@pytest.mark.parametrize(("provider", "sender", "word", "severity"), WORDS)
def test_the_words_that_a_provider_acts_on(provider: str, sender: str, word: str, severity: str | None) -> None:
    text = f"Acme: 20% off. Reply {word} to opt out of texts"
    context = {
        "kind": "marketing",
        "regions": ["US"],
        "provider": provider,
        "sender": {"type": sender, "registered": True},
    }
    assert found(text, context).get("OPT004") == severity


def test_safaricom_wants_two_names() -> None:
    sender = {"type": "alphanumeric", "id": "Acme", "registered": True}
    context = {"regions": ["KE"], "sender": sender}
    text = "Acme: 20% off. STOP *456*9*5#"
    assert found(text, {**context, "kind": "marketing"}) == {"SND003": "info"}
    assert found(text, {**context, "kind": "transactional"}) == {}


STATED = [
    ("ZA", "registration", "2026-04-15", "opt-out registry"),
    ("IT", "registration", "12/23/CIR", "2024-01-29"),
    ("CL", "notes", "2026-12-01", "20,000 UTM"),
    ("CL", "notes", "15.610-03", "2026-02-20"),
    ("GB", "notes", "Ofcom", "was not found"),
    ("MZ", "registration", "2026-06-02", "authorise"),
]


@pytest.mark.parametrize(("iso2", "field", "first", "second"), STATED)
def test_what_only_people_can_act_on_is_stated(iso2: str, field: str, first: str, second: str) -> None:
    country = countries.load(iso2)
    assert country is not None
    assert any(first in line and second in line for line in getattr(country, field)), getattr(country, field)


def test_tobacco_is_refused_and_alcohol_is_gated() -> None:
    context = {"kind": "transactional", "regions": ["US"]}
    assert "CNT001" in found("New vape juice and e-cigarettes in stock", context)
    assert found("Cigars and tobacco this week", context) == {"CNT001": "warning"}
    assert found("Beer and wine tasting this week", context) == {"CNT002": "info"}


TEMPLATES = [
    ("{#alphanumeric#} shipped {#numeric#}", "Ann shipped 12", None),
    ("{#alphanumeric#} shipped {#numeric#} of {#numeric#}", "Ann shipped 1 of 2", "warning"),
    ("Code {#numeric#}{#numeric#}", "Code 12", "warning"),
    ("Code {#var#}", "Code 12", "error"),
]


@pytest.mark.parametrize(("template", "text", "severity"), TEMPLATES)
def test_the_variables_of_a_template_in_india(template: str, text: str, severity: str | None) -> None:
    context = {"kind": "transactional", "regions": ["IN"], "facts": {"dlt_template": template}}
    assert found(text, context).get("DLT001") == severity


BANS: list[tuple[str, str, str, Mapping[str, str]]] = [
    # profiles ban by words of their own; "or", "and" and "content" ban nothing
    ("GE", "transactional", "Payday loan in minutes, bad credit OK", {}),
    ("EC", "transactional", "Premium cigars and tobacco", {}),
    ("BY", "transactional", "Hot singles near you", {}),
    ("GB", "transactional", "New vape juice flavors", {}),
    ("KZ", "transactional", "Acme Casino: free spins and poker bonus", {"CNT001": "warning"}),
    ("AE", "transactional", "New vape juice flavors", {"CNT001": "warning"}),
    ("RU", "transactional", "Glock pistol in stock, ammo", {"CNT002": "info"}),
    ("TH", "transactional", "Payday loan in minutes, bad credit OK", {"CNT001": "warning"}),
    ("KW", "transactional", "Whiskey and vodka tasting tonight", {"CNT002": "info"}),
    ("AM", "transactional", "Acme Casino: free spins and poker bonus", {}),  # only advertising
    ("AM", "marketing", "Acme Casino: free spins and poker bonus", {"CNT001": "warning"}),
    ("US", "transactional", "E-cigarettes are here", {"CNT001": "warning"}),
    ("US", "transactional", "Help to quit e-cigarettes for good", {}),
    # the language of advertising, if it is declared
    ("BY", "marketing", "Acme: 20% off", {"CNT005": "warning"}),
    ("UZ", "marketing", "Acme: 20% off", {"CNT005": "info"}),
    ("UZ", "transactional", "Acme: your order is here", {}),
    ("UZ", "marketing", "Acme: 20€", {"CNT005": "warning"}),
]


@pytest.mark.parametrize(("region", "kind", "text", "expected"), BANS)
def test_what_a_country_bans(region: str, kind: str, text: str, expected: Mapping[str, str]) -> None:
    language = {"locale": "en"} if "20%" in text or kind == "transactional" else {}
    context = {"kind": kind, "regions": [region], **language}
    assert {code: severity for code, severity in found(text, context).items() if code.startswith("CNT")} == expected


def test_a_ban_of_a_country_leads_to_the_source_of_that_country() -> None:
    subject = Subject(
        "Acme Casino: free spins and poker bonus", context=make_context({"kind": "transactional", "regions": ["KZ"]})
    )
    (ban,) = (each for each in run(packs.load().rules, subject, ("message",)) if each.code == "CNT001")
    assert "Kazakhstan bans it" in ban.message
    assert "twilio" not in ban.source_url


@pytest.mark.parametrize(
    ("to", "words"),
    [("+33612345678", "is tolerated but not recommended"), ("+27821234567", "which allows no marketing on Sundays")],
)
def test_a_tolerated_day_is_not_called_forbidden(to: str, words: str) -> None:
    subject = Subject("Acme", context=make_context({"kind": "marketing", "at": "2026-11-22T12:00:00+01:00"}), to=to)
    (rest,) = (each for each in run(packs.load().rules, subject, ("send",)) if each.code == "TIM003")
    assert words in rest.message


NUMBERS = [
    ("KZ", {"type": "long_code"}, True), ("KZ", {"type": "long_code", "id": "+14155552671"}, True),
    ("DZ", {"type": "short_code"}, True), ("DZ", {"type": "short_code", "id": "1234"}, True), ("CI", {"type": "long_code"}, True),
    ("ET", {"type": "long_code"}, True), ("KW", {"type": "long_code"}, True), ("QA", {"type": "long_code"}, True), ("FR", {"type": "long_code"}, False), ("GB", {"type": "short_code"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("region", "sender", "refused"), NUMBERS)
def test_a_type_of_sender_is_enough_where_every_number_is_refused(region: str, sender: Known, refused: bool) -> None:
    context = {"kind": "transactional", "regions": [region], "sender": sender}
    assert ("SND001" in found("Acme: your order has shipped", context)) is refused


def test_a_name_that_is_too_long_everywhere_is_reported_once() -> None:
    sender = {"type": "alphanumeric", "id": "ABCDEFGHIJKL", "registered": True}
    subject = Subject(
        "Acme", context=make_context({"kind": "transactional", "regions": ["IE", "ES"], "sender": sender})
    )
    assert [each.code for each in run(packs.load().rules, subject, SCOPES) if each.code == "SND003"] == ["SND003"]


FOREIGN = [
    ("Acme: 20% off. Otkaz: STOP na 1234", "'bg' or 'ru'"),
    ("Acme: 20% off. STOP na 1234", "another language"),  # ten languages say it so
    ("Acme: 20% off. Abmelden: STOP an 1234", "'de'"),
]


@pytest.mark.parametrize(("text", "languages"), FOREIGN)
def test_the_language_of_an_opt_out_is_the_one_that_covers_it(text: str, languages: str) -> None:
    subject = Subject(text, context=make_context({"kind": "marketing", "regions": ["BY"], "locale": "en"}))
    (missing,) = (each for each in run(packs.load().rules, subject, ("message",)) if each.code == "OPT001")
    assert f"Opt-out text is in {languages}, and the message is in 'en'." in missing.message


def test_malaysia_bans_three_things() -> None:
    context = {"kind": "transactional", "regions": ["MY"]}
    assert found("RM0 Acme: your parcel arrives today", context) == {}
    assert found("Acme: your parcel arrives today", context) == {"IDN002": "info"}  # the operator adds it
    assert found("RM0 Acme: please reply with your full name", context) == {"CNT005": "warning"}
    assert found("RM0 Acme: sila beri nombor IC anda", context) == {"CNT005": "warning"}
    assert found("RM0 Acme: sila nyatakan nama penuh anda", context) == {"CNT005": "warning"}
    assert found("RM0 Acme: see acme.example/p", context) == {"URL002": "error"}
    assert found("RM0 Acme: call 03-1234 5678", context) == {"URL002": "error"}


def marketing(text: str, region: str, **more: Any) -> dict[str, str]:
    answers = found(text, {"kind": "marketing", "regions": [region], **more})
    return {code: severity for code, severity in answers.items() if code[:3] not in {"ENC", "LEN"}}


ABROAD: list[tuple[str, str, Known, Mapping[str, str]]] = [
    # Ecuador: no accents, 160 characters
    ("EC", "Acme: 20% menos hoy. Responda SALIR", {}, {}),
    ("EC", "Acme: 20% menos mañana. Responda SALIR", {}, {"CNT005": "warning"}),
    ("EC", "Acme: " + "oferta " * 23 + ". Responda SALIR", {}, {"CNT005": "warning"}),
    # Croatia and Cyprus: opting out is free
    ("HR", "Acme: popust 20%. Odjava: STOP na 612345", {}, {}),
    ("HR", "Acme: popust 20%. Odjava: STOP na 612345 (cijena 0,24 EUR)", {}, {"OPT002": "error"}),
    ("CY", "Acme: 20% off. Opt out: STOP to 1234 (free)", {}, {}),
    ("CY", "Acme: 20% off. Opt out: STOP to 1234 (0.10 EUR)", {}, {"OPT002": "error"}),
    # Slovakia: a text may not ask for consent
    ("SK", "Acme: odpovedzte ANO a posleme vam ponuky. Odhlasenie: STOP na 1234", {}, {"CNT005": "warning"}),
    ("SK", "Acme: odpovedzte ANO na potvrdenie terminu. Odhlasenie: STOP na 1234", {}, {}),
    ("SK", "Acme: súhlasíte so zasielaním ponúk? Odhlasenie: STOP na 1234", {}, {"CNT005": "warning"}),
    ("SK", "Acme: chcete naše ponuky? Odpovedzte ANO. Odhlasenie: STOP na 1234", {}, {"CNT005": "warning"}),
    ("SK", "Acme: prídete zajtra? Odpovedzte ANO. Odhlasenie: STOP na 1234", {}, {}),
    ("CY", "Acme: can we send you offers? Reply YES to agree. STOP SMS: 1234", {}, {"CNT005": "warning"}),
    ("CY", "Acme: can we send you the invoice? Reply YES. STOP SMS: 1234", {}, {}),
    # the numbers of registries take people out of the registry, not off the list
    ("UY", "Acme: 20% menos. Para no recibir mas enviar BAJA al 6622", {}, {"OPT002": "warning"}),
    ("UY", "Acme: 20% menos. Para no recibir mas enviar BAJA al 1234", {}, {}),
    ("ME", "Acme: popust 20%. Odjava: ODJAVA na 14876", {}, {"OPT002": "warning"}),
    ("ME", "Acme: popust 20%. Odjava: STOP na 14123", {}, {}),
    # Uzbekistan: prices in its own money
    ("UZ", "Acme: narxi 120 000 so'm. Otkaz: STOP na 1234", {}, {}),
    ("UZ", "Acme: narxi $20. Otkaz: STOP na 1234", {}, {"CNT005": "warning"}),
    # Mozambique restricts betting
    ("MZ", "Acme: faça a sua aposta hoje. Para cancelar envie SAIR para 1234", {}, {"CNT005": "warning"}),
    ("ET", "Acme: 20% off today. Reply STOP to opt out", {}, {"CNT005": "warning"}),
    # Jordan: the sender of promotions starts with ADV
    ("JO", "Acme: 20% off. SMS STOP to 91234", {"sender": {"type": "alphanumeric", "id": "ADV-Acme", "registered": True}}, {}),
    ("JO", "Acme: 20% off. SMS STOP to 91234", {"sender": {"type": "alphanumeric", "id": "Acme", "registered": True}}, {"SND003": "warning"}),
    # Zambia and Rwanda: every promotion says how to stop
    ("ZM", "Acme: 20% off today", {}, {"OPT001": "error"}),
    ("RW", "Acme: 20% off today", {}, {"OPT001": "error"}),
    # one provider says that unregistered names are rejected in Lebanon: no ground for an error
    ("LB", "Acme: 20% off. SMS STOP to 1234", {"sender": {"type": "alphanumeric", "id": "Acme", "registered": False}}, {"SND002": "warning"}),
]  # fmt: skip


@pytest.mark.parametrize(("region", "text", "more", "expected"), ABROAD)
def test_rules_of_other_countries(region: str, text: str, more: Known, expected: Mapping[str, str]) -> None:
    answers = marketing(text, region, **more)
    wanted = {"CNT005", "OPT001", "OPT002", "SND002", "SND003"}
    assert {code: severity for code, severity in answers.items() if code in wanted} == expected


CLOCKS = [
    ("+97336123456", "2026-11-24T08:59:00+03:00", "error"),  # Bahrain: 09:00 to 20:00
    ("+97336123456", "2026-11-24T20:00:00+03:00", "error"),
    ("+97336123456", "2026-11-24T19:59:00+03:00", None),
    ("+260955123456", "2026-11-24T20:00:00+02:00", "warning"),  # Zambia: 07:00 to 20:00
    ("+962790123456", "2026-11-24T06:59:00+03:00", "warning"),  # Jordan: not before 07:00
    ("+962790123456", "2026-11-27T12:00:00+03:00", "warning"),  # and not on a Friday
    ("+971501234567", "2026-11-24T07:00:00+04:00", "warning"),  # Emirates: from 08:00 says one provider,
    ("+971501234567", "2026-11-24T08:00:00+04:00", None),
    ("+50761234567", "2026-11-24T12:00:00-05:00", None),  # Panama: 08:00 to 20:00
]


@pytest.mark.parametrize(("to", "at", "severity"), CLOCKS)
def test_hours_of_other_countries(to: str, at: str, severity: str | None) -> None:
    text = "Acme: 20% off. Opt out: STOP to 1234"
    assert found(text, {"kind": "marketing", "at": at, "facts": {"holiday": False}}, to).get("TIM001") == severity


def test_the_first_hour_of_the_emirates_is_disputed() -> None:
    """TDRA allows marketing from 07:00, one provider from 08:00."""

    def words(at: str) -> str:
        subject = Subject("Acme", context=make_context({"kind": "marketing", "at": at}), to="+971501234567")
        (late,) = (each for each in run(packs.load().rules, subject, ("send",)) if each.code == "TIM001")
        return late.message

    assert "strictest source" in words("2026-11-24T07:00:00+04:00")
    assert "strictest source" not in words("2026-11-24T06:59:00+04:00")


NEW_CODES = [
    ("+17295552671", "warning"),  # Tennessee, since 2025-09-05
    ("+16215552671", "warning"),  # Houston, since 2025-01-23
    ("+16795552671", "warning"),  # Detroit, since 2025-11-07
    ("+1 (679) 555-2671", "warning"),
    ("+16790552671", "error"),  # an exchange never starts with 0
    ("+1679555267", "error"),
    ("+12125552", "error"),  # known area code, too short
    ("+19995552671", "error"),  # no such area code
    ("+17135552671", None),
]


@pytest.mark.parametrize(("number", "severity"), NEW_CODES)
def test_an_area_code_that_the_library_does_not_know_yet(number: str, severity: str | None) -> None:
    assert found("Hi", {"kind": "transactional"}, number).get("NUM001") == severity


SPLIT = [
    ("+18505550100", "error"),  # 07:10 in Pensacola, 08:10 in Tallahassee
    ("+14485550100", "error"),
    ("+13055550100", None),
]


@pytest.mark.parametrize(("number", "severity"), SPLIT)
def test_an_area_code_across_two_zones_is_judged_by_both(number: str, severity: str | None) -> None:
    context = {"kind": "marketing", "at": "2026-11-24T08:10:00-05:00"}
    assert found("Acme: 20% off. Reply STOP to opt out", context, number).get("TIM002") == severity


KAZAKH = [
    ("2026-11-24T09:00:00+05:00", None),
    ("2026-11-24T20:59:00+05:00", None),
    ("2026-11-24T08:59:00+05:00", "warning"),
]


@pytest.mark.parametrize(("at", "severity"), KAZAKH)
def test_a_kazakh_number_is_on_kazakh_time(at: str, severity: str | None) -> None:
    context = {"kind": "marketing", "at": at, "facts": {"holiday": False}}
    assert found("Acme: -20%. Otkaz: STOP na 1234", context, "+77010001234").get("TIM001") == severity
