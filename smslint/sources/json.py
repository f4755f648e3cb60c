"""JSON catalogues: i18next, ARB, Cognito and any other, with the place of every string.

It has its own scanner, because the standard library's is recursive and gives no positions. All duplicate keys are reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import decoded
from smslint.sources.escapes import UNICODE, UNICODE_PAIR, code_point, double_quoted, unicode_pair
from smslint.sources.joined import JOIN, part
from smslint.sources.message import Message
from smslint.sources.plurals import fold_plurals, split_plural
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = False
escape = double_quoted

_DEPTH_LIMIT = 1000
_SPACE = re.compile(r"[ \t\r\n]*")
_SPACE_OR_COMMENT = re.compile(r"(?:[ \t\r\n]++|//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+)"')
_ESCAPE = re.compile(rf"{UNICODE_PAIR}|{UNICODE}|\\.")
_OTHER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|NaN|-?Infinity")
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WITH_COMMENTS = (".jsonc", ".json5")


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string value, under its key path. ARB metadata (``@key``) is skipped and ``@@locale`` is used.

    :raises SourceError: when the file is not valid JSON or is nested too deeply. ``.jsonc`` files may contain comments.
    """
    reader = _JsonReader(text, options)
    reader.run()
    messages: Iterator[Message] = fold_plurals(reader.messages, "_.")
    if reader.locale is not None:
        messages = (each._replace(locale=reader.locale) for each in messages)
    yield from messages


@dataclass(slots=True)
class _OpenContainer:
    path: tuple[str, ...]
    mapping: bool
    key: str = ""
    index: int = -1

    def child(self) -> tuple[str, ...]:
        return (*self.path, self.key if self.mapping else str(self.index))


class _JsonReader:
    """Reads values one after another; open containers are in ``frames``, not on Python's stack."""

    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options
        self.at = 0
        self.frames: list[_OpenContainer] = []
        self.messages: list[Message] = []
        self.locale: str | None = None
        self.lenient = options.path.lower().endswith(_WITH_COMMENTS)
        self.arb = options.path.lower().endswith(".arb")
        self.space = _SPACE_OR_COMMENT if self.lenient else _SPACE

    def run(self) -> None:
        self.skip()
        while True:
            opened = self.value()
            if opened:
                continue
            if not self.close():
                break
        if self.at < len(self.text):
            raise self.error("there is text after the end of the JSON value")

    def value(self) -> bool:
        """Read the next value. True when a container was opened and its first value comes next."""
        character = self.text[self.at : self.at + 1]
        if character == '"':
            self.take(self.string())
            return False
        if character and character in "{[":
            return self.open(character == "{")
        match = _OTHER.match(self.text, self.at)
        if match is None:
            raise self.error("expected a value")
        self.at = match.end()
        self.skip()
        return False

    def open(self, mapping: bool) -> bool:
        if len(self.frames) >= _DEPTH_LIMIT:
            raise self.error(f"it is nested more than {_DEPTH_LIMIT} levels deep")
        path = self.frames[-1].child() if self.frames else ()
        self.at += 1
        self.skip()
        if self.text[self.at : self.at + 1] == ("}" if mapping else "]"):
            self.at += 1
            self.skip()
            return False
        self.frames.append(_OpenContainer(path, mapping))
        self.advance()
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
                if not (self.lenient and self.text[self.at : self.at + 1] == closing):
                    self.advance()
                    return True
                character = closing
            if character != closing:
                raise self.error(f"expected ',' or '{closing}'")
            self.frames.pop()
            self.at += 1
            self.skip()
        return False

    def advance(self) -> None:
        frame = self.frames[-1]
        if not frame.mapping:
            frame.index += 1
            return
        if self.text[self.at : self.at + 1] != '"':
            raise self.error("expected a key in double quotes")
        start, end = self.string()
        frame.key = decoded(self.text, start, end, _ESCAPE, _resolve)[0]
        if self.text[self.at : self.at + 1] != ":":
            raise self.error("expected ':'")
        self.at += 1
        self.skip()

    def string(self) -> tuple[int, int]:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self.error("this string does not end, or contains a control character or an unknown escape")
        self.at = match.end()
        self.skip()
        return match.span(1)

    def take(self, content: tuple[int, int]) -> None:
        path = self.frames[-1].child() if self.frames else ()
        if path == ("@@locale",):
            self.locale = self.text[slice(*content)].replace("_", "-")
            return
        if self.arb and path and path[0].startswith("@"):
            return
        stem = split_plural(path[-1], "_") if path else None
        paths = [path] if stem is None else [path, (*path[:-1], stem[0])]
        if self.options.wants(*paths):
            body, source_map = decoded(self.text, *content, _ESCAPE, _resolve)
            text = part(body) if JOIN[0] in path else None
            self.messages.append(Message(body, source_map, ".".join(path) or None, self.options.locale, text=text))

    def skip(self) -> None:
        match = self.space.match(self.text, self.at)
        self.at = match.end() if match is not None else self.at

    def error(self, problem: str) -> SourceError:
        return SourceError(f"This is not valid JSON: {problem}.", Span(self.at, min(self.at + 1, len(self.text))))


def _resolve(match: re.Match[str]) -> str:
    written = match[0]
    if len(written) == 12:
        return unicode_pair(written)
    if written[1] == "u":
        return code_point(written[2:]) or ""
    return _SIMPLE.get(written[1], written[1])
