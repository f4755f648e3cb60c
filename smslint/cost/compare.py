"""Two states of a project compared: the files of a commit and those on disk, read with one configuration, rate card and set of volumes."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final

from smslint.cost.base_exports import BaseExports
from smslint.cost.base_files import Start, base_targets
from smslint.cost.base_runner import BaseRunner
from smslint.cost.lost_configurations import lost_configurations
from smslint.cost.pairing import paired
from smslint.cost.record import Blind, blind_of
from smslint.cost.renames import renamed_lines
from smslint.cost.side import side_of
from smslint.cost.tree import LINK, SUBMODULE, Objects, Tree
from smslint.errors import ConfigError, SourceError
from smslint.project.reading import bytes_of
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from smslint.cost.base import Base
    from smslint.cost.git import Git, Moved
    from smslint.cost.side import Side
    from smslint.cost.version import Pair
    from smslint.coverage import Coverage
    from smslint.project.files import Chooser, Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner

    Found = list[tuple[Target, Outcome]]
    """Each target with its outcome."""

_IN_LAYOUT: Final = ".text.erb"
"""Rails puts such a text into a layout that it does not name."""


class States(NamedTuple):
    """What was compared."""

    pairs: list[Pair]
    before: Side
    after: Side
    blind: tuple[Blind, ...]
    gaps: tuple[str, ...]
    """Today's changed files of which something is in no message, such as a text that a call sends and nobody knows."""
    tree: Tree
    coverage: Coverage | None
    """What is unknown about today's files."""


def starts_of(paths: Iterable[Path], top: str) -> list[Start]:
    """The paths that are compared, in the repository.

    :raises ConfigError: for one outside of it.
    """
    found = []
    for path in paths:
        real = os.path.realpath(path)
        if path.is_symlink() and not path.is_dir():
            real = os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118
        inside = "" if real == top else real.removeprefix(f"{top}/")
        if inside == real:
            raise ConfigError(f"{path}: is not in the repository {top}")
        found.append(Start(path.as_posix() if not path.is_absolute() else _from_here(path), inside))
    return found


def _from_here(path: Path) -> str:
    from smslint.project.paths import shown

    return shown(path)


