"""How Velocity 2.4 splits a template, and the white space that its directives remove (``space.gobbling = lines``, its default).

Source: Velocity's ``Parser.jjt``. Words are ASCII. At the start of a line a directive removes the spaces before it; after its arguments the
rest of an empty line is removed for ``#if``, ``#elseif``, ``#else``, ``#foreach`` and the like, for the others and for ``#end`` only if the
directive began its line. ``##`` removes its line break, ``#* *#`` does not. Version 1.7 keeps more white space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.signed import closing
from smslint.dialects.lexing.tokens import Kind, Token
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALL: Final = r"\((?:[^()\n]|\([^()\n]{0,200}\)){0,400}\)"
_PATH: Final = rf"[A-Za-z_]\w*(?:\[[^\]\n]{{0,80}}\])*(?:\.[A-Za-z_]\w*(?:{_CALL})?(?:\[[^\]\n]{{0,80}}\])*)*"
_REFERENCE: Final = rf"\$!?(?:\{{\$?{_PATH}(?:\|[^{{}}\n]{{0,80}})?\}}|{_PATH})"
_PATTERN: Final = re.compile(
    r"(?P<open>\#\*|\#\[\[)|(?P<line>\#\#[^\r\n]*(?:\r\n?|\n|\Z))"
    rf"|(?P<slashes>(?<!\\)\\+)(?:(?P<escaped>{_REFERENCE})|\#(?:\{{(?P<braced>[A-Za-z_]\w*)\}}|(?P<bare>[A-Za-z_]\w*)))"
    rf"|(?P<output>{_REFERENCE})|(?P<quiet>\$!)(?=[^$\#{{\[A-Za-z_\r\n])"
    r"|(?P<signs>(?:(?<!\$)\$+)?)\#(?:\{(?P<inner>[A-Za-z_@]\w*)\}|(?P<word>[A-Za-z_@]\w*))",
    re.DOTALL | re.ASCII,
)
_BLANKS: Final = re.compile(r"[ \t]*\Z")
_REST: Final = re.compile(r"[ \t]*(?:\r\n?|\n)")
_SPACES: Final = re.compile(r"[ \t]*")
_SPACES_AND_BREAKS: Final = re.compile(r"[ \t\r\n]*")

BLOCKS: Final = frozenset({"if", "foreach", "macro", "define"})
ARMS: Final = frozenset({"elseif", "else"})
KNOWN: Final = BLOCKS | ARMS | {"end", "set", "parse", "include", "evaluate", "stop", "break"}
_CLOSES: Final = {"#*": "*#", "#[[": "]]#"}
_WITHOUT: Final = frozenset({"else", "end", "stop", "break"})
"""Directives without an argument."""


class _Place:
    """The state of a scan: whether the next text begins a line, and which open blocks began one."""

    def __init__(self) -> None:
        self.line_start = True
        self.blocks: list[bool] = []


class VelocityLexer(NamedTuple):
    """Finds references, directives, comments and escapes; and decides which part of the texts between them renders."""

    unify_breaks: bool = False

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, with white space already removed."""
        tokens: list[Token] = []
        place = _Place()
        last = {close: source.rfind(close) for close in _CLOSES.values()}
        at = drawn = shown = 0
        while match := _PATTERN.search(source, at):
            word = match["inner"] or match["word"]
            start, end = match.start(), _end(source, match, word, last)
            if end < 0:
                at = match.end()
                continue
            _pass_text(source, max(drawn, shown), start, place)
            text_end = shown_end = start + len(match["signs"] or "")
            rest = end
            if word:
                taken, rest = _take(source, word, match, end, place)
                if word in KNOWN:
                    shown_end = taken if text_end == start else text_end
                else:  # a macro, or text: it may or may not remove white space, so the white space is part of it
                    text_end = shown_end = max(drawn, taken) if text_end == start else text_end
                    end = rest
            else:
                place.line_start = match["line"] is not None
            _text(tokens, drawn, text_end, shown, shown_end)
            tokens.extend(_tokens(source, match, text_end, end, word))
            at = drawn = end
            shown = rest
        _text(tokens, drawn, len(source), shown, len(source))
        return tokens


