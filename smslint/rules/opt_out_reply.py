"""Decide whether a reply is an opt-out: first by keywords of the provider and the FCC, then plain wording, then other languages.

Source: 47 CFR 64.1200(a)(10): seven words always count, and any other wording that a reasonable person would understand as a
request to stop. The words of each provider are in its profile, those of each language in ``rules/lexicons``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.arguments import must_be_text
from smslint.finding import Confidence
from smslint.sealed import sealed
from smslint.wording import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.rules.providers import Keywords

FCC_WORDS: Final = frozenset({"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"})

# Even with a polite word these have only one meaning; "cancel please" may be about an appointment.
_UNMISTAKABLE: Final = frozenset({"stop", "unsubscribe", "opt out", "optout", "stopall", "stop all", "unsub"})
_POLITE: Final = re.compile(
    r"\b(?:please(?: and(?= thank))?|pls|plz|thanks|thank you|thx|ty|now|it|this|immediately|asap|hi|hello|hey|ok|okay|sorry|sir|guys|everything|already)\b"
)
_POLITE_ABROAD: Final = re.compile(
    r"\b(?:bitte|danke|svp|s'il vous plait|merci|por favor|gracias|per favore|grazie|obrigad[oa]|aub|alstublieft|bedankt|tack|tak|takk|prosze|dzieki)\b"
)
_SPELLED_OUT: Final = re.compile(r"(?:[a-z][\W_]{1,2}){3,11}[a-z]")
# What people and their phones write under a reply.
_SIGNATURE: Final = re.compile(
    r"(?:sent (?:from|with|via)|get outlook|from my|enviado (?:desde|do|a partir)|envoye (?:de|depuis)|gesendet (?:von|mit)|inviato da"
    r"|verzonden|verstuurd|skickat|sendt fra|wyslan|lahetetty|von meinem|--|__|>|on .{1,80} wrote:)"
)
_NAME: Final = re.compile(r"[(-]?(?:[A-Z][\w.'’]*)(?:\s+[A-Z][\w.'’]*){0,3}\)?")
_SIGNED: Final = re.compile(
    r"\W*(?P<word>\w[\w '-]*?)\s*(?:[-–—~/|,.;:(]+\s*(?P<name>[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,2})|\s(?P<initials>[A-Z]{2,3}))\W*"
)
_THANKED: Final = re.compile(
    r"\W*(?P<word>\w[\w '-]*?)[\s,.!;]+(?i:thanks|thank you|thx|cheers|regards|best)\W+(?P<name>[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,2})\W*"
)
_WITH_ALL: Final = re.compile(r"(.+) (?:all|everything)")
_LONGEST_INITIALS: Final = 2
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_GAPS: Final = re.compile(r"[\W_]+")

# A single "no" (NE, NIE, EI), a letter or a digit is an opt-out only if the conversation is known to be in that language.
_TOO_SHORT_ABROAD: Final = 3
_ORDINARY_ABROAD: Final = frozenset({"nie", "off", "uit", "dur", "ret", "pare", "para", "ende", "remove"})


class Basis(StrEnum):
    """What a result is based on."""

    PROVIDER_KEYWORD = "provider keyword"
    """The provider or the carrier blocks the number automatically."""
    FCC_WORD = "FCC word"
    PLAIN_WORDING = "plain wording"
    OTHER_LANGUAGE = "other language"


@sealed
@dataclass(frozen=True, slots=True)
class OptOut:
    """The meaning of a reply. ``lifts``: it is an opt-in keyword such as START, which ends an earlier opt-out."""

    opted_out: bool
    confidence: Confidence | None = None
    """``high``: suppress now. ``medium``: suppress now, and a person should review it. ``None`` if it is not an opt-out."""
    basis: Basis | None = None
    lifts: bool = False
    words: str = ""
    """The words that decided it."""

    def __bool__(self) -> bool:
        return self.opted_out


def opt_out(reply: str, provider: str | None = None, locale: str | None = None) -> OptOut:
    """Whether a reply is an opt-out, with the confidence and the basis.

    :param provider: the provider whose keywords count; ``None`` is the ``generic`` profile. An unknown one raises
        :class:`~smslint.errors.ConfigError`.
    :param locale: the language of the conversation, such as ``es-MX``, if known; other languages are recognised too.

    >>> opt_out("please stop texting me").basis
    <Basis.PLAIN_WORDING: 'plain wording'>
    """
    from smslint.rules import providers
    from smslint.text.fold import fold

    if not isinstance(reply, str):
        raise TypeError(f"a reply is a str, not {type(reply).__name__}")
    must_be_text(provider, "provider")
    must_be_text(locale, "locale")
    language = None if locale is None else language_of(locale)
    text = fold(reply).text
    whole = _bare(text)
    if not whole:
        return OptOut(opted_out=False)
    keywords = providers.load(provider or "generic").keywords
    keyword = _keyword(whole, keywords)
    if keyword is not None:  # also one that opts in
        return keyword
    return (
        _word(whole)
        or _signed(reply, language)
        or _wording(reply, language)
        or _abroad(whole, language)
        or OptOut(opted_out=False)
    )


def _keyword(whole: str, keywords: Keywords) -> OptOut | None:
    if whole in _plain(keywords.opt_out):
        return OptOut(True, Confidence.HIGH, Basis.PROVIDER_KEYWORD, words=whole)
    if whole in _plain(keywords.opt_in):
        return OptOut(opted_out=False, lifts=True, words=whole)
    return None


def _word(whole: str) -> OptOut | None:
    """The FCC's words: alone, repeated ("stop stop stop") or with a polite word."""
    if whole in FCC_WORDS:
        return OptOut(True, Confidence.HIGH, Basis.FCC_WORD, words=whole)
    rest = _bare(_POLITE.sub(" ", whole))
    words = FCC_WORDS | _UNMISTAKABLE
    word = rest if rest in words else rest.split()[0] if len(set(rest.split())) == 1 else ""
    if word not in words:
        return None
    return OptOut(True, Confidence.HIGH if word in _UNMISTAKABLE else Confidence.MEDIUM, Basis.FCC_WORD, words=word)


