"""Apache FreeMarker: ``${name}``, ``${name!"there"}``, ``<#if x>``, ``<#list xs as x>``; also with ``[#if x]`` after ``[#ftl]``.

Source: the FreeMarker manual, 2.3.34. Every value is assumed to be there, as FreeMarker stops at one that is missing. What macros print,
and what is in a part that changes its text, is unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape, optional
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.lexing.freemarker_lexer import FreeMarkerLexer
from smslint.text.patterns import later
from smslint.text.tree import Filter, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.span import Span
    from smslint.text.tree import Node

_NAME: Final = later(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_DEFAULT: Final = later(
    r"(?P<bracket>\()?\s*(?P<name>[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*(?(bracket)\))\s*!\s*"
    r"(?:\"(?P<double>[^\"\\$#]*)\"|'(?P<single>[^'\\$#]*)')?"
)
_ASSIGNED: Final = later(r"[<\[]#(?:assign|global|local|import)\s([^>\]]{0,200})")
_WORD: Final = later(r"(/?[#@][\w.]*)\s*(.*?)\s*/?", re.DOTALL)
_DIVIDED: Final = later(r"[<\[]#(?:sep|items)\b")
_NAMES: Final = later(r"[A-Za-z_$][\w$]*")
_SHOWN: Final = 60
_UNKNOWN: Final = (Filter("unknown"),)

_BLOCKS: Final = {
    "if": Block(Shape.BRANCH, ("/if",), ("elseif",), ("else",)),
    "list": Block(Shape.LOOP, ("/list",), (), ("else",)),
    "items": Block(Shape.LOOP, ("/items",)),
    "switch": Block(Shape.SWITCH, ("/switch",), ("case",), ("default",)),
    "attempt": Block(Shape.EITHER, ("/attempt",), (), ("recover",)),
    **{
        word: Block(Shape.UNKNOWN, (f"/{word}",))
        for word in ("compress", "escape", "noescape", "outputformat", "autoesc", "noautoesc", "foreach", "transform")
    },
}
_SILENT: Final = frozenset(("ftl", "setting", "import", "flush"))
_CAPTURES: Final = frozenset(("assign", "local", "global"))


@lru_cache(maxsize=16)
def _assigned(source: str) -> frozenset[str]:
    """The names to which a template gives values of its own."""
    return frozenset(name for each in _ASSIGNED.findall(source) for name in _NAMES.findall(each))


@lru_cache(maxsize=16)
def _is_divided(source: str) -> bool:
    return _DIVIDED.search(source) is not None


def _tag(source: str, token: Token) -> Tag:
    match = _WORD.fullmatch(source, token.body.start, token.body.end)
    if match is None:  # a template that removes white space in ways of its own
        return Tag(source[token.start : token.end][:_SHOWN], opaque=True)
    word, rest = match.groups()
    if word.startswith("/@"):
        return Tag("/@")
    if word.startswith("@"):
        empty = source.endswith("/", token.body.start, token.body.end)
        return Tag(word, rest, opaque=empty, block=None if empty else Block(Shape.UNKNOWN, ("/@",)))
    word = word.replace("#", "")
    if word in _SILENT:
        return SILENT
    if word in _CAPTURES:
        return SILENT if "=" in rest else Tag(word, rest, Block(Shape.SILENT, (f"/{word}",)))
    if word == "list" and _is_divided(source):
        return Tag(word, rest, Block(Shape.UNKNOWN, ("/list",), (), ("else",)))
    if word in {"list", "items"}:
        return Tag(word, rest.rpartition(" as ")[0].strip() or rest)
    if word in {"sep", "/sep"}:
        return SILENT
    return Tag(
        word, rest, opaque=word not in {"elseif", "else", "case", "default", "recover"} and not word.startswith("/")
    )


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end].strip()
    if not code and source[tag.start] not in "$#":  # white space next to tags
        return (optional(Sequence((Literal(source[tag.start : tag.end], tag),), tag), "the tags of the line"),)
    known = _assigned(source)
    if source[tag.start] == "#":
        return (Placeholder(code, tag, _UNKNOWN),)
    if _NAME.fullmatch(code) is not None:
        return (Placeholder(code, tag, _UNKNOWN if code.partition(".")[0] in known else ()),)
    match = _DEFAULT.fullmatch(code)
    if match is None or match["name"].partition(".")[0] in known:
        return (Placeholder(code, tag, _UNKNOWN),)
    return (Placeholder(match["name"], tag, (Filter("default", (match["double"] or match["single"] or "",)),)),)


FREEMARKER: Final = Grammar(
    lexer=FreeMarkerLexer(),
    blocks=_BLOCKS,
    tag=_tag,
    output=_output,
    falls_through=True,
    one_last_arm=True,
    unknown_ends="/",
)
