"""What a command reads is not overwritten by what it writes: of a suppression list or a template, only this copy may exist."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.errors import ConfigError
from smslint.real_paths import first_same, real_path

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


def of_list(source: Path, outputs: Iterable[Path | None]) -> list[Path]:
    """The files of a list.

    :raises ConfigError: for an output that would be one of them the next time, with its path.
    :raises RecipientsError: if there is none, or for an output of a form that is not written.
    """
    from smslint.recipients.gathered import gathered
    from smslint.recipients.out_forms import out_form

    written = [path for path in outputs if path is not None]
    for path in written:
        out_form(path)
    found = gathered(source)
    if found is None:
        return [source]
    for path in written:
        if _belongs(path, source):
            raise ConfigError(
                f"{path}: {source} would have this file too, the next time. Choose another folder for it."
            )
    return found.files


def _belongs(path: Path, source: Path) -> bool:
    """Whether a file that is written is one of a folder, or has a name of a pattern."""
    if source.is_dir():
        return real_path(path).is_relative_to(real_path(source))
    return real_path(path.parent) == real_path(source.parent) and fnmatch(path.name, source.name)


def of_journal(journal: Path | None) -> tuple[Path, ...]:
    """A journal, and what belongs to it."""
    return () if journal is None else (journal, *(journal.with_name(f"{journal.name}{end}") for end in BESIDE))
