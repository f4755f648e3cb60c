"""The grammar of Handlebars' tags: what its parser and its compiler refuse.

Source: ``handlebars.l``, ``handlebars.yy`` and ``helpers.js`` of Handlebars 4.7, and the helpers built into it, which throw if they do not
get exactly one value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Cursor, TooDeep, Word, fault, pieces, shown
from smslint.errors import TemplateError
from smslint.records import NamedTuple
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re

    from smslint.dialects.lexing.tokens import Token

_AFTER: Final = r"(?=[=~}\s/.)|]|\Z)"
_AFTER_LITERAL: Final = r"(?=[~}\s)]|\Z)"
_PLAIN_NAME: Final = r"[^\s!\"#%-,./;->@\[-^`{-~]++"
_PIECES: Final = later(
    r"(?P<space>\s+)"
    r"""|(?P<literal>"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|(?:true|false|undefined|null|-?[0-9]+(?:\.[0-9]+)?)"""
    + _AFTER_LITERAL
    + ")"
    r"|(?P<parameters>as\s+\|)|(?P<name>\.\.|" + _PLAIN_NAME + _AFTER + r"|\[(?:\\\]|[^\]])*\])"
    # not a name, or not closed: all of it is read at once, and not again from each of its characters
    r"|(?P<other>\[[^\]]*+|" + _PLAIN_NAME + ")"
    r"|(?P<here>\." + _AFTER + r")|(?P<sign>[()=@|/.])"
)
_NAMES_BEHIND: Final = r"(?:\.(?!(?:this|true|false|null|undefined)\b)[A-Za-z_]\w*)*"
_PLAIN: Final = later(rf"\s*(?!(?:else|if|unless|with|each)\b)(?:[A-Za-z_]\w*){_NAMES_BEHIND}\s*")
_COMMON: Final = later(rf"([#/])([A-Za-z_]\w*)(\s+[A-Za-z_]\w*{_NAMES_BEHIND})?\s*")
"""Most blocks and their ends: a name, and perhaps a value."""
_ELSE: Final = later(r"\s*else\b\s*")
_NAMES: Final = ("name", "here")
_BUILT_IN: Final = frozenset({"if", "unless", "with", "each"})
_SIGNS: Final = frozenset("#^/>&*")
_FAULTY_PATH: Final = frozenset({".", "..", "this"})


def check(source: str, tokens: list[Token]) -> None:
    """Refuse a template that Handlebars refuses.

    :raises TemplateError: at the wrong place.
    """
    blocks: list[_Open] = []
    for token in tokens:
        if token.kind in {Kind.TAG, Kind.OUTPUT} and not source.startswith("{{{{", token.start):
            _tag(source, token, blocks)


class _Open(NamedTuple):
    """A block that is not closed yet."""

    sign: str
    name: str = ""


def _tag(source: str, token: Token, blocks: list[_Open]) -> None:
    code = source[token.body.start : token.body.end]
    if _PLAIN.fullmatch(code):
        _braces(source, token)
        return
    if (common := _COMMON.fullmatch(code)) is not None and token.kind is Kind.TAG and _is_whole(common):
        _braces(source, token)
        _pair(common[1], common[2], token.body, blocks)
        return
    sign = _sign(code) if token.kind is Kind.TAG else ""
    skipped = len(sign)
    if sign == "else" and (found := _ELSE.match(code)) is not None:
        skipped = found.end()
    begin = token.body.start + skipped
    alone = sign in {"^", "else"} and not code[skipped:].strip()
    if sign == "else" or alone:
        _otherwise(token, blocks, alone=alone)
        if alone:
            return
    _braces(source, token)
    try:
        cursor = Cursor(pieces(_PIECES, source, begin, token.body.end), token.start, token.end)
        name = _code(sign, cursor)
    except TooDeep:
        name = ""
    else:
        cursor.finish()
    _pair(sign, name, Span(begin, token.body.end), blocks)


def _is_whole(common: re.Match[str]) -> bool:
    """Whether a block has the value that it needs, and an end has none."""
    sign, name, value = common.groups()
    return value is None if sign == "/" else name not in _BUILT_IN or value is not None


def _braces(source: str, token: Token) -> None:
    """A brace behind a tag belongs to its end, but for one that opens behind white space: that is said where it opens."""
    if source[token.body.start : token.body.end].lstrip().startswith("{"):
        raise TemplateError("Handlebars refuses white space between the braces", Span(token.start, token.end))
    if source.startswith("}", token.end) and source[token.end - 3] != "~":
        raise TemplateError("a brace more than the tag needs", Span(token.end, token.end + 1))


