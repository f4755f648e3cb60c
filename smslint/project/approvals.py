"""The approved templates of a project: its exports, read once, and the lists that a message must be on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.project.globs import compile_glob
from smslint.rules.facts import NOTHING, Facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.approved.reading import Export
    from smslint.project.config import Config
    from smslint.project.config_places import Said
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.rules.approved import ApprovedList


def approved_templates(config: Config) -> tuple[tuple[Export, ...], tuple[ApprovedList, ...]]:
    """The exports of a configuration, and their lists.

    :raises ConfigError: if one cannot be read.
    """
    if not config.approved:
        return (), ()
    from smslint.approved.reading import merged, read_export

    exports = tuple(read_export(entry, config.root) for entry in config.approved)
    return exports, merged(exports)


def approved_facts(lists: tuple[ApprovedList, ...], inside: str | None) -> Facts:
    """The lists that a message must be on, as a fact.

    :param inside: the path of its file, relative to the configuration; ``None`` if the message is in no file.
    """
    return NOTHING if not lists else _facts(lists, inside)


@lru_cache(maxsize=1024)
def _facts(lists: tuple[ApprovedList, ...], inside: str | None) -> Facts:
    chosen = tuple(
        each
        for each in lists
        if not each.files or (inside is not None and any(compile_glob(glob).match(inside) for glob in each.files))
    )
    return Facts(approved=chosen) if chosen else NOTHING


def idle_exports(config: Config, found: Sequence[tuple[Target, Outcome]]) -> Iterator[Said]:
    """What is to be said about exports that no message is held against: none of the files that they name has one."""
    from smslint.project.config_places import Written

    inside = [target.inside for target, outcome in found if outcome.messages]
    for node in config.nodes if config.approved else ():
        entries = node.values.get("approved")
        for at, entry in enumerate(entries if isinstance(entries, list | tuple) else ()):
            files = entry.get("files") or ()
            globs = (files,) if isinstance(files, str) else tuple(files)
            if globs and not any(compile_glob(glob).match(each) for glob in globs for each in inside):
                said = f"No message is in {', '.join(globs)}: nothing is held against {entry['file']}."
                place = Written(node, ("approved", at, "files"))
                if place.belongs_to(config):
                    yield place.said(said, config)
