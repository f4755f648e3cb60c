"""TwiML, the answer of a program to Twilio: the text of every ``<Message>`` (once ``<Sms>``), also in a template of one.

Sources: the pages "TwiML Message" of Twilio's documentation, and of Microsoft's on Razor. A template is not well-formed XML, so the
elements are found by their tags. The white space around a text is that of the file, and is not taken for a part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.by_pattern import parse_pattern
from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import by_table
from smslint.sources.expression import TreeBuilder
from smslint.sources.message import Message
from smslint.sources.xml import WRITTEN, add_lines, entity_text
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Literal

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from smslint.sources.options import Options
    from smslint.text.tree import Node, Text

COMMENTS = (comments.XML,)
MANY_STRINGS = False
escape = by_table(WRITTEN)

_TAG: Final = later(r"<[A-Za-z]")
_COMMENT: Final = r"<!--(?:[^-]|-(?!->))*(?:-->|\Z)"
_OPEN: Final = later(
    _COMMENT + r"|<(?P<name>Message|Sms)(?=[\s>])(?:[^<>\"']++|\"[^\"]{0,500}\"|'[^']{0,500}'|<%[^>]{0,200}%>){0,50}+>"
)
_BODY: Final = later(r"<Body\b[^>]*(?<!/)>")
_MEDIA: Final = later(r"<(?:Media|Redirect)\b")
_ESCAPED: Final = later(r"&[#\w]{1,32};|" + _COMMENT + r"|<!\[CDATA\[(?P<cdata>(?:[^\]]|\](?!\]>))*)(?:\]\]>|\Z)|\r\n?")
_RAZOR: Final = later(
    r"@@|@\((?P<code>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)|(?<![\w.])@(?P<name>[A-Za-z_]\w*(?:\.\w+|\([^()\n]*\)|\[[^\[\]\n]*\])*)"
)
_STATEMENTS: Final = frozenset(
    {"if", "else", "for", "foreach", "while", "switch", "using", "section", "functions", "inject", "model"}
)
_SPACE: Final = " \t\r\n"


def is_answer(text: str) -> bool:
    """Whether a file is an answer in TwiML with a message in it, or a template of one: before its root are only declarations, comments
    and code of the template."""
    first = _TAG.search(text) if "<Message" in text or "<Sms" in text else None
    return first is not None and text.startswith("<Response", first.start())


def read(text: str, options: Options) -> Iterator[Message]:
    """The wanted texts under ``Message.0``, ``Message.1`` and so on.

    :raises SourceError: for a message that never ends.
    """
    number = at = 0
    while (opening := _OPEN.search(text, at)) is not None:
        at = opening.end()
        name = opening["name"]
        if name is None or text[at - 2] == "/":
            continue
        end = text.find(f"</{name}", at)
        if end < 0:
            raise SourceError(f"This <{name}> never ends.", Span(opening.start(), at))
        path = ("Message", str(number))
        number += 1
        if options.wants(path):
            yield _message(text, *_content(text, at, end), path, options)
        at = end


def _content(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the text of a message is: its ``<Body>``, or what is not ``<Media>``."""
    if (body := _BODY.search(text, start, end)) is not None:
        closed = text.find("</Body", body.end(), end)
        start, end = body.end(), closed if closed >= 0 else end
    elif (media := _MEDIA.search(text, start, end)) is not None:
        end = media.start()
    written = text[start:end]
    start += len(written) - len(written.lstrip(_SPACE))
    return start, max(start, start + len(written.strip(_SPACE)))


def _message(text: str, start: int, end: int, path: tuple[str, ...], options: Options) -> Message:
    body, source_map = _decoded(text, start, end).build()
    tree = _razor(body) if options.path.lower().endswith((".cshtml", ".razor")) else None
    return Message(body, source_map, ".".join(path), options.locale, text=tree, sent=True)


def _decoded(text: str, start: int, end: int) -> BodyBuilder:
    """A text without its comments, with what its references and its CDATA mean. Tags are code of the template."""
    body = BodyBuilder(start)
    at = start
    for found in _ESCAPED.finditer(text, start, end):
        body.copy(text, at, found.start())
        at = found.end()
        if found["cdata"] is not None:
            add_lines(body, text, *found.span("cdata"))
        elif found[0][0] == "&":
            body.replace(entity_text(found[0]) or found[0], *found.span())
        elif found[0][0] == "\r":
            body.replace("\n", *found.span())
    body.copy(text, at, end)
    return body


def _razor(body: str) -> Text | None:
    """The tree of a text with Razor's expressions; its statements are unknown."""
    if "@" not in body:
        return None
    builder = TreeBuilder(body, 0)

    def make(found: re.Match[str]) -> Node:
        name = found["code"] or found["name"]
        if name is None:
            return Literal("@" if found[0] == "@@" else "", Span(*found.span()))
        return builder.placeholder(*found.span(), name, opaque=name.partition("(")[0] in _STATEMENTS)

    return parse_pattern(body, _RAZOR, make)
