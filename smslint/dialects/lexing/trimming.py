"""The white space that tags remove: which part of the texts next to them renders."""

from __future__ import annotations

from smslint.dialects.lexing.tokens import Kind, Token, Trim
from smslint.text.patterns import later


def trim_tokens(source: str, tokens: list[Token], blanks: str | None = None) -> None:
    """Apply the trim markers to the texts next to them."""
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.left is Trim.ALONE:
            _trim_alone(source, before, after, token)
            continue
        if token.left is not Trim.NOTHING and before is not None and before.kind is Kind.TEXT:
            before.shown_end -= _trailing(source[before.shown_start : before.shown_end], token.left, blanks)
        if token.right is not Trim.NOTHING and after is not None and after.kind is Kind.TEXT:
            after.shown_start += _leading(source[after.shown_start : after.shown_end], token.right, blanks)


def _leading(text: str, trim: Trim, blanks: str | None) -> int:
    """How many characters at the start of a text a trim removes."""
    if trim is Trim.NEWLINE:
        return 2 if text.startswith("\r\n") else 1 if text.startswith("\n") else 0
    return len(text) - len(text.lstrip(blanks) if trim is Trim.ALL else text.lstrip(" \t\0\v"))


def _trailing(text: str, trim: Trim, blanks: str | None) -> int:
    """How many characters at the end of a text a trim removes."""
    if trim is Trim.ALL:
        return len(text) - len(text.rstrip(blanks))
    blank = len(text) - len(text.rstrip(" \t\0\v"))
    if trim is Trim.INDENT and blank < len(text) and text[len(text) - blank - 1] not in "\r\n":
        return 0
    return blank


def _trim_alone(source: str, before: Token | None, after: Token | None, token: Token) -> None:
    """Remove the line of a tag that is alone on it: its indentation and its line break."""
    line_start = max(source.rfind("\n", 0, token.start), source.rfind("\r", 0, token.start)) + 1
    if before is not None and (line_start < before.start or before.kind is not Kind.TEXT) and line_start < token.start:
        return
    if source[line_start : token.start].strip(" \t"):
        return
    match = _REST_OF_LINE.match(source, token.end)
    if match is None:
        return
    if after is not None and after.kind is Kind.TEXT:
        after.shown_start = max(after.shown_start, min(match.end(), after.end))
    elif match.end() > token.end:
        return
    if before is not None and before.kind is Kind.TEXT and line_start < token.start:
        before.shown_end = max(before.shown_start, min(before.shown_end, line_start))


_REST_OF_LINE = later(r"[ \t]*(?:\r\n|\n|\Z)")
