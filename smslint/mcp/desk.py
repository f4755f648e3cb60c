"""Where the tools work: the folder of the project, its configuration, and the files in it that they may read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.project.config import Config, load_config
from smslint.project.config_path import find_config, root_of
from smslint.real_paths import real_path
from smslint.records import NamedTuple
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.mcp.sending import Sending

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that a tool reads."""


class Desk(NamedTuple):
    """A project."""

    root: Path
    """Its folder, without links: nothing outside of it is read for an agent."""
    path: Path | None
    """Its configuration, if it has one."""
    sending: Sending | None = None
    """What may be sent; ``None``: nothing."""

    def config(self) -> Config:
        """The configuration as it is on disk now.

        :raises ConfigError: if it is invalid.
        """
        return Config(self.root) if self.path is None else load_config(self.path)

    def file(self, argument: str, name: str) -> Path:
        """A file inside the project that an agent names, relative to the working folder if it is below it.

        :raises ConfigError: if it is outside of the project, also by a link, or is hidden, too large, or no file.
        """
        written = Path(name)
        if "\0" in name or not name.strip():
            raise ConfigError(f"{argument}: {shown(name)} cannot be the name of a file")
        if ".." in written.parts:
            raise ConfigError(
                f"{argument}: {shown(name)}: a path with .. is not read; name a file inside of the project"
            )
        path = self.root / written
        real = real_path(path)
        if not real.is_relative_to(self.root):
            raise ConfigError(
                f"{argument}: {shown(name)} leads out of the project, whose folder is {self.root.name}; only files inside of it are read"
            )
        if any(part.startswith(".") for part in real.relative_to(self.root).parts):
            raise ConfigError(f"{argument}: {shown(name)} is hidden, and hidden files are not read: they may have keys")
        try:
            found = real.stat()
        except OSError as error:
            raise ConfigError(f"{argument}: {shown(name)}: {error.strerror or error}") from None
        if not stat.S_ISREG(found.st_mode):
            raise ConfigError(f"{argument}: {shown(name)} is not a file")
        if found.st_size > LARGEST:
            raise ConfigError(
                f"{argument}: {shown(name)} is too large for a tool ({found.st_size:,} bytes; at most {LARGEST:,}); use the command on it"
            )
        here = Path.cwd()
        return Path(os.path.relpath(real, here)) if real.is_relative_to(real_path(here)) else real


def desk_of(config: Path | None) -> Desk:
    """The project of a configuration; by default of the closest one, else of the working folder.

    :raises ConfigError: if there are two configurations, or none at the path.
    """
    path = find_config(Path.cwd()) if config is None else config.absolute()
    if config is not None and not config.is_file():
        raise ConfigError(f"{config}: there is no configuration here")
    root = Path.cwd() if path is None else root_of(path)
    return Desk(real_path(root), path)
