"""A lexicon file, as typed records: what to find, its meaning, and its sources."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules import opt_out_forms, packfile
from smslint.rules.stated_regions import regions
from smslint.text.fold import fold, fold_pattern
from smslint.text.required import Required, required

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from smslint.rules.finder_index import Keys

CONFIDENCES = ("verified", "secondary", "knowledge")
"""Read in a primary source; read in a vendor's page or a public template; from memory, unchecked."""

ANY: Final = "*"
"""In a listed word: any letters here, as in ``sav*``."""
_MATCHES: Final = {"words": "{}", "beginnings": "{}" + ANY, "anywhere": ANY + "{}" + ANY}
"""How the words of a file are found: whole words, with any ending, or also inside of words."""
_CODE_DIGITS: Final = r"\b\d{3}[ -]\d{3}\b|(?<![\d:-])\b\d\d \d\d \d\d\b(?![ -]?\d)|\b\d{4,8}\b"
_SHORT: Final = MappingProxyType({
    "{link}": opt_out_forms.LINK,
    "{a code}": rf"(?:\{{[^{{}}]*\}}|{_CODE_DIGITS})",
    "{digits of a code}": rf"(?:{_CODE_DIGITS})",
    "{no amount}": r"(?!\s?(?:%|€|euros?|tl|lira|points?|puntos|pontos|poin|puan|punkte|gb|mb|[./:]\d))",
})  # fmt: skip
"""What the patterns of all languages have in common, and how they write it: a link; a number that people type, or a placeholder
for one; its digits alone; and that no currency or unit follows, which would make it an amount."""

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
        "match",
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
        "false_friends",
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
    false_friends: tuple[str, ...]
    """Texts with the same or similar words whose group is another one."""
    path: Path
    keys: tuple[str | int, ...]
    triggers: tuple[str, ...] = ()
    """One of these is in every folded text that the entry matches; empty if unknown."""
    forms: opt_out_forms.Words | None = None
    """The words of a language from which further patterns are made when they are needed."""
    required: Mapping[str, Required] = {}
    """What each pattern, as it is written, requires of a text; none for a lexicon whose patterns run under a time limit."""


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
    entries: Sequence[Entry]
    keys: Keys | None = None
    """In which texts each entry may match; ``None`` until they are made."""


def parse_sheet(path: Path, *, trusted: bool) -> Sheet:
    """One lexicon file, read and checked, without its keys.

    :raises PackError: names file, line and key.
    """
    top = packfile.read(path).only(_FILE_KEYS, ("lexicon", "title", "sources", "entries"))
    language = top.text("language", "any")
    top.filled("lexicon")
    top.optional("name")
    top.texts("notes")
    match = _MATCHES[top.choice("match", tuple(_MATCHES)) if "match" in top.values else "words"]
    entries = tuple(_entry(node, language, match) for node in top.children("entries"))
    return Sheet(
        path,
        top.filled("title"),
        language,
        regions(top, "regions"),
        top.texts("keywords"),
        _signs(top, "ignore"),
        top.text("joins", ""),
        top.number("threshold", 1),
        packfile.sources(top),
        tuple(entry._replace(required=_required(entry)) for entry in entries) if trusted else entries,
    )


def _signs(top: packfile.Node, key: str) -> str:
    """Characters that are neither letters, digits nor spaces."""
    found = top.text(key, "")
    for char in found:
        if char.isalnum() or char.isspace():
            top.fail(f"may contain only signs, not {char!r}", key)
    return found


def _required(entry: Entry) -> dict[str, Required]:
    """What the patterns of an entry require of a text; the longest strings first, because they are the rarest."""
    known = {}
    for pattern in (*entry.patterns, *entry.unless):
        found = required(fold_pattern(pattern))
        demands = sorted(found.demands, key=lambda demand: -min(map(len, demand)))
        known[pattern] = found._replace(demands=tuple(demands))
    return known


def _entry(node: packfile.Node, language: str, match: str) -> Entry:
    node.only(_ENTRY_KEYS, ("key", "confidence"))
    words = node.texts("words")
    node.optional("note")
    if not words and not {"patterns", "forms"} & node.values.keys():
        node.fail("needs words, patterns or forms")
    folded = tuple(map(_folded, words))
    triggers = tuple(word.strip(ANY) for word in folded)
    needs = tuple(map(_folded, node.texts("needs")))
    patterns = tuple(map(_written_out, node.texts("patterns")))
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
        folded if match == "{}" else tuple(_matched(word, match) for word in folded),
        patterns,
        tuple(map(_written_out, node.texts("unless"))),
        node.texts("phrases"),
        node.texts("false_friends"),
        node.path,
        node.keys,
        needs or (() if patterns else triggers),
        forms,
    )


def _written_out(pattern: str) -> str:
    """A pattern with what :data:`_SHORT` stands for."""
    for short, long in _SHORT.items():
        pattern = pattern.replace(short, long)
    return pattern


def _forms(node: packfile.Node) -> opt_out_forms.Words:
    """The words of a language from which its forms of opt-out text are made."""
    fields = opt_out_forms.Words._fields
    node.only(fields)
    return opt_out_forms.Words(*(node.texts(field) for field in fields))


def _matched(word: str, match: str) -> str:
    """A word with its marks. Words of ASCII letters are whole words where other words are found anywhere: the script has no spaces."""
    return word if ANY in word or (word.isascii() and match == _MATCHES["anywhere"]) else match.format(word)


def _folded(text: str) -> str:
    """The folded form; simple words, which are most of them, need no folding."""
    plain = text.isascii() and text.isprintable() and "`" not in text and "  " not in text
    return text.lower() if plain else fold(text).text
