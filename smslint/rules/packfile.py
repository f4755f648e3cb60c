"""Reading one pack file: typed values out of YAML, and errors that name the file, the line and the key.

The file is read with the fast C loader. Only when something is wrong is it read again, with positions, to find the line.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from smslint.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

Key = str | int


class Node(NamedTuple):
    """One mapping of a pack file, and the way to it. Every getter raises :class:`PackError` with file, line and key."""

    path: Path
    values: dict[str, object]
    keys: tuple[Key, ...] = ()

    def fail(self, message: str, *keys: Key) -> NoReturn:
        """Refuse the file because of the value under ``keys``."""
        raise pack_error(self.path, (*self.keys, *keys), message)

    def only(self, known: Collection[str], required: Collection[str] = ()) -> Node:
        """This node, once it is sure that it has no unknown key and lacks no required one."""
        for key in self.values:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(str(key), known, 1)
                self.fail(f"unknown key{f'; did you mean {near[0]!r}?' if near else ''}", key)
        for key in required:
            if key not in self.values:
                self.fail(f"{key!r} is missing")
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """A string; a date is given back in ISO form."""
        value = self.values.get(key, default)
        if isinstance(value, dt.date):
            return value.isoformat()
        if not isinstance(value, str):
            self.fail(f"must be text, not {_kind(value)}", key)
        return value

    def optional(self, key: str) -> str | None:
        """A string, or ``None`` where the key is absent or null."""
        return None if self.values.get(key) is None else self.text(key)

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A string out of a fixed set."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(f"{value!r} is not one of {', '.join(sorted(allowed))}", key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(f"must be a whole number, not {_kind(value)}", key)
        return value

    def optional_number(self, key: str) -> int | None:
        """A whole number, or ``None`` where the key is absent or null."""
        return None if self.values.get(key) is None else self.number(key)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"must be true or false, not {_kind(value)}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; absent is empty."""
        values = self._list(key)
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.fail(f"must be text, not {_kind(value)}; quote it", key, index)
        return tuple(str(value) for value in values)

    def child(self, key: str) -> Node:
        """The mapping under a key; absent is empty."""
        value = self.values.get(key)
        return self._node({} if value is None else value, key)

    def children(self, key: str) -> Iterator[Node]:
        """The mappings in the list under a key; absent is none."""
        for index, value in enumerate(self._list(key)):
            yield self._node(value, key, index)

    def strings(self, key: str) -> dict[str, str]:
        """A mapping of names to strings."""
        child = self.child(key)
        return {name: child.text(name) for name in child.values}

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fail(f"must be a list, not {_kind(value)}", key)
        return value

    def _node(self, value: object, *keys: Key) -> Node:
        if not isinstance(value, dict):
            self.fail(f"must be a mapping, not {_kind(value)}", *keys)
        return Node(self.path, value, (*self.keys, *keys))


def read(path: Path) -> Node:
    """The top of a pack file.

    :raises PackError: when the file is absent, is not YAML or is not a mapping.
    """
    import yaml

    loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 (safe, and the fast one where it is built)
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise PackError(f"{place}: is not YAML: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(value, dict):
        raise PackError(f"{path}:1: must be a mapping, not {_kind(value)}")
    return Node(path, value)


def read_stored(path: Path) -> Node:
    """The top of a pack file, out of what was compiled of exactly its bytes where there is that, else parsed.

    :raises PackError: when the file is absent, is not YAML or is not a mapping.
    """
    from smslint.rules import compiled

    try:
        name = compiled.key("file", [path.read_bytes()])
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    stored = compiled.find(name)
    if isinstance(stored, dict):
        return Node(path, stored)
    node = read(path)
    compiled.store(name, node.values)
    return node


def sources(top: Node) -> tuple[dict[str, str], ...]:
    """Where the facts of a file come from. A fact without a dated source cannot be used.

    :raises PackError: when there is none, or one has no title or no date.
    """
    found = []
    for node in top.children("sources"):
        node.only(("title", "publisher", "published", "retrieved", "path", "url"), ("title",))
        if not {"published", "retrieved"} & node.values.keys():
            node.fail("needs a date: published or retrieved")
        found.append({key: node.text(key) for key in node.values})
    if not found:
        top.fail("needs at least one source with a title and a date", "sources")
    return tuple(found)


def check_pattern(node: Node, key: str) -> None:
    """Refuse a regular expression that does not compile, before anything has to run it."""
    import re

    try:
        re.compile(node.text(key))
    except re.error as error:
        node.fail(f"is not a regular expression: {error}", key)


def pack_error(path: Path, keys: tuple[Key, ...], message: str) -> PackError:
    """The error for a value of a pack file: ``file:line: key.path: message``."""
    name = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")
    return PackError(f"{path}:{_line(path, keys)}: {name + ': ' if name else ''}{message}")


def _line(path: Path, keys: tuple[Key, ...]) -> int:
    """The line (from 1) of the deepest part of a key path that the file has."""
    import yaml

    node = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    line = 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = next(((name, value) for name, value in node.value if name.value == str(key)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
    return line


def _kind(value: object) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return "nothing" if value is None else names.get(type(value), type(value).__name__)
