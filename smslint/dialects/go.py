"""Go's ``text/template``: ``{{ .Name }}``, ``{{ if }}``, ``{{ range }}``, trim markers that eat all adjoining white space.

Source: the documentation of package text/template (actions, text and spaces).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import SILENT, Block, Grammar, Shape, Tag
from smslint.dialects.lexer import Kind, Lexer, Mark, Trim
from smslint.dialects.strings import go_string
from smslint.text.tree import Filter, Literal, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.lexer import Token
    from smslint.span import Span

_STRING: Final = re.compile(r'"(?:\\.|[^"\\])*"|`[^`]*`', re.DOTALL)
_FIELD: Final = re.compile(r"\$?\.?([A-Za-z_][\w.]*)")
_PIPE: Final = re.compile(r"\s*\|\s*")
_PRINTF: Final = re.compile(r'printf\s+"%\.?(\d+)[sv]"\s+\.([\w.]+)\Z')
_ASSIGNMENT: Final = re.compile(r"\$\w*\s*:?=")
_WORDS: Final = frozenset({"if", "range", "with", "else", "end", "block", "define", "template", "break", "continue"})


def _tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    word, _, rest = code.partition(" ")
    rest = rest.strip()
    if word in _WORDS:
        if word == "range":  # {{ range $i, $item := .Items }}
            rest = rest.rpartition(":=")[2].strip().lstrip(".$")
        return Tag(word, rest)
    return SILENT if _ASSIGNMENT.match(code) or not code or code.startswith("/*") else None


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end].strip()
    if _STRING.fullmatch(code) and (text := go_string(code)) is not None:
        return (Literal(text, tag),)
    if match := _PRINTF.match(code):
        filters = (Filter("cut", (int(match[1]),)),) if "%." in code else (Filter("unknown"),)
        return (Placeholder(match[2], tag, filters),)
    name, *functions = _PIPE.split(code)
    field = _FIELD.fullmatch(name)
    if field is None or "(" in code:
        return (Placeholder(code, tag, (Filter("unknown"),)),)
    return (Placeholder(field[1], tag, tuple(Filter(_FUNCTIONS.get(each, "unknown")) for each in functions)),)


_FUNCTIONS: Final = {
    "print": "keep",
    "html": "escape_html",
    "upper": "upper",
    "lower": "lower",
    "title": "title",
    "trim": "strip",
}

GO: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.TAG, quotes={'"': '"', "`": "`", "/*": "*/"}),),
        trims={"-": Trim.ALL},
        blanks=" \t\r\n",
        trim_needs_space=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("end",), (), ("else",)),
        "with": Block(Shape.BRANCH, ("end",), (), ("else",)),
        "range": Block(Shape.LOOP, ("end",), ("else",)),
        "block": Block(Shape.ONCE, ("end",)),
        "define": Block(Shape.SILENT, ("end",)),
    },
    opaque=frozenset({"template"}),
    tag=_tag,
    output=_output,
    unknown_ends="",
)
