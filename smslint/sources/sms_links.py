"""Links that open a text message with its words in it: ``sms:+15551234?body=Hi%20there``, also ``smsto:`` and iOS's ``sms:?&body=``.

Sources: RFC 5724; Apple's URL Scheme Reference. The words are percent-encoded, and a plus sign is one.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from smslint.sources.message import Message, Run, SourceMap
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, leaves, walk, with_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.text.tree import Node


_NUMBER: Final = r"(?:sms|mms)(?:to)?:(?://)?[+\d\x00,;().%-]*"
START: Final = later(_NUMBER + r"(?:[?&/]|\Z)", re.IGNORECASE)
"""How such a link begins; a placeholder in it is a NUL."""
LINK: Final = later(r"[\"'`](?:sms|mms)(?:to)?:", re.IGNORECASE)
"""A literal of a program with such a link."""
_BODY: Final = later(_NUMBER + r"[/?&]+(?:[^\s=&]{1,40}=[^\s&]{0,200}&)?(?:amp;)?body=", re.IGNORECASE)
_ENDS: Final = later(r"&(?=[\w.-]{1,40}=|\Z)|(?<!\s)#")
"""Where the words end: another parameter begins. Words that a program encodes may have such signs in them."""
_ESCAPED: Final = later(r"(?:%[0-9A-Fa-f]{2})+")
_ENCODES: Final = later(
    r"(?:[\w.\\]*\.)?(?:encodeURIComponent|encodeURI|escape|encode|rawurlencode|urlencode|quote|quote_plus)"
    r"\((?P<given>(?:\"[^\"]*\"|'[^']*'|`[^`]*`|[^,\"'`()]|\([^()]*\))*)(?:,[^()]*)?\)\Z"
)
_QUOTED: Final = later(r"(['\"`])([^'\"`\\$%{}]*)\1\Z")


def with_links(found: Iterable[Message]) -> Iterator[Message]:
    """The messages of a program, with the words of a link in place of the link. A link without words is no message."""
    for each in found:
        nodes = _flat(each)
        written = "".join(_shown(node) for node in nodes)
        if each.unknown or START.match(written) is None:
            yield each
        elif (body := _BODY.match(written)) is not None:
            made = _words(each, nodes, body.end())
            if made is not None:
                yield made


def _flat(message: Message) -> list[Literal | Placeholder]:
    """The leaves of a message."""
    if message.text is None:
        return [Literal(message.body, Span(0, len(message.body)))]
    return [each for each in leaves(message.text) if isinstance(each, Literal | Placeholder)]


def _shown(node: Literal | Placeholder) -> str:
    return node.text if isinstance(node, Literal) else "\0"


def _words(message: Message, nodes: list[Literal | Placeholder], start: int) -> Message | None:
    """The message of the words that begin at a place in what is written."""
    made = _made(message.body, nodes, start)
    if not made:
        return None
    begin, end = made[0].span.start, made[-1].span.end
    if message.text is None:
        return _written(message, made)
    if any(isinstance(each, Branch | Loop) and each.span.end > begin for each in walk(message.text)):
        return _branched(message, start)
    moved = tuple(each._replace(span=Span(each.span.start - begin, each.span.end - begin)) for each in made)
    text = Sequence(moved, Span(0, end - begin))
    return message._replace(body=message.body[begin:end], map=message.map.part(begin, end), text=text, sent=True)


def _branched(message: Message, start: int) -> Message | None:
    """The message of words with several ways in them; ``None`` if the link itself has several.

    :param start: how many characters are before the words.
    """
    assert message.text is not None
    parts = list(message.text.parts)
    before = ""
    while parts and isinstance(part := parts[0], Literal | Placeholder) and len(before) + len(_shown(part)) <= start:
        before += _shown(part)
        parts.pop(0)
    first = parts[0] if parts else None
    if isinstance(first, Literal) and first.verbatim and len(before) < start:
        skipped = start - len(before)
        parts[0] = Literal(first.text[skipped:], Span(first.span.start + skipped, first.span.end))
    elif len(before) < start:
        return None
    for index, part in enumerate(parts):
        if isinstance(part, Literal) and part.verbatim and (ends := _ENDS.search(part.text)) is not None:
            place = Span(part.span.start, part.span.start + ends.start())
            parts[index:] = [Literal(part.text[: ends.start()], place)] if ends.start() else []
            break
    if not parts:
        return None
    begin, end = parts[0].span.start, max(each.span.end for each in parts)

    text = _moved(Sequence(tuple(parts), Span(begin, end)), begin, message.body)
    assert isinstance(text, Sequence)
    return message._replace(body=message.body[begin:end], map=message.map.part(begin, end), text=text, sent=True)


def _moved(node: Node, begin: int, body: str) -> Node:
    """The words of a link as the part of a message that begins at a place, decoded."""
    at = Span(node.span.start - begin, node.span.end - begin)

    def inside(inner: Sequence) -> Sequence:
        place = Span(inner.span.start - begin, inner.span.end - begin)
        return Sequence(tuple(_moved(each, begin, body) for each in inner.parts), place)

    match node:
        case Placeholder():
            return _unquoted(node, body)._replace(span=at)
        case Literal():
            return Sequence(tuple(_decoded(node.text, at.start)), at) if node.verbatim else node._replace(span=at)
        case Branch() | Loop():
            return with_inside(node, inside)._replace(span=at)
        case _:
            return inside(node)


def _made(body: str, nodes: list[Literal | Placeholder], start: int) -> list[Literal | Placeholder]:
    """The words of a link, decoded, from the first that has a place in the file on."""
    made: list[Literal | Placeholder] = []
    at = 0
    for node in nodes:
        shown = _shown(node)
        skipped, at = max(start - at, 0), at + len(shown)
        if at < start or (at == start and shown):
            continue
        if isinstance(node, Placeholder):
            made.append(_unquoted(node, body))
        elif not node.verbatim:
            made.append(node._replace(text=node.text[skipped:]))
        else:
            rest = _ENDS.split(shown[skipped:], maxsplit=1)
            made += _decoded(rest[0], node.span.start + skipped)
            if len(rest) > 1:
                break
    return list(dropwhile(lambda each: not each.span.length, made))


def _written(message: Message, made: list[Literal | Placeholder]) -> Message:
    """The message of words that a literal without placeholders has."""
    runs: list[Run] = []
    length = 0
    for each in made:
        place = message.map.to_file(each.span)
        size = len(_shown(each))
        runs.append(Run(length, size, place.start, place.length, size == each.span.length == place.length))
        length += size
    return message._replace(body="".join(map(_shown, made)), map=SourceMap(tuple(runs)), sent=True)


def _decoded(written: str, start: int) -> Iterator[Literal]:
    at = 0
    for found in _ESCAPED.finditer(written):
        if at < found.start():
            yield Literal(written[at : found.start()], Span(start + at, start + found.start()))
        text = unquote_to_bytes(found[0]).decode("utf-8", errors="replace")
        yield Literal(text, Span(start + found.start(), start + found.end()))
        at = found.end()
    if at < len(written):
        yield Literal(written[at:], Span(start + at, start + len(written)))


def _unquoted(node: Placeholder, body: str) -> Literal | Placeholder:
    """What a function encodes for the link."""
    found = _ENCODES.match(node.name)
    if found is None:
        return node
    text = _QUOTED.match(found["given"]) if found["given"] in body else None
    return Literal(text[2], node.span) if text is not None else Placeholder(found["given"].lstrip("$"), node.span)
