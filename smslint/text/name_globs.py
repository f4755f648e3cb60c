"""Patterns of names, found by the plain part that each begins or ends with: a file may have thousands of both."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN: Final = re.compile(r"[^*?\[\]]*+")


class NameGlobs:
    """Which of some patterns match a name, as :func:`fnmatch.fnmatchcase` says.

    A pattern is tried only for names with its first plain characters, or with its last ones if it begins with a sign.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        self._whole: dict[str, list[int]] = {}
        self._begin: dict[str, list[int]] = {}
        self._end: dict[str, list[int]] = {}
        for index, pattern in enumerate(self.patterns):
            begin = _begin(pattern)
            if begin == pattern:
                self._whole.setdefault(pattern, []).append(index)
                continue
            table, plain = (self._begin, begin) if begin else (self._end, _begin(pattern[::-1])[::-1])
            table.setdefault(plain, []).append(index)
        self._begins = sorted({len(each) for each in self._begin})
        self._ends = sorted({len(each) for each in self._end})

    def matching(self, name: str) -> list[int]:
        """The indexes of the patterns that match a name, in order."""
        near: list[int] = []
        for size in self._begins:
            near += self._begin.get(name[:size], ()) if size <= len(name) else ()
        for size in self._ends:
            near += self._end.get(name[len(name) - size :], ()) if size <= len(name) else ()
        found = [index for index in near if fnmatchcase(name, self.patterns[index])]
        return sorted((*self._whole.get(name, ()), *found))


def _begin(pattern: str) -> str:
    match = _PLAIN.match(pattern)
    assert match is not None
    return match[0]
