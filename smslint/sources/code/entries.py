"""An entry of a list or of a table, or a field of an object, gets another value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code.handing import given_as
from smslint.sources.code.values import AGAIN, ARMS, SPREAD, fixed
from smslint.sources.sending_calls import is_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.sources.code.values import Value

    Fields = tuple[tuple[str | None, Value], ...]

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


def is_complete(table: Value) -> bool:
    """Whether all keys of a table are known."""
    return not table.origin and all(key not in {None, ARMS, AGAIN, SPREAD} for key, _ in table.entries or ())


def taken(table: Value, wanted: str) -> Value | None:
    """The entry of a list or a table with this place or key, if it has it for certain."""
    entries = table.entries or ()
    if any(key in {AGAIN, ARMS, SPREAD} for key, _ in entries):
        return None
    if wanted.isdigit():
        return (
            entries[int(wanted)][1] if int(wanted) < len(entries) and all(key is None for key, _ in entries) else None
        )
    return next((value for key, value in entries if key == wanted), None)


def with_field(fields: Fields, key: str | None, value: Value) -> Fields:
    """The fields of an object of which one gets a value."""
    return (*(each for each in fields if key is None or (each[0] or "").lower() != key.lower()), (key, value))


def copied(owner: Value, given: Sequence[tuple[str | None, Value]], text: str) -> Fields:
    """The fields of a copy of an object, some of which get other values."""
    fields = owner.fields
    for key, value in given:
        known = given_as(key, owner.callee[-1], list(fields), text) if key and owner.callee else None
        if known is not None:
            fields = tuple(each for each in fields if each[1] is not known[1])
        elif key is not None and is_body(key):  # the text by its place
            fields = tuple(each for each in fields if each[0] is not None)
        fields = with_field(fields, key, value)
    return fields
