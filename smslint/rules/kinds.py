"""The purpose of a message, inferred from its words: a guess with its evidence, if the kind is not set.

The cues are the ``message-kinds`` lexicon, each with a weight. The weights of the cues in a text are added for each kind. One-time
codes go first, because they exempt a message from most marketing duties; marketing is next. A text that is both ("Your order has
shipped! 20% off your next one") is marketing if the offer weighs at least as much as the news: a discount that *was applied* is
news. A cue that needs company has some, but little, in a text that asks or links. A text without evidence that has a price, but no word
of money that moves (paid, bill, balance), is an offer. If no kind has enough weight, the kind is unknown: it then counts as
transactional, without evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.kind_words import AGAINST, ENOUGH, weigh
from smslint.rules.languages import likely
from smslint.rules.lexicons import load
from smslint.rules.lone_code import lone_code
from smslint.rules.looks import look_at
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.evidence import Group
    from smslint.span import Span


class Evidence(NamedTuple):
    """A cue: its place in the text and how it is written there."""

    span: Span
    text: str

    @property
    def quoted(self) -> str:
        """The cue in one line."""
        return f"'{' '.join(self.text.split())}'"


class Kind(NamedTuple):
    """A message's kind. ``score`` is the weight of the evidence, and ``lead`` its lead over the next kind; 0 if it is unknown."""

    kind: str
    evidence: tuple[Evidence, ...] = ()
    score: int = 0
    inferred: bool = True
    lead: int = 0

    @property
    def known(self) -> bool:
        """Whether words decided it."""
        return bool(self.evidence)

    @property
    def certainty(self) -> float:
        """How often such an answer is right, at least, in texts that were not used to choose the cues; 0 if it is unknown."""
        if not self.evidence:
            return 0.0
        return CERTAINTY[min(self.lead, len(CERTAINTY) - 1)]

    def __str__(self) -> str:
        if not self.evidence:
            return self.kind
        return f"{self.kind}: " + ", ".join(cue.quoted for cue in self.evidence)


_PLACEHOLDER: Final = later(r"\{[^{}]*\}")
_INVITING: Final = later(r"\?|\w\.[a-z]{2,6}(?![\w@])")
"""A question or a link: the form of a text that wants something of its reader."""
_TELLING: Final = later(r"otp|verif|one_?time|offer|discount|promo|coupon|voucher", re.IGNORECASE)
ORDER: Final = ("otp", "marketing", "transactional")
_ALSO: Final = {"marketing": "discount-code", "transactional": "other-code"}
"""Codes that are not one-time codes: evidence against one, and for another kind."""
_GROUPS: Final = (*ORDER, _ALSO["transactional"], _ALSO["marketing"])
DEFAULT: Final = Kind("transactional")
NEEDS_COMPANY: Final = 2
"""The weight of a cue that another one has to support."""
NEWS: Final = 2
"""The weight from which a text is known to be transactional."""
CERTAINTY: Final = (0.5, 0.65, 0.7, 0.75, 0.98)
"""The least share of right answers by their lead: 0, 1, 2, 3, and 4 or more. ``bench/kinds.py`` measures it on any labelled texts."""


MOST_LANGUAGES: Final = 5
"""A text that may be in more languages than these says too little of itself for what it does not say to count."""
PRICED: Final = Kind("marketing", score=3, lead=1)
"""How much a price without news says."""
WEIGHED: Final = Kind("marketing", score=3, lead=1)
"""How much the weights of words without a cue say."""
DOUBTED: Final = 3
"""Marketing with less lead than this is doubted where the words of the text weigh against it."""
LONE: Final = Kind("otp", score=3, lead=1)
"""How much the form of a text with one number says."""


def infer(text: str, languages: Iterable[str] | None = None) -> Kind:
    """The kind that a text looks like.

    :param text: the message, its placeholders written ``{name}``. A name is no evidence, unless it says ``otp`` or ``offer``.
    :param languages: BCP 47 tags of its possible languages; ``None`` for all languages of the lexicon.
    """
    return _infer(text, None if languages is None else tuple(languages))


