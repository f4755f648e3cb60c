"""The records of an export in JSON, as a service answers it or as a project stores it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from smslint.approved.rows import MOST_ROWS, Row
from smslint.errors import ConfigError, SourceError
from smslint.rules.template_formats import folded
from smslint.sources.json_values import JSON, scan
from smslint.span import LineIndex
from smslint.wording import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.rules.template_formats import Format

_STEP: Final = re.compile(r"(?P<key>[^\[\]]*)(?:\[(?P<name>\w+)=(?P<word>\w+)\])?")


def of_document(text: str, format_: Format, shown_as: str) -> Iterator[Row]:
    """The records of a document; what else is wrong with it is a row with a problem, on line 1.

    :raises ConfigError: if it is not JSON, or an error of the service.
    """
    try:
        document = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_object)
        lines = _lines(text)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{shown_as}:{error.lineno}: this is not JSON: {error.msg}") from None
    except (ValueError, RecursionError, SourceError) as error:
        raise ConfigError(f"{shown_as}: this JSON cannot be read: {error or 'it is nested too deeply'}") from None
    records, above = _records(document, format_, shown_as)
    if len(records) > MOST_ROWS:
        raise ConfigError(f"{shown_as}: it has more than {plural(MOST_ROWS, 'template')}")
    for path in format_.more:
        if at_path(document, path)[0]:
            yield Row(1, {}, f"The export goes on: {path} names another page, and its templates are not in this file.")
    for number, record in enumerate(records):
        here = (*above, str(number))
        if not isinstance(record, Mapping):
            yield Row(lines.get(here, 1), {}, "This is not a template: expected an object.")
            continue
        found: dict[str, Any] = {}
        line = lines.get(here, 1)
        for field, names in format_.fields.items():
            value, keys = _field(record, names)
            if value is not None:
                found[field] = value
            if field == "text" and value is not None:
                line = lines.get((*here, *keys), 1)
        yield Row(line, found)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each of whose keys is there once.

    :raises ValueError: for a key that is there twice: nobody knows which one is meant.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key {twice[:60]!r} is there twice")
    return found


def _records(document: Any, format_: Format, shown_as: str) -> tuple[Sequence[Any], tuple[str, ...]]:
    """The records, and the keys above them."""
    if isinstance(document, list):
        return document, ()
    for path in format_.records:
        found, keys = at_path(document, path)
        if isinstance(found, list):
            return found, keys
        if isinstance(found, Mapping) and _field(found, format_.fields["text"])[0] is not None:
            return [found], keys
    if isinstance(document, Mapping) and _field(document, format_.fields["text"])[0] is not None:
        return [document], ()
    for path in format_.errors:
        words = at_path(document, path)[0]
        if isinstance(words, str) and words:
            raise ConfigError(f"{shown_as}: this is an error of the service and no export: {words[:200]}")
    there = listed(list(map(str, document))[:12]) if isinstance(document, Mapping) and document else "nothing"
    raise ConfigError(
        f"{shown_as}: this has no templates of {format_.title}: expected a list{f' under {listed(format_.records)}' if format_.records else ''}, and it has {there}"
    )


def _field(record: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    keys = {folded(str(key)): str(key) for key in record}
    for name in names:
        if re.search(r"[.*\[]", name):
            value, path = at_path(record, name)
        else:
            key = keys.get(folded(name), "")
            value, path = (record.get(key), (key,)) if key else (None, ())
        if isinstance(value, bool):
            value = str(value).lower()
        if isinstance(value, (str, list)) or (isinstance(value, Mapping) and value):
            return value, path
    return None, ()


def at_path(value: Any, path: str) -> tuple[Any, tuple[str, ...]]:
    """The value at a path, and its keys: ``components[type=BODY].text``, ``types.*.body``; ``*`` is the first key that has the rest."""
    steps = path.split(".")
    return _at(value, steps)


def _at(value: Any, steps: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    if not steps:
        return value, ()
    step, rest = steps[0], steps[1:]
    if step == "*":
        for key, each in value.items() if isinstance(value, Mapping) else ():
            found, keys = _at(each, rest)
            if found is not None:
                return found, (str(key), *keys)
        return None, ()
    parts = _STEP.fullmatch(step)
    key = parts["key"] if parts is not None else step
    if isinstance(value, Mapping):
        inner = value.get(key)
    else:
        inner = value[int(key)] if isinstance(value, list) and key.isdecimal() and int(key) < len(value) else None
    here: tuple[str, ...] = (key,)
    if parts is not None and parts["name"]:
        items = inner if isinstance(inner, list) else []
        at = next(
            (
                at
                for at, each in enumerate(items)
                if isinstance(each, Mapping) and each.get(parts["name"]) == parts["word"]
            ),
            None,
        )
        if at is None:
            return None, ()
        inner, here = items[at], (key, str(at))
    if inner is None:
        return None, ()
    found, keys = _at(inner, rest)
    return found, (*here, *keys)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each text, by its keys, and of the first text inside of each value."""
    index = LineIndex(text)
    found: dict[tuple[str, ...], int] = {}
    for kind, path, start, _ in scan(text, JSON):
        if kind == "text":
            line = index.position(start).line
            for depth in range(1, len(path) + 1):
                found.setdefault(path[:depth], line)
    return found
