"""Twig. Source: Twig for template designers (the first line break after a tag is removed)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from smslint.dialects.blocks import placing
from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag
from smslint.dialects.curly import (
    ASSIGNING,
    COMMENT,
    OUTPUT,
    TAG,
    blocks,
    conditions,
    raw_until,
    set_tag,
    unless_unread,
)
from smslint.dialects.expressions.comparisons import DEFINED, FILLED
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.strings import php_string, unified
from smslint.dialects.lexing.tokens import Token, Trim
from smslint.records import replace
from smslint.span import Span
from smslint.text.condition import Compared, Not
from smslint.text.patterns import later

_SHORT_BLOCK: Final = later(r"\s*block\s+\w++\s*(?=\S)")


def _check(source: str, tokens: list[Token]) -> None:
    """Refuse what Twig cannot compile. Most messages have only names in braces, and do not come here."""
    from smslint.dialects.syntax.twig_tags import check

    check(source, tokens)


def _twig_tag(source: str, token: Token) -> Tag:
    """Like Jinja, and ``{% block title expression %}``, which has no end.

    Inside ``with ... only`` no other name has a value, and inside a ``with`` of anything but a hash each name may have another.
    """
    short = _SHORT_BLOCK.match(source, token.body.start, token.body.end)
    if short:
        return Tag("block", output=Span(short.end(), token.body.end))
    tag = set_tag(source, token)
    if tag.word == "with" and not _is_hash(tag.rest):
        return tag._replace(block=Block(Shape.UNKNOWN, ("endwith",)))
    return unless_unread(tag, "twig")


def _is_hash(code: str) -> bool:
    """Whether the code of a ``with`` is one hash, or nothing."""
    from smslint.dialects.lexing.words import words

    found = words(code, 0, len(code))
    return not found or (
        found[0].text == "{" and [each.depth for each in found].count(0) == 2 and found[-1].text == "}"
    )


_twig_string = unified(php_string)
_TWIG_VALUES: Final = Reader(effect_in("twig"), fallback={"??": False, "?:": True}, string=_twig_string, inserts="php")
_TWIG_PRINTED: Final = MappingProxyType(
    {word: "1" if each == "true" else "" for each in ("true", "false", "null", "none") for word in (each, each.upper())}
)
_TWIG_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({"true": True, "false": False, "none": False, "null": False}),
    value=_TWIG_VALUES.value,
    comparing=MappingProxyType({"same as": "===", "divisible by": "divisible"}),
    false=("", "0"),
    string=_twig_string,
    states=MappingProxyType(
        {
            "defined": DEFINED,
            "null": Not(DEFINED),
            "none": Not(DEFINED),
            "empty": Not(FILLED),
            "odd": Compared("", "odd", 2, reads="php"),
            "even": Compared("", "even", 2, reads="php"),
        }
    ),
    ends=MappingProxyType({"starts with": "starts", "ends with": "ends", "matches ": "matches"}),
    contains="in",
    lists=True,
    loose=True,
)
TWIG: Final = Grammar(
    lexer=Lexer(
        (
            replace(OUTPUT, interpolates=True),
            replace(TAG, interpolates=True, right=Trim.NEWLINE),
            replace(COMMENT, right=Trim.NEWLINE),
        ),
        trims={"-": Trim.ALL, "~": Trim.LINE},
        blanks=" \t\r\n\0\v",
        raw={word: raw_until(word, "-~", r"[ \t\n\v\f\r]") for word in ("verbatim", "raw")},
        unify_breaks=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "trans": Block(Shape.EITHER, ("endtrans",), (), ("plural",)),
        **blocks(Shape.ONCE, "block", "with", "autoescape", "sandbox", "cache"),
        **blocks(Shape.SILENT, "macro", "set"),
        **blocks(Shape.UNKNOWN, "apply", "filter", "embed", "spaceless"),
    },
    inline=frozenset(
        {"verbatim", "endverbatim", "raw", "endraw", "import", "from", "do", "flush", "deprecated", "types"}
    ),
    opaque=frozenset({"include", "use"}),
    parents=frozenset({"extends"}),
    placing=placing.TWIG,
    syntax=_check,
    one_last_arm=True,
    tag=_twig_tag,
    condition=conditions(_TWIG_CONDITIONS),
    assigning=ASSIGNING,
    assigns="twig",
    filtering=MappingProxyType({"apply": _TWIG_VALUES.chain}),
    texts=frozenset({"parent(", "block(", "include(", "source("}),
    output=_TWIG_VALUES._replace(
        condition=_TWIG_CONDITIONS.test,
        conditional="?",
        concatenation=("~",),
        constants=_TWIG_PRINTED,
    ).output,
)
