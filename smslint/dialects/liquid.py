"""Liquid. Source: its documentation of white space control and template tags."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag, word_tag
from smslint.dialects.curly import (
    ASSIGNING,
    blocks,
    conditions,
)
from smslint.dialects.expressions.comparisons import FILLED, PRESENT
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.lexing.lexer import Lexer
from smslint.dialects.lexing.strings import verbatim
from smslint.dialects.lexing.tokens import Kind, Mark, Raw, Token, Trim
from smslint.dialects.syntax.liquid import is_output, verdict
from smslint.errors import TemplateError
from smslint.span import Span
from smslint.text.condition import Not
from smslint.text.patterns import later
from smslint.text.tree import Call, Filter, Placeholder

if TYPE_CHECKING:
    from smslint.text.condition import Test
    from smslint.text.tree import Node


_LIQUID_TOKEN: Final = later(r"\{%-?\s*(\w*).*?%\}|\{\{.*?\}\}?", re.DOTALL)
_LIQUID_ENDRAW: Final = later(r"\{%-?\s*endraw\b(?:(?!\{%).)*?%\}", re.DOTALL)


def _liquid_endraw(source: str, token: Token) -> re.Match[str] | None:
    return _end_of_raw(source, token.end)


def _end_of_raw(source: str, at: int) -> re.Match[str] | None:
    """The end of a raw block that begins at a place.

    :raises TemplateError: in ``{{ x{% endraw %}}``, which Liquid up to 5.4 reads as one output, and later versions do not.
    """
    end = _LIQUID_ENDRAW.search(source, at)
    if end is not None and source.startswith("}", end.end()):
        for token in _LIQUID_TOKEN.finditer(source, at, end.end() + 1):
            if token.end() > end.end():
                raise TemplateError(
                    "'{{' is open before this tag and a brace is behind it, which versions of Liquid read in different ways",
                    Span(end.start(), end.end()),
                )
    return end


def _liquid_endcomment(source: str, token: Token) -> re.Match[str] | None:
    """Comments may be nested, and a raw block inside one is skipped."""
    depth, at = 1, token.end
    while match := _LIQUID_TOKEN.search(source, at):
        at = match.end()
        if match[1] == "raw":
            end = _end_of_raw(source, at)
            at = end.end() if end else len(source)
        depth += {"comment": 1, "endcomment": -1}.get(match[1] or "", 0)
        if depth == 0:
            return match
    return None


def _tag(source: str, token: Token) -> Tag:
    """``{% # a comment %}``, with or without the space, and ``{% echo name %}``, an output.

    :raises TemplateError: where all engines refuse the code of the tag.
    """
    tag = word_tag(source, token)
    if tag.word == "echo":
        return tag._replace(output=Span(source.index("echo", token.body.start) + 4, token.body.end))
    if tag.word.startswith("#"):
        return SILENT
    if not _WORD.match(tag.word):
        raise TemplateError("a tag begins with its name", Span(token.start, token.end))
    if tag.word == "liquid":
        _hold_lines(source, token)
    found = verdict(tag.word, tag.rest)
    if found.fault is None:
        return tag._replace(doubtful=True) if found.doubtful else tag
    why, start, end = found.fault
    begin = token.body.start + source[token.body.start : token.body.end].rfind(tag.rest) if tag.rest else token.body.end
    raise TemplateError(why, Span(begin + start, begin + end))


def _hold_lines(source: str, token: Token) -> None:
    """Refuse a ``{% liquid %}`` with a line that all engines refuse, or whose blocks are not closed.

    :raises TemplateError: at the line.
    """
    opened: list[re.Match[str]] = []
    lines = list(
        _LINE.finditer(
            source, token.body.start + source[token.body.start : token.body.end].index("liquid") + 6, token.body.end
        )
    )
    if any(line["word"] in {"raw", "comment", "doc"} for line in lines):
        return
    for line in lines:
        word, code = line["word"], line["code"].strip()
        found = verdict(word, code)
        if found.fault is not None:
            why, start, end = found.fault
            raise TemplateError(why, Span(line.start("code") + start, max(line.start("code") + end, line.end("word"))))
        if word in {"else", "elsif", "when"} and not opened:
            raise TemplateError(f"{word!r} has no start", Span(*line.span("word")))
        if word in _OPENS:
            opened.append(line)
        elif word.removeprefix("end") in _OPENS and (not opened or opened.pop()["word"] != word.removeprefix("end")):
            raise TemplateError(f"{word!r} has no start", Span(*line.span("word")))
    if opened:
        raise TemplateError(f"{opened[-1]['word']!r} has no end", Span(*opened[-1].span("word")))


_LINE: Final = later(r"(?m:^|(?<=liquid))[ \t\r]*(?P<word>\w+)[ \t]*(?P<code>[^\n]*)")
_OPENS: Final = frozenset({"if", "unless", "case", "for", "tablerow", "capture", "ifchanged"})
_WORD: Final = later(r"\w")
_LIQUID_CONDITIONS: Final = Conditions(
    constants=MappingProxyType({"true": True, "false": False, "nil": False, "null": False}),
    false=(),
    string=verbatim,
    no=(),
    backwards=True,
    brackets=False,
    counts=("size",),
    states=MappingProxyType({"== blank": Not(PRESENT), "== empty": Not(FILLED)}),
    contains="contains",
)
_EFFECT: Final = effect_in("liquid")
_LIQUID_READER: Final = Reader(_EFFECT, string=verbatim)
_LIQUID_KEY: Final = re.compile(r"""\[\s*(['"])(?:size|first|last)\1\s*\]""")
"""A key of this name in brackets: to Liquid it is not the property of a text, as it is after a dot."""
_ESCAPED: Final = later(r"""\\['"]""")
"""A quote after a backslash: to Liquid, whose texts have no escapes, it is the end of the text."""
_BRAZE: Final = later(r"(\s*)((?:[A-Za-z_]\w*\.)?)\$\{([A-Za-z_]\w*)\}")


_NOT_ASCII: Final = later(r"(?=[^\x00-\x7f])\w")
_STRINGS: Final = later(r"""\"[^\"]*\"|'[^']*'""")
_OF_LIST: Final = frozenset({"first", "last", "size", "join"})


def _is_cut(code: str) -> bool:
    """Whether a name has letters outside ASCII: Ruby's Liquid reads it as several names, others as one."""
    return _NOT_ASCII.search(_STRINGS.sub("", code)) is not None


def _split(node: Placeholder) -> Placeholder:
    """An output with each filter that makes a list, and the next one that takes a part of the list, as one call."""
    calls, filters = list(node.calls), list(node.filters)
    for index in range(len(calls) - 2, -1, -1):
        one, two = calls[index : index + 2]
        if one.name == "split" and two.name in _OF_LIST and len(one.arguments) == 1 and one.literal and two.literal:
            arguments = (*one.arguments, *two.arguments)
            call = Call(f"split {two.name}", arguments, two.named, source=f"{one.source} | {two.source}")
            calls[index : index + 2] = [call]
            filters[index : index + 2] = [_EFFECT(call) or Filter("unknown")]
    return node._replace(calls=tuple(calls), filters=tuple(filters))


def _liquid_output(source: str, tag: Span, body: Span) -> tuple[Node, ...]:
    """An output; Braze writes the name of an attribute as ``${name}``."""
    match = _BRAZE.match(source, body.start, body.end)
    if match is not None:
        if match[2] == "content_blocks.":
            return (Placeholder(source[body.start : body.end].strip(), tag, opaque=True),)
        name = match[1] + match[2] + match[3]
        source = source[: body.start] + name.ljust(len(match[0])) + source[match.end() :]
    code = source[body.start : body.end]
    if not code.strip() and source.startswith("{{", tag.start):
        return (Placeholder("{{ }}", tag, opaque=True),)  # the gem prints nothing, others refuse it
    if code.strip() and not is_output(code):
        return (Placeholder(code.strip(), tag, (Filter("unknown"),)),)
    if _LIQUID_KEY.search(code) or _ESCAPED.search(code) or (not code.isascii() and _is_cut(code)):
        return (Placeholder(source[body.start : body.end].strip(), tag, (Filter("unknown"),)),)
    nodes = _LIQUID_READER.output(source, tag, body)
    first = nodes[0]
    if "split" in code and isinstance(first, Placeholder) and len(first.calls) == len(first.filters):
        return (_split(first),)
    return nodes


_CONDITION: Final = conditions(_LIQUID_CONDITIONS)


def _condition(opened: Tag, arm: Tag) -> Test | None:
    code = f"{opened.rest} {arm.rest}"
    if opened.word != "case" and verdict(arm.word, arm.rest).chooses:
        return None
    return None if _ESCAPED.search(code) or (not code.isascii() and _is_cut(code)) else _CONDITION(opened, arm)


LIQUID: Final = Grammar(
    lexer=Lexer(
        (Mark("{{", "}}", Kind.OUTPUT, inner="${}"), Mark("{%", "%}", Kind.TAG)),
        trims={"-": Trim.ALL},
        blanks=" \t\r\n\f\v\0",
        # Trim markers do not affect the inside of a raw block.
        raw={"raw": Raw(Kind.ESCAPE, _liquid_endraw), "comment": Raw(Kind.COMMENT, _liquid_endcomment)},
    ),
    blocks={
        "if": Block(Shape.BRANCH, ("endif",), ("elsif",), ("else",)),
        "unless": Block(Shape.BRANCH, ("endunless",), ("elsif",), ("else",)),
        "case": Block(Shape.MATCHES, ("endcase",), ("when",), ("else",)),
        "for": Block(Shape.LOOP, ("endfor",), (), ("else",)),
        "tablerow": Block(Shape.UNKNOWN, ("endtablerow",)),
        "ifchanged": Block(Shape.BRANCH, ("endifchanged",)),
        **blocks(Shape.SILENT, "capture"),
    },
    inline=frozenset({"raw", "endraw", "comment", "endcomment", "assign"}),
    opaque=frozenset({"include", "render", "cycle", "increment", "decrement", "liquid"}),
    tag=_tag,
    condition=_condition,
    assigning=ASSIGNING,
    assigns="liquid",
    output=_liquid_output,
    drops_blank=frozenset({"if", "unless", "case", "for"}),
    stops=frozenset({"abort_message"}),
)
