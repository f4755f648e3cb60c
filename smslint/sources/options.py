"""A project's settings for the messages of a file: which texts to take and how to read them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from smslint.records import NamedTuple
from smslint.text.name_globs import NameGlobs

if TYPE_CHECKING:
    from collections.abc import Iterable


class Met:
    """The globs and columns of some options that matched something, each with its setting."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: set[tuple[str, str]] = set()


class Options(NamedTuple):
    """How to read one file. Without ``keys`` and ``names`` every text is taken: a source never guesses which texts are messages."""

    path: str = ""
    """The file's path, for its suffix and for the locale in its name or folder; no file is opened."""
    keys: tuple[str, ...] = ()
    """Globs on the dotted key path. ``*`` also matches dots; a glob that begins with ``!`` leaves out."""
    names: tuple[str, ...] = ()
    """Globs on one name of the key path: a variable, a function, an attribute, a key."""
    columns: tuple[str, ...] = ()
    """Columns of a CSV file or of a SQL insert that contain texts."""
    key_column: str | None = None
    """The column that names a row's message; the default is the first column without texts."""
    locale: str | None = None
    """The language of the file, if the project sets it."""
    final_newline: Literal["strip", "keep"] = "strip"
    """Whether the newline at the end of a one-message file comes from the editor (strip) or is part of the message (keep)."""
    backslash_escapes: bool = False
    """SQL: whether a backslash escapes inside a string, as in MySQL."""
    met: Met | None = None
    """Where what matches is noted, if somebody asks which globs match nothing."""

    @property
    def selective(self) -> bool:
        """Whether the project selects texts."""
        return bool(self.keys or self.names)

    def wants(self, *paths: tuple[str, ...], named: Iterable[str] | None = None) -> bool:
        """Whether a text is taken.

        :param paths: the key path or paths, as segments, by which the text can be selected.
        :param named: the names that ``names`` may match, if they are not all segments of the paths.
        """
        if not self.selective:
            return True
        return self.taken_by(*paths, named=named) is not None

    def meets(self, setting: str, glob: str) -> None:
        """Note that a glob or a column matches something."""
        if self.met is not None:
            self.met.found.add((setting, glob))

    def taken_by(self, *paths: tuple[str, ...], named: Iterable[str] | None = None) -> tuple[str, str] | None:
        """The setting and the glob that take a text: two empty texts if nothing is selected, ``None`` if none takes it.

        A glob that begins with ``!`` leaves out what it matches. If there are only such globs, they leave out of all texts.
        """
        asked: list[tuple[str, tuple[str, ...], Iterable[str]]] = []
        if self.keys:
            asked.append(("keys", self.keys, [".".join(path) for path in paths]))
        if self.names:
            segments = {segment for path in paths for segment in path} if named is None else set(named)
            asked.append(("names", self.names, segments))
        if self.met is not None:
            self._note(asked)
        first: tuple[str, str] | None = None
        chooses = False
        for setting, globs, words in asked:
            known = _sorted_out(globs)
            chooses = chooses or known.chooses
            if known.leave_out.patterns and any(map(known.leave_out.matching, words)):
                return None
            matching = [index for word in words for index in known.take.matching(word)]
            if matching and first is None:
                first = (setting, known.take.patterns[min(matching)])
        return first if chooses else ("", "")

    def _note(self, asked: list[tuple[str, tuple[str, ...], Iterable[str]]]) -> None:
        for setting, globs, words in asked:
            known = _sorted_out(globs)
            for word in words:
                for index in known.take.matching(word):
                    self.meets(setting, known.take.patterns[index])
                for index in known.leave_out.matching(word):
                    self.meets(setting, f"!{known.leave_out.patterns[index]}")


class _Sorted(NamedTuple):
    """The globs of one setting."""

    take: NameGlobs
    leave_out: NameGlobs
    chooses: bool
    """Whether any of them takes texts."""


@lru_cache(maxsize=64)
def _sorted_out(globs: tuple[str, ...]) -> _Sorted:
    take = [glob for glob in globs if not glob.startswith("!")]
    return _Sorted(NameGlobs(take), NameGlobs(glob[1:] for glob in globs if glob.startswith("!")), bool(take))
