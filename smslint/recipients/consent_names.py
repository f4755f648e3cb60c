"""Whether the name of a column means a consent or an opt-out, and whether to text messages: by the words of many languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.recipients import header_words as table
from smslint.recipients.header_names import holds, normal, phrases, spaced, without_asides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_EDGES: Final = re.compile(
    "^(?:has|is|sms|text|mobile|marketing)(?=.)|(?<=.)(?:ofsms|forsms|sms|texts|at|on|date|time|timestamp|flag|status|marketing|given)$"
)


class Says(NamedTuple):
    """What a name says."""

    role: str
    """``consent``, ``opt_out``, or ``other``: one of these, but not about text messages."""
    of_texts: bool


@lru_cache(maxsize=1024)
def says_of(name: str, *, others: bool = False) -> Says | None:
    """Whether a column's name means a consent or an opt-out."""
    plain, words = normal(name), spaced(without_asides(name))
    exact = next((role for role, forms in _speaking().items() if any(form in forms for form in _forms(plain))), None)
    role = exact or next((role for role, forms in _phrases().items() if holds(words, plain, forms)), None)
    of_texts = holds(words, plain, phrases(table.OF_TEXTS)) or "sms" in plain
    if role is None:
        role = _by_stem(words, of_texts=of_texts)
    if role is None or (exact is None and holds(words, plain, phrases(table.ABOUT))):
        return None
    if role == "consent" and exact is None:
        if holds(words, plain, phrases(table.NOT_AN_ANSWER)):
            return None
        if holds(words, plain, phrases(table.TAKEN_BACK)) and not holds(words, plain, phrases(table.EITHER)):
            if words.endswith(" no "):  # "consent no": its number
                return None
            role = "opt_out"
        if _is_withdrawn(words, plain):
            role = "opt_out"
    if exact is None and not of_texts and holds(words, plain, _others(role)):
        return Says("other", of_texts=False) if others else None
    return Says(role, of_texts)


def _others(role: str) -> Mapping[str, str]:
    """Words that make the name of a role one about something other than text messages."""
    found = phrases(table.OF_OTHERS)
    return {each: joined for each, joined in found.items() if each not in table.LEGAL} if role == "opt_out" else found


def _is_withdrawn(words: str, plain: str) -> bool:
    """Whether the name of a consent says that it was taken back."""
    taken_back = phrases(" | ".join(table.WITHDRAWN.values()))
    return any(f" {stem}" in words for stem in taken_back) or holds(words, plain, taken_back)


def _by_stem(words: str, *, of_texts: bool) -> str | None:
    """The role of a name with another form of a known word."""
    reasons = tuple(each for each in table.WHY.split(" | ") if len(each) > 4)  # "Abmeldegrund"
    if any(word.startswith(_stems(table.STEMS_OF_LEAVING)) and not word.endswith(reasons) for word in words.split()):
        return "opt_out"
    consent = of_texts and any(word.startswith(_stems(table.STEMS_OF_CONSENT)) for word in words.split())
    return "consent" if consent else None


@lru_cache(maxsize=2)
def _stems(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _forms(plain: str) -> Iterator[str]:
    """A name without spaces, then with fewer and fewer words around it: ``smsmarketingconsentdate``, ... ``consent``."""
    while plain:
        yield plain
        shorter = _EDGES.sub("", plain, count=1)
        if shorter == plain:
            return
        plain = shorter


@lru_cache(maxsize=1)
def _speaking() -> dict[str, frozenset[str]]:
    return {role: frozenset(each.values()) for role, each in _phrases().items()}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    """Opt-outs come before consents: "no consent, unsubscribed" is an opt-out."""
    return {
        "opt_out": phrases(table.LEFT),
        "consent": phrases(" | ".join(table.CONSENT.values())),
    }
