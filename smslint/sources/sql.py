"""SQL seeds and migrations: the string literals of ``INSERT`` and ``UPDATE``, named by table and column.

A value composed with ``||``, ``+``, ``CONCAT(...)`` or by adjacent literals is one message; its other parts are
placeholders. In any other expression each literal is a separate message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.channels import is_of_channels, others_in, way_of
from smslint.sources.escapes import harmless, through
from smslint.sources.expression import Piece, TreeBuilder, body_of
from smslint.sources.message import Message, SourceMap
from smslint.sources.sql_expressions import Part, concatenated
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options
    from smslint.text.tree import Node

COMMENTS = (comments.line("--", "#"), comments.C_BLOCK)
MANY_STRINGS = True

_TOKEN = re.compile(
    rf"(?P<gap>\s++|--[^\r\n]*+|{comments.C_COMMENT})|(?P<endless>/\*)"
    r"|(?P<dollar>\$(?P<tag>[A-Za-z_]\w*+)?\$)"
    r"|(?P<quote>(?P<prefix>[EeNn])?')"
    r"|(?P<name>[^\W\d][\w$.]*+|\"(?:[^\"]|\"\")*+\"|`[^`]*+`|\[[^\]\r\n]{0,300}+\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<end>;)|(?P<equals>=)|(?P<other>.)",
    re.DOTALL,
)
_SMS = re.compile(r"(?i)'(?:sms|mms)'")
_STRING = re.compile(r"((?:[^']++|'')*+)'")
_STRING_BACKSLASH = re.compile(r"((?:[^'\\]++|''|\\.)*+)'", re.DOTALL)
_ESCAPE = re.compile("''")
_ESCAPE_BACKSLASH = re.compile(r"''|\\.", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "Z": "\x1a"}


class _Text(NamedTuple):
    column: str
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Statement:
    """The current statement: its kind, its table and the position in it."""

    words: list[str] = field(default_factory=list)
    verb: str = ""
    table: str = ""
    columns: list[str] = field(default_factory=list)
    values: bool = False
    depth: int = 0
    index: int = 0
    row: int = 0
    column: str = ""
    texts: list[_Text] = field(default_factory=list)
    value: list[Part] = field(default_factory=list)
    """The tokens of the current value."""


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string under ``table.column``, with the key column's value in the middle if one is configured.

    :raises SourceError: when a string or a comment never ends.
    """
    statement = _Statement()
    at = 0
    while (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        comments.refuse_endless(token)
        if token["quote"] is not None or token["dollar"] is not None:
            part, at = _string(text, token, options.backslash_escapes)
            statement.value.append(part)
        elif token["gap"] is None:
            if _step(statement, token):
                yield from _row(statement, text, options)
            if token["end"] is not None:
                statement = _Statement()
    _take(statement)
    yield from _row(statement, text, options)


def _string(text: str, token: re.Match[str], backslash: bool) -> tuple[Part, int]:
    start = token.end()
    if token["dollar"] is not None:
        end = text.find(token["dollar"], start)
        if end < 0:
            raise SourceError(f"This string never ends: there is no second {token['dollar']}.", Span(*token.span()))
        closed = end + len(token["dollar"])
        return Part("string", token.start(), closed, (Piece(start, end, text[start:end], verbatim=True),)), closed
    backslash = backslash or token["prefix"] in {"E", "e"}
    match = (_STRING_BACKSLASH if backslash else _STRING).match(text, start)
    if match is None:
        raise SourceError("This string never ends.", Span(*token.span()))
    pieces: list[Piece] = []
    at, end = match.span(1)
    for escape in (_ESCAPE_BACKSLASH if backslash else _ESCAPE).finditer(text, at, end):
        pieces.append(Piece(at, escape.start(), text[at : escape.start()], verbatim=True))
        pieces.append(Piece(*escape.span(), _resolve(escape)))
        at = escape.end()
    pieces.append(Piece(at, end, text[at:end], verbatim=True))
    return Part("string", token.start(), match.end(), tuple(pieces)), match.end()


def _resolve(match: re.Match[str]) -> str:
    return "'" if match[0] == "''" else _SIMPLE.get(match[0][1], match[0][1])


def _take(statement: _Statement) -> None:
    """Store the current value, if it has a column."""
    value, statement.value = tuple(statement.value), []
    column = ""
    if statement.verb == "insert" and statement.values:
        known = statement.index < len(statement.columns)
        column = statement.columns[statement.index] if known else str(statement.index)
    elif statement.verb == "update":
        column = statement.column
    if column and any(part.kind == "string" for part in value):
        statement.texts.append(_Text(column, value))


def _step(statement: _Statement, token: re.Match[str]) -> bool:
    """Follow a token that is not a string. True at the end of a row."""
    kind = token.lastgroup or "other"
    outer = 1 if statement.verb == "insert" else 0
    if kind == "end" or (kind in {"comma", "close"} and statement.depth <= outer) or token[0].lower() == "where":
        _take(statement)
    elif statement.depth >= outer:
        statement.value.append(Part(_kind(kind, token[0].lower()), *token.span()))
    match kind:
        case "name":
            _name(statement, token[0])
        case "open":
            statement.depth += 1
            if statement.depth == 1:
                statement.index = 0
        case "close":
            statement.depth = max(statement.depth - 1, 0)
            return statement.depth == 0 and statement.values
        case "comma" if statement.depth <= 1:
            statement.index += 1
            if statement.verb == "update" and not statement.depth:
                statement.column = ""
        case "equals" if statement.verb == "update" and statement.words and not statement.column:
            statement.column = statement.words[-1]
            statement.value = []
        case "end":
            return True
    return False


def _kind(kind: str, written: str) -> str:
    """The kind of a part that is no string; a column or a type may be called ``string`` or ``open``."""
    return written if kind == "other" or (kind == "name" and written in {"concat", "case"}) else kind


def _name(statement: _Statement, written: str) -> None:
    word = written.strip('"`[]').rsplit(".", 1)[-1].strip('"`[]')
    lower = written.lower()
    if not statement.verb and lower in {"insert", "replace", "update"}:
        statement.verb = "update" if lower == "update" else "insert"
    elif statement.verb and not statement.table:
        if lower not in {"into", "ignore", "only", "or", "replace", "low_priority", "delayed"}:
            statement.table = word
    elif lower in {"values", "value"} and statement.depth == 0:
        statement.values = True
    elif lower in {"set", "update"} and statement.verb == "insert" and statement.depth == 0:
        statement.verb = "update"  # MySQL's INSERT ... SET, and the update if the row already exists
    elif lower == "where":
        statement.column, statement.words = "", []
        statement.verb = "" if statement.verb == "update" else statement.verb
    elif not statement.values and statement.depth == 1 and statement.verb == "insert":
        statement.columns.append(word)
    statement.words = [*statement.words[-1:], word]


def _row(statement: _Statement, text: str, options: Options) -> Iterator[Message]:
    texts, statement.texts = statement.texts, []
    name = next((_plain(each.parts, text) for each in texts if each.column == options.key_column), None)
    if options.columns or not options.selective:
        ways = {each.column: _plain(each.parts, text) for each in texts if is_of_channels(each.column)}
        if any(others_in(name, [cell, *_ways_in(text)])[0] for name, cell in ways.items()):
            return
        texts = [each for each in texts if not (each.column in ways and way_of(ways[each.column]).is_known)]
    for column, parts in texts:
        if column == options.key_column or (options.columns and column not in options.columns):
            continue
        options.meets("columns", column)
        path = (statement.table, column) if name is None else (statement.table, name, column)
        if options.wants(path, (statement.table, column)):
            yield from _messages(parts, text, ".".join(path), options.locale)


@lru_cache(maxsize=2)
def _ways_in(text: str) -> tuple[str, ...]:
    """``sms``, if a cell of the file is that."""
    return ("sms",) if _SMS.search(text) is not None else ()


def _plain(parts: tuple[Part, ...], text: str) -> str:
    first = next(part for part in parts if part.kind == "string")
    return body_of(first.pieces, text, first.pieces[0].start).build()[0]


_CHARACTER: Final = re.compile(r"(?i)CHA?R\(\s*(\d{1,3})\s*\)")


def _messages(parts: tuple[Part, ...], text: str, key: str, locale: str | None) -> Iterator[Message]:
    """One message for a composed value; otherwise one for each literal."""
    joined = concatenated(parts)
    strings = [part for part in (joined or parts) if part.kind == "string"]
    if joined is not None and len(strings) < len(joined):
        start, end = joined[0].start, joined[-1].end
        make = TreeBuilder(text, start)
        nodes = [
            make.pieces([piece for piece in part.pieces if piece.text], part.start, part.end)
            if part.kind == "string" else _operand(make, part)
            for part in joined
        ]  # fmt: skip
        tree = make.sequence(nodes, start, end)
        yield Message(text[start:end], SourceMap.identity(end - start, start), key, locale, text=tree)
        return
    for group in [strings] if joined is not None else [[part] for part in strings]:
        pieces = [piece for part in group for piece in part.pieces]
        yield Message(*body_of(pieces, text, pieces[0].start).build(), key, locale)


def _operand(make: TreeBuilder, part: Part) -> Node:
    """An operand that is no literal: ``CHR(10)`` is a character, any other is a placeholder."""
    code = _CHARACTER.fullmatch(make.source, part.start, part.end)
    if code is not None and 0 < int(code[1]) < 128:
        return make.literal(chr(int(code[1])), part.start, part.end)
    return make.placeholder(part.start, part.end)


def escape(replacement: str, quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if quote != "'" or "\\" in replacement:
        return harmless(replacement)
    return through(replacement, {"'": "''"})
