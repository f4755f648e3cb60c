"""For all XML hosts: a check that the file is well formed, and the elements with the place of their content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat  # declared entities are refused below

from smslint.errors import SourceError
from smslint.sources.expression import ByteIndex
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smslint.sources.body import BodyBuilder

_DEPTH_LIMIT = 1000
_TAG_END = re.compile(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""Characters that XML files write as entities."""
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<tag><(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>)|(?P<entity>&[^;\s]{1,32};)|\r\n?",
    re.DOTALL,
)
_BREAK = re.compile(r"\r\n?")
_NAME = re.compile(r"<(/?)(?:[\w.-]+:)?([\w.-]+)")
_ATTRIBUTE = re.compile(r"\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENTITY = re.compile(r"&[^;\s]{1,32};")


class Element(NamedTuple):
    """An element: its name, attributes, the index of its parent (-1 for the root) and the place of its content."""

    name: str
    attributes: Mapping[str, str]
    parent: int
    start: int
    end: int


def contents(found: Sequence[Element]) -> dict[int, list[int]]:
    """The elements directly in each element, all by their indices; those without any are not in it."""
    inside: dict[int, list[int]] = {}
    for number, element in enumerate(found):
        inside.setdefault(element.parent, []).append(number)
    return inside


def elements(text: str) -> list[Element]:
    """Every element of the file in document order.

    :raises SourceError: when the file is not well formed, declares entities or is nested too deeply.
    """
    index = ByteIndex(text)
    found: list[Element] = []
    open_elements: list[int] = []
    parser = expat.ParserCreate("utf-8", namespace_separator=None)

    def here() -> int:
        return index.character(max(parser.CurrentByteIndex, 0))

    def start(name: str, attributes: dict[str, str]) -> None:
        at = here()
        if len(open_elements) >= _DEPTH_LIMIT:
            raise SourceError(f"This XML is nested more than {_DEPTH_LIMIT} levels deep.", Span(at, at + 1))
        tag = _TAG_END.match(text, at)
        content = tag.end() if tag is not None else at
        parent = open_elements[-1] if open_elements else -1
        open_elements.append(len(found))
        found.append(Element(name, attributes, parent, content, content))

    def end(_name: str) -> None:
        number = open_elements.pop()
        element = found[number]
        # An empty element tag ends where it starts: it has no content.
        found[number] = element._replace(end=max(here(), element.start))

    def entity(*_: object) -> None:
        raise SourceError("This XML declares its own entities, which smslint does not expand.", Span(here(), here()))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        # The declaration may name the file's encoding; the text is already decoded, so `utf-8` above wins.
        parser.Parse(index.data, True)
    except expat.ExpatError as error:
        at = index.character(min(max(parser.ErrorByteIndex, 0), len(index.data)))
        raise SourceError(f"This is not well-formed XML: {expat.ErrorString(error.code)}.", Span(at, at)) from None
    return found


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def decode(
    body: BodyBuilder, text: str, start: int, end: int, tag: Callable[[re.Match[str]], object] | None = None
) -> BodyBuilder:
    """Add the text of ``text[start:end]``: references and CDATA sections are resolved, and line breaks are line feeds.

    :param tag: what is done at each tag, which is not a part of the text.
    """
    at = start
    for match in _MARKUP.finditer(text, start, end):
        body.copy(text, at, match.start())
        at = match.end()
        if match["entity"] is not None:
            body.replace(entity_text(match[0]) or match[0], match.start(), at)
        elif match["cdata"] is not None:
            add_lines(body, text, *match.span("cdata"))
        elif match[0][0] == "\r":
            body.replace("\n", match.start(), at)
        elif tag is not None and match["tag"] is not None:
            tag(match)
    body.copy(text, at, end)
    return body


def add_lines(body: BodyBuilder, text: str, start: int, end: int) -> None:
    """Add ``text[start:end]``, with line feeds for its line breaks."""
    body.decode(text, start, end, _BREAK, lambda _: "\n")


def tag_of(written: str) -> tuple[str, dict[str, str]] | None:
    """The name of a tag that opens or is empty, and its attributes, all without prefixes; ``None`` for one that closes."""
    name = _NAME.match(written)
    if name is None or name[1]:
        return None
    found = _ATTRIBUTE.finditer(written, name.end())
    return name[2], {each[1]: _ENTITY.sub(_resolved, each[2] if each[2] is not None else each[3]) for each in found}


def _resolved(entity: re.Match[str]) -> str:
    return entity_text(entity[0]) or entity[0]


def entity_text(written: str) -> str | None:
    """The text of ``&amp;`` or ``&#x2019;``; ``None`` for an entity that XML does not know."""
    name = written[1:-1]
    if not name.startswith("#"):
        return _ENTITIES.get(name)
    digits = name[2:] if name[1:2] in {"x", "X"} else name[1:]
    base = 16 if name[1:2] in {"x", "X"} else 10
    code = int(digits, base) if len(digits) <= 8 else 0x110000
    return chr(code) if code <= 0x10FFFF else None
