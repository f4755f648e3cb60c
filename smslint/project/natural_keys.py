"""The texts of a project by which translations are looked up, and the files that contain them.

A program asks gettext for its own text, and so do projects whose catalogues have texts as keys (i18next, Symfony, Laravel, Apple). To
change such a text in one file and not in all others loses the translations.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.outside import is_outside
from smslint.project.globs import SKIPPED
from smslint.project.key_starts import Keys
from smslint.project.paths import shown
from smslint.project.spelled import CATALOGUES, GETTEXT, TABLES, Finder, covering, may_hold, suffix_of
from smslint.project.unread_keys import NOT_READ, OUTSIDE, TOO_LARGE, Unread, unread_file
from smslint.real_paths import real_path
from smslint.records import NamedTuple, dataclass, field
from smslint.sources.encoding import decode
from smslint.span import LineIndex, Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from smslint.project.config import Config
    from smslint.project.placing import Edit
    from smslint.project.spelled import Spelled
    from smslint.sources.message import Message

_LARGEST: Final = 4 * 1024 * 1024
_MOST_OF_LARGE: Final = 64 * 1024 * 1024
"""How much of larger catalogues is searched for keys, which are then changed nowhere."""
_MOST_FILES: Final = 50_000
_UP: Final = 12
_BINARY: Final = frozenset(
    {".mo", ".gmo", ".pyc", ".so", ".dll", ".exe", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".pdf", ".zip", ".gz", ".xz", ".bz2", ".jar",
     ".class", ".woff", ".woff2", ".ttf", ".otf", ".mp3", ".mp4", ".parquet", ".db", ".sqlite", ".sqlite3", ".lock"}
)  # fmt: skip
_VALUES: Final = CATALOGUES - {".xcstrings", ".strings"}
"""Suffixes of catalogues in which every message is a value. In Apple's, a key without a value is its own text."""
_HOLDS_KEYS: Final = CATALOGUES | GETTEXT | TABLES | {".php", ".xlf", ".xliff", ".stringsdict"}
_QUOTED: Final = later(r"(?P<q>[\"'])(?P<text>(?:(?!(?P=q))[^\\\r\n]|\\.|(?P=q){2})+)(?P=q)\s*(?:=>|:|=(?!=))")
_DOUBLE: Final = later(r"\"(?P<text>(?:[^\"\\\r\n]|\\.)+)\"\s*[:=]")
_BARE: Final = later(r"^[ \t]*(?P<text>[^\s#'\"\[{&*!|>-][^\r\n]*?)[ \t]*[:=](?=\s|\Z)", re.MULTILINE)
_PROPERTY: Final = later(r"^[ \t\f]*(?P<text>(?:[^\\=: \t\f\r\n#!]|\\.)(?:[^\\=: \t\f\r\n]|\\.)*)", re.MULTILINE)
_TAGGED: Final = later(r"<(?:source|key)\b[^<>]*>(?P<text>[^<>]+)<")
_CELL: Final = later(r"^(?:\"(?P<quoted>(?:[^\"]|\"\")+)\"|(?P<text>[^,;\t\"\r\n]+))(?=[,;\t])", re.MULTILINE)
_NAME: Final = later(r"[\w.\-/:$\[\]]*")
"""A key that is a name and no text."""
_ESCAPE: Final = later(r"\\(?:u([0-9A-Fa-f]{4})|(.))|&#(\d+);|&#[xX]([0-9A-Fa-f]+);")
_FORM: Final = later(r"_\w{1,20}\Z")


class Held(NamedTuple):
    """A fix that would change a text by which translations are looked up."""

    key: str
    changes: tuple[tuple[int, int, str], ...]
    """The start and end in the key, and the new characters."""
    fixed: int
    """How many findings it fixes."""
    line: int


