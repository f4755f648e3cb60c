"""Handlebars: Mustache with helpers, ``else`` chains, raw blocks, escaped tags and white space control with ``~``.

Sources: the grammar and lexer of Handlebars 4.7 (``handlebars.l``, ``handlebars.yy``) and its guide (block helpers, partial blocks,
inline partials, raw blocks).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.handlebars_paths import output, truth
from smslint.dialects.handlebars_steps import ALWAYS, PARAMETERS, placed, stepped
from smslint.dialects.lexing.handlebars_space import Role, trim
from smslint.dialects.lexing.tokens import Kind, Token, Trim
from smslint.dialects.syntax.handlebars import check
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Every

if TYPE_CHECKING:
    from smslint.text.condition import Test

_STRINGS: Final = r""""(?:\\"|[^"])*"|'(?:\\'|[^'])*'|\[(?:\\\]|[^\]]){0,400}\]"""
_CLOSE: Final = re.compile(rf"{_STRINGS}|(~?)(\}}\}})")
_CLOSE_TRIPLE: Final = re.compile(rf"{_STRINGS}|\}}(~?)(\}}\}})")
_END_OF_LONG_COMMENT: Final = re.compile(r"--~?\}\}")
_END_OF_ESCAPED: Final = re.compile(r"(?:\\{0,2})\{\{")
_RAW: Final = re.compile(r"\{\{\{\{(/?)")
_ELSE: Final = re.compile(r"else\b\s*")
_CHAIN: Final = re.compile(r"else\b\s*\S")
_PATH: Final = re.compile(r"(?:\.\./)*(?:(?:\[[^\]]*\]|[^\s\[.]|\.(?!\.))+|\.\.)")
_PARAMETER: Final = re.compile(r"\sas\s+\|\s*([^\s|]+)\s*\|\s*\Z")


class HandlebarsLexer(NamedTuple):
    """Tokens that cover the source, trimmed like Handlebars."""

    unify_breaks: bool = False

    def lex(self, source: str) -> list[Token]:
        """The tokens of a source.

        :raises TemplateError: at a tag or a raw block that is never closed.
        """
        tokens: list[Token] = []
        at = 0
        while (start := source.find("{{", at)) >= 0:
            slashes = 2 if source.endswith("\\\\", at, start) else 1 if source.endswith("\\", at, start) else 0
            if not slashes:
                _add_text(tokens, at, start)
            else:
                _add_text(tokens, at, start - 1)
                tokens.append(Token(Kind.ESCAPE, start - 1, start, Span(start - 1, start)))
            if slashes == 1:  # everything up to the next tag, escaped or not, is text
                found = _END_OF_ESCAPED.search(source, start + 2)
                at = found.start() if found else len(source)
                _add_text(tokens, start, at)
                continue
            token = _tag_at(source, start)
            tokens.append(token)
            at = token.end
        _add_text(tokens, at, len(source))
        trim(source, tokens, _role)
        return tokens


def _add_text(tokens: list[Token], start: int, end: int) -> None:
    if start < end:
        tokens.append(Token(Kind.TEXT, start, end, Span(start, end), shown_start=start, shown_end=end))


def _tag_at(source: str, start: int) -> Token:
    if source.startswith("{{{{", start):
        return _raw_at(source, start)
    at = start + 2
    left = Trim.ALL if source.startswith("~", at) else Trim.NOTHING
    at += left is Trim.ALL
    if source.startswith("!", at):
        return _comment_at(source, start, at, left)
    triple = source.startswith("{", at)
    close = _close(source, _CLOSE_TRIPLE if triple else _CLOSE, at + triple)
    if close is None:
        opening, ending = ("{{{", "}}}") if triple else ("{{", "}}")
        raise TemplateError(f"{opening!r} is never closed by {ending!r}", Span(start, at))
    right = Trim.ALL if close[1] else Trim.NOTHING
    kind = Kind.OUTPUT if triple else Kind.TAG
    return Token(kind, start, close.end(), Span(at + triple, close.start()), left=left, right=right)


def _close(source: str, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
    """The closing delimiter outside strings and names in square brackets."""
    return next((match for match in pattern.finditer(source, at) if match[2]), None)


def _comment_at(source: str, start: int, at: int, left: Trim) -> Token:
    if source.startswith("!--", at):
        match = _END_OF_LONG_COMMENT.search(source, at + 1)
        if match is None:
            raise TemplateError("'{{!--' is never closed by '--}}'", Span(start, at + 3))
        end = match.end()
    else:
        end = source.find("}}", at) + 2
        if end < 2:
            raise TemplateError("'{{!' is never closed by '}}'", Span(start, at + 1))
    right = Trim.ALL if source[end - 3] == "~" else Trim.NOTHING
    return Token(Kind.COMMENT, start, end, Span(at, end - 2), left=left, right=right)


def _raw_at(source: str, start: int) -> Token:
    """``{{{{name}}}} ... {{{{/name}}}}`` completely: a helper gets the text between as written. Raw blocks may be nested."""
    opened = source.find("}}}}", start)
    depth, at = 1, opened + 4
    while opened >= 0 and (match := _RAW.search(source, at)):
        at = match.end()
        depth += -1 if match[1] else 1
        if depth == 0:
            end = source.find("}}}}", at)
            if end >= 0:
                return Token(Kind.TAG, start, end + 4, Span(opened + 4, match.start()))
            break
    raise TemplateError("'{{{{' has no end", Span(start, start + 4))


def _role(source: str, token: Token) -> Role:
    """The role of a token for the white space next to it."""
    if token.kind is Kind.TEXT:
        return Role.CONTENT
    if token.kind is Kind.COMMENT:
        return Role.INLINE
    if token.kind is Kind.ESCAPE:
        return Role.NOTHING
    if token.kind is Kind.OUTPUT:
        return Role.MUSTACHE
    if source.startswith("{{{{", token.start):
        return Role.RAW
    code = source[token.body.start : token.body.end].strip()
    if code == "^" or code == "else":
        return Role.ELSE
    if _CHAIN.match(code):
        return Role.CHAIN
    return _ROLES.get(code[:1], Role.MUSTACHE)


_ANY_TAG: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_OF_THIS: Final = re.compile(r"\{\{[{&~]*\s*(?:this|\.|\.\./[\w./]*|@root\.[\w.]*|else|\^)\s*[}~]*\Z|\{\{~?!")
_OTHERWISE: Final = re.compile(r"\{\{~?\s*(?:else\b|\^\s*~?\}\})")
_OF_OUTSIDE: Final = re.compile(r"\{\{~?\s*(?:(?:[#^]|else\s+)(?:if|unless)\s+\.\./[\w.]+|/(?:if|unless))\s*~?\}\}\Z")
_AROUND_NAMES: Final = re.compile(r"[\[\]'\"]")
_ROLES: Final = {"#": Role.BLOCK, "^": Role.INVERTED, "/": Role.END, ">": Role.INLINE}
_ARMS: Final = ("else", "^")
_BLOCKS: Final = {
    "if": Shape.BRANCH,
    "unless": Shape.BRANCH,
    "with": Shape.BRANCH,
    "each": Shape.LOOP,
}


def _tag(source: str, token: Token) -> Tag | None:
    if source.startswith("{{{{", token.start):
        return Tag(source[token.start : token.body.start], opaque=True)
    code = source[token.body.start : token.body.end].strip()
    sign, rest = code[:1], code[1:].strip()
    match sign:
        case "#" | "^" if len(code) > 1:
            block = _block(sign, rest)
            return block._replace(word="#with this") if block.word == "#with" and _prints_this(source, token) else block
        case "^":
            return Tag("^")
        case "/":
            return Tag(_end(rest))
        case "{":
            raise TemplateError("Handlebars refuses white space between the braces", Span(token.start, token.end))
        case ">":
            return Tag(">", rest, opaque=True)
        case "*":
            return SILENT
    chained = _ELSE.match(code)
    return Tag("else", code[chained.end() :]) if chained else None


def _end(name: str) -> str:
    """The word that ends a block; quotes and brackets around names make no difference."""
    return "/" + _AROUND_NAMES.sub("", name)


def _path(code: str) -> str:
    """The name that some code begins with; a dot behind it is a value of its own."""
    match = _PATH.match(code)
    return match[0].rstrip(".") or match[0] if match is not None else ""


def _prints_this(source: str, token: Token) -> bool:
    """Whether a ``with`` looks up no names in its value: for a text they have no value. ``as |x|`` names the value itself."""
    named = _PARAMETER.search(source, token.body.start, token.body.end)
    of_name = re.compile(rf"\{{\{{[{{&~]*\s*{re.escape(named[1])}\s*[}}~]*\Z") if named else _OF_THIS
    end, depth = source.find("{{/with", token.end), 0
    for tag in _ANY_TAG.finditer(source, token.end, max(end, token.end)):
        if depth == 0 and _OTHERWISE.match(tag[0]):
            return True  # the other arms are about the values outside
        if _OF_OUTSIDE.match(tag[0]):
            depth += ("#" in tag[0] or "^" in tag[0]) - ("/i" in tag[0] or "/u" in tag[0])
        elif not _OF_THIS.match(tag[0]) and not of_name.match(tag[0]):
            return False
    return True


def _block(sign: str, code: str) -> Tag:
    if sign == "#" and code[:1] in {">", "*"}:  # a partial with a block, or an inline partial
        rest = code[1:].lstrip()
        shape = Shape.UNKNOWN if code[0] == ">" else Shape.SILENT
        return Tag(f"#{code[0]}", rest, Block(shape, (_end(_path(rest)),), (), _ARMS))
    helper = _path(code) or code
    rest = code[len(helper) :].strip()
    shape = _BLOCKS.get(helper, Shape.UNKNOWN if rest else Shape.SECTION)
    if sign == "^" and shape in {Shape.LOOP, Shape.SECTION}:
        shape = Shape.INVERTED
    asked = helper if helper not in _BLOCKS else PARAMETERS.sub("", rest)
    return Tag(f"{sign}{helper}", asked, Block(shape, (_end(helper),), (), _ARMS))


def _condition(opened: Tag, arm: Tag) -> Test | None:
    """``if``, ``unless`` and the further arms after an ``else``. For a section Handlebars tests whether the value exists,
    and looks up names inside it: the result for a text is unknown."""
    if opened.word == ALWAYS and arm.word == ALWAYS:
        return Every(())
    inverted = opened.word[:1] == "^"
    if arm.word == "else":
        helper, _, rest = " ".join(arm.rest.split()).partition(" ")
        inverted = False
    else:
        helper, rest = arm.word[1:], arm.rest
    if opened.word == "#with this" and arm.word == opened.word:
        return truth(PARAMETERS.sub("", rest).strip(), negated=False)
    if helper not in {"if", "unless"} or opened.word[1:] not in {"if", "unless", "with"}:
        return None
    return truth(rest.strip(), negated=(helper == "unless") != inverted)


def _changes_names(tag: Tag) -> bool:
    """Whether names are looked up in another value inside a block: in each one except a condition and a block for a partial."""
    return tag.word[1:] not in {"if", "unless", ">", "*"}


HANDLEBARS: Final = Grammar(
    lexer=HandlebarsLexer(),
    tag=_tag,
    output=output,
    condition=_condition,
    assigning=re.compile(r"\bwith\b"),
    assigns="handlebars",
    secluded=_changes_names,
    placed=placed,
    stepped=stepped,
    syntax=check,
    unknown_ends="",
    chained=re.compile(r"\S"),
    loops=re.compile(r"(?!(?:if|unless|with)\b)(?:each\s+([^\s|]+)|(\S+\s+\S.*)|(\S+))", re.DOTALL),
)