def _signed(reply: str, language: str | None) -> OptOut | None:
    """The word alone, without a signature, with "all", or letter by letter: a provider does not act on it, but it means the same."""
    for word, plainly in _readings(reply):
        if word in _UNMISTAKABLE:
            return OptOut(True, Confidence.HIGH, Basis.FCC_WORD, words=word)
        if plainly:
            found = (
                OptOut(True, Confidence.MEDIUM, Basis.FCC_WORD, words=word)
                if word in FCC_WORDS
                else _abroad(word, language)
            )
            if found is not None:
                return found
    return None


def _readings(reply: str) -> Iterator[tuple[str, bool]]:
    """What the reply says without its signature, and whether the rest is plainly a signature: "Cancel - Monday" may not be."""
    from smslint.text.fold import fold

    lines = [line.strip() for line in reply.splitlines() if line.strip()]
    if len(lines) > 1 and all(_under_a_reply(line) for line in lines[1:]):
        yield _bare(fold(lines[0]).text), True
    signed = _SIGNED.fullmatch(reply.strip())
    if signed is not None:
        name = signed["name"] or ""
        yield _bare(fold(signed["word"]).text), 0 < len(name.rstrip(".")) <= _LONGEST_INITIALS
    thanked = _THANKED.fullmatch(reply.strip())
    if thanked is not None:
        yield _bare(fold(thanked["word"]).text), True
    text = fold(reply).text.strip()
    bare = _EDGES.sub("", text)
    if _SPELLED_OUT.fullmatch(bare):
        yield _GAPS.sub("", bare), True
    more = _WITH_ALL.fullmatch(_bare(text))
    if more is not None:
        yield more[1], True


def _under_a_reply(line: str) -> bool:
    from smslint.text.fold import fold

    folded = fold(line).text
    return (
        _SIGNATURE.match(folded) is not None
        or _NAME.fullmatch(line) is not None
        or not _bare(_POLITE_ABROAD.sub(" ", _POLITE.sub(" ", folded)))
    )


def _wording(reply: str, language: str | None) -> OptOut | None:
    from smslint.rules import lexicons

    matches = lexicons.load("opt-out-replies").find(reply)
    # The highest confidence first; among equals the language of the conversation.
    matches.sort(key=lambda match: (match.entry.group != "plain", language != match.language))
    for match in matches:
        english = match.language == "en"
        sure = Confidence.HIGH if match.entry.group == "plain" and english else Confidence.MEDIUM
        return OptOut(True, sure, Basis.PLAIN_WORDING if english else Basis.OTHER_LANGUAGE, words=match.text)
    return None


def _abroad(whole: str, own: str | None) -> OptOut | None:
    """A keyword of another language as the whole reply."""
    whole = _bare(_POLITE_ABROAD.sub(" ", whole))
    for language, words in _keywords_abroad():
        if whole not in words:
            continue
        if own is not None and language.split("-")[0] == own:
            return OptOut(True, Confidence.HIGH, Basis.OTHER_LANGUAGE, words=whole)
        if own is None and whole not in _ORDINARY_ABROAD and (len(whole) > _TOO_SHORT_ABROAD or not whole.isascii()):
            return OptOut(True, Confidence.MEDIUM, Basis.OTHER_LANGUAGE, words=whole)
    return None


@lru_cache(maxsize=1)
def _keywords_abroad() -> tuple[tuple[str, frozenset[str]], ...]:
    from smslint.rules import lexicons

    lexicon = lexicons.load("opt-out-phrases")
    return tuple((language.lower(), _plain(lexicon.sheet(language).keywords)) for language in lexicon.languages)


def _plain(words: Iterable[str]) -> frozenset[str]:
    from smslint.text.fold import fold

    return frozenset(_bare(fold(word).text) for word in words)


def _bare(text: str) -> str:
    """Letters and digits, one space between words."""
    return _GAPS.sub(" ", _EDGES.sub("", text))
