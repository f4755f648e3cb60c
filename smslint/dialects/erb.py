"""ERB as Rails runs it: ``<%= output %>``, any Ruby between ``<%`` and ``%>``.

:mod:`smslint.dialects.lexing.erubi` describes which white space is removed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.dialects.blocks.grammar import Grammar
from smslint.dialects.blocks.shapes import Shape
from smslint.dialects.blocks.tags import SILENT, Block, Tag
from smslint.dialects.expressions.comparisons import DEFINED, FILLED, PRESENT
from smslint.dialects.expressions.conditions import Conditions
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.functions.lookup import effect_in
from smslint.dialects.functions.ruby_filters import RAILS_METHODS
from smslint.dialects.lexing.elsewhere import TEXT, TEXTS, from_elsewhere
from smslint.dialects.lexing.erubi import CODE, ErubiLexer
from smslint.dialects.lexing.ruby_statements import word as opened_by
from smslint.dialects.lexing.strings import ruby_string
from smslint.dialects.lexing.words import Word, words
from smslint.dialects.syntax.erb import check
from smslint.span import Span
from smslint.text.condition import Compared, Not, Some, names
from smslint.text.patterns import later
from smslint.text.tree import Call, Literal, Node, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Token
    from smslint.text.condition import Test

_EACH: Final = re.compile(
    r"(\S+?)\.(?:each|each_with_index|map|times|each_with_object)\b.*\bdo\b|for\s+.+?\s+in\s+(\S+)", re.DOTALL
)
_PRINTS: Final = re.compile(r"\b(?:safe_)?concat\b|\boutput_buffer\b|\b_buf\b|\b_?erbout\b")
"""Code that prints although its tag does not."""
_LEAVES: Final = re.compile(r"(return|raise|throw|fail|abort|exit|next|break)\b(?![\w.?!=])\s*(.*)", re.DOTALL)
_ENDS_ALL: Final = frozenset({"return", "raise", "throw", "fail", "abort", "exit"})
_LATER: Final = re.compile(
    r"(?:\A|[\s;&|(])(?:(?:return|next|break)\b(?![\w?!=])|(?:raise|throw|fail|abort|exit)\b(?=\s*[;)\n\"':(A-Z]|\s*\Z))"
)
"""Code that may leave further on: ``x or return``, ``stop; raise "x"``."""
_MODIFIER: Final = re.compile(r"(?:(?P<value>.*?)\s)??(?:if|unless)\b", re.DOTALL)
_BRANCHES: Final = frozenset({"if", "unless", "case"})
_ARMS: Final = frozenset({"elsif", "when", "in", "else"})
_LOOPS: Final = frozenset({"while", "until"})
_HANDLES: Final = frozenset({"rescue", "ensure"})
"""Arms of a block of which nothing is known."""


def _tag(source: str, token: Token) -> Tag | None:
    code = source[token.body.start : token.body.end].strip()
    word = opened_by(code)
    if token.mark is not CODE:
        if word in {"do", "{"}:
            return Tag("do", code)
        return Tag(code, opaque=True) if from_elsewhere(code) else None
    if _hides(source, token, code):
        return Tag("return", f"in {code}", opaque=True, perhaps=True)
    if code.startswith("#") and "\n" not in code:
        return SILENT
    rest = code[len(word) :].strip("; \t\r\n")
    if word in {"end", "}"}:
        return Tag("end")
    if word in _ARMS:
        return Tag(word, rest)
    if _PRINTS.search(code):
        return Tag("do", code) if word not in {"", *_HANDLES} else Tag(code, opaque=True)
    if word in _BRANCHES:
        return Tag(word, rest)
    if word in _LOOPS:
        return Tag("each", code)
    if word and word not in _HANDLES:
        match = _EACH.match(code)
        return Tag("do", code) if match is None else Tag("each", match[1] or match[2])
    return _leaving(code) or SILENT


_COMMENT: Final = later(r"(?:\A|\s)#(?!\{)[^\n]*\Z")
_REST_OF_LINE: Final = later(r"[ \t]*(?:\r?\n|\Z)")


def _hides(source: str, token: Token, code: str) -> bool:
    """Whether a comment at the end of code also hides what follows: Erubi ends the line of Ruby only where the tag has its line to itself."""
    if "#" not in code or _COMMENT.search(TEXTS.sub("''", code)) is None or token.end == len(source):
        return False
    if source[token.body.start : token.body.end].rstrip(" \t\r").endswith("\n"):
        return False
    alone = not source[source.rfind("\n", 0, token.start) + 1 : token.start].strip(" \t")
    return not alone or _REST_OF_LINE.match(source, token.end) is None


def _leaving(code: str) -> Tag | None:
    """Code that leaves a block or the template: what follows may not render."""
    match = _LEAVES.match(code)
    if match is None:
        return Tag("return", f"in {code}", opaque=True, perhaps=True) if _LATER.search(TEXTS.sub("''", code)) else None
    word, rest = match.groups()
    if word not in _ENDS_ALL:
        return Tag("break", perhaps=True)
    modifier = _MODIFIER.match(rest)
    value = rest if modifier is None else modifier["value"] or ""
    if word != "return":  # an error ends the program that would send the text
        return Tag("raise", rest, perhaps=modifier is not None)
    # Rails makes the text of what a template returns; a partial that returns ends only itself.
    return Tag("return", rest, opaque=value.strip() not in {"", "nil"}, perhaps=True)


_ASKS: Final = later(
    rf"(?P<list>\[\s*{TEXT}(?:\s*,\s*{TEXT})*\s*\])\.include\?\(\s*(?P<item>@?[a-z_][\w.]*)\s*\)"
    rf"|(?P<name>@?[a-z_][\w.]*)\.(?P<method>include|start_with|end_with|eql)\?\(\s*(?P<text>{TEXT})\s*\)"
)
_METHODS: Final = MappingProxyType({"include": "contains", "start_with": "starts", "end_with": "ends", "eql": "=="})


def _special(source: str) -> Test | None:
    """``["a", "b"].include?(name)``, ``name.include?("a")``, ``name.start_with?("a")``."""
    match = _ASKS.fullmatch(source)
    if match is None:
        return None
    if match["list"]:
        texts = [ruby_string(each[0]) for each in TEXTS.finditer(match["list"])]
        known = tuple(Compared(match["item"], "==", text) for text in texts if text is not None)
        return Some(known) if len(known) == len(texts) else None
    text = ruby_string(match["text"])
    return None if text is None else Compared(match["name"], _METHODS[match["method"]], text)


_SLICE: Final = later(
    r"\s*(?P<name>@?[a-z_]\w*(?:\.[a-z_]\w*)*)\[\s*(?P<start>-?\d{1,9})\s*(?:,\s*(?P<length>\d{1,9})|(?P<dots>\.{2,3})\s*(?P<end>-?\d{1,9})?)?\s*\]\s*"
)
_INSERTED: Final = later(r"#\{([^{}\"'#]*)\}")


class _RubyReader(Reader):
    """Reads slices, and texts with code in them, too."""

    __slots__ = ()

    def _value(self, source: str, found: list[Word]) -> Node:
        if len(found) == 1 and found[0].kind == "string" and "#{" in found[0].text:
            return self._interpolated(source, found[0]) or super()._value(source, found)
        match = _SLICE.fullmatch(source, found[0].start, found[-1].end)
        if match is None:
            return super()._value(source, found)
        start = int(match["start"])
        length = int(match["length"]) if match["length"] else None
        end = int(match["end"]) if match["end"] else None
        if length is end is None and not match["dots"]:
            length = 1
        written = source[match.end("name") : found[-1].end]
        call = Call("[]", (start, length, end, int(match["dots"] == "..")), source=written)
        span = Span(found[0].start, found[-1].end)
        return Placeholder(match["name"], span, (self._effect(call),), calls=(call,))

    def _interpolated(self, source: str, word: Word) -> Sequence | None:
        """A text in double quotes with values in it: ``"Hi #{name}"``."""
        parts: list[Node] = []
        at, end = word.start + 1, word.end - 1
        for match in (*_INSERTED.finditer(source, at, end), None):
            stop = match.start() if match else end
            text = self.string(f'"{source[at:stop]}"') if word.text[0] == '"' else None
            if text is None or "#{" in source[at:stop] or source[at:stop].endswith("\\"):
                return None
            parts.append(Literal(text, Span(at if parts else word.start, stop if match else word.end)))
            if match:
                inner = words(source, *match.span(1))
                if not inner:
                    return None
                parts.append(Literal("", Span(stop, inner[0].start)))
                parts.append(self.expression(source, inner))
                parts.append(Literal("", Span(inner[-1].end, match.end())))
                at = match.end()
        return Sequence(tuple(parts), Span(word.start, word.end))


_VALUES: Final = _RubyReader(
    effect_in("erb"),
    methods=frozenset(RAILS_METHODS),
    nothing=MappingProxyType({"presence": "present?"}),
    string=ruby_string,
)
CONDITIONS: Final = Conditions(
    value=_VALUES.value,
    constants=MappingProxyType({"true": True, "false": False, "nil": False}),
    special=_special,
    counts=("length", "size"),
    false=(),
    string=ruby_string,
    no=("!", "not"),
    both=("&&", "and"),
    either=("||", "or"),
    states=MappingProxyType(
        {
            "present?": PRESENT,
            "blank?": Not(PRESENT),
            "empty?": Not(FILLED),
            "nil?": Not(DEFINED),
        }
    ),
)
"""In Ruby every text is true, even the empty one; Rails adds ``present?`` and ``blank?``."""


_COMPUTED: Final = later(rf"\.(?:{'|'.join(RAILS_METHODS)})\b(?![?!])")
"""What is asked about the result of a method is not known."""


_IF_PRESENT: Final = later(r"\A\s*([\w@.]+)\.presence\s*\Z")


@lru_cache(maxsize=512)
def _ask(source: str) -> Test | None:
    test = CONDITIONS.test(_IF_PRESENT.sub(r"\1.present?", source))
    return None if test is None or any(map(_COMPUTED.search, names(test))) else test


def _condition(opened: Tag, arm: Tag) -> Test | None:
    if opened.word == "case":
        return (
            CONDITIONS.when(opened.rest, arm.rest) if arm.word == "when" and not _COMPUTED.search(opened.rest) else None
        )
    if opened.word not in {"if", "unless"}:
        return None
    test = _ask(arm.rest.removesuffix(" then").rstrip())
    return Not(test) if test is not None and arm.word == "unless" else test


ERB: Final = Grammar(
    lexer=ErubiLexer(),
    blocks={
        "if": Block(Shape.BRANCH, ("end",), ("elsif",), ("else",)),
        "unless": Block(Shape.BRANCH, ("end",), ("elsif",), ("else",)),
        "case": Block(Shape.SWITCH, ("end",), ("when", "in"), ("else",)),
        "each": Block(Shape.LOOP, ("end",)),
        "do": Block(Shape.UNKNOWN, ("end",), (), ("else",)),  # Ruby's else behind a rescue
    },
    stops=frozenset({"return", "raise"}),
    returns=frozenset({"return", "break"}),
    tag=_tag,
    condition=_condition,
    assigning=later(r"<%-?\s*[@a-z]"),
    assigns="erb",
    syntax=check,
    one_last_arm=True,
    output=_VALUES._replace(condition=_ask, conditional="?:", fallback={"||": False}, concatenation=("+",)).output,
    unknown_ends="",
)