@dataclass(eq=False, repr=False)
class NaturalKeys:
    """The texts below a folder that are keys of translations; without a folder, only those of the file at hand."""

    top: Path | None = None
    _known: set[str] | None = None
    _index: Keys | None = None
    """The known keys, prepared for the next file."""
    _files: list[tuple[str, Path]] | None = None
    _folders: list[Unread] = field(default_factory=list)
    _unread: list[Unread] | None = None
    written: dict[Path, bytes] = field(default_factory=dict)
    """What a run has changed, not yet on disk."""
    large: dict[Path, set[str]] = field(default_factory=dict)
    """The keys of catalogues that are too large to be changed."""

    def sift(
        self, text: str, path: str, edits: Iterable[Edit], messages: Iterable[Message] = ()
    ) -> tuple[list[Edit], list[Held]]:
        """The edits that change no key, and those that do, by key.

        :param messages: those that the file contains: a quote and a colon inside of them make no key.
        """
        edits = list(edits)
        if not edits or suffix_of(path) in _VALUES:
            return edits, []
        places = Finder(text, self._among(text, path, messages), path)
        among = sorted((key for key in places.near() if may_hold(text, key)), key=len, reverse=True)
        found = [(spot, key) for key in among for spot in places(key)]
        found.sort(key=lambda each: each[0].start)
        spots = [spot for spot, _ in found]
        keys = {spot.start: key for spot, key in found}
        free: list[Edit] = []
        held: dict[Spelled, list[Edit]] = {}
        for edit in edits:
            spot = covering(spots, edit.at.start, edit.at.end)
            (free if spot is None else held.setdefault(spot, [])).append(edit)
        lines = LineIndex(text if held else "")
        return free, [
            _held(keys[spot.start], spot, each, lines.position(spot.start).line) for spot, each in held.items()
        ]

    def _among(self, text: str, path: str, messages: Iterable[Message]) -> Keys:
        """The keys that a file may contain."""
        suffix = suffix_of(path)
        # In PHP, arrays have keys, and messages are none of them.
        rest = _without(text, messages) if suffix == ".php" else text
        own = keys_of(rest, suffix) if suffix in _HOLDS_KEYS - TABLES else set()
        if suffix in GETTEXT:
            return Keys(own)
        if not own <= self.known():
            return Keys(own | self.known())
        if self._index is None:
            self._index = Keys(self.known())
        return self._index

    def known(self) -> set[str]:
        """The keys of all catalogues."""
        if self._known is None:
            self._known = set()
            left = _MOST_OF_LARGE
            for inside, path in self.files():
                if suffix_of(inside) not in _HOLDS_KEYS or (read := self.read(path, left)) is None:
                    continue
                found = keys_of(read[0], suffix_of(inside))
                self._known |= found
                if (size := path.stat().st_size) > _LARGEST and path not in self.written:
                    self.large[path] = found
                    left -= size
        return self._known

    def renamed(self, old: str, new: str) -> None:
        """Record that a key has another text."""
        self.known().discard(old)
        self.known().add(new)
        self._index = None

    def files(self) -> list[tuple[str, Path]]:
        """The files that may contain keys: each with its path relative to the folder."""
        if self._files is None:
            self._files = []
            for folder, folders, names in os.walk(self.top, onerror=self._no_folder) if self.top is not None else ():
                folders[:] = sorted(name for name in folders if name not in SKIPPED)
                for path in (Path(folder, name) for name in folders):
                    if self.top is not None and is_outside(path, self.top):
                        self._folders.append(Unread(path.relative_to(self.top).as_posix(), path, OUTSIDE, folder=True))
                self._files += [
                    (os.path.relpath(f"{folder}/{name}", self.top), Path(folder, name))
                    for name in sorted(names)
                    if suffix_of(name) not in _BINARY
                ]
                if len(self._files) > _MOST_FILES:
                    break
        return self._files

    def _no_folder(self, error: OSError) -> None:
        if self.top is not None and error.filename is not None and (path := Path(error.filename)) != self.top:
            self._folders.append(Unread(path.relative_to(self.top).as_posix(), path, NOT_READ, folder=True))

    def unread(self) -> list[Unread]:
        """The files and folders that are not read. Large files count only as catalogues: those of programs are bundles."""
        if self._unread is None and self.top is not None:
            self.known()
            found = (unread_file(*each, self.top, _LARGEST, self.large) for each in self.files())
            self._unread = [
                each
                for each in found
                if each is not None and (each.why != TOO_LARGE or suffix_of(each.inside) in _HOLDS_KEYS)
            ]
            self._unread += self._folders
        return self._unread or []

    def lost(self, keys: Collection[str]) -> dict[str, str]:
        """Why some keys may not be changed: a file that contains them, or may do so, cannot be read or is too large."""
        unread = self.unread()
        if not unread and not self.large:
            return {}
        whys: dict[str, str] = {}
        wanted = Keys(keys)
        for key in keys:
            for path, held in self.large.items():
                if key in held:
                    whys[key] = f"{shown(path)} {TOO_LARGE}"
        for inside, path in self.files() if unread else ():
            near = next((each for each in unread if each.may_hold_what(inside)), None)
            read = self.read(real_path(path)) if near is not None and near.path != path else None
            if near is None or read is None or (near.folder and suffix_of(inside) not in _HOLDS_KEYS):
                continue
            places = Finder(read[0], wanted, inside)
            whys |= {key: f"{shown(near.path)} {near.why}" for key in places.near() if places(key)}
        return whys

    @property
    def complete(self) -> bool:
        """Whether every file was looked at."""
        return len(self.files()) <= _MOST_FILES

    def read(self, path: Path, largest: int = 0) -> tuple[str, str] | None:
        """The text and the encoding of a file, with what the run has changed; ``None`` if it is not a text.

        :param largest: the most bytes, if these are more than usual.
        """
        try:
            data = self.written.get(path)
            if data is None:
                if (
                    path.stat().st_size > max(largest, _LARGEST)
                    or not path.is_file()
                    or (self.top and is_outside(path, self.top))
                ):
                    return None
                data = path.read_bytes()
            if b"\0" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
                return None
            return decode(data, fallback="latin-1")
        except (OSError, SourceError):
            return None


