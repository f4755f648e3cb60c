"""The search for entries of lexicons: which of them a text may contain, and their places in it.

A text is folded and split into words once for all lexicons that ignore the same characters. An entry is tried only if
the text contains one of the strings that the entry needs, and a pattern only if the text contains all that it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.rules import opt_out_forms
from smslint.rules.finder_index import SEARCH, SEARCHES, Index, place_of
from smslint.rules.looks import look_at
from smslint.rules.matching import ADVICE, TIME_LIMIT, OutOfTimeError, Pattern
from smslint.rules.packfile import pack_error
from smslint.rules.word_search import WordSearch
from smslint.span import Ranges
from smslint.text.fold import fold_pattern
from smslint.text.patterns import later, once
from smslint.text.required import EDGE, Required, at_beginning_only, signs_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from smslint.rules.finder_index import Keys
    from smslint.rules.lexicon_file import Entry, Sheet
    from smslint.rules.looks import Look
    from smslint.rules.matching import Match
    from smslint.rules.opt_out_forms import Form, Words
    from smslint.text.required import Demands

UNKNOWN: Final = Required()
_WHOLE: Final = later(rf"(?<={EDGE})\w+(?={EDGE})")
"""A whole word in a marked string."""


class PatternSearch:
    """The search for one pattern of an entry. It is parsed and compiled when a text first contains what the entry needs."""

    def __init__(self, entry: Entry, field: str, index: int, source: str, known: Required, *, trusted: bool) -> None:
        self.entry = entry
        self.at: tuple[str | int, ...] = (field, index)
        self._source = source
        self._known = known
        self._trusted = trusted

    @once
    def required(self) -> Required:
        """What a text must contain."""
        return self._known

    @once
    def words(self) -> tuple[frozenset[str], ...]:
        """Words or signs of which a text must have one, for each demand whose strings all have such a part."""
        return tuple(frozenset(some) for some in map(_words, self.required.demands) if all(some))

    @once
    def _strings(self) -> Demands:
        """The demands that say more than their words."""
        return tuple(
            demand
            for demand in self.required.demands
            if _words(demand) != [string.strip(f"{EDGE} ") for string in demand]
        )

    @once
    def pattern(self) -> Pattern:
        """The pattern, for folded texts."""
        return Pattern(fold_pattern(self._source), str(self.entry.path), trusted=self._trusted)

    @once
    def _first(self) -> Callable[[str, int], Match | None]:
        """Finds the first match. The engine would try every place also for a pattern that only matches at the beginning."""
        compiled: re.Pattern[str] = self.pattern.compiled()
        return compiled.match if at_beginning_only(self.pattern.source) else compiled.search

    def _in_time(self, text: str) -> list[Match]:
        try:
            return self.pattern.tried(text)
        except OutOfTimeError as error:
            message = f"the pattern took over {TIME_LIMIT} s; {ADVICE}"
            raise pack_error(self.entry.path, (*self.entry.keys, *self.at), message) from error

    def hits(self, look: Look) -> list[tuple[int, int]]:
        """The places of the pattern, if the text has its words: without them nobody has to search.

        :raises PackError: when it does not compile or runs out of time.
        """
        for some in self.words:
            if some.isdisjoint(look.words):
                return []
        return self.places(look)

    def places(self, look: Look) -> list[tuple[int, int]]:
        """The places of the pattern."""
        marked = look.marked
        for demand in self._strings:
            for string in demand:
                if string in marked:
                    break
            else:
                return []
        text = look.text
        start = self.required.start(text)
        if start < 0:
            return []
        if self._trusted:
            first = self._first(text, start)
            if first is None:  # in most texts
                return []
            found = self.pattern.compiled().finditer(text, first.start())
        else:
            found = self._in_time(text)
        return [span for match in found if (span := match.span())[0] < span[1]]

    def needed(self) -> list[list[tuple[str, str]]]:
        """The same for a pattern; empty if that is unknown."""
        return [[(string, string) for string in demand] for demand in self.required.demands]


def _words(demand: tuple[str, ...]) -> list[str]:
    """The longest whole word of each string, or else a sign in it; empty for one without."""
    return [max(_WHOLE.findall(string) or signs_of(string)[:1], key=len, default="") for string in demand]


class FormSearch(PatternSearch):
    """The search for one form of opt-out text. Its pattern is made when a text first contains a word that the form needs."""

    def __init__(self, entry: Entry, form: Form, words: Words, *, trusted: bool) -> None:
        super().__init__(entry, "forms", 0, "", UNKNOWN, trusted=trusted)
        self.at = ("forms",)
        self._form, self._words = form, words

    @once
    def pattern(self) -> Pattern:
        """The pattern, for folded texts."""
        return Pattern(fold_pattern(self._form.pattern(self._words)), str(self.entry.path), trusted=self._trusted)

    @once
    def required(self) -> Required:
        """The words of the form."""
        return Required(opt_out_forms.demands(self._form, self._words))

    def needed(self) -> list[list[tuple[str, str]]]:
        """Its anchors: each of them is a trigger of the entry, too."""
        return super().needed()[:1]


Search: TypeAlias = "WordSearch | PatternSearch"


class Finder(NamedTuple):
    """An entry, ready for the search."""

    entry: Entry
    searches: tuple[Search, ...]
    unless: tuple[PatternSearch, ...]

    def triggered(self, text: str) -> bool:
        """Whether a folded text contains one of its triggers, or it has no triggers."""
        triggers = self.entry.triggers
        for trigger in triggers:
            if trigger in text:
                return True
        return not triggers

    def hits(self, look: Look, searches: Iterable[Search] | None = None) -> list[tuple[int, int]]:
        """Matches outside harmless phrases.

        :param searches: those of its searches that may find something; by default all.
        """
        hits: list[tuple[int, int]] = []
        for search in self.searches if searches is None else searches:
            hits += search.places(look)
        if not hits or not self.unless:
            return hits
        harmless = Ranges(hit for search in self.unless for hit in search.hits(look))
        return [hit for hit in hits if not harmless.overlap(*hit)]


def finders(sheet: Sheet, *, trusted: bool) -> Iterator[Finder]:
    """The finders of all entries of a file.

    :param trusted: whether tests run its patterns on hostile texts, so that matching needs no time limit.
    """
    return (_finder(sheet, entry, trusted=trusted) for entry in sheet.entries)


def _finder(sheet: Sheet, entry: Entry, *, trusted: bool) -> Finder:
    known = entry.required if trusted else {}
    patterns, unless = (
        tuple(
            [
                PatternSearch(entry, field, index, source, known.get(source, UNKNOWN), trusted=trusted)
                for index, source in enumerate(sources)
            ]
        )
        for field, sources in (("patterns", entry.patterns), ("unless", entry.unless))
    )
    words = [WordSearch(word, sheet.joins) for word in entry.words]
    forms = entry.forms
    made = () if forms is None else tuple(_form_searches(entry, forms, trusted=trusted))
    return Finder(entry, (*words, *patterns, *made), unless)


def _form_searches(entry: Entry, words: Words, *, trusted: bool) -> Iterator[FormSearch]:
    for form in opt_out_forms.FORMS:
        if form.anchors(words):
            yield FormSearch(entry, form, words, trusted=trusted)


class _Ready(NamedTuple):
    """A search of a finder, and what tells at little cost that it finds nothing in a text."""

    finder: Finder
    search: Search
    words: tuple[frozenset[str], ...]
    triggered: bool
    """Whether a trigger of the entry must be looked for, too."""


class Block:
    """Files that fold a text in the same way; their keys give the entries that may match a text, and only those are made ready."""

    def __init__(self, sheets: Sequence[Sheet], *, trusted: bool) -> None:
        self.ignore = sheets[0].ignore
        self._sheets = sheets
        self._trusted = trusted
        self._index = Index([_keys(sheet) for sheet in sheets])
        self._made: dict[int, Finder] = {}
        self._ready: dict[int, _Ready] = {}

    def candidates(self, look: Look) -> list[tuple[Finder, list[Search]]]:
        """The finders that may find something in a text, in their order, each with those of its searches that may."""
        found: list[tuple[Finder, list[Search]]] = []
        possible: list[Search] = []
        words, last = look.words, None
        for number in self._index.look_up(look):
            finder, search, needed, triggered = self._ready.get(number) or self._make(number)
            for some in needed:
                if some.isdisjoint(words):
                    break
            else:
                if triggered and not finder.triggered(look.text):
                    continue
                if finder is not last:
                    last, possible = finder, []
                    found.append((finder, possible))
                possible.append(search)
        return found

    def _make(self, number: int) -> _Ready:
        file, entry = place_of(number)
        key = number >> SEARCHES
        finder = self._made.get(key)
        if finder is None:
            sheet = self._sheets[file]
            finder = self._made[key] = _finder(sheet, sheet.entries[entry], trusted=self._trusted)
        search = finder.searches[number & SEARCH]
        made = self._ready[number] = _Ready(finder, search, search.words, key in self._index.triggered)
        return made

    @property
    def predictable(self) -> bool:
        """Whether every finder needs known strings."""
        return not self._index.unknown

    def digits(self, before: str, behind: str, other: str) -> set[str]:
        """Patterns of the numbers that a search may need between two texts.

        :param other: a word that is there otherwise: a search that the text then calls for may need a number, too.
        """

        def look(value: str) -> Look:
            return look_at(f"{before}{value}{behind}", self.ignore)

        found = self._index.digits(lambda number: look(number).marked)
        for number in self._index.look_up(look(other)):
            words = (self._ready.get(number) or self._make(number)).words
            found.update(word for some in words for word in some if word.isdecimal())
        return found

    @property
    def numbered(self) -> bool:
        """Whether a finder needs a number."""
        return self._index.numbered


def _keys(sheet: Sheet) -> Keys:
    assert sheet.keys is not None, f"{sheet.path} has no keys: nothing of it would be found"
    return sheet.keys
