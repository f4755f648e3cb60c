"""The forms of an opt-out text in one language, made from its words: verb, keyword, number or link, and what it is for.

A language lists its words once, and the forms are the same in all of them: "send STOP to 1234", "unsubscribe: STOP",
"unsubscribe: link", "STOP to unsubscribe". Words are written as people write them; folding makes them comparable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text.fold import fold
from smslint.text.required import EDGE, in_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.text.required import Demands

LINK: Final = (
    r"(?:https?://|www\.|\{[^{}]{0,40}(?:url|link|href)[^{}]{0,20}\}"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?:/|\b(?=[^\w@]*$)))"
)
"""A link, with or without a scheme, or a placeholder for one; a host alone only at the end of the text."""

NUMBER: Final = r"(?:\+?(?!20[23]\d\b)\d(?:[ -]?\d){3,14}|\{[^{}]{1,40}\})"
"""A number to text, or a placeholder for one; not a year."""

_SHORT: Final = 3
_WORD: Final = r"[^\s.,:;!?]"
_BRAND: Final = rf"(?:\s+{_WORD}{{1,15}})?"
_GAP: Final = r"[^.!\n]{0,30}"
_SIGNS: Final = r"[\s:=>,?\u055d\u17d6\u2192\u3001-]{1,4}"
# Scripts that write no spaces between words, or whose vowel signs are not letters for a regular expression.
_UNSPACED: Final = (
    ("\u0900", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"),
)  # fmt: skip


class Words(NamedTuple):
    """The words of one language. A word that ends in ``*`` has any ending."""

    ask: tuple[str, ...] = ()
    """Verbs before the keyword: reply, send."""
    asked: tuple[str, ...] = ()
    """Verbs behind the keyword, in languages where the verb comes last."""
    word: tuple[str, ...] = ()
    """Words between the verb and the keyword: with, the word."""
    stop: tuple[str, ...] = ()
    """Keywords that after such a verb can only be an opt-out; STOP is always one."""
    weak: tuple[str, ...] = ()
    """Keywords that have other meanings too, and count only with a topic, and with a verb or a number."""
    to: tuple[str, ...] = ()
    """Words before the number or the link: to, at."""
    at: tuple[str, ...] = ()
    """Words or endings behind the number."""
    topic: tuple[str, ...] = ()
    """What the instruction is for: unsubscribe, no more messages."""
    about: tuple[str, ...] = ()
    """What may follow the topic: from the newsletter."""
    purpose: tuple[str, ...] = ()
    """Words between the keyword and the topic: to, in order to."""


class Form(NamedTuple):
    """One way to say how to opt out."""

    anchors: Callable[[Words], tuple[str, ...]]
    """Words of which every text in this form has one; a language without any does not have the form."""
    pattern: Callable[[Words], str]
    """The form as a pattern for folded texts."""
    others: tuple[Callable[[Words], tuple[str, ...]], ...] = ()
    """More lists of words, of each of which every text in this form has one."""


def needs(words: Words) -> tuple[str, ...]:
    """Strings of which every opt-out text in this language has at least one."""
    found = (word.rstrip("*") for form in FORMS for word in form.anchors(words))
    return tuple(dict.fromkeys(found))


def demands(form: Form, words: Words) -> Demands:
    """The lists of strings of which a marked text in this form has one each, for :mod:`smslint.text.required`; first that of its anchors."""
    tight = _tight(words)
    return tuple(
        tuple(dict.fromkeys(in_marked(_marked(fold(word).text, tight=tight)) for word in each(words)))
        for each in (form.anchors, *form.others)
    )


def _asked(words: Words) -> str:
    """Send STOP."""
    after = [rf"[^\w\s-]|{_SIGNS}$|\s*$|\s*{NUMBER}"]
    after += [rf"{_BRAND}\s*{_any(group)}" for group in (words.to, words.purpose, words.topic, words.asked) if group]
    return rf"{_any(words.ask)}{_SIGNS}{_between(words)}{_stop(words)}(?={'|'.join(after)})"


def _asked_for_topic(words: Words) -> str:
    """Send NO to unsubscribe: a keyword with other meanings, and behind it what it is for."""
    why = rf"(?:{_any(words.purpose)}\s*)?" if words.purpose else ""
    weak = _any(words.weak, tight=_tight(words))
    return rf"{_any(words.ask)}{_SIGNS}{_between(words)}{weak}[\s:=>,-]{{1,3}}{why}{_any(words.topic)}"


def _asked_behind(words: Words) -> str:
    """STOP, then the verb."""
    return rf"{_stop(words)}{_BRAND}\s{{0,2}}{_any(words.asked)}"


def _sent_to(words: Words) -> str:
    """STOP to 1234."""
    return rf"{_any(_sent(words), tight=_tight(words))}{_BRAND}\s*{_any(words.to)}\s*{NUMBER}"


def _sent_behind(words: Words) -> str:
    """STOP, 1234, and the word for "to" behind it."""
    return rf"{_any(_sent(words), tight=_tight(words))}\W{{1,3}}{NUMBER}[\s'-]{{0,2}}{_any(words.at)}"


def _for_topic(words: Words) -> str:
    """Unsubscribe: STOP, a link, or a verb with any keyword."""
    tight, word = _tight(words), _between(words)
    to = rf"(?:\s*{_any(words.to)})" if words.to else ""
    about = rf"(?:\s*{_any(('sms', *words.about))})?"
    every = _any(("stop", *words.stop, *words.weak), tight=tight)
    # A word that is also a topic, or a single letter, says nothing so far from the topic.
    topics = set(map(_base, words.topic))
    own = [each for each in words.stop if len(each) > 1 and _base(each) not in topics]
    forms = [rf"{_GAP}{_any(('stop', *own), tight=tight)}(?!-\w)", rf"{about}{to}?{_SIGNS}{LINK}"]
    if words.ask:
        ask = _any(words.ask)
        ended = "(?!-)" if tight else r"(?![\w-])"
        forms.append(rf"{about}{_SIGNS.replace('1,', '0,')}{ask}[\s:]{{0,2}}{word}{every}{ended}")
        if words.to:
            forms.append(rf"{_GAP}{ask}\s+{word}{_WORD}{{1,15}}{to}\s*{NUMBER}")
    forms.append(rf"{about}{_SIGNS}{word}{every}{_BRAND}{to}?{_SIGNS}{NUMBER}")
    return rf"{_any(words.topic)}(?:{'|'.join(forms)})"


def _with_purpose(words: Words) -> str:
    """STOP to unsubscribe."""
    why = rf"(?:{_any(words.purpose)}\s*(?:{_WORD}{{1,12}}\s+){{0,2}})?" if words.purpose else ""
    return rf"{_stop(words)}[\s:=>,-]{{0,3}}{why}{_any(words.topic)}"


def _sent(words: Words) -> tuple[str, ...]:
    """The keywords that need only a number; a short one is part of too many words."""
    return ("stop", *[word for word in words.stop if len(word) > _SHORT or not word.isascii()])


def _stops(words: Words) -> tuple[str, ...]:
    return ("stop", *words.stop)


def _stop(words: Words) -> str:
    return _any(_stops(words), tight=_tight(words))


def _between(words: Words) -> str:
    return rf"(?:{_any(words.word)}\s*)?" if words.word else ""


def _tight(words: Words) -> bool:
    """Whether words in Latin letters touch those of the language, because its script has no spaces."""
    return any(_is_unspaced(word[:1]) for word in words.topic)


def _any(words: Iterable[str], *, tight: bool = False) -> str:
    """One of some words, as whole words where the script has spaces.

    :param tight: whether words in Latin letters touch those of a script without spaces.
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join([_one(word, tight=tight) for word in longest_first])})"