def _without(text: str, messages: Iterable[Message]) -> str:
    """A file with a name in place of each message."""
    pieces, at = [], 0
    for span in sorted(each.map.to_file(Span(0, len(each.body))) for each in messages):
        if span.start >= at:
            pieces += [text[at : span.start], "x"]
            at = span.end
    return "".join([*pieces, text[at:]])


def _held(key: str, spot: Spelled, edits: list[Edit], line: int) -> Held:
    changes = []
    for edit in edits:
        start = sum(each < edit.at.start for each in spot.starts)
        end = start if not edit.at.length else sum(each < edit.at.end for each in spot.starts)
        changes.append((start, end, edit.replacement))
    return Held(key, tuple(sorted(changes)), len(edits), line)


def keys_of(text: str, suffix: str) -> set[str]:
    """The texts that are keys of a catalogue. Keys that are names are not among them."""
    if suffix in GETTEXT:
        from smslint.sources.po import originals

        try:
            return {body for body, _ in originals(text)}
        except SourceError:
            return set()
    patterns = [_DOUBLE if suffix.startswith((".json", ".arb", ".xcs")) else _QUOTED]
    if suffix in {".yml", ".yaml"}:
        patterns.append(_BARE)
    if suffix == ".properties":
        patterns = [_PROPERTY]
    if suffix in TABLES:
        patterns = [_CELL]
    if suffix.startswith((".xl", ".stringsd")):
        patterns = [_TAGGED]
    texts = {
        _plainly(match["text"] or match["quoted"] or "" if pattern is _CELL else match["text"])
        for pattern in patterns
        for match in pattern.finditer(text)
    }
    texts |= {_FORM.sub("", each) for each in texts}  # i18next's plural forms and contexts
    return {each for each in texts if not _NAME.fullmatch(each)}


def _plainly(written: str) -> str:
    """A key without its escapes."""
    if "\\" not in written and "&" not in written:
        return written.replace("''", "'") if "''" in written else written
    return _ESCAPE.sub(_character, written)


def _character(match: re.Match[str]) -> str:
    code, char, decimal, hexadecimal = match.groups()
    if char is not None:
        return {"n": "\n", "t": "\t", "r": "\r"}.get(char, char)
    number = int(decimal) if decimal else int(code or hexadecimal, 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def top_of(config: Config) -> Path:
    """The folder whose files belong together: the repository's, else the configuration's; without one, the working folder."""
    root = real_path(config.root)
    for each in (root, *root.parents[:_UP]):
        if (each / ".git").exists():
            return each
    here = real_path(Path.cwd())
    if config.path is None and root.is_relative_to(here):
        return here
    return root
