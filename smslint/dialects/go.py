"""Go's ``text/template``: ``{{ .Name }}``, ``{{ if }}``, ``{{ range }}``, trim markers that remove all adjacent white space.

Source: the documentation of package text/template (actions, text and spaces).
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.functions import go_calls
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.strings import go_string
from smslint.dialects.lexing.tokens import QUOTES, Kind, Mark, Trim
from smslint.dialects.syntax.go import check
from smslint.span import Span
from smslint.text.condition import Alike, Compared, Every, Not, Some, Truth
from smslint.text.patterns import later
from smslint.text.tree import Call, Filter, Literal, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.text.condition import Test

_STRING: Final = re.compile(r'"(?:\\.|[^"\\])*"|`[^`]*`', re.DOTALL)
_FIELD: Final = re.compile(r"\$?\.?([A-Za-z_][\w.]*)")
_WORD: Final = re.compile(
    r'\s*(?:("(?:\\.|[^"\\])*"|`[^`]*`)|(?:\$?\.|\$)([A-Za-z_][\w.]*)|([A-Za-z_]\w*|-?\d+(?:\.\d+)?)|([()])|(\.)(?![\w.]))'
)
_PIPE: Final = later(r"\A\s*(\$?\.[A-Za-z_]\w*)\s*\|\s*((?:eq|ne)\s+(?:\"[^\"\\\\]*\"|\$?\.[A-Za-z_]\w*)|not|len)\s*\Z")
"""A value that is piped into a function as its last operand."""
_COMPARES: Final = MappingProxyType({"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="})
_MOST_WORDS: Final = 100
_NAMED: Final = re.compile(r"\A\s*\$\w+\s*:?=\s*")
_FIRST: Final = re.compile(r"\w+")
_ARM: Final = re.compile(r"(?:if|with)\b\s*")
_ASSIGNMENT: Final = re.compile(r"\$\w*\s*:?=")
_WORDS: Final = frozenset(
    {"if", "range", "with", "else", "end", "block", "define", "template", "break", "continue", "return"}
)


def _tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    match = _FIRST.match(code)
    word, rest = (match[0], code[match.end() :].strip()) if match else ("", "")
    if word in _WORDS:
        if word == "range":  # {{ range $i, $item := .Items }}
            rest = rest.rpartition(":=")[2].strip().lstrip(".$")
        return Tag(word, rest)
    return SILENT if _ASSIGNMENT.match(code) or not code or code.startswith("/*") else None


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end].strip()
    if _STRING.fullmatch(code) and (text := go_string(code)) is not None:
        return (Literal(text, tag),)
    if code == ".":
        return (Placeholder(".", tag),)
    return go_calls.output(source, tag, body) or _variable(code, tag)


def _variable(code: str, tag: Span) -> tuple[Node, ...]:
    """A variable; anything else is code whose result is unknown."""
    name = _FIELD.fullmatch(code)
    return (Placeholder(name[1], tag) if name else Placeholder(code, tag, (Filter("unknown"),)),)


def _condition(opened: Tag, arm: Tag) -> Test | None:
    """``.Name``, and ``not``, ``and``, ``or``, ``eq``, ``ne``, ``len`` before their operands. An empty text is false."""
    if opened.word not in {"if", "with"}:
        return None
    code = arm.rest
    if arm.word == "else":
        code = _ARM.sub("", code, count=1)
    return _test(_NAMED.sub("", code, count=1))


@lru_cache(maxsize=512)
def _test(code: str) -> Test | None:
    return _asked(_PIPE.sub(r"\2 \1", code)) or _printed(code)


def _printed(code: str) -> Test | None:
    """The truth of a value that is printed in the same words."""
    whole = Span(0, len(code))
    nodes = go_calls.output(code, whole, whole)
    value = nodes[0] if len(nodes) == 1 else None
    if not isinstance(value, Placeholder) or not value.calls or len(value.calls) < len(value.filters):
        return None
    return Truth(value.name, calls=value.calls, zero=True)


def _asked(code: str) -> Test | None:
    words: list[re.Match[str]] = []
    at = 0
    while at < len(code.rstrip()):
        match = _WORD.match(code, at)
        if match is None or len(words) > _MOST_WORDS:
            return None
        words.append(match)
        at = match.end()
    return _pipeline(words)


def _field(word: re.Match[str]) -> str:
    """The name of a field or a variable, or ``.``."""
    return word[2] or word[5] or ""


def _pipeline(words: list[re.Match[str]]) -> Test | None:
    operands = _operands(words)
    if not operands:
        return None
    first, rest = operands[0], operands[1:]
    if not rest:
        return _operand(first)
    name = first[0][3] if len(first) == 1 else None
    if name in {"not", "and", "or"}:
        known = tuple(test for test in map(_operand, rest) if test is not None)
        if len(known) != len(rest) or (name == "not" and len(known) != 1):
            return None
        return Not(known[0]) if name == "not" else Every(known) if name == "and" else Some(known)
    if name in {"eq", "ne"} and all(len(operand) == 1 for operand in rest):
        return _equal(rest, negated=name == "ne")
    if (
        name is not None
        and name in _COMPARES
        and len(rest) == 2
        and [word[3] for word in rest[0][:2]] == [None, "len"]
        and len(rest[0]) == 4
    ):
        field, number = _field(rest[0][2]), rest[1][0][3] if len(rest[1]) == 1 else None
        if field and number is not None and number.isdigit() and len(number) < 10:
            return Compared(field, _COMPARES[name], int(number), (Call("len", source="len"),))
        return None
    if name == "len" and len(rest) == 1 and len(rest[0]) == 1 and (field := _field(rest[0][0])):
        return Truth(field, calls=(Call("len", source="len"),), zero=True)
    return None


def _operands(words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Operands: single words, and brackets as one operand; empty if the brackets do not match."""
    operands: list[list[re.Match[str]]] = []
    depth = 0
    for word in words:
        depth -= word[4] == ")"
        if depth < 0:
            return []
        if depth or word[4] == ")":
            operands[-1].append(word)
        else:
            operands.append([word])
        depth += word[4] == "("
    return [each[1:-1] if len(each) == 3 else each for each in operands] if depth == 0 else []


