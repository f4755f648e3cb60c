"""Apache Velocity: ``$name``, ``$!name``, ``${name}``, ``#if``, ``#foreach``, ``#set``. Source: the Velocity user guide (2.x).

:mod:`smslint.dialects.lexing.velocity_lexer` describes which white space is removed. ``$5`` is money and ``#sale`` a hash tag. Every reference is assumed to have a value: Velocity prints one without a value as written.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import Called, effect_in
from smslint.dialects.lexing.signed import word_and_argument
from smslint.dialects.lexing.strings import verbatim
from smslint.dialects.lexing.velocity_lexer import ARMS, BLOCKS, VelocityLexer
from smslint.dialects.lexing.words import words
from smslint.dialects.syntax.velocity import check, is_whole
from smslint.text.condition import Compared, Not, Truth
from smslint.text.patterns import later
from smslint.text.tree import Call, Filter, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.span import Span
    from smslint.text.condition import Test

_NAME: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_FALLBACK: Final = re.compile(r"""(.+?)\|\s*(?:'([^']*)'|"([^"$#]*)")\Z""")


def _tag(source: str, token: Token) -> Tag | None:
    word, argument = word_and_argument(source, token)
    if word == "set":
        return SILENT if is_whole(word, argument or "") else Tag("set", argument or "", opaque=True)
    if word == "stop":
        return Tag(word)
    if word.startswith("@"):
        return Tag(word, argument or "", Block(Shape.UNKNOWN, ("end",)))
    if word == "foreach":
        return Tag(word, (argument or "").replace("$", ""), doubtful=not is_whole(word, argument or ""))
    doubtful = word in BLOCKS | ARMS and argument is not None and not is_whole(word, argument)
    return Tag(word, (argument or "").strip(), opaque=word not in ARMS and word != "end", doubtful=doubtful)


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    if source.startswith("!", body.start):  # the value of a #set, denied
        return (Placeholder(source[body.start : body.end], tag, (Filter("unknown"),)),)
    code = source[body.start : body.end].lstrip("$!").strip("{}").lstrip("$").strip()
    if match := _FALLBACK.match(code):
        fallback = match[2] if match[2] is not None else match[3]
        call = Call("|", (fallback,), source=f"|{fallback}")
        return (Placeholder(match[1], tag, (Filter("default", (fallback,)),), calls=(call,)),)
    known = _NAME.fullmatch(code)
    if not known and code.endswith(")"):
        name, calls = _VALUES.value(code, words(code, 0, len(code)))
        if name and calls:
            return (Placeholder(name, tag, tuple(_effect(call) for call in calls), calls=calls),)
    return (Placeholder(code, tag, () if known else (Filter("unknown"),)),)


def _text(literal: str) -> str | None:
    """A text; in double quotes Velocity looks for references and directives."""
    return None if literal[0] == '"' and ("$" in literal or "#" in literal) else verbatim(literal)


_EFFECT: Final = effect_in("velocity")
_VALUES: Final = Reader(_EFFECT, methods=Called("velocity"), string=_text)
_TEXT: Final = r"""(?:'[^']*'|"[^"]*")"""
_IN_TEXTS: Final = later(rf"({_TEXT})")
_REFERENCE: Final = later(r"\$!?(?:\{([A-Za-z_][\w.-]*(?:\([^(){}]*\))?)\}|([A-Za-z_][\w.-]*))", re.ASCII)
_ASKS: Final = later(
    rf"(?P<name>[A-Za-z_][\w.]*)\.(?P<method>isEmpty|equals|contains|startsWith|endsWith)\(\s*(?P<text>{_TEXT})?\s*\)",
    re.ASCII,
)
_METHODS: Final = MappingProxyType({"equals": "==", "contains": "contains", "startsWith": "starts", "endsWith": "ends"})


def _effect(call: Call) -> Filter:
    return _EFFECT(call) or Filter("unknown")


def _spelled(source: str) -> str:
    """References without their signs, but not those in texts."""
    pieces = _IN_TEXTS.split(source)
    pieces[::2] = [_REFERENCE.sub(lambda match: match[1] or match[2], piece) for piece in pieces[::2]]
    return "".join(pieces)


def _special(source: str) -> Test | None:
    """``name.isEmpty()``, ``name.equals("a")``, ``name.contains("a")``."""
    match = _ASKS.fullmatch(source)
    if match is None or (match["text"] is None) != (match["method"] == "isEmpty"):
        return None
    if match["text"] is None:
        return Not(Truth(match["name"], ("",)))
    text = _text(match["text"])
    return None if text is None else Compared(match["name"], _METHODS[match["method"]], text)


CONDITIONS: Final = Conditions(
    value=_VALUES.value,
    special=_special,
    string=_text,
    no=("!", "not"),
    both=("&&", "and"),
    either=("||", "or"),
    spelled=_spelled,
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
    syntax=check,
    one_last_arm=True,
    unknown_ends="",
)