def _sign(code: str) -> str:
    """What kind of tag it is: a sign directly behind the braces, or ``else``."""
    if code[:2] in {"#>", "#*"}:
        return code[:2]
    if code[:1] in _SIGNS:
        return code[:1]
    return "else" if _ELSE.match(code) else ""


def _otherwise(token: Token, blocks: list[_Open], *, alone: bool) -> None:
    """An ``else`` belongs to a block that has none yet.

    :param alone: whether it has no condition of its own.
    """
    around = blocks[-1].sign if blocks else ""
    if around not in {"#", "^"} or (around == "^" and not alone):
        why = "no 'else' is expected here" if around else "'else' is outside of a block"
        raise TemplateError(why, Span(token.start, token.end))
    if alone:
        blocks[-1] = blocks[-1]._replace(sign="else")


def _pair(sign: str, name: str, at: Span, blocks: list[_Open]) -> None:
    """Open a block, or close the last one."""
    if sign[:1] in {"#", "^"} and sign:
        blocks.append(_Open(sign, name))
    if sign != "/" or not blocks:  # an end without a start is refused where the blocks are made
        return
    opened = blocks.pop()
    if opened.name and name and name != opened.name:
        fault(f"this closes {shown(name)}, but {shown(opened.name)} is open", at.start, at.end)


def _code(sign: str, cursor: Cursor) -> str:
    """The code behind a sign; the name that it begins with."""
    if sign in {">", "#>"} and cursor.text == "(":
        _call(cursor)
    else:
        _name(cursor)
    words = cursor.words[: cursor.at]
    name = "".join(map(_unquoted, words))
    if sign == "/":
        return name
    built_in = _is_built_in(words)
    values = _arguments(cursor)
    if sign in {"", "&"} and built_in:
        _misplaced(words[-1])
    first = words[0]
    if sign in {"#", "^", "else"} and built_in and values != 1:
        fault(f"{shown(name)} needs exactly one value", first.start, first.end)
    if sign in {">", "#>"}:
        if values > 1:
            fault("a partial gets one value at most", first.start, first.end)
    elif sign not in {"", "&", "*"} and cursor.take("parameters"):
        cursor.need("a name", *_NAMES)
        while cursor.take(*_NAMES):
            pass
        cursor.expect("|")
    return name


def _unquoted(word: Word) -> str:
    return word.text[1:-1] if word.text[:1] in {'"', "'", "["} else word.text


def _name(cursor: Cursor) -> None:
    """``a.b``, ``@index``, ``"text"``, ``1``."""
    if cursor.take("literal"):
        return
    cursor.skip("@")
    named = _segment(cursor, named=False)
    while cursor.skip("/", "."):
        named = _segment(cursor, named=named)


def _segment(cursor: Cursor, *, named: bool) -> bool:
    """One name of a path; whether any of them is more than a step."""
    word = cursor.need("a name", *_NAMES)
    steps = word.text in _FAULTY_PATH
    if steps and named:
        fault(f"{shown(word.text)} must be at the start of a path", word.start, word.end)
    return named or not steps


def _arguments(cursor: Cursor) -> int:
    """The values behind a name, then those with a name of their own; how many there are of the first."""
    count, keys = 0, False
    while True:
        if cursor.kind in _NAMES and cursor.after() == "=":
            cursor.at += 2
            keys = True
        elif keys or (cursor.kind not in {*_NAMES, "literal"} and cursor.text not in {"(", "@"}):
            return count
        else:
            count += 1
        if cursor.text == "(":
            _call(cursor)
        else:
            _name(cursor)


def _is_built_in(name: list[Word]) -> bool:
    """Whether a name alone, or behind ``@``, is that of a helper which renders a block."""
    return name[-1].text in _BUILT_IN and [each.text for each in name[:-1]] in ([], ["@"])


def _misplaced(name: Word) -> NoReturn:
    fault(f"{shown(name.text)} is written as a block: {{{{#{name.text}}}}}", name.start, name.end)


def _call(cursor: Cursor) -> None:
    cursor.expect("(")
    start = cursor.at
    _name(cursor)
    if _is_built_in(cursor.words[start : cursor.at]):
        _misplaced(cursor.words[cursor.at - 1])
    _arguments(cursor)
    cursor.expect(")")
