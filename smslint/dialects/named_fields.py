"""Merge fields in forms that no tool has, or that are only half there: ``-name-``, ``%name``, ``(First Name)``, ``{{ name }``.

Such forms also occur in ordinary texts, so they count only if the name is one that the caller knows (a column of the list, a declared
value), or if a greeting comes before a usual name of fields: ``Hi (name)``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.field_names import in_link
from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

SIGNS: Final = r"%@#&^~$<>\[\]{}()|*+=!?§¤`:;/\\_-"
_FIRST: Final = later(
    rf"(?<![^\W_])(?P<open>[{SIGNS}]{{1,4}})(?!(?<=#)(?i:(?:ref|value|num|null)!|name\?))(?:(?<=[{{\[<(])[ ])?(?P<words>[^\W\d_]\w{{0,40}}(?:[ ._-]\w{{1,40}}){{0,4}})"
)
"""A name after signs, but not the error of a spreadsheet, such as ``#REF!``. An underscore belongs to the name, except before its first letter and after its last one."""
_CLOSE: Final = later(rf"(?:[ ](?=[}}\]>)]))?([{SIGNS}]{{1,4}})")
_LAST: Final = later(r"(?<=\w)[ ]?(\}{1,3}|\]{1,2}|>>|%{1,2}(?!\w)|\|\*)")
"""Signs after a name that close something."""
_WORDS: Final = later(r"(?<![^\W_])[^\W\d_]\w{0,40}(?:[ ._]\w{1,40}){0,4}\Z")
"""The words before them."""
_BARE: Final = later(r"(?<![\w@#/.&?=+$%-])[^\W\d_]\w*(?:_\w|[a-z][A-Z])\w*(?![\w@/=-])")
"""A name that no language has as a word: ``first_name``, ``firstName``."""
_TELLING: Final = later(r"[a-z][A-Z]|\w_\w")
"""What such a name has, to leave out most texts quickly."""
_CLOSING: Final = ("}", "]", ">>", "%", "|*")
_SPLIT: Final = later(r"[ ._-](?=\w)")
GREETINGS: Final = (
    r"h[ia]|hello|hey|dear|good (?:morning|afternoon|evening)|hola|estimad[oa]|querid[oa]|bonjour|salut|cher|chère|hallo|"
    r"liebe[rs]?|guten (?:tag|morgen)|ciao|buongiorno|gentile|car[oa]|ol[aá]|beste|hej|hei|cześć|witaj|ahoj|merhaba|sayın|привет|"
    r"здравствуйте"
)
_GREETING: Final = later(rf"(?:\A|(?<!\w))(?:{GREETINGS}),?[ ]+\Z", re.IGNORECASE)
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">", "&": ";"}
_EMPHASIS: Final = frozenset("*_~-!+=/:;")
"""Signs around a word that some people stress, or list, with them."""
_BEFORE: Final = frozenset("%@#&^~\\$<[{")
"""Signs that are enough before a known name."""
_NEAR: Final = 80
"""The most characters between a bracket and the one that closes it."""


class NamedField(NamedTuple):
    """A name, and where the field begins and ends."""

    name: str
    start: int
    end: int


def named_fields(
    text: str,
    is_known: Callable[[str], bool],
    is_common: Callable[[str], bool],
    taken: Container[int],
    *,
    after_greetings: bool = False,
) -> Iterator[NamedField]:
    """The fields in a text that have no form of a tool, in order of their forms.

    :param is_known: whether the caller has this name.
    :param is_common: whether it is a usual name of fields.
    :param taken: the characters of other fields.
    :param after_greetings: whether only those after a greeting are looked for.
    """
    for match in _FIRST.finditer(text):
        start, opening = match.start(), match["open"]
        if start in taken or in_link(text, start):
            continue
        for name, end in _names(match["words"], match.end()):
            known = is_known(name)
            if not known and (opening == "<" or not is_common(name)):
                continue
            greeted = _GREETING.search(text, max(0, start - 30), start) is not None
            if not known and not greeted:
                continue
            close = _CLOSE.match(text, end)
            closing = "" if close is None else _fitting(opening, close[1])
            if _is_field(opening, name, closing, text, end, greeted=greeted):
                yield NamedField(name, start, end + (len(closing) + (text[end] == " ") if closing else 0))
                break
    for match in _LAST.finditer(text) if any(signs in text for signs in _CLOSING) else ():
        words = _WORDS.search(text, max(0, match.start() - _NEAR), match.start())
        for name in () if words is None else _endings(words[0]):
            start = match.start() - len(name)
            greeted = is_common(name) and _GREETING.search(text, max(0, start - 30), start) is not None
            if (
                start not in taken
                and (is_known(name) or greeted)
                and not _opened(text, start, match[1][0])
                and not (match[1] == "%" and not greeted and name.islower())
                and not in_link(text, start)
            ):
                yield NamedField(name, start, match.end())
                break
    if after_greetings:
        return
    for match in _BARE.finditer(text) if may_name(text) else ():
        if match.start() not in taken and is_known(match[0]) and not in_link(text, match.start()):
            yield NamedField(match[0], *match.span())


def may_name(text: str) -> bool:
    """Whether a text may have a known name without any sign before or after it: a name that no language has as a word."""
    return _TELLING.search(text) is not None


def _names(words: str, end: int) -> Iterator[tuple[str, int]]:
    """The names that words can begin with, the longest first, each with its end in the text."""
    ends = [len(words), *(found.start() for found in reversed(list(_SPLIT.finditer(words))))]
    for at in ends:
        name = words[:at].rstrip("_")
        if name:
            yield name, end - len(words) + len(name)


def _endings(words: str) -> Iterator[str]:
    """The names that words can end with, the longest first."""
    yield words
    yield from (words[found.end() :] for found in _SPLIT.finditer(words))


def _fitting(opening: str, closing: str) -> str:
    """The signs after a name that belong to the signs before it; empty if none do."""
    wanted = {*opening, *(_PAIRS[sign] for sign in opening if sign in _PAIRS)} | (
        {"}", "]", ">"} if opening[0] in "[{<(" else set()
    )
    kept = 0
    while kept < len(closing) and closing[kept] in wanted and closing[kept] not in "([{<":
        kept += 1
    return closing[:kept]


def _is_field(opening: str, name: str, closing: str, text: str, end: int, *, greeted: bool) -> bool:
    sign = opening[0]
    word = name.istitle() and name.isalpha()
    if greeted:
        return bool(closing) or sign in _BEFORE
    if sign == "(":
        return len(opening) > 1 or (bool(closing) and not name.isalpha())
    if closing:
        return not (word and set(opening) <= _EMPHASIS) and not (sign in "?!" and closing[0] != sign)
    if sign not in _BEFORE or word:
        return False
    return sign not in _PAIRS or sign == "&" or _PAIRS[sign] not in text[end : end + _NEAR]


def _opened(text: str, start: int, closing: str) -> bool:
    """Whether signs that close something have a sign before them that opens it."""
    opening = {"}": "{", "]": "[", ">": "<"}.get(closing, closing)
    return opening in text[max(0, start - _NEAR) : start]
