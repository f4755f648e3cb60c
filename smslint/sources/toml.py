"""TOML files, such as Supabase's ``config.toml``. ``tomllib`` checks whether the file is valid; this module finds its strings."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.settings_file.toml_file import LONG_KEY
from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import C_LIKE, code_point, through
from smslint.sources.message import Message
from smslint.sources.plurals import CATEGORIES, fold_plurals
from smslint.span import LineIndex, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("#"),)
MANY_STRINGS = True

_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+")
_STRING = re.compile(
    r'"""(?:\r\n|\n)?+(?P<mb>(?:[^"\\]++|\\.|"[^"\\]|"\\.|""[^"\\]|""\\.)*+"{0,2})"""'
    r"|'''(?:\r\n|\n)?+(?P<ml>(?:[^']++|'[^']|''[^'])*+'{0,2})'''"
    r'|"(?P<b>(?:[^"\\\r\n]++|\\.)*+)"'
    r"|'(?P<l>[^'\r\n]*+)'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]++")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*+(?:\r\n|\n)[ \t\r\n]*+|[^\r\n])|\r\n")
_NEWLINE = re.compile(r"\r\n")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string value under its dotted key; the forms of a plural, as in go-i18n's catalogues, under one.

    :raises SourceError: when the file is not valid TOML.
    """
    _validate(text)
    yield from fold_plurals(_TomlReader(text, options).run(), ".")


def _validate(text: str) -> None:
    if (long := LONG_KEY.search(text)) is not None:
        raise SourceError("This TOML has a key of too many parts.", Span(long.start(), long.start()))
    try:
        tomllib.loads(text)
    except RecursionError:
        raise SourceError("This TOML is nested too deeply.", Span(0, 0)) from None
    except ValueError as error:
        problem = str(error).splitlines()[0]
        at = len(text)
        if (place := _PLACE.search(problem)) is not None and place[1]:
            lines = LineIndex(text)
            at = lines.offset(Position(min(int(place[1]), len(lines)), int(place[2])))
        at = min(at, len(text))
        raise SourceError(f"This is not valid TOML: {_PLACE.sub('', problem)}.", Span(at, at)) from None


@dataclass(slots=True)
class _OpenArray:
    """An open array or inline table."""

    path: tuple[str, ...]
    closing: str
    index: int = 0


class _TomlReader:
    """Reads a file that is known to be valid, so it does not check the rest."""

    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options
        self.at = 0
        self.tables: dict[tuple[str, ...], int] = {}

    def run(self) -> Iterator[Message]:
        table: tuple[str, ...] = ()
        self.gap()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                yield from self.value((*table, *self.key()))
            self.gap()

    def header(self) -> tuple[str, ...]:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path = self.key(assigned=False)
        self.at += 2 if many else 1
        if many:
            self.tables[path] = self.tables.get(path, -1) + 1
        full: tuple[str, ...] = ()
        plain: tuple[str, ...] = ()
        for part in path:
            plain, full = (*plain, part), (*full, part)
            if plain in self.tables:
                full = (*full, str(self.tables[plain]))
        return full

    def key(self, *, assigned: bool = True) -> tuple[str, ...]:
        """A dotted key, and the ``=`` after it."""
        parts: list[str] = []
        while True:
            self.gap()
            string = _STRING.match(self.text, self.at)
            bare = _BARE.match(self.text, self.at)
            match = string or bare
            if match is None:
                raise self.lost()
            parts.append(_decode(self.text, string).build()[0] if string is not None else match[0])
            self.at = match.end()
            self.gap()
            if self.text[self.at : self.at + 1] != ".":
                break
            self.at += 1
        self.at += assigned
        self.gap()
        return tuple(parts)

    def value(self, path: tuple[str, ...]) -> Iterator[Message]:
        """One value; nested values are in frames, not on Python's stack."""
        frames: list[_OpenArray] = []
        while True:
            opening = self.text[self.at : self.at + 1]
            if opening and opening in "[{":
                self.at += 1
                frames.append(_OpenArray(path, "]" if opening == "[" else "}"))
                self.gap()
            elif (string := _STRING.match(self.text, self.at)) is not None:
                self.at = string.end()
                if self.options.wants(path, path[:-1] if path[-1] in CATEGORIES else path):
                    body, source_map = _decode(self.text, string).build()
                    yield Message(body, source_map, ".".join(path), self.options.locale)
            elif (scalar := _SCALAR.match(self.text, self.at)) is not None:
                self.at = scalar.end()
            else:
                raise self.lost()
            if not self.close(frames):
                return
            path = self.child(frames[-1])

    def close(self, frames: list[_OpenArray]) -> bool:
        """Close arrays and tables that end here. True when another value follows in an open one."""
        while frames:
            self.gap()
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                self.gap()
            if self.text[self.at : self.at + 1] != frames[-1].closing:
                return True
            self.at += 1
            frames.pop()
        return False

    def child(self, frame: _OpenArray) -> tuple[str, ...]:
        if frame.closing == "}":
            return (*frame.path, *self.key())
        frame.index += 1
        return (*frame.path, str(frame.index - 1))

    def gap(self) -> None:
        match = _GAP.match(self.text, self.at)
        self.at = match.end() if match is not None else self.at

    def lost(self) -> SourceError:
        return SourceError(
            "smslint cannot read this TOML from here on.", Span(self.at, min(self.at + 1, len(self.text)))
        )


def _decode(text: str, match: re.Match[str]) -> BodyBuilder:
    kind = match.lastgroup or "b"
    start, end = match.span(kind)
    body = BodyBuilder(start)
    if kind == "l":
        body.copy(text, start, end)
    else:
        body.decode(text, start, end, _NEWLINE if kind == "ml" else _ESCAPE, _resolve)
    return body


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    if written == "\r\n":
        return "\n"
    if written[1] in "uU":
        return code_point(written[2:]) or ""
    if written[1] in " \t\r\n":
        return ""
    return _SIMPLE.get(written[1], written[1])


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    quote = quote or before.rstrip("\r\n")[-3:]  # the line break after three quotes is not part of the text
    if quote == "'''" and replacement == "'":
        return replacement
    if quote[:1] == '"':
        return through(replacement, {**C_LIKE, '"': '\\"'})
    return None if "'" in replacement else through(replacement, {})
