"""Lexicon files as plain JSON data: with the keys of their entries stored once, and made again without parsing the files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

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
    stored = compiled.find(name)
    if stored is not None:
        return from_plain(stored, path)
    sheet = parsed(path, trusted=trusted)
    compiled.store(name, to_plain(sheet))
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

    :raises OSError: when a file cannot be read.
    """
    from smslint.rules import compiled

    return compiled.key("lexicon, trusted" if trusted else "lexicon", [_code(), path.read_bytes()])


@cache
def _code() -> bytes:
    """The hash of the code, made once for all files."""
    from smslint.rules import compiled

    return compiled.key("code", [(Path(__file__).parent / name).read_bytes() for name in CODE]).encode()


def to_plain(sheet: Sheet) -> dict[str, Any]:
    """A lexicon file as plain JSON data, without its place."""
    return {
        "about": sheet[1:-3],
        "entries": [[*entry[:11], *entry[12:]] for entry in sheet.entries],
        "required": sheet.required,
        "keys": sheet.keys,
    }


def from_plain(plain: dict[str, Any], path: Path) -> Sheet:
    """The lexicon file from the result of :func:`to_plain`. Nothing is checked again: the bytes are the same."""
    title, language, regions, keywords, ignore, joins, threshold, sources = plain["about"]
    entries = tuple(
        Entry._make((*values[:5], *map(tuple, values[5:11]), path, *map(tuple, values[11:13]), _words(values[13])))
        for values in plain["entries"]
    )
    known = {
        pattern: Required(tuple(map(tuple, demands)), tuple(beginnings))
        for pattern, (demands, beginnings) in plain["required"].items()
    }
    about = (title, language, tuple(regions), tuple(keywords), ignore, joins, threshold, tuple(sources))
    return Sheet(path, *about, entries, known, Keys(*plain["keys"]))


def _words(values: list[list[str]] | None) -> opt_out_forms.Words | None:
    return None if values is None else opt_out_forms.Words._make(map(tuple, values))
