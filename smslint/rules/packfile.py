"""Read one pack file: typed values from YAML, and errors that name the file, the line and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import PackError, SmslintError
from smslint.settings import Key, Node, near
from smslint.settings_file import reading

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = ["Key", "Node", "check_pattern", "origin", "pack_error", "read", "read_stored", "sources"]


class PackOrigin(reading.FileOrigin):
    """A pack file: its errors are :class:`PackError`."""

    def error(self, text: str) -> PackError:
        """The error about the file."""
        return PackError(text)

    def unknown(self, keys: tuple[Key, ...], key: Key, known: Collection[str]) -> SmslintError:
        """The error for an unknown key."""
        close = near(str(key), known)
        return self.refuse((*keys, key), f"unknown key{f'; did you mean {close!r}?' if close else ''}")

    def mark(self, line: int, column: int) -> str:  # noqa: ARG002 (the line is enough in short files)
        """A place in the file as it is written after the file's name."""
        return f":{line}"


def origin(path: Path) -> PackOrigin:
    """The origin of the settings of a pack file."""
    return PackOrigin(str(path), path)


def read(path: Path) -> Node:
    """The top of a pack file.

    :raises PackError: when the file is absent, is not YAML or is not a mapping.
    """
    return reading.read(origin(path), empty=False)


def read_stored(path: Path) -> Node:
    """The top of a pack file, from the compiled entry of exactly its bytes if there is one, otherwise parsed.

    :raises PackError: when the file is absent, is not YAML or is not a mapping.
    """
    from smslint.rules import compiled

    try:
        name = compiled.key("file", [path.read_bytes()])
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    stored = compiled.find(name)
    if isinstance(stored, dict):
        return Node(origin(path), stored)
    node = read(path)
    compiled.store(name, node.values)
    return node


def sources(top: Node) -> tuple[dict[str, str], ...]:
    """The sources of the facts of a file. A fact without a dated source cannot be used.

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
    """Refuse a regular expression that does not compile, before its first use."""
    import re

    try:
        re.compile(node.text(key))
    except re.error as error:
        node.fail(f"is not a regular expression: {error}", key)


def pack_error(path: Path, keys: tuple[Key, ...], message: str) -> SmslintError:
    """The error for a value of a pack file: ``file:line: key.path: message``."""
    return origin(path).refuse(keys, message)
