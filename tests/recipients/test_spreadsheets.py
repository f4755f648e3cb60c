"""Lists in spreadsheets: cells as text, the right sheet and header, what a spreadsheet loses, and files that are damaged or hostile."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import string
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smslint.errors import RecipientsError
from smslint.recipients import packed
from smslint.recipients.reader import open_list
from smslint.recipients.suppression_files import load

Rows: TypeAlias = Sequence[Sequence[object]]

ROWS: Rows = [["Name", "Phone"], ["Anna", "+14155550123"], ["Bob", "+14155550124"]]


def saved(path: Path, *sheets: Rows, hidden: int | None = None, merged: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
        if number == hidden:
            sheet.sheet_state = "hidden"
    if merged:
        book.worksheets[0].merge_cells(merged)
    book.save(path)
    return path


def smslint(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "smslint", *map(str, arguments)], input=given, capture_output=True, check=False
    )


CELLS = [
    ("text", "text"), ("", ""), ("007", "007"), (14155550123, "14155550123"), (14155550123.0, "14155550123"), (12.5, "12.5"), (-3, "-3"), (0.1, "0.1"),
    (True, "true"), (False, "false"), (dt.date(2026, 12, 1), "2026-12-01"), (dt.datetime.fromisoformat("2026-12-01T09:30"), "2026-12-01 09:30:00"),
    (dt.time(9, 30), "09:30:00"), (dt.timedelta(hours=30), "30:00:00"), ("Zoë 你好 😀", "Zoë 你好 😀"), ("a\nb", "a\nb"), ("<&\"'>", "<&\"'>"), (None, ""),
    ("=1+1", ""),  # a formula without a stored result: openpyxl computes none
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), CELLS, ids=[repr(value) for value, _ in CELLS])
def test_cells_are_text(value: object, text: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "list.xlsx", [["phone", "value", "last"], ["+14155550123", value, "x"]])
    with open_list(path) as found:
        assert [row.cells for row in found.rows()] == [["+14155550123", text, "x"]]


def test_a_number_that_was_too_long_for_a_spreadsheet_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path / "list.xlsx", [["phone"], [4915112345678901], ["+4915112345678"]])
    ended = smslint("recipients", path)
    assert "scientific notation; digits are gone" in " ".join(ended.stdout.decode().split())


OPEN_DOCUMENT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Kontakte">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def open_document(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            OPEN_DOCUMENT.format(rows="".join(f"<table:table-row>{row}</table:table-row>" for row in rows)),
        )
    return path


def cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_open_document(tmp_path: Path) -> None:
    number = '<table:table-cell office:value-type="float" office:value="14155550123"><text:p>14155550123</text:p></table:table-cell>'
    path = open_document(
        tmp_path / "list.ods", cell("Handy") + cell("Name"), number + cell("Anna"), cell("+14155550124") + cell("Zoë")
    )
    with open_list(path) as found:
        assert found.columns == ("Handy", "Name")
        assert [row.cells for row in found.rows()] == [["14155550123", "Anna"], ["+14155550124", "Zoë"]]
        assert any("1 cell with a number" in note for note in found.notes)


SHAPES = {
    "a title above": ([["Customers of spring"], [], *ROWS], [4, 5]),
    "blank rows": ([ROWS[0], [], ROWS[1], [None, " "], [], ROWS[2]], [3, 6]),
    "no header": (ROWS[1:], [1, 2]),
    "a narrow first row": ([["Phone"], ["+14155550123", "more"], ["+14155550124"]], [2, 3]),
}


@pytest.mark.parametrize(("rows", "numbers"), SHAPES.values(), ids=SHAPES)
def test_rows_have_the_numbers_that_the_sheet_shows(rows: Rows, numbers: list[int], tmp_path: Path) -> None:
    with open_list(saved(tmp_path / "list.xlsx", rows)) as found:
        assert [row.number for row in found.rows()] == numbers
        again = [batch.first for batch in found.batches(1)]  # in batches of one row, and for the second time
        assert again == numbers


def test_a_list_that_begins_in_the_middle_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for at, value in {"C4": "Phone", "D4": "Name", "C5": "+14155550123", "D5": "Anna"}.items():
        book.active[at] = value
    book.save(tmp_path / "list.xlsx")
    with open_list(tmp_path / "list.xlsx") as found:
        assert [(row.number, row.cells[found.phone]) for row in found.rows()] == [(5, "+14155550123")]


OTHER: Rows = [["Day", "Note"], ["Monday", "hello"]]
CHOICES = {
    "the only one with numbers": (
        (OTHER, ROWS),
        None,
        None,
        "Sheet 2",
        "Only the sheet 'Sheet 2' was read, not 'Sheet 1'.",
    ),
    "by name": ((ROWS, ROWS), None, "Sheet 2", "Sheet 2", ""),
    "by its name in other letters": ((ROWS, ROWS), None, "sheet 2", "Sheet 2", ""),
    "by number": ((ROWS, ROWS), None, "1", "Sheet 1", ""),
    "a hidden one by name": ((ROWS, ROWS), 2, "Sheet 2", "Sheet 2", ""),
    "not the hidden one": ((ROWS, ROWS), 2, None, "Sheet 1", "Only the sheet 'Sheet 1' was read, not 'Sheet 2'."),
}


@pytest.mark.parametrize(("sheets", "hidden", "wanted", "name", "note"), CHOICES.values(), ids=CHOICES)
def test_the_sheet(
    sheets: tuple[Rows, ...], hidden: int | None, wanted: str | None, name: str, note: str, tmp_path: Path
) -> None:
    marked = [
        [*rows, [f"Sheet {number}", "+14155550199"]] if rows is ROWS else rows for number, rows in enumerate(sheets, 1)
    ]
    with open_list(saved(tmp_path / "list.xlsx", *marked, hidden=hidden), sheet=wanted) as found:
        assert [row.cells[0] for row in found.rows()][-1] == name
        assert found.notes == ([note] if note else [])


REFUSED = {
    "two sheets with numbers": (
        (ROWS, ROWS),
        None,
        None,
        "the sheets 'Sheet 1', 'Sheet 2' all have phone numbers: name one with sheet.",
    ),
    "no such sheet": ((ROWS,), None, "Foo", "there is no sheet 'Foo'; the sheets are 'Sheet 1'."),
    "no such number": ((ROWS,), None, "2", "there is no sheet '2'"),
    "number 0": ((ROWS,), None, "0", "there is no sheet '0'"),
    "no numbers": (
        (OTHER,),
        None,
        None,
        "sheet 'Sheet 1': No column of phone numbers was found; the columns are 'Day', 'Note'.",
    ),
    "no numbers in two": (
        (OTHER, OTHER),
        None,
        None,
        "No column of phone numbers was found in the sheets 'Sheet 1', 'Sheet 2'.",
    ),
    "only hidden": (([], ROWS), 2, None, "only hidden sheets have rows ('Sheet 2')"),
    "nothing": (([],), None, None, "The list is empty: no sheet has rows."),
}


@pytest.mark.parametrize(("sheets", "hidden", "wanted", "words"), REFUSED.values(), ids=REFUSED)
def test_no_sheet(sheets: tuple[Rows, ...], hidden: int | None, wanted: str | None, words: str, tmp_path: Path) -> None:
    with pytest.raises(RecipientsError) as refused:
        open_list(saved(tmp_path / "list.xlsx", *sheets, hidden=hidden), sheet=wanted)
    assert words in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "list.xlsx"))


def test_a_sheet_of_a_file_that_has_none(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("phone\n+14155550123\n")
    ended = smslint("recipients", tmp_path / "list.csv", "--sheet", "1")
    assert (ended.returncode, ended.stderr.decode().count("\n")) == (2, 1)
    assert "--sheet '1' names a sheet, and this file is no spreadsheet." in ended.stderr.decode()


def test_what_a_spreadsheet_loses_is_said(tmp_path: Path) -> None:
    rows: Rows = [
        ["Phone", "Since", "Amount", "Points"], [14155550123, dt.date(2026, 12, 1), 12.5, 3], [dt.date(2026, 12, 1), None, 3, 4],
        ["+14155550124", None, None, 5], [None, None, None, 6],
    ]  # fmt: skip
    with open_list(saved(tmp_path / "list.xlsx", rows, merged="A4:A5")) as found:
        assert found.notes == [
            "The column 'Phone' has 1 cell with a number, not with text: a plus sign and zeros at its front are lost.",
            "The column 'Phone' has 1 date in place of phone numbers.",
            "Messages show the dates in 'Since' like this, whatever the sheet displays: 2026-12-31.",
            "Messages show the fractions in 'Amount' like this, whatever the sheet displays: 12.5.",
            "Cells of several rows are merged (1 area, such as A4:A5): only the first cell has the value, the others are empty.",
        ]


def test_cells_that_are_read_as_empty_are_said(tmp_path: Path) -> None:
    """An error, and a formula that no program has computed; in the sheet that is read, in whatever chunks its XML comes."""
    wide = ["x" * 3000] * 3
    rows: Rows = [
        ["Name", "Phone", "City", *"abc"],
        ["#N/A", "+14155550123", "=A1", *wide],
        ["Ann", "#REF!", "#N/A", *wide],
        ["=A2", "+14155550124", None, *wide],
    ]
    rows = [*rows, *[["Bob", "+14155550125", "Rome", *wide]] * 300, ["#DIV/0!", "+14155550126", "Rome"]]
    other = [["#N/A", "#N/A"]] * 50
    for sheets in ((rows, other), (other, rows)):
        with open_list(saved(tmp_path / "list.xlsx", *sheets)) as found:
            assert [note for note in found.notes if "read as empty" in note] == [
                "4 cells in 'Name', 'Phone', 'City' are read as empty, because of an error such as #N/A.",
                "2 cells in 'Name', 'City' are read as empty, because of a formula without a stored result: " + SAVE_IT,
            ]
            assert [row.cells[0] for row in found.rows()][:3] == ["", "Ann", ""]
    with open_list(saved(tmp_path / "list.xlsx", ROWS)) as found:
        assert not found.notes
    before = saved(tmp_path / "list.xlsx", [*ROWS, ['=IF(1,"","x")', "+14155550125"]])
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(tmp_path / "stored.xlsx", "w") as new:
        for name in old.namelist():  # a result that is an empty text, as Excel stores it
            new.writestr(name, old.read(name).replace(b'<c r="A4"><f>', b'<c r="A4" t="str"><f>'))
    with open_list(tmp_path / "stored.xlsx") as found:
        assert not found.notes


SAVE_IT = "open the file in a spreadsheet program and save it."


def outcome(*arguments: str | Path) -> dict[str, object]:
    found = json.loads(smslint(*arguments, "--format", "json").stdout)
    found.pop("list", None) if isinstance(found.get("list"), str) else None
    return {
        key: value
        for key, value in found.items()
        if key in {"rows", "problems", "regions", "types", "messages", "coverage"}
    }


def test_the_commands_say_the_same_of_the_same_list_as_csv(tmp_path: Path) -> None:
    rows: Rows = [
        ["Vorname", "Handy", "Einwilligung"], ["Anna", "+4915112345678", "ja"], ["Zoë", "+4915112345679", "nein"],
        ["Bob", "015112345680", "ja"], ["Eva", "+4915112345678", "ja"], ["Ida", "+4915112345681", ""],
    ]  # fmt: skip
    sheet = saved(tmp_path / "list.xlsx", rows)
    with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    (tmp_path / "sale.txt").write_text("Acme: Hallo {{ Vorname }}, 20% Rabatt. Stopp: STOP an 1234", encoding="utf-8")
    for command in (("recipients",), ("preflight", tmp_path / "sale.txt")):
        assert outcome(*command, sheet) == outcome(*command, tmp_path / "list.csv") != {}
    smslint("recipients", sheet, "--clean", tmp_path / "clean.csv", "--rejected", tmp_path / "rejected.csv")
    smslint(
        "recipients",
        tmp_path / "list.csv",
        "--clean",
        tmp_path / "clean2.csv",
        "--rejected",
        tmp_path / "rejected2.csv",
    )
    for name in ("clean", "rejected"):
        lines = [(tmp_path / each).read_text(encoding="utf-8").splitlines() for each in (f"{name}.csv", f"{name}2.csv")]
        assert lines[0] == lines[1]


def test_from_standard_input(tmp_path: Path) -> None:
    ended = smslint("recipients", "-", given=saved(tmp_path / "list.xlsx", ROWS).read_bytes())
    assert "2 rows" in ended.stdout.decode()


# A spreadsheet keeps no control characters, and openpyxl takes "=..." for a formula.
TEXT = (
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
    .map(str.strip)
    .filter(lambda text: not text.startswith("="))
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8))
def test_any_text_comes_back(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    numbered = [[f"+1415555{number:04}", *row] for number, row in enumerate(rows, 100)]
    path = saved(tmp_path / "list.xlsx", [["phone", "one", "two"], *numbered])
    with open_list(path) as found:
        assert [row.cells for row in found.rows()] == numbered


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.recipients.spreadsheet.find_spec", lambda name: None)
    with pytest.raises(RecipientsError, match=r"pip install 'smslint\[excel\]'. Or save the sheet as CSV UTF-8"):
        open_list(saved(tmp_path / "list.xlsx", ROWS))


def test_a_file_that_asks_for_more_memory_than_there_is(tmp_path: Path) -> None:
    """A cell in the last row and the last column: 17,179,869,184 cells, in a file of 5 KB."""
    book = openpyxl.Workbook()
    for at, value in {"A1": "phone", "A2": "+14155550123", "XFD1048576": "x"}.items():
        book.active[at] = value
    book.save(tmp_path / "list.xlsx")
    ended = smslint("recipients", tmp_path / "list.xlsx")
    assert (ended.returncode, ended.stdout, ended.stderr.decode().count("\n")) == (2, b"", 1)
    assert "reading it takes too much memory or time. Save the sheet as CSV UTF-8." in ended.stderr.decode()


def test_repeated_cells_without_end(tmp_path: Path) -> None:
    many = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>+14155550123</text:p></table:table-cell>'
    path = open_document(tmp_path / "list.ods", cell("phone"))
    content = OPEN_DOCUMENT.format(
        rows=f'<table:table-row>{cell("phone")}</table:table-row><table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    ended = smslint("recipients", path)
    assert (ended.returncode, ended.stdout, ended.stderr.decode().count("\n")) == (2, b"", 1)


@pytest.mark.parametrize(
    ("rows", "words"), [(30, "more than 200 times its size"), (100, "too much text for a list of people")]
)
def test_one_long_text_in_many_cells(rows: int, words: str, tmp_path: Path) -> None:
    """A workbook keeps a text once, however often it is used: 3 KB become as many gigabytes as there are rows."""
    path = saved(tmp_path / "whole.xlsx", [["phone", "name"], *([["+14155550123", "A"]] * rows)])
    added = {
        "xl/_rels/workbook.xml.rels": (
            b"</Relationships>",
            b'<Relationship Id="shared" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
        ),
        "xl/worksheets/sheet1.xml": (b't="inlineStr"><is><t>A</t></is>', b't="s"><v>0</v>'),
    }
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "list.xlsx", "w", zipfile.ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            changed.writestr(name, whole.read(name).replace(*added.get(name, (b"", b""))))
        changed.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
            + "A" * 900_000
            + "</t></si></sst>",
        )
    ended = smslint("recipients", tmp_path / "list.xlsx")
    assert (ended.returncode, ended.stdout, ended.stderr.decode().count("\n")) == (2, b"", 1)
    assert words in ended.stderr.decode()


def test_a_file_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_UNPACKED", 1000)
    with pytest.raises(RecipientsError, match="after it is unpacked"):
        open_list(saved(tmp_path / "list.xlsx", ROWS))


@pytest.mark.parametrize("inside", [False, True])
def test_damaged_files(inside: bool, tmp_path: Path) -> None:
    """Each is read, or refused in one line. With damage inside, each archive is whole, and what it contains is damaged."""
    whole = saved(tmp_path / "whole.xlsx", [*ROWS, *([name, "+14155550199"] for name in string.ascii_letters)])
    draw = random.Random(7)
    path = tmp_path / "list.xlsx"
    refused = 0
    for number in range(25):
        path.write_bytes(_rezipped(whole, draw) if inside else _damaged(whole.read_bytes(), draw, cut=number % 2 == 1))
        try:
            with open_list(path) as found:
                list(found.rows())
        except RecipientsError as error:
            refused += 1
            assert str(error).startswith(str(path))
            assert "\n" not in str(error)
    assert refused > 3


def _damaged(content: bytes, draw: random.Random, *, cut: bool = False) -> bytes:
    damaged = bytearray(content[: draw.randrange(len(content) // 2, len(content))] if cut else content)
    for _ in range(draw.randrange(1, 8)):
        damaged[draw.randrange(4, len(damaged))] = draw.randrange(256)
    return bytes(damaged)


def _rezipped(path: Path, draw: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(out, "w") as archive:
        for each in whole.infolist():
            content = whole.read(each)
            archive.writestr(
                each.filename, _damaged(content, draw) if len(content) > 50 and draw.random() < 0.4 else content
            )
    return out.getvalue()


def test_a_workbook_in_which_the_sheet_is_no_xml(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(saved(tmp_path / "whole.xlsx", ROWS)) as whole, zipfile.ZipFile(out, "w") as damaged:
        for each in whole.infolist():
            damaged.writestr(
                each,
                b"<worksheet><sheetData><row r='x'><c r='??'" if "sheet1.xml" in each.filename else whole.read(each),
            )
    (tmp_path / "list.xlsx").write_bytes(out.getvalue())
    with pytest.raises(RecipientsError, match=r"Sheet 1|cannot be read"):
        open_list(tmp_path / "list.xlsx")


def test_a_suppression_list(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "stop.xlsx",
        [["Phone", "Reason"], ["+14155550123", "STOP"], [14155550124, "STOP"], ["not a number", ""]],
    )
    found = load(path)
    assert [14155550123 in found, 14155550124 in found, len(found), [each.line for each in found.unreadable]] == [
        True,
        True,
        2,
        [4],
    ]
    ended = smslint("recipients", saved(tmp_path / "list.xlsx", ROWS), "--suppress", path)
    assert "suppress" in ended.stdout.decode()
    assert "0 may" in ended.stdout.decode() or "0 not refused" in ended.stdout.decode()
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(RecipientsError, match="spreadsheet"):
        load(path, allow_empty=True)
