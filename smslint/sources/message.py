"""A message found in a host file, and the map from its decoded text back to the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Text


class Run(NamedTuple):
    """One part of a source map.

    ``text_length`` decoded characters, from ``text_start`` on, were written as ``file_length`` characters of the file, from
    ``file_start`` on. If both lengths are equal and the part is ``verbatim``, characters map one to one; otherwise
    (an escape, a folded line break) the part maps as a whole.
    """

    text_start: int
    text_length: int
    file_start: int
    file_length: int
    verbatim: bool


_text_start = attrgetter("text_start")


class SourceMap(NamedTuple):
    """The place in the file of each character of a decoded message. Runs are sorted and cover the message exactly once."""

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int, file_start: int = 0) -> SourceMap:
        """The map of a text that the file contains unchanged, from ``file_start`` on."""
        return cls((Run(0, length, file_start, length, True),))

    def to_file(self, span: Span) -> Span:
        """The file's span for a span of the message. An empty span maps to an empty span."""
        start = self._start(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, self._end(span.end)))

    def part(self, start: int, end: int) -> SourceMap:
        """The map of a part of the message."""
        first_run = max(bisect_right(self.runs, start, key=_text_start) - 1, 0)
        runs = []
        for run in self.runs[first_run : bisect_left(self.runs, end, key=_text_start)]:
            first, last = max(start, run.text_start), min(end, run.text_start + run.text_length)
            if first >= last:
                continue
            if run.verbatim:
                at = run.file_start + first - run.text_start
                runs.append(Run(first - start, last - first, at, last - first, True))
            else:
                runs.append(Run(first - start, last - first, run.file_start, run.file_length, False))
        return SourceMap(tuple(runs))

    def run_at(self, offset: int) -> Run:
        """The run of a message offset; the last run for the offset after the last character."""
        if len(self.runs) == 1:  # most messages are written without escapes
            return self.runs[0]
        index = bisect_right(self.runs, offset, key=_text_start) - 1
        # A run may have no text (a line continuation); go back to a run with text.
        while index > 0 and self.runs[index].text_length == 0:
            index -= 1
        return self.runs[max(index, 0)]

    def _start(self, offset: int) -> int:
        run = self.run_at(offset)
        inside = offset - run.text_start
        if run.verbatim:
            return run.file_start + min(inside, run.file_length)
        return run.file_start + (run.file_length if inside >= run.text_length else 0)

    def _end(self, offset: int) -> int:
        run = self.run_at(offset - 1)
        inside = offset - run.text_start
        return run.file_start + (min(inside, run.file_length) if run.verbatim else run.file_length)


class Message(NamedTuple):
    """One message as found in a host file, before its template dialect is parsed.

    ``settings`` come from the file itself (front matter, a catalogue's locale): the same keys as a
    ``messages:`` entry of the configuration.
    """

    body: str
    """The decoded text: escapes resolved, indentation of block scalars removed."""
    map: SourceMap
    key: str | None = None
    """The path of the message inside its file, such as ``en.sms.welcome``; ``None`` if the whole file is one message."""
    locale: str | None = None
    settings: Mapping[str, object] = MappingProxyType({})
    plural: str | None = None
    """The plural category (``one``, ``few``, ...) when the host file splits one message into several."""
    text: Text | None = None
    """The parsed message, if the host is a programming language and the message is an expression: an f-string, a template
    literal, a concatenation, a conditional. ``body`` is then the expression as the file writes it, the leaves of ``text`` cover
    it, and no dialect must be applied."""
    original: str | None = None
    """The text that this one translates, if the file has both: a msgid."""
    unknown: str = ""
    """Why the text is not in the file, if a program takes it from elsewhere: then this is no message, and ``text`` is one opaque
    placeholder."""
    dialect: str | None = None
    """The dialect in which a program fills the text, if the file shows it. Any setting goes before it."""
    sent: bool = False
    """Whether a program gives it to a call that sends."""
