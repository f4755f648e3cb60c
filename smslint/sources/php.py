"""PHP source: Laravel language files, seeders, constants, returned texts and arguments.

A tokenizer that follows array keys, assignments, functions and calls. Concatenation with ``.`` is one message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SourceError
from smslint.sources.expression import Piece, TreeBuilder, body_of
from smslint.sources.message import Message, SourceMap
from smslint.sources.php_strings import heredoc, quoted
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options
    from smslint.text.tree import Node

_DEPTH_LIMIT = 1000
_OPEN_TAG = re.compile(r"<\?(?:php\b|=)?", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<gap>\s++|//(?:[^\r\n?]|\?(?!>))*+|#(?!\[)(?:[^\r\n?]|\?(?!>))*+|/\*(?:[^*]|\*(?!/))*+\*/)"
    r"|(?P<close_tag>\?>)"
    r"|(?P<heredoc><<<[ \t]*(?P<mark>[\"']?)(?P<word>[A-Za-z_]\w*+)(?P=mark)(?:\r\n|[\r\n]))"
    r"|(?P<string>['\"])"
    r"|(?P<name>\$?[A-Za-z_\\][\w\\]*+)"
    r"|(?P<arrow>=>)|(?P<member>\?->|->|::)"
    r"|(?P<comparison>[=!]==?|<=>|<=|>=|[<>](?![<>=]))"
    r"|(?P<assign>\?\?=|[-+*/%&|^]=|=)|(?P<append>\.=)"
    r"|(?P<number>\d[\w.]*+)"
    r"|(?P<dot>\.(?!\.))"
    r"|(?P<open>[\[({])|(?P<close>[\])}])|(?P<comma>,)|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_WORDS = frozenset(
    {
        "return",
        "echo",
        "print",
        "new",
        "public",
        "private",
        "protected",
        "static",
        "readonly",
        "final",
        "abstract",
        "const",
        "var",
        "yield",
        "throw",
        "and",
        "or",
        "not",
        "clone",
    }
)
_CONTROL = frozenset(
    {
        "if",
        "elseif",
        "while",
        "for",
        "foreach",
        "switch",
        "case",
        "isset",
        "empty",
        "unset",
        "declare",
        "catch",
        "match",
    }
)


class _String(NamedTuple):
    pieces: list[Piece]
    start: int
    end: int
    content: Span
    """What stands between the quotes."""


class _Other(NamedTuple):
    start: int
    end: int


@dataclass(slots=True)
class _Frame:
    """An open array, call, subscript, group or block, and the expression that is being read in it."""

    path: tuple[str, ...]
    named: tuple[str, ...]
    opening: str = "{"
    start: int = 0
    silent: bool = False
    """Strings in here are no texts: conditions, subscripts."""
    key: tuple[str, ...] = ()
    index: int | None = None
    items: list[_String | _Other] = field(default_factory=list)
    plain: bool = True
    """Whether the expression is but operands and dots."""
    compared: bool = False
    callee: list[str] = field(default_factory=list)
    scope: str | None = None
    """The function or class whose block opens next."""

    def restart(self) -> None:
        self.key, self.items, self.plain, self.compared, self.callee = (), [], True, False, []

    def place(self) -> tuple[str, ...]:
        return self.key or ((str(self.index),) if self.index is not None else ())


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string under the path of functions, variables, calls and keys that leads to it.

    :raises SourceError: when a string, a heredoc, an array or a block never ends.
    """
    yield from _Reader(text, options).run()


