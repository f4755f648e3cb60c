"""The PHP in Blade's outputs and conditions, looked at lightly. Source: ``BladeCompiler`` of Laravel, and PHP's grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.signed import FURTHEST, word_and_argument
from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import fault
from smslint.dialects.syntax.host_code import STRING, HostCode
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token

_BETWEEN: Final = frozenset({"==", "===", "!=", "!==", "<=", ">=", "<=>", "&&", "||", "??", "?:", "=", "=>", "->", "?->", "*", ".", "<", ">", "and", "or", "xor", "instanceof"})  # fmt: skip
_BEFORE: Final = frozenset({"+", "-", "!", "::", "?", ":", "|", "^", "~", "@", "new"})
PHP: Final = HostCode(
    later(
        rf"(?P<space>[ \t\r\n]+)|{STRING}"
        r"|(?P<number>0[xXbBoO]\w+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|(?P<variable>\$[^\W\d]\w*)"
        r"|(?P<member>(?:(?<=->)|(?<=::))[^\W\d]\w*)|(?P<name>\\?[^\W\d]\w*(?:\\\w+)*)"
        r"|(?P<sign><=>|===|!==|==|!=|<=|>=|=>|\?->|->|&&|\|\||\?\?|\?:|::|\.\.\.|\+\+|--|<(?!<)|[-+*.>=!,;()\[\]{}|&^~?:@])"
    ),
    _BETWEEN,
    _BEFORE,
    frozenset({"and", "or", "xor", "instanceof", "as"}),
)
_PLAIN: Final = later(r"\s*\$[A-Za-z_]\w*(?:->[A-Za-z_]\w*)*\s*")
_LIST: Final = later(r"\s*\S.*\sas\b\s*[^\s)].*", 16)
_ASKING: Final = frozenset({"if", "elseif", "unless", "while"})
_NEEDY: Final = later(r"(?<![\w@])@(?:if|elseif|unless|foreach|forelse|while|switch)\b(?P<bracket>\s*\()")


def check(source: str, tokens: list[Token]) -> None:
    """Refuse a template whose PHP cannot be compiled.

    :raises TemplateError: at the wrong place.
    """
    for token in tokens:
        if token.kind is Kind.OUTPUT and source.startswith("{", token.start):
            _whole(source, token.body.start, token.body.end, token)
        elif token.kind is Kind.TAG and source.startswith("@", token.start):
            word, argument = word_and_argument(source, token)
            word = word.lower()
            if argument is None:
                continue
            start = source.rfind(argument + ")", token.body.start, token.end)
            if word in _ASKING:
                _whole(source, start, start + len(argument), token)
            elif word in {"foreach", "forelse"} and not _LIST.fullmatch(argument):
                fault("a list, 'as' and a variable are expected here", token.start, token.end)
        elif token.kind is Kind.TEXT:
            for unclosed in _NEEDY.finditer(source, token.start, token.end):
                if len(source) - unclosed.end() < FURTHEST - 1:
                    fault("'(' is never closed", unclosed.end() - 1, unclosed.end())


def _whole(source: str, start: int, end: int, token: Token) -> None:
    """A whole expression."""
    if _PLAIN.fullmatch(source, start, end):
        return
    if start == end and token.kind is Kind.OUTPUT:
        return  # braces alone are text
    if not source[start:end].strip():
        fault("an expression is missing", token.start, token.end)
    found = PHP.read(source, start, end)
    if found is not None:
        PHP.hold(source, found)
