"""Terraform's templates, the files that ``templatefile`` fills: ``${name}``, ``%{ if x }``, ``%{ for x in xs }``, ``~``.

Source: Terraform's "Strings and Templates" and HCL's native syntax specification. ``$${`` and ``%%{`` are written for ``${`` and ``%{``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag, word_tag
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.tokens import Kind, Mark, Trim
from smslint.text.tree import Filter, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.span import Span

_NAME: Final = re.compile(r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*|\[\d{1,9}\])*")
_IN: Final = re.compile(r"[\w-]+(?:\s*,\s*[\w-]+)?\s+in\s+")
_QUOTES: Final = {'"': '"'}


def _tag(source: str, token: Token) -> Tag:
    tag = word_tag(source, token)
    return tag._replace(rest=_IN.sub("", tag.rest, count=1)) if tag.word == "for" else tag


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end].strip()
    return (Placeholder(code, tag, () if _NAME.fullmatch(code) else (Filter("unknown"),)),)


TERRAFORM: Final = Grammar(
    lexer=Lexer(
        (
            Mark("$${", "", Kind.ESCAPE, text="${"),
            Mark("%%{", "", Kind.ESCAPE, text="%{"),
            Mark("${", "}", Kind.OUTPUT, quotes=_QUOTES, brackets=True),
            Mark("%{", "}", Kind.TAG, quotes=_QUOTES, brackets=True),
        ),
        trims={"~": Trim.ALL},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), (), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",)),
    },
    tag=_tag,
    output=_output,
)
