"""Which message of one state is which message of the other: by path and key, by equal text, by similar text. Line numbers never count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.similar import closest
from smslint.cost.version import Pair
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from smslint.cost.version import Version


class _Item(NamedTuple):
    """A message of one side, with the path of its file in the new state."""

    number: int
    """Its place in the order of its side."""
    path: str
    version: Version


def paired(before: Iterable[Version], after: Iterable[Version], renamed: Mapping[str, str] | None = None) -> list[Pair]:
    """Every message with its partner: those of the new state in their order, then those that were removed.

    :param renamed: the new path of each file that has another one now.
    """
    moves = renamed or {}
    old = [_Item(number, moves.get(each.path, each.path), each) for number, each in enumerate(before)]
    new = [_Item(number, each.path, each) for number, each in enumerate(after)]
    partners = _Partners(old, new)
    partners.join_by_key()
    partners.join_equal(lambda item: (item.version.text, item.version.key))
    partners.join_equal(lambda item: (item.version.text, item.path))
    partners.join_equal(lambda item: item.version.text)
    partners.join_similar(lambda item: item.path)
    found = [Pair(partners.of(item), item.version) for item in new]
    return [*found, *(Pair(item.version, None) for item in partners.old.values())]


class _Partners:
    """What has found its partner, and what has not."""

    def __init__(self, old: Iterable[_Item], new: Iterable[_Item]) -> None:
        self.old = {item.number: item for item in old}
        self.new = {item.number: item for item in new}
        """Those without a partner."""
        self._found: dict[int, Version] = {}

    def of(self, item: _Item) -> Version | None:
        """The partner of a message of the new state."""
        return self._found.get(item.number)

    def join_by_key(self) -> None:
        """Join messages of one path and key. Where several have it, their texts decide."""

        def place(item: _Item) -> Hashable:
            return item.path, item.version.key, item.version.plural

        for ones, others in self._together(place):
            if len(ones) == len(others) == 1:
                self._join_each([(ones[0], others[0])])
            else:
                self._join_each(_equal(ones, others, lambda item: item.version.text))
                self._join_each(_similar(self._left(ones, others)))

    def join_equal(self, same: Callable[[_Item], Hashable]) -> None:
        """Join messages for which something is the same, in order."""
        self._join_each(_equal(list(self.old.values()), list(self.new.values()), same))

    def join_similar(self, place: Callable[[_Item], Hashable]) -> None:
        """Join the most similar texts of each place."""
        for together in self._together(place):
            self._join_each(_similar(together))

    def _together(self, place: Callable[[_Item], Hashable]) -> list[tuple[list[_Item], list[_Item]]]:
        """The messages without a partner of each place that both sides have."""
        ones, others = _grouped(self.old.values(), place), _grouped(self.new.values(), place)
        return [(ones[each], others[each]) for each in ones if each in others]

    def _left(self, ones: list[_Item], others: list[_Item]) -> tuple[list[_Item], list[_Item]]:
        return [each for each in ones if each.number in self.old], [each for each in others if each.number in self.new]

    def _join_each(self, pairs: Iterable[tuple[_Item, _Item]]) -> None:
        for one, other in pairs:
            self._found[other.number] = self.old.pop(one.number).version
            del self.new[other.number]


def _equal(
    ones: Iterable[_Item], others: Iterable[_Item], same: Callable[[_Item], Hashable]
) -> list[tuple[_Item, _Item]]:
    first, second = _grouped(ones, same), _grouped(others, same)
    return [pair for each in first if each in second for pair in zip(first[each], second[each], strict=False)]


def _similar(together: tuple[list[_Item], list[_Item]]) -> list[tuple[_Item, _Item]]:
    ones, others = together
    pairs = closest([each.version.text for each in ones], [each.version.text for each in others])
    return [(ones[at], others[to]) for at, to in pairs]


def _grouped(items: Iterable[_Item], same: Callable[[_Item], Hashable]) -> dict[Hashable, list[_Item]]:
    found: dict[Hashable, list[_Item]] = {}
    for item in items:
        found.setdefault(same(item), []).append(item)
    return found
