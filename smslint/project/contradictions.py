"""Settings that contradict each other, which only sending would notice: the ID of a sender and its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config_places import own_files
from smslint.rules.checks.sender_form import contradiction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.project.config_places import Said, Written


def contradictions(config: Config) -> Iterator[Said]:
    """What is to be said about each sender of the configuration whose ID is not what its type says."""
    for each in _senders(config):
        name, kind = each.value_of("id"), each.value_of("type")
        if name is None or kind is None:
            continue
        if says := contradiction(str(name), str(kind)):
            yield each.below("id").said(f"sender.type is {kind}, but sender.id {str(name)!r} {says}.", config)


def _senders(config: Config) -> Iterator[Written]:
    """The senders that the project's own files state: of each file that for all messages, then those of its entries."""
    for top in own_files(config):
        yield top.below("sender")
        yield from (
            top.below("messages", number, "sender") for number in range(len(top.node.values.get("messages") or ()))
        )
