"""Decode the bytes of a file: UTF-8, or UTF-16 with a byte order mark."""

from __future__ import annotations

import codecs

from smslint.errors import SourceError
from smslint.records import NamedTuple
from smslint.span import LineIndex, Span


class Decoded(NamedTuple):
    """A file's text, without a byte order mark and with its own line endings, and the encoding it was written in."""

    text: str
    encoding: str


def codec_of(name: str) -> str:
    """The codec of an encoding that a person names.

    :raises LookupError: if there is none that gives text; ``base64`` does not.
    """
    try:
        "".encode(found := codecs.lookup(name).name)
    except (LookupError, ValueError):
        raise LookupError(f"there is no encoding {name!r} of text; try utf-8, cp1252 or utf-16") from None
    return found


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode(data: bytes, *, fallback: str | None = None) -> Decoded:
    """Decode a file.

    :param fallback: an encoding to use if the file is not UTF-8, such as ``latin-1`` for an old ``.properties`` file.
    :raises SourceError: names the line and column of the first bad byte and what to do.
    """
    if data.startswith(_UTF32):
        raise SourceError("This file is UTF-32, which smslint does not read. Save it as UTF-8.", Span(0, 0))
    encoding, body = "utf-8", data
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding, body = name, data[len(mark) :]
            break
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        if fallback is not None and encoding == "utf-8":
            return Decoded(body.decode(fallback, errors="replace"), fallback)
        raise _bad_byte(body, codec, error) from None
    if "\0" in text:
        place = text.index("\0")
        raise SourceError(
            "This file contains the byte 0x00: it is UTF-16 without a byte order mark, or not text. Save it as UTF-8.",
            Span(place, place + 1),
        )
    return Decoded(text, encoding)


def _bad_byte(body: bytes, codec: str, error: UnicodeDecodeError) -> SourceError:
    before = body[: error.start].decode(codec, errors="replace")
    line, column = LineIndex(before).position(len(before))
    name = codec.upper().removesuffix("-LE").removesuffix("-BE")
    return SourceError(
        f"Line {line}, column {column}: the byte 0x{body[error.start]:02X} is not {name}. Save the file as UTF-8.",
        Span(len(before), len(before) + 1),
    )
