"""Columns that answer with single letters, and cells with several answers: by rows, in bulk, in preflight and when sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.recipients.audit import audit
from smslint.recipients.policy import Policy
from smslint.rules.answers import NO, UNKNOWN, YES, left, meaning, opted_out
from tests.recipients.support import US, listed

if TYPE_CHECKING:
    from pathlib import Path

# The letters of a whole column, and the answer to each in order: Yes, No or ? for one that is not known.
COLUMNS = {
    "S,N,": "YN?", "s,n,N": "YNN", "O,N,O": "YNY", "J,N": "YN", "T,N": "YN", "E,H": "YN", "I,N": "YN", "D,N": "YN", "Д,Н": "YN",
    "Ν,Ο": "YN", "Y,T,T": "YNN", "K,E": "YN", "J,E": "YN", "Y,N": "YN", "T,F": "YN", "Y,N,U": "YN?", "T,T": "YY", "x,,X": "Y?Y",
    "S,S": "??", "S,U": "??", "S,N,U": "?N?", "S,n/a,N": "Y?N", "S,no": "?N", "x,o": "??", "x,n": "?N", "T,N,F": "Y?N", "1,2": "Y?",
    "✓,X,x": "Y??", "√,X": "Y?", "✓,✗": "YN", "✓,×,✓": "YNY", "yes,✓": "YY", "T,U": "??", "Y,T,N": "Y?N", "O,S": "??",
}  # fmt: skip
CODES = {"Y": "", "N": "CON001", "?": "CON002"}


@pytest.mark.parametrize("cells", COLUMNS)
@pytest.mark.parametrize("header", ["consent", "sms_consent"])
def test_only_the_whole_column_decides(header: str, cells: str, tmp_path: Path) -> None:
    from smslint.recipients.bulk_audit import bulk_audit

    policy = Policy(require_consent=True)
    rows = list(zip(US, cells.split(","), strict=False))
    with listed(tmp_path, f"phone,{header}\n" + "".join(f"{to},{cell}\n" for to, cell in rows)) as found:
        by_rows, in_bulk = audit(found, policy), bulk_audit(found, policy)
    expected = {code: list(COLUMNS[cells]).count(sign) for sign, code in CODES.items() if code}
    assert {code: tally.count for code, tally in by_rows.tallies.items()} == {k: n for k, n in expected.items() if n}
    assert in_bulk is not None
    assert {code: tally.count for code, tally in in_bulk.tallies.items()} == {k: n for k, n in expected.items() if n}


@pytest.mark.parametrize(
    ("cells", "out"), [("S,N", 1), ("N,S,S", 2), ("Y,T,T", 1), ("S,U", 0), ("x,", 1), ("x,o", 0), ("✓,X", 1), ("×,", 0)]
)
def test_letters_of_an_opt_out(cells: str, out: int, tmp_path: Path) -> None:
    rows = zip(US, cells.split(","), strict=False)
    with listed(tmp_path, "phone,unsubscribed\n" + "".join(f"{to},{cell}\n" for to, cell in rows)) as found:
        tallies = audit(found, Policy(require_consent=False)).tallies
    assert (tallies["CON003"].count if out else len(set(tallies) - {"CON002"})) == out


def test_a_letter_far_below_counts(tmp_path: Path) -> None:
    """The first 600 rows look like sí and no; the last has another letter, so nothing is known."""
    cells = [*["S", "N"] * 300, "U"]
    rows = "".join(f"+1415555{1000 + at},{cell}\n" for at, cell in enumerate(cells))
    with listed(tmp_path, f"phone,consent\n{rows}") as found:
        assert found.roles.letters == ()
        assert audit(found, Policy(require_consent=True)).tallies["CON002"].count == 301


def test_the_report_says_which_letters_were_read(tmp_path: Path) -> None:
    with listed(tmp_path, f"phone,consent\n{US[0]},S\n{US[1]},N\n") as found:
        assert "In the column 'consent', S was read as yes and N as no." in audit(found, Policy()).notes


def test_sending_reads_the_same_letters(tmp_path: Path) -> None:
    from smslint.recipients import consent

    with listed(tmp_path, f"phone,consent,unsubscribed\n{US[0]},S,N\n{US[1]},S,S\n{US[2]},N,N\n") as found:
        at = found.roles.consent
        assert at is not None
        kinds = [
            consent.kind(consent.spelled(found.roles, at, row.cells[at]), consent.leaving(found.roles, row.cells), None)
            for row in found.rows()
        ]
    assert kinds == ["express", "none", "none"]


# A cell, and what it means as a consent, as an opt-out and as a status.
SEVERAL = [
    ("SUBSCRIBED", YES, NO, NO), ("NEVER_SUBSCRIBED", NO, YES, YES), ("UNSUBSCRIBED", NO, YES, YES),
    ("TRANSACTIONAL, SUBSCRIBED", UNKNOWN, UNKNOWN, UNKNOWN), ("SUBSCRIBED, TRANSACTIONAL", UNKNOWN, UNKNOWN, UNKNOWN),
    ("MARKETING, SUBSCRIBED", YES, UNKNOWN, UNKNOWN), ("SUBSCRIBED; MARKETING", YES, NO, NO), ("sms | subscribed", YES, UNKNOWN, UNKNOWN),
    ("TRANSACTIONAL, UNSUBSCRIBED", NO, YES, YES), ("MARKETING/UNSUBSCRIBED", NO, YES, YES), ("SUBSCRIBED, UNSUBSCRIBED", NO, YES, YES),
    ("email, unsubscribed", UNKNOWN, UNKNOWN, UNKNOWN), ("email, subscribed", UNKNOWN, UNKNOWN, UNKNOWN),
    ("VIP; opted out", NO, YES, YES), ("Y/N", UNKNOWN, UNKNOWN, UNKNOWN), ("yes / no", UNKNOWN, UNKNOWN, UNKNOWN),
    ("DOUBLE_OPT_IN", YES, NO, NO), ('["SUBSCRIBED", "MARKETING"]', YES, UNKNOWN, UNKNOWN), ("TRANSACTIONAL", UNKNOWN, UNKNOWN, UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "consent", "out", "status"), SEVERAL)
def test_cells_with_several_answers(cell: str, consent: str, out: str, status: str) -> None:
    assert (meaning(cell), opted_out(cell), left(cell)) == (consent, out, status)
