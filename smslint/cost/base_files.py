"""Which files of the base are read: those that today's configurations match, and those that today's files were renamed from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from smslint.cost.tree import SUBMODULE
from smslint.project import gitignore
from smslint.project.files import OWN, SIDECAR, Target
from smslint.project.globs import SKIPPED, matches
from smslint.project.paths import excluded
from smslint.project.paths import shown as as_shown
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from smslint.cost.tree import Tree
    from smslint.project.config import Config
    from smslint.project.files import Chooser
    from smslint.project.gitignore import Ignores


class Start(NamedTuple):
    """A path that is compared: as it was typed, and relative to the top of the repository."""

    typed: str
    inside: str
    """Empty for the top itself."""

    def shown(self, path: str) -> str | None:
        """How reports show a path of the repository; ``None`` if it is not below this one."""
        typed = "" if self.typed in {"", "."} else self.typed.rstrip("/")
        if path == self.inside:
            return typed
        below = f"{self.inside}/" if self.inside else ""
        if not path.startswith(below):
            return None
        return f"{typed}/{path[len(below) :]}" if typed else path[len(below) :]


def base_targets(
    tree: Tree,
    starts: Iterable[Start],
    chooser: Chooser,
    renamed: Mapping[str, Target],
    adapt: Callable[[Target], Target],
) -> Iterator[Target]:
    """The files of the base to read, each once, as :meth:`Chooser.targets` would find them on disk.

    :param renamed: today's file for the old path of each that was renamed: it is read with the same entries where it has none of its own.
    :param adapt: what the command line changes of a target.
    """
    folders = _Folders(tree.top, chooser)
    starts = list(starts)
    for path, entry in sorted(tree.entries.items()):
        if entry.mode == SUBMODULE:
            continue
        found = next(((start, shown) for start in starts if (shown := start.shown(path)) is not None), None)
        now = renamed.get(path)
        target = None if found is None else _target(tree, path, found[1], folders, found[0])
        if target is not None:
            yield adapt(target)
        elif now is not None:
            shown = found[1] if found is not None else as_shown(Path(tree.top, path))
            yield now._replace(
                path=Path(tree.top, path), shown=shown, inside=_inside(tree, path, now.config), outside=False
            )


def _target(tree: Tree, path: str, shown: str, folders: _Folders, start: Start) -> Target | None:
    folder, _, name = path.rpartition("/")
    config = folders.config(folder)
    inside = _inside(tree, path, config)
    entries = tuple([each for each in config.messages if matches(inside, each.files)])
    named = path == start.inside
    if named:
        return Target(Path(tree.top, path), shown, config, entries, inside)
    if not entries or name in OWN or name.lower().endswith(SIDECAR) or excluded(inside, config):
        return None
    if folders.hides(folder, start.inside) or folders.ignores(path, start.inside):
        return None
    where = tree.follow(path)
    outside = where is None or where not in tree.entries
    return Target(Path(tree.top, path), shown, config, entries, inside, outside)


def _inside(tree: Tree, path: str, config: Config) -> str:
    root = os.path.realpath(config.root)
    whole = f"{tree.top}/{path}"
    return whole.removeprefix(f"{root.rstrip('/')}/")


class _Folders:
    """What today's project says about the folders of the base, which need not be there any more."""

    def __init__(self, top: str, chooser: Chooser) -> None:
        self._top, self._chooser = top, chooser
        self._configs: dict[str, Config] = {}
        self._hidden: dict[tuple[str, str], bool] = {}
        self._ignores: dict[str, Ignores | None] = {}
        self._asked: dict[str, bool] = {}

    def config(self, folder: str) -> Config:
        """The configuration of a folder."""
        if folder not in self._configs:
            self._configs[folder] = self._chooser.config_for(Path(self._top, folder))
        return self._configs[folder]

    def hides(self, folder: str, start: str) -> bool:
        """Whether a folder below the start is not looked into."""
        if folder == start or not folder:
            return any(excluded(each, self.config(folder)) for each in self._above(folder))
        known = self._hidden.get((folder, start))
        if known is None:
            above, _, name = folder.rpartition("/")
            config = self.config(folder)
            root = os.path.realpath(config.root)
            known = self._hidden[folder, start] = (
                self.hides(above, start)
                or name in SKIPPED
                or excluded(f"{self._top}/{folder}".removeprefix(f"{root.rstrip('/')}/"), config)
                or self.ignores(folder, start, folder=True)
            )
        return known

    def _above(self, folder: str) -> Iterator[str]:
        root = os.path.realpath(self.config(folder).root)
        inside = f"{self._top}/{folder}".rstrip("/").removeprefix(f"{root.rstrip('/')}/")
        while inside and not inside.startswith("/"):
            yield inside
            inside = inside.rpartition("/")[0]

    def ignores(self, path: str, start: str, *, folder: bool = False) -> bool:
        """Whether git would ignore a file or a folder by today's patterns."""
        if start not in self._asked:  # what is named is read even if git ignores it
            top = f"{self._top}/{start}".rstrip("/")
            self._asked[start] = self._chooser.gitignore and not gitignore.hidden_above(top)
        if not self._asked[start]:
            return False
        found = self._patterns(path.rpartition("/")[0])
        return found is not None and found.hides(f"{self._top}/{path}", folder=folder)

    def _patterns(self, folder: str) -> Ignores | None:
        if folder not in self._ignores:
            whole = f"{self._top}/{folder}".rstrip("/")
            above = self._patterns(folder.rpartition("/")[0]) if folder else gitignore.around(self._top)
            self._ignores[folder] = gitignore.enter(whole, above)
        return self._ignores[folder]
