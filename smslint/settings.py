"""Settings from any origin: typed values from a mapping, and errors that name the file, the line and the key.

A :class:`Node` is one mapping with its key path; its :class:`Origin` knows where it is written. Files are read by
:mod:`smslint.settings_file.reading`, which also finds the line of a key if there is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from smslint.errors import ConfigError, SmslintError
from smslint.records import NamedTuple
from smslint.vocabulary import OTHER_NAMES, UNKNOWN_KEYS
from smslint.wording import as_yaml, did_you_mean, dotted, kind_of, listed, nearest, shown, word_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

Key = str | int


class Origin:
    """Where settings are written. This base class is for a mapping made by Python code, with a name and no lines.

    For files, which have lines, see :class:`smslint.settings_file.reading.FileOrigin`.
    """

    first = 1
    """The line of the file where the settings start."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    def refuse(self, keys: tuple[Key, ...], message: str) -> SmslintError:
        """The error for the value at a key path: ``file:line: key.path: message``."""
        line = self.line(keys)
        name = dotted(keys)
        place = self.name if line is None else f"{self.name}:{line}"
        return self.error(f"{place}: {name + ': ' if name else ''}{message}")

    def unknown(self, keys: tuple[Key, ...], key: Key, known: Collection[str]) -> SmslintError:
        """The error for an unknown key."""
        line = self.line((*keys, key))
        name = dotted(keys)
        place = self.name if line is None else f"{self.name}:{line}"
        hint = (
            UNKNOWN_KEYS.get(str(key))
            or f"unknown key {shown(key)}{_meant(str(key), known) or nearest(str(key), known)}"
        )
        return self.error(f"{place}: {name + ': ' if name else ''}{hint}")

    def error(self, text: str) -> SmslintError:
        """The exception for these settings."""
        return ConfigError(text)

    def mark(self, line: int, column: int) -> str:
        """How a place is written after the name of the file."""
        return f":{line}:{column}"

    def line(self, keys: tuple[Key, ...]) -> int | None:  # noqa: ARG002 (files know)
        """The line (from 1) of the deepest part of a key path that exists; ``None`` without lines."""
        return None

    def written(self, keys: tuple[Key, ...]) -> str | None:  # noqa: ARG002 (files know)
        """A scalar as it is written in its file (``NO`` where YAML reads false); ``None`` if that is unknown."""
        return None

    @property
    def file(self) -> Path | None:
        """The file that the settings are in, if they are in one."""
        return None


class Named(Origin):
    """One option of a command: its name is enough to identify the key."""

    def refuse(self, keys: tuple[Key, ...], message: str) -> SmslintError:  # noqa: ARG002 (there is only one key)
        """The error for its value: ``--region: message``."""
        return self.error(f"{self.name}: {message}")


def _meant(key: str, known: Collection[str]) -> str:
    """`` (did you mean 'files' or 'messages'?)`` for a word that people write instead of keys that are known here."""
    plain = key.lower().replace("-", "_")
    names = [repr(name) for name, others in OTHER_NAMES.items() if name in known and plain in others]
    return f" (did you mean {' or '.join(names)}?)" if names else ""


