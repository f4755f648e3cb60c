"""The arguments of Velocity's directives: what its parser refuses.

Source: ``Parser.jjt`` of Velocity 1.7 and 2.4. Where one of them reads more (2.4 takes any expression as the argument of a method, and
``${a|'b'}``), it is read here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.signed import FURTHEST, word_and_argument
from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import Cursor, TooDeep, fault, pieces
from smslint.errors import TemplateError
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token

_WORDS: Final = later(
    r"(?P<space>[ \t\r\n]+)|(?P<string>\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*')|(?P<reference>\$+!?[A-Za-z_][\w-]*)|(?P<open>\$+!?(?=\{\$?[A-Za-z_]))"
    r"|(?P<number>-?(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*(?:-\w*)*)"
    r"|(?P<sign>==|!=|<=|>=|&&|\|\||\.\.(?!\.)|[-+*/%<>!=()\[\]{},.:|])"
)
# A minus in front of a digit is a part of the number, so that 2-1 and 2 -1 are two numbers, which no version takes.
_PLAIN: Final = later(r"\s*!?\s*\$!?(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})\s*")
_LOOP: Final = later(r"\s*\$!?[A-Za-z_]\w*\s+in\s+\$!?[A-Za-z_]\w*\s*")
_BETWEEN: Final = frozenset({"||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "or", "and", "eq", "ne", "lt", "gt", "le", "ge"})  # fmt: skip
_CONSTANTS: Final = ("true", "false")
_BARE: Final = ["reference", "name", "name"]
_MACRO: Final = later(
    r"\s*(?!(?:and|or|not|eq|ne|lt|le|gt|ge|true|false)\b)[A-Za-z_]\w*(?:-\w+)*(?:\s*,?\s*\$!?[A-Za-z_]\w*(?:\s*=[^=]+)?)*\s*"
)
_ALONE: Final = later(r"\$(?!!?[A-Za-z_{]|\$)")
"""A sign without a name."""
_OPENED: Final = later(r"(?<![\\#])#\{?(?:if|elseif|foreach|set)\b\}?[ \t]*\(")
_BRACED: Final = later(r"(?<![\\$])\$!?(\{)(?=[A-Za-z_])")
_NAMED: Final = later(r"[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*+\s", re.ASCII)
_METHOD: Final = later(r"\$!?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+", re.ASCII)
_ASKING: Final = frozenset({"if", "elseif"})
_ARGUMENTS: Final = frozenset({"if", "elseif", "set", "foreach", "define", "macro"})


def check(source: str, tokens: list[Token]) -> None:
    """Refuse a template that Velocity refuses.

    :raises TemplateError: at the wrong place.
    """
    for token in tokens:
        if token.kind is Kind.TEXT:
            _text(source, token)
        elif token.kind is Kind.OUTPUT:
            _after(source, token)
        elif token.kind is Kind.TAG:
            word, argument = word_and_argument(source, token)
            if word in _ASKING and argument is not None and _PLAIN.fullmatch(argument):
                continue
            if word in _ARGUMENTS and argument is not None and "\\" not in argument and not _ALONE.search(argument):
                start = source.rfind(argument + ")", token.body.start, token.end)
                _argument(word, source, start, start + len(argument), token)


def is_whole(word: str, argument: str) -> bool:
    """Whether the argument of a directive is written as the guide has it.

    Of others 1.7 takes what it finds, and 2.4 refuses them: ``#foreach($a in)``, ``#macro(m true)``, a ``$`` without a name.
    """
    if word == "foreach":
        return _LOOP.fullmatch(argument) is not None or _is_loop(argument)
    if word == "macro":
        return _MACRO.fullmatch(argument) is not None
    if word == "define":
        return "!" not in argument and _PLAIN.fullmatch(argument) is not None
    return "$" not in argument or _ALONE.search(argument) is None


@lru_cache(maxsize=512)
def _is_loop(argument: str) -> bool:
    try:
        cursor = Cursor(pieces(_WORDS, argument, 0, len(argument)), 0, len(argument))
        _reference(cursor)
        cursor.expect("in")
        _value(cursor)
        cursor.finish()
    except (TemplateError, TooDeep):
        return False
    return True


def _text(source: str, token: Token) -> None:
    """Refuse a directive whose bracket is never closed: it is no token of its own."""
    if source.startswith("#[[", token.start - 3):
        return
    for unclosed in _OPENED.finditer(source, token.start, token.end):
        if len(source) - unclosed.end() < FURTHEST - 1:  # otherwise it may be too long to be read
            fault("'(' is never closed", unclosed.end() - 1, unclosed.end())
    for opened in _BRACED.finditer(source, token.start, token.end):
        if source.find("}", opened.end()) < 0:
            fault("'{' is never closed", opened.start(1), opened.end(1))
        ended = _NAMED.match(source, opened.end(1))
        if ended is not None:
            fault("white space is inside a reference", ended.end() - 1, ended.end())


def _after(source: str, token: Token) -> None:
    """Refuse an index or the values of a method that are never closed: they are no part of the reference's token."""
    sign, rest = source[token.end : token.end + 1], source[token.end + 1 :]
    if sign == "[" and "]" not in rest and not source.endswith("}", token.start, token.end):
        fault("'[' is never closed", token.end, token.end + 1)
    if sign == "(" and rest and ")" not in rest and _METHOD.fullmatch(source, token.start, token.end):
        fault("'(' is never closed", token.end, token.end + 1)


