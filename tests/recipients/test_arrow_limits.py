"""Columnar files in which few bytes stand for many."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import RecipientsError
from smslint.recipients.arrow_limits import rows_at_once
from smslint.recipients.reader import open_list

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

LONG = 20 << 20
PEAK = """
import sys
from smslint.errors import RecipientsError
from smslint.recipients.reader import open_list
try:
    with open_list(sys.argv[1], phone_column="phone") as found:
        for batch in found.batches():
            pass
    print("read")
except RecipientsError as error:
    print(error)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def phones(count: int) -> Any:
    return pa.array([f"+1415555{index:04d}" for index in range(count)])


def stored(kind: str, path: Path) -> None:
    """A file of which one column is far larger than the file."""
    once = pa.DictionaryArray.from_arrays(pa.array([0] * 65, pa.int32()), pa.array(["x" * LONG]))
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 4000, pa.int32()), pa.array(["x" * (1 << 20)]))
    lists = pa.ListArray.from_arrays(pa.array(range(66), pa.int32()), once)
    match kind:
        case "dictionary in parquet":
            pq.write_table(pa.table({"phone": phones(65), "note": once}), path)
        case "dictionary in lists in parquet":
            pq.write_table(pa.table({"phone": phones(65), "note": lists}), path)
        case "dictionary in arrow":
            _arrow(pa.table({"phone": phones(65), "note": once}), path)
        case "dictionary in lists in arrow":
            _arrow(pa.table({"phone": phones(65), "note": lists}), path)
        case "a list in a cell":
            pq.write_table(pa.table({"phone": phones(1), "note": [[0] * 2_000_000]}), path)
        case "rows":
            pq.write_table(pa.table({"phone": pa.nulls(10_000_000, pa.string())}), path)
        case "rows in arrow":
            _arrow(pa.table({"phone": pa.nulls(20_000_000)}), path)
        case "many values below the limit":
            pq.write_table(pa.table({"phone": phones(4000), "note": many}), path)


def _arrow(table: Any, path: Path) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize(
    ("kind", "answer", "most"),
    [
        ("dictionary in parquet", "the column 'note' has a value of 20,971,520 bytes; the limit is 1,048,576.", 250),
        ("dictionary in lists in parquet", "has a value of 20,971,520 bytes; the limit is 1,048,576.", 250),
        ("dictionary in arrow", "the column 'note' has a value of 20,971,520 bytes; the limit is 1,048,576.", 250),
        ("dictionary in lists in arrow", "the column 'note' has a value of 20,971,520 bytes", 250),
        ("a list in a cell", "has a list of 2,000,000 values; the limit is 100,000.", 300),
        ("rows", "10,000,000 rows in ", 300),
        ("rows in arrow", "20,000,000 rows in ", 300),
        ("many values below the limit", "read", 700),
    ],
)
def test_memory(kind: str, answer: str, most: int, tmp_path: Path) -> None:
    path = tmp_path / "list.bin"
    stored(kind, path)
    done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, text=True, timeout=300, check=True)
    found, peak = done.stdout.splitlines()
    assert answer in found
    assert int(peak) // 1024 < most, done.stdout


def test_a_column_that_is_too_large_when_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.recipients.arrow_limits._MOST_BYTES", 100_000)
    table = pa.table({"phone": phones(20), "note": ["x" * 10_000] * 20})
    pq.write_table(table, tmp_path / "a", use_dictionary=False, compression="zstd")
    with pytest.raises(
        RecipientsError, match=r"'note' has 200,\d+ bytes in one row group; .* Write smaller row groups"
    ):
        open_list(tmp_path / "a")


def test_rows_at_once() -> None:
    assert rows_at_once(2000, 0) == 2000
    assert rows_at_once(2000, 1 << 20) == 64
    assert rows_at_once(2000, 1 << 40) == 1


def test_large_dictionaries_that_fit(tmp_path: Path) -> None:
    """Values that are stored once are read as any others."""
    names = [f"name {index % 700}" * 40 for index in range(5000)]
    table = pa.table({"phone": phones(5000), "name": pa.array(names).dictionary_encode()})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=999)
    _arrow(table, tmp_path / "a.arrow")
    for path in tmp_path.iterdir():
        with open_list(path) as found:
            rows = [row for batch in found.batches() for row in batch.rows]
            numbers = [batch.first for batch in found.batches()]
        assert [row[1] for row in rows] == names
        assert numbers[0] == 1


COLUMNS = {
    "text": ["abcdef", "x", ""], "binary": [b"abc", b"\xff", b""], "list": [[1, 2], [3], []], "texts": [["a", "bcd"], ["x"], []],
    "struct": [{"a": "x", "b": 1}, {"a": "yy", "b": 2}, None], "decimal": [decimal.Decimal("1.25")] * 3, "date": [dt.date(2020, 1, 1)] * 3,
    "moment": [dt.datetime(2020, 1, 1, tzinfo=dt.UTC)] * 3, "duration": [dt.timedelta(1)] * 3, "flag": [True, None, False], "none": [None] * 3,
}  # fmt: skip
DAMAGE = (
    b"\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff",
    b"\0\0\0\x80",
    b"\x10\0\0\0",
    b"\xff" * 7 + b"\x7f",
    b"\0\0\0\0\1\0\0\0",
    b"\xe9",
)
ROUNDS = """
import sys
from pathlib import Path
from tests.recipients.test_arrow_limits import read_damaged
print(read_damaged(Path(sys.argv[1]), int(sys.argv[2])))
"""


def damaged(chance: random.Random) -> bytes:
    """A columnar file with wrong bytes at a few places."""
    name = chance.choice(list(COLUMNS))
    column = pa.array(COLUMNS[name])
    if name == "text":
        column = chance.choice(
            [column, column.dictionary_encode(), column.cast(pa.large_string()), column.cast(pa.string_view())]
        )
    table, out = pa.table({"phone": phones(3), name: column}), io.BytesIO()
    if chance.random() < 0.3:
        pq.write_table(table, out)
    else:
        with pa.ipc.new_file(out, table.schema) as writer:
            writer.write_table(table)
    data = bytearray(out.getvalue())
    for _ in range(chance.randrange(1, 4)):
        at, wrong = chance.randrange(len(data) // 4) * 4, chance.choice(DAMAGE)
        data[at : at + len(wrong)] = wrong
    return bytes(data)


def read_damaged(folder: Path, rounds: int) -> int:
    """Read many of them; how many were refused, each in one line."""
    chance, refused = random.Random(20261126), 0
    for _ in range(rounds):
        (folder / "list").write_bytes(damaged(chance))
        try:
            with open_list(folder / "list") as found:
                assert all(isinstance(cell, str) for batch in found.batches() for row in batch.rows for cell in row)
        except RecipientsError as error:
            assert "\n" not in str(error)
            refused += 1
    return refused


def test_damaged_files(tmp_path: Path) -> None:
    """In a process of their own, which a wrong offset could end."""
    top = Path(__file__).parents[2]
    command = [sys.executable, "-c", ROUNDS, str(tmp_path), "1500"]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout.split()[-1]) > 500