def _operand(words: list[re.Match[str]]) -> Test | None:
    if len(words) > 1:
        return _pipeline(words[1:-1])
    if words[0][3] in {"true", "false"}:
        return Every(()) if words[0][3] == "true" else Some(())
    return Truth(field, zero=True) if (field := _field(words[0])) else None


def _equal(operands: list[list[re.Match[str]]], *, negated: bool) -> Test | None:
    """``eq .Name "a" "b"``: the first is any of the others. ``ne`` takes two."""
    if any(len(operand) != 1 for operand in operands) or len(operands) < 2 or (negated and len(operands) > 2):
        return None
    (first,), *others = operands
    if len(operands) == 2 and _field(first) and (other := _field(others[0][0])):
        same = Alike(_field(first), other)
        return Not(same) if negated else same
    if len(operands) == 2 and first[1]:
        first, others = others[0][0], [[first]]
    texts = [go_string(other[0][1]) if other[0][1] else None for other in others]
    field = _field(first)
    if not field or any(text is None for text in texts):
        return None
    tests = tuple(Compared(field, "!=" if negated else "==", str(text)) for text in texts)
    return tests[0] if len(tests) == 1 else Some(tests)


GO: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.TAG, quotes={**QUOTES, "`": "`", "/*": "*/"}),),
        trims={"-": Trim.ALL},
        blanks=" \t\r\n",
        trim_needs_space=True,
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("end",), (), ("else",)),
        "with": Block(Shape.BRANCH, ("end",), (), ("else",)),
        "range": Block(Shape.LOOP, ("end",), (), ("else",)),
        "block": Block(Shape.DEFAULT, ("end",)),
        "define": Block(Shape.SILENT, ("end",)),
    },
    opaque=frozenset({"template"}),
    stops=frozenset({"return"}),  # Hugo's
    tag=_tag,
    output=_output,
    condition=_condition,
    assigning=later(r"\$\w+\s*:?=|\bwith\b"),
    assigns="go",
    syntax=check,
    one_last_arm=True,
    unknown_ends="",
)
