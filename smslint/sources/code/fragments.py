"""The messages that were read from a file one by one, of which some are only fragments of others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.message import Message
    from smslint.span import Span


class ReadMessage(NamedTuple):
    """A message that was read, and its place in the file."""

    message: Message
    place: Span

    def holds(self, span: Span) -> bool:
        return holds(self.place, span)


class Fragments:
    """The messages that were read, by their place and by their name: a file may have thousands."""

    def __init__(self, read: list[ReadMessage]) -> None:
        self.read = read
        self.order = sorted(
            (number for number, each in enumerate(read) if not each.message.unknown),
            key=lambda number: read[number].place.start,
        )
        self.starts = [read[number].place.start for number in self.order]
        self.reach = list(accumulate((read[number].place.end for number in self.order), max))
        """How far the messages up to each of the order reach."""
        self.unknown: dict[Span | None, list[int]] = {}
        self.empty: dict[str | None, list[int]] = {}
        self.by_key: dict[str | None, list[int]] = {}
        self.keys_at = {each.place.start: each.message.key for each in reversed(read)}
        for number, each in enumerate(read):
            self.by_key.setdefault(each.message.key, []).append(number)
            if each.message.unknown:
                self.unknown.setdefault(each.place, []).append(number)
            if not each.message.body:
                self.empty.setdefault(each.message.key, []).append(number)

    def around(self, span: Span) -> Iterator[int]:
        """The numbers of the messages that hold a place."""
        at = bisect_right(self.starts, span.start) - 1
        while at >= 0 and self.reach[at] >= span.end:
            if self.read[self.order[at]].holds(span):
                yield self.order[at]
            at -= 1

    def within(self, span: Span) -> Iterator[int]:
        """The numbers of the messages inside of a place, without one that is all of it."""
        for at in range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)):
            place = self.read[self.order[at]].place
            if place.end <= span.end and place != span:
                yield self.order[at]


def holds(outer: Span, inner: Span) -> bool:
    """Whether a place is in another."""
    return outer.start <= inner.start and inner.end <= outer.end


class Covers:
    """The parts of a file that messages have."""

    def __init__(self, places: list[Span]) -> None:
        places = sorted(places)
        self.starts = [each.start for each in places]
        self.reach = list(accumulate((each.end for each in places), max))

    def part_of(self, place: Span) -> bool:
        """Whether a message has at least a part of a place."""
        at = bisect_left(self.starts, place.end) - 1
        return at >= 0 and self.reach[at] > place.start
