"""Django's template language. Source: its reference."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import placing
from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag, spaced_tag
from smslint.dialects.curly import (
    ASSIGNING,
    PYTHON_CONSTANTS,
    blocks,
    conditions,
    unless_unread,
)
from smslint.dialects.expressions.choices import first_of
from smslint.dialects.expressions.comparisons import DEFINED
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.strings import django_string
from smslint.dialects.lexing.tokens import Kind, Mark, Raw, Token
from smslint.span import Span
from smslint.text.condition import Not
from smslint.text.patterns import later
from smslint.text.tree import Literal, Placeholder
from smslint.text.typed import Markup

if TYPE_CHECKING:
    import re

    from smslint.text.tree import Node

_NAMED: Final = later(r"\sas\s+\S+\Z")
_DJANGO_TOKEN: Final = later(r"\{%(.*?)%\}|\{\{.*?\}\}|\{#.*?#\}")


def _check(source: str, tokens: list[Token]) -> None:
    """Refuse what Django cannot compile. Most messages have only names in braces, and do not come here."""
    from smslint.dialects.syntax.django_tags import check

    check(source, tokens)


def _django_end(source: str, token: Token) -> re.Match[str] | None:
    """The end of ``comment``, and of ``verbatim``, whose end repeats its name: a whole tag, not one inside another token."""
    opened = source[token.body.start : token.body.end].strip()
    wanted = "endcomment" if opened.startswith("comment") else f"end{opened}"
    for match in _DJANGO_TOKEN.finditer(source, token.end):
        if match[1] is not None and match[1].strip() == wanted:
            return match
    return None


_CUT_SHORT: Final = MappingProxyType({"empty": "endfor", "else": "endifchanged"})
"""Tags that end their block where more words follow them. (In an ``if`` the engine refuses that.)"""


def _django_tag(source: str, token: Token) -> Tag:
    tag = spaced_tag(source, token)
    return Tag(_CUT_SHORT[tag.word]) if tag.rest and tag.word in _CUT_SHORT else usual_tag(source, token)


def usual_tag(source: str, token: Token) -> Tag:
    """The tag of a token, if an arm with more words is an arm."""
    tag = spaced_tag(source, token)
    if tag.word == "firstof" and not _NAMED.search(tag.rest):
        return tag._replace(output=Span(source.index("firstof", token.body.start) + len("firstof"), token.body.end))
    return unless_unread(tag, "django")


_DJANGO_OUTPUTS: Final = Reader(effect_in("django"), string=lambda literal: Markup(django_string(literal) or ""))
_DJANGO_CONDITIONS: Final = Conditions(
    constants=PYTHON_CONSTANTS,
    value=_DJANGO_OUTPUTS.value,
    string=django_string,
    states=MappingProxyType({"None": Not(DEFINED)}),
    contains="in",
    brackets=False,
)
_PRINTED: Final = _DJANGO_OUTPUTS._replace(constants=MappingProxyType({word: word for word in PYTHON_CONSTANTS}))


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    if not source.startswith("{%", tag.start):
        return _PRINTED.output(source, tag, body)
    chosen = first_of(_PRINTED, _DJANGO_CONDITIONS.test, source, body)
    if chosen is None:
        return (Placeholder(f"firstof {source[body.start : body.end].strip()}", tag, opaque=True),)
    return (
        Literal("", Span(tag.start, chosen.span.start)),
        chosen,
        Literal("", Span(chosen.span.end, tag.end)),
    )


DJANGO: Final = Grammar(
    lexer=Lexer(
        (
            Mark("{{", "}}", Kind.OUTPUT, one_line=True),
            Mark("{%", "%}", Kind.TAG, one_line=True),
            Mark("{#", "#}", Kind.COMMENT, one_line=True),
        ),
        raw={"comment": Raw(Kind.COMMENT, _django_end), "verbatim": Raw(Kind.TEXT, _django_end)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elif",), ("else",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",), (), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("empty",)),
        "blocktrans": Block(Shape.EITHER, ("endblocktrans",), (), ("plural",)),
        "blocktranslate": Block(Shape.EITHER, ("endblocktranslate",), (), ("plural",)),
        **blocks(Shape.ONCE, "block", "with", "autoescape", "localize", "localtime", "timezone", "cache", "language"),
        **blocks(Shape.UNKNOWN, "filter", "spaceless"),
    },
    inline=frozenset({"load", "comment", "endcomment", "verbatim", "endverbatim", "csrf_token", "resetcycle"}),
    opaque=frozenset(
        {"include", "url", "trans", "translate", "now", "static", "firstof", "cycle", "lorem", "widthratio", "debug"}
    ),
    parents=frozenset({"extends"}),
    placing=placing.DJANGO,
    syntax=_check,
    one_last_arm=True,
    tag=_django_tag,
    condition=conditions(_DJANGO_CONDITIONS),
    assigning=ASSIGNING,
    assigns="django",
    filtering=MappingProxyType({"filter": _DJANGO_OUTPUTS.chain}),
    output=_output,
)