class _Reader:
    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options
        self.frames = [_Frame((), ())]
        self.previous = ""
        self.scope_word = ""

    def run(self) -> Iterator[Message]:
        opening = _OPEN_TAG.search(self.text)
        at = opening.end() if opening is not None else len(self.text)
        while at < len(self.text) and (token := _TOKEN.match(self.text, at)) is not None:
            at = token.end()
            kind = token.lastgroup or "other"
            if kind in {"mark", "word"} or token["heredoc"]:
                pieces, content_end, at = heredoc(self.text, token)
                self.string(_String(pieces, token.start(), at, Span(token.end(), content_end)))
            elif kind == "string":
                pieces, at = quoted(self.text, token.start())
                self.string(_String(pieces, token.start(), at, Span(token.start() + 1, at - 1)))
            elif kind == "close_tag":
                yield from self.finish()
                opening = _OPEN_TAG.search(self.text, at)
                at = opening.end() if opening is not None else len(self.text)
            elif kind != "gap":
                yield from self.step(token, kind)
        yield from self.finish()
        if len(self.frames) > 1:
            raise SourceError("This PHP ends inside an array, a call or a block.", Span(at, at))

    def string(self, string: _String) -> None:
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
                    frame.items, frame.plain, frame.callee = [], True, []
            case "assign":
                frame.key = tuple(frame.callee[-1:])
                frame.items, frame.plain, frame.callee = [], True, []
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
                frame.items.append(_Other(*token.span()))
            case _:
                frame.plain = False
                frame.compared = frame.compared or kind == "comparison"
                frame.callee = []
        operand = kind == "number" or (kind == "name" and token[0] not in _WORDS)
        self.previous = "name" if operand else token[0]

    def name(self, frame: _Frame, token: re.Match[str]) -> None:
        word = token[0]
        if word in _WORDS:
            return
        if self.previous not in {"->", "?->", "::"}:
            frame.callee = []
        if frame.callee[-1:] in (["function"], ["class"], ["trait"]) or self.scope_word in {
            "function",
            "class",
            "trait",
        }:
            frame.scope = word
        self.scope_word = word.lower()
        frame.callee.append(word.lstrip("$"))
        frame.items.append(_Other(*token.span()))

    def key_text(self, frame: _Frame, end: int) -> str:
        if len(frame.items) == 1 and isinstance(frame.items[0], _String):
            item = frame.items[0]
            return body_of(item.pieces, self.text, item.start).build()[0]
        return self.text[frame.items[0].start : end].strip() if frame.items else ""

    def open(self, frame: _Frame, token: re.Match[str]) -> Iterator[Message]:
        if len(self.frames) > _DEPTH_LIMIT:
            raise SourceError(f"This PHP is nested more than {_DEPTH_LIMIT} levels deep.", Span(*token.span()))
        opening, path, named = token[0], (*frame.path, *frame.place()), (*frame.named, *frame.place())
        inner = _Frame(path, named, opening, token.start(), frame.silent)
        callee = tuple(frame.callee) if self.previous == "name" else ()
        if opening == "{":
            scope = (frame.scope,) if frame.scope else ()
            inner.path, inner.named = (*path, *scope), (*named, *scope)
            yield from self.finish()
            frame.scope = None
        elif opening == "[":
            inner.silent = frame.silent or self.previous in {"name", "]", ")"}
            inner.index = 0
        elif callee and callee[-1].lower() in _CONTROL:
            inner.silent = True
        elif callee == ("array",):
            inner.index = 0
        elif callee and not frame.scope:
            inner.path, inner.named, inner.index = (*path, *callee), callee, 0
        elif frame.scope:
            inner.path, inner.named = (*path, frame.scope), (*named, frame.scope)
        self.frames.append(inner)

    def close(self, token: re.Match[str]) -> Iterator[Message]:
        frame = self.frames[-1]
        if len(self.frames) == 1 or _CLOSING[frame.opening] != token[0]:
            raise SourceError(f"This {token[0]!r} closes nothing.", Span(*token.span()))
        yield from self.finish()
        self.frames.pop()
        outer = self.frames[-1]
        if frame.opening == "{":
            outer.restart()
        else:
            outer.items.append(_Other(frame.start, token.end()))

    def finish(self) -> Iterator[Message]:
        """The end of an expression: its strings become one message, or one each where it is more than a concatenation."""
        frame = self.frames[-1]
        strings = [item for item in frame.items if isinstance(item, _String)]
        path, named = (*frame.path, *frame.place()), (*frame.named, *frame.place())
        if strings and not frame.silent and not frame.compared and self.options.wants(path, named=named):
            groups: list[list[_String | _Other]] = [frame.items] if frame.plain else [[item] for item in strings]
            for group in groups:
                yield self.message(group, path)
        frame.restart()

    def message(self, items: list[_String | _Other], path: tuple[str, ...]) -> Message:
        key = ".".join(path) or None
        pieces = [piece for item in items if isinstance(item, _String) for piece in item.pieces]
        if all(isinstance(item, _String) for item in items) and all(piece.text is not None for piece in pieces):
            start = items[0].content.start if isinstance(items[0], _String) else items[0].start
            return Message(*body_of(pieces, self.text, start).build(), key, self.options.locale)
        single = items[0] if len(items) == 1 else None
        start, end = single.content if isinstance(single, _String) else (items[0].start, items[-1].end)
        make = TreeBuilder(self.text, start)
        nodes: list[Node] = []
        for item in _merged(items):
            if isinstance(item, _String):
                nodes.append(make.pieces(item.pieces, *(item.content if item is single else (item.start, item.end))))
            else:
                nodes.append(make.placeholder(item.start, item.end, self.text[item.start : item.end].lstrip("$")))
        tree = make.sequence(nodes, start, end)
        return Message(
            self.text[start:end], SourceMap.identity(end - start, start), key, self.options.locale, text=tree
        )


def _merged(items: list[_String | _Other]) -> Iterator[_String | _Other]:
    """The operands: what stands between two strings is one."""
    open_other: _Other | None = None
    for item in items:
        if isinstance(item, _Other):
            open_other = _Other(open_other.start if open_other is not None else item.start, item.end)
            continue
        if open_other is not None:
            yield open_other
            open_other = None
        yield item
    if open_other is not None:
        yield open_other
