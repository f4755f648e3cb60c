"""Columns of Parquet and Arrow: their values as text, and types that hold no phone numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from smslint.errors import RecipientsError
from smslint.recipients.reader import open_list
from tests.recipients.support import US, put_table
from tests.test_end_to_end import smslint

if TYPE_CHECKING:
    from pathlib import Path

NOON = dt.datetime(2026, 11, 27, 12, 0)  # noqa: DTZ001 (a column without a zone)
TEXTS = [
    (pa.array([True]), "true"),
    (pa.array([12025550101]), "12025550101"),
    (pa.array([12025550101.0]), "12025550101"),
    (pa.array([123456789012345.0]), "123456789012345"),
    (pa.array([12025550101.0], pa.float64()).cast(pa.float32()), "1.202555e+10"),
    (pa.array([1234567.0], pa.float32()), "1234567"),
    (pa.array([0.5]), "0.5"),
    (pa.array([1e20]), "1e+20"),
    (pa.array([float("nan")]), "nan"),
    (pa.array([-3.0]), "-3"),
    (pa.array([Decimal("12.50")]), "12.50"),
    (pa.array([NOON.date()]), "2026-11-27"),
    (pa.array([NOON]), "2026-11-27 12:00:00"),
    (pa.array([NOON], pa.timestamp("ns")), "2026-11-27 12:00:00"),
    (pa.array([NOON.replace(microsecond=500_000)]), "2026-11-27 12:00:00.500000"),
    (pa.array([NOON.replace(tzinfo=dt.UTC)]), "2026-11-27 12:00:00Z"),
    (pa.array([b"ab"]), "ab"),
    (pa.array([["a", 'b"c']]), '["a", "b\\"c"]'),
    (pa.array([{"x": [1, None], "day": NOON.date()}]), '{"x": [1, null], "day": "2026-11-27"}'),
    (pa.array(["ü"]).dictionary_encode(), "ü"),
    (pa.array(["ü"], pa.string_view()), "ü"),
]


@pytest.mark.parametrize(
    ("column", "text"), TEXTS, ids=lambda each: str(each) if isinstance(each, str) else str(each.type)
)
@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
def test_values_as_text(column: pa.Array, text: str, form: str, tmp_path: Path) -> None:
    nulls = pa.concat_arrays([column, pa.nulls(1, column.type)])
    table = pa.table({"phone": [US[1], US[2]], "value": nulls})
    path = tmp_path / f"list.{form}"
    put_table(path, table)
    with open_list(path) as found:
        assert [row.cells for row in found.rows()] == [[US[1], text], [US[2], ""]]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (pa.array([[US[1]]]), "list<element: string>"),
        (pa.array([{"number": US[1]}]), "struct<number: string>"),
        (pa.array([NOON.date()]), "date32[day]"),
        (pa.array([NOON]), "timestamp[us]"),
        (pa.array([True]), "bool"),
    ],
)
@pytest.mark.parametrize("command", ["recipients", "preflight"])
def test_a_type_that_holds_no_numbers(command: str, column: pa.Array, kind: str, tmp_path: Path) -> None:
    pq.write_table(pa.table({"phone": column, "name": ["Ann"]}), tmp_path / "list.parquet")
    (tmp_path / "t.txt").write_text("Hi")
    words = ["t.txt", "list.parquet"] if command == "preflight" else ["list.parquet"]
    done = smslint(command, *words, "--isolated", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"error: list.parquet: the column 'phone' has values of the type {kind}, and no phone numbers. Write the numbers as a column of texts.\n"
    )


@pytest.mark.parametrize("value", [12025550101, 12025550101.0, Decimal(12025550101)])
def test_numbers_that_lost_their_plus_sign(value: Any, tmp_path: Path) -> None:
    pq.write_table(pa.table({"phone": pa.array([value, None])}), tmp_path / "list.parquet")
    with open_list(tmp_path / "list.parquet") as found:
        assert found.notes[0].startswith("The column 'phone' has numbers (")
        assert found.notes[0].endswith("), not texts: a plus sign and zeros at its front are lost.")
        assert [row.cells for row in found.rows()] == [["12025550101"]]


def test_a_file_without_rows(tmp_path: Path) -> None:
    """As a CSV file with a header and nothing else."""
    for name in ("list.parquet", "list.csv"):
        if name == "list.csv":
            (tmp_path / name).write_text("phone,name\n")
        else:
            pq.write_table(
                pa.table({"phone": pa.array([], pa.string()), "name": pa.array([], pa.string())}), tmp_path / name
            )
        done = smslint("recipients", name, "--isolated", cwd=tmp_path)
        assert done.returncode == 1
        assert f"{name}: 0 rows" in done.stdout
        assert "the list has no rows: no message would be sent" in done.stdout


@pytest.mark.parametrize("cut", [1, 8, 16, 200])
def test_a_stream_that_is_not_complete(cut: int, tmp_path: Path) -> None:
    """A stream may end after each batch: without its end, nobody knows whether others are missing."""
    table = pa.table({"phone": US})
    with pa.ipc.new_stream(tmp_path / "list.arrows", table.schema) as out:
        out.write_table(table, max_chunksize=10)
    data = (tmp_path / "list.arrows").read_bytes()
    (tmp_path / "list.arrows").write_bytes(data[:-cut])
    with pytest.raises(
        RecipientsError,
        match=r"list\.arrows: it cannot be read as Parquet or Arrow: the stream has no end: it is not complete\.$",
    ):
        open_list(tmp_path / "list.arrows")
