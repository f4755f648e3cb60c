"""Mustache and Handlebars: sections, and tags that take their whole line with them when they stand alone on it.

Sources: the Mustache specification (sections, inverted sections, standalone tags); the Handlebars guide (block helpers,
``else``, white space control with ``~``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks import Block, Grammar, Tag
from smslint.dialects.lexer import Lexer
from smslint.dialects.shapes import Shape
from smslint.dialects.tokens import QUOTES, Kind, Mark, Trim
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Not, Truth
from smslint.text.tree import Filter, Node, Placeholder

if TYPE_CHECKING:
    from smslint.dialects.tokens import Token
    from smslint.text.condition import Test

_PATH: Final = re.compile(r"&?\s*([\w@$.\-/]+)\s*\Z")
_STANDALONE: Final = re.compile(r"\s*(?:[#^/>!=]|else\b)")
_COMMENT: Final = re.compile("")


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """A path is a placeholder; a helper call with arguments is one that nothing is known of."""
    code = source[body.start : body.end].strip()
    match = _PATH.match(code)
    if match:
        return (Placeholder(_name(match[1]), tag),)
    return (Placeholder(code, tag, (Filter("unknown"),)),)


def _name(path: str) -> str:
    return path.removeprefix("this.").replace("/", ".")


def _mustache_condition(_opened: Tag, arm: Tag) -> Test | None:
    """A section and an inverted one: an empty text is false, every other one is true."""
    return _test(arm.rest, negated=arm.word[:1] == "^")


def _handlebars_condition(opened: Tag, arm: Tag) -> Test | None:
    """``if``, ``unless`` and the further arms behind an ``else``. Of a section Handlebars asks whether the value is there at all,
    and looks for names inside it: what that makes of a text is not told."""
    helper, _, rest = arm.rest.partition(" ") if arm.word == "else" else (arm.word[1:], "", arm.rest)
    if helper not in {"if", "unless"} or opened.word not in {"#if", "#unless", "#with"}:
        return None
    return _test(rest.strip(), negated=helper == "unless")


def _test(code: str, *, negated: bool) -> Test | None:
    match = _PATH.fullmatch(code)
    if match is None or match[1] in {"true", "false", "null", "undefined", ".", "this"} or match[1].isdigit():
        return None
    test = Truth(_name(match[1]))
    return Not(test) if negated else test


def _mustache_tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    sign, name = code[:1], code[1:].strip()
    match sign:
        case "#":
            return Tag(f"#{name}", name, Block(Shape.SECTION, (f"/{name}",)))
        case "^":
            return Tag(f"^{name}", name, Block(Shape.BRANCH, (f"/{name}",)))
        case "/":
            return Tag(f"/{name}")
        case ">":
            return Tag(">", name, opaque=True)
        case "=":
            raise TemplateError(
                "delimiters that a template changes itself are not supported", Span(token.start, token.end)
            )
    return None


def _handlebars_tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    if code[:1] == "#":
        helper, _, rest = code[1:].lstrip("*> ").partition(" ")
        block = _HELPERS.get(helper)
        if block is not None:
            return Tag(f"#{helper}", rest.split(" as |")[0].strip(), block)
        shape = Shape.UNKNOWN if rest.strip() else Shape.SECTION
        return Tag(f"#{helper}", helper, Block(shape, (f"/{helper}",), (), ("else", "^")))
    if code[:1] == "^" and len(code) > 1:
        return _mustache_tag(source, token)
    if code == "^" or code == "else" or code.startswith("else "):
        return Tag("^" if code == "^" else "else", code[4:].strip())
    return _mustache_tag(source, token) if code[:1] in {"/", ">"} else None


_HELPERS: Final = {
    "if": Block(Shape.BRANCH, ("/if",), (), ("else", "^")),
    "unless": Block(Shape.BRANCH, ("/unless",), (), ("else", "^")),
    "with": Block(Shape.BRANCH, ("/with",), (), ("else", "^")),
    "each": Block(Shape.LOOP, ("/each",), (), ("else", "^")),
}


MUSTACHE: Final = Grammar(
    lexer=Lexer(
        (
            Mark("{{{", "}}}", Kind.OUTPUT),
            Mark("{{!", "}}", Kind.COMMENT, alone=_COMMENT),
            Mark("{{", "}}", Kind.TAG, alone=_STANDALONE),
        ),
    ),
    tag=_mustache_tag,
    output=_output,
    condition=_mustache_condition,
)

HANDLEBARS: Final = Grammar(
    lexer=Lexer(
        (
            Mark("\\{{", "", Kind.ESCAPE, text="{{"),
            Mark("{{{", "}}}", Kind.OUTPUT),
            Mark("{{!--", "--}}", Kind.COMMENT, alone=_COMMENT),
            Mark("{{!", "}}", Kind.COMMENT, alone=_COMMENT),
            Mark("{{", "}}", Kind.TAG, quotes=QUOTES, alone=_STANDALONE),
        ),
        trims={"~": Trim.ALL},
    ),
    tag=_handlebars_tag,
    output=_output,
    condition=_handlebars_condition,
)
