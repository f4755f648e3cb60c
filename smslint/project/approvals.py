"""The approved templates of a project: its exports, read once, and the lists that a message must be on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.project.globs import compile_glob
from smslint.rules.facts import NOTHING, Facts

if TYPE_CHECKING:
    from smslint.approved.reading import Export
    from smslint.project.config import Config
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
