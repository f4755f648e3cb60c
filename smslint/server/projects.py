"""The projects of the open files: each file belongs to the closest configuration, which is followed while it changes."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from smslint.project.config_path import NAMES
from smslint.project.files import SIDECAR, Chooser
from smslint.project.natural_keys import NaturalKeys, top_of
from smslint.project.project import files_of, make_project
from smslint.project.run import Runner
from smslint.project.watch import Watch
from smslint.records import dataclass, field
from smslint.rules import lexicons
from smslint.server.remembering import Remembering
from smslint.vocabulary import REGISTRATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.reading import Reading

KEPT: Final = 30.0
"""The seconds for which the keys of translations are not looked for again."""


@dataclass(eq=False, repr=False)
class EditorRunner(Runner):
    """Checks open files; of each it remembers the messages."""

    open: dict[Path, Reading] = field(default_factory=dict)
    """The texts as the editor has them."""

    def read(self, target: Target) -> Reading:
        """The messages of a file, as the editor has it if it is open.

        :raises SourceError: if it cannot be read.
        """
        known = self.open.get(target.path)
        return super().read(target) if known is None else known

    def forget(self, path: Path) -> None:
        """A file was closed."""
        self.open.pop(path, None)
        for each in self._checkers.values():
            if isinstance(each, Remembering):
                each.forget(path)

    def checker(self, config: Config) -> Remembering:
        """The checker for the messages of a configuration."""
        known = self._checkers.get(config)
        if not isinstance(known, Remembering):
            known = self._checkers[config] = Remembering(make_project(config))
        return known


@dataclass(eq=False, repr=False)
class Projects:
    """Everything that was read from disk, until a file of it changes."""

    chooser: Chooser = field(default_factory=Chooser)
    runner: EditorRunner = field(default_factory=EditorRunner)
    age: int = 0
    """How often everything was read again."""
    _watched: dict[str, None] = field(default_factory=dict)
    _keys: dict[Path, tuple[float, NaturalKeys]] = field(default_factory=dict)
    _watch: Watch = field(default_factory=lambda: Watch(()))

    def target(self, path: Path) -> Target:
        """A file with its configuration, as it is on disk now.

        :raises ConfigError: if the configuration is invalid.
        """
        self.refresh()
        self.follow(_possible(path))
        target = self.chooser.target(path)
        self.follow((*files_of(target.config), f"{path}{SIDECAR}", str(target.config.root / REGISTRATION)))
        return target

    def refresh(self) -> bool:
        """Whether a file has changed; then everything is read again when it is needed."""
        if self._watch.holds():
            return False
        self.forget()
        return True

    def forget(self) -> None:
        """Read everything again when it is needed."""
        self.age += 1
        self.chooser, self.runner = Chooser(), EditorRunner()
        self._watched, self._watch = {}, Watch(())
        self.saved()
        lexicons.forget()

    def keys(self, config: Config) -> NaturalKeys:
        """The texts by which the translations of a project are looked up. All its files are read for them, so they are kept for a while."""
        top, now = top_of(config), monotonic()
        known = self._keys.get(top)
        if known is None or now - known[0] > KEPT:
            known = self._keys[top] = (now, NaturalKeys(top))
        return known[1]

    def saved(self) -> None:
        """A file was written, which may have other keys now."""
        self._keys.clear()

    def files(self) -> list[str]:
        """The files on which the answers so far depend."""
        return list(self._watched)

    def follow(self, names: Iterable[str]) -> None:
        """Read everything again when one of these files changes."""
        new = dict.fromkeys(name for name in names if name not in self._watched)
        if new:
            self._watched |= new
            self._watch = Watch((*self._watch.stamps, *Watch.of(new).stamps))


def _possible(path: Path) -> Iterator[str]:
    """The configurations that a file may have, of which most do not exist."""
    for folder in path.absolute().parents:
        yield from (str(folder / name) for name in NAMES)
