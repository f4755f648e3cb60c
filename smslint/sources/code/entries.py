"""An entry of a list or of a table gets another value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.values import AGAIN, ARMS, SPREAD, fixed

if TYPE_CHECKING:
    from smslint.sources.code.values import Value

_KEY: Final = re.compile(r"\d+|:\w+")
"""A key that is no text: a number, a symbol of Ruby."""


def known_key(key: Value) -> str | None:
    """The key that an expression certainly is."""
    known = fixed(key)
    if known is not None:
        return known
    return key.source.strip(":") if _KEY.fullmatch(key.source) else None


def with_entry(table: Value, key: str, value: Value) -> Value | None:
    """A list or a table with another value under a key; ``None`` if it is not known where that is."""
    entries = list(table.entries or ())
    names = [name for name, _ in entries]
    if table.entries is None or any(name in {ARMS, AGAIN, SPREAD} for name in names):
        return None
    if entries and all(name is None for name in names):
        if not key.isdigit() or int(key[:6]) >= len(entries):
            return None
        entries[int(key)] = (None, value)
    elif key in names:
        entries[len(names) - 1 - names[::-1].index(key)] = (key, value)
    elif None in names:
        return None
    else:
        entries.append((key, value))
    return table._replace(entries=tuple(entries))
