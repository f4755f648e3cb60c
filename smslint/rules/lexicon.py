"""One lexicon: words and phrases as data, found in a text with any case, accents, spacing and look-alikes.

Patterns are written for *folded* text (see :mod:`smslint.text.fold`), compiled when first needed, and every match has a time
limit. ``needs`` is a shortcut that tests verify: nothing is compiled unless one of its strings is in the text.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from smslint.rules.evidence import Group, Match, add, groups_of
from smslint.rules.finders import Block, FormSearch, finders
from smslint.rules.lexicon_file import CONFIDENCES
from smslint.rules.looks import look_at
from smslint.rules.matching import fault, hostile
from smslint.rules.packfile import pack_error
from smslint.rules.stored_lexicons import read_sheet
from smslint.text.fold import fold_pattern
from smslint.text.patterns import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from smslint.rules.evidence import Found
    from smslint.rules.finders import Finder, Search
    from smslint.rules.lexicon_file import Entry, Sheet
    from smslint.rules.looks import Look

MOST_CHOICES: Final = 64
"""How many combinations of languages a lexicon caches."""

# Other tags that people write for the languages of the files.
_ALIASES = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}
_ALIASES |= {"zh-mo": "zh-hant", "zh-cn": "zh-hans", "zh-sg": "zh-hans"}


class Lexicon:
    """A named collection of entries, read language by language."""

    def __init__(self, name: str, files: dict[str, Path], *, trusted: bool = False) -> None:
        """A lexicon from its files.

        :param files: the file of each language, or of ``any`` if one file has all.
        :param trusted: whether tests run its patterns on hostile texts, so that matching needs no time limit.
        """
        self.name = name
        self._files = files
        self._sheets: dict[str, Sheet] = {}
        self._trusted = trusted
        self._blocks: dict[tuple[str, ...], tuple[Block, ...]] = {}
        self._turns: dict[tuple[str, ...] | None, tuple[Block, ...]] = {}
        self._apart: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        self._groups: tuple[str, tuple[str, ...] | None, dict[str, Group]] = "", (), {}
        self._last: dict[tuple[str, ...] | None, tuple[str, Finder, Search]] = {}
        """For each choice of languages, the entry and its search that found something last, with the characters that its file looks through."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a separate file."""
        return tuple(self._files)

    def sheet(self, language: str) -> Sheet:
        """The file of one language, read once."""
        if language not in self._sheets:
            self._sheets[language] = read_sheet(self._files[language], trusted=self._trusted)
        return self._sheets[language]

    @once
    def threshold(self) -> int:
        """The score from which a group counts as present, from the first file."""
        return self.sheet(next(iter(self._files))).threshold

    def entries(self, languages: Iterable[str] | None = None) -> Iterator[Entry]:
        """The entries of some languages (always including ``any``), or all."""
        for name in self._names(languages):
            yield from _spoken(self.sheet(name).entries, languages)

    def find(self, text: str, languages: Iterable[str] | None = None) -> list[Match]:
        """Every hit, in the order of the text; of those at one place, the best supported first.

        :param languages: BCP 47 tags; ``None`` for all languages of the lexicon.
        :raises PackError: when a pattern does not compile or runs out of time.
        """
        found = self.matches(text, languages)
        if len(found) > 1:
            found.sort(key=lambda match: (match.span, CONFIDENCES.index(match.confidence), match.entry.key))
        return found

    def first(self, text: str, languages: Iterable[str] | None = None) -> Match | None:
        """Some hit, or ``None``: cheaper than :meth:`find` if one is enough."""
        return next(iter(self.matches(text, languages, one=True)), None)

    def holds(self, text: str, languages: Iterable[str] | None = None) -> bool:
        """Whether there is any hit. The search that found the last one is tried first: a project usually repeats its wording."""
        wanted = None if languages is None else tuple(languages)
        last = self._last.get(wanted)
        if last is not None:
            ignore, finder, search = last
            if finder.hits(look_at(text, ignore), (search,)):
                return True
        for block, finder, look, _ in self._hits(text, wanted, one=True):
            if len(self._last) >= MOST_CHOICES:
                self._last.clear()
            found = next(search for search in finder.searches if finder.hits(look, (search,)))
            self._last[wanted] = block.ignore, finder, found
            return True
        return False

    def matches(self, text: str, languages: Iterable[str] | None = None, *, one: bool = False) -> list[Match]:
        """The hits in the order of the lexicon.

        :param one: whether those of one entry are enough.
        """
        found = []
        wanted = None if languages is None else tuple(languages)
        for _, finder, look, hits in self._hits(text, wanted, one=one):
            entry = finder.entry
            for start, end in hits:
                span = look.folded.span(start, end)
                found.append(Match(span, entry, entry.language, entry.confidence, text[span.start : span.end]))
        return found

    def _hits(
        self, text: str, wanted: tuple[str, ...] | None, *, one: bool = False
    ) -> list[tuple[Block, Finder, Look, list[tuple[int, int]]]]:
        """The matches of each entry that has any, in the order of the lexicon.

        :param one: whether one entry is enough: then no file after it is read.
        """
        found = []
        for block in self._turns.get(wanted) or self._in_turn(wanted):
            look = look_at(text, block.ignore)
            for finder, searches in block.candidates(look):
                language = finder.entry.language
                if wanted is not None and language != "any" and not _speaks(language, wanted):
                    continue
                hits = finder.hits(look, searches)
                if hits:
                    found.append((block, finder, look, hits))
                    if one:
                        return found
        return found

    def possible(self, text: str) -> frozenset[tuple[str, str]]:
        """The entries that a text may contain, by language and key: too many, but never too few if the lexicon is predictable."""
        return frozenset(
            (finder.entry.language, finder.entry.key)
            for block in self._turns.get(None) or tuple(self._in_turn(None))
            for finder, _ in block.candidates(look_at(text, block.ignore))
        )

    @once
    def predictable(self) -> bool:
        """Whether every entry needs known strings, so that a text without them cannot contain it."""
        return all(block.predictable for block in self._blocks_of(tuple(self._files)))

    def digits(self, before: str, behind: str, other: str) -> set[str]:
        """Patterns of the numbers that an entry may need between two texts: one that matches none of them as a whole is like a word that
        no entry has, and like the word ``other``."""
        blocks = self._turns.get(None) or tuple(self._in_turn(None))
        return set[str]().union(*(block.digits(before, behind, other) for block in blocks))

    @once
    def numbered(self) -> bool:
        """Whether an entry needs a number, such as ``420``."""
        return any(block.numbered for block in self._blocks_of(tuple(self._files)))

    def groups(self, text: str, languages: Iterable[str] | None = None) -> dict[str, Group]:
        """The evidence in the text for each group, also below the threshold."""
        wanted = None if languages is None else tuple(languages)
        kept_text, kept_wanted, kept = self._groups
        if kept_text == text and kept_wanted == wanted:  # one rule after the other asks about one message
            return kept
        found: list[Found] = []
        for _, finder, look, hits in self._hits(text, wanted):
            add(found, finder.entry, look, hits)
        kept = groups_of(text, found)
        self._groups = text, wanted, kept
        return kept

    def spoken(self, text: str, languages: Iterable[str]) -> dict[str, Group]:
        """The evidence for each group, in one of some languages (and ``any``) only: the one whose hits weigh the most.

        A word of one language is often another word in a second one, so that hits of several languages must not be added.

        :param languages: BCP 47 tags; of equals, the first counts.
        """
        best: dict[str, Group] = {}
        most = -1
        for names in self._each_with_any(languages):
            found: list[Found] = []
            for block in self._blocks.get(names) or self._blocks_of(names):
                look = look_at(text, block.ignore)
                for finder, searches in block.candidates(look):
                    if hits := finder.hits(look, searches):
                        add(found, finder.entry, look, hits)
            groups = groups_of(text, found) if found else {}
            score = sum([group.score for group in groups.values()])
            if score > most:
                best, most = groups, score
        return best

    def _each_with_any(self, languages: Iterable[str]) -> Iterable[tuple[str, ...]]:
        """The files of each language, with the one for all languages."""
        wanted = tuple(languages)
        made = self._apart.get(wanted)
        if made is None:
            shared = ("any",) if "any" in self._files else ()
            names = dict.fromkeys(name for tag in wanted for name in self._names((tag,)) if name != "any")
            made = tuple((*shared, name) for name in names) or (shared,)
            if len(self._apart) >= MOST_CHOICES:
                self._apart.clear()
            self._apart[wanted] = made
        return made

    def verify(self, languages: Iterable[str] | None = None) -> None:
        """Compile everything, run every pattern on hostile texts, and check that each entry finds its own phrases.

        :param languages: The files to look at, as in ``languages`` of the lexicon; without them, all.
        :raises PackError: for the first entry that fails.
        """
        self._trusted = False
        self._blocks.clear()
        self._turns.clear()
        self._last.clear()
        self._groups = "", (), {}
        for sheet in map(self.sheet, self._files if languages is None else languages):
            for finder in finders(sheet, trusted=False):
                _verify(finder, sheet.ignore)

    def _names(self, languages: Iterable[str] | None) -> tuple[str, ...]:
        if languages is None:
            return tuple(self._files)
        wanted = tuple(languages)
        return tuple(name for name in self._files if name == "any" or _speaks(name, wanted))

    def _in_turn(self, wanted: tuple[str, ...] | None) -> Iterator[Block]:
        """The first file is separate: if it has the wanted hit, no other file is read."""
        names = self._names(wanted)
        first = self._blocks_of(names[:1])
        yield from first
        others = self._blocks_of(names[1:]) if len(names) > 1 else ()
        if len(self._turns) >= MOST_CHOICES:
            self._turns.clear()
        self._turns[wanted] = (*first, *others)
        yield from others

    def _blocks_of(self, names: tuple[str, ...]) -> tuple[Block, ...]:
        """The files with these names in order, grouped by the characters that they ignore."""
        made = self._blocks.get(names)
        if made is None:
            sheets = groupby(map(self.sheet, names), key=lambda sheet: sheet.ignore)
            made = tuple(Block(tuple(some), trusted=self._trusted) for _, some in sheets)
            if len(self._blocks) >= MOST_CHOICES:
                self._blocks.clear()
            self._blocks[names] = made
        return made


