"""Lists in all formats that exports have, and lists that cannot be read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import RecipientsError
from smslint.recipients import bytestream
from smslint.recipients.audit import audit
from smslint.recipients.csvlist import CsvFormat, cell_span
from smslint.recipients.jsonlines import JsonLinesFormat
from smslint.recipients.mappings import list_of
from smslint.recipients.policy import Policy
from smslint.recipients.reader import open_list
from tests.recipients.support import US, listed

ONE = [["Zoë", "+12025550101"]]

READABLE = {
    "plain": (b"name,phone\nZo\xc3\xab,+12025550101\n", ONE),
    "no final line break": (b"name,phone\nZo\xc3\xab,+12025550101", ONE),
    "CRLF": (b"name,phone\r\nZo\xc3\xab,+12025550101\r\n", ONE),
    "CR": (b"name,phone\rZo\xc3\xab,+12025550101\r", ONE),
    "UTF-8 with a mark": ("\ufeffname,phone\nZoë,+12025550101\n".encode(), ONE),
    "UTF-16": ("\ufeffname\tphone\nZoë\t+12025550101\n".encode("utf-16-le"), ONE),
    "UTF-16 big-endian": ("\ufeffname\tphone\nZoë\t+12025550101\n".encode("utf-16-be"), ONE),
    "UTF-16 without a mark": ("name,phone\nZoë,+12025550101\n".encode("utf-16-le"), ONE),
    "Windows-1252": ("name,phone\nZoë,+12025550101\n".encode("cp1252"), ONE),
    "semicolons": ("name;phone\nZoë;+12025550101\n".encode(), ONE),
    "tabs": ("name\tphone\nZoë\t+12025550101\n".encode(), ONE),
    "sep=": ("sep=;\nname;phone\nZoë;+12025550101\n".encode(), ONE),
    "sep= in a file with commas": ("sep=|\nname|phone\nZoë|+12025550101\n".encode(), ONE),
    "blank lines": ("\n\nname,phone\n\nZoë,+12025550101\n\n\n".encode(), ONE),
    "all quoted": ('"name","phone"\n"Zoë","+12025550101"\n'.encode(), ONE),
    "a quoted line break": (b'name,phone\n"a\nb",+12025550101\n', [["a\nb", "+12025550101"]]),
    "a doubled quote": (b'name,phone\n"a ""b""",+12025550101\n', [['a "b"', "+12025550101"]]),
    "NUL": (b"name,phone\na\0b,+12025550101\n", [["a\0b", "+12025550101"]]),
    "short and long rows": (b"name,phone\na\nb,+1,c\n", [["a"], ["b", "+1", "c"]]),
    "no header": (b"Ann,+12025550101\n", [["Ann", "+12025550101"]]),
    "a column of numbers": (b"+12025550101\n+12025550102\n", [["+12025550101"], ["+12025550102"]]),
    "JSON Lines": (b'{"phone": "+12025550101"}\n\n{"phone": 5, "x": null}\n', [["+12025550101", ""], ["5", ""]]),
}


@pytest.mark.parametrize(("content", "rows"), READABLE.values(), ids=READABLE)
def test_lists_are_read(tmp_path: Path, content: bytes, rows: list[list[str]]) -> None:
    with listed(tmp_path, content) as found:
        assert [row.cells for row in found.rows()] == rows
        assert [cells for batch in found.batches(1) for cells in batch.rows] == rows


