"""How a host file writes characters: the inverse of what the sources read, for the few characters that a fix puts in.

What a file cannot carry for sure is not written: the answer is ``None`` and the fix is shown, not offered. Whoever writes a
file reads it back and compares, so a mistake here costs a fix, never a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.sources.message import SourceMap
    from smslint.span import Span

# No host and no template language reads any of these as more than themselves, except at the edges of a plain scalar.
_HARMLESS: Final = re.compile(r"[^\W_]*(?:[ .,;!?()+=-][^\W_]*)*", re.ASCII)
_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_C_LIKE: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BLOCK_HEADER: Final = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n?\s*\Z")
_HEREDOC: Final = re.compile(r"<<<[ \t]*['\"]?\w+['\"]?\r?\n[ \t]*\Z")
_QUOTES: Final = "'\"`"


def written(
    replacement: str, source: str, text: str, source_map: SourceMap, span: Span, *, expression: bool = False
) -> str | None:
    """A replacement as a file writes it at the place of a span of the message.

    :param source: the file's source, as in ``smslint.sources.registry``.
    :param text: the whole file.
    :param expression: the message is an expression of a programming language; its body is code.
    """
    if replacement == "":
        return ""
    if expression:
        return replacement if _HARMLESS.fullmatch(replacement) else None
    # An escape or a fold stands here as a whole, so only all of it can be replaced.
    run = source_map.run_at(span.start)
    if not run.verbatim and span.length not in {0, run.text_length}:
        return None
    quote = _opening(text, source_map)
    escape = _HOSTS.get(source)
    start = source_map.runs[0].file_start
    return None if escape is None else escape(replacement, quote, text[max(0, start - 200) : start])


def _opening(text: str, source_map: SourceMap) -> str:
    """The character before the message: its quote, where it has one."""
    start = source_map.runs[0].file_start
    before = text[start - 1 : start]
    if before in _QUOTES and text[start - 3 : start] == before * 3:
        return before * 3
    return before if before in _QUOTES else ""


def _raw(replacement: str, _quote: str, _before: str) -> str | None:
    return replacement


def _table(table: dict[str, str]) -> Callable[[str, str, str], str | None]:
    def escape(replacement: str, _quote: str, _before: str) -> str | None:
        return _through(replacement, table)

    return escape


def _through(replacement: str, table: dict[str, str]) -> str | None:
    """Through a table; a control character that the table does not know cannot be written."""
    out = [table.get(char, char) for char in replacement]
    return "".join(out) if all(len(each) > 1 or each.isprintable() for each in out) else None


def _harmless(replacement: str) -> str | None:
    return replacement if _HARMLESS.fullmatch(replacement) else None


def _yaml(replacement: str, quote: str, before: str) -> str | None:
    if quote == '"':
        return _through(replacement, {**_C_LIKE, '"': '\\"'})
    if quote == "'":
        return _through(replacement, {"'": "''"})
    if _BLOCK_HEADER.search(before):
        return _through(replacement, {})
    # A plain scalar ends at ": " and " #", in brackets at a comma; it may not begin with an indicator, which reading back finds.
    return None if set(replacement) & set(":#,[]{}") else _through(replacement, {})


def _toml(replacement: str, quote: str, before: str) -> str | None:
    quote = quote or before.rstrip("\r\n")[-3:]  # the line break behind three quotes is no part of the text
    if quote == "'''" and replacement == "'":
        return replacement
    if quote[:1] == '"':
        return _through(replacement, {**_C_LIKE, '"': '\\"'})
    return None if "'" in replacement else _through(replacement, {})


def _hcl(replacement: str, quote: str, _before: str) -> str | None:
    if "${" in replacement or "%{" in replacement:
        return None
    return _through(replacement, {**_C_LIKE, '"': '\\"'} if quote == '"' else {})


def _properties(replacement: str, _quote: str, _before: str) -> str | None:
    # Old readers take the file for Latin-1: what is not ASCII is written by code.
    table = dict(_C_LIKE)
    for char in replacement:
        if char > "~":
            units = char.encode("utf-16-be", "surrogatepass")
            table[char] = "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
    return _through(replacement, table)


def _csv(replacement: str, quote: str, _before: str) -> str | None:
    if quote == '"':
        return replacement.replace('"', '""')
    return replacement if not re.search(r'[",;\t|\r\n]', replacement) else None


def _php(replacement: str, quote: str, before: str) -> str | None:
    if _HEREDOC.search(before):
        return None if "$" in replacement or "\\" in replacement else _through(replacement, {})
    if quote == '"':
        return _through(replacement, {**_C_LIKE, '"': '\\"', "$": "\\$"})
    if quote == "'":
        return _through(replacement, {"\\": "\\\\", "'": "\\'"})
    return _harmless(replacement)


def _quoted(replacement: str, quote: str, _before: str) -> str | None:
    """Python and JavaScript: the quote of the string, and in a template literal its hole."""
    table = {**_C_LIKE, quote[:1]: f"\\{quote[:1]}"} if quote else {}
    if quote == "`":
        table["$"] = "\\$"
    return _through(replacement, table) if quote else _harmless(replacement)


def _sql(replacement: str, quote: str, _before: str) -> str | None:
    if quote != "'" or "\\" in replacement:
        return _harmless(replacement)
    return _through(replacement, {"'": "''"})


def _android(replacement: str, _quote: str, _before: str) -> str | None:
    return _through(replacement, {**_XML, **_C_LIKE, "'": "\\'", '"': '\\"', "@": "\\@", "?": "\\?"})


_HOSTS: Final[dict[str, Callable[[str, str, str], str | None]]] = {
    "plain": _raw,
    "markdown": lambda replacement, _quote, _before: _through(replacement, {}),
    "yaml": _yaml,
    "json": _table({**_C_LIKE, '"': '\\"'}),
    "toml": _toml,
    "hcl": _hcl,
    "csv": _csv,
    "properties": _properties,
    "po": _table({**_C_LIKE, '"': '\\"'}),
    "fluent": lambda replacement, _quote, _before: (
        _harmless(replacement) or (replacement if replacement in "'\"" else None)
    ),
    "android": _android,
    "odoo": _table(_XML),
    "php": _php,
    "python": _quoted,
    "javascript": _quoted,
    "sql": _sql,
}
