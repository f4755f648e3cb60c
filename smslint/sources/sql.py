"""SQL seeds and migrations: the string literals of ``INSERT`` and ``UPDATE``, named by table and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import BodyBuilder
from smslint.sources.escapes import harmless, through
from smslint.sources.message import Message
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

SUFFIXES = {".sql": None}
COMMENTS = (comments.line("--", "#"), comments.C_BLOCK)
MANY_STRINGS = True

_TOKEN = re.compile(
    r"(?P<gap>\s++|--[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)"
    r"|(?P<dollar>\$(?P<tag>[A-Za-z_]\w*+)?\$)"
    r"|(?P<quote>(?P<prefix>[EeNn])?')"
    r"|(?P<name>[^\W\d][\w$.]*+|\"(?:[^\"]|\"\")*+\"|`[^`]*+`|\[[^\]\r\n]*+\])"
    r"|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<end>;)|(?P<equals>=)|(?P<other>.)",
    re.DOTALL,
)
_STRING = re.compile(r"((?:[^']++|'')*+)'")
_STRING_BACKSLASH = re.compile(r"((?:[^'\\]++|''|\\.)*+)'", re.DOTALL)
_ESCAPE = re.compile("''")
_ESCAPE_BACKSLASH = re.compile(r"''|\\.", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "Z": "\x1a"}


class _Text(NamedTuple):
    column: str
    body: BodyBuilder


@dataclass(slots=True)
class _Statement:
    """The statement that is being read: its kind, its table and where in it we are."""

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


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string under ``table.column``, with the key column's value between where one is configured.

    :raises SourceError: when a string never ends.
    """
    statement = _Statement()
    at = 0
    while (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        if token["quote"] is not None or token["dollar"] is not None:
            body, at = _string(text, token, options.backslash_escapes)
            _take(statement, body)
        elif token["gap"] is None:
            if _step(statement, token):
                yield from _row(statement, options)
            if token["end"] is not None:
                statement = _Statement()
    yield from _row(statement, options)


def _string(text: str, token: re.Match[str], backslash: bool) -> tuple[BodyBuilder, int]:
    start = token.end()
    body = BodyBuilder(start)
    if token["dollar"] is not None:
        end = text.find(token["dollar"], start)
        if end < 0:
            raise SourceError(f"This string never ends: there is no second {token['dollar']}.", Span(*token.span()))
        body.copy(text, start, end)
        return body, end + len(token["dollar"])
    backslash = backslash or token["prefix"] in {"E", "e"}
    match = (_STRING_BACKSLASH if backslash else _STRING).match(text, start)
    if match is None:
        raise SourceError("This string never ends.", Span(*token.span()))
    body.decode(text, *match.span(1), _ESCAPE_BACKSLASH if backslash else _ESCAPE, _resolve)
    return body, match.end()


def _resolve(match: re.Match[str]) -> str:
    return "'" if match[0] == "''" else _SIMPLE.get(match[0][1], match[0][1])


def _take(statement: _Statement, body: BodyBuilder) -> None:
    if statement.verb == "insert" and statement.values and statement.depth:
        column = (
            statement.columns[statement.index] if statement.index < len(statement.columns) else str(statement.index)
        )
        statement.texts.append(_Text(column, body))
    elif statement.verb == "update" and statement.column:
        statement.texts.append(_Text(statement.column, body))


def _step(statement: _Statement, token: re.Match[str]) -> bool:
    """Follow a token that is no string. True at the end of a row."""
    match token.lastgroup:
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
        case "equals" if statement.verb == "update" and statement.words:
            statement.column = statement.column or statement.words[-1]
        case "end":
            return True
    return False


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
    elif lower == "where":
        statement.column, statement.words = "", []
        statement.verb = "" if statement.verb == "update" else statement.verb
    elif not statement.values and statement.depth == 1 and statement.verb == "insert":
        statement.columns.append(word)
    statement.words = [*statement.words[-1:], word]


def _row(statement: _Statement, options: Options) -> Iterator[Message]:
    texts, statement.texts = statement.texts, []
    name = next((each.body.build()[0] for each in texts if each.column == options.key_column), None)
    for column, body in texts:
        if column == options.key_column or (options.columns and column not in options.columns):
            continue
        path = (statement.table, column) if name is None else (statement.table, name, column)
        if options.wants(path, (statement.table, column)):
            built, source_map = body.build()
            yield Message(built, source_map, ".".join(path), options.locale)


def escape(replacement: str, quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`."""
    if quote != "'" or "\\" in replacement:
        return harmless(replacement)
    return through(replacement, {"'": "''"})
