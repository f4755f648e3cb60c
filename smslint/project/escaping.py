"""A fix as its host file writes it, for the few characters that fixes insert: each source has the inverse of its reading.

If a file may not be able to represent a fix, the result is ``None``: the fix is shown, but cannot be applied. The code that
writes a file reads it back and compares, so a mistake here can only lose a fix, never damage a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.escapes import harmless
from smslint.sources.registry import module

if TYPE_CHECKING:
    from smslint.sources.message import SourceMap
    from smslint.span import Span

_QUOTES: Final = "'\"`"


def written(
    replacement: str, source: str, text: str, source_map: SourceMap, span: Span, *, expression: bool = False
) -> str | None:
    """A replacement for a span of the message, as the file writes it.

    :param source: the file's source, as in ``smslint.sources.registry``.
    :param text: the whole file.
    :param expression: the message is an expression of a programming language; its body is code.
    """
    if replacement == "":
        return ""
    if expression and harmless(replacement) is None:
        return None
    # There is an escape or a folded line here, so only all of it can be replaced.
    run = source_map.run_at(span.start)
    if not run.verbatim and span.length not in {0, run.text_length}:
        return None
    quote = _opening(text, source_map)
    start = source_map.runs[0].file_start
    return module(source).escape(replacement, quote, text[max(0, start - 200) : start])


def _opening(text: str, source_map: SourceMap) -> str:
    """The character before the message: its quote, if it has one."""
    start = source_map.runs[0].file_start
    before = text[start - 1 : start]
    if before in _QUOTES and text[start - 3 : start] == before * 3:
        return before * 3
    return before if before in _QUOTES else ""
