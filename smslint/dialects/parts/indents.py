"""The white space in front of a tag that puts in a part: Handlebars and Mustache put it in front of each line of the part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.dialects.lexing.tokens import Kind, Trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.dialects.lexing.tokens import Token


def indent(source: str, tokens: Sequence[Token], index: int) -> str:
    """The white space in front of a tag that is alone on its line and so loses it."""
    before = tokens[index - 1] if index else None
    if before is None or before.kind is not Kind.TEXT or tokens[index].left is Trim.ALL:
        return ""
    return source[max(before.shown_start, before.shown_end) : before.end].rpartition("\n")[2]


def blank_line(source: str, tokens: Sequence[Token], index: int) -> str:
    """The white space in front of a tag with only tags and white space before it on its line: mustache.js puts it in twice."""
    found = ""
    for token in reversed(tokens[:index]):
        if token.kind is Kind.TEXT:
            _, line, text = source[token.start : token.end].rpartition("\n")
            found = text + found
            if line:
                break
    return found if not found.strip() else ""


def is_behind_text(source: str, token: Token) -> bool:
    """Whether a tag is not the first thing on its line."""
    return token.start > 0 and source[token.start - 1] != "\n"
