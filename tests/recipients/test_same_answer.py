"""The same list in each form: the same answer, in every figure of ``recipients`` and ``preflight``."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from smslint.broadcast.preflight import preflight
from smslint.recipients.audit import audit, audit_large
from smslint.recipients.policy import make_policy
from smslint.recipients.reader import open_list
from smslint.report.recipients_json import record
from tests.recipients.support import US, as_csv
from tests.recipients.test_spreadsheets import cell as text_cell
from tests.recipients.test_spreadsheets import open_document

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str]]

HEADER = ["Mobile", "first_name", "sms_consent", "unsubscribed", "Country"]


FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example writes thirty files: making a failing one smaller would take very long."""


def of_arrow(path: Path, rows: Rows, *, kind: Any = None, empty: str | None = None, form: str = "parquet") -> None:
    """A columnar file, with texts in some layout and with nulls or empty texts."""
    columns = [pa.array([row[at] or empty for row in rows], pa.string()) for at in range(len(HEADER))]
    if kind == "dictionary":
        columns = [each.dictionary_encode() for each in columns]
    elif kind is not None:
        columns = [each.cast(kind) for each in columns]
    table = pa.table(columns, HEADER)
    if form == "parquet":
        pq.write_table(table, path, row_group_size=2)
        return
    with (pa.ipc.new_file if form == "arrow" else pa.ipc.new_stream)(path, table.schema) as out:
        out.write_table(table, max_chunksize=3)


def of_sheet(path: Path, rows: Rows) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(HEADER)
    for row in rows:
        cells = [WriteOnlyCell(sheet, cell or None) for cell in row]
        for cell, text in zip(cells, row, strict=True):
            cell.data_type = "s" if text else "n"  # "=1+1" is a name here, not a formula
        sheet.append(cells)
    book.save(path)


def of_open_document(path: Path, rows: Rows) -> None:
    lines = [
        "".join(text_cell(escape(each)) if each else "<table:table-cell/>" for each in row) for row in [HEADER, *rows]
    ]
    open_document(path, *lines)


def of_bytes(path: Path, data: bytes) -> None:
    packers = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": pa.Codec("zstd").compress}
    if path.suffix == ".zst":
        with pa.CompressedOutputStream(str(path), "zstd") as out:
            out.write(data)
        return
    path.write_bytes(packers[path.suffix](data) if path.suffix in packers else data)


def objects(rows: Rows, *, sparse: bool) -> bytes:
    lines = (dict(zip(HEADER, row, strict=True)) for row in rows)
    kept = [
        {name: value for name, value in line.items() if value or not (sparse and at)} for at, line in enumerate(lines)
    ]
    return "".join(json.dumps(line) + "\n" for line in kept).encode()


def forms(folder: Path, rows: Rows) -> list[Path]:
    """The list in each form."""
    text = as_csv(HEADER, rows)
    for name in ("a.csv", "a.csv.gz", "a.csv.bz2", "a.csv.xz", "a.csv.zst"):
        of_bytes(folder / name, text.encode())
    of_bytes(folder / "utf16.csv", text.encode("utf-16"))
    of_bytes(folder / "a.tsv", text.encode() if "\t" in text else as_tsv(rows))
    for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst"):
        of_bytes(folder / name, objects(rows, sparse=False))
    of_bytes(folder / "sparse.jsonl", objects(rows, sparse=True))
    for number, kind in enumerate((None, "dictionary", pa.string_view(), pa.large_string())):
        for form in ("parquet", "arrow", "arrows"):
            of_arrow(folder / f"{number}.{form}", rows, kind=kind, empty=None if number % 2 else "", form=form)
    of_bytes(folder / "a.parquet.gz", (folder / "0.parquet").read_bytes())
    of_sheet(folder / "a.xlsx", rows)
    of_open_document(folder / "a.ods", rows)
    (folder / "parts").mkdir()
    for number, row in enumerate(rows):
        of_bytes(folder / "parts" / f"{number:03}.csv", as_csv(HEADER, [row]).encode())
    return sorted(folder.iterdir())


def as_tsv(rows: Rows) -> bytes:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows([HEADER, *rows])
    return out.getvalue().encode()


_PLACES = frozenset({"path", "files", "file", "notes", "line", "row", "message"})
"""What says where a row is: rows are numbered after the header where there is one."""


def figures(found: Any) -> Any:
    """An answer without what says where a row is."""
    if isinstance(found, dict):
        return {name: figures(value) for name, value in found.items() if name not in _PLACES}
    return [figures(each) for each in found] if isinstance(found, list) else found


def answers(path: Path) -> list[Any]:
    policy = make_policy(region="US", enabled=("US", "GB"))
    with open_list(path) as found:
        one, large = (figures(record(way(found, policy))) for way in (audit, audit_large))
    sent = preflight(
        {"text": "Acme: hi {{ first_name }}, your order is ready. Reply STOP to opt out"}, path, dialect="jinja",
        kind="marketing", config={"brand": "Acme", "regions": ["US", "GB"]}, prices="reference:twilio", enabled=("US", "GB"), region="US",
    )  # fmt: skip
    assert one == large
    return [one, figures(sent.as_dict())]


characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\ufeff")
numbers = st.sampled_from(
    [*US[:5], "+1 202-555-0101", "12025550102", "(202) 555-0103", "+447400123456", "+44 20 7946 0114", "+49151", "1.2E+10", "'+12025550104", "", "n/a", "+61491570156"]
)  # fmt: skip
names = st.one_of(
    st.text(characters, max_size=12),
    st.sampled_from(["", "Zoë", "Łukasz", "None", 'a "b", c', "😀" * 40, "=1+1", "0012", "12.50", "TRUE"]),
)
consents = st.sampled_from(["yes", "no", "", "Y", "N", "TRUE", "maybe", "2026-01-01", "S"])
rows_of_lists = st.lists(
    st.tuples(numbers, names, consents, st.sampled_from(["", "yes", "no", "x", "2026-01-01"]), st.sampled_from(["US", "", "GB", "xx"])).map(list).filter(
        lambda row: any(map(str.strip, row))
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def hold_each_form(folder: Path, rows: Rows) -> None:
    paths = forms(folder, rows)
    expected = answers(folder / "a.csv")
    for path in paths:
        assert answers(path) == expected, path.name


@settings(max_examples=8, deadline=None, phases=FOUND)
@given(rows_of_lists)
def test_each_form_gives_the_same_answer(tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> None:
    hold_each_form(tmp_path_factory.mktemp("forms"), rows)


@pytest.mark.long
@settings(max_examples=220, deadline=None, phases=FOUND)
@given(rows_of_lists)
def test_each_form_gives_the_same_answer_for_many_lists(tmp_path_factory: pytest.TempPathFactory, rows: Rows) -> None:
    hold_each_form(tmp_path_factory.mktemp("forms"), rows)
