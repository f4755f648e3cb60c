"""Builds a decoded message and its source map together, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.message import Run, SourceMap
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_SURROGATE = later(r"[\ud800-\udfff]")


class BodyBuilder:
    """Collects the pieces of a message in order. Characters of the file between two pieces are not part of the message."""

    __slots__ = ("_chunks", "_length", "_runs", "_start")

    def __init__(self, start: int) -> None:
        self._start = start
        self._chunks: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    @property
    def length(self) -> int:
        """The characters so far."""
        return self._length

    def copy(self, source: str, start: int, end: int) -> None:
        """Characters that the file writes exactly as they are sent."""
        if start >= end:
            return
        last = self._runs[-1] if self._runs else None
        length = end - start
        if last is not None and last.verbatim and last.file_start + last.file_length == start:
            self._runs[-1] = Run(
                last.text_start, last.text_length + length, last.file_start, end - last.file_start, True
            )
        else:
            self._runs.append(Run(self._length, length, start, length, True))
        self._chunks.append(source[start:end])
        self._length += length

    def replace(self, decoded: str, start: int, end: int) -> None:
        """Characters that the file writes differently, such as an escape. Half a surrogate pair is sent as U+FFFD."""
        if not decoded:
            return
        self._runs.append(Run(self._length, len(decoded), start, end - start, False))
        self._chunks.append(_SURROGATE.sub("\ufffd", decoded))
        self._length += len(decoded)

    def decode(
        self, source: str, start: int, end: int, pattern: re.Pattern[str], resolve: Callable[[re.Match[str]], str]
    ) -> None:
        """Copy ``source[start:end]``, except matches of ``pattern``, which ``resolve`` decodes."""
        at = start
        for match in pattern.finditer(source, start, end):
            self.copy(source, at, match.start())
            self.replace(resolve(match), match.start(), match.end())
            at = match.end()
        self.copy(source, at, end)

    def build(self) -> tuple[str, SourceMap]:
        """The message and its map."""
        if not self._runs:
            return "", SourceMap.identity(0, self._start)
        return "".join(self._chunks), SourceMap(tuple(self._runs))


def decoded(
    source: str, start: int, end: int, pattern: re.Pattern[str], resolve: Callable[[re.Match[str]], str]
) -> tuple[str, SourceMap]:
    """The message in ``source[start:end]`` and its map; ``resolve`` decodes the matches of ``pattern``."""
    body = BodyBuilder(start)
    body.decode(source, start, end, pattern, resolve)
    return body.build()


def coarse(value: str, start: int, end: int) -> tuple[str, SourceMap]:
    """A message whose inner positions are unknown: the whole message maps to ``start`` to ``end``."""
    if not value:
        return "", SourceMap.identity(0, start)
    return _SURROGATE.sub("\ufffd", value), SourceMap((Run(0, len(value), start, end - start, False),))
