"""The rows of a large list whose numbers occur more than once, as arrays (the ``bulk`` extra)."""

from __future__ import annotations

from typing import Any

import numpy as np

from smslint.recipients.auditor import EXAMPLES


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