class Node(NamedTuple):
    """One mapping of settings, with its key path. Every getter raises the error of its origin, with file, line and key."""

    origin: Origin
    values: Mapping[Any, Any]
    keys: tuple[Key, ...] = ()

    @property
    def path(self) -> Path:
        """The file that the settings are in."""
        assert self.origin.file is not None, "settings of a mapping have no file"
        return self.origin.file

    def fail(self, message: str, *keys: Key) -> NoReturn:
        """Raise an error about the value at ``keys``."""
        raise self.origin.refuse((*self.keys, *keys), message) from None

    def only(self, known: Collection[str], required: Collection[str] = ()) -> Node:
        """This node, after checking that it has no unknown key and every required key."""
        for key in self.values:
            if key not in known:
                raise self.origin.unknown(self.keys, key, known)
        for key in required:
            if key not in self.values:
                self.fail(f"{key!r} is missing")
        return self

    def has(self, key: str) -> bool:
        """Whether a key is there and not null."""
        return self.values.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A string; a date is returned in ISO format."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            if not hasattr(value, "isoformat"):
                self.wrong("text", value, key)
            return str(value.isoformat())
        return value

    def optional(self, key: str) -> str | None:
        """A string, or ``None`` if the key is absent or null."""
        return self.text(key) if self.has(key) else None

    def filled(self, key: str) -> str:
        """A string that is not blank."""
        value = self.text(key)
        if not value.strip():
            self.fail("is empty", key)
        return value

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A string from a fixed set."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(f"{shown(value)} is not one of {listed(allowed)}{did_you_mean(value, allowed)}", key)
        return value

    def known(self, key: str, allowed: Collection[str], what: str | None = None) -> str | None:
        """A name from a table, or ``None`` if the key is absent or null; errors suggest the nearest one."""
        if not self.has(key):
            return None
        value = self.values[key]
        if isinstance(value, bool):
            self.wrong("text", value, key)
        if not isinstance(value, str) or value not in allowed:
            self.fail(f"unknown {what or key} {shown(value)}{nearest(word_of(value), allowed)}", key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong("a whole number", value, key)
        return value

    def optional_number(self, key: str) -> int | None:
        """A whole number, or ``None`` if the key is absent or null."""
        return self.number(key) if self.has(key) else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong("true or false", value, key)
        return value

    def optional_flag(self, key: str) -> bool | None:
        """True or false, or ``None`` if the key is absent or null."""
        return self.flag(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none of them blank; empty if absent."""
        return self._texts(self._list(key), key)

    def one_or_more(self, key: str) -> tuple[str, ...]:
        """One string or a list of strings, none of them blank; empty if absent."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            if not value.strip():
                self.fail("is empty", key)
            return (value,)
        if not isinstance(value, list | tuple):
            self.wrong("text or a list of texts", value, key)
        return self._texts(value, key)

    def child(self, key: str, example: str = "") -> Node:
        """The mapping under a key; empty if absent. Errors show ``example`` as a valid value."""
        value = self.values.get(key)
        return self._node({} if value is None else value, key, example=example)

    def children(self, key: str, example: str = "") -> Iterator[Node]:
        """The mappings in the list under a key; none if absent."""
        for index, value in enumerate(self._list(key)):
            yield self._node(value, key, index, example=example)

    def strings(self, key: str) -> dict[str, str]:
        """A mapping of names to strings."""
        child = self.child(key)
        return {name: child.text(name) for name in child.values}

    def named(self) -> Node:
        """This mapping, for keys that are free names: of placeholders, of rules. Those that YAML reads as numbers are text again."""
        for name in self.values:
            if isinstance(name, bool) or name is None:
                self.fail(f'YAML reads this name as {as_yaml(name)}: write it in quotes, such as "no"', as_yaml(name))
        return self._replace(values={str(name): value for name, value in self.values.items()})

    def part(self, keys: Collection[str]) -> Node:
        """The same mapping with only some of its keys."""
        return Node(self.origin, {key: value for key, value in self.values.items() if key in keys}, self.keys)

    def wrong(self, wanted: str, value: object, *keys: Key) -> NoReturn:
        """Raise an error about a value of the wrong type; explain it if YAML reads unquoted text as another type."""
        hint = ""
        if wanted.startswith("text") and not isinstance(value, str | list | tuple | Mapping | None):
            written = self.origin.written((*self.keys, *keys))
            if isinstance(value, bool) and written:
                hint = f'; quote it: YAML reads {written} as {as_yaml(value)}, write "{written}"'
            elif self.origin.file is not None:
                hint = f'; quote it: "{written}"' if written else "; quote it"
        self.fail(f"must be {wanted}, not {kind_of(value)}{hint}", *keys)

    def _texts(self, values: Iterable[object], key: str) -> tuple[str, ...]:
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.wrong("text", value, key, index)
            if not value.strip():
                self.fail("is empty", key, index)
        return tuple(str(value) for value in values)

    def _list(self, key: str) -> list[object] | tuple[object, ...]:
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.wrong("a list", value, key)
        return value

    def _node(self, value: object, *keys: Key, example: str = "") -> Node:
        if not isinstance(value, Mapping):
            if example:
                self.fail(f"expected a mapping such as {example}, found {shown(value)}", *keys)
            self.wrong("a mapping", value, *keys)
        return Node(self.origin, value, (*self.keys, *keys))


def node_of(settings: Mapping[str, object] | Node, where: str, example: str = "{key: value}") -> Node:
    """The node of a mapping made by Python code; a node is returned unchanged.

    :param where: its name in errors.
    :raises ConfigError: if it is not a mapping.
    """
    if isinstance(settings, Node):
        return settings
    if not isinstance(settings, Mapping):
        raise ConfigError(f"{where}: expected a mapping such as {example}, found {shown(settings)}")
    return Node(Origin(where), settings)
