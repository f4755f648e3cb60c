"""Reads the tokens of a PHP file: what each means for the open brackets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.expression import body_of
from smslint.sources.php_brackets import OPEN_TAG, TOKEN, WORDS, OpenBracket
from smslint.sources.php_expressions import Mark, Other, String
from smslint.sources.php_strings import heredoc, quoted
from smslint.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from smslint.sources.message import Message


class TokenReader(ABC):
    """Goes through a file once; what opens, closes or ends an expression is for the class that reads texts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.frames = [OpenBracket((), ())]
        self.previous = ""
        self.scope_word = ""

    @abstractmethod
    def open(self, frame: OpenBracket, token: re.Match[str]) -> Iterator[Message]:
        """A bracket opens."""

    @abstractmethod
    def close(self, token: re.Match[str]) -> Iterator[Message]:
        """A bracket closes."""

    @abstractmethod
    def finish(self) -> Iterator[Message]:
        """An expression ends."""

    def run(self) -> Iterator[Message]:
        opening = OPEN_TAG.search(self.text)
        at = opening.end() if opening is not None else len(self.text)
        while at < len(self.text) and (token := TOKEN.match(self.text, at)) is not None:
            at = token.end()
            kind = token.lastgroup or "other"
            comments.refuse_endless(token)
            if kind in {"mark", "word"} or token["heredoc"]:
                pieces, content_end, at = heredoc(self.text, token)
                self.string(String(pieces, token.start(), at, Span(token.end(), content_end)))
            elif kind == "string":
                pieces, at = quoted(self.text, token.start())
                self.string(String(pieces, token.start(), at, Span(token.start() + 1, at - 1)))
            elif kind == "close_tag":
                yield from self.finish()
                opening = OPEN_TAG.search(self.text, at)
                at = opening.end() if opening is not None else len(self.text)
            elif kind != "gap":
                yield from self.step(token, kind)
        yield from self.finish()
        if len(self.frames) > 1:
            raise SourceError("This PHP ends inside an array, a call or a block.", Span(at, at))

    def string(self, string: String) -> None:
        self.frames[-1].items.append(string)
        self.previous = "string"

    def step(self, token: re.Match[str], kind: str) -> Iterator[Message]:
        frame = self.frames[-1]
        match kind:
            case "name":
                self.name(frame, token)
            case "arrow":
                if frame.callee[:1] != ["fn"]:
                    frame.key = (self.key_text(frame, token.start()),)
                    frame.items, frame.callee = [], []
            case "assign":
                frame.key = tuple(frame.callee[-1:])
                frame.items, frame.callee = [], []
            case "comma":
                keyed = bool(frame.key)
                yield from self.finish()
                if frame.index is not None and not keyed:
                    frame.index += 1
            case "end":
                yield from self.finish()
                frame.scope = None
            case "open":
                yield from self.open(frame, token)
            case "close":
                yield from self.close(token)
            case "dot" | "member":
                pass
            case "number":
                frame.items.append(Other(*token.span()))
            case "choice":
                self.choice(frame, token)
            case _:
                frame.items.append(Mark(*token.span(), kind))
                frame.callee = []
        operand = kind == "number" or (kind == "name" and token[0] not in WORDS)
        self.previous = "name" if operand else token[0]

    def choice(self, frame: OpenBracket, token: re.Match[str]) -> None:
        written = token[0]
        if written != ":" or frame.conditions:
            frame.items.append(Mark(*token.span(), written))
            frame.conditions += {"?": 1, ":": -1}.get(written, 0)
        else:  # a named argument, a case, a label, a return type
            frame.key = tuple(frame.callee[-1:]) if frame.index is not None else ()
            frame.items, frame.conditions = [], 0
        frame.callee = []

    def name(self, frame: OpenBracket, token: re.Match[str]) -> None:
        word = token[0]
        if word in WORDS:
            if word in {"return", "echo", "yield"}:  # `if ($none) return "Hi";`
                frame.restart()
            return
        member = self.previous in {"->", "?->", "::"}
        if not member:
            frame.callee = []
        named = frame.callee[-1:] in (["function"], ["class"], ["trait"]) or self.scope_word in {
            "function",
            "class",
            "trait",
        }
        if named or (self.scope_word == "enum" and self.previous == "name"):
            frame.scope = word
        self.scope_word = "" if member else word.lower()  # `Sms::class` begins no class
        frame.callee.append(word.lstrip("$"))
        frame.items.append(Other(*token.span()))

    def key_text(self, frame: OpenBracket, end: int) -> str:
        if len(frame.items) == 1 and isinstance(frame.items[0], String):
            item = frame.items[0]
            return body_of(item.pieces, self.text, item.start).build()[0]
        return self.text[frame.items[0].start : end].strip() if frame.items else ""
