"""Compressed lists: read as what they contain, refused in one line where they are damaged or unpack to far too much."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from smslint.errors import RecipientsError
from smslint.recipients.reader import open_list

CSV = "phone,name\n+14155550123,Zoë\n+14155550124,Bob\n".encode()
ROWS = [["+14155550123", "Zoë"], ["+14155550124", "Bob"]]
FORMS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda content: bytes(pa.compress(content, "zstd", asbytes=True)),
}


def left() -> set[str]:
    return {each.name for each in Path(tempfile.gettempdir()).glob("smslint-*.list")}


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert not left()


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        b'{"phone": "+14155550123", "name": "Zo\\u00eb"}\n{"phone": "+14155550124", "name": "Bob"}\n',
        CSV.decode().encode("utf-16"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_it_contains_is_read(form: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"list.csv.{form}"
    path.write_bytes(FORMS[form](content))
    with open_list(path) as found:
        assert [row.cells for row in found.rows()] == ROWS
        assert [row.cells for row in found.rows()] == ROWS  # a list is read more than once


def test_members_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "list.gz").write_bytes(gzip.compress(CSV[:20]) + gzip.compress(CSV[20:]))
    with open_list(tmp_path / "list.gz") as found:
        assert [row.cells for row in found.rows()] == ROWS


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cut", [12, 0.5, 0.9])
def test_a_file_that_is_not_complete(form: str, cut: float, tmp_path: Path) -> None:
    whole = FORMS[form](CSV + b"".join(b"+1415555%04d,Ann\n" % number for number in range(3000)))
    path = tmp_path / "list"
    path.write_bytes(whole[: int(cut * len(whole)) if cut < 1 else int(cut)])
    with pytest.raises(RecipientsError) as refused:
        open_list(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("form", FORMS)
def test_a_bomb(form: str, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(FORMS[form](bytes(50_000_000)))
    with pytest.raises(RecipientsError, match="more than 200 times its size"):
        open_list(path)


INSIDE = {
    "compressed twice": (gzip.compress(CSV), "compressed; unpack it first"),
    "nothing": (b"", "the file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a document or a picture"),
    "no phone column": (b"a,b\n1,2\n", "the columns are 'a', 'b'"),
    "broken JSON": (b'{"phone": "+1"}\n{\n', "line 2 is not JSON"),
}


@pytest.mark.parametrize(("content", "words"), INSIDE.values(), ids=INSIDE)
def test_errors_name_the_list_and_not_a_temporary_file(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(RecipientsError) as refused:
        open_list(path)
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"{path}: ")
    assert "smslint-" not in str(refused.value)


def test_an_error_far_inside_names_the_list_too(tmp_path: Path) -> None:
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(b'{"phone": "+14155550123"}\n' * 300 + b"{\n"))
    with open_list(path) as found, pytest.raises(RecipientsError) as refused:
        list(found.rows())
    assert str(refused.value).startswith(f"{path}: line 301 is not JSON")


def test_a_spreadsheet_inside(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["phone", "name"], *ROWS):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "list.xlsx.gz").write_bytes(gzip.compress((tmp_path / "list.xlsx").read_bytes()))
    with open_list(tmp_path / "list.xlsx.gz") as found:
        assert [row.cells for row in found.rows()] == ROWS


def workbook(path: Path, rows: int = 2000) -> Path:
    book = openpyxl.Workbook()
    for row in (["phone", "consent"], *(["+14155550123", "T"] for _ in range(rows))):
        book.active.append(row)
    book.save(path)
    return path


class Stopped(BaseException):
    """As an interrupt, which may come at any step."""


@pytest.mark.parametrize("step", ["letters.find", "spreadsheet._damage", "bytestream.detect"])
def test_no_step_leaves_a_temporary_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of a workbook in a compressed file are in a second one."""

    def stops(*_: object) -> None:
        raise Stopped

    inside = CSV if step == "bytestream.detect" else workbook(tmp_path / "list.xlsx").read_bytes()
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(inside))
    with monkeypatch.context() as patch:
        patch.setattr(f"smslint.recipients.{step}", stops)
        with pytest.raises(Stopped):
            open_list(path)


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("name", ["list.xlsx", "list.gz", "-"])
@pytest.mark.parametrize("rows", [100, 100_000])
def test_a_folder_for_temporary_files_that_is_full(name: str, rows: int, tmp_path: Path) -> None:
    """Where all fits into a buffer, it is only full when the file is closed."""
    import resource

    content = CSV + b"".join(b"+1415555%04d,x%d\n" % (number % 10_000, number) for number in range(rows))
    path = workbook(tmp_path / name, rows) if name == "list.xlsx" else tmp_path / name
    if name == "list.gz":
        path.write_bytes(gzip.compress(content))
    plain = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}  # it writes files too
    ended = subprocess.run(
        [sys.executable, "-m", "smslint", "recipients", "-" if name == "-" else str(path)],
        input=content if name == "-" else b"",
        capture_output=True,
        check=False,
        env={**plain, "TMPDIR": tempfile.gettempdir(), "SMSLINT_CACHE_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.endswith(b"(File too large): name a folder with space in TMPDIR.\n")
    assert ended.stderr.count(b"\n") == 1


def test_no_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(CSV))
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
        with pytest.raises(RecipientsError, match="name a folder with space in TMPDIR"):
            open_list(path)
