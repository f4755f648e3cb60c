"""A file in which texts by which translations are looked up are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.project.key_starts import Keys
from smslint.project.spelled import Finder
from smslint.sources.registry import UNKNOWN, module, source_for
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.project.spelled import Spelled

_PLAIN: Final = later(r"[^\"'`\\<>&{}%$#\r\n\x00-\x1f]*")
"""What every file writes unchanged, whatever its format is."""

Renames = dict[str, tuple[tuple[int, int, str], ...]]
"""For each key its changes: the start and end in the key, and the new characters."""


def rewritten(text: str, renames: Renames, path: str) -> tuple[str, str]:
    """A file in which texts are changed at every place where they are keys, and why that is not possible; one of them is empty."""
    edits: list[tuple[int, int, str]] = []
    news = {key: changed(key, changes) for key, changes in renames.items()}
    keys = Keys((*renames, *news.values()))
    before = Finder(text, keys, path)
    spots = {key: before(key) for key in renames}
    for key, changes in renames.items():
        own, why = _edits(text, spots[key], changes, source_for(path).source)
        if why:
            return "", why
        edits += own
    pieces, at = [], 0
    for first, last, written in sorted(set(edits)):
        if first < at:
            return "", "two of its keys overlap"
        pieces += [text[at:first], written]
        at = last
    out = "".join([*pieces, text[at:]])
    after = Finder(out, keys, path)
    for key, new in news.items():
        if len(after(new)) != len(spots[key]) + len(before(new)) or after(key):
            return "", "reading it again would not give the new text"
    return out, ""


def unwritable(text: str, spots: list[Spelled], changes: Iterable[tuple[int, int, str]], path: str) -> str:
    """Why a text cannot be changed at its places in a file; empty if nothing speaks against it."""
    return _edits(text, spots, changes, source_for(path).source)[1]


def _edits(
    text: str, spots: list[Spelled], changes: Iterable[tuple[int, int, str]], source: str
) -> tuple[list[tuple[int, int, str]], str]:
    edits: list[tuple[int, int, str]] = []
    for spot in spots:
        for start, end, replacement in changes:
            first = spot.starts[start] if start < len(spot.starts) else spot.end
            last = spot.ends[end - 1] if end > start else first
            if any(spot.starts[at] != spot.ends[at - 1] for at in range(start + 1, end)):
                return [], "a line ends inside the characters to replace"
            written = _written(replacement, source, spot.quote, text[max(0, first - 200) : spot.start])
            if written is None:
                return [], "what the fix writes may have another meaning there"
            edits.append((first, last, written))
    return edits, ""


def changed(key: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """The text after its changes."""
    for start, end, replacement in sorted(changes, reverse=True):
        key = key[:start] + replacement + key[end:]
    return key


def _written(replacement: str, source: str, quote: str, before: str) -> str | None:
    if source not in {UNKNOWN, "plain", "markdown", "odoo", "android", "xliff"}:
        return module(source).escape(replacement, quote, before)
    if _PLAIN.fullmatch(replacement) or (replacement in {"'", '"'} and replacement != quote):
        return replacement
    return None
