"""Files that are no lists: one line says what the file is and what to do, whatever its name, and nothing is unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from smslint.errors import RecipientsError
from smslint.recipients.reader import open_list
from smslint.recipients.suppression_files import load

CSV = b"phone,name\n+14155552671,Sam\n"


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


FILES = {
    "xlsx": (zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "spreadsheet"),
    "zip": (zipped(**{"list.csv": CSV}), "a zip archive"),
    "an empty zip": (zipped(), "a zip archive"),
    "a zip bomb": (zipped(a=bytes(50_000_000)), "a zip archive"),
    "xls": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "Save the sheet as CSV UTF-8."),




    "lzma": (lzma.compress(CSV, lzma.FORMAT_ALONE), "compressed"),

    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "compressed"),
    "rar": (b"Rar!\x1a\x07\x01\0" + bytes(40), "compressed"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\n" + CSV, "a document or a picture"),
    "rtf": (b"{\\rtf1\\ansi +14155552671}", "a document"),
    "png": (b"\x89PNG\r\n\x1a\n" + CSV, "a picture"),
    "avro": (b"Obj\x01\x04" + CSV, "columnar file of another form than Parquet and Arrow. Export its rows as CSV UTF-8."),
    "orc": (b"ORC\n" + CSV, "columnar"),
    "feather 1": (b"FEA1\0\0\0\0" + CSV, "Feather of the old form"),
    "encrypted parquet": (b"PARE\x40\0\0\0" + CSV, "encrypted"),
    "html": (b"\r\n<!DOCTYPE html><table><tr><td>phone</td></tr><tr><td>+14155552671</td></tr></table>", "a web page or XML, whatever its name says"),
    "a table": (b"\xef\xbb\xbf<Table border=1>\n<tr><td>+14155552671\n", "a web page"),
    "xml": (b'<?xml version="1.0"?>\n<phone>+14155552671</phone>', "XML"),
    "vcf": (b"BEGIN:VCARD\r\nTEL:+14155552671\r\nEND:VCARD\r\n", "contacts (vCard). Export them as CSV UTF-8."),
    "json": (b'[{"phone": "+14155552671"}]', "one JSON array; write one object per line."),
    "exe": (b"MZ\x90" + bytes(90) + CSV, "a binary file, not a list"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["list.csv", "list.jsonl", "list.txt", "list.xls", "list"])
@pytest.mark.parametrize("kind", FILES)
def test_files_that_are_no_lists(kind: str, name: str, tmp_path: Path) -> None:
    content, answer = FILES[kind]
    path = tmp_path / name
    path.write_bytes(content)
    for read in (lambda: open_list(path), lambda: load(path, allow_empty=True)):
        with pytest.raises(RecipientsError) as refused:
            read()
        assert answer in str(refused.value)
        assert str(refused.value).startswith(str(path))
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("content", [CSV, b"+14155552671\n"])
def test_a_compressed_suppression_list(compress: Callable[[bytes], bytes], content: bytes, tmp_path: Path) -> None:
    for name in ("list.csv.gz", "list.txt"):
        path = tmp_path / name
        path.write_bytes(compress(content))
        assert 14155552671 in load(path)
        path.write_bytes(compress(content)[:-9])
        with pytest.raises(RecipientsError, match="cannot be unpacked"):
            load(path, allow_empty=True)


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("kind", ["a pipe", "a pipe without a writer", "a device", "nothing"])
def test_what_can_be_read_only_once(kind: str, tmp_path: Path) -> None:
    """Its numbers would be lost after the first look, also where an empty suppression list is allowed."""
    ends = os.pipe()
    os.write(ends[1], CSV)
    path = Path(
        {"a pipe": f"/dev/fd/{ends[0]}", "a device": "/dev/zero", "nothing": os.devnull}.get(kind, tmp_path / "p")
    )
    if kind == "a pipe without a writer":
        os.mkfifo(path)
    try:
        for read in (lambda: open_list(path), lambda: load(path, allow_empty=True)):
            with pytest.raises(
                RecipientsError, match="this is a pipe or a device, not a file: save the list to a file first"
            ):
                read()
    finally:
        for each in ends:
            os.close(each)


def test_a_database(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE person (phone)")
    with pytest.raises(RecipientsError, match=r"this is a database\. Export its rows as CSV UTF-8\."):
        open_list(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "first", ["phone", "ORCID", "PARENT", "FEA1", "BZhora", "Objekt", "PKW", "%PD", "<phone>", "MZ"]
)
def test_lists_that_only_look_like_it(first: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f"{first},number\nĀ,+14155552671\n".encode(encoding))
    with open_list(path, phone_column="number") as found:
        assert [row.cells for row in found.rows()] == [["Ā", "+14155552671"]]