@lru_cache(maxsize=512)
def _infer(text: str, languages: tuple[str, ...] | None) -> Kind:
    """One text often goes to many recipients, and is checked for each; a file is also checked again after its fixes."""
    lexicon = load("message-kinds")
    shown = shown_of(text)
    spoken = likely(shown, look_at(shown, "")) if languages is None else languages
    groups = lexicon.spoken(shown, spoken)
    if not groups:
        return _by_its_form(text, shown, spoken)
    otp, marketing, news, others, offers = [weight(groups[name]) if name in groups else 0 for name in _GROUPS]
    otp, marketing, news = otp - others - offers, marketing + offers, news + others
    invited = marketing == NEEDS_COMPANY and not news and _INVITING.search(shown) is not None
    marketing += invited
    if otp >= lexicon.threshold and otp >= marketing:
        kind, score, next_best = "otp", otp, marketing
    elif marketing >= lexicon.threshold and marketing > news:
        kind, score, next_best = "marketing", marketing, max(news, otp)
        if not offers and score - next_best < DOUBTED and _against(text, shown, spoken):
            return DEFAULT
    elif news >= NEWS and news > marketing:
        kind, score, next_best = "transactional", news, marketing
    elif news:  # the cues are as much for one kind as for another
        return _by_its_words(text, shown, spoken)
    else:
        return _by_its_form(text, shown, spoken)
    evidence = [
        Evidence(cue.span, text[cue.span.start : cue.span.end])
        for name in (kind, _ALSO.get(kind, ""))
        if name in groups
        for cue in groups[name].matches
        if cue.entry.weight > 1
    ]
    return Kind(kind, tuple(evidence), score, True, 1 if invited and kind == "marketing" else score - next_best)


def shown_of(text: str) -> str:
    """A text whose placeholders have no names, unless a name says ``otp`` or ``offer``."""
    return _PLACEHOLDER.sub(_blank, text) if "{" in text else text


def _by_its_form(text: str, shown: str, languages: tuple[str, ...]) -> Kind:
    """The kind of a text without evidence: a one-time code, if its only number is one to type, or what its price says."""
    code = lone_code(text, languages)
    if code is not None:
        return Kind("otp", (Evidence(code, text[code.start : code.end]),), LONE.score, True, LONE.lead)
    priced = _by_its_price(text, shown, languages)
    return priced if priced.known else _by_its_words(text, shown, languages)


def _by_its_words(text: str, shown: str, languages: tuple[str, ...]) -> Kind:
    """Marketing if the words of a text weigh enough; unknown if its language is, or if no word stands out."""
    found = weigh(text, shown, languages[0]) if _certain(languages) else None
    if found is None or found.total < ENOUGH or not found.words:
        return DEFAULT
    evidence = tuple(Evidence(span, text[span.start : span.end]) for span in sorted(found.words))
    return Kind("marketing", evidence, WEIGHED.score, True, WEIGHED.lead)


def _against(text: str, shown: str, languages: tuple[str, ...]) -> bool:
    """Whether the words of a text weigh so much against marketing that one weak cue is not believed."""
    found = weigh(text, shown, languages[0]) if _certain(languages) else None
    return found is not None and found.total <= AGAINST


def _certain(languages: tuple[str, ...]) -> bool:
    """Whether the likeliest language of a text is likely enough to weigh its words."""
    return 0 < len(languages) <= MOST_LANGUAGES


def _by_its_price(text: str, shown: str, languages: tuple[str, ...]) -> Kind:
    """Marketing if a text has a price, and no word of money that moves in any language that it may be in; unknown if these are many, or if
    the words of the likeliest are not known.
    """
    known = _priced_languages()
    if len(languages) > MOST_LANGUAGES or not known.issuperset(languages[:1]):
        return DEFAULT
    lexicon = load("priced-offers")
    found = [lexicon.matches(shown, (language,), one=True) for language in languages if language in known]
    if not found or not all(found):
        return DEFAULT
    evidence = tuple(Evidence(match.span, text[match.span.start : match.span.end]) for match in found[0])
    return Kind("marketing", evidence, PRICED.score, True, PRICED.lead)


@lru_cache(maxsize=1)
def _priced_languages() -> frozenset[str]:
    """The languages whose words of money that moves are known."""
    return frozenset(entry.language for entry in load("priced-offers").entries())


def weight(group: Group) -> int:
    """The weight of some cues together. Those of weight 1 only add: all together 1, and nothing without another cue."""
    total, hint = 0, 0
    for match in group.matches:
        if match.entry.weight == 1:
            hint = 1
        else:
            total += match.entry.weight
    return total and total + hint


def _blank(match: re.Match[str]) -> str:
    """A placeholder without its name, of the same length."""
    return match[0] if _TELLING.search(match[0]) else f"{{{'_' * (len(match[0]) - 2)}}}"
