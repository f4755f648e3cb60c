"""The pieces of Python's string literals: prefixes, escapes, f-string fields, implicit concatenation."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from smslint.sources.expression import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = re.compile(r"(?:[ \t\f\r\n()]++|#[^\r\n]*+|\\(?:\r\n|[\r\n]))*+")
_OPEN = re.compile(r"([rRbBuUfF]{0,2})(\"\"\"|'''|\"|')")
_ESCAPE = r"\\(?:\r\n|[\r\n]|[0-7]{1,3}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|N\{[^}]{1,100}\}|[^\r\n])"
_FIELDS = {
    "": "(?!)",
    # Double braces are one brace; a single one opens a field, and the search for its end skips brackets and strings.
    "brace": r"\{\{|\}\}|\{",
    "percent": r"%%|%(?:\([^)\r\n]{0,200}\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[diouxXeEfFgGcrsa]",
}
_PLAIN_ESCAPES = {
    "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_IN_FIELD = re.compile(
    r"(?:\"\"\"|''')|\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'|[\[({]|[\])}]|!=|[:!]|=(?=\s*[}:!])|[=<>]=",
    re.DOTALL,
)


class Scanned(NamedTuple):
    """The pieces of a string expression, and where scanning ended."""

    pieces: tuple[Piece, ...]
    end: int


def scan(source: str, start: int, end: int, fields: str = "") -> Scanned | None:
    """The literals between ``start`` and ``end``; ``None`` if they cannot be scanned.

    :param fields: ``brace`` or ``percent`` if the literals are formatted in this way; f-strings always have fields.
    """
    pieces: list[Piece] = []
    at = start
    while at < end:
        opening = _OPEN.match(source, at)
        if opening is None or "b" in opening[1].lower():
            return None
        mode = "brace" if "f" in opening[1].lower() else fields
        stop = _content(source, opening.end(), end, opening[2], "r" in opening[1].lower(), mode, pieces)
        if stop is None:
            return None
        between = _BETWEEN.match(source, stop, end)
        at = between.end() if between is not None else stop
    return Scanned(tuple(pieces), at)


def _pattern(quote: str, raw: bool, fields: str) -> re.Pattern[str]:
    escape = r"\\(?:\r\n|.)" if raw else _ESCAPE
    return re.compile(rf"{quote}|{escape}|\r\n?|{_FIELDS[fields]}", re.DOTALL)


def _content(source: str, start: int, end: int, quote: str, raw: bool, fields: str, pieces: list[Piece]) -> int | None:
    """Add the pieces up to the closing quote and return the offset after it."""
    pattern = _pattern(quote, raw, fields)
    at = start
    while (match := pattern.search(source, at, end)) is not None:
        if at < match.start():
            pieces.append(Piece(at, match.start(), source[at : match.start()], verbatim=True))
        at = match.end()
        written = match[0]
        if written == quote:
            return at
        if written == "{":
            field = _field(source, match.start(), end)
            if field is None:
                return None
            pieces.append(field)
            at = field.end
        else:
            pieces.extend(_decoded(match.start(), written, raw, fields))
    return None


def _decoded(start: int, written: str, raw: bool, fields: str) -> Iterator[Piece]:
    end = start + len(written)
    if written[0] == "\\":
        text = _normal(written) if raw else _escape(written)
        yield Piece(start, end, text, verbatim=text == written)
    elif written[0] == "\r":
        yield Piece(start, end, "\n")
    elif written in {"{{", "}}", "%%"}:
        yield Piece(start, end, written[0])
    elif fields == "percent":
        name = re.match(r"%\(([^)]*)\)", written)
        yield Piece(start, end, None, name[1] if name is not None else written, format=written)


def _normal(written: str) -> str:
    return written.replace("\r\n", "\n").replace("\r", "\n")


def _escape(written: str) -> str:
    first, rest = written[1], written[2:]
    if first in "\r\n":
        return ""
    if first in "01234567":
        return chr(int(written[1:], 8))
    if first in "xuU" and rest:
        code = int(rest, 16)
        return chr(code) if code <= 0x10FFFF else written
    if first == "N" and rest:
        try:
            return unicodedata.lookup(rest[1:-1])
        except KeyError:
            return written
    return _PLAIN_ESCAPES.get(first, written)


def _field(source: str, start: int, end: int) -> Piece | None:
    """The placeholder that opens at ``start``; its name is its expression, without conversion and format."""
    depth, at, name_end = 0, start, 0
    while (match := _IN_FIELD.search(source, at, end)) is not None:
        at = match.end()
        found = match[0]
        if found in {'"""', "'''"}:
            at = source.find(found, at, end) + 3
            if at < 3:
                return None
        elif found in "[({":
            depth += 1
        elif found in "])}":
            depth -= 1
            if depth == 0:
                name = source[start + 1 : name_end or at - 1].strip()
                return Piece(start, at, None, name, format=source[name_end : at - 1] if name_end else "")
        elif found in {":", "!", "="} and depth == 1 and not name_end:
            name_end = match.start()
    return None
