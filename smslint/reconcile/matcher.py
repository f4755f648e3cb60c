"""All templates compiled into one matcher: words and pieces of their fixed text lead to the few forms that a text may be, which are then tested exactly.

From each form the word is taken that the fewest others have; of those that share it, another one. Languages that write no spaces have no
words: there it is a stretch of fixed text, and every run of :data:`WIDE` characters in it is a key. Wherever the stretch is in a text, one of
these keys begins at a multiple of :data:`WIDE`, so a text is looked up only there (as in sampled Rabin-Karp).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from smslint.reconcile.form import Form, Hole, Spans

WIDE: Final = 8
NARROW: Final = 4
MANY: Final = 24
"""With more forms than this, a key leads to an index of them."""
CLEARLY: Final = 8
"""How many letters of fixed text more a template must have to be taken instead of a more general one that fits as well."""
_ANYTHING: Final = "\ue000"


class Match(NamedTuple):
    """What a text is."""

    form: Form | None = None
    """The form of the one template that it is from."""
    spans: Spans = ()
    several: tuple[int, ...] = ()
    """The templates that it may be from, if they are several."""
    near: Form | None = None
    """The form that it would be, if a value could be what it would be."""
    hole: Hole | None = None
    """The hole of that value."""


NONE: Final = Match()


class Index:
    """Forms with holes, found by words and pieces of their fixed text."""

    def __init__(self, forms: Sequence[Form], known: dict[tuple[int, ...], Bucket] | None = None) -> None:
        """:param known: the buckets that were made already, by their forms: this is an index of one of them."""
        known = {} if known is None else known
        self.short: list[Form] = []
        """Forms without a word, or a piece that is long enough to look for."""
        words = Counter(word for form in forms for word in _words(form))
        by_word: dict[str, list[Form]] = {}
        wordless = []
        for form in forms:
            word = _rarest_word(form, words)
            if word is None:
                wordless.append(form)
            else:
                by_word.setdefault(word, []).append(form)
        often = {size: Counter(_grams(wordless, size)) for size in (WIDE, NARROW)}
        by_gram: dict[int, dict[str, list[Form]]] = {WIDE: {}, NARROW: {}}
        for form in wordless:
            stretch = _rarest(form, often)
            if stretch is None:
                self.short.append(form)
            else:
                for gram in stretch.keys:
                    by_gram[stretch.size].setdefault(gram, []).append(form)
        self._by_word = {word: _bucket(each, len(forms), known) for word, each in by_word.items()}
        self._tables: list[tuple[int, Callable[[str], Bucket | None]]] = []
        """For each length of keys, the forms of a key."""
        for size, table in by_gram.items():
            if table:
                buckets = {gram: _bucket(each, len(forms), known) for gram, each in table.items()}
                self._tables.append((size, buckets.get))

    def candidates(self, text: str, words: Sequence[str]) -> list[Form]:
        """The forms that a text may be; one may be there twice.

        :param words: those of the text, each once.
        """
        found = list(self.short)
        # Nothing of these loops is Python but their hits.
        hits: Iterable[Bucket] = filter(None, map(self._by_word.get, words))
        for size, get in self._tables:
            pieces = dict.fromkeys(map(text.__getitem__, _pieces(len(text) // size, size)))
            hits = chain(hits, filter(None, map(get, pieces)))
        for hit in hits:
            if type(hit) is _Few:
                if hit.by_word:
                    for forms in filter(None, map(hit.by_word.get, words)):
                        found += forms
                if hit.by_piece:
                    found += [form for piece, form in hit.by_piece if piece in text]
            elif type(hit) is Index:
                found += hit.candidates(text, words)
        return found


@cache
def _pieces(count: int, size: int) -> tuple[slice, ...]:
    """The first pieces of a text, each of this size."""
    return tuple(slice(at * size, at * size + size) for at in range(count))


class _Few(NamedTuple):
    """Forms with one key, each by what the fewest of them have: a whole word, or a piece where there is none."""

    by_word: dict[str, list[Form]]
    by_piece: list[tuple[str, Form]]


Bucket: TypeAlias = "_Few | Index"
"""The forms with one key."""


def _bucket(forms: list[Form], of: int, known: dict[tuple[int, ...], Bucket]) -> Bucket:
    """:param of: how many forms the index has. One that cannot tell its forms apart is not divided again."""
    name = tuple(map(id, forms))
    if name not in known:
        known[name] = _few(forms)
        if MANY < len(forms) < of:
            known[name] = Index(forms, known)
    return known[name]


def _few(forms: list[Form]) -> _Few:
    pieces = Counter(piece for form in forms for piece in set(form.pieces))
    words = Counter(word for form in forms for word in _words(form))
    found = _Few({}, [])
    for form in forms:
        piece = min(filter(None, form.pieces), key=lambda each: (pieces[each], -len(each)))
        word = min(_words(form), key=lambda each: (words[each], -len(each)), default=None)
        if word is not None and words[word] <= pieces[piece] + 1:
            found.by_word.setdefault(word, []).append(form)
        else:
            found.by_piece.append((piece, form))
    return found


def _rarest_word(form: Form, often: Counter[str]) -> str | None:
    """The word that the fewest forms have; ``None`` if it has none that is more than a few letters."""
    return min(
        (each for each in _words(form) if len(each) >= NARROW), key=lambda each: (often[each], -len(each)), default=None
    )


def _words(form: Form) -> set[str]:
    """The words of a form that are words of each of its texts: a space, or an end of the text, is on both sides."""
    found: set[str] = set()
    for at, piece in enumerate(form.pieces):
        words = piece.split(" ")
        found.update(words[0 if at == 0 else 1 : len(words) if at == len(form.pieces) - 1 else -1])
    return found - {""}


_MOST_LETTERS: Final = attrgetter("letters")


class Matcher:
    """The forms of all templates."""

    def __init__(self, forms: Iterable[Form]) -> None:
        usable = [each for each in forms if each.recognisable]
        self._whole: dict[str, list[Form]] = {}
        for form in usable:
            if not form.holes:
                self._whole.setdefault(form.first, []).append(form)
        self._index = Index([each for each in usable if each.holes])
        self._general: dict[tuple[int, int], bool] = {}

    def candidates(self, text: str) -> list[Form]:
        """The forms that a text may be; one may be there twice."""
        # Each word once: a text that repeats its words would give each form as often as their square.
        found = self._index.candidates(text, list(dict.fromkeys(text.split(" "))))
        return found + self._whole[text] if text in self._whole else found

    def match(self, text: str) -> Match:
        """What a canonical text is."""
        candidates = self.candidates(text)
        if len(candidates) == 1:  # nearly always
            form = candidates[0]
            spans = form.spans(text)
            if spans is None:
                return NONE
            if form.misfit(text, spans) is None:
                return Match(form, spans)
        found: dict[int, tuple[Form, Spans]] = {}
        near: tuple[Form, Hole] | None = None
        for form in sorted(
            candidates, key=_MOST_LETTERS, reverse=True
        ):  # of a template, the form that says most about the text
            if form.template in found:
                continue
            spans = form.spans(text)
            if spans is None:
                continue
            hole = form.misfit(text, spans)
            if hole is not None and form.inner and form.misfit(text, late := form.late_spans(text)) is None:
                spans, hole = late, None
            if hole is None:
                found[form.template] = (form, spans)
            elif near is None or form.letters > near[0].letters:
                near = (form, hole)
        if not found:
            return NONE if near is None else Match(near=near[0], hole=near[1])
        if len(found) > 1:
            kept = self.closest([form for form, _ in found.values()])
            if len(kept) > 1:
                return Match(several=tuple(sorted(each.template for each in kept)))
            found = {kept[0].template: found[kept[0].template]}
        ((form, spans),) = found.values()
        if near is not None and near[0].template != form.template and near[0].letters >= form.letters + CLEARLY:
            return Match(near=near[0], hole=near[1])  # it looks far more like another template
        return Match(form, spans)

    def closest(self, forms: Sequence[Form]) -> list[Form]:
        """Those that are not clearly more general than another one that fits as well."""
        enough = max((each.letters for each in forms), default=0) - CLEARLY
        return [
            form
            for form in forms
            if form.letters > enough
            or not any(other.letters >= form.letters + CLEARLY and self._covers(form, other) for other in forms)
        ]

    def _covers(self, form: Form, other: Form) -> bool:
        """Whether every text of the other form is one of this form."""
        key = id(form), id(other)
        if key not in self._general:
            self._general[key] = form.spans(_ANYTHING.join(other.pieces)) is not None
        return self._general[key]


def _grams(forms: Iterable[Form], size: int) -> Iterator[str]:
    for form in forms:
        yield from {piece[at : at + size] for piece in form.pieces for at in range(len(piece) - size + 1)}


class _Stretch(NamedTuple):
    """A stretch of fixed text."""

    often: float
    """How many forms have its keys, on average."""
    size: int
    keys: tuple[str, ...]


def _rarest(form: Form, often: Mapping[int, Counter[str]]) -> _Stretch | None:
    """The stretch that the fewest forms have, of the longer keys if a piece is long enough; ``None`` if none is."""
    best: _Stretch | None = None
    for size, counts in often.items():
        if best is not None:
            break
        for piece in form.pieces:
            here = [counts[piece[at : at + size]] for at in range(len(piece) - size + 1)]
            for at in range(len(piece) - 2 * size + 2):
                mean = sum(here[at : at + size]) / size
                if best is None or mean < best.often:
                    keys = tuple(piece[at + step : at + step + size] for step in range(size))
                    best = _Stretch(mean, size, keys)
    return best
