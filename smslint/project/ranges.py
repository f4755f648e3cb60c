"""Ranges of messages for which directives switch rules off: from a ``disable`` on its own line to its ``enable``."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple, dataclass, field
from smslint.rules.directives import END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.project.comments import FoundDirective
    from smslint.rules.directives import Directive
    from smslint.span import Span

_MOST: Final = 500_000
"""How many messages all ranges of a file may contain together: thousands of ranges in one another would take minutes."""


class Idle(NamedTuple):
    """An ``enable`` without effect: its text for people, and its place."""

    text: str
    span: Span
    directive: Directive


@dataclass
class Ranges:
    """The ranges of one file."""

    reached: dict[tuple[int, str], tuple[int, ...]] = field(default_factory=dict)
    """The messages in a range, by the place of its ``disable`` and by the word in it: a code, or nothing for all rules."""
    idle: list[Idle] = field(default_factory=list)

    def of(self, directive: Directive, word: str, otherwise: Sequence[int]) -> Sequence[int]:
        """The messages for which a word of a directive switches rules off."""
        return self.reached.get((directive.span.start, word), otherwise)


def ranges_of(found: Iterable[FoundDirective], spans: Sequence[Span], order: Sequence[int]) -> Ranges:
    """The ranges of a file. An ``enable`` ends the closest ``disable`` above it with the same word; without codes, the closest of all.

    :param found: the directives of the file in order.
    :param spans: the places of the messages.
    :param order: the indices of the messages, by where they start.
    """
    ranges = Ranges()
    begun = _Begun()
    starts = [spans[index].start for index in order]
    left = _MOST
    for each in found:
        directive = each.directive
        if directive.codes is None:
            continue
        words = [word for word, _ in directive.codes]
        if directive.scope == "message" and each.alone:
            begun.add(each, words or [""])
        if directive.scope != END:
            continue
        for word, span in directive.codes or (("", directive.span),):
            begin, ended = begun.end(word) if words else begun.end_last()
            if begin is None:
                what = f"disable={word}" if word else "disable"
                ranges.idle.append(Idle(f"There is no {what} above this enable.", span, directive))
                continue
            first = bisect_left(starts, begin.end)
            messages = tuple(order[first : bisect_left(starts, directive.span.start)])
            left -= len(messages) * len(ended)
            if left < 0:
                text = f"The ranges of this file contain more than {_MOST:,} messages."
                ranges.idle.append(Idle(text, span, directive))
                return ranges
            for one in ended:
                ranges.reached[begin.directive.span.start, one] = messages
    return ranges


class _Begun:
    """The directives whose words may still get an end, in order. Each is passed over once, however many words have none."""

    def __init__(self) -> None:
        self._all: list[tuple[FoundDirective, set[str]]] = []
        self._by_word: dict[str, list[tuple[FoundDirective, set[str]]]] = {}

    def add(self, found: FoundDirective, words: list[str]) -> None:
        """One that may begin a range for each of some words."""
        entry = (found, set(words))
        self._all.append(entry)
        for word in entry[1]:
            self._by_word.setdefault(word, []).append(entry)

    def end(self, word: str) -> tuple[FoundDirective | None, list[str]]:
        """The closest one that has a word, which has its end now."""
        waiting = self._by_word.get(word, [])
        while waiting:
            found, left = waiting.pop()
            if word in left:
                left.remove(word)
                return found, [word]
        return None, []

    def end_last(self) -> tuple[FoundDirective | None, list[str]]:
        """The closest one, all of whose words have their end now."""
        while self._all:
            found, left = self._all.pop()
            if left:
                ended = sorted(left)
                left.clear()
                return found, ended
        return None, []
