"""The parts of an audit: consent words, duplicates, suppression lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import RecipientsError
from smslint.recipients import duplicates
from smslint.recipients.consent import NO, UNKNOWN, YES, meaning, opted_out
from smslint.recipients.duplicates import Duplicates, RowSet
from smslint.recipients.headers import Roles, roles
from smslint.recipients.suppression import Suppressed, SuppressedNumber, Unreadable, joined
from smslint.recipients.suppression_files import entries, load
from smslint.recipients.suppression_store import SuppressionStore


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("yes", YES), (" TRUE ", YES), ("1", YES), ("SUBSCRIBED", YES), ("Oui", YES), ("Yes - 2023-01-02", YES),
        ("2024-05-12T10:00:00Z", YES), ("12.05.2024", YES), ("x", YES),
        ("no", NO), ("FALSE", NO), ("0", NO), ("UNSUBSCRIBED", NO), ("NOT_SUBSCRIBED", NO), ("no (STOP, 12 May 2024)", NO),
        ("", UNKNOWN), ("  ", UNKNOWN), ("NULL", UNKNOWN), ("PENDING", UNKNOWN), ("maybe", UNKNOWN), ("-", UNKNOWN),
        ("1234567", UNKNOWN),
    ],
)  # fmt: skip
def test_consent_words(cell: str, expected: str) -> None:
    assert meaning(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("yes", YES), ("2024-05-12", YES), ("unsubscribed", YES), ("Opted out", YES), ("STOP", YES), ("revoked", YES),
        ("unsubscribed (by mail)", YES), ("no", NO), ("No - 2023", NO), ("FALSE", NO), ("", UNKNOWN), ("unknown", UNKNOWN),
    ],
)  # fmt: skip
def test_opt_out_words_in_an_opt_out_column_mean_yes(cell: str, expected: str) -> None:
    assert opted_out(cell) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ["First Name", "Phone", "Accepts SMS Marketing", "Accepts Email Marketing"],
            Roles(phone=1, consent=2, name=0),
        ),
        (["Id", "MobilePhone", "HasOptedOutOfEmail", "MailingCountry"], Roles(phone=1, region=3)),
        (["external_id", "phone_number", "time_zone", "subscribed"], Roles(phone=1, zone=2, consent=3)),
        (["Telefon", "Land", "Sprache"], Roles(phone=0, region=1, locale=2)),
        (["a", "b"], Roles()),
    ],
)
def test_roles_of_columns(columns: list[str], expected: Roles) -> None:
    assert roles(columns) == expected


@given(st.lists(st.integers(0, 40), max_size=80), st.integers(1, 30))
def test_duplicates_equal_those_of_a_counter(keys: list[int], spill: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Duplicates() as found:
        patch.setattr(duplicates, "SPILL", spill)
        for start in range(0, len(keys), 7):
            found.add(keys[start : start + 7], range(start, start + 7))
        groups = {keys[group[0]]: group for group in found.groups()}
    times = Counter(key for key in keys if key)
    assert groups == {key: [i for i, each in enumerate(keys) if each == key] for key, n in times.items() if n > 1}


@given(st.sets(st.integers(0, 20_000)))
def test_a_row_set_behaves_as_a_set(rows: set[int]) -> None:
    found = RowSet()
    for row in [*rows, *rows]:
        found.add(row)
    assert len(found) == len(rows)
    assert {row for row in range(20_010) if row in found} == rows


@pytest.mark.parametrize("limit", [0, 100])
def test_suppressed_numbers_are_found_in_a_set_and_in_an_array(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.recipients.suppression._SET_UP_TO", limit)
    some = Suppressed([5, 1, 9, 5])
    assert len(some) == 3
    assert some.hits([0, 1, 2, 9, 10]) == {1, 9}
    assert 5 in some
    assert 6 not in some
    assert Suppressed().hits([1]) == set()
    assert len(joined([some, Suppressed([5, 6])])) == 4


FORMS = {
    "a.txt": "# stop\n+1 202-555-0101  # asked by phone\n\n12025550102\n",
    "bare": "+12025550101\n0012025550102\n",
    "b.csv": "Phone,Reason,Date\n+1 (202) 555-0101,STOP,2026-01-02\n12025550102,,\n",
    "c.jsonl": '{"phone": "+12025550101", "reason": "STOP"}\n{"phone": 12025550102}\n',
}


@pytest.mark.parametrize("name", FORMS)
def test_suppression_lists_of_all_formats_have_the_same_numbers(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name])
    assert [key for key in (12025550101, 12025550102, 12025550103) if key in load(path)] == [12025550101, 12025550102]


def test_the_details_of_an_entry_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(FORMS["b.csv"] + "not a number,,\n")
    assert list(entries(path, source="b.csv")) == [
        SuppressedNumber("+12025550101", "STOP", "b.csv", "2026-01-02"),
        SuppressedNumber("+12025550102", "", "b.csv", ""),
        Unreadable(4, "******", "not_a_number", None),
    ]


def test_a_suppression_list_without_valid_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("4.15556E+10\n")
    with pytest.raises(RecipientsError, match="protects nobody"):
        load(path)
    path.write_text("")
    assert len(load(path, allow_empty=True)) == 0


def test_the_store_keeps_the_first_entry_and_removes_on_request(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "stop.db"
    with SuppressionStore(path, create=True) as store:
        assert (
            store.add(
                [SuppressedNumber("+12025550101", "STOP", "inbound", "2026-01-02"), SuppressedNumber("+12025550102")]
            )
            == 2
        )
        assert store.add([SuppressedNumber("+12025550101", "again")]) == 0
        assert store.find("+12025550101") == SuppressedNumber("+12025550101", "STOP", "inbound", "2026-01-02")
        assert store.remove("+12025550102")
        assert not store.remove("+12025550102")
        assert len(store) == 1
    assert 12025550101 in load(path)


def test_a_failed_import_adds_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield SuppressedNumber("+12025550101")
        raise RecipientsError("line 2")

    with SuppressionStore(tmp_path / "stop.db", create=True) as store:
        with pytest.raises(RecipientsError):
            store.add(broken())  # type: ignore[arg-type]
        assert len(store) == 0


def test_files_that_are_not_a_store_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match="there is no suppression list"):
        SuppressionStore(tmp_path / "none.db")
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\0" + b"x" * 200)
    with pytest.raises(RecipientsError, match="not a suppression list"):
        load(tmp_path / "bad.db")
    SuppressionStore(tmp_path / "ours.db", create=True)
    whole = (tmp_path / "ours.db").read_bytes()
    for content in (whole[:200], whole[:100] + b"x" * (len(whole) - 100), whole[:4096], whole[:4096] + b"x" * 4096):
        (tmp_path / "ours.db").write_bytes(content)
        with pytest.raises(RecipientsError, match=r"cannot be used|is cut off"):
            load(tmp_path / "ours.db")
