"""The entries under ``messages:``: where each is written, and which of them match no message."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.coverage import Unread
from smslint.project.config_places import Written
from smslint.project.globs import matches
from smslint.text.name_globs import NameGlobs
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.project.config import Config, Entry
    from smslint.project.config_places import Said
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.result import MessageResult
    from smslint.settings import Key

KEYED: Final = frozenset({".yml", ".yaml", ".json", ".toml"})
"""Suffixes of files in which ``keys`` are compared with the key path of a message."""
TABLES: Final = frozenset({".csv", ".tsv", ".sql"})
"""Suffixes of files in which ``columns`` are compared with the columns of a table."""


class EntryPlace(NamedTuple):
    """An entry, and where it is written."""

    entry: Entry
    written: Written

    def shown(self, *keys: Key) -> str:
        """``smslint.yaml:3``: the place of one of its values."""
        written = self.written.below(*keys)
        return f"{written.path}:{written.line}"


def places(config: Config) -> Iterator[EntryPlace]:
    """Every entry of a configuration: its own first, then those that it extends."""
    ways = [(node, index) for node in config.nodes for index in range(len(node.values.get("messages") or ()))]
    for entry, (node, index) in zip(config.messages, ways, strict=True):
        yield EntryPlace(entry, Written(node, ("messages", index)))


def dead_entries(config: Config, found: Iterable[tuple[Target, Outcome]]) -> Iterator[Said]:
    """What is to be said about each entry, glob or key of a configuration that matches no message, after all its files were read.

    :param found: the files of this configuration, with their outcomes.
    """
    from smslint.project.nearest import MOST_HINTS, files_below, hint

    outcomes = list(found)
    files: list[str] | None = None
    left = MOST_HINTS
    for place in _own(config):
        given, passed, paths, messages, unread, met = _of_entry(place.entry, outcomes)
        unused: list[tuple[str, tuple[Key, ...]]] = []
        for number, glob in enumerate(place.entry.files):
            if not any(matches(path, (glob,)) for path in paths):
                if files is None:
                    files = files_below(config.root)
                near, left = hint(glob, files) if left > 0 else "", left - 1
                listed = isinstance(place.entry.settings.get("files"), list | tuple)
                unused.append((f"No file matches {glob}{near}.", ("files", number) if listed else ("files",)))
        if paths and not given and passed:
            unused.append((_shadowed(passed), ("files",)))
        elif paths and not given and not unread:
            unused.append((f"There is no message{_asked(place.entry)} in {_some(paths)}.", _selector(place.entry)))
        elif given:
            useless = list(_useless(place.entry, paths, messages))
            unused += [
                (f"{selector} selects nothing in {_some(paths)}: {why}.", (selector,)) for selector, why in useless
            ]
            said = {selector for selector, _ in useless}
            idle = _unmet(place.entry, met) if met is not None and not unread else _idle(place.entry, messages)
            unused += [(words, (selector,)) for selector, words in idle if selector not in said]
        for words, keys in unused:
            yield place.written.below(*keys).said(words, config)


def unmatched_globs(config: Config, inside: Sequence[str]) -> Iterator[tuple[str, Unread]]:
    """Each glob, with a sentence about it, of a project's own entries that matches no file: all that is known without reading the files.

    :param inside: the files that were found, relative to the configuration.
    """
    from smslint.project.nearest import files_below, hint

    files: list[str] | None = None
    for place in _own(config):
        for index, glob in enumerate(place.entry.files):
            if not any(matches(path, (glob,)) for path in inside):
                files = files_below(config.root) if files is None else files
                written = place.written.below("files", index)
                yield glob, Unread(written.path, written.line, f"No file matches {glob}{hint(glob, files)}.")


def idle_entries(config: Config, found: Iterable[tuple[Target, Outcome]]) -> Iterator[Unread]:
    """The entries of a configuration that read nothing at all, after all its files were read.

    :param found: the files of this configuration, with their outcomes.
    """
    outcomes = list(found)
    for place in _own(config):
        given, passed, paths, _, unread, _ = _of_entry(place.entry, outcomes)
        if given or (unread and not passed):
            continue
        keys: tuple[Key, ...] = ("files",)
        if passed:
            why = _shadowed(passed)
        elif paths:
            why, keys = f"There is no message{_asked(place.entry)} in {_some(paths)}.", _selector(place.entry)
        else:
            why = f"No file matches {' or '.join(place.entry.files)}."
        written = place.written.below(*keys)
        yield Unread(written.path, written.line, why)


def _shadowed(passed: int) -> str:
    return f"Earlier entries already match all of its messages: {plural(passed, 'message')}."


def _own(config: Config) -> Iterator[EntryPlace]:
    """The entries of a project itself."""
    return (place for place in places(config) if place.written.belongs_to(config))


def _selector(entry: Entry) -> tuple[Key, ...]:
    return (next((key for key in ("keys", "names", "columns") if entry.texts(key)), "files"),)


def _asked(entry: Entry) -> str:
    """What an entry selects, for the message that there is none: `` that keys selects (sms.*)``."""
    key = str(_selector(entry)[0])
    return "" if key == "files" else f" that {key} selects ({', '.join(entry.texts(key))})"


class _Given(NamedTuple):
    """The outcome of one entry."""

    given: int
    passed: int
    """Messages that an earlier entry had already matched."""
    paths: list[str]
    messages: list[MessageResult]
    """The messages of its files."""
    unread: bool
    met: frozenset[tuple[str, str]] | None
    """Its globs and columns that match something in some file; ``None`` if that is not known."""


def _of_entry(entry: Entry, outcomes: list[tuple[Target, Outcome]]) -> _Given:
    given = passed = 0
    paths: list[str] = []
    messages: list[MessageResult] = []
    unread = False
    met: frozenset[tuple[str, str]] | None = frozenset()
    for target, outcome in outcomes:
        number = next((at for at, each in enumerate(target.entries) if each.name == entry.name), None)
        if number is None:
            continue
        paths.append(target.inside)
        messages += outcome.messages
        unread = unread or bool(outcome.parts.unread)
        if number < len(outcome.parts.entries):
            selected = outcome.parts.entries[number]
            given += selected.given
            passed += selected.passed
            met = None if met is None or selected.met is None else met.union(selected.met)
    return _Given(given, passed, paths, messages, unread, met)


def _useless(entry: Entry, paths: list[str], messages: list[MessageResult]) -> Iterator[tuple[str, str]]:
    """The settings that select texts, but not in files of these formats, and why."""
    if not any(message.key for message in messages):
        for selector in ("keys", "names"):
            if entry.texts(selector):
                yield selector, "its texts have no keys"
    if not any(PurePosixPath(path).suffix.lower() in TABLES for path in paths):
        for selector in ("columns", "key_column"):
            if entry.texts(selector):
                yield selector, "only tables (CSV, TSV, SQL) have columns"


_IDLE: Final = {
    "keys": "No message key matches {}.",
    "names": "No name matches {}.",
    "columns": "No text is in a column {}.",
}


def _unmet(entry: Entry, met: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """The globs and columns that match nothing in the files, each as its setting and what to say."""
    globs = [(setting, glob) for setting in _IDLE for glob in entry.texts(setting) if (setting, glob) not in met]
    return [
        (setting, f"{glob} leaves nothing out." if glob.startswith("!") else _IDLE[setting].format(glob))
        for setting, glob in globs
    ]


def _idle(entry: Entry, messages: list[MessageResult]) -> list[tuple[str, str]]:
    """The globs under ``keys`` that match no message of the files, if there are several globs."""
    globs = entry.texts("keys")
    if len(globs) < 2 or not all(PurePosixPath(each.path or "").suffix in KEYED for each in messages):
        return []
    keys = {each.key for each in messages if each.key}
    known = NameGlobs(globs)
    met = {index for key in keys for index in known.matching(key)}
    idle = [glob for index, glob in enumerate(globs) if not glob.startswith("!") and index not in met]
    return [("keys", _IDLE["keys"].format(glob)) for glob in idle]


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:2]) + (f" and {plural(len(paths) - 2, 'more file')}" if len(paths) > 2 else "")
