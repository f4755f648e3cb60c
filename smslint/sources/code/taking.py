"""Lists and tables that functions make, and what is taken from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.sources.code.values import Value, chosen, fixed, starts_of, unknown

if TYPE_CHECKING:
    from smslint.span import Span

Given = tuple[str | None, Value]


def key_of(value: Value) -> str | None:
    """What a value is as a key of a table: its text, or the last name of a constant."""
    known = fixed(value)
    return known if known is not None else value.source.rpartition(".")[2].strip(":&@") or None


def table_of(given: list[Given], place: Span, source: str) -> Value:
    """The table that a function makes of pairs, of tables, or of keys and values in turn."""
    entries: list[Given] = []
    loose: list[Value] = []
    for key, value in given:
        if value.entries is not None and not value.written:
            entries += value.entries
        elif key is not None:
            entries.append((key, value))
        else:
            loose.append(value)
    entries += [(key_of(key), value) for key, value in zip(loose[::2], loose[1::2], strict=False)]
    return unknown(place, source)._replace(entries=tuple(entries))


def list_of(given: list[Given], place: Span, source: str) -> Value:
    """The list that a function makes of its arguments."""
    if len(given) == 1 and given[0][1].entries is not None:
        return given[0][1]
    return unknown(place, source)._replace(
        entries=tuple((None, value) for _, value in given if value.written or value.parts)
    )


def entry(table: Value, key: Value, place: Span, source: str) -> Value:
    """What a table has under a key; if the key is not known, one of its entries."""
    assert table.entries is not None
    wanted = key_of(key)
    found = [value for name, value in table.entries if name is not None and name == wanted]
    if not found and wanted is not None and wanted.isdigit() and int(wanted[:6]) < len(table.entries):
        found = [table.entries[int(wanted[:6])][1]]
    if found:
        return found[-1].at(place, source)._replace(origin=found[-1].origin or table.origin)
    if not table.entries or fixed(key) is not None:
        return unknown(place, source)
    value = chosen([value for _, value in table.entries], key.source, place, source)
    return value._replace(origin=table.origin)


def or_default(value: Value, given: list[Given], place: Span, source: str) -> Value:
    """What a table has under a key, or the text to take if it has none."""
    default = given[-1][1] if given else value
    if not default.written or starts_of(default) <= starts_of(value):
        return value
    return chosen([value, default], source, place, source)
