"""Which values of a merge field cannot change what the rules say about a message: names, numbers, plain words.

Such values are the most frequent, so the rules are not asked about each of them. A value that may change an answer is *telling*:
it has a character, a number or a word that some rule looks for, alone or together with the text around the field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.broadcast.supplied import Supplied
from smslint.dialects.merge_fields import merge_fields, signs
from smslint.rules.replies import STEMS
from smslint.text.fold import fold
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.rules.lexicon import Lexicon

_MOST_KEPT: Final = 100_000
_NEAR: Final = 24
"""How many characters on each side of a field can form a phrase with its value."""
_APART: Final = "\x7f"
"""Between values that are looked at together: no lexicon has it, and with a line break the text would be folded sign by sign."""
_OTHER: Final = "xo"
"""A word that no entry has."""
_LONGEST: Final = 40
MOST_DIGITS: Final = 8
"""A number that must not be sent has at least nine digits; a number to call that is written in groups has at least seven."""
_MOST_DIGITS_BESIDE: Final = 4
"""For two fields that may form one number."""

_ASCII: Final = later(r"[A-Za-z0-9]+(?:[ '-][A-Za-z0-9]+)*")
_LATIN: Final = later(r"[A-Za-z0-9À-ÖØ-öø-ɏ]+(?:[ '-][A-Za-z0-9À-ÖØ-öø-ɏ]+)*")
_SCRIPT: Final = later(r"[Ͱ-Ͽ]+(?:[ -][Ͱ-Ͽ]+)*|[Ѐ-ӿ]+(?:[ -][Ѐ-ӿ]+)*|[\u3040-\u30ff\u3400-\u9fff]+|[\uac00-\ud7af]+")
_SHORT: Final = later(rf"\d{{1,{MOST_DIGITS}}}", re.ASCII)
_ALL_SHORT: Final = later(rf"\d{{1,{MOST_DIGITS}}}(?:\n\d{{1,{MOST_DIGITS}}})*", re.ASCII)
_LETTER: Final = later(r"[^\W\d_]")
_DIGITS: Final = later(r"\d+")
_NAMES: Final = ("name", "first name")
_NUMBERS: Final = tuple("5" * count for count in (1, 2, 3, MOST_DIGITS))
_HUMP: Final = later(r"[a-z][A-Z]")
"""What the name of a field has, and hardly any word: ``firstName``."""
_CLOSING: Final = frozenset("}]>%|")
"""Signs after a known name that make it a merge field, with no sign before it."""
_SENTENCE: Final = later(r"[.!?\n;]")
_NUMBER: Final = later(r"(?<![^\W_])\d{1,8}(?![^\W_])")


class Around(NamedTuple):
    """The text around a field: its constant neighbours, and whether another field is next to it."""

    before: str
    behind: str
    replying: bool = False
    """Whether the sentence so far asks for a reply: the value may be the word to reply, or say what that does."""
    first: bool = False
    """Whether nothing, not even a field, is before it."""
    last: bool = False


class Sieve:
    """Separates the telling values of one field."""

    def __init__(
        self,
        around: Around,
        lexicons: Iterable[Lexicon],
        known: frozenset[str],
        *,
        foreign: bool = True,
        wanted: Iterable[str] = (),
    ) -> None:
        """A sieve for the field with this text around it.

        :param lexicons: those in which rules look for words.
        :param known: names of columns and of declared values, as merge fields may have them.
        :param foreign: whether a letter outside ASCII is harmless.
        :param wanted: texts without digits, folded, that rules look for because they must be there.
        """
        self._around, self._supplied = around, Supplied(around, wanted)
        self._lexicons = tuple(lexicons)
        self._known = known
        self._words = (_ASCII,) if not foreign else (_LATIN, _SCRIPT)
        before, behind = around.before, around.behind
        self._all = _joined(around) or around.replying
        self._near = before[-_NEAR:], behind[:_NEAR]
        near, apart = signs()
        signed = bool(before) and (before[-1:] in near or before.rstrip()[-1:] in apart)
        self._signed = signed or behind.lstrip()[:1] in _CLOSING or (bool(before) and self._makes_fields(_NAMES))
        self._beside = _beside(around)
        self._numbered = any(each.numbered for each in self._lexicons)
        digits = set[str]().union(*(each.digits(*self._near, _OTHER) for each in self._lexicons))
        self._known_numbers = (
            re.compile(rf"^(?:{'|'.join(sorted(digits))})$", re.MULTILINE | re.ASCII) if digits else None
        )
        self._quick = self._beside is None and not self._makes_fields(_NUMBERS)
        self.numbers = frozenset(digits) if self._quick and not self._all else None
        """Patterns of the numbers of at most :data:`MOST_DIGITS` digits that may be telling; ``None``: any may be."""
        self._base = self._possible((_OTHER,))
        self._kept: dict[str, bool] = {}

    def telling(self, values: set[str]) -> set[str]:
        """Those of some values that can change an answer."""
        if self._all:
            return values
        if self._quick:
            values = self._without_numbers(values)
        kept = self._kept
        if len(kept) > _MOST_KEPT:
            kept.clear()
        if fresh := [each for each in values if each not in kept]:
            self._learn(fresh)
        return {each for each in values if kept[each]}

    def _without_numbers(self, values: set[str]) -> set[str]:
        """The values without short numbers that no entry has: they are harmless, and each row may have another one."""
        known, lines = self._known_numbers, "\n".join(values)
        if lines.count("\n") == len(values) - 1 and _ALL_SHORT.fullmatch(lines) and not (known and known.search(lines)):
            return set()
        return {each for each in values if not _SHORT.fullmatch(each) or (known and known.fullmatch(each))}

    def _learn(self, values: list[str]) -> None:
        plain = [each for each in values if self._plain(each)]
        self._kept.update(dict.fromkeys(values, True))
        worded = plain if self._numbered else [each for each in plain if _LETTER.search(each)]
        self._kept.update(dict.fromkeys(plain, False))
        self._kept.update(dict.fromkeys(self._worded(worded), True))
        self._kept.update(dict.fromkeys(filter(self._supplied.has, plain), True))

    def _worded(self, values: list[str]) -> Iterator[str]:
        """Those of some values with which an entry may be found: few, so half of the values at a time is looked at together."""
        if not values or self._possible(values) <= self._base:
            return
        if len(values) == 1:
            yield values[0]
            return
        for half in (values[: len(values) // 2], values[len(values) // 2 :]):
            yield from self._worded(half)

    def _possible(self, values: Iterable[str]) -> frozenset[tuple[str, str, str]]:
        """The entries of lexicons that may be found in the text with some values."""
        before, behind = self._near
        text = _APART.join(f"{before}{each}{behind}" for each in values)
        return frozenset((lexicon.name, *found) for lexicon in self._lexicons for found in lexicon.possible(text))

    def _plain(self, value: str) -> bool:
        if len(value) > _LONGEST or not any(words.fullmatch(value) for words in self._words):
            return False
        if not value.isalpha():
            digits = _DIGITS.findall(value)
            most = MOST_DIGITS if len(digits) < 2 else MOST_DIGITS - 2
            most = most if self._beside is None else self._beside
            if sum(map(len, digits)) > most:
                return False
        lower = value.lower()
        if any(stem in lower for stem in STEMS):
            return False
        return not ((self._signed or _HUMP.search(value)) and self._makes_fields((value,)))

    def _makes_fields(self, values: Iterable[str]) -> bool:
        """Whether the text has a merge field with one of some values."""
        before, behind = self._near
        return any(merge_fields(f"{before}{each}{behind}", self._known) for each in values)


def normal(value: str) -> str:
    """A telling value with its short numbers made equal: no rule tells them apart, and there are many."""
    return (
        value if sum(map(str.isdigit, value)) > MOST_DIGITS else _NUMBER.sub(lambda found: "0" * len(found[0]), value)
    )


def _joined(around: Around) -> bool:
    """Whether the value can become a part of a word or of a link."""
    before, behind = around.before, around.behind
    left = before[-1:]
    if (left and (left.isalnum() or left in "_.@&%~")) or before.endswith("//"):
        return True
    right = behind[:1]
    if right and (right.isalnum() or right in "_@&%~"):
        return True
    if (not before and not around.first) or (not behind and not around.last):
        return True
    return right in {".", ":"} and bool(behind[1:2].strip())


def asks_for_reply(text: str, *, before: bool) -> bool:
    """Whether the sentence at the end of a piece of text asks for a reply.

    :param before: whether the sentence in which the piece begins asks for one already.
    """
    first, *others = _SENTENCE.split(text)
    sentence = fold(others[-1] if others else first).text
    return (before and not others) or any(stem in sentence for stem in STEMS)


def _beside(around: Around) -> int | None:
    """The most digits of a harmless value, where it may form a number with its neighbours; ``None`` if it cannot."""
    before, behind = around.before.rstrip(" -."), around.behind.lstrip(" -.")
    if before[-1:].isdigit() or behind[:1].isdigit():
        return 0
    beside = not around.first and not before, not around.last and not behind
    return None if not any(beside) else 0 if all(beside) else _MOST_DIGITS_BESIDE
