"""Where the value of a variable may end so that it fits exactly: ranges of places, found without trying each of them.

Most kinds of values are bounded by the first character that they do not hold, so that the ends of a value are one range. The ends of
links and addresses depend on where their host is, and values that begin before the same host share them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from smslint.rules.variables import NO_LETTERS, TAKEN, WHOLE
from smslint.text.patterns import later

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from smslint.rules.variables import Units, Variable

Range: TypeAlias = "tuple[int, int]"
"""The first and the last of some places."""

_HOSTS: Final = later(r"[\w-]+(?:\.[\w-]+)*\.?")
_SCHEME: Final = {"url": later(r"https?://"), "urlott": later(r"\w+://")}
_LABEL: Final = {"url": later(r"[\w-]+\."), "email": later(r"[^\W_](?:[\w-]*[^\W_])?\.")}
_TOP: Final = later(r"[^\W\d_]{2,}")
_PORT: Final = later(r":\d+")
_LONGEST: Final = {"cbn": 48, "phone": 15}
"""The most characters of numbers to call."""


class Places:
    """Where each literal is in a text, looked for once."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.end = len(shown)
        self._found: dict[str, list[int]] = {}

    def of(self, literal: str) -> list[int]:
        """All places of a literal, those that overlap, too."""
        places = self._found.get(literal)
        if places is None:
            places = self._found[literal] = []
            at = self._shown.find(literal)
            while at >= 0:
                places.append(at)
                at = self._shown.find(literal, at + 1)
        return places

    def after(self, literal: str, start: int) -> list[int]:
        """The places from ``start`` on."""
        places = self.of(literal)
        return places[bisect_left(places, start) :]

    def next(self, literal: str, start: int) -> int:
        """The first place from ``start`` on; past the end of the text if there is none."""
        places = self.of(literal)
        at = bisect_left(places, start)
        return places[at] if at < len(places) else self.end + 1


def _until(totals: list[int], start: int, more: int = 0) -> int:
    """The last place up to which a total grows by no more than ``more``."""
    return bisect_right(totals, totals[start] + more) - 1


class Ends:
    """The ends of exact values in one text."""

    def __init__(self, text: Units, places: Places) -> None:
        self._text, self._places = text, places
        self._hosts: list[Range] | None = None
        self._numbers: dict[tuple[str, int], list[Range]] = {}

    def of(self, variable: Variable, starts: Iterable[int]) -> Iterator[tuple[int, Range]]:
        """Each start, and a range of ends of an exact value from there; ends that an earlier start has may be left out.

        :param starts: in ascending order.
        """
        seen: set[object] = set()
        for start in starts:
            if variable.least == 0:
                yield start, (start, start)
            hole = _until(self._text.holes, start)
            last = self._last(variable, start, hole)
            first = max(start + 1, min(start + variable.least, hole + 1))  # values with placeholders may be shorter
            if variable.holds == "digits":
                first = max(first, _until(self._text.digits, start) + 1)
            ranges = [(first, last)]
            if variable.holds in WHOLE:
                whole = self._whole(variable, start, min(last, hole), seen)
                ranges = [(max(low, first), min(high, last, hole)) for low, high in whole]
                if variable.holds in NO_LETTERS:
                    last = min(last, _until(self._text.letters, start))
                ranges.append((hole + 1, last))
            yield from ((start, each) for each in ranges if each[0] <= each[1])

    def _last(self, variable: Variable, start: int, hole: int) -> int:
        """The last end, as far as each character decides it."""
        text, holds, last = self._text, variable.holds, len(self._text.shown)
        if holds != "anything":
            last = min(last, _until(text.breaks, start))
        if variable.most is None:
            last = min(last, max(hole, _until(text.words, start, TAKEN)))
        else:
            last = min(last, _until(text.unknown, start), _until(text.most, start, variable.most))
        if holds == "digits":
            return min(last, _until(text.letters, start), _until(text.others, start), _until(text.dates, start))
        if holds == "alphanumeric":
            return min(last, _until(text.signs, start))
        if holds == "token":
            return min(last, _until(text.spaces, start))
        if holds == "one_line":
            return min(last, self._places.next("\t", start), self._places.next(" " * 5, start) + 4)
        return last

    def _whole(self, variable: Variable, start: int, stop: int, seen: set[object]) -> Iterable[Range]:
        """The ends of what is a link, an address, a number to call ... as a whole."""
        shown, holds = self._text.shown, variable.holds
        if holds in {"only_digits", "letters_digits"}:
            return ((start, _past(WHOLE[holds], shown, start, stop)),)
        if holds in _LONGEST:
            known = self._numbers.get((holds, start))
            if known is None:
                ends = range(start + 1, min(start + _LONGEST[holds], len(shown)) + 1)
                known = [(end, end) for end in ends if WHOLE[holds].fullmatch(shown, start, end)]
                self._numbers[holds, start] = known
            return known
        if holds != "email":
            return self._link(variable, start, stop, seen)
        at = self._places.next("@", start)
        if start < at < min(stop, _until(self._text.spaces, start)) and _new(at, variable, seen):
            return self._names("email", at + 1, stop)
        return ()

    def _link(self, variable: Variable, start: int, stop: int, seen: set[object]) -> Iterator[Range]:
        shown = self._text.shown
        scheme = _SCHEME[variable.holds].match(shown, start, stop)
        host = scheme.end() if scheme is not None else start
        if scheme is not None and variable.holds == "urlott" and _new(("://", host), variable, seen):
            yield host + 1, min(_until(self._text.spaces, host), stop)
        if not _new((scheme is not None, self._host(host)), variable, seen):
            return
        for low, high in self._names("url", host, stop):
            yield low, high
            path = _past(_PORT, shown, high, stop)
            if path > high:
                yield high + 2, path
            if path < stop and shown[path] in "/?#":
                yield path + 1, min(_until(self._text.spaces, path), stop)

    def _host(self, start: int) -> int:
        """Which host a place is in: values that begin in one end in the same places."""
        if self._hosts is None:
            self._hosts = [each.span() for each in _HOSTS.finditer(self._text.shown)]
        at = bisect_right(self._hosts, (start, len(self._text.shown))) - 1
        inside = at >= 0 and start < self._hosts[at][1] and self._text.shown[start] != "."
        return at if inside else -1 - start

    def _names(self, kind: str, at: int, stop: int) -> Iterator[Range]:
        """Where a name of a host may end: after two letters of its last label."""
        shown = self._text.shown
        while (label := _LABEL[kind].match(shown, at, stop)) is not None:
            at = label.end()
            top = _past(_TOP, shown, at, stop)
            if top > at:
                yield at + 2, top


def _new(key: object, variable: Variable, seen: set[object]) -> bool:
    """Whether no earlier start has the same ends. With a limit each start has its own."""
    if variable.most is not None:
        return True
    known = key in seen
    seen.add(key)
    return not known


def _past(pattern: re.Pattern[str], shown: str, at: int, stop: int) -> int:
    """Where a match ends; ``at`` if there is none."""
    found = pattern.match(shown, at, stop)
    return found.end() if found is not None else at
