"""The entries under ``messages:``, where each stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config, Entry
    from smslint.settings import Key, Node


class Written(NamedTuple):
    """An entry, and the mapping of the file that it stands in."""

    entry: Entry
    node: Node
    number: int

    def line(self, *keys: Key) -> int:
        """The line (from 1) of one of its values."""
        return self.node.origin.line((*self.node.keys, "messages", self.number, *keys)) or 1

    def shown(self, *keys: Key) -> str:
        """``smslint.yaml:3``: the place of one of its values."""
        return f"{self.path}:{self.line(*keys)}"

    @property
    def path(self) -> str:
        """The file as reports show it."""
        from smslint.project.files import shown

        file = self.node.origin.file
        return self.node.origin.name if file is None else shown(file)


def places(config: Config) -> Iterator[Written]:
    """Every entry of a configuration, those of what it extends behind its own."""
    ways = [(node, index) for node in config.nodes for index in range(len(node.values.get("messages") or ()))]
    for entry, (node, index) in zip(config.messages, ways, strict=True):
        yield Written(entry, node, index)
