"""The run over the files of the base: the ordinary run, with the bytes of a commit instead of those on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.base_exports import BaseExports
from smslint.cost.tree import Tree
from smslint.errors import ConfigError, SourceError
from smslint.project.checker import Checker
from smslint.project.files import SIDECAR
from smslint.project.outcome import Outcome, gathered
from smslint.project.reading import bytes_of
from smslint.project.run import Runner, sidecar_text
from smslint.project.unreadable import unread
from smslint.records import dataclass, field
from smslint.sources.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.cache import FileState
    from smslint.project.config import Config
    from smslint.project.files import Target

_EMPTY = Tree("", {}, None)


@dataclass(eq=False, repr=False)
class BaseRunner(Runner):
    """Checks the files of a commit with the rules, the settings and the sidecars of today, and the approved templates of the commit."""

    tree: Tree = _EMPTY
    exports: BaseExports = field(default_factory=lambda: BaseExports(_EMPTY))
    """The approved templates of the commit."""
    now: Runner = field(default_factory=Runner)
    """The runner of today's files, whose rules and rate cards are used."""
    same: dict[str, Outcome] = field(default_factory=dict)
    """The outcome of each file that is the same today, by its path as reports show it."""
    today: dict[str, Target] = field(default_factory=dict)
    """Today's file for each path of the base, as reports show it, where there is one: its sidecar counts."""

    def outcomes(self, targets: Iterable[Target]) -> Iterable[tuple[Target, Outcome]]:
        """Each target with its outcome; those that are the same today are not checked again."""
        waiting = []
        for target in targets:
            known = self.same.get(target.shown)
            if known is None:
                waiting.append(target)
            else:
                yield target, known
        yield from super().outcomes(waiting)

    def checked(self, target: Target) -> tuple[Outcome, FileState | None]:
        """The outcome of one file of the commit. Where its own settings are wrong, it is a file that cannot be read."""
        try:
            if target.outside:
                bytes_of(target)  # says so
            data = self.tree.read(self.tree.real(str(target.path)))
            return self.text(target, data, self._settings(target)), None
        except SourceError as error:
            problem = error
        except ConfigError as error:
            problem = SourceError(str(error))
        return gathered((unread(target, "", problem, self.project(target.config).rules),)), None

    def checker(self, config: Config) -> Checker:
        """The checker for the messages of a configuration."""
        known = self._checkers.get(config)
        if known is None:
            project = self.now.project(config)
            known = self._checkers[config] = Checker(
                self.exports.project(project) if config.approved else project, self.tree
            )
        return known

    def _settings(self, target: Target) -> str | None:
        """The text of a file's sidecar: today's, or of a file that is gone its own."""
        now = self.today.get(target.shown)
        if now is not None:
            return sidecar_text(now)
        path = f"{target.path}{SIDECAR}"
        return decode(self.tree.read(path))[0] if self.tree.has(path) else None
