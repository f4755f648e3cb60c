"""The rows of a large list whose numbers occur more than once, as arrays (the ``bulk`` extra)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from smslint.recipients.auditor import EXAMPLES

if TYPE_CHECKING:
    from smslint.recipients.auditor import Auditor


class Repeats:
    """The numbers of the rows of a list, to find those that occur more than once: 8 bytes a row."""

    def __init__(self) -> None:
        self._keys: list[Any] = []
        self._opted: list[Any] = []

    def add(self, size: int, rows: Any, keys: Any, refused: Any, opted: Any) -> None:
        """Add some rows.

        :param size: how many rows there are, with blank ones.
        :param rows: the index of each row that is not blank; the other arrays have an entry for each of these.
        :param refused: whether it is refused already.
        :param opted: whether the person opted out in this row.
        """
        texted = np.zeros(size, np.uint64)
        texted[rows] = np.where(refused, np.uint64(0), keys)
        self._keys.append(texted)
        self._opted.append(keys[opted])

    def skip(self, size: int) -> None:
        """Leave out the numbers of some rows, which are no recipients."""
        self._keys.append(np.zeros(size, np.uint64))

    def settle(self, auditor: Auditor, first: int) -> Any:
        """Refuse the rows of numbers that opted out or that occur more than once, as :meth:`Auditor.settle` does.

        :param first: the number of the first row.
        :return: the index of each row that is refused.
        """
        keys = np.concatenate(self._keys) if self._keys else np.zeros(0, np.uint64)
        heeds = self._opted and auditor.heeds_opt_outs
        opted = np.unique(np.concatenate(self._opted)) if heeds else keys[:0]
        rows = where(keys, np.concatenate([again(keys), opted[opted > 0]]))
        conflict = np.isin(keys[rows], opted)
        later, examples = surplus(rows[~conflict] if auditor.counts_duplicates else rows[:0], keys)
        auditor.settle_rows(
            (later + first).tolist(),
            (rows[conflict] + first).tolist(),
            [(each + first, earlier + first) for each, earlier in examples],
        )
        return np.concatenate([later, rows[conflict]])


def surplus(rows: Any, keys: Any) -> tuple[Any, list[tuple[int, int]]]:
    """For rows with repeated numbers: all but the first of each, and a few examples with the row that they repeat."""
    if not len(rows):
        return rows, []
    rows = rows[np.argsort(keys[rows], kind="stable")]
    again = np.zeros(len(rows), bool)
    again[1:] = keys[rows[1:]] == keys[rows[:-1]]
    second = again.copy()
    second[1:] &= ~again[:-1]
    at = np.flatnonzero(second)
    at = at[np.argsort(rows[at])[:EXAMPLES]]
    return rows[again], list(zip(rows[at].tolist(), rows[at - 1].tolist(), strict=True))


def again(keys: Any) -> Any:
    """The numbers that occur more than once."""
    ordered = np.sort(keys[keys > 0])
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def where(keys: Any, groups: Any) -> Any:
    """The rows of some numbers, in order. A table of their last bits excludes most rows quickly."""
    if not len(groups):
        return np.zeros(0, np.int64)
    bits = np.uint64((1 << 22) - 1)
    marked = np.zeros(1 << 22, bool)
    marked[(groups & bits).astype(np.int64)] = True
    near = np.flatnonzero(marked[(keys & bits).astype(np.int64)] & (keys > 0))
    return near[np.isin(keys[near], groups)]