def _argument(word: str, source: str, start: int, end: int, token: Token) -> None:
    try:
        cursor = Cursor(pieces(_WORDS, source, start, end), token.start, token.end)
    except TooDeep:
        return
    first = cursor.kind
    match word:
        case "if" | "elseif":
            _expression(cursor)
        case "set":
            _reference(cursor)
            cursor.expect("=")
            _expression(cursor)
        case "macro" if first in {"", "string"}:
            cursor.missing("the name of the macro")
        case "foreach" | "define" if first in {"", "name"} and cursor.text not in _CONSTANTS:
            cursor.missing("a reference")
        case "foreach" if [each.kind for each in cursor.words] == _BARE:
            cursor.at = 2
            cursor.missing("a reference")
        case _:
            return  # see is_whole
    cursor.finish()


def _expression(cursor: Cursor) -> None:
    while True:
        while cursor.skip("!", "not", "-"):
            pass
        _value(cursor)
        if cursor.text not in _BETWEEN or not cursor.skip(cursor.text):
            return


def _value(cursor: Cursor) -> None:
    if cursor.kind in {"reference", "open"}:
        _reference(cursor)
    elif cursor.skip("("):
        _expression(cursor)
        cursor.expect(")")
    elif cursor.skip("["):
        _list(cursor)
    elif cursor.skip("{"):
        for _ in cursor.each("}", trailing=False):
            _expression(cursor)
            cursor.expect(":")
            _expression(cursor)
    elif not cursor.skip(*_CONSTANTS) and not cursor.take("string", "number"):
        cursor.missing("a value")


def _list(cursor: Cursor) -> None:
    """``[1, 2]``, ``[1..$a]``, behind the bracket."""
    start = cursor.at
    for _ in cursor.each("]", trailing=False):
        _expression(cursor)
        if cursor.text == "..":
            cursor.at = start
            _end(cursor)
            cursor.expect("..")
            _end(cursor)
            cursor.expect("]")
            return


def _end(cursor: Cursor) -> None:
    """Where a range begins or ends."""
    if cursor.kind in {"reference", "open"}:
        _reference(cursor)
        return
    number = cursor.need("a whole number or a reference", "number")
    if not number.text.removeprefix("-").isdigit():
        fault("a range has whole numbers or references", number.start, number.end)


def _reference(cursor: Cursor) -> None:
    """``$a.b($c).d[0]``, ``${a}``."""
    word = cursor.need("a reference", "reference", "open")
    if word.kind == "open":
        cursor.expect("{")
        cursor.need("a name", "name", "reference")
    while True:
        touches = cursor.kind and cursor.words[cursor.at].start == cursor.words[cursor.at - 1].end
        if touches and cursor.skip("."):
            name = cursor.need("a name", "name")
            if name.start > cursor.words[cursor.at - 2].end:
                fault("a name is missing behind the dot", name.start - 1, name.start)
            if name.text in _CONSTANTS:
                fault(f"{name.text!r} cannot be the name of a method", name.start, name.end)
            if cursor.text == "(" and cursor.words[cursor.at].start == cursor.words[cursor.at - 1].end:
                cursor.at += 1
                for _ in cursor.each(")", trailing=False):
                    if not (cursor.kind == "name" and cursor.after() in {",", ")"} and cursor.take("name")):
                        _expression(cursor)
        elif touches and cursor.skip("["):
            _expression(cursor)
            cursor.expect("]")
        else:
            break
    if word.kind == "open":
        if cursor.skip("|"):
            _expression(cursor)
        cursor.expect("}")
