"""Line breaks in cells: in CSV they are lines of the file, in JSON Lines they are escapes, and Parquet has no lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from smslint.errors import RecipientsError
from smslint.recipients.reader import open_list
from smslint.recipients.suppression_files import load
from tests.recipients.support import put_table

ROWS = [["abc", "a\nb\r\nc"], ["abd", "a\nb"], ["abe", "x"]]


def written(folder: Path, suffix: str) -> Path:
    path = folder / f"list{suffix}"
    if suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["phone", "n"], *ROWS])
    elif suffix == ".jsonl":
        path.write_text(
            "".join(json.dumps(dict(zip(["phone", "n"], row, strict=True))) + "\n" for row in ROWS), "utf-8"
        )
    else:
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pyarrow.table(dict(zip(["phone", "n"], zip(*ROWS, strict=True), strict=True))), path)
    return path


@pytest.mark.parametrize(("suffix", "lines"), [(".csv", [2, 5, 7]), (".jsonl", [1, 2, 3]), (".parquet", [1, 2, 3])])
def test_a_row_is_where_the_file_has_it(tmp_path: Path, suffix: str, lines: list[int]) -> None:
    path = written(tmp_path, suffix)
    assert [row.line for row in open_list(path).rows()] == lines


@pytest.mark.parametrize("suffix", [".arrow", ".arrows", ".parquet"])
def test_a_suppression_list_may_be_columnar(tmp_path: Path, suffix: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"phone": ["+12025550123", "+12025550124"]})
    path = tmp_path / f"optouts{suffix}"
    put_table(path, table)
    assert len(load(path)) == 2


def test_a_suppression_list_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RecipientsError, match="this is a folder"):
        load(tmp_path)
