"""Android ``strings.xml``: strings, string arrays and plurals, as the resource compiler reads them.

White space is removed at the ends and collapsed inside, unless it is in double quotes; ``\\n``, ``\\'`` and ``\\u0041``
are escapes; markup and ``<xliff:g>`` are transparent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import C_LIKE, UNICODE, UNICODE_PAIR, code_point, through, unicode_pair
from smslint.sources.expression import from_elsewhere
from smslint.sources.message import Message
from smslint.sources.xml import WRITTEN, Element, elements, entity_text
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.XML,)
MANY_STRINGS = False

_TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>"
    rf"|(?P<entity>&[^;\s]{{1,32}};)|(?P<escape>{UNICODE_PAIR}|{UNICODE}|\\.)|(?P<quote>\")|(?P<space>[ \t\r\n]++)",
    re.DOTALL,
)
_IN_CDATA = re.compile(
    rf"(?P<entity>(?!))|(?P<cdata>(?!))|(?P<escape>{UNICODE_PAIR}|{UNICODE}|\\.)|(?P<quote>\")|(?P<space>[ \t\r\n]++)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"[@?](?:[\w.]+:)?(?:string|attr)/([\w.]+)\Z")
_BREAK = re.compile(r"\r\n?")
_SIMPLE = {"n": "\n", "t": "\t"}


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string under its name. The forms of a plural share one key.

    :raises SourceError: when the file is not well-formed XML.
    """
    found = elements(text)
    counters: dict[int, int] = {}
    own = {element.attributes.get("name") for element in found if _is_string(element)}
    for element in found:
        path, plural = _path(found, element, counters)
        if path is None or not options.wants(path):
            continue
        body, source_map = _Content(text).decode(element.start, element.end).build()
        other = _REFERENCE.match(text[element.start : element.end].strip())
        if other is not None and other[1] in own:
            continue  # the text is that of another element
        if other is not None:
            told = from_elsewhere(text, Span(element.start, element.end), ".".join(path), options.locale)
            yield told._replace(unknown=f"The text comes from the catalogue, under the key {other[1]}.", plural=plural)
            continue
        yield Message(body, source_map, ".".join(path), options.locale, plural=plural)


def _is_string(element: Element) -> bool:
    return element.name == "string" or (element.name == "item" and element.attributes.get("type") == "string")


def _path(
    found: list[Element], element: Element, counters: dict[int, int]
) -> tuple[tuple[str, ...] | None, str | None]:
    """The key path of an element that contains a text, and its plural category."""
    parent = found[element.parent] if element.parent >= 0 else None
    if _is_string(element):
        return (element.attributes.get("name", ""),), None
    if element.name != "item" or parent is None:
        return None, None
    name = parent.attributes.get("name", "")
    if parent.name == "plurals":
        return (name,), element.attributes.get("quantity", "other")
    if parent.name in {"string-array", "array"}:
        index = counters.get(element.parent, 0)
        counters[element.parent] = index + 1
        return (name, str(index)), None
    return None, None


class _Content:
    """Decodes one element's content. A space is added only when something follows it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quoted = False
        self.space: tuple[int, int] | None = None
        self.body = BodyBuilder(0)
        self.empty = True

    def decode(self, start: int, end: int) -> BodyBuilder:
        self.body = BodyBuilder(start)
        self.stretch(start, end, _TOKEN)
        return self.body

    def stretch(self, start: int, end: int, pattern: re.Pattern[str]) -> None:
        at = start
        for match in pattern.finditer(self.text, start, end):
            self.verbatim(at, match.start())
            at = match.end()
            self.token(match)
        self.verbatim(at, end)

    def token(self, match: re.Match[str]) -> None:
        start, end = match.span()
        if match["space"] is not None:
            self.white(start, end)
        elif match["quote"] is not None:
            self.quoted = not self.quoted
        elif match["entity"] is not None:
            self.emit(entity_text(match[0]) or match[0], start, end)
        elif match["escape"] is not None:
            self.emit(_escape(match[0]), start, end)
        elif match["cdata"] is not None:
            self.stretch(*match.span("cdata"), _IN_CDATA)

    def white(self, start: int, end: int) -> None:
        if not self.quoted:
            self.space = self.space or (start, end)
            return
        self.flush()
        self.body.decode(self.text, start, end, _BREAK, lambda _: "\n")
        self.empty = False

    def verbatim(self, start: int, end: int) -> None:
        if start < end:
            self.flush()
            self.body.copy(self.text, start, end)
            self.empty = False

    def emit(self, decoded: str, start: int, end: int) -> None:
        self.flush()
        self.body.replace(decoded, start, end)
        self.empty = False

    def flush(self) -> None:
        if self.space is not None and not self.empty:
            start, end = self.space
            if self.text[start:end] == " ":
                self.body.copy(self.text, start, end)
            else:
                self.body.replace(" ", start, end)
        self.space = None


def _escape(written: str) -> str:
    if len(written) == 12:
        return unicode_pair(written)
    if len(written) == 6:
        return code_point(written[2:]) or ""
    return _SIMPLE.get(written[1], written[1])


def escape(replacement: str, _quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    return through(replacement, {**WRITTEN, **C_LIKE, "'": "\\'", '"': '\\"', "@": "\\@", "?": "\\?"})
