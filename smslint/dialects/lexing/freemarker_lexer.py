"""The tokens of FreeMarker: tags in angle or square brackets, interpolations, comments, and the lines that have a tag alone.

Source: the FreeMarker manual, "The template" and "White-space handling". A template is written with ``[#...]`` if it begins with ``[#ftl``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.lexing.tokens import Kind, Token, text_token
from smslint.errors import TemplateError
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING: Final = r"r?\"(?:[^\"\\]++|\\.)*+\"|r?'(?:[^'\\]++|\\.)*+'"
_ROUND: Final = rf"\((?:[^()\"']++|{_STRING}|\((?:[^()\"']++|{_STRING}|\((?:[^()\"']++|{_STRING})*+\))*+\))*+\)"
_CURLY: Final = rf"\{{(?:[^{{}}\"']++|{_STRING}|\{{(?:[^{{}}\"']++|{_STRING})*+\}})*+\}}"


def _pattern(open_: str, close: str) -> re.Pattern[str]:
    """The pattern of one kind of brackets."""
    return re.compile(
        rf"{open_}#--(?P<comment>.*?)--{close}|{open_}#noparse\s*{close}(?P<escape>.*?){open_}/#noparse\s*{close}|(?P<endless>{open_}#noparse\s*{close})"
        rf"|{open_}(?P<tag>/?[#@](?:[A-Za-z_]|(?<=/@)(?={close}))(?:[^{close}\"'()]++|{_STRING}|{_ROUND})*+){close}"
        rf"|[$#](?P<output>{_CURLY})|(?P<refused>{open_}(?:#--|/?[#@][A-Za-z_])|\$\{{|\#\{{)",
        re.DOTALL,
    )


_TRIMMED: Final = re.compile(r"[<\[]#(?:(?:t|lt|rt|nt)\s*/?[>\]]|(?:macro|function)\b|ftl\b[^>\]]*strip_)")
"""White space that is removed in ways of its own."""
_ANGLE: Final = _pattern("<", ">")
_SQUARE: Final = _pattern(r"\[", r"\]")
_KINDS: Final = {"comment": Kind.COMMENT, "escape": Kind.ESCAPE, "tag": Kind.TAG, "output": Kind.OUTPUT}


class FreeMarkerLexer(NamedTuple):
    """The lexer. Line breaks stay as they are; a template that removes white space in ways of its own is one tag."""

    unify_breaks: bool = False

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source, without the white space of lines that have only a tag.

        :raises TemplateError: at a tag or an interpolation that is never closed.
        """
        if _TRIMMED.search(source) is not None:
            return [Token(Kind.TAG, 0, len(source), Span(0, len(source)))]
        tokens = list(_tokens(source))
        lines = _lines(source, tokens)
        return [part for token in tokens for part in _divided(token, lines)]


_LEAF: Final = re.compile(r"#(?:assign|local|global)\b[^\n]*=|/#(?:assign|local|global)\b|#(?:setting|import|flush)\b")
_CAPTURE: Final = re.compile(r"/#(?:assign|local|global)\b")
"""A text that does not render where it is written."""
_REST: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)")


class _Lines(NamedTuple):
    """The white space next to tags, on their lines."""

    before: dict[int, int]
    """That before tags, its starts by its ends."""
    after: dict[int, tuple[int, bool]]
    """That after tags, its ends by its starts, and whether it surely does not render: where the tag is all that its line has."""


def _lines(source: str, tokens: list[Token]) -> _Lines:
    """The white space that FreeMarker may remove: the indentation of tags, and the rest of a line of tags, or of one that ends in a tag
    which prints nothing. What it does with the lines of several tags depends on what is in them."""
    found = _Lines({}, {})
    has_text, tags, line = False, 0, 0
    captures = _CAPTURE.search(source) is not None
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind is Kind.TEXT:
            text = source[token.start : token.end]
            cut = max(text.rfind("\n"), text.rfind("\r")) + 1
            if cut:
                has_text, tags, line = False, 0, token.start + cut
            has_text = has_text or bool(text[cut:].strip(" \t"))
            if following is None and not has_text and line < token.end:
                found.before[token.end] = max(line, token.start)
        elif token.kind in {Kind.OUTPUT, Kind.ESCAPE}:
            has_text = True
        else:
            silent = _prints_nothing(source, token)
            if silent and index == 1 and not source[: token.start].strip():
                found.before[token.start] = 0
            elif not has_text and not tags and line < token.start:
                found.before[token.start] = line
            if following is not None and following.kind is Kind.TEXT:
                rest = _REST.match(source, token.end, following.end)
                if silent and following.end == len(source) and not source[token.end :].strip():
                    found.after[token.end] = following.end, False
                elif rest is not None and (captures or not has_text or silent):
                    found.after[token.end] = rest.end(), not has_text and not tags and line == token.start
            tags += 1
    return found


def _prints_nothing(source: str, token: Token) -> bool:
    return token.kind is Kind.COMMENT or _LEAF.match(source, token.body.start, token.body.end) is not None


def _divided(token: Token, lines: _Lines) -> Iterator[Token]:
    """A text without the white space that may be removed, which is an output of its own, or a comment if it surely is removed."""
    if token.kind is not Kind.TEXT:
        yield token
        return
    first, surely = lines.after.get(token.start, (token.start, False))
    last = max(first, lines.before.get(token.end, token.end))
    if token.start < first:
        yield Token(Kind.COMMENT if surely else Kind.OUTPUT, token.start, first, Span(token.start, first))
    if first < last:
        yield text_token(first, last)
    if last < token.end:
        yield Token(Kind.OUTPUT, last, token.end, Span(last, token.end))


def _tokens(source: str) -> Iterator[Token]:
    at = 0
    for match in (_SQUARE if source.lstrip().startswith("[#ftl") else _ANGLE).finditer(source):
        group = match.lastgroup or ""
        if group in {"refused", "endless"}:
            raise TemplateError(f"{match[0]!r} is never closed", Span(*match.span()))
        if at < match.start():
            yield text_token(at, match.start())
        at = match.end()
        code = Span(*match.span(group))
        if group == "output":
            code = Span(code.start + 1, code.end - 1)
        yield Token(_KINDS[group], *match.span(), code, text=match[group])
    if at < len(source):
        yield text_token(at, len(source))
