"""``check --watch``: check again whenever a file changes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.cli.printing import say
from smslint.errors import SmslintError
from smslint.project.globs import SKIPPED
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE: Final = 0.3
"""The seconds between two looks at the files."""


def watch(paths: tuple[Path, ...], configs: tuple[str, ...], check: Callable[[], int]) -> int:
    """Check, wait until a file changes, and check again; Ctrl-C ends it. A mistake in a configuration is said, and waits for its mend.

    :param configs: what ``--config`` names.
    """
    from smslint.cli.boundary import failed
    from smslint.project.watch import Stamp, Watch
    from smslint.rules import lexicons

    while True:
        names = set(_files(paths or (Path(),), configs))
        before = Watch.of(names)
        try:
            check()
        except SmslintError as error:
            failed(error)
        say(f"watching {plural(len(before.stamps), 'path')}; Ctrl-C ends it", err=True)
        while True:
            # A folder whose names are the same has only seen files come and go, such as the cache of the check.
            if not before.holds() and set(_files(paths or (Path(),), configs)) == names:
                before = Watch(
                    tuple(Stamp.of(each.path) if Path(each.path).is_dir() else each for each in before.stamps)
                )
            if changed := [stamp.path for stamp in before.stamps if not stamp.holds()]:
                break
            time.sleep(PAUSE)
        say("", err=True)
        say(f"changed: {min(changed, key=lambda path: (Path(path).is_dir(), path))}", err=True)
        lexicons.forget()


def _files(paths: tuple[Path, ...], configs: tuple[str, ...]) -> Iterator[str]:
    """Everything on which a check may depend: what is below the paths, and the files of their configurations and packs."""
    yield from configs
    for path in paths:
        yield str(path)
        for folder, folders, files in os.walk(path):
            folders[:] = [name for name in folders if name not in SKIPPED]
            yield from (f"{folder}/{name}" for name in (*folders, *files))
        yield from _of_configuration(path if path.is_dir() else path.parent)


def _of_configuration(folder: Path) -> Iterator[str]:
    from smslint.project.config import load_config
    from smslint.project.config_path import find_config
    from smslint.project.project import files_of

    try:
        found = find_config(folder.absolute())
        if found is not None:
            yield str(found)
            yield from files_of(load_config(found))
    except SmslintError:
        return  # the check says it
