"""AMPscript: what Salesforce Marketing Cloud writes between ``%%``.

Source: https://developer.salesforce.com/docs/marketing/marketing-cloud-ampscript/guide
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.tokens import Kind, Mark
from smslint.dialects.merging import merged
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Literal, Sequence

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.text.tree import Node

_TEXT: Final = r"(?:\"[^\"]*\"|'[^']*')"
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_ .]{0,80}")
_VALUE: Final = re.compile(r"v\(\s*@?(\w+)\s*\)|@(\w+)", re.IGNORECASE)
_DEFAULT: Final = re.compile(
    r"IIF\(\s*(?P<negated>NOT\s+)?EMPTY\(\s*@?(?P<asked>\w+)\s*\)\s*,\s*"
    rf"(?:(?P<first>{_TEXT})\s*,\s*@?(?P<then>\w+)|@?(?P<name>\w+)\s*,\s*(?P<second>{_TEXT}))\s*\)",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(
    rf"IIF\((?P<asked>(?:[^,()'\"]|{_TEXT}|\([^()'\"]*\)){{1,400}}+),\s*(?P<first>{_TEXT})\s*,\s*(?P<second>{_TEXT})\s*\)",
    re.IGNORECASE,
)
"""One of two texts."""
_WORDS: Final = re.compile(
    rf"{_TEXT}|/\*(?s:.)*?(?:\*/|\Z)|\b(?P<word>elseif|else|endif|if|for|next)\b|\b(?P<prints>outputline|output|treatascontent)\s*\(",
    re.IGNORECASE,
)
_THEN: Final = re.compile(rf"(?:[^'\"]|{_TEXT})*?(?=\bthen\b|\Z)", re.IGNORECASE)


def _output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    start = body.start + len(source[body.start : body.end]) - len(source[body.start : body.end].lstrip())
    code = source[start : body.end].strip()
    if value := _VALUE.fullmatch(code):
        return merged(value[1] or value[2], tag)
    if choice := _DEFAULT.fullmatch(code):
        name, text = (choice["name"], choice["second"]) if choice["negated"] else (choice["then"], choice["first"])
        if name and name.lower() == choice["asked"].lower():
            return merged(name, tag, text[1:-1])
    if choice := _CHOICE.fullmatch(code):
        places = [Span(start + choice.start(each) + 1, start + choice.end(each) - 1) for each in ("first", "second")]
        return (_one_of(source, tag, places, choice["asked"].strip()),)
    return merged(code, tag)


def _one_of(source: str, tag: Span, places: list[Span], asked: str) -> Node:
    """A branch of two texts, which lie in a tag."""
    ends = [places[1].start - 1, tag.end]
    arms: list[Arm] = []
    start = tag.start
    for place, end in zip(places, ends, strict=True):
        text = (Literal(source[place.start : place.end], place),) if place.length else ()
        parts = (Literal("", Span(start, place.start)), *text, Literal("", Span(place.end, end)))
        arms.append(Arm(Sequence(parts, Span(start, end)), None if arms else Condition(asked)))
        start = end
    return Branch(tuple(arms), tag)


def _tag(source: str, token: Token) -> Tag:
    """A block of AMPscript. It prints nothing, but a condition that it leaves open, or ends, chooses what follows."""
    code = source[token.body.start : token.body.end]
    found = list(_WORDS.finditer(code))
    words = _open([match for match in found if match["word"]])
    prints = any(match["prints"] for match in found)
    if not words:
        return Tag("output", opaque=True) if prints else SILENT
    word = words[0]["word"].lower()
    if len(words) == 1 and word == "next" and not prints:
        return Tag(word)
    if len(words) > 1 or prints or word in {"for", "next"}:
        return Tag(" ".join(code.split())[:60], block=Block(Shape.UNKNOWN, ("endif", "next")))
    asked = _THEN.match(code, words[0].end())
    return Tag(word, asked[0].strip() if asked is not None else "")


def _open(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of conditions and loops that do not begin and end in the same block."""
    left: list[re.Match[str]] = []
    begins: list[int] = []
    for match in words:
        word = match["word"].lower()
        if word in {"endif", "next"} and begins:
            del left[begins.pop() :]
            continue
        if word in {"if", "for"}:
            begins.append(len(left))
        left.append(match)
    return left


SALESFORCE: Final = Grammar(
    lexer=Lexer(
        (
            Mark("%%[", "]%%", Kind.TAG, optional=True),
            Mark("%%=", "=%%", Kind.OUTPUT, optional=True, one_line=True),
            Mark("%%", "%%", Kind.OUTPUT, optional=True, code=_NAME),
        )
    ),
    blocks={"if": Block(Shape.BRANCH, ("endif",), ("elseif",), ("else",))},
    tag=_tag,
    output=_output,
)
