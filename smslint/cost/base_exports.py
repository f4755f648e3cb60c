"""The approved templates of the base: the exports of a commit, read with the entries of today's configuration."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from smslint.cost.record import Blind
from smslint.errors import ConfigError, SourceError
from smslint.project.approvals import approved_facts
from smslint.records import replace

if TYPE_CHECKING:
    from smslint.approved.entry import Entry
    from smslint.approved.reading import Export
    from smslint.cost.tree import Tree
    from smslint.project.project import Project


class BaseExports:
    """What the exports of a commit make of projects."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._projects: dict[Project, Project] = {}
        self.blind: list[Blind] = []
        """The exports that could not be read at the base; today's are taken in their place."""

    def project(self, now: Project) -> Project:
        """A project with the templates of the base; the same object where they are those of today."""
        known = self._projects.get(now)
        if known is None:
            known = self._projects[now] = self._read(now)
        return known

    def _read(self, now: Project) -> Project:
        from smslint.approved.reading import merged

        exports = [
            self._export(entry, now, today) for entry, today in zip(now.config.approved, now.exports, strict=True)
        ]
        if all(one is other for one, other in zip(exports, now.exports, strict=True)):
            return now
        there = tuple(each for each in exports if each is not None)
        lists = merged(there)
        facts = now.context.facts._replace(approved=approved_facts(lists, None).approved)
        return replace(now, exports=there, approved=lists, context=now.context._replace(facts=facts))

    def _export(self, entry: Entry, now: Project, today: Export) -> Export | None:
        """An export of the base: that of today where it has not changed, ``None`` where there is none."""
        from smslint.approved.reading import read_export

        root, path = now.config.root, now.config.root / entry.file
        place = self._tree.real(str(path))
        if not self._tree.has(place):
            return None
        try:
            data = path.read_bytes()
            if self._tree.pointed(place.removeprefix(f"{self._tree.top}/")) == hashlib.sha256(data).hexdigest():
                return today
            then = self._tree.read(place)
            return today if _lines(then) == _lines(data) else read_export(entry, root, then)
        except (ConfigError, SourceError, OSError) as error:
            self.blind.append(Blind(today.path, f"at the base: {error}".rstrip(".")))
            return today


def _lines(data: bytes) -> bytes:
    """A content, however its line breaks are checked out."""
    return data.replace(b"\r\n", b"\n")
