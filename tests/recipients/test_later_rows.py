"""What only a later row shows (who left, a no in what may be a consent), and columns that may be a consent: never clean."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import smslint
from smslint.cli.app import run
from smslint.recipients import headers
from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from smslint.rules.answers import NO, YES, left, meaning
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.recipients.audited import Audit

AT = 9_000
ROWS = 10_000
LATE = [
    # the other columns, their cells in most rows and in one late row, the role of the late word
    ("consent,status", "yes,active", "yes,STOP", "status"),
    ("consent,status", "yes,active", "yes,abgemeldet", "status"),
    ("consent,Status", "ja,", "ja,unsubscribed 2026-01-01", "status"),
    ("consent,status", "yes,archived", "yes,opted out", "status"),
    ("consent,note", "yes,", "yes,abgemeldet", "comment"),
    ("consent,flags", "yes,vip", "yes,do not text", "other"),
    ('consent,prefs', 'yes,"{""push"": true}"', 'yes,"{""sms"": false}"', "unread"),
    ("consent,gdpr", "yes,yes", "yes,no", "maybe"),
    ("consent,newsletter", "ja,ja", "ja,nein", "maybe"),
    ("consent,marketing", "1,1", "1,0", "maybe"),
]  # fmt: skip


def numbers(count: int) -> list[str]:
    return [f"+1415{2000000 + 7 * index}" for index in range(count)]


def late(header: str, cells: str, last: str) -> str:
    rows = [f"{number},{last if index == AT else cells}\n" for index, number in enumerate(numbers(ROWS))]
    return f"phone,{header}\n{''.join(rows)}"


def both(path: Path, text: str) -> Audit:
    """The audit by rows; the one in bulk declines or says the same."""
    from smslint.recipients.bulk_audit import bulk_audit

    with listed(path, text) as found:
        in_bulk = bulk_audit(found, Policy())
    with listed(path, text) as found:
        by_rows = audit(found, Policy())
    assert in_bulk is None or (in_bulk.unread_statuses, in_bulk.unread_consents, in_bulk.rejected) == (
        by_rows.unread_statuses, by_rows.unread_consents, by_rows.rejected,
    )  # fmt: skip
    return by_rows


@pytest.mark.parametrize(("header", "cells", "last", "role"), LATE)
def test_a_late_row_is_seen(header: str, cells: str, last: str, role: str, tmp_path: Path) -> None:
    result = both(tmp_path, late(header, cells, last))
    name = header.rpartition(",")[2]
    assert result.total == ROWS
    if role == "status":
        assert (result.rejected, result.roles["status"]) == (1, name)
        assert [each.location.line for each in result.tallies["CON003"].findings if each.location] == [AT + 2]
    else:
        assert result.rejected == (role in ("comment", "other"))
        assert (name in result.unread_statuses) is (role in ("unread", "comment", "other"))
        assert (name in result.unread_consents) is (role == "maybe")
        assert any(repr(name) in words for words in result.unknown)


def test_the_clean_list_and_the_preflight_leave_out_who_left_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "l.csv").write_text(late("consent,status", "yes,active", "yes,STOP"), encoding="utf-8")
    assert run(["recipients", "l.csv", "--isolated", "--clean", "c.csv", "--rejected", "r.csv"]) == 1
    capsys.readouterr()
    assert len((tmp_path / "c.csv").read_text().splitlines()) == ROWS
    assert "STOP" in (tmp_path / "r.csv").read_text()
    found = smslint.preflight({"text": "Acme: hi"}, tmp_path / "l.csv", config={"kind": "transactional"})
    assert found.would_send == ROWS - 1


@pytest.mark.parametrize("name", [
    "gdpr", "gdpr_consent", "GDPR ok", "dsgvo", "rgpd", "lgpd", "privacy_accepted", "newsletter", "Newsletter?", "werbung", "marketing",
    "promo", "ads", "publicité", "reklama", "рассылка", "mailing list", "notifications", "subscriber", "opted", "doi", "contactable",
    "can_contact", "agree", "accepted", "accepts_marketing", "signed up", "textable", "valid_consent", "bulletin", "send_sms", "active", "is_active", "ok",
    "marketing_ok", "ok_to_text", "allow_sms", "permission", "wants_sms", "werbung_erlaubt", "einverstanden", "SMS Werbung", "Receive SMS",
])  # fmt: skip
@pytest.mark.parametrize("word", ["no", "nein", "0", "FALSE", "non"])
def test_a_no_in_what_may_be_a_consent_is_never_clean(
    name: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for other, yes in (("", ""), ("sms_consent,", "yes,")):
        text = f"phone,{other}{name}\n{US[0]},{yes}{word}\n{US[1]},{yes}yes\n"
        (tmp_path / "l.csv").write_text(text, encoding="utf-8")
        code = run(["recipients", str(tmp_path / "l.csv"), "--isolated", "--strict"])
        out = capsys.readouterr().out
        assert code == 1
        assert "every row may be texted" not in out
        refused = "CON001" in out or "CON003" in out
        assert refused or f"whether the no in {name!r} is about messages" in out


@pytest.mark.parametrize(
    "name", ["email_consent", "whatsapp ok", "order accepted", "loyalty card active", "city", "vip", "name"]
)
def test_a_no_about_something_else_is_nothing(name: str, tmp_path: Path) -> None:
    result = both(tmp_path, f"phone,consent,{name}\n{US[0]},yes,no\n{US[1]},yes,yes\n")
    assert (result.unread_consents, result.unread_statuses, result.unknown, result.rejected) == ((), (), (), 0)


def test_json_names_the_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "l.csv").write_text(f"phone,consent,gdpr\n{US[0]},yes,no\n", encoding="utf-8")
    assert run(["recipients", str(tmp_path / "l.csv"), "--isolated", "--format", "json"]) == 0
    coverage = json.loads(capsys.readouterr().out)["coverage"]
    assert (coverage["complete"], coverage["unread_consents"]) == (False, ["gdpr"])


LANGUAGES = {
    "he": ("טלפון", "שם", "הסכמה", "כן", "לא", "הוסר"), "is": ("Símanúmer", "Nafn", "Samþykki", "já", "nei", "afskráður"),
    "sw": ("Nambari ya simu", "Jina", "Idhini", "ndiyo", "hapana", "amejiondoa"), "de": ("Handynummer", "Name", "Einwilligung", "ja", "nein", "abgemeldet"),
    "fr": ("Telephone", "Prenom", "Consentement", "oui", "non", "desabonne"), "es": ("Telefono movil", "Nombre", "Consentimiento", "si", "no", "baja"),
    "pt": ("Telemovel", "Nome", "Permissao", "sim", "nao", "removido"), "it": ("Cellulare", "Nome", "Consenso", "si", "no", "cancellato"),
    "nl": ("Mobiel", "Naam", "Toestemming", "ja", "nee", "afgemeld"), "sv": ("Mobilnummer", "Namn", "Samtycke", "ja", "nej", "avanmald"),
    "da": ("Mobilnummer", "Navn", "Samtykke", "ja", "nej", "afmeldt"), "nb": ("Mobilnummer", "Navn", "Samtykke", "ja", "nei", "avmeldt"),
    "fi": ("Matkapuhelin", "Nimi", "Suostumus", "kylla", "ei", "peruttu"), "pl": ("Telefon komorkowy", "Imie", "Zgoda", "tak", "nie", "wypisany"),
    "cs": ("Mobil", "Jmeno", "Souhlas", "ano", "ne", "odhlasen"), "hu": ("Mobiltelefon", "Nev", "Hozzajarulas", "igen", "nem", "leiratkozott"),
    "ro": ("Telefon mobil", "Nume", "Consimtamant", "da", "nu", "dezabonat"), "ru": ("Телефон", "Имя", "Согласие", "да", "нет", "отписан"),
    "tr": ("Cep telefonu", "Ad", "Onay", "evet", "hayir", "ret"), "el": ("Κινητο", "Ονομα", "Συγκαταθεση", "ναι", "οχι", "διαγραφηκε"),
    "ar": ("رقم الهاتف", "الاسم", "موافقة", "نعم", "لا", "ملغى"), "hi": ("मोबाइल नंबर", "नाम", "सहमति", "हाँ", "नहीं", "सदस्यता समाप्त"),
    "zh": ("手机号", "姓名", "同意", "是", "否", "退订"), "ja": ("電話番号", "名前", "同意", "はい", "いいえ", "配信停止"), "ko": ("휴대폰 번호", "이름", "동의", "예", "아니오", "수신거부"),
    "vi": ("So dien thoai", "Ten", "Dong y", "co", "khong", "tu choi"), "id": ("Nomor telepon", "Nama", "Persetujuan", "ya", "tidak", "berhenti"),
    "uk": ("Телефон", "Ім'я", "Згода", "так", "ні", "відписаний"),
}  # fmt: skip
"""The phone, the name, the consent, yes, no, and a word of leaving, most of them without their accents."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_and_cells_are_known_without_accents(language: str) -> None:
    phone, name, agreed, yes, no, gone = LANGUAGES[language]
    found = headers.roles((phone, name, agreed), [(US[0], "Ann", yes), (US[1], "Bo", no)])
    assert (found.phone, found.name, found.consent) == (0, 1, 2)
    assert (meaning(yes), meaning(no), left(gone)) == (YES, NO, YES)
