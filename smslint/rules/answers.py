"""The meaning of cells in consent and opt-out columns, in many languages. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint import clock
from smslint.folding import fold
from smslint.rules.answer_words import HARMLESS, UNDECIDED, folded, words
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"

_UNSUBSCRIBES: Final = later(
    r"unsub|(?:not|never)[ _]subscr|opt(?:ed)?[ -]?out|do[ -]not[ -](?:text|contact|sms|message)|sms[ -](?:opt[ -]?out|unsub)|stop|abgemeldet|abbestellt|widerruf|desabonn|desinscri|(?:dad. )?de baja"
    r"|no suscrit|no inscrit|disiscri|non iscritt|descadastr|nao inscrit|afgemeld|uitgeschreven|avregistr|avanmal|afmeldt|avmeldt|loobunud|wypisan"
    r"|odhlasen|leiratkoz|dezabonat|odjavljen|одјављ|отпис|відпис|απεγ|διαγρα|aboneli|ألغى الاشتراك|غير مشترك|לא רשום|לא רשומ|لغو اشتراک|huy dang ky"
    r"|berhenti|退订|已退订|退訂|已退訂|取消订阅|未订阅|配信停止|購読解除|수신 ?거부|구독취소|afskrad|amejiondoa"
)
"""Words that are only about messages, as :func:`smslint.folding.fold` writes them."""

_UNCONFIRMED: Final = frozenset({"pending", "unknown", "invalid"})
"""In a status: whether the person takes part is not known."""

# Yes - 2023-01-02 · no (STOP, 12 May 2024) · 2024-05-12T10:00:00Z
_QUALIFIED = later(r"([^\W\d_]+)\s*[-–—:(,;].*", re.DOTALL)
_DATE = later(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[t ].*)?|\d{1,2}([-./])\d{1,2}\2\d{2}(?:\d\d)?(?:,? .*)?"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}(?: .*)?|[^\W\d_]{3,10}\.? \d{1,2},? \d{4}(?:,? .*)?",
    re.DOTALL,
)
# 3. März 2026 14:00 Uhr · 12 nov. 2025 à 14h · 2026年3月1日 · ٢٠٢٦/٣/١
_MOMENT = later(
    r"(?=.*(?<!\d)(?:19[7-9]|20[0-4])\d(?!\d))(?=.*(?<!\d)\d{1,2}(?!\d))(?:\d{1,4}|[^\W\d_]{1,12}|[\s.,:;/+'’-]){1,24}",
    re.DOTALL,
)
"""A day with a year, in any language: digits and a few words."""
_YEAR = later(r"(?<!\d)\d{4}(?!\d)|(?<=[-./])\d\d(?= |,|$)")
_FIRST_YEAR: Final = 1990
_DATED = later(
    r"(?!on |am |le |el )([^\W\d_]+(?:[ _-][^\W\d_]+){0,3}?),? +(?:on |am |le |el )?(?:\d{4}[-/.]\d|\d{1,2}[-./]\d).*",
    re.DOTALL,
)
"""``opted out 2026-01-01``."""

_ANY_DATE = later(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?<=\d)[tz](?=\d|$)")
_WORD = later(r"[^\W\d_]+")
_SEPARATOR = later(r"[,;|/\n]")
_OTHERS: Final = later(r"\b(?:e-?mails?|mail|newsletter|whatsapp|push|calls?|voice|fax|post)\b")
"""Other channels: leaving one of them is no opt-out of text messages."""


@lru_cache(maxsize=1)
def _harmless() -> frozenset[str]:
    return folded({"": HARMLESS})


@lru_cache(maxsize=1)
def _firsts_of_leaving() -> frozenset[str]:
    """The first word of each phrase of leaving."""
    return frozenset(_first(each) for each in words().leaving)


def _core(word: str) -> tuple[str, bool] | None:
    """The words before what qualifies them (a date, a reason), if anything does, and whether all of it is harmless: other words
    may limit the answer or take it back.
    """
    match = None if _DATE.fullmatch(word) else _QUALIFIED.fullmatch(word) or _DATED.fullmatch(word)
    if match is None:
        return None
    rest = _ANY_DATE.sub(" ", word[match.end(1) :])
    harmless = _harmless() | words().affirmative
    return match[1], all(each in harmless for each in _WORD.findall(rest))


def _qualified(word: str, read: Callable[[str], str], texted: str) -> str:
    """The answer of a word with more words after it; an answer that allows texts is unknown if they may limit it.

    :param texted: the answer that allows texts.
    """
    core = _core(word)
    if core is None:
        return UNKNOWN
    answer = read(core[0])
    return UNKNOWN if answer == texted and not core[1] else answer


def meaning(cell: str) -> str:
    """``yes``, ``no`` or ``unknown``. A date means yes: the moment of the consent or opt-out."""
    word = _word(cell)
    if word in UNDECIDED:
        return UNKNOWN
    known = words()
    if word in known.affirmative:
        return YES
    if word in known.negative:
        return NO
    if _DATE.fullmatch(word):
        return YES if _is_past(word) else UNKNOWN
    parts = _parts(word)
    if not known.leaving.isdisjoint(parts):
        return UNKNOWN if _OTHERS.search(word) else NO
    if not known.affirmative.isdisjoint(parts) and all(map(_agrees, parts)):
        return YES
    return _qualified(word, meaning, YES)


def _parts(word: str) -> list[str]:
    """The answers in a cell with several, such as ``marketing, subscribed``; empty if there is only one."""
    found = [each.strip(" []'\"") for each in _SEPARATOR.split(word)]
    return found if len(found) > 1 else []


def _agrees(part: str) -> bool:
    """Whether a part of a cell is a yes, or says only how it was given or that it is one to texts and marketing."""
    return part in words().affirmative or all(each in _harmless() for each in part.split())


def _is_past(date: str) -> bool:
    """Whether the year of a date can be that of a consent: not 1970 or 1900, which are empty dates of software, and not in the future."""
    this = clock.today().year
    found = _YEAR.search(date)
    year = this if found is None else int(found[0])
    if found is not None and len(found[0]) == 2:
        year += 2000 if year <= this % 100 else 1900
    return _FIRST_YEAR <= year <= this


def opted_out(cell: str) -> str:
    """The same for a column of opt-outs, where words of leaving (``unsubscribed``, ``opted out``, ``STOP``) mean yes.

    Words of joining (``subscribed``) mean no there.
    """
    word = _word(cell)
    known = words()
    if word in known.leaving or _DATE.fullmatch(word):
        return UNKNOWN if word in UNDECIDED else YES
    if word in known.joining:
        return NO
    if word in known.refusing:
        return UNKNOWN
    if word in UNDECIDED or word in known.affirmative or word in known.negative:
        return meaning(cell)
    if _core(word) is None and _MOMENT.fullmatch(word):
        return YES
    if not known.leaving.isdisjoint(_parts(word)):
        return UNKNOWN if _OTHERS.search(word) else YES
    return _qualified(word, opted_out, NO)


def left(cell: str) -> str:
    """The same for a column such as ``Status``: only words of leaving mean yes, an empty cell says nothing, and words that are
    not known are unknown.
    """
    word = _word(cell)
    known = words()
    if word in known.leaving:
        return YES
    if word in _UNCONFIRMED:
        return UNKNOWN
    if says_nothing(cell) or word in known.affirmative or _DATE.fullmatch(word):
        return NO
    if any(map(_is_unsubscribed, _parts(word))):
        return UNKNOWN if _OTHERS.search(word) else YES
    return _qualified(word, left, NO)


def _is_unsubscribed(word: str) -> bool:
    """Whether a word says that somebody left, and means nothing else: ``cancelled`` may be an order."""
    return _first(word) in _firsts_of_leaving() and word in words().leaving and _UNSUBSCRIBES.match(word) is not None


def has_left(cell: str) -> bool:
    """Whether :func:`left` says yes. For nearly all cells of a list, such as names and comments, the first word shows that it does not."""
    word = _word(cell)
    firsts = map(_first, _parts(word) or (word,))
    return not _firsts_of_leaving().isdisjoint(firsts) and left(cell) == YES


def unsubscribes(cell: str) -> bool:
    """Whether a cell says that somebody left, in words that mean nothing else, such as ``unsubscribed``; ``cancelled`` may be an order."""
    word = _word(cell)
    return has_left(cell) and any(map(_UNSUBSCRIBES.match, (word, *_parts(word))))


def joins(cell: str) -> bool:
    """Whether a cell is a word of joining, such as ``subscribed``."""
    word = _word(cell)
    return not words().joining.isdisjoint((word, *_parts(word)))


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty, or a word that means empty."""
    return _word(cell) in UNDECIDED


def _first(word: str) -> str:
    """The letters with which a text begins; what qualifies an answer comes after them."""
    found = _WORD.match(word)
    return found[0] if found else ""


def _word(cell: str) -> str:
    return fold(cell).replace("_", " ").strip().strip("\"'")
