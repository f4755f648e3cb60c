"""Read one pack file: typed values from YAML, and errors that name the file, the line and the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.errors import PackError, SmslintError
from smslint.settings import Key, Node
from smslint.settings_file import reading
from smslint.wording import near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

__all__ = [
    "Key",
    "Node",
    "address",
    "check_address",
    "check_pattern",
    "origin",
    "pack_error",
    "read",
    "read_stored",
    "sources",
]


class PackOrigin(reading.FileOrigin):
    """A pack file: its errors are :class:`PackError`."""

    def error(self, text: str) -> PackError:
        """The error about the file."""
        found = PackError(text)
        found.file = self.file
        return found

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
        name = compiled.key("file", [reading.bytes_of(path)])
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error.strerror or error}") from error
    stored = compiled.find(name)
    if isinstance(stored, dict):
        return Node(origin(path), stored)
    node = read(path)
    compiled.store(name, node.values)
    return node


def sources(top: Node) -> tuple[dict[str, str], ...]:
    """The sources of the facts of a file. A fact without a dated source cannot be used.

    ``facts`` are the fields of the file that rest on the source, joined by spaces; without it, any of them.

    :raises PackError: when there is none, or one has no title or no date.
    """
    found = []
    for node in top.children("sources"):
        node.only(("title", "publisher", "published", "retrieved", "path", "url", "no_url", "facts"), ("title",))
        if not {"published", "retrieved"} & node.values.keys():
            node.fail("needs a date: published or retrieved")
        check_address(node)
        found.append({key: " ".join(node.texts(key)) if key == "facts" else node.text(key) for key in node.values})
    if not found:
        top.fail("needs at least one source with a title and a date", "sources")
    return tuple(found)


def check_address(node: Node) -> None:
    """Refuse a source that has an address and a reason for having none, or an address that no browser opens."""
    if {"url", "no_url"} <= node.values.keys():
        node.fail("has an address; no_url is the reason for having none", "no_url")
    if "url" in node.values and not node.text("url").startswith(("https://", "http://")):
        node.fail("must be an address that starts with https://", "url")
    if "url" in node.values and any(char in ' <>"`' or not char.isprintable() for char in node.text("url")):
        node.fail(
            "must be an address without spaces, quotes and angle brackets, which would end it where it is shown", "url"
        )


def address(found: Iterable[Mapping[str, str]], *facts: str) -> str:
    """The address of the source of a fact: one that names it, else the first that names no facts; empty if there is none.

    :param facts: the fact, or several: the first that a source names decides.
    """
    known = [each for each in found if "url" in each]
    named = (each["url"] for fact in facts for each in known if fact in each.get("facts", "").split())
    return next(named, None) or next((each["url"] for each in known if "facts" not in each), "")


def check_pattern(node: Node, key: str) -> None:
    """Refuse a regular expression that does not compile, before its first use."""
    import re

    try:
        re.compile(node.text(key))
    except (re.error, OverflowError, RecursionError) as error:
        node.fail(f"is not a regular expression: {error}", key)


def pack_error(path: Path, keys: tuple[Key, ...], message: str) -> SmslintError:
    """The error for a value of a pack file: ``file:line: key.path: message``."""
    return origin(path).refuse(keys, message)
