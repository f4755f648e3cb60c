"""Names of columns in many languages, and the meaning of their cells."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from smslint.errors import RecipientsError
from smslint.folding import fold
from smslint.recipients import header_words, headers
from smslint.recipients.audit import audit
from smslint.recipients.chosen import chosen
from smslint.recipients.consent import NO, UNKNOWN, YES, kind, leaves, meaning
from smslint.recipients.headers import Roles, about_others, roles
from smslint.recipients.policy import Policy
from smslint.rules import answer_words
from tests.recipients.support import US, as_csv, listed

if TYPE_CHECKING:
    from pathlib import Path

TABLES = (
    header_words.MOBILE, header_words.PHONE, header_words.NAME, header_words.REGION, header_words.ZONE, header_words.STATE,
    header_words.LOCALE, header_words.STATUS, header_words.CONSENT, header_words.OPT_OUT,
)  # fmt: skip


@pytest.mark.parametrize("header", [
    "Handynummer", "HANDYNUMMER", "Handy-Nr.", "Téléphone", "TELEPHONE", "Telephone portable", "Móvil", "movil", "Cellulare",
    "Telemóvel", "Mobiel", "Numer telefonu", "Telefon komórkowy", "Telefonní číslo", "Мобильный телефон", "Номер телефона",
    "Κινητό", "Κινητο τηλεφωνο", "Cep telefonu", "CEP TELEFONU", "رقم الجوال", "טלפון נייד", "手机号", "携帯電話", "휴대폰번호",
    "Matkapuhelin", "Mobilszám", "Telefónne číslo", "Số điện thoại", "เบอร์โทรศัพท์", "Nomor HP", "Phone (E.164)", "SMS", "mobilePhone",
    "Mob No", "Tel. mobil", "Tél. mobile", "N° portable", "Tel. Móvil", "Nº de telemóvel", "N. cellulare", "06-nummer", "Mobilnr", "Nr tel. kom.", "Tel. číslo",
    "GSM številka", "Mobilus telefonas", "Моб. тел.", "Κιν. τηλ.", "SĐT", "WhatsApp Number", "Day Phone",
    "N° de portable", "Numéro GSM", "Nro. de celular", "Tlf. móvil", "Celular/WhatsApp", "N. Cell.", "Nr komórkowy", "Mobil č.", "Număr mobil", "Номер мобільного", "Cep Telefonu Numarası",
    "موبايل", "GSM номер", "κιν.", "Num tel", "Telefonski broj", "Номер на телефон", "Tel. č.",
])  # fmt: skip
def test_phone_columns_are_recognised_in_many_languages(header: str) -> None:
    assert roles(["id", header, "note"], [["1", US[0], "x"]]).phone == 1


@pytest.mark.parametrize("header", [
    "SMS-Einwilligung", "SMS Einwilligung (ja/nein)", "Einwilligung", "Zustimmung SMS", "Accepts SMS", "acceptsSmsMarketing", "SMS opt-in",
    "smsoptin", "consented_at", "Consentement SMS", "Acepta SMS", "Consenso SMS", "Consentimento", "Toestemming", "Samtycke", "Zgoda na SMS",
    "Souhlas", "Hozzájárulás", "Согласие на СМС", "Συγκατάθεση", "SMS izni", "İzin", "الموافقة", "הסכמה", "短信同意", "SMS配信同意", "수신동의",
    "Marketing consent", "sms_marketing_consent", "Suostumus", "Nõusolek", "email/SMS consent",
    "SMS consent yes/no", "TCPA", "Autoriza SMS?", "Autorizo mensajes SMS", "Accetto SMS", "SMS配信", "موافق على الرسائل", "Согласен на СМС", "Zgody SMS", "can_text", "OK to text", "textingOk", "Einwilligung ja / nein",
    "Can we text you?", "Markkinointilupa", "Godkänt SMS", "接收营销短信", "Setuju", "Дата согласия", "Дата згоди", "הסכמת הלקוח", "תאריך הסכמה", "Einwilligungsdatum", "Kundeneinwilligung",
    "Data zgody", "Zgoda klienta", "Müşteri onayı", "Onay tarihi", "Datum souhlasu", "Souhlas zákazníka", "Dátum súhlasu", "Ημερομηνία συγκατάθεσης",
    "Samtyckesdatum", "Suostumuksen päivä", "Hozzájárulás dátuma", "Дата на съгласие", "Ngày đồng ý", "Tanggal persetujuan",
    "Tilmeldt", "Godtar SMS", "Zapisany", "İleti izni", "オプトイン", "מאשר SMS",
])  # fmt: skip
def test_consent_columns_are_recognised_in_many_languages(header: str) -> None:
    assert roles(["phone", header]) == Roles(phone=0, consent=1)


@pytest.mark.parametrize("header", ["同意/不同意", "SMS配信希望する/しない"])
def test_a_name_with_both_answers_is_a_consent_that_is_named(header: str) -> None:
    assert roles(["phone", header]) == Roles(phone=0, consent=1, doubtful=(1,))


@pytest.mark.parametrize("header", [
    "unsubscribed_at", "Opt-out", "optedOut", "HasOptedOutOfSMS", "Do not call", "abgemeldet", "Widerspruch", "Désabonné", "DESABONNE",
    "Désinscription", "Baja", "Descadastrado", "Afgemeld", "Wypisany", "Odhlášen", "Leiratkozott", "Отписан", "отписка", "Απεγγραφή", "Ret",
    "dnd", "sms_unsub", "SMS-Sperre", "NoContact", "zrezygnował", "αποχώρηση", "berhenti langganan", "Bloctel", "Robinson", "is_deleted", "UNSUB_TIME",
    "Data wycofania zgody", "Auf der schwarzen Liste", "Telefon auf Sperrliste", "BLACKLISTED_SMS", "Liste noire", "Datum der Abmeldung", "Date de désinscription",
    "Data di disiscrizione", "Дата отписания", "تاريخ الإلغاء", "Uitschrijfdatum", "Datum odhlášení", "Leiratkozás dátuma",
    "no_consent", "noConsent", "SMS consent declined", "not opted in", "Keine Einwilligung", "sans consentement", "Consent expired", "не согласен: согласие",
    "Consenso revocato", "Consentement retiré", "Consentement révoqué", "Consentimiento revocado", "Consentimento revogado", "Toestemming ingetrokken", "Samtycke återkallat",
    "Zgoda wycofana", "Souhlas odvolán", "Согласие отозвано", "Consent rescinded", "SMS-Einwilligung zurückgezogen", "同意撤回", "동의 철회", "سحب الموافقة", "Onay iptal", "Hozzájárulás visszavonva",
    "Refus SMS", "No desea recibir SMS", "Frabedt SMS", "Nein zu SMS", "Texts declined", "Revocato il", "Fecha de revocación", "Återkallat", "Revocation date", "Bloccato", "Abonelik İptali",
    "Ne plus contacter", "Ne pas déranger", "Nicht kontaktieren", "Werbewiderspruch am", "Verstorben", "Niet benaderen", "連絡不要", "送信不可", "受信拒否", "配信NG", "勿扰",
    "拒绝接收短信", "不接收短信", "SMS配信希望しない", "수신동의 거부", "Won't accept SMS", "Doesn't consent", "Consent withheld",
    "Bel-me-niet", "Spärrad", "Kielto", "Não perturbe",
    "إلغاء الاشتراك", "הסרה", "退订", "配信停止", "수신거부", "SMS opt out date", "Stop SMS",
    "Opposition RGPD", "Droit d'opposition", "Reklamfri", "Reklamefri", "Reklamspärr",
    "Opposizione", "Cancelou", "Niet sms'en", "Tackat nej", "Perunut", "Nesouhlas", "Nesúhlas", "Refuză SMS", "ملغي", "Hủy nhận tin", "Berhenti", "拒绝接收", "거부",
])  # fmt: skip
def test_opt_out_columns_are_recognised_in_many_languages(header: str) -> None:
    assert roles(["phone", header]) == Roles(phone=0, opt_out=1)


@pytest.mark.parametrize("header", [
    "Email consent", "E-Mail-Einwilligung", "Accepts Email Marketing consent", "Newsletter opt-in", "WhatsApp opt in", "Unsubscribed from email",
    "consent_expires", "Consent valid until", "opt_in_required", "opt-in requested at", "Einwilligung erforderlich", "consent_id", "Consent No.",
    "HasOptedOutOfEmail", "Consent source", "consent_ip", "Zgoda e-mail", "メール配信停止", "Согласие на email", "Cookie consent", "Photo consent", "Consent to data processing", "Consent text shown", "Foto Einwilligung",
])  # fmt: skip
def test_columns_about_something_else_are_neither(header: str) -> None:
    assert roles(["phone", header])._replace(limits=()) == Roles(phone=0)


def test_a_name_is_understood_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each encoding that a list may have is tried with the same names: most are ASCII."""
    columns = ["Phone 7", "SMS consent 7"]
    before = roles(columns)
    monkeypatch.delattr(headers, "spaced")
    assert roles(columns) == before


