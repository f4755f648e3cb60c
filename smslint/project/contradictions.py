"""Settings that contradict each other, which only sending would notice: the ID of a sender and its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.project.config_places import own_files
from smslint.rules.checks.sender_form import contradiction, name_fault
from smslint.rules.context import make_context
from smslint.rules.providers import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.project.config import Config
    from smslint.project.config_places import Said, Written


def contradictions(config: Config) -> Iterator[Said]:
    """What is to be said about each sender of the configuration whose ID is not what its type says, or that no network shows."""
    least = load(make_context(config.context).provider).min_sender_id
    for each in _senders(config):
        stated, kind = each.value_of("id"), _text(each.value_of("type"))
        if stated is None:
            continue
        name = str(stated)
        if says := contradiction(name, kind):
            yield each.below("id").said(f"sender.type is {kind}, but sender.id {name!r} {says}.", config)
        elif fault := name_fault(name, kind, least):
            yield each.below("id").said(
                f"sender.id {name!r} {fault}, so every message from it would be refused.", config
            )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _senders(config: Config) -> Iterator[Written]:
    """The senders that the project's own files state: of each file that for all messages, then those of its entries."""
    for top in own_files(config):
        yield top.below("sender")
        yield from (
            top.below("messages", number, "sender") for number in range(len(top.node.values.get("messages") or ()))
        )