def _one(word: str, *, tight: bool) -> str:
    stem = word.rstrip("*")
    escaped = r"\s+".join(map(re.escape, stem.split()))
    if tight and stem.isascii():
        return rf"(?<![a-z0-9]){escaped}(?![a-z0-9])"
    before = r"\b" if _spaced(stem[0]) else ""
    if word != stem:
        return rf"{before}{escaped}{_WORD}{{0,14}}"
    return escaped if not _spaced(stem[-1]) else rf"{before}{escaped}\b"


def _marked(word: str, *, tight: bool) -> str:
    """A folded word with the edges that :func:`_one` asks for."""
    stem = word.rstrip("*")
    if (tight and stem.isascii()) or (word == stem and not _spaced(stem[-1])):
        return stem
    before = EDGE if _spaced(stem[0]) else ""
    return f"{before}{stem}{EDGE if word == stem else ''}"


def _base(word: str) -> str:
    return word.rstrip("*:").casefold()


def _spaced(char: str) -> bool:
    return char.isalnum() and not _is_unspaced(char)


def _is_unspaced(char: str) -> bool:
    return char > "\u08ff" and any(first <= char <= last for first, last in _UNSPACED)


FORMS: Final = (
    Form(lambda words: words.ask, _asked, (_stops,)),
    Form(
        lambda words: words.ask if words.weak and words.topic else (),
        _asked_for_topic,
        (lambda words: words.weak, lambda words: words.topic),
    ),
    Form(lambda words: words.asked, _asked_behind, (_stops,)),
    Form(lambda words: _sent(words) if words.to else (), _sent_to, (lambda words: words.to,)),
    Form(lambda words: _sent(words) if words.at else (), _sent_behind, (lambda words: words.at,)),
    Form(lambda words: words.topic, _for_topic),
    Form(lambda words: words.topic, _with_purpose, (_stops,)),
)
"""Every form; a language has those for which it has words."""
