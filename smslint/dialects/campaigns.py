"""The merge languages of campaign tools: a pattern for each, and its blocks if it has any.

Sources: the documentation of each tool, and templates in public use. A field with a default of its own shows that where it is empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import Block, Tag
from smslint.dialects.django import DJANGO, usual_tag
from smslint.dialects.jinja import JINJA
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.pattern_lexer import PatternLexer
from smslint.dialects.lexing.tokens import Kind, Mark
from smslint.dialects.merging import UNKNOWN, merged
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.dialects.lexing.tokens import Token
    from smslint.span import Span
    from smslint.text.tree import Node

    Output = Callable[[str, Span, Span], tuple[Node, ...]]


def _plain(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    return merged(source[body.start : body.end], tag)


def _with_default(pattern: str) -> Output:
    """Outputs with a default: a pattern with the groups ``name`` and ``default``."""
    form = re.compile(pattern)

    def output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
        code = source[body.start : body.end].strip()
        match = form.fullmatch(code)
        return merged(code, tag) if match is None else merged(match["name"], tag, match["default"])

    return output


def _fields(pattern: str, output: Output = _plain) -> Grammar:
    """A language without blocks."""
    return Grammar(lexer=PatternLexer(re.compile(pattern)), output=output)


# Mailchimp and Mandrill.
_MAILCHIMP_TAG: Final = re.compile(r"(END|ELSEIF|ELSE|IFNOT|IF|[A-Z]+)\s*:?\s*(.*)", re.DOTALL)
_CHANGED: Final = re.compile(r"(?:TITLE|UPPER|LOWER|DATE|HTML|URL|DATE_ADD)\s*:", re.IGNORECASE)


def _mailchimp_tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    match = _MAILCHIMP_TAG.match(code)
    if match is None:
        return None
    word, rest = match.groups()
    if word in {"IF", "IFNOT"}:
        return Tag(word, rest, Block(Shape.BRANCH, ("END:IF",), ("ELSEIF",), ("ELSE",)))
    if word == "END":
        return Tag(f"END:{rest.strip()}")
    if word in {"ELSE", "ELSEIF"}:
        return Tag(word, rest)
    if word == "INTERESTED":
        return Tag(word, rest, Block(Shape.BRANCH, ("END:INTERESTED",), (), ("ELSE",)))
    if f"*|END:{word}|*" in source:
        return Tag(word, rest, Block(Shape.UNKNOWN, (f"END:{word}",)))
    return None


def _mailchimp_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    code = source[body.start : body.end]
    return (Placeholder(code.partition(":")[2].strip(), tag, UNKNOWN),) if _CHANGED.match(code) else merged(code, tag)


MAILCHIMP: Final = Grammar(
    lexer=PatternLexer(re.compile(r"\*\|(?P<tag>[A-Za-z][^|\n]{0,200})\|\*")),
    tag=_mailchimp_tag,
    output=_mailchimp_output,
)


# ActiveCampaign.
def _active_campaign_tag(source: str, token: Token) -> Tag:
    word, _, rest = source[token.body.start : token.body.end].partition(" ")
    return Tag(word, rest)


ACTIVE_CAMPAIGN: Final = Grammar(
    lexer=PatternLexer(
        re.compile(
            r"%(?P<tag>IF\s[^%\n]{1,200}|ELSEIF\s[^%\n]{1,200}|ELSE|/IF)%|%(?P<output>[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*)%"
        )
    ),
    blocks={"IF": Block(Shape.BRANCH, ("/IF",), ("ELSEIF",), ("ELSE",))},
    tag=_active_campaign_tag,
    output=_plain,
)


# Adobe Campaign Classic: JavaScript between the marks of ERB.
_ADOBE_BLOCK: Final = Block(Shape.BRANCH, ("}",), ("else if",), ("else",))
_ADOBE_TAG: Final = re.compile(r"\s*+(?:(\})?\s*+(else\s+if|else|if)\b\s*+([^{]*+)\{|(\}))\s*+;?\s*+\Z")


_ADOBE_UNREAD: Final = Block(Shape.UNKNOWN, ("}",))
_NO_CODE: Final = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)


def _adobe_tag(source: str, token: Token) -> Tag:
    """Of the statements of JavaScript only conditions are read: what is in any other block renders any number of times."""
    code = source[token.body.start : token.body.end]
    match = _ADOBE_TAG.match(code)
    if match is None:
        label = " ".join(code.split())[:60] or "code"
        braces = [each for each in _NO_CODE.sub("", code) if each in "{}"]
        if braces == ["{"]:
            return Tag(label, block=_ADOBE_UNREAD)
        return Tag("}", doubtful=True) if braces == ["}"] else Tag(label, opaque=True)
    if match[4]:
        return Tag("}")
    word = " ".join(match[2].split())
    return Tag(word, match[3].strip(), _ADOBE_BLOCK if word == "if" and not match[1] else None)


ADOBE: Final = Grammar(
    lexer=Lexer(
        (
            Mark("<%=", "%>", Kind.OUTPUT, optional=True),
            Mark("<%--", "--%>", Kind.COMMENT, optional=True),
            Mark("<%", "%>", Kind.TAG, optional=True),
        )
    ),
    tag=_adobe_tag,
    output=_with_default(r"(?P<name>[\w.@]+)\s*(?:\|\||\?\?)\s*(?:['\"](?P<default>[^'\"]*)['\"])"),
)

# Languages without blocks.
MARKETO: Final = _fields(
    r"\{\{\s*+(?P<output>[^{}\s](?:[^{}\n]{0,198}[^{}\s])?)\s*+\}\}",
    _with_default(r"(?P<name>[^:]+?)(?::default=(?P<default>.*))?"),
)
MAUTIC: Final = _fields(
    r"\{(?P<output>[a-z]{3,20}=[A-Za-z0-9_]+(?:\|[^{}\n]{0,80})?)\}",
    lambda source, tag, body: _mautic(source[body.start : body.end], tag),
)
RESPONSYS: Final = _fields(
    r"\$(?P<output>(?:lookup|nvl|cond|firstname|lastname)\s*(?:\([^$\n]{0,200}\))?)\$",
    _with_default(r"(?:nvl\(\s*)?(?:lookup\(\s*)?(?P<name>\w+)\s*\)?\s*(?:,\s*(?P<default>[^,()]*)\))?"),
)
WHATSAPP: Final = _fields(r"\{\{\s*(?P<output>\d{1,4}|[A-Za-z_]\w{0,60})\s*\}\}")
N8N: Final = _fields(
    r"\{\{(?P<output>(?:[^{}]|\{[^{}]{0,200}\}){0,400}+)\}\}",
    _with_default(
        r"\$(?:json|vars|env|input\.item\.json|\('[^']*'\)\.(?:item|first\(\)|last\(\))\.json)(?:\.|\[['\"])(?P<name>[\w.]+)(?:['\"]\])?"
        r"(?:\s*(?:\|\||\?\?)\s*['\"](?P<default>[^'\"]*)['\"])?"
    ),
)


def _mautic(code: str, tag: Span) -> tuple[Node, ...]:
    name, bar, rest = code.partition("|")
    name = name.partition("=")[2]
    changed = rest in {"true", "date", "time", "datetime"}
    return (Placeholder(name, tag, UNKNOWN),) if changed else merged(name, tag, rest if bar else None)


# HubSpot writes Jinja, and Klaviyo Django, each with a function for a field and its default.
_TOKEN: Final = re.compile(
    r"\s*personalization_token\(\s*(?P<a>['\"])(?P<name>[\w.]+)(?P=a)\s*(?:,\s*(?P<b>['\"])(?P<default>[^'\"]*)(?P=b)\s*)?\)\s*"
)
_LOOKUP: Final = re.compile(
    r"\s*(?P<of>[\w.]+)\s*\|\s*lookup:\s*['\"](?P<name>[^'\"]*)['\"]\s*(?:\|\s*default:\s*['\"](?P<default>[^'\"]*)['\"]\s*)?"
)


def _token_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    match = _TOKEN.fullmatch(source, body.start, body.end)
    return JINJA.output(source, tag, body) if match is None else merged(match["name"], tag, match["default"])


def _lookup_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    match = _LOOKUP.fullmatch(source, body.start, body.end)
    return DJANGO.output(source, tag, body) if match is None else merged(match["name"], tag, match["default"])


# Their code is not held against Jinja's and Django's own parsers: they are other programs, which take more.
HUBSPOT: Final = JINJA.lenient._replace(output=_token_output)
KLAVIYO: Final = DJANGO.lenient._replace(output=_lookup_output, tag=usual_tag)
