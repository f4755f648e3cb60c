"""The possible values of a placeholder: lengths in characters (code points), a charset, an exact list, or a named type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

from smslint.errors import ConfigError
from smslint.records import NamedTuple
from smslint.settings import Node, node_of
from smslint.text.charsets import ANY, CHARSETS, Charset, within_gsm7
from smslint.text.name_globs import NameGlobs
from smslint.wording import shown

LONGEST: Final = 100_000
"""The largest ``max`` of a value: two and a half times the capacity of the 255 segments of a message."""

MOST_ITEMS: Final = 1_000


class Run(NamedTuple):
    """Any ``least`` to ``most`` characters of a charset, then a fixed ``suffix``. ``most`` is ``None`` if no limit is known."""

    least: int
    most: int | None
    charset: Charset
    suffix: str = ""


class Values(NamedTuple):
    """The values of one placeholder, and how often a loop over it runs."""

    options: tuple[Run | str, ...]
    """Each is one exact string or one run; the value is any of them."""
    items: tuple[int, int | None] = (0, None)
    optional: bool = False
    """Whether it is declared as possibly empty, by ``optional``, ``min: 0`` or an empty text in ``enum``."""
    shorthand: str = ""
    """The ``type`` that it is declared with, if that alone says which characters it has; otherwise empty."""

    @property
    def bounded(self) -> bool:
        """Whether the longest value is known."""
        return all(isinstance(option, str) or option.most is not None for option in self.options)

    @property
    def exact(self) -> bool:
        """Whether it is one of a list of exact strings."""
        return all(isinstance(option, str) for option in self.options)


Options: TypeAlias = tuple[Run | str, ...]
"""What a value may be: any text of a run, or one of some texts."""
UNKNOWN: Final = Values((Run(0, None, ANY),))
"""The values of an undeclared placeholder: its length has no limit, because smslint does not guess."""

TYPES: Final[dict[str, dict[str, Any]]] = {
    "otp": {"min": 4, "max": 8, "charset": "digits"},
    "first_name": {"min": 1, "max": 20, "charset": "any"},
    "last_name": {"min": 1, "max": 30, "charset": "any"},
    "brand": {"min": 1, "max": 20, "charset": "gsm7_basic"},
    "url": {"min": 15, "max": 60, "charset": "gsm7_basic"},
    "money": {"min": 1, "max": 12, "charset": "gsm7"},
    "date": {"min": 5, "max": 18, "charset": "gsm7_text"},
    "time": {"min": 4, "max": 8, "charset": "gsm7_text"},
    "phone": {"min": 8, "max": 16, "charset": "gsm7_text"},
    "int": {"min": 1, "max": 6, "charset": "digits"},
}
"""Shorthands with limits that a project may override key by key: ``{type: url, max: 40}``."""

KEYS: Final = ("min", "max", "charset", "enum", "type", "optional", "min_items", "max_items")


EXAMPLE: Final = "{max: 20, charset: any}"


def parse_values(setting: Mapping[str, object] | Node, name: str = "values") -> Values:
    """The values that a ``values:`` entry declares.

    :raises ConfigError: names the invalid key and the nearest known one.
    """
    node = node_of(setting, name, EXAMPLE).only(KEYS)
    merged = Node(node.origin, {**_type(node), **node.values}, node.keys)
    items = (_count(merged, "min_items", MOST_ITEMS) or 0, _count(merged, "max_items", MOST_ITEMS))
    if "enum" in merged.values:
        strings = _enum(merged)
        return Values(strings, items, "" in strings)
    least = 0 if node.optional_flag("optional") else (_count(merged, "min") or 0)
    most = _count(merged, "max")
    if most is not None and least > most:
        node.fail(f"min {least} is greater than max {most}")
    charset = CHARSETS[merged.known("charset", CHARSETS) or "any"]
    optional = bool(node.optional_flag("optional")) or (least == 0 and merged.values.get("min") is not None)
    shorthand = "" if "charset" in node.values else str(node.values.get("type", ""))
    return Values((Run(least, most, charset),), items, optional, shorthand)


def _type(node: Node) -> dict[str, Any]:
    word = node.known("type", TYPES)
    if word is None:
        return {}
    limits, most = dict(TYPES[word]), node.values.get("max")
    # A max below the type's own min lowers the min: {type: url, max: 10} is a URL of at most 10 characters.
    if isinstance(most, int) and "min" not in node.values:
        limits["min"] = min(limits["min"], most)
    return limits


def _enum(node: Node) -> tuple[str, ...]:
    words = node.values["enum"]
    if not isinstance(words, list | tuple) or not words:
        node.fail(f"enum needs a list of at least one text, found {shown(words)}", "enum")
    strings = tuple(dict.fromkeys(_option(node, word, index) for index, word in enumerate(words)))
    return ("", *strings) if node.optional_flag("optional") and "" not in strings else strings


def _option(node: Node, word: object, index: int) -> str:
    """One exact text. A number without quotes is taken where it is written as Python writes it: not 007 or 1.50."""
    if isinstance(word, str):
        return word
    if isinstance(word, int | float) and not isinstance(word, bool):
        written = node.origin.written((*node.keys, "enum", index))
        text = shown(word)
        if written in (None, text) and text.strip("-").replace(".", "", 1).isdigit():
            return text
    return node.wrong("text", word, "enum", index)


def _count(node: Node, key: str, limit: int = LONGEST) -> int | None:
    value = node.values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= limit:
        node.fail(f"{key} must be a whole number from 0 to {limit}, found {shown(value)}", key)
    return value


def _declared(settings: Mapping[str, object] | Node) -> Iterator[tuple[str, Values]]:
    top = isinstance(settings, Node)
    if not top and not isinstance(settings, Mapping):
        found = type(settings).__name__
        raise ConfigError(f"values: expected a mapping such as {{name: {{max: 20}}}}, found {found}")
    node = node_of(settings, "values")
    node.named()
    for name, value in node.values.items():
        if isinstance(value, Values):
            yield name, value
        elif top and value is None:
            node.fail(f"expected a mapping such as {EXAMPLE}, found nothing", str(name))
        else:
            yield str(name), parse_values(node.child(name, EXAMPLE) if top else value, f"values.{name}")


_PLAIN: Final = frozenset((str, int, bool, type(None)))

Entry: TypeAlias = "tuple[str, tuple[tuple[str, Any], ...], tuple[type, ...]]"
"""The name of a placeholder, and its settings with the types of their values: 1 is not true."""


class _Sorted(NamedTuple):
    """Declared values: those of a full name, those of a pattern of names, and whether some are an exact list."""

    exact: dict[str, Values]
    globs: NameGlobs
    by_glob: list[Values]
    """The values of each pattern, in order."""
    lists: bool


def is_pattern(name: str) -> bool:
    """Whether a declared name is a pattern of names."""
    return any(sign in name for sign in "*?[")


def _sorted_out(settings: Mapping[str, object] | Node | None) -> _Sorted:
    parsed = {} if settings is None else dict(_declared(settings))
    exact = {name: value for name, value in parsed.items() if not is_pattern(name)}
    by_glob = {name: value for name, value in parsed.items() if name not in exact}
    return _Sorted(exact, NameGlobs(by_glob), list(by_glob.values()), any(each.exact for each in parsed.values()))


def _plain(settings: Mapping[str, object] | Node | None) -> tuple[Entry, ...] | None:
    """What a mapping of plain settings states, as a key; ``None`` where it holds anything else."""
    if type(settings) is not dict:
        return None
    entries = []
    for name, value in settings.items():
        if type(name) is not str or type(value) is not dict:
            return None
        kinds = tuple(map(type, value.values()))
        if not _PLAIN.issuperset(kinds):
            return None
        entries.append((name, tuple(value.items()), kinds))
    return tuple(entries)


@lru_cache(maxsize=64)
def _kept(entries: tuple[Entry, ...]) -> _Sorted:
    """The values that plain settings declare: callers state the same ones for each message."""
    return _sorted_out({name: dict(items) for name, items, _ in entries})


def _in_gsm7(values: Values) -> Values:
    options = tuple(
        each if isinstance(each, str) else each._replace(charset=within_gsm7(each.charset)) for each in values.options
    )
    return values._replace(options=options)


class ValueTable:
    """Declared values by placeholder name or glob. An exact name goes before a glob; of several globs the first wins."""

    __slots__ = ("_by_glob", "_cache", "exact", "globs", "lists")

    exact: Mapping[str, Values]
    """The values of the names that are written out."""
    globs: NameGlobs
    """The declared patterns of names."""
    lists: bool
    """Whether any of the values is an exact list."""

    def __init__(self, settings: Mapping[str, object] | Node | None = None) -> None:
        plain = _plain(settings)
        self.exact, self.globs, self._by_glob, self.lists = _sorted_out(settings) if plain is None else _kept(plain)
        self._cache: dict[str, Values | None] = {}

    def lookup(self, name: str) -> Values | None:
        """The values of a name: as written, otherwise by its last part (``user.first_name`` is a ``first_name``)."""
        try:
            return self._cache[name]
        except KeyError:
            found = self._cache[name] = self.exact.get(name) or self._find(name)
            return found

    @property
    def declared(self) -> tuple[str, ...]:
        """The names that are written out, without the patterns."""
        return tuple(self.exact)

    def declarations(self) -> Iterator[tuple[str, Values]]:
        """Every name that is written out, then every pattern, with its values."""
        yield from self.exact.items()
        yield from zip(self.globs.patterns, self._by_glob, strict=True)

    def elsewhere(self, name: str) -> Values | None:
        """The values of a part whose text is in another file (``include 'footer.txt'``): by its tag as written, or by a pattern of
        tags. A pattern that matches any name, such as ``*``, does not apply."""
        if name in self.exact:
            return self.exact[name]
        matching = (index for index in self.globs.matching(name) if " " in self.globs.patterns[index])
        return next((self._by_glob[index] for index in matching), None)

    def fixing(self, name: str, option: str) -> ValueTable:
        """The same values, except for one full name, which is one exact string."""
        table = ValueTable()
        table.exact, table.globs, table._by_glob = self.exact, self.globs, self._by_glob
        table.lists = True
        before = self.lookup(name)
        table._cache = {**self._cache, name: Values((option,), (0, None) if before is None else before.items)}
        return table

    def in_gsm7(self) -> ValueTable:
        """The same values without the characters that GSM-7 does not have; exact strings stay as they are."""
        table = ValueTable()
        table.exact = {name: _in_gsm7(values) for name, values in self.exact.items()}
        table.globs, table.lists = self.globs, self.lists
        table._by_glob = [_in_gsm7(values) for values in self._by_glob]
        return table

    def _find(self, name: str) -> Values | None:
        """The values of a name that is not declared as written."""
        last = name.rpartition(".")[2]
        if last in self.exact:
            return self.exact[last]
        matching = [index for each in {name, last} for index in self.globs.matching(each)]
        return self._by_glob[min(matching)] if matching else None
