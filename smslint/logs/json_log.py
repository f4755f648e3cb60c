"""A log as JSON: a document with a list of records, a list, or one record a line."""

from __future__ import annotations

import json
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError
from smslint.logs.layout import COLUMNS, PER_SEGMENT, steps
from smslint.logs.row import Row
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from smslint.logs.layout import Layout

    Getter = Callable[[Any, Any], str]

_SAMPLE: Final = 20
"""How many records are looked at to recognise a layout: a field may be absent from some."""


class Documents(NamedTuple):
    """What the file contains: one document, or one on each line."""

    path: Path
    whole: list[Any]


def found(path: Path, text: Callable[[], IO[str]]) -> Documents:
    """The documents of a file.

    :raises ConfigError: if it is not JSON.
    """
    with text() as file:
        content = file.read().lstrip("\ufeff")
    decode = json.JSONDecoder(parse_float=str, parse_int=str).decode
    try:
        return Documents(path, [decode(content.strip())])
    except RecursionError:
        raise ConfigError(f"{path}: this JSON is nested too deeply") from None
    except ValueError as error:
        problem = error
    lines = [line for line in content.splitlines() if line.strip()]
    try:
        return Documents(path, list(map(decode, lines)))
    except RecursionError:
        raise ConfigError(f"{path}: this JSON is nested too deeply") from None
    except ValueError as error:
        if len(lines) > 1 and _is_json(lines[0]):
            raise ConfigError(f"{path}: one of its lines is not JSON: {error}") from None
        raise ConfigError(f"{path}: this is not JSON: {problem}") from None


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _records(documents: Documents, layout: Layout) -> Iterator[Any]:
    """The records of a layout: where its path leads, or a list at the top, or the documents themselves."""
    for each in documents.whole:
        inner = _at(each, steps(layout.records)) if layout.records else None
        if isinstance(inner, list):
            yield from inner
        elif isinstance(inner, dict):
            yield inner
        elif isinstance(each, list):
            yield from each
        else:
            yield each


def columns_of(documents: Documents, layout: Layout) -> frozenset[str]:
    """The columns of a layout that the first records have, by our names."""
    sample = list(islice(_records(documents, layout), _SAMPLE))
    return frozenset(ours for ours, path in layout.columns.items() if any(_has(record, path) for record in sample))


def _has(record: Any, path: str) -> bool:
    outer, sign, inner = path.partition("[].")
    value = _at(record, steps(outer), absent := object())
    if sign:
        return isinstance(value, list) and any(_at(each, steps(inner), absent) is not absent for each in value)
    return value is not absent


def rows(documents: Documents, layout: Layout) -> Iterator[tuple[int, Row]]:
    """The rows, each with the number of its record from 1; a record with a list has a row for each item."""
    paths = dict(layout.columns)
    if PER_SEGMENT in paths:
        paths["total_price"] = paths[PER_SEGMENT]
    getters = [_getter(paths.get(name)) for name in COLUMNS]
    outer = next((path.partition("[].")[0] for path in paths.values() if "[]." in path), None)
    for number, record in enumerate(_records(documents, layout), 1):
        if not isinstance(record, dict):
            continue
        items = [None] if outer is None else _at(record, steps(outer))
        for item in items if isinstance(items, list) else ():
            yield number, Row(*[get(record, item) for get in getters])


def _getter(path: str | None) -> Getter:
    """A function from a record, and an item of its list, to a text."""
    if path is None:
        return lambda _record, _item: ""
    outer, sign, inner = path.partition("[].")
    way = steps(inner if sign else outer)
    if sign:
        return lambda _record, item: _text(_at(item, way))
    if len(way) == 1:
        (key,) = way
        return lambda record, _item: _text(record.get(key))
    return lambda record, _item: _text(_at(record, way))


def _at(value: Any, way: tuple[str | int, ...], absent: Any = None) -> Any:
    for step in way:
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return absent
            value = value[step]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return absent
    return value


def _text(value: Any) -> str:
    """A value as text; of a list its first item, of a mapping its code."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(next(filter(None, map(value.get, ("code", "name", "id"))), None))
    return str(value)
