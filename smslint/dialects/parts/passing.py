"""The values that a template passes to a part, as each language writes them: ``with x='a'``, ``{x: 'a'}``, ``['x' => 'a']``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.signed import arguments
from smslint.dialects.lexing.words import words
from smslint.dialects.names.assigned import Given
from smslint.dialects.names.assignments import BITS, KEYWORD
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.lexing.tokens import Token


def django(source: str, token: Token) -> Iterator[Given]:
    """``with x='a' y=b``."""
    for bit in BITS.finditer(source, token.body.start, token.body.end):
        if key := KEYWORD.match(bit[0]):
            yield Given(key[1], Span(bit.start() + key.end(), bit.end()), scoped=True)


def keyed(source: str, token: Token, skipped: frozenset[str] = frozenset()) -> Iterator[Given]:
    """``x: 'a'`` and ``'x': 'a'`` in brackets of any kind, or in none.

    :param skipped: keys that are options of the tag.
    """
    found = words(source, token.body.start, token.body.end)
    for index in range(1, len(found) - 1):
        key, sign = found[index - 1], found[index]
        if sign.text != ":" or key.kind not in {"name", "string"} or key.depth != sign.depth or key.end != sign.start:
            continue
        if index > 1 and found[index - 2].text not in {",", "{", "("} and found[index - 2].kind != "string":
            continue
        name = key.text.strip("\"'")
        value = []
        for word in found[index + 1 :]:
            if word.depth < sign.depth or (word.depth == sign.depth and word.text == ","):
                break
            value.append(word)
        if value and name not in skipped:
            yield Given(name, Span(value[0].start, value[-1].end), scoped=True)


_LIQUID: Final = re.compile(r"""(\w[\w-]*)\s*:\s*((?:[^\s,|'"]|"[^"]*"|'[^']*')+)""")
_ITEM: Final = re.compile(r"""\s*(with|for)\s+((?:[^\s,|'"]|"[^"]*"|'[^']*')+)(?:\s+as\s+(\w+))?""")


def liquid(source: str, token: Token, name: str) -> tuple[tuple[Given, ...], str | None]:
    """``x: 'a'`` and the value after ``with`` or ``for``; and the list for whose items the part renders.

    :param name: of the part.
    """
    code = source[token.body.start : token.body.end]
    at = code.find(name) + len(name) + 1 if name else 0
    found = [
        Given(match[1], Span(*match.span(2)), scoped=True)
        for match in _LIQUID.finditer(source, token.body.start + at, token.body.end)
    ]
    item = _ITEM.match(source, token.body.start + at, token.body.end)
    if item is None:
        return tuple(found), None
    as_name = item[3] or name.rpartition("/")[2]
    listed = item[1] == "for" or (code.split()[0] == "include" and item[2][0] not in "\"'")
    found.append(Given(as_name, None if listed else Span(*item.span(2)), scoped=True))
    return tuple(found), item[2] if listed else None


_HANDLEBARS: Final = re.compile(r"""(?<![\w.])(\w+)=(?:"([^"]*)"|'([^']*)'|(\([^()]*\)|[^\s()]+))""")
_PATH: Final = re.compile(r"[A-Za-z_][\w.]*")


def handlebars(source: str, token: Token) -> Iterator[Given]:
    """``x='a' y=b``."""
    for match in _HANDLEBARS.finditer(source, token.body.start, token.body.end):
        name, double, single, other = match.groups()
        text = double if double is not None else single
        if other is not None and (other.isdecimal() or other in {"true", "false"}):
            text = other
        path = other is not None and _PATH.fullmatch(other) and other not in {"null", "undefined", "this"}
        yield Given(name, Span(*match.span(4)) if path and text is None else None, scoped=True, text=text)


_ENTRY: Final = re.compile(r"""\s*(['"])(\w+)\1\s*=>\s*""")


def blade(source: str, data: Span) -> Iterator[Given]:
    """``['x' => 'a', 'y' => $b]``."""
    if source[data.start : data.start + 1] != "[" or source[data.end - 1] != "]":
        return
    start = data.start + 1
    inner = source[start : data.end - 1]
    for span in arguments(inner):
        if entry := _ENTRY.match(inner, span.start, span.end):
            yield Given(entry[2], Span(start + entry.end(), start + span.end), scoped=True)
