"""A lexicon file, as typed records: what to find, its meaning, and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.rules import opt_out_forms, packfile
from smslint.rules.context import regions
from smslint.text.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

CONFIDENCES = ("verified", "secondary", "knowledge")
"""Read in a primary source; read in a vendor's page or a public template; from memory, unchecked."""

_FILE_KEYS = frozenset(
    [
        "lexicon",
        "title",
        "language",
        "name",
        "regions",
        "keywords",
        "ignore",
        "joins",
        "threshold",
        "sources",
        "notes",
        "entries",
    ]
)
_ENTRY_KEYS = frozenset(
    [
        "key",
        "group",
        "language",
        "weight",
        "confidence",
        "needs",
        "words",
        "patterns",
        "forms",
        "unless",
        "phrases",
        "note",
    ]
)


class Entry(NamedTuple):
    """One thing to find: whole words, patterns, or both; its meaning; and its place in the file."""

    key: str
    group: str
    """Its group, such as ``marketing`` or ``gambling``; empty in a lexicon with one meaning."""
    language: str
    """``any`` if it is the same in all languages."""
    weight: int
    confidence: str
    needs: tuple[str, ...]
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    """Harmless phrases: a match that overlaps one of them does not count."""
    phrases: tuple[str, ...]
    """Examples. The entry must match in each of them."""
    path: Path
    keys: tuple[str | int, ...]
    triggers: tuple[str, ...] = ()
    """One of these is in every folded text that the entry matches; empty if unknown."""
    forms: opt_out_forms.Words | None = None
    """The words of a language from which further patterns are made when they are needed."""


class Sheet(NamedTuple):
    """One lexicon file."""

    path: Path
    title: str
    language: str
    regions: tuple[str, ...]
    keywords: tuple[str, ...]
    """What a recipient may text back in this language (opt-out lexicons)."""
    ignore: str
    """Characters that the search ignores."""
    joins: str
    """Further characters that, like letters and digits, make a listed word longer, such as the hyphen in hosts."""
    threshold: int
    """The score from which a group counts as present."""
    sources: tuple[dict[str, str], ...]
    entries: tuple[Entry, ...]


def read_sheet(path: Path) -> Sheet:
    """One lexicon file.

    :raises PackError: names file, line and key.
    """
    top = packfile.read_stored(path).only(_FILE_KEYS, ("lexicon", "title", "sources", "entries"))
    language = top.text("language", "any")
    top.filled("lexicon")
    top.optional("name")
    top.texts("notes")
    entries = tuple(_entry(node, language) for node in top.children("entries"))
    return Sheet(
        path,
        top.filled("title"),
        language,
        regions(top, "regions"),
        top.texts("keywords"),
        top.text("ignore", ""),
        top.text("joins", ""),
        top.number("threshold", 1),
        packfile.sources(top),
        entries,
    )


def _entry(node: packfile.Node, language: str) -> Entry:
    node.only(_ENTRY_KEYS, ("key", "confidence"))
    words = node.texts("words")
    node.optional("note")
    if not words and not {"patterns", "forms"} & node.values.keys():
        node.fail("needs words, patterns or forms")
    folded = tuple(map(_folded, words))
    needs = tuple(map(_folded, node.texts("needs")))
    patterns = tuple(map(opt_out_forms.with_links, node.texts("patterns")))
    forms = _forms(node.child("forms")) if "forms" in node.values else None
    if forms is not None:
        needs += tuple(map(_folded, opt_out_forms.needs(forms)))
    return Entry(
        node.filled("key"),
        node.text("group", ""),
        node.text("language", language),
        node.number("weight", 1),
        node.choice("confidence", CONFIDENCES),
        needs,
        folded,
        patterns,
        node.texts("unless"),
        node.texts("phrases"),
        node.path,
        node.keys,
        needs or (() if patterns else folded),
        forms,
    )


def _forms(node: packfile.Node) -> opt_out_forms.Words:
    """The words of a language from which its forms of opt-out text are made."""
    fields = opt_out_forms.Words._fields
    node.only(fields)
    return opt_out_forms.Words(*(node.texts(field) for field in fields))


def _folded(text: str) -> str:
    """The folded form; simple words, which are most of them, need no folding."""
    plain = text.isascii() and text.isprintable() and "`" not in text and "  " not in text
    return text.lower() if plain else fold(text).text
