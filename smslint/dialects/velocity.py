"""Apache Velocity: ``$name``, ``$!name``, ``${name}``, ``#if``, ``#foreach``, ``#set``. Source: the Velocity user guide (2.x).

:mod:`smslint.dialects.velocity_lexer` describes which white space is removed. ``$5`` is money and ``#sale`` a hash tag. Every reference is assumed to have a value: Velocity prints one without a value as written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.conditions import Conditions
from smslint.dialects.grammar import Grammar
from smslint.dialects.shapes import Shape
from smslint.dialects.signed import word_and_argument
from smslint.dialects.strings import verbatim
from smslint.dialects.tags import SILENT, Block, Tag
from smslint.dialects.velocity_lexer import ARMS, VelocityLexer
from smslint.text.patterns import later
from smslint.text.tree import Call, Filter, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.tokens import Token
    from smslint.span import Span
    from smslint.text.condition import Test

_NAME: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_FALLBACK: Final = re.compile(r"""(.+?)\|\s*(?:'([^']*)'|"([^"$#]*)")\Z""")


def _tag(source: str, token: Token) -> Tag | None:
    word, argument = word_and_argument(source, token)
    if word == "set":
        return SILENT
    if word == "stop":
        return Tag(word)
    if word.startswith("@"):
        return Tag(word, argument or "", Block(Shape.UNKNOWN, ("end",)))
    if word == "foreach":
        return Tag(word, (argument or "").replace("$", ""))
    return Tag(word, (argument or "").strip(), opaque=word not in ARMS and word != "end")


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end].lstrip("$!").strip("{}").lstrip("$").strip()
    if match := _FALLBACK.match(code):
        fallback = match[2] if match[2] is not None else match[3]
        call = Call("|", (fallback,), source=f"|{fallback}")
        return (Placeholder(match[1], tag, (Filter("default", (fallback,)),), calls=(call,)),)
    known = _NAME.fullmatch(code)
    return (Placeholder(code, tag, () if known else (Filter("unknown"),)),)


CONDITIONS: Final = Conditions(
    string=lambda literal: None if literal[0] == '"' and ("$" in literal or "#" in literal) else verbatim(literal),
    no=("!", "not"),
    both=("&&", "and"),
    either=("||", "or"),
    spelled=lambda source: re.sub(r"\$!?\{?([A-Za-z_][\w.-]*)\}?", r"\1", source),
)
"""An empty text is false (``directive.if.empty_check``, the default of 2.x)."""


def _condition(opened: Tag, arm: Tag) -> Test | None:
    return CONDITIONS.test(arm.rest) if opened.word == "if" else None


VELOCITY: Final = Grammar(
    lexer=VelocityLexer(),
    stops=frozenset({"stop"}),
    blocks={
        "if": Block(Shape.BRANCH, ("end",), ("elseif",), ("else",)),
        "foreach": Block(Shape.LOOP, ("end",), ("else",)),
        "macro": Block(Shape.SILENT, ("end",)),
        "define": Block(Shape.SILENT, ("end",)),
    },
    tag=_tag,
    output=_output,
    condition=_condition,
    assigning=later(r"#\{?(?:set|define)\b"),
    assigns="velocity",
    unknown_ends="",
)
