"""What a project says about the messages of a file: which texts to take and how to read them."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Options(NamedTuple):
    """How to read one file. Without ``keys`` and ``names`` every text is taken: a source never guesses which are messages."""

    path: str = ""
    """The file's path, for its suffix and for the locale that its name or folder states; nothing is opened."""
    keys: tuple[str, ...] = ()
    """Globs on the dotted key path. ``*`` crosses dots."""
    names: tuple[str, ...] = ()
    """Globs on one name of the key path: a variable, a function, an attribute, a key."""
    columns: tuple[str, ...] = ()
    """Columns of a CSV file or of a SQL insert that hold texts."""
    key_column: str | None = None
    """The column that names a row's message; without it the first column that holds no text."""
    locale: str | None = None
    """The language of the file, where the project states it."""
    final_newline: Literal["strip", "keep"] = "strip"
    """Whether the one newline that ends a one-message file is the editor's (strip) or the message's (keep)."""
    backslash_escapes: bool = False
    """SQL: whether a backslash escapes inside a string, as in MySQL."""

    @property
    def selective(self) -> bool:
        """Whether the project chose texts at all."""
        return bool(self.keys or self.names)

    def wants(self, *paths: tuple[str, ...], named: Iterable[str] | None = None) -> bool:
        """Whether a text is taken.

        :param paths: the key path or paths, as segments, under which the text can be chosen.
        :param named: the names that ``names`` may match, where not every segment of the paths is one.
        """
        if not self.selective:
            return True
        dotted = [".".join(path) for path in paths]
        if any(fnmatchcase(each, glob) for glob in self.keys for each in dotted):
            return True
        segments = {segment for path in paths for segment in path} if named is None else named
        return any(fnmatchcase(segment, glob) for segment in segments for glob in self.names)
