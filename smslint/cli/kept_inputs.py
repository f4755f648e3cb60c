"""What a command reads is not overwritten by what it writes: of a suppression list or a template, only this copy may exist."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.real_paths import first_same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.config import Config

BESIDE = ("-wal", "-shm", ".pepper", ".pepper.new", ".mark", ".opening")
"""How the names of the files end that belong to a journal."""


def keep(outputs: Iterable[Path | None], inputs: Iterable[Path | str | None]) -> None:
    """Refuse to overwrite what the command reads.

    :param inputs: ``-`` is standard input; a rate card that is included in smslint is no file.
    :raises ConfigError: naming the file.
    """
    existing = [path for path in outputs if path is not None and path.is_file()]
    if not existing:
        return
    read = [Path(each) for each in inputs if each is not None]
    for path in existing:
        if first_same(path, read):
            raise ConfigError(f"{path}: this command reads this file. Choose another name, so that nothing is lost.")


def configured(config: Config) -> tuple[Path | str | None, ...]:
    """The files of a configuration, and those that it names."""
    return *config.files, config.path, config.card_file, config.sending.suppression


def of_journal(journal: Path | None) -> tuple[Path, ...]:
    """A journal, and what belongs to it."""
    return () if journal is None else (journal, *(journal.with_name(f"{journal.name}{end}") for end in BESIDE))
