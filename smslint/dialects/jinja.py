"""Jinja. Source: the template designer documentation (white space control, raw)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import placing
from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag
from smslint.dialects.curly import (
    ASSIGNING,
    COMMENT,
    OUTPUT,
    PYTHON_CONSTANTS,
    TAG,
    blocks,
    conditions,
    raw_until,
    set_tag,
    unless_unread,
)
from smslint.dialects.expressions.comparisons import DEFINED
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import Called, effect_in
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.strings import python_string, unified
from smslint.dialects.lexing.tokens import Kind, Raw, Token, Trim
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Compared, Not
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re

    from smslint.text.condition import Test


def _jinja_tag(source: str, token: Token) -> Tag:
    tag = unless_unread(set_tag(source, token), "jinja")
    # Jinja renders no required block that another template does not fill.
    return tag._replace(block=_REQUIRED) if tag.word == "block" and _IS_REQUIRED.search(tag.rest) else tag


_REQUIRED: Final = Block(Shape.UNKNOWN, ("endblock",))
_IS_REQUIRED: Final = later(r"\srequired\s*:?\s*\Z")


_RAW: Final = raw_until("raw", "-+")
_AT_THE_END: Final = later(r"(?=(?:\r\n?|\n)?\Z)")


def _raw_end(source: str, token: Token) -> re.Match[str] | None:
    """The end of a ``raw``, which may be missing where nothing follows.

    :raises TemplateError: for one that ends in a plus: Jinja does not know such a tag.
    """
    if source[token.end - 3] == "+":
        raise TemplateError("Jinja takes no +%} at the end of 'raw'", Span(token.start, token.end))
    return _RAW.end(source, token) or _AT_THE_END.match(source, token.end)


def _check(source: str, tokens: list[Token]) -> None:
    """Refuse what Jinja cannot compile. Most messages have only names in braces, and do not come here."""
    from smslint.dialects.syntax.jinja_tags import check

    check(source, tokens)


def _own_names(tag: Tag) -> bool:
    """Whether a block of Jinja does not see what a ``with`` around it assigns."""
    return tag.word == "block" and "scoped" not in tag.rest.split()


# Jinja and Twig make every line break of a template a line feed, including those in quotes.
_jinja_string = unified(python_string)
_IS: Final[dict[str, Test]] = {
    "defined": DEFINED,
    "undefined": Not(DEFINED),
    "none": Not(DEFINED),
    "None": Not(DEFINED),
    "odd": Compared("", "odd", 2),
    "even": Compared("", "even", 2),
}
_NEVER_A_TEXT: Final = ("none", "None", "true", "True", "false", "False")
_IS.update({spelled: Not(DEFINED) for word in _NEVER_A_TEXT for spelled in (f"sameas {word}", f"sameas ( {word} )")})
_PRINTED: Final = MappingProxyType(
    {word: word.capitalize() for each in ("true", "false", "none") for word in (each, each.capitalize())}
)

_JINJA_VALUES: Final = Reader(
    effect_in("jinja"),
    fallback={"or": True},
    methods=Called("jinja"),
    string=_jinja_string,
)
_JINJA_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({**PYTHON_CONSTANTS, "true": True, "false": False, "none": False}),
    value=_JINJA_VALUES.value,
    lists=True,
    string=_jinja_string,
    states=MappingProxyType(_IS),
    contains="in",
    comparing=MappingProxyType(
        {
            **dict.fromkeys(("equalto", "eq", "=="), "=="),
            **dict.fromkeys(("ne", "!="), "!="),
            **dict.fromkeys(("greaterthan", "gt", ">"), ">"),
            **dict.fromkeys(("lessthan", "lt", "<"), "<"),
            "ge": ">=",
            ">=": ">=",
            "le": "<=",
            "<=": "<=",
            "in": "in",
            "divisibleby": "divisible",
        }
    ),
    ends=MappingProxyType({"startswith": "starts", "endswith": "ends"}),
    asks=MappingProxyType(
        {
            "lower": "islower",
            "upper": "isupper",
            **{
                each: each for each in ("isalnum", "isalpha", "isdecimal", "isdigit", "isnumeric", "isspace", "istitle")
            },
        }
    ),
)
JINJA: Final = Grammar(
    lexer=Lexer(
        (OUTPUT, TAG, COMMENT),
        trims={"-": Trim.ALL, "+": Trim.NOTHING},
        raw={"raw": Raw(Kind.TEXT, _raw_end)},
        final_newline=False,
        unify_breaks=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elif",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "trans": Block(Shape.EITHER, ("endtrans",), (), ("pluralize",)),
        **blocks(Shape.ONCE, "block", "with", "autoescape"),
        **blocks(Shape.SILENT, "macro", "set"),
        **blocks(Shape.UNKNOWN, "filter", "call"),
    },
    inline=frozenset({"raw", "endraw", "import", "from", "do"}),
    opaque=frozenset({"include", "debug"}),
    parents=frozenset({"extends"}),
    placing=placing.JINJA,
    one_last_arm=True,
    syntax=_check,
    tag=_jinja_tag,
    condition=conditions(_JINJA_CONDITIONS),
    assigning=ASSIGNING,
    assigns="jinja",
    filtering=MappingProxyType({"filter": _JINJA_VALUES.chain}),
    secluded=_own_names,
    texts=frozenset({"super(", "caller(", "self."}),
    output=_JINJA_VALUES._replace(
        condition=_JINJA_CONDITIONS.test,
        conditional="if",
        concatenation=("~", "+"),
        constants=_PRINTED,
        inserts="python",
    ).output,
)
