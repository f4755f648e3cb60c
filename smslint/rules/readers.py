"""The readers of options: numbers, words, regions, patterns, lexicons, and lists and mappings of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from smslint.rules.matching import Pattern, WordPattern, fault
from smslint.rules.options import Place, Reader
from smslint.settings import kind_of, nearest, shown

if TYPE_CHECKING:
    from typing import NoReturn

    from smslint.settings import Key

T = TypeVar("T")
Words = tuple[str, ...] | Callable[[], tuple[str, ...]]
"""A fixed set of words, or a function that returns them when needed."""

MOST_ITEMS: Final = 1_000
"""The most items of a list or a mapping."""
LONGEST: Final = 1_000
"""The most characters of a text."""
LONGEST_NAME: Final = 100
"""The most characters of a key of a mapping."""
_TEMPLATE: Final = r"\{([^{}]*)\}"
_NAME: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Whole(Reader[int]):
    """A whole number within limits."""

    def __init__(self, least: int, most: int, unit: str = "") -> None:
        self.least, self.most = least, most
        behind = f" {unit}" if unit else ""
        self.title = f"a whole number{behind} from {least:,} to {most:,}"
        self.plural = f"whole numbers{behind} from {least:,} to {most:,}"

    def read(self, value: object, place: Place, *keys: Key) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            _wrong(self, value, place, keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(Reader[bool]):
    """True or false."""

    title, plural = "true or false", "values that are true or false"

    def read(self, value: object, place: Place, *keys: Key) -> bool:
        if not isinstance(value, bool):
            _wrong(self, value, place, keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


class Text(Reader[str]):
    """Some text."""

    title, plural = "text", "texts"

    def read(self, value: object, place: Place, *keys: Key) -> str:
        if not isinstance(value, str):
            _wrong(self, value, place, keys)
        if not value.strip() or len(value) > LONGEST:
            place.fail(f"must have 1 to {LONGEST:,} characters", *keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST}


class Word(Text):
    """A word that people reply; read in capitals, because it is compared in capitals."""

    title, plural = "a word", "words"

    def read(self, value: object, place: Place, *keys: Key) -> str:
        return super().read(value, place, *keys).strip().upper()


class Template(Text):
    """A text in which ``{name}`` is replaced by what was found."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.title = f"text that may contain {' and '.join(f'{{{name}}}' for name in names)}"
        self.plural = self.title

    def read(self, value: object, place: Place, *keys: Key) -> str:
        text = super().read(value, place, *keys)
        for name in re.findall(_TEMPLATE, text):
            if name not in self.names:
                place.fail(f"unknown placeholder {{{shown(name)[1:-1]}}}{nearest(name, self.names)}", *keys)
        if (stray := re.search(r"[{}]", re.sub(_TEMPLATE, "", text))) is not None:
            only = " and ".join(f"{{{name}}}" for name in self.names)
            place.fail(f"has a {stray[0]!r} without its partner; braces are only allowed in {only}", *keys)
        return text


class OneOf(Reader[str]):
    """A word from a fixed set."""

    def __init__(self, words: Words, title: str = "", plural: str = "") -> None:
        self._words = words
        self.title = title or f"one of {', '.join(self.words)}"
        self.plural = plural or f"words from {', '.join(self.words)}"

    @property
    def words(self) -> tuple[str, ...]:
        return self._words if isinstance(self._words, tuple) else self._words()

    def read(self, value: object, place: Place, *keys: Key) -> str:
        if not isinstance(value, str):
            _wrong(self, value, place, keys)
        if value not in self.words:
            place.fail(f"{shown(value)} is not {self.title}{nearest(value, self.words)}", *keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"enum": list(self.words)}


class Region(Reader[str]):
    """A country, as ISO 3166-1 alpha-2."""

    title, plural = "a region such as US or GB", "regions such as US or GB"

    def read(self, value: object, place: Place, *keys: Key) -> str:
        from smslint.rules.region_codes import REGIONS

        if isinstance(value, bool):
            place.fail("YAML reads NO without quotes as false: write 'NO' in quotes", *keys)
        if not isinstance(value, str):
            _wrong(self, value, place, keys)
        if value not in REGIONS:
            place.fail(f"{shown(value)} is not a region; write ISO 3166-1 alpha-2 such as US or GB", *keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": "^[A-Z]{2}$"}


class LexiconName(Reader[str]):
    """The name of a lexicon: of the rule's own pack, or a shipped one."""

    title, plural = "the name of a lexicon", "names of lexicons"

    def read(self, value: object, place: Place, *keys: Key) -> str:
        from smslint.rules.lexicons import lexicon_at, names_at

        if not isinstance(value, str):
            _wrong(self, value, place, keys)
        known = names_at(place.rule)
        if value not in known:
            place.fail(f"there is no lexicon {shown(value)}{nearest(value, known)}", *keys)
        lexicon_at(value, place.rule)  # a lexicon of a pack is verified
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": f"^{_NAME}$"}


class Expression(Reader[Pattern]):
    """A regular expression that ignores case."""

    title, plural = "a pattern", "patterns"

    def read(self, value: object, place: Place, *keys: Key) -> Pattern:
        if not isinstance(value, str):
            _wrong(self, value, place, keys)
        problem = "is empty and would match everywhere" if not value else fault(value)
        if problem:
            place.fail(problem, *keys)
        return self.stored(value, place)

    def stored(self, value: Any, place: Place) -> Pattern:
        return Pattern(value, place.where, trusted=place.trusted)

    def plain(self, value: Pattern) -> object:
        return value.source

    def schema(self) -> dict[str, object]:
        return {"type": "string", "format": "regex", "minLength": 1}


class Several(Reader[tuple[T, ...]]):
    """A list of values of one kind."""

    def __init__(self, item: Reader[T]) -> None:
        self.item = item
        self.title, self.plural = f"a list of {item.plural}", f"lists of {item.plural}"

    def read(self, value: object, place: Place, *keys: Key) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            _wrong(self, value, place, keys)
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
            _wrong(self, value, place, keys)
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


def _wrong(reader: Reader[Any], value: object, place: Place, keys: tuple[Key, ...]) -> NoReturn:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    found = shown(value) if number and isinstance(reader, Whole) else kind_of(value)
    place.fail(f"must be {reader.title}, not {found}", *keys)
