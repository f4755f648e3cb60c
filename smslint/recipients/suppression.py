"""The suppression list: numbers that must not be texted, even if another list allows it. Compared as canonical E.164."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from heapq import merge
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_SET_UP_TO: Final = 100_000
"""Up to this many entries a set is used; above, a sorted array with a tenth of the memory and half the speed."""
_PIECE: Final = 1_000_000
_MOST_TOLD: Final = 3
SUDDEN_SECONDS: Final = 3600.0
"""For how long a list is compared with the most numbers that it had, so that they cannot disappear one by one."""


def is_sudden(lost: int, before: int) -> bool:
    """Whether so many numbers of a list do not disappear at once unless it is damaged, or being written: a person removes few.

    :param before: how many numbers the list had.
    """
    return lost > max(1, before // 100)


class Memory(Protocol):
    """What a journal remembers of suppression lists."""

    def refuse_loss(self, path: Path, found: Suppressed, others: Iterable[Suppressed], /) -> None: ...

    def note(self, path: Path, found: Suppressed, /) -> None:
        """What who sends reads is to be remembered."""


def memory_of(journal: object) -> Memory | None:
    """What a journal remembers of suppression lists; ``None`` without a journal, and for one of another program, which has none."""
    return getattr(journal, "suppression", None)


class SuppressedNumber(NamedTuple):
    """A number that must not be texted, and the reason if known."""

    number: str
    """Canonical E.164."""
    reason: str = ""
    source: str = ""
    date: str = ""


class Unreadable(NamedTuple):
    """An entry that is not a valid number, so it protects nobody."""

    line: int
    masked: str
    reason: str
    suggestion: str | None


class Suppressed:
    """Numbers not to text, as integers: 8 bytes per number for lists above a hundred thousand."""

    def __init__(
        self, numbers: Iterable[int] = (), unreadable: Iterable[Unreadable] = (), readable: int | None = None
    ) -> None:
        """:param readable: how many entries are numbers, each number as often as it is there."""
        ordered = _ordered(numbers)
        self.readable = len(ordered) if readable is None else readable
        self._array = ordered
        self._set = frozenset(ordered) if len(ordered) <= _SET_UP_TO else None
        self.unreadable = tuple(unreadable)

    def __len__(self) -> int:
        return len(self._array)

    def __contains__(self, key: int) -> bool:
        if self._set is not None:
            return key in self._set
        at = bisect_left(self._array, key)
        return at < len(self._array) and self._array[at] == key

    def notes(self, show: Callable[[str], str]) -> Iterator[str]:
        """Which entries protect nobody, in sentences for people.

        :param show: how a number is shown.
        """
        for bad in self.unreadable[:_MOST_TOLD]:
            hint = f"; it looks like {show(bad.suggestion)}" if bad.suggestion else ""
            yield f"Line {bad.line} of the suppression list is not a valid number ({bad.masked}){hint}."
        if (more := len(self.unreadable) - _MOST_TOLD) > 0:
            yield f"{plural(more, 'more line')} of the suppression list: not a valid number."

    def keys(self) -> array[int]:
        """All of them, in order."""
        return self._array

    def hits(self, keys: Iterable[int]) -> set[int]:
        """Which of some numbers are suppressed."""
        if self._set is not None:
            return set(self._set.intersection(keys)) if self._set else set()
        return {key for key in keys if key in self}


def _ordered(numbers: Iterable[int]) -> array[int]:
    """Each number once, in order. Of many numbers no Python object is made for each at the same time: ten million take 80 MB."""
    found = numbers if isinstance(numbers, array) else array("Q", numbers)
    if len(found) <= _SET_UP_TO:
        return array("Q", sorted(set(found)))
    try:
        import numpy as np
    except ImportError:
        return _in_pieces(found)
    if found is numbers:
        found = found[:]  # the caller's own stays as it is
    ordered = np.frombuffer(found, np.uint64)
    ordered.sort()
    repeated = ordered[1:] == ordered[:-1]
    return array("Q", np.unique(ordered).tobytes()) if repeated.any() else found


def _in_pieces(numbers: array[int]) -> array[int]:
    pieces = (array("Q", sorted(set(numbers[at : at + _PIECE]))) for at in range(0, len(numbers), _PIECE))
    return array("Q", (number for number, _ in groupby(merge(*pieces))))


def missing(before: Suppressed, found: Suppressed) -> int:
    """How many numbers of a list are not on another one."""
    earlier, later = before.keys(), found.keys()
    if earlier == later:
        return 0
    if len(earlier) > _SET_UP_TO:
        try:
            import numpy as np
        except ImportError:
            pass
        else:
            known = np.frombuffer(later, np.uint64)
            asked = np.frombuffer(earlier, np.uint64)
            return len(asked) - int(np.isin(asked, known, assume_unique=True).sum()) if len(known) else len(asked)
    return sum(key not in found for key in earlier)


def joined(lists: Collection[Suppressed]) -> Suppressed:
    """Several lists as one."""
    if len(lists) == 1:
        return next(iter(lists))
    return Suppressed(
        chain.from_iterable(each.keys() for each in lists), chain.from_iterable(each.unreadable for each in lists)
    )


def others_of(path: Path, lists: Mapping[Path, Suppressed]) -> Iterator[Suppressed]:
    """All lists but one."""
    return (found for each, found in lists.items() if each != path)
