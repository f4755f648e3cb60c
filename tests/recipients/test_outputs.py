"""Lists that are written: in the form that their names ask for, with the types of the list, completely or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import RecipientsError
from smslint.recipients import arrow_out, sheet_out
from smslint.recipients.audit import audit
from smslint.recipients.clean import write
from smslint.recipients.policy import Policy
from smslint.recipients.reader import open_list
from smslint.recipients.rows_out import distinct
from tests.recipients.support import US, as_csv, put_table
from tests.test_end_to_end import smslint

TYPED = pa.table(
    {
        "phone": ["+1 202 555 0101", US[2], "12", US[2]],
        "age": pa.array([30, None, 40, 50], pa.int16()),
        "paid": pa.array([Decimal("12.50"), None, Decimal("0.10"), None], pa.decimal128(9, 2)),
        "day": pa.array([dt.date(2026, 12, 1), None, None, None]),
        "vip": [True, False, None, None],
        "tags": [["a"], [], None, ["b", "c"]],
        "kind": pa.array(["x", "y", "x", None]).dictionary_encode(),
        "view": pa.array(["ü", None, "", "x"], pa.string_view()),
        "runs": pa.array([1, 1, 2, 2]),
    }
)
FORMS = [
    "csv",
    "tsv",
    "jsonl",
    "parquet",
    "arrow",
    "csv.gz",
    "jsonl.zst",
    "csv.bz2",
    "tsv.xz",
    "feather",
    "CSV",
    "ndjson.gz",
    "xlsx",
]


def split(source: Path, clean: Path, rejected: Path | None = None) -> None:
    with open_list(source) as found:
        write(found, Policy(), audit(found, Policy()), clean, rejected)


def rows_of(path: Path) -> list[list[str]]:
    with open_list(path) as found:
        return [row.cells for row in found.rows()]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_rows(form: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        as_csv(["phone", "name"], [["+1 202 555 0101", "Zoë"], ["12", "a,b"], [US[3], ""]])
    )
    split(tmp_path / "list.csv", tmp_path / f"clean.{form}", tmp_path / f"rejected.{form}")
    assert rows_of(tmp_path / f"clean.{form}") == [[US[1], "Zoë"], [US[3], ""]]
    with open_list(tmp_path / f"rejected.{form}", phone_column="phone") as found:
        assert found.columns == ("row", "code", "reason", "suggestion", "phone", "name")
        assert [row.cells[:2] + row.cells[4:] for row in found.rows()] == [["3", "NUM001", "12", "a,b"]]


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize("source", ["parquet", "arrow", "arrows"])
def test_types_stay(source: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"list.{source}"
    put_table(path, TYPED)
    clean, rejected = tmp_path / f"clean.{form}", tmp_path / f"rejected.{form}"
    split(path, clean, rejected)
    read = pq.read_table if form == "parquet" else feather.read_table
    good, bad = read(clean), read(rejected)
    for name, kind in zip(TYPED.column_names, TYPED.schema.types, strict=True):
        plain = pa.string() if name == "view" or (name == "kind" and form == "arrow") else kind
        assert good.schema.field(name).type == bad.schema.field(name).type == plain
    assert good.to_pylist() == [{**TYPED.slice(0, 1).to_pylist()[0], "phone": US[1]}, *TYPED.slice(1, 1).to_pylist()]
    assert [{name: row[name] for name in TYPED.column_names} for row in bad.to_pylist()] == TYPED.slice(
        2, 2
    ).to_pylist()
    assert bad.column("row").to_pylist() == [3, 4]
    assert bad.schema.field("row").type == pa.int64()


def test_objects_have_the_types_of_json(tmp_path: Path) -> None:
    pq.write_table(TYPED, tmp_path / "list.parquet")
    split(tmp_path / "list.parquet", tmp_path / "clean.jsonl", tmp_path / "rejected.jsonl")
    first, second = map(json.loads, (tmp_path / "clean.jsonl").read_text().splitlines())
    assert first == {
        "phone": US[1], "age": 30, "paid": "12.50", "day": "2026-12-01", "vip": True, "tags": ["a"], "kind": "x", "view": "ü", "runs": 1,
    }  # fmt: skip
    assert (second["age"], second["paid"], second["view"], second["tags"]) == (None, None, None, [])


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.string_view(), pa.large_string(), pa.binary()])
def test_numbers_are_written_as_text(kind: pa.DataType, tmp_path: Path) -> None:
    """A column of integers has lost the plus signs: the numbers that are repaired are not written back into it."""
    whole = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    number = 12025550101 if whole else "1 202 555 0101"
    pq.write_table(pa.table({"phone": pa.array([number]).cast(kind)}), tmp_path / "list.parquet")
    with open_list(tmp_path / "list.parquet") as found:
        policy = Policy(accept_suggestions=True)
        write(found, policy, audit(found, policy), tmp_path / "clean.parquet", None)
    table = pq.read_table(tmp_path / "clean.parquet")
    assert table.schema.field("phone").type in (pa.string(), kind)
    assert table.column("phone").to_pylist() == [US[1]]


def test_several_files_with_other_types(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, count, note in (("a", pa.array([1]), pa.nulls(1)), ("b", pa.array(["x"]), pa.array([True]))):
        pq.write_table(
            pa.table({"phone": [US[ord(name) - 96]], "n": count, "note": note}), tmp_path / "in" / f"{name}.parquet"
        )
    split(tmp_path / "in", tmp_path / "clean.parquet")
    table = pq.read_table(tmp_path / "clean.parquet")
    assert table.schema.types == [pa.string(), pa.string(), pa.bool_()]
    assert table.to_pylist() == [{"phone": US[1], "n": "1", "note": None}, {"phone": US[2], "n": "x", "note": True}]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("clean.xls", "clean.xls: smslint reads .xls and does not write it. Name a file that ends in .csv, "),
        ("clean.ods", "clean.ods: smslint reads .ods and does not write it. "),
        ("clean.xlsx.gz", "clean.xlsx.gz: .xlsx is compressed inside. Name the file without .gz."),
        ("clean.parquet.gz", "clean.parquet.gz: .parquet is compressed inside. Name the file without .gz."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--clean", "--rejected", "--rows"])
def test_forms_that_are_not_written(option: str, name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"phone\n{US[1]}\n")
    (tmp_path / "t.txt").write_text("Hi")
    command = ["preflight", "t.txt", "list.csv"] if option == "--rows" else ["recipients", "list.csv"]
    done = smslint(*command, "--isolated", option, name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {words}")
    assert not (tmp_path / name).exists()


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_text(f"phone\n{US[1]}\n")
    monkeypatch.setattr("smslint.recipients.out_forms.find_spec", lambda name: None)
    for name in ("a.parquet", "a.arrow", "a.csv.zst"):
        with pytest.raises(
            RecipientsError, match=rf"{name}: writing .* needs the extra: pip install 'smslint\[bulk\]'"
        ):
            split(tmp_path / "list.csv", tmp_path / name)
    with pytest.raises(RecipientsError, match=r"a.xlsx: writing .xlsx needs the extra: pip install 'smslint\[excel\]'"):
        split(tmp_path / "list.csv", tmp_path / "a.xlsx")


def test_a_row_with_more_cells_than_columns(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"phone,a\n{US[1]},x,y\n")
    with pytest.raises(
        RecipientsError, match="a row has 3 cells, and the list has 2 columns: parquet has no place for the others"
    ):
        split(tmp_path / "list.csv", tmp_path / "clean.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv"]
    split(tmp_path / "list.csv", tmp_path / "clean.jsonl")
    assert json.loads((tmp_path / "clean.jsonl").read_text()) == {"phone": US[1], "a": "x", "column 3": "y"}


def test_types_that_parquet_has_not(tmp_path: Path) -> None:
    months = pa.array([pa.MonthDayNano([1, 2, 3])])
    with pa.ipc.new_file(tmp_path / "list.arrow", pa.schema({"phone": pa.string(), "every": months.type})) as out:
        out.write_batch(pa.record_batch({"phone": [US[1]], "every": months}))
    with pytest.raises(
        RecipientsError, match=r"this list cannot be written as parquet: .* Name a file that ends in .csv or .jsonl"
    ):
        split(tmp_path / "list.arrow", tmp_path / "clean.parquet")
    split(tmp_path / "list.arrow", tmp_path / "clean.arrow")
    assert feather.read_table(tmp_path / "clean.arrow").schema.field("every").type == months.type


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        (["", "a", ""], ["column 1", "a", "column 3"]),
    ],
)
def test_names_of_columns(names: list[str], found: list[str]) -> None:
    assert distinct(names) == found


def test_groups_of_rows_are_of_one_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow_out, "_ROWS", 1000)
    rows = [[f"+1202555{n:04}", str(n)] for n in range(3000)]
    (tmp_path / "list.csv").write_text(as_csv(["phone", "n"], rows))
    split(tmp_path / "list.csv", tmp_path / "clean.parquet", tmp_path / "rejected.parquet")
    file = pq.ParquetFile(tmp_path / "clean.parquet")
    assert 1 < file.num_row_groups <= 4
    assert file.metadata.num_rows + pq.ParquetFile(tmp_path / "rejected.parquet").metadata.num_rows == 3000


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufffe\uffff"), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*US[:3], "12", ""]), texts), min_size=1, max_size=6), st.sampled_from(FORMS))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], form: str) -> None:
    folder = tmp_path_factory.mktemp("out")
    (folder / "list.csv").write_text(as_csv(["phone", "word"], rows), newline="")
    split(folder / "list.csv", folder / f"clean.{form}", folder / f"rejected.{form}")
    valid = [row for row in rows if row[0] in US]
    good = [list(row) for at, row in enumerate(valid) if row[0] not in [each[0] for each in valid[:at]]]
    assert (rows_of(folder / f"clean.{form}") if good else []) == good
    left = [list(row) for row in rows if any(map(str.strip, row))]  # blank rows are no recipients
    for row in good:
        left.remove(row)
    if left:
        with open_list(folder / f"rejected.{form}", phone_column="phone") as found:
            assert [each.cells[4:] for each in found.rows()] == left


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """What was there stays, and no part of the new file."""
    rows = [[f"+1202555{n:04}", "x" * 200] for n in range(100, 200)] * 100
    (tmp_path / "list.csv").write_text(as_csv(["phone", "n"], rows))
    names = ("clean.csv", "clean.parquet", "clean.arrow", "clean.xlsx", "rejected.csv.gz", "rejected.jsonl.zst")
    for name in names:
        (tmp_path / name).write_text("before")
    (tmp_path / "tmp").mkdir()
    alone = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}  # its data has no room
    alone["TMPDIR"] = str(tmp_path / "tmp")
    limited = "import resource, sys; sys.dont_write_bytecode = True; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from smslint.__main__ import main; sys.argv[0] = 'smslint'; main()"
    for name in names:
        option = f"--{name.partition('.')[0]}"
        done = subprocess.run(
            [sys.executable, "-c", limited, "recipients", "list.csv", "--isolated", option, name],
            cwd=tmp_path, capture_output=True, text=True, check=False, env=alone,
        )  # fmt: skip
        assert done.returncode == 2, (name, done.stdout, done.stderr)
        place = f"{tmp_path}/tmp/[\\w-]+" if name == "clean.xlsx" else name  # its rows are there until they are packed
        assert re.fullmatch(f"error: {place}: File too large. Nothing was written.\n", done.stderr), done.stderr
        assert (tmp_path / name).read_text() == "before"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert not [*(tmp_path / "tmp").iterdir()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("form", ["csv", "csv.gz", "jsonl", "xlsx"])
def test_a_full_device(form: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(as_csv(["phone", "n"], [[f"+1202555{n:04}", "x"] for n in range(100, 9000)]))
    (tmp_path / f"clean.{form}").symlink_to("/dev/full")
    with pytest.raises(RecipientsError, match=f"clean.{form}: No space left on device. What was written to .* is not"):
        split(tmp_path / "list.csv", tmp_path / f"clean.{form}")


@pytest.mark.parametrize("name", ["clean.csv", "clean.parquet", "clean.jsonl.gz", "clean.xlsx"])
def test_control_c(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "list.csv").write_text(as_csv(["phone", "n"], [[f"+1202{n:07}", "x"] for n in range(150_000)]))
    process = subprocess.Popen(
        [sys.executable, "-m", "smslint", "recipients", "list.csv", "--isolated", "--clean", name],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    for _ in range(3000):
        if any(path.name.endswith(".part") for path in tmp_path.iterdir()) or process.poll() is not None:
            break
        time.sleep(0.02)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "tmp"]
    assert not [path for path in (tmp_path / "tmp").iterdir() if path.name.startswith("smslint-")]
    assert out == ""


FORMULAS = ("=1+1", "@SUM(A1)", "-1+1", "+44 7400 123456", '=HYPERLINK("http://x.example")', "http://x.example", "0012", "1e9", "TRUE", "{=A1}")  # fmt: skip


def test_a_sheet_has_texts_only(tmp_path: Path) -> None:
    """No formula, no link, no number that loses its zeros or its plus; only the numbers of rows are numbers."""
    rows = [[number, text] for number, text in zip(US, FORMULAS, strict=False)]
    assert len(rows) == len(FORMULAS)
    (tmp_path / "list.csv").write_text(as_csv(["phone", "=note"], [*rows, ["12", "=1+1"]]))
    for name in ("a.xlsx", "b.xlsx"):
        split(tmp_path / "list.csv", tmp_path / name, tmp_path / "rejected.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Recipients"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["phone", "=note"], *rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    left = openpyxl.load_workbook(tmp_path / "rejected.xlsx").active
    assert [(cell.value, cell.data_type) for cell in left[2]][::5] == [(len(rows) + 2, "n"), ("=1+1", "s")]
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("x" * 32_768, "a cell has 32,768 characters, and in a sheet at most 32,767 fit"),
        ("😀" * 16_384, "a cell has 32,768 characters, and in a sheet at most 32,767 fit"),
        ("a\ufffe", "a cell has a character that a sheet cannot hold"),
        ("\uffff", "a cell has a character that a sheet cannot hold"),
        ("\ud800", "a cell has a character that a sheet cannot hold"),
    ],
)
def test_cells_that_a_sheet_cannot_hold(cell: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_text(json.dumps({"phone": US[1], "note": cell}) + "\n")
    with pytest.raises(RecipientsError, match=f"{words}. Name a file that ends in .*Nothing was written"):
        split(tmp_path / "list.jsonl", tmp_path / "clean.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["list.jsonl"]


def test_more_rows_than_a_sheet_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_text(as_csv(["phone"], [[number] for number in US[:4]]))
    monkeypatch.setattr(sheet_out, "ROWS", 4)
    with pytest.raises(RecipientsError, match=r"a sheet has at most 4 rows. Name .*Nothing was written"):
        split(tmp_path / "list.csv", tmp_path / "clean.xlsx")
    monkeypatch.setattr(sheet_out, "ROWS", 5)
    split(tmp_path / "list.csv", tmp_path / "clean.xlsx")
    assert len(rows_of(tmp_path / "clean.xlsx")) == 4
    (tmp_path / "wide.csv").write_text(as_csv(["phone", "a", "b"], [[US[1], "x", "y"]]))
    monkeypatch.setattr(sheet_out, "COLUMNS", 2)
    with pytest.raises(RecipientsError, match="a sheet has at most 2 columns"):
        split(tmp_path / "wide.csv", tmp_path / "wide.xlsx")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "arrow", "csv.gz", "xlsx"])
def test_measures_of_rows(form: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(as_csv(["phone", "name"], [[US[1], "Ann"], ["12", "Łu"], [US[2], "x" * 200]]))
    (tmp_path / "t.txt").write_text("Acme: hi {{ name }}")
    smslint(
        "preflight", "t.txt", "list.csv", "--isolated", "--dialect", "jinja", "--prices", "reference:twilio", "--kind", "transactional",
        "--rows", f"rows.{form}", cwd=tmp_path,
    )  # fmt: skip
    path = tmp_path / f"rows.{form}"
    found: list[dict[str, Any]]
    if form in ("parquet", "arrow"):
        found = (pq.read_table if form == "parquet" else feather.read_table)(path).to_pylist()
    elif form == "jsonl":
        found = [json.loads(line) for line in path.read_text().splitlines()]
    elif form == "xlsx":
        header, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        found = [dict(zip(header, (each or "" for each in row), strict=True)) for row in rows]
        found = [{**row, "cost": row["cost"] or None, "currency": row["currency"] or None} for row in found]
    else:
        import gzip

        text = gzip.decompress(path.read_bytes()).decode() if form == "csv.gz" else path.read_text()
        found = list(csv.DictReader(io.StringIO(text)))
        whole = ("row", "units", "segments", "most_segments")
        found = [
            {
                key: int(value) if key in whole else value or (None if key in ("cost", "currency") else "")
                for key, value in row.items()
            }
            for row in found
        ]
    assert [(row["row"], row["segments"], row["currency"], row["refused"]) for row in found] == [
        (2, 1, "USD", ""),
        (3, 1, None, "NUM001"),
        (4, 2, "USD", ""),
    ]
    assert Decimal(found[2]["cost"]) == 2 * Decimal(found[0]["cost"]) > 0
