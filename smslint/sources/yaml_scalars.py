"""The place in the file of each character of a YAML scalar, for the five scalar styles of YAML 1.1.

The parser has already read the value; this module follows its notation and gives the map. If the two differ (a rare
mix of tabs, separators and escapes), the caller falls back to a map of the whole scalar.
"""

from __future__ import annotations

import re
from itertools import pairwise

from smslint.sources.body import BodyBuilder

_BREAK = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
_BREAKS = re.compile(_BREAK)
# With the look-behind a long run of spaces costs one attempt, not one per space.
_FOLD = rf"(?<![ \t])[ \t]*+(?:{_BREAK}[ \t]*+)++"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"''|{_FOLD}")
_DOUBLE = re.compile(
    rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|(?:{_BREAK}[ \t]*+)++|[^\r\n])|{_FOLD}"
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*+")
_HEADER = re.compile(rf"[|>][-+0-9]*[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?{_BREAK}?")
_LINE = re.compile(rf"[^\r\n\x85\u2028\u2029]*({_BREAK}|\Z)")


def decode(source: str, start: int, end: int, style: str | None, value: str) -> BodyBuilder:
    """Decode the scalar at ``source[start:end]``, including node properties.

    :param style: PyYAML's name of the style: ``'``, ``"``, ``|``, ``>``, or empty for a plain scalar.
    :param value: the value from the parser; block scalars take their indentation from it.
    """
    properties = _PROPERTIES.match(source, start, end)
    start = properties.end() if properties is not None else start
    if style in {"|", ">"}:
        return _block(source, start, end, value, folded=style == ">")
    if style in {"'", '"'}:
        return _flow(source, start + 1, end - 1, _DOUBLE if style == '"' else _SINGLE)
    return _flow(source, start, end, _PLAIN)


def _flow(source: str, start: int, end: int, pattern: re.Pattern[str]) -> BodyBuilder:
    body = BodyBuilder(start)
    at = start
    for match in pattern.finditer(source, start, end):
        body.copy(source, at, match.start())
        at = match.end()
        written = match[0]
        if written == "''":
            body.replace("'", match.start(), at)
        elif not written.startswith("\\"):
            _fold(body, source, match.start(), at)
        elif written[1] in "\r\n\x85\u2028\u2029":
            _fold(body, source, match.start(), at, escaped=True)
        else:
            body.replace(_escape(written), match.start(), at)
    body.copy(source, at, end)
    return body


def _escape(written: str) -> str:
    if len(written) > 2:
        digits = written[2:]
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else ""
    return _ESCAPES.get(written[1], written[1])


def _fold(body: BodyBuilder, source: str, start: int, end: int, *, escaped: bool = False) -> None:
    """One line break is a space (nothing when escaped); each further one is a line break."""
    breaks = list(_BREAKS.finditer(source, start, end))
    first = _normal(breaks[0][0])
    if len(breaks) == 1 and not escaped:
        body.replace(" " if first == "\n" else first, start, end)
        return
    if first != "\n" and not escaped:
        body.replace(first, start, breaks[0].end())
    for before, match in pairwise(breaks):
        body.replace(_normal(match[0]), before.end(), match.end())


def _block(source: str, start: int, end: int, value: str, *, folded: bool) -> BodyBuilder:
    """Follows PyYAML's ``scan_block_scalar``; the indentation is what is missing in the value's first line."""
    header = _HEADER.match(source, start)
    body = BodyBuilder(header.end() if header is not None else start)
    at = header.end() if header is not None else end
    indent = _indent(source, at, value)
    held: tuple[int, int] | None = None  # the break after the last line, which becomes a space or a break
    blank: list[tuple[int, int]] = []
    was_text = False
    while at < len(source) and (line := _LINE.match(source, at)) is not None:
        content_end = line.start(1)
        lead = content_end - at - len(source[at:content_end].lstrip(" "))
        if lead < indent and at + lead < content_end:
            break
        if at + lead == content_end and lead <= indent:
            if line.end() == line.start(1):
                break
            blank.append((content_end, line.end()))
        else:
            is_text = source[at + indent] not in " \t"
            _between(body, source, held, blank, join=folded and was_text and is_text)
            body.copy(source, at + indent, content_end)
            held, blank, was_text = (content_end, line.end()), [], is_text
        at = line.end()
    _chomp(body, source, held, blank, source[start : header.end() if header is not None else start])
    return body


def _indent(source: str, at: int, value: str) -> int:
    lines = _BREAKS.split(value)
    first = next((line for line in lines if line.strip(" ")), "")
    if not first:
        return len(source)  # only line breaks: a line with text no longer belongs to the scalar
    while at < len(source) and (line := _LINE.match(source, at)) is not None:
        written = source[at : line.start(1)]
        if written.strip(" "):
            return max((len(written) - len(written.lstrip(" "))) - (len(first) - len(first.lstrip(" "))), 0)
        at = line.end()
    return 0


def _between(
    body: BodyBuilder, source: str, held: tuple[int, int] | None, blank: list[tuple[int, int]], *, join: bool
) -> None:
    if held is not None and not (join and source[slice(*held)] not in "\u2028\u2029"):
        _break(body, source, held)
    elif held is not None and not blank:
        body.replace(" ", *held)
    for each in blank:
        _break(body, source, each)


def _chomp(
    body: BodyBuilder, source: str, held: tuple[int, int] | None, blank: list[tuple[int, int]], header: str
) -> None:
    indicators = header.split("#", 1)[0]
    if "-" in indicators:
        return
    if held is not None and held[0] < held[1]:
        _break(body, source, held)
    if "+" in indicators:
        for each in blank:
            _break(body, source, each)


def _break(body: BodyBuilder, source: str, span: tuple[int, int]) -> None:
    start, end = span
    written = source[start:end]
    if written == "\n":
        body.copy(source, start, end)
    else:
        body.replace(_normal(written), start, end)


def _normal(written: str) -> str:
    return written if written in {"\u2028", "\u2029"} else "\n"
