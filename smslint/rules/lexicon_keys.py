"""The keys of a lexicon file: in which texts each of its searches may find something. Made once, when the file is read, and stored with it.

A search needs one string of each of several lists in a text. One list is enough to find the texts in which it may find something:
the one whose strings have the rarest words. A word that many searches need is probably frequent in messages too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.finder_index import PART, Keys
from smslint.rules.looks import Look
from smslint.text.fold import fold
from smslint.text.patterns import later
from smslint.text.required import EDGE, in_marked, signs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.finders import Finder, Search

# A whole word in a marked string, or its beginning or end: the edge of a word is a mark or an underscore.
_WHOLE: Final = later(rf"(?<=[{EDGE}_])[^\W_]+(?=[{EDGE}_])")
_BEGUN: Final = later(rf"(?<=[{EDGE}_])[^\W_]{{{PART},}}")
_ENDED: Final = later(rf"[^\W_]{{{PART},}}(?=[{EDGE}_])")


class _Keyed(NamedTuple):
    """A string that a marked text must contain, and what such a text also has: whole words, or the beginning or end of one, or signs."""

    string: str
    words: tuple[str, ...]
    begun: str = ""
    ended: str = ""


def keys_of(finders: Iterable[Finder]) -> Keys:
    """The keys of the searches of a file's finders."""
    finders = tuple(finders)  # it is read twice
    keys = Keys({}, {}, {}, [], [], [])
    asked = [
        (number, at, finder, [[_keyed(*pair) for pair in choice] for choice in _choices(finder, search)])
        for number, finder in enumerate(finders)
        for at, search in enumerate(finder.searches)
    ]
    # Of the words of one string, the one that the fewest searches need; of the lists of a search, the one whose words are the rarest in
    # the phrases of the file, which are sentences of messages.
    frequent = Counter(word for *_, choices in asked for choice in choices for keyed in choice for word in keyed.words)
    written = Counter(
        word for finder in finders for phrase in finder.entry.phrases for word in Look(fold(phrase)).words
    )
    for number, at, finder, choices in asked:
        chosen = min(choices, key=lambda choice: sum(_work(keyed, written) for keyed in choice), default=[])
        if not chosen:
            keys.always.append((number, at))
        if number not in keys.triggered and not _triggering(finder, [keyed.string for keyed in chosen]):
            keys.triggered.append(number)
        for string, words, begun, ended in chosen:
            if words:
                word = min(words, key=lambda word: (frequent[word], -len(word)))
                keys.words.setdefault(word, []).extend((string, number, at))
            elif begun:
                keys.begun.setdefault(begun[:PART], []).extend((begun, string, number, at))
            elif ended:
                keys.ended.setdefault(ended[-PART:], []).extend((ended, string, number, at))
            else:
                keys.loose.append((string, number, at))
    return keys


def _choices(finder: Finder, search: Search) -> list[list[tuple[str, str]]]:
    """The lists of strings of a search: a text must contain one string of each list. Its entry's triggers if it has none."""
    triggers = [(marked, marked) for marked in map(in_marked, finder.entry.triggers)]
    return search.needed() or ([triggers] if triggers else [])


def _triggering(finder: Finder, needed: list[str]) -> bool:
    """Whether each string that a finder needs implies that a trigger is also present."""
    triggers = finder.entry.triggers
    if not triggers or not (finder.entry.patterns or finder.entry.needs):  # then the triggers are its words
        return True
    # A marked text has single spaces, so it does not decide about a trigger with a space.
    marks = [in_marked(trigger) for trigger in triggers if " " not in trigger]
    return all(any(mark in string for mark in marks) for string in needed)


def _keyed(string: str, wide: str) -> _Keyed:
    """A string, and what every text has that contains the wider string with the edges around it."""
    words: list[str] = _WHOLE.findall(wide)
    if words:
        return _Keyed(string, tuple(words))
    begun, ended = _BEGUN.search(wide), _ENDED.search(wide)
    if begun or ended:
        return _Keyed(string, (), begun[0] if begun else "", ended[0] if ended else "")
    return _Keyed(string, tuple(signs_of(string)))


def _work(keyed: _Keyed, written: Counter[str]) -> float:
    """How much work a string causes: a short string is frequent, and every text is searched for one without a key."""
    string, words, begun, ended = keyed
    if words:
        often = 4 + 4 * min(map(written.__getitem__, words))
    elif begun or ended:
        often = 4
    else:
        often = 4_000
    return often / len(string) if words or string.isascii() else 5.0