def test_consent_for_another_channel_is_reported() -> None:
    assert about_others(["phone", "E-Mail-Einwilligung", "SMS consent", "note"]) == ["E-Mail-Einwilligung"]


@pytest.mark.parametrize(("columns", "row", "expected"), [
    (["Telefon", "Status"], ["x", "abgemeldet"], Roles(phone=0, status=1)),
    (["Telefon", "Status"], ["x", "angemeldet"], Roles(phone=0, consent=1)),
    (["Telefon", "Status"], ["x", "versandt"], Roles(phone=0, unread=(1,))),
    (["Telefon", "Status"], ["x", ""], Roles(phone=0)),
    (["phone", "List Status"], ["x", "unsubscribed"], Roles(phone=0, status=1)),
    (["phone", "consent", "Subscriber Status"], ["x", "yes", "cleaned"], Roles(phone=0, consent=1, status=2)),
    (["phone", "consent", "Newsletter"], ["x", "yes", "abgemeldet"], Roles(phone=0, consent=1, unread=(2,))),
    (["phone", "Newsletter"], ["x", "subscribed"], Roles(phone=0)),
    (["phone", "List Status"], ["x", "subscribed"], Roles(phone=0, status=1)),
    (["phone", "consent", "Bemerkung"], ["x", "yes", "abgemeldet am 3.5.2026"], Roles(phone=0, consent=1)),
    (["phone", "consents"], ["x", '{"sms": false}'], Roles(phone=0, consent=1)),
    (["phone", "consent", "prefs"], ["x", "yes", '{"channels": [{"sms": false}]}'], Roles(phone=0, consent=1, unread=(2,))),
    (["phone", "consent", "prefs"], ["x", "yes", '{"a": {"optOut": true}}'], Roles(phone=0, consent=1, unread=(2,))),
    (["phone", "consent", "tags"], ["x", "yes", '["vip", "unsubscribed"]'], Roles(phone=0, consent=1, unread=(2,))),
    (["phone", "consent", "tags"], ["x", "yes", '["vip", {"a": 1}]'], Roles(phone=0, consent=1)),
    (["phone", "consent", "tags"], ["x", "yes", "{not JSON"], Roles(phone=0, consent=1)),
    (["phone", "consent", "Email status"], ["x", "yes", "unsubscribed"], Roles(phone=0, consent=1)),
    (["phone", "consent", "Bemerkung"], ["x", "yes", "ruft gern an"], Roles(phone=0, consent=1)),
    (["phone", "status"], ["x", "opted out 2026-01-01"], Roles(phone=0, status=1)),
    (["phone", "status"], ["x", "bounced"], Roles(phone=0, status=1)),
    (["phone", "consent", "status"], ["x", "yes", "unsubscribed"], Roles(phone=0, consent=1, status=2)),
    (["phone", "state"], ["x", "TX"], Roles(phone=0, state=1)),
    (["phone", "state"], ["x", "unsubscribed"], Roles(phone=0, status=1)),
    (["SMS", "Telefon"], ["ja", "x"], Roles(phone=1, consent=0)),
    (["SMS", "Name"], ["+12025550100", "Ann"], Roles(phone=0, name=1)),
    (["phone", "opted_out", "do_not_call"], ["x", "no", "no"], Roles(phone=0, opt_out=1, more=(2,))),
    (["téléphone", "prénom", "pays", "langue", "fuseau horaire"], ["x"] * 5, Roles(phone=0, name=1, region=2, locale=3, zone=4)),
    (["телефон", "имя", "страна", "язык", "часовой пояс"], ["x"] * 5, Roles(phone=0, name=1, region=2, locale=3, zone=4)),
])  # fmt: skip
def test_cells_decide_if_the_column_name_does_not(columns: list[str], row: list[str], expected: Roles) -> None:
    assert roles(columns, [row])._replace(limits=()) == expected


