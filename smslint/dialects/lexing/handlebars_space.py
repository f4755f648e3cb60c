"""The white space that Handlebars removes: next to ``~``, and on lines with only one tag.

It follows Handlebars' own ``WhitespaceControl`` step by step, because there a "standalone" line depends on how its statements
are nested, on their order, and on what earlier steps have removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import Token, Trim
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACE: Final = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space in JavaScript."""


class Role(Enum):
    """The role of a token for the white space next to it."""

    CONTENT = "content"
    MUSTACHE = "mustache"
    INLINE = "inline"
    """A comment or a partial: it may be alone on its line."""
    RAW = "raw"
    BLOCK = "block"
    INVERTED = "inverted"
    ELSE = "else"
    CHAIN = "chain"
    """``{{else if x}}``"""
    END = "end"
    NOTHING = "nothing"
    """Not a statement (the backslash of an escaped tag)."""


@dataclass(slots=True, eq=False, repr=False)
class _Statement:
    """A statement, and the sides on which it removes white space."""

    token: Token | None = None
    """Only for content."""
    original: str = ""
    before: bool = False
    behind: bool = False
    inline: bool = False
    opens_line: bool = False
    closes_line: bool = False
    first: list[_Statement] = field(default_factory=list)
    last: list[_Statement] = field(default_factory=list)
    left_stripped: bool = False
    right_stripped: bool = False


@dataclass(slots=True, eq=False, repr=False)
class _Section:
    """A tag of an open block, and the statements after it."""

    token: Token
    role: Role
    body: list[_Statement] = field(default_factory=list)


def trim(source: str, tokens: list[Token], role_of: Callable[[str, Token], Role]) -> None:
    """Set the part of each text that renders."""
    root = _Section(Token(tokens[0].kind, 0, 0, Span(0, 0)), Role.BLOCK) if tokens else None
    if root is None:
        return
    stack: list[list[_Section]] = [[root]]
    for token in tokens:
        role = role_of(source, token)
        body = stack[-1][-1].body
        match role:
            case Role.NOTHING:
                pass
            case Role.CONTENT:
                body.append(_Statement(token, source[token.start : token.end]))
            case Role.BLOCK | Role.INVERTED:
                stack.append([_Section(token, role)])
            case Role.ELSE | Role.CHAIN if len(stack) > 1:
                stack[-1].append(_Section(token, role))
            case Role.END if len(stack) > 1:
                block = _closed(stack.pop(), token)
                stack[-1][-1].body.append(block)
            case Role.RAW:
                body.append(_raw(source, token))
            case _:
                strip = _Statement(inline=role is Role.INLINE)
                strip.before, strip.behind = token.left is Trim.ALL, token.right is Trim.ALL
                body.append(strip)
    for sections in stack:
        for section in sections:
            _program(section.body, root=section is root)


def _raw(source: str, token: Token) -> _Statement:
    content = source[token.body.start : token.body.end]
    inner = [_Statement(None, content)] if content else []
    return _Statement(opens_line=bool(inner) and _leads(content), closes_line=bool(inner) and _trails(content))


def _closed(sections: list[_Section], end: Token) -> _Statement:
    """A complete block: its sections from the last to the first, each inside the one before it."""
    for section in sections:
        _program(section.body, root=False)
    if sections[0].role is Role.INVERTED and len(sections) > 1:
        first, second = sections[0], sections[1]
        return _block(first.token, second.body, second.token, first.body, end, chained=False)
    made = _Statement()
    for index in reversed(range(len(sections))):
        section = sections[index]
        further = sections[index + 1] if index + 1 < len(sections) else None
        if index and section.role is not Role.CHAIN:
            continue
        made = _block(
            section.token,
            section.body,
            further.token if further else None,
            further.body if further else None,
            end if index < 2 else section.token,
            chained=further is not None and further.role is Role.CHAIN,
        )
    return made


