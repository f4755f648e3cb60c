"""The text of an XLIFF unit with its inline elements: what they contain, and placeholders for what the program puts there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.sources.body import BodyBuilder
from smslint.sources.xml import decode, tag_of
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.sources.message import SourceMap
    from smslint.text.tree import Node, Text

_STANDS = frozenset(("x", "ph", "it"))
"""Elements that stand for something of the program, if they are empty. The others are around text, or in pairs: markup."""
_MARKUP = re.compile(r"\s*<|(?:START|CLOSE)_", re.ASCII)
_BREAK = ("lb", "fmt:lb")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_CALL = re.compile(r"[(|?+\"'\[]")


class Content:
    """Collects the pieces of one text."""

    def __init__(self, text: str, codes: Mapping[str, str]) -> None:
        self.text = text
        self.codes = codes
        self.body = BodyBuilder(0)
        self.holes: list[tuple[Span, str | None, str]] = []
        """Where each inline element is in the body; the name of a placeholder, or ``None`` and the text that it always gives."""

    def add(self, start: int, end: int) -> None:
        """Add the content of an element of the file."""
        if not self.body.length:
            self.body = BodyBuilder(start)
        decode(self.body, self.text, start, end, self.tag)

    def tag(self, match: re.Match[str]) -> None:
        tag = tag_of(match[0])
        if tag is None:
            return
        name, attributes = tag
        if name == "cp":
            self.body.replace(_character(attributes.get("hex", "")), *match.span())
            return
        if name not in _STANDS or not match[0].endswith("/>"):
            return
        code = self.codes.get(attributes.get("dataRef", ""), "")
        code = attributes.get("equiv-text") or attributes.get("disp") or code or attributes.get("equiv", "")
        identifier = attributes.get("id", "")
        line = attributes.get("ctype") in _BREAK or attributes.get("subType") in _BREAK or identifier == "LINE_BREAK"
        markup = line or _MARKUP.match(code) or _MARKUP.match(identifier)
        span = Span(self.body.length, self.body.length + len(match[0]))
        self.holes.append((span, None if markup else code_name(code) or identifier, "\n" if line else ""))
        self.body.copy(self.text, *match.span())

    def build(self) -> tuple[str, SourceMap, Text | None]:
        """The text, its map, and its tree if it has placeholders."""
        body, source_map = self.body.build()
        if not self.holes:
            return body, source_map, None
        parts: list[Node] = []
        at = 0
        for span, name, text in self.holes:
            if at < span.start:
                parts.append(Literal(body[at : span.start], Span(at, span.start)))
            at = span.end
            parts.append(Literal(text, span) if name is None else Placeholder(name, span))
        if at < len(body):
            parts.append(Literal(body[at:], Span(at, len(body))))
        return body, source_map, Sequence(tuple(parts), Span(0, len(body)))


def code_name(code: str) -> str:
    """The name in the code of a program, such as ``{{ name }}`` or ``%(name)s``; the code, if it is more than a name."""
    names = _NAME.findall(code)
    if not names or len(code) > 200:
        return ""
    return names[0] if len(names) == 1 or not _CALL.search(code.strip("{}%$#[]()<> ")) else code.strip("{} ")


def _character(digits: str) -> str:
    code = int(digits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", digits) else 0x110000
    return chr(code) if code <= 0x10FFFF else ""
