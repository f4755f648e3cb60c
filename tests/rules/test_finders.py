"""The index of needed strings finds the same in a text as trying every entry."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from smslint.rules import lexicons
from smslint.rules.finders import Block, Finder, finders
from smslint.rules.lexicon_file import Entry, Sheet
from smslint.rules.lexicon_keys import keys_of
from smslint.rules.looks import Look
from smslint.text.fold import Folded, fold
from smslint.text.required import EDGE, Required, at_beginning_only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.finders import Search


def hits(tried: Iterable[tuple[Finder, Iterable[Search]]], look: Look) -> list[tuple[str, list[tuple[int, int]]]]:
    return [(finder.entry.key, sorted(found)) for finder, searches in tried if (found := finder.hits(look, searches))]


MOST_OTHERS: Final = 150
"""About how many texts of other languages each language is asked about, besides all of its own."""


def texts_of(sheet: Sheet) -> list[str]:
    """The phrases and words of one file, alone, in pairs, and as parts of longer words."""
    phrases = [each for entry in sheet.entries for each in (*entry.phrases, *entry.words)]
    return [*phrases, *(f"{one}_{two}" for one, two in pairwise(phrases)), *(f"x{one}s {one}, ł" for one in phrases)]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", lexicons.names())
def test_the_index_finds_the_same_as_single_triggers(name: str) -> None:
    lexicon = lexicons.load(name)
    sheets = [lexicon.sheet(language) for language in lexicon.languages]
    looks = [[Look(fold(text)) for text in texts_of(sheet)] for sheet in sheets]
    for number, sheet in enumerate(sheets):
        made = list(finders(sheet, trusted=True))
        block = Block([sheet], trusted=True)
        others = [look for each in looks[:number] + looks[number + 1 :] for look in each]
        for look in (*looks[number], *others[:: max(len(others) // MOST_OTHERS, 1)]):
            tried = [(finder, finder.searches) for finder in made if finder.triggered(look.text)]
            assert hits(block.candidates(look), look) == hits(tried, look)


def test_patterns_that_are_tried_at_the_beginning_alone_match_nowhere_else() -> None:
    """Python's own parser is the judge; ``^`` before alternatives, sets and groups."""
    shipped = {
        source
        for name in lexicons.names()
        for entry in lexicons.load(name).entries()
        for source in (*entry.patterns, *entry.unless)
    }
    alone = {
        pattern: at_beginning_only(pattern)
        for pattern in (
            *shipped,
            "^a|b",
            "^(?:a|b)",
            "^[|]",
            r"^\|",
            r"^\(a|b",
            "^(a(b|c))|d",
            "^[]|]x",
            r"^[^\]|]",
            "a",
            "",
        )
    }
    parser, words = import_module("re._parser"), import_module("re._constants")
    for pattern, only in alone.items():
        parsed = parser.parse(pattern)
        assert not only or (len(parsed) > 0 and parsed[0] == (words.AT, words.AT_BEGINNING)), pattern
    assert sum(alone.values()) > 20
    assert [alone[each] for each in ("^(?:a|b)", "^[|]", r"^\|", "^[]|]x", "^a|b", r"^\(a|b", "^(a(b|c))|d")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


# words, patterns, the entry's needs; a text, and whether the entry matches in it
ENTRIES: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str, bool]] = [
    (("sale",), (), (), "big sale", True),
    (("sale",), (), (), "wholesale", False),
    (("sale",), (), (), "big_sale_now", True),
    (("50% off",), (), (), "now 50% off!", True),
    (("!!!",), (), (), "now!!!", True),
    (("sale",), (), ("big",), "a sale", False),
    (("sale",), (), ("big",), "a big sale", True),
    ((), (r"\bcash\s+back",), ("cash back",), "cash  back", False),
    ((), (r"\w+",), (), "anything", True),
    ((), (r"\d+ kg",), ("kg",), "5 kg", True),
    ((), (r"unsub\w*", "stop"), (), "unsubscribe", True),
    ((), (r"unsub\w*", "stop"), (), "xstopx", True),
]


@pytest.mark.parametrize(("words", "patterns", "needs", "text", "found"), ENTRIES)
@pytest.mark.parametrize("trusted", [True, False])
def test_the_keys_of_an_entry(
    words: tuple[str, ...], patterns: tuple[str, ...], needs: tuple[str, ...], text: str, found: bool, trusted: bool
) -> None:
    triggers = needs or (() if patterns else words)
    entry = Entry("it", "", "any", 1, "knowledge", needs, words, patterns, (), (), (), Path("x.yaml"), (), triggers)
    sheet = Sheet(Path("x.yaml"), "", "any", (), (), "", "", 1, (), (entry,))
    look = Look(Folded(text, range(len(text)), range(1, len(text) + 1)))
    sheet = sheet._replace(keys=keys_of(finders(sheet, trusted=trusted)))
    assert bool(hits(Block([sheet], trusted=trusted).candidates(look), look)) is found


def test_the_first_hit_is_that_of_the_first_pattern_whatever_the_order_of_the_words() -> None:
    words = ("stop", "end", "quit", "halt", "cease", "leave")
    patterns = tuple(rf"\b{word}\b" for word in words)
    required = {pattern: Required(((f"{EDGE}{word}{EDGE}",),)) for pattern, word in zip(patterns, words, strict=True)}
    entry = Entry("it", "", "any", 1, "knowledge", (), (), patterns, (), (), (), Path("x.yaml"), (), required=required)
    sheet = Sheet(Path("x.yaml"), "", "any", (), (), "", "", 1, (), (entry,))
    block = Block([sheet._replace(keys=keys_of(finders(sheet, trusted=True)))], trusted=True)
    ((finder, searches),) = block.candidates(Look(fold(" ".join(reversed(words)))))
    assert searches == list(finder.searches)