def _end(source: str, match: re.Match[str], word: str | None, last: dict[str, int]) -> int:
    """The end of what a match begins, or -1 if it is text."""
    if word:
        return _directive_end(source, match, word)
    if match["open"] is not None:
        close = _CLOSES[match["open"]]
        return source.find(close, match.end()) + len(close) if last[close] >= match.end() else -1
    if match["slashes"] is None:
        return match.end()
    escaped = match["escaped"] is not None or (match["braced"] or match["bare"]) in KNOWN
    if not escaped:
        return -1
    return match.end() if len(match["slashes"]) % 2 else match.end("slashes")


def _directive_end(source: str, match: re.Match[str], word: str) -> int:
    """The end of a directive with its argument."""
    if word in _WITHOUT:
        return match.end()
    gap = _SPACES if word == "set" or word not in KNOWN else _SPACES_AND_BREAKS
    opened = gap.match(source, match.end())
    bracket = opened.end() if opened else match.end()
    return closing(source, bracket) if source[bracket : bracket + 1] == "(" else -1


def _pass_text(source: str, start: int, end: int, place: _Place) -> None:
    """Record whether a line begins after a text: spaces alone do not change that."""
    text = source[start:end]
    if text:
        line = max(text.rfind("\n"), text.rfind("\r")) + 1
        place.line_start = _BLANKS.match(text, line) is not None and (line > 0 or place.line_start)


def _take(source: str, word: str, match: re.Match[str], end: int, place: _Place) -> tuple[int, int]:
    """The white space that a directive removes: its start before and its end after the directive. Also updates the place."""
    start, began = match.start(), place.line_start
    blanks = start - len(source[:start].rstrip(" \t")) if began else 0
    alone = began and not match["signs"]
    rest = _REST.match(source, end)
    if word in BLOCKS or word.startswith("@"):
        place.blocks.append(alone)
        takes = True
        place.line_start = began and word == "if"
    elif word in ARMS:
        takes = True
    elif word == "end":
        takes = bool(place.blocks) and place.blocks.pop()
        place.line_start = False
    else:
        takes = alone or word in {"parse", "include"}
        place.line_start = False
    if not takes or rest is None:
        return start - blanks, end
    place.line_start = True
    return start - blanks, rest.end()


def _tokens(source: str, match: re.Match[str], start: int, end: int, word: str | None) -> Iterator[Token]:
    whole = Span(start, end)
    if word:
        yield Token(Kind.TAG, start, end, Span(match.start("inner") if match["inner"] else match.start("word"), end))
    elif match["output"] is not None:
        yield Token(Kind.OUTPUT, start, end, whole)
    elif match["open"] == "#[[":
        yield Token(Kind.COMMENT, start, start + 3, whole)
        if start + 3 < end - 3:
            yield Token(Kind.TEXT, start + 3, end - 3, whole, shown_start=start + 3, shown_end=end - 3)
        yield Token(Kind.COMMENT, end - 3, end, whole)
    elif match["quiet"] is not None:
        yield Token(
            Kind.ESCAPE, start, end, whole, text="$"
        )  # the sign of a quiet reference is lost if no reference follows
    elif match["slashes"] is not None:
        half = "\\" * (len(match["slashes"]) // 2)
        yield Token(Kind.ESCAPE, start, end, whole, text=half + source[match.end("slashes") : end])
    else:
        yield Token(Kind.COMMENT, start, end, whole)


def _text(tokens: list[Token], start: int, end: int, shown_start: int, shown_end: int) -> None:
    if start < end:
        span = Span(start, end)
        tokens.append(
            Token(Kind.TEXT, *span, span, shown_start=max(start, min(shown_start, end)), shown_end=min(end, shown_end))
        )
