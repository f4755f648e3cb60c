"""Columns and cells that are easily taken for a consent: no list with one of them is called clean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.cli.app import run
from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    ("consent,SMS Marketing Status", "no,subscribed", "CON003"),
    ("consent,SMS Marketing Status", "pending,subscribed", "CON002"),
    ("sms_consent,consent", "yes,perhaps", "CON002"),
    ("sms_consent,consent", "yes,", ""),
    ("sms_consent,consent", "yes,ja", ""),
    ("consent,dnd", "yes,yes", "CON003"),
    ("consent,List Status", "yes,unsubscribed", "CON003"),
    ("consent", "Ja (nur E-Mail)", "CON002"),
]


@pytest.mark.parametrize(("header", "cells", "code"), COLUMNS)
def test_by_rows_and_in_bulk(header: str, cells: str, code: str, tmp_path: Path) -> None:
    from smslint.recipients.bulk_audit import bulk_audit

    policy = Policy(require_consent=True)
    with listed(tmp_path, f"phone,{header}\n{US[0]},{cells}\n") as found:
        by_rows, in_bulk = audit(found, policy), bulk_audit(found, policy)
    assert list(by_rows.tallies) == ([code] if code else [])
    assert in_bulk is None or in_bulk.tallies.keys() == by_rows.tallies.keys()
    assert (in_bulk is None) == (found.roles.consent is None)


@pytest.mark.parametrize(("row", "code"), [
    ("yes,no,Ann", "CON003"), ("Lee, Ann,yes,no", "CON002"), ("yes,no,Lee, Ann", "CON002"), ("no,no,Lee, Ann", "CON001"),
])  # fmt: skip
def test_too_many_cells_make_a_yes_unknown(row: str, code: str, tmp_path: Path) -> None:
    header = "phone,consent,note,name" if code != "CON003" else "phone,sms_consent,consent,name"
    with listed(tmp_path, f"{header}\n{US[0]},{row}\n") as found:
        tallies = audit(found, Policy(require_consent=True)).tallies
    assert set(tallies) == {code} | ({"LST001"} if row.count(",") > 2 else set())


def test_a_shifted_row_is_never_clean(tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent,name\n{US[0]},yes,Lee, Ann\n") as found:
        assert not audit(found, Policy(require_consent=True)).agreed


@pytest.mark.parametrize(
    "nested", ['"consents": {"sms": false}', '"consent": {"sms": true}', '"opt_out": ["sms"], "consent": "yes"']
)
def test_a_nested_consent_is_unknown(nested: str, tmp_path: Path) -> None:
    with listed(tmp_path, f'{{"phone": "{US[0]}", {nested}}}\n', "l.jsonl") as found:
        assert set(audit(found, Policy(require_consent=True)).tallies) == {"CON002"}


def test_a_column_with_nested_answers_is_named(tmp_path: Path) -> None:
    with listed(tmp_path, f'{{"phone": "{US[0]}", "consent": "yes", "prefs": {{"sms": false}}}}\n', "l.jsonl") as found:
        assert audit(found, Policy(require_consent=True)).unread_statuses == ("prefs",)


@pytest.mark.parametrize(
    "title",
    [
        "Report of contacts\n\n",
        "Report of contacts\n",
        "Report,,\n,,\n",
        '"Contacts of May"\n26 November 2026\n\n',
        "\nReport\n",
    ],
)
def test_a_title_above_the_header_is_skipped(title: str, tmp_path: Path) -> None:
    with listed(tmp_path, f"{title}name,phone,consent\nAnn,{US[0]},no\n") as found:
        result = audit(found, Policy(require_consent=True))
    assert found.columns == ("name", "phone", "consent")
    assert {
        code: [each.location.line for each in tally.findings if each.location] for code, tally in result.tallies.items()
    } == {"CON001": [title.count("\n") + 2]}


@pytest.mark.parametrize("text", ["phone\n{},Lee\n", "phone\n\n{}\n", "Number,\n{},no\n", "{}\nphone,consent\n"])
def test_a_header_of_one_cell_is_no_title(text: str, tmp_path: Path) -> None:
    with listed(tmp_path, text.format(US[0])) as found:
        assert getattr(found.form, "layout").skip == 0  # noqa: B009  # only the form of a CSV file has it


@pytest.mark.parametrize(
    ("country", "said"), [("Narnia", True), ("ZZ", True), ("DE", False), ("de", False), ("", False)]
)
def test_an_unknown_country_is_said(country: str, said: bool, tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,country,consent\n05,{country},yes\n") as found:
        message = audit(found, Policy()).tallies["NUM001"].findings[0].message
    assert (f"The country {country!r} is not a known code of two letters" in message) is said


def test_the_rules_for_numbers_of_no_country_are_unknown(tmp_path: Path) -> None:
    with listed(tmp_path, "phone,consent\n+870773111632,yes\n") as found:
        assert audit(found, Policy()).regions_without_profile == ("001",)


@pytest.mark.parametrize(("header", "cells", "said"), [
    ("Wunsch", ("ja", "nein"), ("Wunsch",)), ("xyz", ("1", "0"), ("xyz",)), ("xyz", ("1", "1"), ()), ("city", ("Bonn", "no"), ()), ("Email ok", ("yes", "no"), ()),
])  # fmt: skip
def test_a_no_under_any_name_is_said_where_no_column_is_a_consent(
    header: str, cells: tuple[str, str], said: tuple[str, ...], tmp_path: Path
) -> None:
    from smslint.recipients.bulk_audit import bulk_audit

    rows = "".join(f"{number},{cell}\n" for number, cell in zip(US, cells, strict=False))
    with listed(tmp_path, f"phone,{header}\n{rows}") as found:
        for policy, expected in ((Policy(), said), (Policy(require_consent=False), ())):
            assert audit(found, policy).unread_consents == expected
            in_bulk = bulk_audit(found, policy)
            assert in_bulk is None or in_bulk.unread_consents == expected
    with listed(tmp_path, f"phone,consent,{header}\n{rows.replace(',', ',yes,')}") as found:
        assert audit(found, Policy()).unread_consents == ()


@pytest.mark.parametrize(("header", "cell"), [
    ("Can we text you?", "no"), ("mobile_opt_status", "out"), ("Date de retrait", "2025-03-01"), ("Left on", "2025-03-01"), ("Exclure", "oui"), ("Excluir", "sí"),
    ("Bezwaar", "ja"), ("Complaint", "yes"), ("Mute", "1"), ("Archived", "true"), ("Cancelled", "x"), ("Afwijzing sms", "ja"), ("Texts?", "no"),
    ("Ikke kontakt", "ja"), ("No further contact", "x"), ("Stop messages", "yes"), ("Objected at", "2025-03-01"), ("Oposición", "sí"), ("解約日", "2024/03/01"), ("Arama engeli", "evet"), ("안 받음", "예"),
    ("Closed", "yes"), ("Closed", "2025-03-01"), ("NPAI", "oui"), ("Liste rouge", "x"), ("Kündigung zum", "2025-03-01"), ("Clôturé", "oui"), ("Cerrado", "sí"),
    ("إلغاء", "نعم"), ("محظور", "نعم"), ("מבוטל", "כן"), ("Zablokowany", "tak"), ("Đã hủy", "x"), ("Avbruten", "ja"), ("रद्द", "x"), ("Stopp", "ja"), ("Ausgetreten am", "2025-03-01"), ("Удалён", "да"), ("บล็อก", "ใช่"),
])  # fmt: skip
def test_a_column_that_may_say_who_left_is_named(header: str, cell: str, tmp_path: Path) -> None:
    from smslint.recipients.bulk_audit import bulk_audit

    with listed(tmp_path, f"phone,consent,{header}\n{US[0]},yes,\n{US[1]},yes,{cell}\n") as found:
        result, in_bulk = audit(found, Policy()), bulk_audit(found, Policy())
    assert (header in (*result.unread_statuses, *result.unread_consents)) or result.rejected == 1
    assert in_bulk is None or (in_bulk.unread_statuses, in_bulk.rejected) == (result.unread_statuses, result.rejected)


@pytest.mark.parametrize(("header", "cell"), [
    ("Unsubscribe link", "https://example.com/u/1"), ("Order status", "cancelled"), ("Payment status", "refused"), ("Last SMS", "2025-03-01"), ("SMS count", "1"),
    ("Order cancelled", "yes"), ("Archived", ""), ("Complaint", "too cold"),
    ("Contact no", "1"), ("No. of messages", "1"), ("Promo code", "yes"), ("Last contacted", "2025-03-01"),
])  # fmt: skip
def test_a_column_about_something_else_is_not_named(header: str, cell: str, tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent,{header}\n{US[0]},yes,{cell}\n{US[1]},yes,{cell}\n") as found:
        result = audit(found, Policy())
    assert (result.rejected, list(result.tallies), result.unread_statuses, result.unread_consents) == (0, [], (), ())


@pytest.mark.parametrize(("header", "said"), [
    ("Consent annihilated", True), ("SMS consent paused", True), ("Consent captured at", False), ("SMS marketing consent", False), ("Fecha de consentimiento", False),
    ("Toestemming voor SMS", False), ("smsConsentUpdatedAt", False), ("Zgoda marketingowa", False), ("Einwilligung erteilt am", False),
])  # fmt: skip
def test_a_consent_with_a_word_that_is_not_understood_is_named(header: str, said: bool, tmp_path: Path) -> None:
    text = f"phone,{header}\n{US[0]},yes\n"
    with listed(tmp_path, text) as found:
        assert audit(found, Policy()).unread_consents == ((header,) if said else ())
    with listed(tmp_path, text, columns={"consent": header}) as found:
        assert audit(found, Policy()).unread_consents == ()


QUIET = [
    # Columns beside a consent, and the cells of two people: the first must never be texted in silence.
    ("tags", "vip;do-not-text", "vip"), ("labels", "sms-optout", "vip"), ("lists", "unsubscribers", "vip"), ("deliverability", "hard_bounce", "ok"),
    ("tags", "dnc", "vip"), ("date of death", "2020-01-01", ""), ("is_minor", "yes", "no"), ("litigator", "yes", "no"), ("blocked by user", "yes", "no"),
    ("expired", "yes", "no"), ("consent_end", "2020-01-02", "2099-01-02"), ("consent ended", "2020-01-02", ""), ("notes", "asked us not to text", "likes tea"),
    ("tags", "VIP | UNSUBSCRIBED", "VIP | NEW"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cell", "other"), QUIET)
def test_such_a_column_is_never_passed_in_silence(name: str, cell: str, other: str, tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent,{name}\n{US[0]},yes,{cell}\n{US[1]},yes,{other}\n") as found:
        result = audit(found, Policy(require_consent=True))
    assert result.tallies or result.unread_statuses or result.unread_limits or result.unread_consents


def test_the_end_of_a_consent_is_no_consent(tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent_end\n{US[0]},2020-01-02\n") as found:
        assert found.roles.consent is None


REMEDIES = [
    ("bounced", "opt_out"), ("fraud", "opt_out"), ("excluido", "opt_out"), ("is_test", "opt_out"), ("Test User", "opt_out"), ("dummy", "opt_out"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "role"), REMEDIES)
def test_what_the_report_says_to_name_refuses_the_rows_with_a_yes(
    header: str, role: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named as a status, in which a yes means active, the column would let the row with a yes pass."""
    path = tmp_path / "l.csv"
    path.write_text(f"phone,consent,{header}\n{US[0]},yes,no\n{US[1]},yes,yes\n{US[2]},yes,\n", encoding="utf-8")
    assert run(["recipients", str(path), "--isolated"]) == 0
    said = capsys.readouterr().out
    assert f"name it with --column {role}=NAME" in said
    assert "every row may be texted" not in said
    assert run(["recipients", str(path), "--isolated", "--column", f"{role}={header}"]) == 1
    said = capsys.readouterr().out
    assert "2 may be texted, 1 may not" in said
    assert "not known" not in said


@pytest.mark.parametrize(
    ("header", "cells"),
    [("is_test", "no,false,"), ("test", "A,B,A"), ("latest", "yes,no,no"), ("covid test", "yes,no,no")],
)
def test_a_list_without_a_row_of_test_data_is_clean(
    header: str, cells: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "l.csv"
    rows = [f"{to},yes,{cell}" for to, cell in zip(US, cells.split(","), strict=False)]
    path.write_text("\n".join([f"phone,consent,{header}", *rows, ""]), encoding="utf-8")
    assert run(["recipients", str(path), "--isolated"]) == 0
    assert "every row may be texted" in capsys.readouterr().out
