"""Cells that stand for no value, and cells that look like it and have one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from smslint.broadcast.no_values import Cells, why
from smslint.cli.app import run
from tests.project.support import project

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("phone", "name", "order_id")
KNOWN = frozenset(("phone", "name", "orderid"))

NOTHING = """
TBD | tba | =1+1 | =A1 | =VLOOKUP(A1;B1;1) | . | - | -- | ? | … | — | ... | xxx | XXX | #REF! | #VALUE! | #N/A | ##### | Err:502 | @SUM(A1)
null | NULL | None | nan | NaN | nil | undefined | N/A | n/a | \\N | (blank) | <null> | <no value> | [object Object] | {{name}} | *|FNAME|* | order_id
Order ID | ORDER_ID
"""
NOTHING_IN_NAMES = (
    "test | Test User | unknown | Unbekannt | 未知 | name | NAME | Name | first name | asdf | x | 0 | none"
)
SOMETHING = "Ann | Nan | Nil | Null | No | Foo | Li | An | Dr. | -5 | $5.00 | +14155550123 | 10:30 | x1 | Tbd Ltd | A-1 | #12 | (Anna) | @anna | =) | O'Brien | test it | none of it"
SOMETHING_ELSEWHERE = "test | unknown | 0 | true | x | name it"


def forms(table: str) -> list[str]:
    return [each.strip() for line in table.strip().split("\n") for each in line.split(" | ")]


@pytest.mark.parametrize("cell", forms(NOTHING))
def test_what_stands_for_nothing_in_any_column(cell: str) -> None:
    cells = Cells(COLUMNS[2], KNOWN)
    assert set(cells.among({cell, "12"})) == {cell}
    assert set(cells.among({cell, "13"})) == {cell}, "it is remembered"
    assert why(cell)


@pytest.mark.parametrize("cell", forms(NOTHING_IN_NAMES))
def test_what_stands_for_nothing_where_a_name_is_expected(cell: str) -> None:
    assert set(Cells(COLUMNS[1], KNOWN).among({cell, "Ann"})) == {cell}


@pytest.mark.parametrize("cell", forms(SOMETHING))
@pytest.mark.parametrize("column", [1, 2])
def test_what_is_a_value(cell: str, column: int) -> None:
    assert Cells(COLUMNS[column], KNOWN).among({cell}) == {}


@pytest.mark.parametrize("cell", forms(SOMETHING_ELSEWHERE))
def test_what_is_a_value_where_no_name_is_expected(cell: str) -> None:
    assert Cells(COLUMNS[2], KNOWN).among({cell}) == {}


def test_old_cells_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.broadcast.no_values._MOST_KEPT", 2)
    cells = Cells(COLUMNS[1], KNOWN)
    assert set(cells.among({"TBD", "Ann", "Bob"})) == {"TBD"}
    assert set(cells.among({"-", "Cid"})) == {"-"}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("TBD", "it stands for no value"),
        ("None", "a program wrote this instead of an empty value"),
        ("%%NAME%%", "another program should have filled it"),
        ("name", "it stands for no value"),
    ],
)
def test_the_row_is_refused_and_said_in_preflight_and_in_send(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cell: str, words: str
) -> None:
    files = {
        "t.txt": "Acme: hi {{ name }}, your order is ready",
        "list.csv": f"phone,name\n+14155550123,{cell}\n+14155550124,Ann\n",
    }
    monkeypatch.chdir(project(tmp_path, files))
    monkeypatch.setenv("OCTOPODS_API_KEY", "k" * 40)
    assert run(["preflight", "t.txt", "list.csv"]) == 1
    assert f"`name` is {cell!r} in 1 row: {words}" in " ".join(capsys.readouterr().out.split())
    assert run(["preflight", "t.txt", "list.csv", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["list_findings"][0]["code"] == "PLH001"
    assert run(["send", "t.txt", "list.csv", "--dry-run", "--kind", "transactional"]) == 1
    assert "1 message would be sent, 1 refused" in capsys.readouterr().out
