"""The readers of options: numbers, words, regions, patterns, names of lexicons. Their lists and mappings: :mod:`smslint.rules.compound_readers`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from smslint.rules.matching import Pattern, fault
from smslint.rules.options import Place, Reader
from smslint.wording import nearest, shown

if TYPE_CHECKING:
    from typing import NoReturn

    from smslint.settings import Key

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
            self.wrong(value, place, keys)
        return value

    def wrong(self, value: object, place: Place, keys: tuple[Key, ...]) -> NoReturn:
        if not isinstance(value, int | float) or isinstance(value, bool):
            super().wrong(value, place, keys)
        place.fail(f"must be {self.title}, not {shown(value)}", *keys)

    def schema(self) -> dict[str, object]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(Reader[bool]):
    """True or false."""

    title, plural = "true or false", "values that are true or false"

    def read(self, value: object, place: Place, *keys: Key) -> bool:
        if not isinstance(value, bool):
            self.wrong(value, place, keys)
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


class Text(Reader[str]):
    """Some text."""

    title, plural = "text", "texts"

    def read(self, value: object, place: Place, *keys: Key) -> str:
        if not isinstance(value, str):
            self.wrong(value, place, keys)
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
            self.wrong(value, place, keys)
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
            self.wrong(value, place, keys)
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
            self.wrong(value, place, keys)
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
            self.wrong(value, place, keys)
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
