"""The Ruby in the tags of ERB, looked at lightly: an output is a whole expression, and what opens in one tag may close in another.

Source: ``Erubi::Engine`` (an output becomes ``( code ).to_s``, other code ends with ``;`` unless a line break follows).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.elsewhere import from_elsewhere
from smslint.dialects.lexing.erubi import OUTPUT
from smslint.dialects.lexing.tokens import Kind
from smslint.dialects.syntax.cursor import TooDeep, Word, fault, hold_brackets
from smslint.dialects.syntax.host_code import STRING, HostCode
from smslint.errors import TemplateError
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token

_BETWEEN: Final = frozenset({".", "&.", "==", "!=", "<=", ">=", "=>", "&&", "||", "=", ",", "+=", "-=", "===", "=~", "and", "or", "<", ">"})  # fmt: skip
_BEFORE: Final = frozenset({"+", "-", "*", "&", "|", "::", "!", "^", "~", "?", ":", "not", "if", "unless", "while", "until", "elsif", "when", "case"})  # fmt: skip
_JOINS: Final = frozenset({"if", "unless", "while", "until", "and", "or", "then", "do", "in", "rescue", "end", "else", "elsif", "when"})  # fmt: skip
RUBY: Final = HostCode(
    later(
        rf"(?P<space>[ \t\r\n]+)|{STRING}"
        r"|(?P<number>0[xXbBoO]\w+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?(?:(?:r?i|r)(?!\w))?)"
        r"|(?P<label>(?<!\.)[A-Za-z_]\w*[?!]?:(?!:))|(?P<symbol>:(?:[A-Za-z_]\w*[?!=]?|\[\]=?|[!=]~|[=!<>]=|\*\*|[-+~!*/%&|^<>](?=[\s,)])))|(?P<member>(?:(?<=\.)|(?<=::))[^\W\d]\w*[?!]?)|(?P<name>(?:@{1,2}|\$)?[^\W\d]\w*(?:[?!](?![=~]))?)"
        r"|(?P<sign>===|==|=~|!=|<=>|<=|>=|=>|&&|\|\||&\.|::|\.{2,3}|->|[-+]=|<(?!<)|[-+*=>!.,;()\[\]{}|&~^]|\?(?=\s|\w\w|\Z)|:(?=[\s\w\[({$@\"']|\Z))"
    ),
    _BETWEEN,
    _BEFORE,
    _JOINS,
    frozenset({("string", "string")}),
)
_PLAIN: Final = later(
    r"\s*(?!(?:if|unless|while|until|elsif|when|not|and|or|then)\b)@?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*\??)*\s*"
)
_BLOCK: Final = later(r"\bdo\b\s*(?:\|[^|]*\|)?\s*\Z|\{\s*(?:\|[^|]*\|)?\s*\Z")
_ASKING: Final = later(r"\s*(?:if|unless|elsif|while|until|when)\s*\Z")
_BREAK: Final = later(r"[ \t]*\r?\n")
_QUOTES: Final = later(r"[\"'`#/\\?]|%(?!>)|\$")


def check(source: str, tokens: list[Token]) -> None:
    """Refuse a template whose Ruby cannot be compiled.

    :raises TemplateError: at the wrong place.
    """
    code: list[Word] = []
    whole = True
    lone = max(source.find("'"), source.find('"')) if source.count('"') + source.count("'") == 1 else -1
    for token in tokens:
        if token.kind is not Kind.TAG or _PLAIN.fullmatch(source, token.body.start, token.body.end):
            continue
        found = _tag(source, token)
        if found is None and token.body.start <= lone < token.body.end:
            _quote(source, token)
        whole = whole and found is not None
        code += found or ()
        if found is None and "#" in source[token.body.start : token.body.end]:
            return  # a comment may hide what follows
    if whole:
        with suppress(TooDeep):
            hold_brackets(code)


def _tag(source: str, token: Token) -> list[Word] | None:
    """The words of a tag; ``None`` if they are not looked at."""
    start, end = token.body
    written = source[start:end]
    found = RUBY.loose(source, start, end)
    if found is None:
        return None
    block = _BLOCK.search(written) is not None
    goes_on = not source.startswith("%>", token.end - 2)  # the rest of the tag is another token
    ends_line = goes_on or _BREAK.match(source, token.end) is not None or written.rstrip(" \t").endswith("\n")
    if token.mark is OUTPUT:
        if block or from_elsewhere(written.strip()):
            return None if not block else found
        try:
            held = _in_brackets(found, token)
            hold_brackets(held or found)
        except TooDeep:
            return None
        RUBY.hold(source, found)
        return held or found
    if _ASKING.match(written) and not ends_line:
        fault("a condition is missing", token.start, token.end)
    RUBY.hold(source, found, first=False, last=not (ends_line or block))
    return found


def _in_brackets(found: list[Word], token: Token) -> list[Word] | None:
    """The words as Erubi compiles an output, if their brackets match so: ``a) + (b`` becomes ``( a) + (b ).to_s``."""
    held = [Word("sign", "(", token.start, token.start), *found, Word("sign", ")", token.end, token.end)]
    try:
        hold_brackets(held)
    except TemplateError:
        return None
    return held


def _quote(source: str, token: Token) -> None:
    """Refuse a quote that is never closed: the only one in the template, so that nothing else can close it."""
    quotes = list(_QUOTES.finditer(source.replace("<%", "  ").replace("%>", "  ")))
    if len(quotes) == 1 and quotes[0][0] in {'"', "'"} and token.body.start <= quotes[0].start() < token.body.end:
        fault(f"{quotes[0][0]} is never closed", quotes[0].start(), quotes[0].end())
