"""A project's settings for the messages of a file: which texts to take and how to read them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Options(NamedTuple):
    """How to read one file. Without ``keys`` and ``names`` every text is taken: a source never guesses which texts are messages."""

    path: str = ""
    """The file's path, for its suffix and for the locale in its name or folder; no file is opened."""
    keys: tuple[str, ...] = ()
    """Globs on the dotted key path. ``*`` also matches dots."""
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
        dotted = [".".join(path) for path in paths]
        if any(fnmatchcase(each, glob) for glob in self.keys for each in dotted):
            return True
        segments = {segment for path in paths for segment in path} if named is None else named
        return any(fnmatchcase(segment, glob) for segment in segments for glob in self.names)
