"""Columns that may limit or end a consent: who left is refused, other consents are unknown, and such a list is never called clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import smslint
from smslint.cli.app import run
from smslint.recipients import consent, limits
from smslint.recipients.audit import audit
from smslint.recipients.audited import Audit
from smslint.recipients.bulk_audit import bulk_audit
from smslint.recipients.policy import Policy
from smslint.report.recipients_text import text as report
from smslint.report.style import Style
from smslint.rules.answer_words import words
from smslint.rules.answers import NO, UNKNOWN, YES, meaning, opted_out, unsubscribes
from smslint.rules.opt_out_reply import opt_out
from tests.recipients.support import US, as_csv, listed

REFUSED = [
    ("Last SMS Reply", "STOP"), ("Last reply", "stop."), ("Antwort", "STOP"), ("Réponse", "ARRÊT"), ("Respuesta", "baja"), ("Resposta", "parar"),
    ("Risposta", "STOP"), ("Odpowiedź", "wypisz"), ("返信", "停止"), ("回复", "退订"), ("답장", "수신거부"), ("الرد", "الغاء"),
    ("Reply", "please stop texting me"), ("Inbound message", "who is this? remove me"), ("Ответ", "отписаться"), ("Last received message", "Unsubscribe"),
    ("Unsubscribe reason", "too many"), ("Blacklist reason", "asked us"), ("Opt-out reason", "moved"), ("Reason for leaving", "too many texts"),
    ("Abmeldegrund", "zu viele"), ("Grund der Abmeldung", "zu teuer"), ("Motif de désabonnement", "trop de messages"), ("Motivo de baja", "precio"),
    ("Motivo da remoção", "mudou"), ("Reden afmelding", "x"), ("Причина отписки", "переезд"), ("配信停止の理由", "多すぎる"), ("退订原因", "太多"), ("수신거부 사유", "이사"),
    ("Reden uitschrijving", "te veel"), ("Ημερομηνία διαγραφής", "12/03/2025"), ("Дата отказа", "12.03.2025"), ("Comment", "DO NOT TEXT"), ("Comment", "please stop texting me"), ("Notes", "STOP"), ("Bemerkung", "abgemeldet"),
    ("Tags", "unsubscribed"), ("Segment", "opted out"), ("Gruppe", "abgemeldet am 3.5.2026"), ("Liste", "désabonné"), ("Segmento", "dado de baja"),
    ("Consent expires", "2020-01-01"), ("Consent valid until", "1.1.2020"), ("Einwilligung gültig bis", "31. Mai 2021"),
    ("Unsubscribed at", "3. März 2025"), ("Abmeldung", "12 nov. 2025 à 14h"), ("退会日", "2025年3月1日"), ("Fecha de baja", "3 de mayo de 2025"),
]  # fmt: skip
UNSURE = [
    ("Consent channel", "email"), ("Opt-in channel", "post"), ("Channel preference", "phone"), ("Preferred channel", "email"),
    ("Preferred channel", "WhatsApp"), ("Preferred contact method", "Phone call"), ("Kanal", "E-Mail"), ("canal", "correo"), ("Contact preference", "post"),
    ("consent_type", "email"), ("Kontaktweg", "Brief"), ("Valid until", "1.1.2020"), ("Gültig bis", "2020-01-01"), ("Caduca", "2020-01-01"),
    ("Consent expires", "soon"), ("Comment", "wife says wrong number?"), ("Bemerkung", "bitte keine SMS"), ("Notes", "Don't text before noon"),
    ("Anteckning", "vill inte ha sms"), ("메모", "문자 보내지 마세요"), ("Note", "asked not to be texted"), ("Observações", "não quer mais receber SMS"), ("備考", "SMS送らないで"), ("Uwagi", "nie wysyłać sms"),
    ("ملاحظات", "لا ترسلوا رسائل"), ("Commentaire", "ne veut plus de pub"), ("Newsletter", "abgemeldet"), ("Membership", "cancelled"),
]  # fmt: skip
SILENT = [
    ("Consent channel", "SMS"), ("Preferred channel", "Email, SMS"), ("Preferred channel", "Text message"), ("Kanal", "SMS und E-Mail"),
    ("Consent expires", "2999-01-01"), ("Consent valid until", "1.1.2999"), ("Comment", "likes tea"), ("Comment", "stop by the shop on Friday"),
    ("Last SMS Reply", "thanks"), ("Last reply", "YES"), ("Antwort", "danke"), ("Unsubscribe reason", ""), ("Reason for leaving", "n/a"),
    ("Opt-out reason", "none"), ("city", "post"), ("Segment", "vip"), ("Reply", ""),
]  # fmt: skip


def told(path: Path, name: str, cell: str) -> tuple[Audit, str]:
    text = as_csv(["phone", "consent", name], [[US[0], "yes", cell], [US[1], "yes", ""]])
    with listed(path, text) as found:
        result, in_bulk = audit(found, Policy()), bulk_audit(found, Policy())
    if in_bulk is not None:
        assert (in_bulk.rejected, in_bulk.tallies.keys(), in_bulk.unknown) == (
            result.rejected,
            result.tallies.keys(),
            result.unknown,
        )
        assert [each.message for each in in_bulk.findings] == [each.message for each in result.findings]
    return result, "\n".join(report(result, Style(on=False), {}))


@pytest.mark.parametrize(("name", "cell"), REFUSED)
def test_who_left_is_refused(name: str, cell: str, tmp_path: Path) -> None:
    result, shown = told(tmp_path, name, cell)
    assert (result.rejected, list(result.tallies)) == (1, ["CON003"])
    assert repr(name) in shown
    assert [each.location.line for each in result.findings if each.location] == [2]


@pytest.mark.parametrize(("name", "cell"), UNSURE)
def test_what_may_limit_a_consent_makes_it_unknown(name: str, cell: str, tmp_path: Path) -> None:
    result, shown = told(tmp_path, name, cell)
    assert (result.rejected, list(result.tallies)) == (0, ["CON002"])
    assert not result.agreed
    assert "every row may be texted" not in shown


@pytest.mark.parametrize(("name", "cell"), SILENT)
def test_what_limits_nothing_is_not_said(name: str, cell: str, tmp_path: Path) -> None:
    result, shown = told(tmp_path, name, cell)
    assert (result.rejected, list(result.tallies), result.unknown) == (0, [], ())
    assert "every row may be texted" in shown


@pytest.mark.parametrize(("name", "cell"), [*REFUSED[::4], *UNSURE[::4]])
def test_recipients_preflight_and_send_say_the_same(
    name: str, cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sale.txt").write_text("Acme: hi. Reply STOP to opt out.")
    Path("l.csv").write_text(
        as_csv(["phone", "consent", name], [[US[0], "yes", cell], [US[1], "yes", ""]]), encoding="utf-8"
    )
    refused = (name, cell) in REFUSED
    run(["recipients", "l.csv", "--isolated", "--clean", "c.csv"])
    assert len(Path("c.csv").read_text(encoding="utf-8").splitlines()) == (2 if refused else 3)
    for required in (None, True):
        config: dict[str, object] = {"brand": "Acme", "kind": "transactional"} | (
            {"sending": {"require_consent": True}} if required else {}
        )
        found = smslint.preflight("sale.txt", "l.csv", config=config)
        assert found.recipients == (1 if refused or required else 2)
    run(["send", "sale.txt", "l.csv", "--isolated", "--dry-run", "--kind", "transactional"])
    assert f"{1 if refused else 2} message{'' if refused else 's'} would be sent" in capsys.readouterr().out


def test_every_column_that_can_refuse_is_read_and_shown(tmp_path: Path) -> None:
    header = [
        "phone",
        "consent",
        "Do Not Call",
        "Has opted out of SMS",
        "Unsubscribed at",
        "Status",
        "Last reply",
        "sms consent",
    ]
    rows = [[US[at], *("yes", "no", "no", "", "active", "ok", "yes")] for at in range(7)]
    for at, (column, word) in enumerate(
        [(2, "yes"), (3, "yes"), (4, "2026-01-02"), (5, "unsubscribed"), (6, "STOP"), (7, "no")]
    ):
        rows[at][column] = word
    for named in ({}, {"opt_out": "Unsubscribed at"}):
        with listed(tmp_path, as_csv(header, rows), columns=named) as found:
            result = audit(found, Policy())
        shown = "\n".join(report(result, Style(on=False), {}))
        assert result.rejected == 6
        assert result.roles["opt_out"] == (named.get("opt_out") or "Has opted out of SMS")
        assert {name for name, _ in result.refusing} == set(header) - {"phone"}
        for name in header[1:]:
            assert repr(name) in shown.splitlines()[2]


@pytest.mark.parametrize(
    "cell",
    ["liegt nicht vor", "nur E-Mail", "email only", "revoked by phone", "negato", "brak", "nie wyrażono", "RET", "pas donné", "no dado", "declined"],
)  # fmt: skip
def test_a_cell_that_means_no(cell: str) -> None:
    assert meaning(cell) == NO


def test_a_turkish_yes() -> None:
    assert meaning("ONAY") == YES


@pytest.mark.parametrize(("cell", "answer"), [
    ("3 March 2026 at noon", YES), ("12 nov. 2025 à 14h", YES), ("2025年3月1日", YES), ("no 2025", UNKNOWN), ("no, later stopped", UNKNOWN),
    ("room 2025", UNKNOWN), ("1700000000", UNKNOWN), ("March", UNKNOWN), ("no - 2024-01-02", NO),
])  # fmt: skip
def test_a_moment_in_an_opt_out_column(cell: str, answer: str) -> None:
    assert opted_out(cell) == answer


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=30), st.sampled_from(sorted(limits.READERS)))
def test_every_reader_gives_an_answer_with_words(cell: str, role: str) -> None:
    answer = limits.READERS[role](cell)
    assert answer in (YES, NO, UNKNOWN)
    assert consent.why(YES, role)
    assert limits.limits(role, [cell]) is (answer != NO)
    if role == "other" and answer == YES:
        assert unsubscribes(cell)
    if opt_out(cell).opted_out:
        assert limits.reply(cell) == YES


def test_words_of_leaving_that_mean_nothing_else() -> None:
    sure = [word for word in words().leaving if unsubscribes(word)]
    assert {"unsubscribed", "abgemeldet", "отписан", "退订"} <= set(sure)
    assert not {"cancelled", "left", "dead", "spam", "removed", "bounced"} & set(sure)
