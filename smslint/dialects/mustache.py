"""Mustache: sections, and tags that remove their whole line if they are alone on it.

Source: the Mustache specification (sections, inverted sections, standalone tags, inheritance). A block of a parent (``{{$title}}``)
renders its own text here; the effect of a parent (``{{<parent}}``) on its blocks is unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.tokens import Kind, Mark, Token, Trim, text_token
from smslint.dialects.lexing.trimming import trim_tokens
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.condition import Not, Truth
from smslint.text.patterns import later
from smslint.text.tree import RAW, Call, Filter, Node, Placeholder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smslint.text.condition import Test

_PATH: Final = re.compile(r"[\w@$.\-/]+")
_STANDALONE: Final = re.compile(r"\s*(?:[#^/>!=$<])")
_COMMENT: Final = re.compile("")


def output(
    source: str, tag: Span, body: Span, path: Callable[[str], str] = lambda code: _name(code)
) -> tuple[Node, ...]:
    """A path is a placeholder; a helper call with arguments is a placeholder with an unknown value.

    :param path: gives the name that a path means, or an empty text if the code is more than a path.
    """
    code = source[body.start : body.end].strip()
    name = path(code.removeprefix("&").strip())
    if name:
        raw = code.startswith("&") or source.startswith(("{{{", "{{~{"), tag.start)
        return (Placeholder(name, tag, calls=(Call(RAW),) if raw else ()),)
    return (Placeholder(code, tag, (Filter("unknown"),)),)


def _name(code: str) -> str:
    return code.replace("/", ".") if _PATH.fullmatch(code) else ""


def _mustache_condition(_opened: Tag, arm: Tag) -> Test | None:
    """A section and an inverted one: an empty text is false, every other text is true."""
    return _truth(arm.rest, negated=arm.word[:1] == "^")


def _truth(code: str, *, negated: bool) -> Test | None:
    name = _name(code.strip())
    if not name or name in {"true", "false", "null", "undefined", "."} or name.isdigit():
        return None
    return Not(Truth(name)) if negated else Truth(name)


def _mustache_tag(source: str, token: Token) -> Tag | None:
    if token.body.start == token.start:
        return Tag(_change(source), opaque=True)
    code = source[token.body.start : token.body.end].strip()
    sign, name = code[:1], code[1:].strip()
    match sign:
        case "#":
            return Tag(f"#{name}", name, Block(Shape.SECTION, (f"/{name}",)))
        case "$":
            return Tag(f"${name}", name, Block(Shape.ONCE, (f"/{name}",)))
        case "<" if name in _closed(source):
            return Tag(f"<{name}", "", Block(Shape.UNKNOWN, (f"/{name}",)))
        case "<":
            return Tag(code, opaque=True)  # to an engine without parents it is a name
        case "^":
            return Tag(f"^{name}", name, Block(Shape.BRANCH, (f"/{name}",)))
        case "/":
            return Tag(f"/{name}")
        case ">":
            return Tag(">", name, opaque=True)
        case "{":
            raise TemplateError(
                "white space is between the braces here, which engines read in different ways",
                Span(token.start, token.end),
            )
        case "=":
            raise TemplateError("this is no pair of new delimiters", Span(token.start, token.end))
    return None


_CLOSED: Final = later(r"/\s*([^\s/{}%<>=][^/{}%<>=]*)")


@lru_cache(maxsize=1)
def _closed(source: str) -> frozenset[str]:
    """The names that an end may have."""
    return frozenset(map(str.rstrip, _CLOSED.findall(source)))


_NEW: Final = later(r"\{\{\s*=\s*[^\s=]+\s+[^\s=][^=]*=(?:\s*\}\})?")


def _change(source: str) -> str:
    """The tag that gives the delimiters of what follows; empty if there is none."""
    at = source.find("{{")
    while at >= 0:
        if match := _NEW.match(source, at):
            return match[0]
        close = "}}}" if source.startswith("{{{", at) else "}}"
        end = source.find(close, at)
        at = source.find("{{", end) if end >= 0 else -1
    return ""


_LEXER: Final = Lexer(
    (
        Mark("{{{", "}}}", Kind.OUTPUT),
        Mark("{{!", "}}", Kind.COMMENT, alone=_COMMENT),
        Mark("{{", "}}", Kind.TAG, alone=_STANDALONE),
    )
)


_PAIR: Final = later(r"\s*=\s*([^\s=]+)\s+([^\s=]+)\s*=\s*")
"""The code of a tag that gives other delimiters."""


_FIRST: Final = later(r"\s*(\S?)")


class _Unread(Exception):
    """Engines read a tag in different ways."""


def _changing(source: str) -> Iterator[Token]:
    """The tokens of a source that changes its delimiters: each change holds up to the next one.

    :raises TemplateError: at a delimiter that is never closed.
    :raises _Unread: as it says.
    """
    opening, closing = "{{", "}}"
    at = 0
    while (start := source.find(opening, at)) >= 0:
        if at < start:
            yield text_token(at, start)
        body = start + len(opening)
        kind, close = Kind.TAG, closing
        first = _FIRST.match(source, body)
        code = first[1] if first is not None else ""
        if code == "{":
            if opening != "{{" or not source.startswith("{", body):
                raise _Unread
            body, kind, close = body + 1, Kind.OUTPUT, "}}}"
        elif code == "!":
            kind = Kind.COMMENT
        pair = _PAIR.match(source, body) if code == "=" else None
        end = source.find(close, body) if pair is None else pair.end()
        if end < 0:
            raise TemplateError(f"{opening!r} is never closed by {close!r}", Span(start, start + len(opening)))
        if code == "=":
            if pair is None or not source.startswith(close, end):
                raise _Unread
            kind, opening, closing = Kind.COMMENT, pair[1], pair[2]
        alone = kind is Kind.COMMENT or (kind is Kind.TAG and _STANDALONE.match(source, body, end) is not None)
        trim = Trim.ALONE if alone else Trim.NOTHING
        at = end + len(close)
        yield Token(kind, start, at, Span(body, end), left=trim, right=trim)
    if at < len(source):
        yield text_token(at, len(source))


class MustacheLexer(NamedTuple):
    """The tokens of a source; one that changes its delimiters in a way that engines read differently is one token, of which nothing is known."""

    unify_breaks: bool = False

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source.

        :raises TemplateError: at a delimiter that is never closed.
        """
        if not _change(source):
            return _LEXER.lex(source)
        try:
            tokens = list(_changing(source))
        except _Unread:
            whole = Span(0, len(source))
            return [Token(Kind.TAG, *whole, whole)]
        trim_tokens(source, tokens)
        return tokens


MUSTACHE: Final = Grammar(
    lexer=MustacheLexer(),
    tag=_mustache_tag,
    output=output,
    condition=_mustache_condition,
)