UNREADABLE = {
    "an empty file": (b"", "the file is empty"),
    "only blanks": (b"\n\n", "is empty"),
    "no header with a column of phone numbers": (
        b"415 5550123,Ann,4155550124\n1,2,3\n",
        "the columns are '******123', 'Ann', '******124'",
    ),
    "no phone column": (b"a,b\n1,2\n", "the columns are 'a', 'b'. Name it with phone_column"),
    "a phone column of another name": (b"a,b\nx,+1 202 555 0101\n", "phone_column='b'"),
    "an open quote": (b'name,phone\na,+1\n"b,+1\nc,+1\n', "starts on line 3"),
    "an open quote in the last cell": (b'phone,name\n+1,a\n+1,"b', "starts on line 3"),
    "a 10 MB cell": (b"name,phone\n" + b"x" * 10_000_000 + b",+1\n", "is longer than 1,048,576 characters"),
    "UTF-32": ("\ufeffphone\n".encode("utf-32-le"), "UTF-32"),
    "a spreadsheet": (b"PK\x03\x04xxxx", "Save the sheet as CSV"),
    "a JSON array": (b'[{"phone": "+1"}]', "one object per line"),
    "gzip": (b"\x1f\x8b\x08\x00", "cannot be unpacked"),
    "JSON Lines that break": (b'{"phone": "+1"}\n{"phone":\n', "line 2 is not JSON"),
    "JSON Lines of arrays": (b'{"phone": "+1"}\n[1]\n', "line 2 is not a JSON object"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_lists_are_refused_with_a_reason(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(RecipientsError) as raised, listed(tmp_path, content) as found:
        list(found.rows())
    assert message in str(raised.value)
    assert "list.csv" in str(raised.value)


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytestream, "LONGEST_LINE", 1 << 20)
    with pytest.raises(RecipientsError, match="a line is longer than 1 MB"):
        listed(tmp_path, b"phone\n" + b"1" * (3 << 20))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Phone Number,Mobile Phone Number", 1),
        ("MobilePhone,Phone", 0),
        ("id,E-Mail,SMS phone number", 2),
        ("First Name,Phone,Accepts SMS Marketing", 1),
        ("msisdn,name", 0),
    ],
)
def test_the_best_column_is_taken(tmp_path: Path, header: str, column: int) -> None:
    with listed(tmp_path, f"{header}\n") as found:
        assert found.phone == column


@pytest.mark.parametrize("word", ["Contact", "contact", "CONTACT ", "2"])
def test_a_column_can_be_named(tmp_path: Path, word: str) -> None:
    with listed(tmp_path, "id,Contact\n1,+12025550101\n", phone_column=word) as found:
        assert found.phone == 1


def test_a_wrong_column_name_lists_the_columns(tmp_path: Path) -> None:
    with pytest.raises(
        RecipientsError, match=r"phone_column='mobil': there is no such column; the columns are 'id', 'Contact'"
    ):
        listed(tmp_path, "id,Contact\n", phone_column="mobil")


def test_duplicate_headers_and_guessed_encodings_are_reported(tmp_path: Path) -> None:
    with listed(tmp_path, "phone,name,name\n+1,Zoë,b\n".encode("cp1252")) as found:
        assert "Windows-1252" in found.notes[0]
        assert "'name' exists 2 times" in found.notes[1]


def test_one_accent_far_into_the_file_decides_the_encoding(tmp_path: Path) -> None:
    content = b"name,phone\n" + b"a,+1\n" * 100_000 + "Zoë,+1\n".encode("cp1252")
    with listed(tmp_path, content) as found:
        assert [row.cells[0] for row in found.rows()][-1] == "Zoë"


def test_a_stray_byte_does_not_turn_utf8_into_cp1252(tmp_path: Path) -> None:
    content = "name,phone\nZoë,+1\nÉva,+1\n".encode() + b"\xff,+1\n"
    with listed(tmp_path, content) as found:
        assert [row.cells[0] for row in found.rows()] == ["Zoë", "Éva", "\udcff"]


def test_lines_and_rows_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    with listed(tmp_path, 'name,phone\n\n"a\nb",1\nc,2\n\nd,3\n') as found:
        assert [(row.number, row.line) for row in found.rows()] == [(2, 3), (3, 5), (4, 7)]
        rows = [batch.row(i) for batch in found.batches() for i in range(len(batch.rows))]
        assert rows == list(found.rows())


