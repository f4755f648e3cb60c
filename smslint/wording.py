"""Counts as text."""

from __future__ import annotations


def plural(count: int, noun: str) -> str:
    """A count with its noun: ``1 row``, ``1,200 rows``. For nouns whose plural ends in s."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
