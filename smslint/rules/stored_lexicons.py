"""Lexicon files as plain JSON data: with the keys of their entries stored once, and made again without parsing the files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, overload

from smslint.errors import PackError
from smslint.rules import opt_out_forms
from smslint.rules.finder_index import Keys
from smslint.rules.lexicon_file import Entry, Sheet, parse_sheet
from smslint.text.required import Required

CODE: Final = (
    "stored_lexicons.py",
    "lexicon_file.py",
    "lexicon_keys.py",
    "finder_index.py",
    "finders.py",
    "looks.py",
    "opt_out_forms.py",
    "packfile.py",
    "../settings.py",
    "../text/fold.py",
    "../text/required.py",
)
"""The modules that read a lexicon file: stored lexicons are invalid after these modules change."""


def read_sheet(path: Path, *, trusted: bool = False) -> Sheet:
    """One lexicon file, from the compiled entry of exactly its bytes if there is one, otherwise from the file.

    :param trusted: whether its patterns run without a time limit.
    :raises PackError: names file, line and key.
    """
    from smslint.rules import compiled

    try:
        name = entry_name(path, trusted=trusted)
    except OSError as error:
        raise PackError(f"{path}: cannot be read: {error}") from error
    try:
        return from_lines(compiled.find_lines(name) or [], path)
    except compiled.DAMAGE:  # there is no entry, or not one of a lexicon
        pass
    sheet = parsed(path, trusted=trusted)
    compiled.store_lines(name, to_lines(sheet))
    return sheet


def parsed(path: Path, *, trusted: bool) -> Sheet:
    """One lexicon file, read and checked, with the keys of its entries.

    :raises PackError: names file, line and key.
    """
    from smslint.rules.finders import finders
    from smslint.rules.lexicon_keys import keys_of

    sheet = parse_sheet(path, trusted=trusted)
    return sheet._replace(keys=keys_of(finders(sheet, trusted=trusted)))


def entry_name(path: Path, *, trusted: bool) -> str:
    """The name for a stored lexicon file: a hash of its bytes and of the code that reads it.

    :raises OSError: when a file cannot be read, or is too large.
    """
    from smslint.rules import compiled
    from smslint.settings_file.reading import bytes_of

    return compiled.key("lexicon, trusted" if trusted else "lexicon", [_code(), bytes_of(path)])


@cache
def _code() -> bytes:
    """The hash of the code, made once for all files."""
    from smslint.rules import compiled

    return compiled.key("code", [(Path(__file__).parent / name).read_bytes() for name in CODE]).encode()


def to_lines(sheet: Sheet) -> list[object]:
    """A lexicon file as plain JSON data, without its place: what is about all of it, and each entry."""
    return [[sheet[1:-2], sheet.keys], *([*entry[:11], *entry[12:]] for entry in sheet.entries)]


def from_lines(lines: list[bytes], path: Path) -> Sheet:
    """The lexicon file from the result of :func:`to_lines`. Nothing is checked again: the bytes are the same.

    :raises Exception: one of ``compiled.DAMAGE`` if it is something else.
    """
    about, keys = json.loads(lines[0])
    title, language, regions, keywords, ignore, joins, threshold, sources = about
    about = (title, language, tuple(regions), tuple(keywords), ignore, joins, threshold, tuple(sources))
    return Sheet(path, *about, _Stored(lines[1:], path), Keys(*keys))


class _Stored(Sequence[Entry]):
    """The entries of a stored file. Each is decoded when it is needed: most of them are in no text of a run."""

    def __init__(self, lines: list[bytes], path: Path) -> None:
        self._lines, self._path = lines, path

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        *values, keys, triggers, words, required = json.loads(self._lines[at])
        known = {
            pattern: Required(tuple(map(tuple, demands)), tuple(beginnings))
            for pattern, (demands, beginnings) in required.items()
        }
        texts = (*values[:5], *map(tuple, values[5:]))
        return Entry._make((*texts, self._path, tuple(keys), tuple(triggers), _words(words), known))


def _words(values: list[list[str]] | None) -> opt_out_forms.Words | None:
    return None if values is None else opt_out_forms.Words._make(map(tuple, values))