def test_the_tables_know_at_least_twenty_languages() -> None:
    for table in (*TABLES, answer_words.AFFIRMATIVE, answer_words.NEGATIVE, answer_words.LEAVING):
        assert len(set(table) - {""}) >= 20 or table == header_words.STATE


def test_no_word_has_two_meanings() -> None:
    known = answer_words.words()
    assert not known.affirmative & known.negative
    assert not known.joining & known.leaving
    consents, outs = (
        {fold(word) for line in table.values() for word in line.split(" | ")}
        for table in (header_words.CONSENT, header_words.OPT_OUT)
    )
    assert not consents & outs


@pytest.mark.parametrize(("cell", "expected"), [
    ("nein", NO), ("NEVER_SUBSCRIBED", NO), ("opted_out", NO), ("Nein", NO), ("abgemeldet", NO), ("non", NO), ("no", NO), ("0", NO), ("désabonné", NO), ("DESABONNE", NO), ("unsubscribed", NO),
    ("отписан", NO), ("нет", NO), ("いいえ", NO), ("アニメ", UNKNOWN), ("hayır", NO), ("HAYIR", NO), ("nie", NO), ("όχι", NO), ("لا", NO), ("לא", NO),
    ("아니오", NO), ("否", NO), ("退订", NO), ("nej", NO), ("ei", NO), ("nem", NO), ("frameldt", NO), ("Frabedt", NO), ("wypisany", NO), ("none", NO),
    ("ja", YES), ("Oui", YES), ("SÍ", YES), ("да", YES), ("evet", YES), ("tak", YES), ("ναι", YES), ("نعم", YES), ("כן", YES), ("はい", YES), ("예", YES),
    ("express", YES), ("implied", YES), ("angemeldet", YES), ("2024/05/12", YES), ("12 May 2024", YES), ("May 12, 2024", YES), ("12.05.24", YES),
    ("vielleicht", UNKNOWN), ("0000-00-00", UNKNOWN), ("", UNKNOWN), ("1715500000", UNKNOWN),
    ("Yes - revoked 2024", UNKNOWN), ("Ja (nur E-Mail)", UNKNOWN), ("yes (email only)", UNKNOWN), ("yes, but no SMS", UNKNOWN), ("yes; until May", UNKNOWN),
    ("oui (jusqu'au 1 mai 2025)", UNKNOWN), ("Subscribed 2026-01-01, unsubscribed 2026-02-01", UNKNOWN), ("yes - Yes, but later no", UNKNOWN),
    ("Yes - 2023-01-02", YES), ("yes (web form, 12 May 2024)", YES), ("yes - double opt-in", YES), ("ja, am 3.5.2024", YES), ("yes - revoked 12, 2024", UNKNOWN), ("yes: 2024-01-02T10:00:00Z", YES),
    ("no (email only)", NO), ("unsubscribed, by phone", NO),
    ("1970-01-01", UNKNOWN), ("01.01.1900", UNKNOWN), ("0001-01-01T00:00:00", UNKNOWN), ("2999-12-31", UNKNOWN), ("01.01.70", UNKNOWN), ("31.12.99", YES),
])  # fmt: skip
def test_cells_are_read_in_many_languages(cell: str, expected: str) -> None:
    assert meaning(cell) == expected


