"""The strings of a JSON text with their places: JSON, JSON with comments, and JSON5.

It has its own scanner, because the standard library's is recursive and gives no positions. All duplicate keys are reported.
Sources: RFC 8259; JSON5 1.0.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from smslint.errors import SourceError
from smslint.sources.body import decoded
from smslint.sources.comments import C_COMMENT
from smslint.sources.escapes import UNICODE, UNICODE_PAIR, code_point, unicode_pair
from smslint.sources.message import SourceMap
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH_LIMIT: Final = 1000
_COMMENTS: Final = rf"//[^\r\n]*+|{C_COMMENT}"
_ESCAPE: Final = re.compile(rf"{UNICODE_PAIR}|{UNICODE}|\\x[0-9A-Fa-f]{{2}}|\\(?:\r\n|[\s\S])")
_SIMPLE: Final = {
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "0": "\0",
    **dict.fromkeys("\r\n\u2028\u2029", ""),
}
_ESCAPED_5: Final = r"\\(?:\r\n|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^ux1-9])"
_NUMBER_5: Final = r"[+-]?(?:0[xX][0-9A-Fa-f]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|Infinity|NaN)"


class Notation(NamedTuple):
    """What one kind of JSON allows. The content of a string or of a bare key is the last group of its pattern."""

    name: str
    space: re.Pattern[str]
    """White space, or one comment."""
    string: re.Pattern[str]
    key: re.Pattern[str]
    other: re.Pattern[str]
    trailing_commas: bool


_STRING: Final = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+)"')
_OTHER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|NaN|-?Infinity")
_STRING_5: Final = rf"""\"((?:[^"\\\r\n]++|{_ESCAPED_5})*+)\"|'((?:[^'\\\r\n]++|{_ESCAPED_5})*+)'"""
JSON: Final = Notation("JSON", re.compile(r"[ \t\r\n]++"), _STRING, _STRING, _OTHER, False)
WITH_COMMENTS: Final = JSON._replace(space=re.compile(rf"[ \t\r\n]++|{_COMMENTS}"), trailing_commas=True)
JSON5: Final = Notation(
    "JSON5",
    re.compile(rf"[\s\ufeff]++|{_COMMENTS}"),
    re.compile(_STRING_5),
    re.compile(rf"{_STRING_5}|((?!\d)(?:[\w$\u200c\u200d]|{UNICODE})++)"),
    re.compile(rf"{_NUMBER_5}|true|false|null"),
    True,
)
_BY_SUFFIX: Final = {".jsonc": WITH_COMMENTS, ".json5": JSON5}


def notation_of(path: str) -> Notation:
    """The notation of a file, by its suffix."""
    return _BY_SUFFIX.get(path[path.rfind(".") :].lower(), JSON)


class Value(NamedTuple):
    """A key, a text, or another single value: its path, and its place without quotes."""

    kind: Literal["key", "text", "other"]
    path: tuple[str, ...]
    start: int
    end: int


def decode(text: str, start: int, end: int) -> tuple[str, SourceMap]:
    """The string with this content, and its map."""
    written = text[start:end]
    if "\\" not in written:  # as most are
        return written, SourceMap.identity(end - start, start)
    return decoded(text, start, end, _ESCAPE, _resolve)


def scan(text: str, notation: Notation = JSON) -> Iterator[Value]:
    """The keys and the values of a file in order.

    :raises SourceError: when it is not valid, or is nested too deeply.
    """
    return _Scanner(text, notation).run()


@dataclass(slots=True)
class _OpenContainer:
    path: tuple[str, ...]
    mapping: bool
    key: str = ""
    index: int = -1

    def child(self) -> tuple[str, ...]:
        return (*self.path, self.key if self.mapping else str(self.index))


class _Scanner:
    """Reads values one after another; open containers are in ``frames``, not on Python's stack."""

    def __init__(self, text: str, notation: Notation) -> None:
        self.text = text
        self.notation = notation
        self.at = 0
        self.frames: list[_OpenContainer] = []

    def run(self) -> Iterator[Value]:
        self.skip()
        while True:
            character = self.text[self.at : self.at + 1]
            if character and character in "{[":
                opened = self.open(character == "{")
            else:
                yield self.value()
                opened = False
            if not opened and not self.close():
                break
            if self.frames[-1].mapping:
                yield self.key()
        if self.at < len(self.text):
            raise self.error("there is text after the end of the JSON value")

    def path(self) -> tuple[str, ...]:
        return self.frames[-1].child() if self.frames else ()

    def value(self) -> Value:
        start = self.at
        match = self.notation.other.match(self.text, start)
        if match is not None:
            self.at = match.end()
            self.skip()
            return Value("other", self.path(), *match.span())
        if self.text[start : start + 1] not in {'"', "'" if self.notation.name == "JSON5" else '"'}:
            raise self.error("expected a value")
        return Value("text", self.path(), *self.string(self.notation.string))

    def open(self, mapping: bool) -> bool:
        """Enter a container. False if it is empty and therefore closed again."""
        if len(self.frames) >= _DEPTH_LIMIT:
            raise self.error(f"it is nested more than {_DEPTH_LIMIT} levels deep")
        path = self.path()
        self.at += 1
        self.skip()
        if self.text[self.at : self.at + 1] == ("}" if mapping else "]"):
            self.at += 1
            self.skip()
            return False
        self.frames.append(_OpenContainer(path, mapping, index=0))
        return True

    def close(self) -> bool:
        """After a value: leave every container that ends here and go to the next value. False at the end of the file."""
        while self.frames:
            frame = self.frames[-1]
            closing = "}" if frame.mapping else "]"
            character = self.text[self.at : self.at + 1]
            if character == ",":
                self.at += 1
                self.skip()
                if not (self.notation.trailing_commas and self.text[self.at : self.at + 1] == closing):
                    frame.index += 1
                    return True
                character = closing
            if character != closing:
                raise self.error(f"expected ',' or '{closing}'")
            self.frames.pop()
            self.at += 1
            self.skip()
        return False

    def key(self) -> Value:
        if self.notation.key.match(self.text, self.at) is None and self.text[self.at : self.at + 1] != '"':
            raise self.error("expected a key" + ("" if self.notation.name == "JSON5" else " in double quotes"))
        start, end = self.string(self.notation.key)
        self.frames[-1].key = decode(self.text, start, end)[0]
        if self.text[self.at : self.at + 1] != ":":
            raise self.error("expected ':'")
        self.at += 1
        self.skip()
        return Value("key", self.path(), start, end)

    def string(self, pattern: re.Pattern[str]) -> tuple[int, int]:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise self.error("this string does not end, or contains a control character or an unknown escape")
        self.at = match.end()
        self.skip()
        return match.span(match.lastindex or 0)

    def skip(self) -> None:
        while match := self.notation.space.match(self.text, self.at):
            self.at = match.end()

    def error(self, problem: str) -> SourceError:
        at = Span(self.at, min(self.at + 1, len(self.text)))
        return SourceError(f"This is not valid {self.notation.name}: {problem}.", at)


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    if len(written) == 12:
        return unicode_pair(written)
    if written[1] in "ux" and len(written) > 2:
        return code_point(written[2:]) or ""
    return _SIMPLE.get(written[-1], written[1])
