"""PHP source: Laravel language files, seeders, constants, returned texts and arguments.

A tokenizer that follows array keys, assignments, functions and calls. Concatenation with ``.`` is one message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.escapes import C_LIKE, harmless, through
from smslint.sources.expression import body_of
from smslint.sources.php_expressions import TRANSLATED, Item, Mark, Other, String, groups, holds_text, message, resolve
from smslint.sources.php_strings import heredoc, quoted
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("#", "//"), comments.C_BLOCK)
MANY_STRINGS = False

_DEPTH_LIMIT = 1000
_OPEN_TAG = re.compile(r"<\?(?:php\b|=)?", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<gap>\s++|//(?:[^\r\n?]|\?(?!>))*+|#(?!\[)(?:[^\r\n?]|\?(?!>))*+|/\*(?:[^*]|\*(?!/))*+\*/)|(?P<endless>/\*)"
    r"|(?P<close_tag>\?>)"
    r"|(?P<heredoc><<<[ \t]*(?P<mark>[\"']?)(?P<word>[A-Za-z_]\w*+)(?P=mark)(?:\r\n|[\r\n]))"
    r"|(?P<string>['\"])"
    r"|(?P<name>\$?[A-Za-z_\\\x80-\U0010ffff][\w\\\x80-\U0010ffff]*+)"
    r"|(?P<arrow>=>)|(?P<member>\?->|->|::)"
    r"|(?P<comparison>[=!]==?|<=>|<=|>=|[<>](?![<>=]))"
    r"|(?P<assign>\?\?=|[-+*/%&|^]=|=)|(?P<append>\.=)"
    r"|(?P<number>\d[\w.]*+)"
    r"|(?P<choice>\?\?|\?:|[?:])"
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


@dataclass(slots=True)
class _OpenBracket:
    """An open array, call, subscript, group or block, and the current expression in it."""

    path: tuple[str, ...]
    named: tuple[str, ...]
    opening: str = "{"
    start: int = 0
    silent: bool = False
    """Strings in it are not texts: conditions, subscripts."""
    key: tuple[str, ...] = ()
    index: int | None = None
    items: list[Item] = field(default_factory=list)
    conditions: int = 0
    """How many ``?`` still wait for their ``:``."""
    callee: list[str] = field(default_factory=list)
    group: bool = False
    """Whether it is only a pair of parentheses."""
    scope: str | None = None
    """The function or class whose block opens next."""

    def restart(self) -> None:
        self.key, self.items, self.conditions, self.callee = (), [], 0, []

    def is_domain(self) -> bool:
        """Whether this is an argument of a function that translates, after its texts."""
        texts = TRANSLATED.get(self.named[-1]) if self.opening == "(" and self.named else None
        return texts is not None and self.index is not None and self.index >= texts

    def place(self) -> tuple[str, ...]:
        return self.key or ((str(self.index),) if self.index is not None else ())


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string, with the path of functions, variables, calls and keys that leads to it.

    :raises SourceError: when a string, a comment, a heredoc, an array or a block never ends.
    """
    yield from _PhpReader(text, options).run()


class _PhpReader:
    def __init__(self, text: str, options: Options) -> None:
        self.text = text
        self.options = options
        self.frames = [_OpenBracket((), ())]
        self.previous = ""
        self.scope_word = ""

    def run(self) -> Iterator[Message]:
        opening = _OPEN_TAG.search(self.text)
        at = opening.end() if opening is not None else len(self.text)
        while at < len(self.text) and (token := _TOKEN.match(self.text, at)) is not None:
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
                opening = _OPEN_TAG.search(self.text, at)
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
        operand = kind == "number" or (kind == "name" and token[0] not in _WORDS)
        self.previous = "name" if operand else token[0]

    def choice(self, frame: _OpenBracket, token: re.Match[str]) -> None:
        written = token[0]
        if written != ":" or frame.conditions:
            frame.items.append(Mark(*token.span(), written))
            frame.conditions += {"?": 1, ":": -1}.get(written, 0)
        else:  # a named argument, a case, a label, a return type
            frame.key = tuple(frame.callee[-1:]) if frame.index is not None else ()
            frame.items, frame.conditions = [], 0
        frame.callee = []

    def name(self, frame: _OpenBracket, token: re.Match[str]) -> None:
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
        frame.items.append(Other(*token.span()))

    def key_text(self, frame: _OpenBracket, end: int) -> str:
        if len(frame.items) == 1 and isinstance(frame.items[0], String):
            item = frame.items[0]
            return body_of(item.pieces, self.text, item.start).build()[0]
        return self.text[frame.items[0].start : end].strip() if frame.items else ""

    def open(self, frame: _OpenBracket, token: re.Match[str]) -> Iterator[Message]:
        if len(self.frames) > _DEPTH_LIMIT:
            raise SourceError(f"This PHP is nested more than {_DEPTH_LIMIT} levels deep.", Span(*token.span()))
        opening, path, named = token[0], (*frame.path, *frame.place()), (*frame.named, *frame.place())
        inner = _OpenBracket(path, named, opening, token.start(), frame.silent)
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
        elif not frame.scope:
            inner.group = True
        else:
            inner.path, inner.named = (*path, frame.scope), (*named, frame.scope)
        self.frames.append(inner)

    def close(self, token: re.Match[str]) -> Iterator[Message]:
        frame = self.frames[-1]
        if len(self.frames) == 1 or _CLOSING[frame.opening] != token[0]:
            raise SourceError(f"This {token[0]!r} closes nothing.", Span(*token.span()))
        outer = self.frames[-2]
        items = resolve(frame.items, self.text) if frame.group else []
        if not holds_text(items):
            yield from self.finish()
            items = [Other(frame.start, token.end())]
        self.frames.pop()
        if frame.opening == "{":
            outer.restart()
        else:
            outer.items.extend(items)

    def finish(self) -> Iterator[Message]:
        """The end of an expression: its strings become one message, or one message each if it is more than a concatenation."""
        frame = self.frames[-1]
        path, named = (*frame.path, *frame.place()), (*frame.named, *frame.place())
        items = resolve(frame.items, self.text)
        if holds_text(items) and not frame.silent and not frame.is_domain() and self.options.wants(path, named=named):
            for group in groups(items):
                yield message(self.text, group, ".".join(path) or None, self.options.locale)
        frame.restart()


_HEREDOC = re.compile(r"<<<[ \t]*['\"]?\w+['\"]?\r?\n[ \t]*\Z")


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if _HEREDOC.search(before):
        return None if "$" in replacement or "\\" in replacement else through(replacement, {})
    if quote == '"':
        return through(replacement, {**C_LIKE, '"': '\\"', "$": "\\$"})
    if quote == "'":
        return through(replacement, {"\\": "\\\\", "'": "\\'"})
    return harmless(replacement)