def test_a_file_that_changes_is_not_read_twice(tmp_path: Path) -> None:
    with listed(tmp_path, "phone\n+1\n") as found:
        list(found.rows())
        (tmp_path / "list.csv").write_text("phone\n+1\n+2\n")
        with pytest.raises(RecipientsError, match="changed while it was being read"):
            list(found.rows())


def test_standard_input_is_read_and_its_copy_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = io.BytesIO(b"phone\n+12025550101\n")

    monkeypatch.setattr("sys.stdin", Pipe())
    with open_list("-") as found:
        assert found.name == "standard input"
        assert [row.cells for row in found.rows()] == [["+12025550101"]]
        copy = found.path
    assert not copy.exists()


def test_arrow_and_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table({"phone": ["+12025550101", None], "n": [1, 2]})
    pq.write_table(table, tmp_path / "a.parquet")
    with pa.OSFile(str(tmp_path / "a.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    for name in ("a.parquet", "a.arrow"):
        with open_list(tmp_path / name) as found:
            assert [row.cells for row in found.rows()] == [["+12025550101", "1"], ["", "2"]]


def test_rows_without_a_value_are_not_recipients_in_any_format(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    empty: dict[str, str | None] = {"phone": " ", "n": None}
    rows: list[dict[str, str | None]] = [
        empty, {"phone": US[0], "n": "1"}, empty, empty, {"phone": "", "n": "2"}, {"phone": US[1], "n": None}, empty,
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    kept = [[US[0], "1"], ["", "2"], [US[1], ""]]
    for found, places in (
        (listed(tmp_path, f"{lines}{{}}\n", "a.jsonl"), [(1, 2), (2, 5), (3, 6)]),
        (open_list(tmp_path / "a.parquet"), [(2, 2), (5, 5), (6, 6)]),
        (list_of(rows), [(2, 2), (5, 5), (6, 6)]),
    ):
        for size in (1, 2, 512):
            assert [cells for batch in found.batches(size) for cells in batch.rows] == kept
        assert [(row.number, row.line) for row in found.rows()] == places
        assert audit(found, Policy()).total == 3
    with open_list(tmp_path / "a.jsonl") as found:
        assert [text for batch in found.batches(2, raw=True) for text in batch.raw or ()] == [
            lines.splitlines(keepends=True)[at] for at in (1, 4, 5)
        ]


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8)


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t|"), st.booleans()
)
def test_rows_are_read_back_and_one_cell_can_be_replaced(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, every: bool
) -> None:
    rows = [row for row in rows if any(map(str.strip, row))] or [["x", "", ""]]  # blank rows are no recipients
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL)
    writer.writerow(["a", "phone", "c"])
    writer.writerows(rows)
    with listed(tmp_path_factory.mktemp("list"), f"sep={delimiter}\n{out.getvalue()}") as found:
        assert [row.cells for row in found.rows()] == rows
        assert isinstance(found.form, CsvFormat)
        (batch,) = found.batches(raw=True)
        assert batch.raw is not None
        assert "".join([found.form.prologue(), *batch.raw]) == f"sep={delimiter}\n{out.getvalue()}"
        for raw, row in zip(batch.raw, rows, strict=True):
            changed = found.form.replace(raw, 1, "+12025550101")
            parsed = next(csv.reader(io.StringIO(changed, newline=""), delimiter=delimiter))
            assert parsed == [row[0], "+12025550101", row[2]]
            start, end = cell_span(raw, 1, delimiter)
            assert changed[:start] == raw[:start]
            assert changed.endswith(raw[end:])


def test_a_replaced_value_in_json_keeps_the_others(tmp_path: Path) -> None:
    content = '{"phone": "1 202 555 0101", "né": [1, {"x": 2.50}]}\n'
    with listed(tmp_path, content, "a.jsonl") as found:
        assert isinstance(found.form, JsonLinesFormat)
        changed = found.form.replace(content, 0, "+12025550101")
    assert json.loads(changed) == {"phone": "+12025550101", "né": [1, {"x": 2.5}]}
