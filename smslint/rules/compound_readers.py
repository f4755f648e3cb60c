"""The readers of options that have parts: lists, mappings, and values that need not be set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from smslint.rules.matching import Pattern, WordPattern, fault
from smslint.rules.options import Place, Reader
from smslint.rules.readers import LONGEST_NAME, MOST_ITEMS, Expression
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.settings import Key


T = TypeVar("T")


class Several(Reader[tuple[T, ...]]):
    """A list of values of one kind."""

    def __init__(self, item: Reader[T]) -> None:
        self.item = item
        self.title, self.plural = f"a list of {item.plural}", f"lists of {item.plural}"

    def read(self, value: object, place: Place, *keys: Key) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            self.wrong(value, place, keys)
        if len(value) > MOST_ITEMS:
            place.fail(f"has {len(value):,} items; the limit is {MOST_ITEMS:,}", *keys)
        return tuple(self.item.read(each, place, *keys, index) for index, each in enumerate(value))

    def stored(self, value: Any, place: Place) -> tuple[T, ...]:
        return tuple(self.item.stored(each, place) for each in value)

    def plain(self, value: tuple[T, ...]) -> object:
        return [self.item.plain(each) for each in value]

    def schema(self) -> dict[str, object]:
        return {"type": "array", "maxItems": MOST_ITEMS, "items": self.item.schema()}


class WholeWords(Reader[Pattern | None]):
    """A list of patterns as one: it matches if one of them matches whole words; ``None`` if the list is empty."""

    title, plural = "a list of patterns of whole words", "lists of patterns of whole words"

    def read(self, value: object, place: Place, *keys: Key) -> Pattern | None:
        parts = Several(Expression()).read(value, place, *keys)
        whole = self.stored([part.source for part in parts], place)
        if whole is not None and (problem := fault(whole.source)):
            place.fail(problem, *keys)
        return whole

    def stored(self, value: Any, place: Place) -> Pattern | None:
        return WordPattern(tuple(value), place.where, trusted=place.trusted) if value else None

    def plain(self, value: Pattern | None) -> object:
        return list(value.parts) if isinstance(value, WordPattern) else []

    def schema(self) -> dict[str, object]:
        return Several(Expression()).schema()


class Named(Reader[dict[str, T]]):
    """A mapping of names to values of one kind."""

    def __init__(self, names: Reader[str], item: Reader[T]) -> None:
        self.names, self.item = names, item
        self.title, self.plural = f"a mapping of {names.plural} to {item.plural}", f"mappings to {item.plural}"

    def read(self, value: object, place: Place, *keys: Key) -> dict[str, T]:
        if not isinstance(value, Mapping):
            self.wrong(value, place, keys)
        if len(value) > MOST_ITEMS:
            place.fail(f"has {len(value):,} keys; the limit is {MOST_ITEMS:,}", *keys)
        read = {}
        for key, item in value.items():
            if not isinstance(key, str):
                place.fail(f"the key {shown(key)} must be text; write it in quotes", *keys)
            if len(key) > LONGEST_NAME:
                place.fail(f"the key {shown(key)} is too long", *keys)
            read[self.names.read(key, place, *keys, key)] = self.item.read(item, place, *keys, key)
        return read

    def stored(self, value: Any, place: Place) -> dict[str, T]:
        return {key: self.item.stored(item, place) for key, item in value.items()}

    def plain(self, value: dict[str, T]) -> object:
        return {key: self.item.plain(item) for key, item in value.items()}

    def schema(self) -> dict[str, object]:
        return {
            "type": "object",
            "maxProperties": MOST_ITEMS,
            "propertyNames": self.names.schema(),
            "additionalProperties": self.item.schema(),
        }


class Maybe(Reader[T | None]):
    """A value, or ``None`` if it is not set."""

    def __init__(self, item: Reader[T]) -> None:
        self.item = item
        self.title, self.plural = f"{item.title}, or nothing", f"{item.plural}, or nothing"

    def read(self, value: object, place: Place, *keys: Key) -> T | None:
        return None if value is None else self.item.read(value, place, *keys)

    def stored(self, value: Any, place: Place) -> T | None:
        return None if value is None else self.item.stored(value, place)

    def plain(self, value: T | None) -> object:
        return None if value is None else self.item.plain(value)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "null"}, self.item.schema()]}