def _block(
    opened: Token,
    program: list[_Statement],
    middle: Token | None,
    inverse: list[_Statement] | None,
    end: Token,
    *,
    chained: bool,
) -> _Statement:
    made = _Statement(
        before=opened.left is Trim.ALL,
        behind=end.right is Trim.ALL,
        opens_line=_next_is_space(program, -1, root=False),
        closes_line=_previous_is_space(program if inverse is None else inverse, None, root=False),
        first=program,
        last=program if inverse is None else [] if chained else inverse,
    )
    if opened.right is Trim.ALL:
        _omit_right(program, -1, every=True)
    if inverse is not None and middle is not None:
        if middle.left is Trim.ALL:
            _omit_left(program, len(program), every=True)
        if middle.right is Trim.ALL:
            _omit_right(inverse, -1, every=True)
        if end.left is Trim.ALL:
            _omit_left(inverse, len(inverse), every=True)
        if _previous_is_space(program, None, root=False) and _next_is_space(inverse, -1, root=False):
            _omit_left(program, len(program))
            _omit_right(inverse, -1)
    elif end.left is Trim.ALL:
        _omit_left(program, len(program), every=True)
    return made


def _program(body: list[_Statement], *, root: bool) -> None:
    for index, statement in enumerate(body):
        if statement.token is not None:
            continue
        previous = _previous_is_space(body, index, root=root)
        following = _next_is_space(body, index, root=root)
        if statement.behind:
            _omit_right(body, index, every=True)
        if statement.before:
            _omit_left(body, index, every=True)
        if statement.inline and previous and following:
            _omit_right(body, index)
            _omit_left(body, index)
        if statement.opens_line and previous:
            _omit_right(statement.first, -1)
            _omit_left(body, index)
        if statement.closes_line and following:
            _omit_right(body, index)
            _omit_left(statement.last, len(statement.last))


def _leads(text: str) -> bool:
    """Whether the white space at the start of a text contains a line break."""
    return "\n" in text[: len(text) - len(text.lstrip(_SPACE))]


def _trails(text: str) -> bool:
    return "\n" in text[len(text.rstrip(_SPACE)) :]


def _previous_is_space(body: list[_Statement], index: int | None, *, root: bool) -> bool:
    at = (len(body) if index is None else index) - 1
    if at < 0:
        return root
    if body[at].token is None:
        return False
    return _trails(body[at].original) or (root and at == 0 and not body[at].original.strip(_SPACE))


def _next_is_space(body: list[_Statement], index: int, *, root: bool) -> bool:
    at = index + 1
    if at >= len(body):
        return root
    if body[at].token is None:
        return False
    return _leads(body[at].original) or (root and at == len(body) - 1 and not body[at].original.strip(_SPACE))


def _omit_right(body: list[_Statement], index: int, *, every: bool = False) -> None:
    """Remove white space at the start of the content after a statement: all of it, or the rest of the line."""
    statement = body[index + 1] if index + 1 < len(body) else None
    if statement is None or statement.token is None or (statement.right_stripped and not every):
        return
    token = statement.token
    text = _shown(statement)
    if every:
        dropped = len(text) - len(text.lstrip(_SPACE))
    else:
        rest = text.lstrip(" \t")
        dropped = len(text) - len(rest) + (2 if rest.startswith("\r\n") else rest[:1] in {"\r", "\n"})
    token.shown_start += dropped
    statement.right_stripped = dropped > 0


def _omit_left(body: list[_Statement], index: int, *, every: bool = False) -> None:
    """Remove white space at the end of the content before a statement: all of it, or the indentation."""
    statement = body[index - 1] if index > 0 else None
    if statement is None or statement.token is None or (statement.left_stripped and not every):
        return
    text = _shown(statement)
    dropped = len(text) - len(text.rstrip(_SPACE if every else " \t"))
    statement.token.shown_end -= dropped
    statement.left_stripped = dropped > 0


def _shown(statement: _Statement) -> str:
    assert statement.token is not None
    start = statement.token.start
    return statement.original[statement.token.shown_start - start : statement.token.shown_end - start]
