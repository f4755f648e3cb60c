from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import SourceError
from smslint.sources.encoding import decode
from smslint.sources.options import Options
from smslint.sources.registry import read


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        ("é\r\n".encode(), "é\r\n", "utf-8"),
        (b"\xef\xbb\xbf\xc3\xa9", "é", "utf-8-sig"),
        (b"\xff\xfe" + "é😀".encode("utf-16-le"), "é😀", "utf-16-le"),
        (b"\xfe\xff" + "é😀".encode("utf-16-be"), "é😀", "utf-16-be"),
    ],
)
def test_encodings_that_are_read(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"ab\r\nc\xe9d", "Line 2, column 2: the byte 0xE9 is not UTF-8"),
        ("é".encode() + b"\xff", "Line 1, column 2: the byte 0xFF is not UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", "Line 1, column 2: the byte 0x00 is not UTF-16"),
        ("Acme: hi".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("Acme: hi".encode("utf-16-be"), "UTF-16 without a byte order mark"),
        (b"Acme\x00", "or not text"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "UTF-32"),
    ],
)
def test_a_bad_byte_is_reported_with_its_place(data: bytes, where: str) -> None:
    with pytest.raises(SourceError, match=where):
        decode(data)


def test_an_old_properties_file_may_be_latin_1() -> None:
    assert decode(b"a=\xe9", fallback="latin-1") == ("a=é", "latin-1")


@given(st.binary(max_size=50))
def test_any_bytes_are_text_or_a_clear_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except SourceError as error:
        text = str(error)
    assert isinstance(text, str)


def test_a_strings_file_of_apple_may_be_utf_16() -> None:
    for encoding in ("utf-16", "utf-8", "utf-8-sig"):
        text = decode('"a" = "Grüße %@";'.encode(encoding)).text
        assert [message.body for message in read("apple", text, Options())] == ["Grüße %@"]


@pytest.mark.parametrize("text", ['"a" = "b"', '"a" "b";', '= "a";', '"a" = ;', '"a" = "\\200";', "/* no end", '"a'])
def test_other_strings_files_are_refused(text: str) -> None:
    with pytest.raises(SourceError):
        list(read("apple", text, Options()))
