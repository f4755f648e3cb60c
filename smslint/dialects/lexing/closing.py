"""The end of a tag, an output or a comment: outside quotes and, if the engine counts them, outside brackets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.lexing.tokens import QUOTES
from smslint.text.patterns import later

if TYPE_CHECKING:
    from smslint.dialects.lexing.tokens import Mark

_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
_IN_STRING: Final = later(r'\\.|"|#\{', re.DOTALL)
_CODE: Final = "#{"
_CLOSES: Final = {**_PAIRS, _CODE: "}"}
_LOST: Final = 4
"""How many times the length of the source may be searched for brackets that never match."""


@cache
def any_of(strings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, strings)))


class Closers:
    """Finds closing delimiters in a source; stores the next position of each, so that all searches together are linear."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.next: dict[str, int] = {}
        self.lost = 0
        """How many characters were searched for brackets that never match."""

    def plain(self, needle: str, start: int) -> int:
        known = self.next.get(needle, -2)
        if known == -1 or known >= start:
            return known
        found = self.next[needle] = self.source.find(needle, start)
        return found

    def find(self, mark: Mark, start: int) -> int:
        end = self._balanced(mark, start) if mark.brackets else -1
        if end < 0:
            end = self._quoted(mark, start) if mark.quotes else self.plain(mark.close, start)
        if end >= 0 and mark.inner and self.source.startswith(mark.close, end + 1):
            inside = self.source[start:end]
            end += inside.count(mark.inner[:-1]) > inside.count(mark.inner[-1])
        if end >= 0 and mark.one_line:
            line_end = self.plain("\n", start)
            if 0 <= line_end < end:
                return -1
        return end

    def _quoted(self, mark: Mark, start: int) -> int:
        """The closing delimiter outside quotes. An unclosed quote is an ordinary character."""
        pattern = any_of((*mark.quotes, mark.close))
        at = start
        while match := pattern.search(self.source, at):
            if match[0] == mark.close:
                return match.start()
            at = self._end_of_quote(mark.quotes[match[0]], match.end())
        return -1

    def _balanced(self, mark: Mark, start: int) -> int:
        """The closing delimiter outside quotes and brackets; -1 if the brackets do not match, which these engines refuse."""
        if self.plain(mark.close, start) < 0 or self.lost > _LOST * len(self.source):
            return -1
        pattern = any_of((*mark.quotes, mark.close, *_PAIRS, *_PAIRS.values()))
        at, stack = start, list[str]()
        while match := pattern.search(self.source, at):
            text, at = match[0], match.end()
            if text == mark.close:
                if not stack:
                    return match.start()
                at = match.start() + mark.close.index("}")  # inside brackets only the bracket of the match counts
                text, at = "}", at + 1
            if text in _PAIRS:
                stack.append(text)
            elif text not in mark.quotes:
                opened = stack.pop() if stack else ""
                if _CLOSES.get(opened) != text:
                    break
                if opened == _CODE:
                    at = self._string(at, stack)
            elif mark.interpolates and text == '"':
                at = self._string(at, stack)
            else:
                at = self._end_of_quote(mark.quotes[text], at)
        self.lost += at - start
        return -1

    def _string(self, start: int, stack: list[str]) -> int:
        """The end of a string that may contain code in ``#{}``, or the start of that code."""
        for match in _IN_STRING.finditer(self.source, start):
            if match[0] == _CODE:
                stack.append(_CODE)
                return match.end()
            if match[0] == '"':
                return match.end()
        return len(self.source)

    def _end_of_quote(self, quote: str, start: int) -> int:
        at = start
        while (end := self.plain(quote, at)) >= 0:
            slashes = 0
            while quote in QUOTES and self.source[end - 1 - slashes] == "\\" and end - 1 - slashes >= start:
                slashes += 1
            if slashes % 2 == 0:
                return end + len(quote)
            at = end + 1
        return start