def _verify(finder: Finder, ignore: str) -> None:
    entry = finder.entry
    for field, sources in (("patterns", entry.patterns), ("unless", entry.unless)):
        for index, source in enumerate(sources):
            if problem := fault(fold_pattern(source)):
                raise pack_error(entry.path, (*entry.keys, field, index), problem)
    made = [search.pattern.source for search in finder.searches if isinstance(search, FormSearch)]
    for source in made:
        if problem := fault(source):
            raise pack_error(entry.path, (*entry.keys, "forms"), problem)
    for text in hostile(*entry.patterns, *entry.unless, *made):
        for search in finder.searches:
            search.places(look_at(text, ignore))
    for index, phrase in enumerate(entry.phrases):
        look = look_at(phrase, ignore)
        needed = not entry.needs or any(need in look.text for need in entry.needs)
        if not needed or not any(finder.hits(look)):
            raise pack_error(entry.path, (*entry.keys, "phrases", index), f"does not find {phrase!r}")


def _spoken(entries: Iterable[Entry], languages: Iterable[str] | None) -> Iterator[Entry]:
    wanted = None if languages is None else tuple(languages)
    for entry in entries:
        if wanted is None or entry.language == "any" or _speaks(entry.language, wanted):
            yield entry


def _speaks(name: str, wanted: tuple[str, ...]) -> bool:
    """Whether a language of the lexicon matches one of the tags: ``en`` matches ``en-GB``, ``zh`` means both scripts."""
    name = name.lower()
    for tag in wanted:
        plain = tag.lower().replace("_", "-")
        plain = _ALIASES.get(plain, _ALIASES.get(plain.split("-")[0], plain))
        if plain == name or plain.startswith(name + "-") or name.startswith(plain + "-"):
            return True
    return False
