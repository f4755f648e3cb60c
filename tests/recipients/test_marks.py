"""Columns that say that a person may not be texted, beside a consent that says yes: none of them is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers
import pytest

from smslint.folding import fold
from smslint.numbers.capability import sms_capability
from smslint.recipients import header_words, line_words, lines, minors
from smslint.recipients.audit import audit
from smslint.recipients.bulk_audit import bulk_audit
from smslint.recipients.mappings import list_of
from smslint.recipients.policy import Policy
from smslint.rules import answer_words, answers
from tests.recipients.support import US, as_csv, listed

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.recipients.audited import Audit

LANGUAGES = header_words.NAME.keys()
OPT_OUTS = [
    ("gdpr_erased", "true"), ("gdpr_erased_at", "2024-05-01"), ("GDPR data erased", "yes"), ("erasureRequested", "1"), ("right_to_be_forgotten", "yes"), ("deleted", "1"), ("gelöscht am", "01.02.2024"),
    ("DSGVO gelöscht", "ja"), ("Droit à l'oubli", "oui"), ("eliminado", "sí"), ("date_of_death", "2024-05-01"), ("Sterbedatum", "01.02.2024"), ("Décédée", "oui"), ("Data zgonu", "2024-05-01"),
    ("do_not_contact", "yes"), ("dnc", "Y"), ("blocked", "true"), ("Заблокирован", "да"), ("已拉黑", "是"), ("unsubscribed_at", "2024-05-01T10:00:00Z"), ("status", "gdpr_deleted"), ("estado", "eliminado"), ("статус", "заблокирован"),
]  # fmt: skip
LINES = [
    ("landline", "yes"), ("is_landline", "TRUE"), ("Festnetz", "ja"), ("line_type", "landline"), ("lineType", "fixedLine"), ("phone type", "Fixed-line"), ("carrier_type", "landline"), ("Typ numeru", "stacjonarny"), ("Тип телефона", "городской"),
    ("type de ligne", "fixe"), ("电话类型", "座机"), ("電話種別", "固定電話"), ("번호유형", "유선"), ("type", "landline"), ("tags", "vip; landline"), ("status", "landline"), ("is_mobile", "no"), ("sms_capable", "false"), ("line_type", "fax"),
]  # fmt: skip
UNKNOWN = [
    ("line_type", "voip", "whether the numbers marked in 'line_type' can receive texts"), ("line_type", "nonFixedVoip", "whether the numbers marked in 'line_type' can receive texts"), ("line_type", "xyz", "whether the numbers marked in 'line_type' can receive texts"),
    ("voip", "yes", "whether the numbers marked in 'voip' can receive texts"), ("age", "15", "whether the minors in 'age' may be texted"), ("Alter", "17 Jahre", "whether the minors in 'Alter' may be texted"), ("is_minor", "yes", "whether the minors in 'is_minor' may be texted"),
    ("Volljährig", "nein", "whether the minors in 'Volljährig' may be texted"), ("date_of_birth", "2020-02-03", "whether the minors in 'date_of_birth' may be texted"), ("Geburtsdatum", "03.02.2020", "whether the minors in 'Geburtsdatum' may be texted"),
    ("bounced", "yes", "whether 'bounced' says who left"), ("bounces", "3", "whether 'bounces' says who left"), ("bounce_type", "hard", "whether 'bounce_type' says who left"), ("complaint", "true", "whether 'complaint' says who left"), ("Sťažnosť", "áno", "whether 'Sťažnosť' says who left"),
    ("status", "banned", "whether 'status' says who left"), ("unreachable", "yes", "whether 'unreachable' says who left"),
]  # fmt: skip
SILENT = [
    ("line_type", "mobile"), ("phone type", "home"), ("landline", "no"), ("landline", "+49301234567"), ("voip", "no"), ("age", "18"), ("age", "0"), ("age", "44"), ("birthday", "1980-02-03"), ("adult", "yes"), ("minor", "no"), ("bounces", "0"), ("deleted", "no"),
    ("date_of_death", ""), ("type", "customer"), ("product", "broadband"),
]  # fmt: skip


def found_in(name: str, cell: str, *, others: str = "") -> Audit:
    rows = [{"phone": US[0], "consent": "yes", name: cell}, {"phone": US[1], "consent": "yes", name: others}]
    return audit(list_of(rows), Policy(require_consent=True))


@pytest.mark.parametrize(("name", "cell"), OPT_OUTS)
def test_an_opt_out(name: str, cell: str) -> None:
    assert set(found_in(name, cell).tallies) == {"CON003"}


@pytest.mark.parametrize(("name", "cell"), LINES)
def test_a_number_that_cannot_receive_texts_has_its_own_cause(name: str, cell: str) -> None:
    found = found_in(name, cell)
    assert {code: tally.count for code, tally in found.tallies.items()} == {"NUM002": 1}
    assert found.refusing[-1][0] == name


@pytest.mark.parametrize(("name", "cell", "words"), UNKNOWN)
def test_what_is_not_known_is_said(name: str, cell: str, words: str) -> None:
    found = found_in(name, cell)
    assert found.unknown == (words,)
    assert not found.tallies


@pytest.mark.parametrize(("name", "cell"), SILENT)
def test_what_says_nothing(name: str, cell: str) -> None:
    found = found_in(name, cell)
    assert (found.unknown, found.tallies) == ((), {})


@pytest.mark.parametrize("name", ["vip", "abuse", "reachable"])
def test_a_yes_and_a_no_under_an_unknown_name_are_named(name: str) -> None:
    found = found_in(name, "yes", others="no")
    assert any(name in note and "not read" in note for note in found.notes) or found.unknown


def test_days_texts_and_statuses_are_no_answers() -> None:
    for name, cell in (("created", "2024-01-01"), ("city", "Ja"), ("visits", "12")):
        assert not any("not read" in note for note in found_in(name, cell, others="Berlin").notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_words(language: str) -> None:
    assert language in answer_words.GONE
    assert language in line_words.LINE_TYPE
    assert language in line_words.LANDLINE
    for word in line_words.LANDLINE[language].split(" | "):
        found = found_in(line_words.LINE_TYPE[language].split(" | ")[0], word)
        assert set(found.tallies) == {"NUM002"}, word
    for word in answer_words.GONE[language].split(" | "):
        assert "CON003" in found_in(word, "yes").tallies, word
        assert "CON003" in found_in("status", word, others="active").tallies, word


def test_names_of_birth_and_age_are_known_folded() -> None:
    for line, cell in ((minors.AGE, "12"), (minors.BIRTH, "2020-01-01"), (minors.MINOR, "yes"), (minors.ADULT, "no")):
        for name in line.split(" | "):
            assert found_in(fold(name).upper(), cell).unknown, name


TYPES = {
    number: word
    for word, number in vars(phonenumbers.PhoneNumberType).items()
    if isinstance(number, int) and word.isupper()
}


@pytest.mark.parametrize("word", TYPES.values())
def test_the_kinds_of_libphonenumber(word: str) -> None:
    """What the numbering plan says about a number, a list may say in the same words."""
    told = {"yes": answers.NO, "no": answers.YES, "maybe": answers.UNKNOWN}
    expected = told[sms_capability(word.lower())]
    if word in ("UNKNOWN", "FIXED_LINE_OR_MOBILE"):
        expected = answers.NO  # they tell nothing
    if word == "TOLL_FREE":
        expected = answers.UNKNOWN  # in North America, businesses text from them
    assert lines.line_type(word) == expected


def test_in_bulk_as_by_rows(tmp_path: Path) -> None:
    cells = [
        ("landline", "", "no"),
        ("mobile", "yes", "no"),
        ("voip", "", "yes"),
        ("fixedLine", "yes", "no"),
        ("", "", ""),
    ]
    rows = [(US[at], "yes", *each) for at, each in enumerate(cells * 3)]
    with listed(tmp_path, as_csv(["phone", "consent", "line_type", "gdpr_erased", "is_minor"], rows)) as found:
        by_rows, in_bulk = audit(found, Policy(require_consent=True)), bulk_audit(found, Policy(require_consent=True))
    assert in_bulk is not None
    assert [(code, tally.count) for code, tally in by_rows.tallies.items()] == [("NUM002", 6), ("CON003", 6)]
    assert {code: tally.count for code, tally in in_bulk.tallies.items()} == {"NUM002": 6, "CON003": 6}
    assert (in_bulk.unknown, in_bulk.rejected) == (by_rows.unknown, by_rows.rejected) == (by_rows.unknown, 9)
    assert len(by_rows.unknown) == 2


def test_letters_answer_for_a_landline(tmp_path: Path) -> None:
    content = as_csv(["telefono", "consenso", "linea fissa"], [(US[0], "sì", "S"), (US[1], "sì", "N")])
    with listed(tmp_path, content) as found:
        assert {code: each.count for code, each in audit(found, Policy()).tallies.items()} == {"NUM002": 1}


@pytest.mark.parametrize("name", ["type", "tags", "status"])
def test_a_landline_behind_many_rows(name: str, tmp_path: Path) -> None:
    rows = [(f"+1202555{at:04}", "yes", "mobile") for at in range(100, 400)]
    content = as_csv(
        ["phone", "consent", name], [*rows, ("+12025550401", "yes", "landline"), ("+12025550402", "yes", "mobile")]
    )
    with listed(tmp_path, content) as found:
        assert {code: each.count for code, each in audit(found, Policy(require_consent=True)).tallies.items()} == {
            "NUM002": 1
        }
        in_bulk = bulk_audit(found, Policy(require_consent=True))
        assert in_bulk is None or {code: each.count for code, each in in_bulk.tallies.items()} == {"NUM002": 1}
