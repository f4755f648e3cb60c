"""Places in a configuration, and the findings about what is written there and has no effect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from smslint.finding import Location
from smslint.project.placing import Fingerprints
from smslint.real_paths import real_path
from smslint.records import NamedTuple
from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.config import Config
    from smslint.rules.rule import Rule
    from smslint.settings import Key, Node


class Said(NamedTuple):
    """A sentence about something that has no effect, and its place."""

    words: str
    place: Location
    inside: str
    """The path of its file relative to the configuration's folder, so it does not depend on the working folder."""


class Written(NamedTuple):
    """One value in a file of a configuration: the mapping of the file, and the keys of the value."""

    node: Node
    keys: tuple[Key, ...] = ()

    def below(self, *keys: Key) -> Written:
        """A value inside it."""
        return Written(self.node, (*self.keys, *keys))

    def value_of(self, key: Key) -> object:
        """What is under a key of it; ``None`` if it is no mapping or has none."""
        found: object = self.node.values
        for each in (*self.keys, key):
            if isinstance(found, list | tuple) and isinstance(each, int):
                found = found[each]
            else:
                found = found.get(each) if isinstance(found, Mapping) else None
        return found

    @property
    def line(self) -> int:
        """Its line, from 1."""
        return self.node.origin.line((*self.node.keys, *self.keys)) or 1

    @property
    def path(self) -> str:
        """The file as reports show it."""
        from smslint.project.paths import shown

        file = self.node.origin.file
        return self.node.origin.name if file is None else shown(file)

    @property
    def place(self) -> Location:
        """Its line in the file."""
        line = self.line
        text = self._text(line)
        return Location(self.path, line, len(text) - len(text.lstrip()) + 1, line, len(text) + 1, text)

    def said(self, words: str, config: Config) -> Said:
        """A sentence about it."""
        file = self.node.origin.file
        inside = PurePosixPath(self.path).name if file is None or file == config.path else self.path
        return Said(words, self.place, inside)

    def belongs_to(self, config: Config) -> bool:
        """Whether the file is the project's own: a base that several projects share may state what only some of them have."""
        file = self.node.origin.file
        return file is None or real_path(file).is_relative_to(real_path(config.root))

    def _text(self, line: int) -> str:
        from smslint.settings_file.reading import FileOrigin, text_of

        origin = self.node.origin
        lines = text_of(origin).split("\n") if isinstance(origin, FileOrigin) else []
        return lines[line - 1] if line <= len(lines) else ""


def own_files(config: Config) -> Iterator[Written]:
    """All that is written in each of the project's own files, without the bases that it shares."""
    return (top for top in map(Written, config.nodes) if top.belongs_to(config))


def without_effect(everything: Iterable[Said], rule: Rule) -> Iterator[Finding]:
    """The findings about settings that have no effect."""
    fingerprints = Fingerprints()
    for words, place, inside in everything:
        fingerprint = fingerprints.next(inside, rule.code, None, words)
        occasion = Occasion(Context(facts=Facts(dead_entries=(words,))))
        for finding in ask((rule,), occasion, ("config",)):
            yield finding._replace(location=place, fingerprint=fingerprint)