class Comparison:
    """Reads and pairs both states."""

    def __init__(self, git: Git, base: Base, runner: Runner, chooser: Chooser) -> None:
        self.git, self.base, self.runner, self.chooser = git, base, runner, chooser
        self._objects = Objects(git.top)
        self.tree = Tree(git.top, git.files(base.commit), self._objects)
        self.data: dict[str, bytes] = {}
        """The bytes of today's files that were read, by their paths as reports show them."""

    def close(self) -> None:
        """End what reads the repository."""
        self._objects.close()

    def states(self, targets: Iterable[Target], starts: Sequence[Start], adapt: Callable[[Target], Target]) -> States:
        """Both states.

        :param targets: today's files.
        :param adapt: what the command line changes of a target.
        """
        moved = self.git.moved(self.base.commit)
        places = {target.shown: self._place(target) for target in targets}
        own = [target for target in targets if not self._is_nested(places[target.shown])]
        elsewhere = [
            Blind(target.shown, "it is in another repository, such as a submodule")
            for target in targets
            if self._is_nested(places[target.shown])
        ]
        found = list(self.runner.outcomes(own))
        now = self.runner.result(found)
        after = side_of(found, now)
        here = {places[target.shown]: target for target in own}
        renames = {**moved.renamed, **renamed_lines(self.tree, here, moved.renamed)}
        renamed = {old: here[new] for old, new in renames.items() if new in here}
        bases = list(base_targets(self.tree, starts, self.chooser, renamed, adapt))
        olds = {target.shown: self._place(target) for target in bases}
        unchanged = self._unchanged(found, places, moved)
        exports = BaseExports(self.tree)
        same = {
            target.shown: outcome
            for target, outcome in found
            if target.shown in unchanged and _is_alone(outcome, target) and self._has_same_exports(target, exports)
        }
        today = {shown: here[place] for shown, place in olds.items() if place in here}
        today |= {shown: renamed[place] for shown, place in olds.items() if place in renamed}
        run = BaseRunner(
            telling=True, names_plan=False, tree=self.tree, exports=exports, now=self.runner, same=same, today=today
        )
        was = list(run.outcomes(bases))
        before = side_of(was, run.result(was))
        moves = {shown: renamed[place].shown for shown, place in olds.items() if place in renamed}
        absent = self.git.not_checked_out()
        gone = [Blind(shown, "it is not checked out here") for shown, place in olds.items() if place in absent]
        unread = _unread(before, after, moves, unchanged)
        blind = (*elsewhere, *gone, *unread, *exports.blind, *lost_configurations(self.tree, starts))
        hidden = {each.path for each in blind}
        pairs = paired(
            [each for each in before.versions if moves.get(each.path, each.path) not in hidden],
            [each for each in after.versions if each.path not in hidden],
            moves,
        )
        gaps = [each for each in after.gaps if each in places and each not in unchanged | hidden]
        return States(pairs, before, after, tuple(blind), tuple(gaps), self.tree, now.coverage)

    def _has_same_exports(self, target: Target, exports: BaseExports) -> bool:
        """Whether the approved templates that a file is held against are those of the base."""
        project = self.runner.project(target.config) if target.config.approved else None
        return project is None or exports.project(project) is project

    def _place(self, target: Target) -> str:
        """The path of a target relative to the top of the repository."""
        folder = os.path.realpath(target.path.parent)
        whole = os.path.join(folder, target.path.name)  # noqa: PTH118
        return whole.removeprefix(f"{self.tree.top}/")

    def _is_nested(self, place: str) -> bool:
        """Whether a file is in another repository inside of this one."""
        folder = place.rpartition("/")[0]
        while folder:
            entry = self.tree.entries.get(folder)
            if (entry is not None and entry.mode == SUBMODULE) or os.path.lexists(f"{self.tree.top}/{folder}/.git"):
                return True
            folder = folder.rpartition("/")[0]
        return place.startswith("/")

    def _unchanged(self, found: Found, places: Mapping[str, str], moved: Moved) -> set[str]:
        """The files that are today as they were, by their paths as reports show them."""
        unchanged = set()
        for target, _ in found:
            place = places[target.shown]
            entry = self.tree.entries.get(place)
            if entry is None or entry.mode == LINK:
                continue
            try:
                data = bytes_of(target)
            except SourceError:
                continue
            if self._is_same(data, entry.oid, place, touched=place in moved.changed):
                unchanged.add(target.shown)
        return unchanged

    def _is_same(self, data: bytes, oid: str, place: str, *, touched: bool) -> bool:
        """Whether a file has the content of a blob; where git knows of no change, also with the line breaks of Windows, or from LFS."""
        if _oid_of(data, oid) == oid:
            return True
        if touched:
            return False
        if b"\r\n" in data and _oid_of(data.replace(b"\r\n", b"\n"), oid) == oid:
            return True
        return self.tree.pointed(place) == hashlib.sha256(data).hexdigest()


def _is_alone(outcome: Outcome, target: Target) -> bool:
    """Whether an outcome depends on no other file."""
    return outcome.parts_of is None and not target.shown.endswith(_IN_LAYOUT)


def _oid_of(data: bytes, like: str) -> str:
    """The name that git gives a content, in the form of another one."""
    head = b"blob %d\0" % len(data)
    made = hashlib.sha1(usedforsecurity=False) if len(like) == 40 else hashlib.sha256()
    made.update(head)
    made.update(data)
    return made.hexdigest()


def _unread(before: Side, after: Side, moves: Mapping[str, str], unchanged: set[str]) -> tuple[Blind, ...]:
    """The files of which one side could not be read to the end, unless nothing in them changed."""
    found = {path: why for path, why in after.broken.items() if path not in unchanged}
    for path, why in before.broken.items():
        now = moves.get(path, path)
        if path not in unchanged and now not in found:
            found[now] = f"at the base: {why}"
    return blind_of(found)
