"""Liquid. Source: its documentation of white space control and template tags."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.comparisons import FILLED, PRESENT
from smslint.dialects.conditions import Conditions
from smslint.dialects.curly import (
    ASSIGNING,
    blocks,
    conditions,
)
from smslint.dialects.expression import Reader
from smslint.dialects.grammar import Grammar
from smslint.dialects.lexer import Lexer
from smslint.dialects.lookup import effect_in
from smslint.dialects.shapes import Shape
from smslint.dialects.strings import verbatim
from smslint.dialects.tags import SILENT, Block, Tag, word_tag
from smslint.dialects.tokens import Kind, Mark, Raw, Token, Trim
from smslint.text.condition import Not
from smslint.text.patterns import later
from smslint.text.tree import Filter, Placeholder

if TYPE_CHECKING:
    from smslint.span import Span
    from smslint.text.tree import Node


_LIQUID_TOKEN: Final = later(r"\{%-?\s*(\w*).*?%\}|\{\{.*?\}\}?", re.DOTALL)
_LIQUID_ENDRAW: Final = later(r"\{%-?\s*endraw\b(?:(?!\{%).)*?%\}", re.DOTALL)


def _liquid_endraw(source: str, token: Token) -> re.Match[str] | None:
    return _LIQUID_ENDRAW.search(source, token.end)


def _liquid_endcomment(source: str, token: Token) -> re.Match[str] | None:
    """Comments may be nested, and a raw block inside one is skipped."""
    depth, at = 1, token.end
    while match := _LIQUID_TOKEN.search(source, at):
        at = match.end()
        if match[1] == "raw":
            end = _LIQUID_ENDRAW.search(source, at)
            at = end.end() if end else len(source)
        depth += {"comment": 1, "endcomment": -1}.get(match[1] or "", 0)
        if depth == 0:
            return match
    return None


def _hash_tag(source: str, token: Token) -> Tag:
    """``{% # a comment %}``, with or without the space."""
    tag = word_tag(source, token)
    return SILENT if tag.word.startswith("#") else tag


_LIQUID_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({"true": True, "false": False, "nil": False, "null": False}),
    false=(),
    string=verbatim,
    no=(),
    backwards=True,
    brackets=False,
    counts=("size",),
    states=MappingProxyType({"== blank": Not(PRESENT), "== empty": Not(FILLED)}),
    contains="contains",
)
_LIQUID_READER: Final = Reader(effect_in("liquid"), string=verbatim)
_LIQUID_KEY: Final = re.compile(r"""\[\s*(['"])(?:size|first|last)\1\s*\]""")
"""A key of this name in brackets: to Liquid it is not the property of a text, as it is after a dot."""
_BRAZE: Final = later(r"(\s*)((?:[A-Za-z_]\w*\.)?)\$\{([A-Za-z_]\w*)\}")


def _liquid_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """An output; Braze writes the name of an attribute as ``${name}``."""
    match = _BRAZE.match(source, body.start, body.end)
    if match is not None:
        if match[2] == "content_blocks.":
            return (Placeholder(source[body.start : body.end].strip(), tag, opaque=True),)
        name = match[1] + match[2] + match[3]
        source = source[: body.start] + name.ljust(len(match[0])) + source[match.end() :]
    if _LIQUID_KEY.search(source, body.start, body.end):
        return (Placeholder(source[body.start : body.end].strip(), tag, (Filter("unknown"),)),)
    return _LIQUID_READER.output(source, tag, body)


LIQUID: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.OUTPUT, inner="${}"), Mark("{%", "%}", Kind.TAG)),
        trims={"-": Trim.ALL},
        blanks=" \t\r\n\f\v\0",
        # Trim markers do not affect the inside of a raw block.
        raw={"raw": Raw(Kind.ESCAPE, _liquid_endraw), "comment": Raw(Kind.COMMENT, _liquid_endcomment)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elsif",), ("else",)),
        "unless": Block(Shape.BRANCH, ("endunless",), ("elsif",), ("else",)),
        "case": Block(Shape.MATCHES, ("endcase",), ("when",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "tablerow": Block(Shape.UNKNOWN, ("endtablerow",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",)),
        **blocks(Shape.SILENT, "capture"),
    },
    inline=frozenset({"raw", "endraw", "comment", "endcomment", "assign"}),
    opaque=frozenset({"include", "render", "cycle", "increment", "decrement", "echo", "liquid"}),
    tag=_hash_tag,
    condition=conditions(_LIQUID_CONDITIONS),
    assigning=ASSIGNING,
    assigns="liquid",
    output=_liquid_output,
    drops_blank=frozenset({"if", "unless", "case", "for"}),
    stops=frozenset({"abort_message"}),
)