@pytest.mark.parametrize(("cell", "expected"), [
    ("ja", YES), ("2024-05-12", YES), ("abgemeldet", YES), ("отписан", YES), ("nein", NO), ("", NO), ("NULL", NO), ("subscribed", NO),
    ("0000-00-00 00:00:00", NO), ("by phone", UNKNOWN), ("1715500000", UNKNOWN),
    ("no, later stopped", UNKNOWN), ("no - 2024-01-02", NO), ("subscribed (until June)", UNKNOWN), ("yes (email only)", YES), ("1970-01-01", YES),
])  # fmt: skip
def test_an_unreadable_opt_out_is_unknown(cell: str, expected: str) -> None:
    assert leaves(cell) == expected


def test_all_readers_agree_on_kinds_of_consent() -> None:
    for word, expected in (("express", YES), ("implied", YES), ("none", NO), ("maybe", UNKNOWN)):
        assert meaning(word) == expected
        assert kind(word, NO, None) == {YES: word, NO: "none", UNKNOWN: None}[expected]


def test_a_column_named_by_an_option_replaces_the_detected_one() -> None:
    columns = ["phone", "consent", "Wunsch", "x"]
    found = roles(columns)
    assert chosen(columns, found, {"consent": "Wunsch"}) == Roles(phone=0, consent=2)
    assert chosen(columns, found, {"opt_out": "consent"}) == Roles(phone=0, opt_out=1)
    with pytest.raises(
        RecipientsError,
        match=r"the column for consent 'SMS': there is no such column; the columns are 'phone', 'consent'",
    ):
        chosen(columns, found, {"consent": "SMS"})


def test_every_column_of_opt_outs_counts(tmp_path: Path) -> None:
    rows = [
        [US[0], "yes", "no", ""],
        [US[1], "yes", "no", "2024-05-12"],
        [US[2], "yes", "no", "by phone"],
        [US[3], "yes", "yes", ""],
    ]
    content = as_csv(["phone", "consent", "opted_out", "unsubscribed_at"], rows)
    with listed(tmp_path, content) as found:
        result = audit(found, Policy())
    counts = {code: tally.count for code, tally in result.tallies.items()}
    assert (result.clean, counts) == (2, {"CON003": 2, "CON002": 1})
    assert "the opt-out cell is neither" in result.tallies["CON002"].findings[0].message


def test_no_two_languages_disagree_on_the_role_of_a_column() -> None:
    """Except a few words with two meanings, where the cells decide, or else the first role."""
    names = [{fold(word) for line in table.values() for word in line.split(" | ")} for table in TABLES[2:7]]
    assert {word for one, other in combinations(names, 2) for word in one & other} == set()
