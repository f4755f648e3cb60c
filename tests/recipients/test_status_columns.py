"""A column named like a status: who left is refused, words that are not known are said, and such a list is never called clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.errors import RecipientsError
from smslint.recipients import headers
from smslint.recipients.layout import find_roles
from smslint.rules.answers import NO, UNKNOWN, YES, left

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    ("unsubscribed", YES), ("opted out 2026-01-01", YES), ("Opted out on 1/2/2026", YES), ("STOP, 3 May", YES), ("bounced", YES),
    ("cancelled", YES), ("ausgetreten", YES), ("verstorben", YES), ("cleaned", YES), ("abgemeldet am 3.5.2026", YES),
    ("subscribed", NO), ("active", NO), ("", NO), ("2026-01-02", NO), ("Subscribed 2026-01-01", NO),
    ("active - unsubscribed 2024", UNKNOWN), ("subscribed (email)", UNKNOWN), ("inactive", UNKNOWN), ("pending", UNKNOWN), ("gone fishing", UNKNOWN), ("archived 2026-01-01", UNKNOWN), ("9", UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("word", "meaning"), WORDS)
def test_words_of_a_status(word: str, meaning: str) -> None:
    assert left(word) == meaning


def shown(path: Path, text: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    path.write_text(text)
    code = run(["recipients", str(path), "--isolated", "--require-consent", "no", *options])
    return code, capsys.readouterr().out


def test_words_for_leaving_are_refused_and_others_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "phone,status\n+14155550123,cancelled\n+14155550124,opted out 2026-01-01\n+14155550125,archived\n+14155550126,active\n"
    code, out = shown(tmp_path / "l.csv", text, capsys)
    assert code == 1
    assert "status 'status'" in out
    assert "2 may be texted, 2 may not" in out
    assert "1  CON002" in out


@pytest.mark.parametrize("word", ["archived", "shipped", "x9"])
def test_a_status_whose_words_are_all_unknown_is_named(
    word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"phone,status\n+14155550123,{word}\n+14155550124,\n"
    code, out = shown(tmp_path / "l.csv", text, capsys)
    assert code == 0
    assert "not known: whether 'status' says who left" in out
    assert "every row may be texted" not in out
    _, out = shown(tmp_path / "l.csv", text, capsys, "--column", "status=status")
    assert "1  CON002" in out


def test_a_role_is_given_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "l.csv").write_text("tel,a,b\n+14155550123,no,yes\n")
    assert (
        run(["recipients", str(tmp_path / "l.csv"), "--isolated", "--column", "consent=a", "--column", "consent=b"])
        == 2
    )
    assert "a role has one column" in capsys.readouterr().err


def test_two_columns_of_one_name_may_disagree() -> None:
    columns, rows = ("phone", "Consent", "consent"), [("+14155550123", "yes", "no")]
    with pytest.raises(RecipientsError, match="The columns 2 and 3 are both named 'Consent'"):
        find_roles(columns, rows, {})
    assert find_roles(columns, rows, {"consent": "3"}) == headers.Roles(phone=0, consent=2)


ENDED = [
    # A column, its words, and whether the row with the first one is refused; otherwise it is said that this is not known.
    ("status", "Account closed", True),
    ("stan", "Martwy", True),
    ("estado", "fallecida", True),
    ("статус", "умер", True),
    ("durum", "vefat etti", True),
    ("状态", "已注销", True),
    ("Kundenstatus", "gekündigt", False),
    ("Kundenstatus", "Kunde gekündigt zum 1.5.", False),
    ("account_status", "closed", False),
    ("accountStatus", "Suspended", False),
    ("Customer Status", "inactive", False),
    ("Estado de cuenta", "cerrada", False),
    ("Statut du compte", "clôturée", False),
    ("Status konta", "zamknięte", False),
    ("статус клиента", "закрыт", False),
    ("会员状态", "停用", False),
]


@pytest.mark.parametrize(("column", "word", "refused"), ENDED)
def test_an_end_beside_a_consent_of_yes(
    column: str, word: str, refused: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An account that is closed, or a person who died, is no row that may be texted without a word."""
    text = f"phone,consent,{column}\n+4915123456789,yes,{word}\n+4915123456788,yes,active\n"
    _, out = shown(tmp_path / "l.csv", text, capsys)
    assert "every row may be texted" not in out
    if refused:
        assert "1 may be texted, 1 may not" in out
        assert "CON003" in out
    else:
        assert f"not known: whether {column!r} says who left" in out


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("account_status", ("premium", "open")),
        ("Kundenstatus", ("Gold", "Neukunde")),
        ("order_status", ("closed", "open")),
        ("Bestellstatus", ("geschlossen", "offen")),
        ("ticket_status", ("closed", "open")),
        ("payment status", ("cancelled", "paid")),
        ("name", ("Morta", "Ann Closed")),
    ],
)
def test_other_statuses_say_nothing_about_people(
    column: str, words: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"phone,consent,{column}\n+4915123456789,yes,{words[0]}\n+4915123456788,yes,{words[1]}\n"
    _, out = shown(tmp_path / "l.csv", text, capsys)
    assert "2 may be texted, 0 may not" in out


@pytest.mark.parametrize(
    ("column", "cell", "refused"),
    [
        ("suoramarkkinointikielto", "kyllä", True),
        ("Kommunikationssperre", "1", True),
        ("Registro delle opposizioni", "sì", True),
        ("Reservasjonsregisteret", "ja", True),
        ("Não Me Perturbe", "sim", True),
        ("запрет рассылки", "да", True),
        ("禁止发送", "是", True),
        ("발송금지", "예", True),
        ("TPS", "yes", False),
        ("NCPR", "1", False),
        ("DNCL", "yes", False),
        ("number reassigned", "yes", False),
        ("wrong_number", "yes", False),
        ("paused", "yes", False),
        ("erased", "yes", True),
        ("churned", "yes", False),
    ],
)
def test_registers_and_bans_beside_a_consent_of_yes(
    column: str, cell: str, refused: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = shown(tmp_path / "l.csv", f"phone,consent,{column}\n+4915123456789,yes,{cell}\n", capsys)
    assert ("0 may be texted, 1 may not" in out or "0 not refused, 1 refused" in out) is refused
    assert (f"not known: whether {column!r} says who left" in out) is not refused
