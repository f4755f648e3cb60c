"""What a message tells people to reply: each word, its stated effect, and its place."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.looks import look_at
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERB: Final = (
    r"(?:reply|respond|text|txt|send|sms|answer|type|responda|responde|env[ií][ea]|contest[ea]|escrib[ea]|manda|mande|digite"
    r"|r[eé]pondez|envoyez|tapez|antworten\s+sie|antworte|sende[nt]?|schreiben\s+sie|schreibe|rispondi|invia|scrivi"
    r"|antwoord|stuur|reageer|svara|svar|skicka|vastaa|l[aä]het[aä]|odpisz|odpowiedz|wy[sś]lij|odpov[eě]zte|po[sš]lete"
    r"|balas|ketik|taip|trimite(?:ți|ti)?|r[aă]spunde(?:ți|ti)?|v[aá]laszolj(?:on)?|k[uü]ldj(?:[eoö]n)?|ответьте|отправьте|напишите"
    r"|надішліть|отговорете|изпратете|απαντήστε|στείλτε)"
)
STEMS: Final = (
    "reply", "respond", "text", "txt", "send", "sms", "answer", "type", "env", "repondez", "antwort", "rispondi", "invia", "stuur",
    "contest", "escrib", "manda", "mande", "digite", "tapez", "schreib", "scrivi", "antwoord", "reageer", "svar", "skicka",
    "vastaa", "laheta", "odpisz", "odpowiedz", "wyslij", "odpovezte", "poslete", "balas", "ketik", "taip", "trimite", "raspunde",
    "valaszolj", "kuldj", "yaz", "gonder", "zu antworten", "antworten",
)  # fmt: skip
"""The beginnings of these verbs in ASCII. One of them is in every text without foreign letters that names a reply."""
_FOREIGN_STEMS: Final = (
    "ответьте",
    "отправьте",
    "напишите",
    "надішліть",
    "отговорете",
    "изпратете",
    "απαντησ",
    "στειλτε",
)
_FILLER: Final = r"(?:\s+(?:back|with|w/|the\s+word|the\s+keyword|keyword|con|la\s+palabra|par|avec|mit|met|med|het\s+woord|com|a\s+palavra|il|cu|с))*"
_WORD: Final = r"(?P<q>[\"'“‘*]*)(?P<word>[^\W\d_]{1,14}(?:[ -](?:ALL|OUT)\b)?)[\"'”’*]*(?![\w-])"
_REST: Final = r"(?P<rest>[^.!?\n;]{0,70})"
_TELL: Final = rf"\bVERB{_FILLER}[\s:=]+(?!VERB\b){_WORD}{_REST}"
_ANY_TELL: Final = later(_TELL.replace("VERB", _VERB), re.IGNORECASE)
# "Randevu için CANCEL yazın", "mit CANCEL antworten": the verb is behind the word, and the purpose before it.
_VERB_BEHIND: Final = later(
    r"(?<!\w)(?P<q>[\"'“‘]?)(?P<word>[^\W\d_a-z]{2,14})[\"'”’]?(?P<rest>)\s+(?:yaz|g[oö]nder|antworten)\w*"
)
_PURPOSE_BEHIND: Final = later(
    r"(?P<why>[^,:]{3,60}?)\s+i[cç]in\W*\Z|(?P<whether>[^,:]{3,60}?\w+(?:san[iı]z|seniz|san|sen))\W*\Z", re.IGNORECASE
)
# "Reply YES to confirm or CANCEL to cancel": the verb applies to every word in capitals that has its own purpose.
_MORE: Final = later(
    rf"(?:,|/|\bor\b|\band\b|\bo\b|\bou\b|\boder\b|;)\s*{_WORD}(?P<rest>\s+(?:to|for|if|when|para|pour|um|per|om|zum|untuk|aby|att)\b[^.!?\n;,]{{0,70}})"
)
# "Reply: CANCEL = cancel the order, YES = keep it": a table of words after a verb.
_CLAUSE: Final = later(r"[,;/]|\b(?:or|and|o|ou|oder|et|y|e|of)\s", re.IGNORECASE)
_EQUALS: Final = later(r"(?<![\w*=?&])(?P<q>)(?P<word>[A-Z]{2,14})(?P<rest>\s?=\s?[^.!?\n;,/=]{1,70})(?!=)")
_MEANS: Final = later(r"\s?=\s?(?P<meaning>[^,/=]*)(?!=)")
_SENTENCE: Final = later(r"[.!;\n]|\?(?=\s+\S+\s)")
_FARTHEST: Final = 70
_FOREIGN: Final = later(r"[^\x00-\x7f‘’“”–—…•€£]")
_ELSEWHERE: Final = later(r"\W*(?:to|at|al|au|an|a|naar)\s+(?:\+?\d[\d -]{2,}|\{)", re.IGNORECASE)


_DOES: Final = (
    r"(?:cancel|end|stop|quit|skip|leave|confirm|accept|decline|approve|keep|reschedul|chang|book|free|release|cancelar|anular|confirmar"
    r"|annuler|confirmer|stornier|absag|best[aä]tig|annullare|confermare|disdire|annuleren|bevestigen|avboka|bekr[aä]fta|membatalkan)"
)
# "CANCEL to cancel your visit": no verb tells people to reply, but a word in capitals has a purpose.
_BARE: Final = later(
    rf"(?P<word>[A-Z][A-Z]{{1,13}})\s+(?P<why>(?:to|if|para|pour|um|per|om|untuk)\s+(?:[a-z]+\s+){{0,3}}{_DOES}\w*[^.!?\n;,]{{0,60}})"
)
_CAPITALS: Final = later(r"[A-Z][A-Z]+(?![a-z])")
_BEGINS: Final = later(r"(?:^|[.!?;,:/(\n]\s*|\b(?:or|and|o|ou|oder|et|y|e|of)\s+)\Z")
# "CANCEL = cancel the visit", and "To cancel your visit: CANCEL" or "Confirm? YES".
_BARE_EQUALS: Final = later(rf"(?P<word>(?<![\w*=?&/])[A-Z]{{2,14}})\s?=\s?(?P<why>{_DOES}\w*[^.!?\n;,/=]{{0,60}})")
_BARE_LAST: Final = later(r"[:?]\s*(?P<word>[A-Z]{2,14})(?=\s*(?:$|[.!,;/|\n]))")
_DONE_BY: Final = later(rf"\b(?P<why>{_DOES}\w*(?:\s[\w']+){{0,5}})\s?\Z", re.IGNORECASE)
BARE: Final = (
    "cancel",
    "quit",
    "stop to",
    "stop if",
    "end to",
    "yes to",
    "yes if",
    "yes =",
    ": yes",
    "? yes",
    "start to",
)
"""One of these is in every text without foreign letters that gives a word a purpose without such a verb, if the word is one that providers act on."""


class Tell(NamedTuple):
    """A word that people are told to reply. ``rest`` is the rest of the sentence."""

    word: str
    rest: str
    start: int
    end: int
    elsewhere: bool
    """Whether it goes to a given number, and so not back to the sender."""
    text_before: str = ""

    @property
    def before(self) -> str:
        """What the sentence says first. Few checks ask for it."""
        return _SENTENCE.split(self.text_before)[-1]


VERBS: Final = frozenset({
    "reply", "respond", "text", "txt", "send", "sms", "answer", "type", "responda", "responde", "envia", "envie", "repondez", "envoyez",
    "antworten", "antworte", "sende", "senden", "sendet", "rispondi", "invia", "stuur", "contesta", "conteste", "escriba",
    "escribe", "manda", "mande", "digite", "tapez", "schreiben", "schreibe", "scrivi", "antwoord", "reageer", "svara", "svar",
    "skicka", "vastaa", "laheta", "odpisz", "odpowiedz", "wyslij", "odpovezte", "poslete", "balas", "ketik", "taip", "trimite", "trimiteti",
    "raspunde", "raspundeti", "valaszolj", "valaszoljon", "kuldj", "kuldjen", "kuldjon",
})  # fmt: skip
"""The verbs that :data:`STEMS` tells of, or their first words, as they are written in ASCII."""


_WITH_PRONOUN: Final = frozenset({"antworten", "schreiben"})
"""Of these, those that count only before ``sie``."""


@lru_cache(maxsize=64)
def _telling(verbs: frozenset[str]) -> re.Pattern[str]:
    """What names a reply with one of the verbs of a text: much smaller than the pattern with all verbs, which takes milliseconds to compile."""
    words = "|".join(rf"{verb}\s+sie" if verb in _WITH_PRONOUN else verb for verb in sorted(verbs))
    return re.compile(_TELL.replace("VERB", f"(?:{words})"), re.IGNORECASE)


def has_foreign_letters(text: str) -> bool:
    """Whether a text may have letters or digits that are not ASCII, or signs that change such: any but those that English texts have."""
    return not text.isascii() and _FOREIGN.search(text) is not None


def _places(text: str) -> Iterator[re.Match[str]]:
    """Where a text names a reply."""
    if has_foreign_letters(text):
        folded = look_at(text).text
        told = any(stem in folded for stem in STEMS) or any(stem in folded for stem in _FOREIGN_STEMS)
        return _each(_ANY_TELL, text, 0) if told else iter(())
    verbs = VERBS.intersection(look_at(text).words)
    return _each(_telling(verbs), text, min(map(text.lower().find, verbs))) if verbs else iter(())


def _each(pattern: re.Pattern[str], text: str, start: int) -> Iterator[re.Match[str]]:
    """Every match, also those in the rest of a sentence: "to confirm reply YES, to cancel reply CANCEL"."""
    while (match := pattern.search(text, start)) is not None:
        yield match
        start = match.end("word")


@lru_cache(maxsize=512)  # several rules ask about each rendering of a text, of which there are up to 256
def tells(text: str) -> tuple[Tell, ...]:
    """Every word that the text tells people to send; a word counts only if it is in capitals or quotes."""
    return tuple(_tells(text))


def _tells(text: str) -> Iterator[Tell]:
    seen: set[int] = set()
    last = 0
    found = list(_places(text))
    for match, after in zip_longest(found, found[1:]):
        begin = match.start()
        if (tell := _tell(match, seen, text[max(last, begin - _FARTHEST) : begin])) is not None:
            yield tell if after is None or after.start() > match.end() else _cut(tell, text[tell.end : after.start()])
        start = last = match.end("word")
        end = min(len(text), start + 160)
        if text[start:end].islower():  # no letter of it is a capital
            continue
        for more in _MORE.finditer(text, start, end):
            if more["word"].isupper() and (tell := _tell(more, seen, "")) is not None:
                yield tell
    yield from _told_behind(text, seen)
    for match in _EQUALS.finditer(text, found[0].start()) if found and "=" in text else ():
        if (tell := _tell(match, seen, "")) is not None:
            yield tell


def _told_behind(text: str, seen: set[int]) -> Iterator[Tell]:
    """Words whose verb is behind them, as in Turkish: what stands before them is their purpose."""
    words = look_at(text).text
    if "yaz" not in words and "gonder" not in words and "antworten" not in words:
        return
    for match in _VERB_BEHIND.finditer(text):
        before = _SENTENCE.split(text[max(0, match.start() - _FARTHEST) : match.start()])[-1]
        tell = _tell(match, seen, before)
        if tell is not None:
            why = _PURPOSE_BEHIND.search(before)
            purpose = (why["why"] or why["whether"]) if why is not None else ""
            rest = f" for {purpose}" if purpose else text[match.end() : match.end() + _FARTHEST]
            yield tell._replace(rest=rest)


def _cut(tell: Tell, rest: str) -> Tell:
    """The same without the next clause of its sentence, which tells people another word."""
    ends = [match.start() for match in _CLAUSE.finditer(rest)]
    return tell._replace(rest=rest[: ends[-1]]) if ends else tell


@lru_cache(maxsize=512)
def all_tells(text: str) -> tuple[Tell, ...]:
    """The same, and the words that have a purpose without a verb that tells people to send them."""
    return (*tells(text), *bare_tells(text))


def bare_tells(text: str) -> Iterator[Tell]:
    """Words in capitals that have a purpose, but no verb that tells people to reply: "CANCEL to cancel your visit"."""
    told = tells(text)
    if len(_CAPITALS.findall(text)) <= len(told) or text.isupper():
        return
    known = {tell.start for tell in told}
    for match in _BARE.finditer(text):
        start, end = match.span("word")
        if start not in known and _BEGINS.search(text, 0, start) and not match["why"].startswith("to end encr"):
            known.add(start)
            yield Tell(match["word"], f" {match['why']}", start, end, False)
    for match in (*_BARE_LAST.finditer(text), *(_BARE_EQUALS.finditer(text) if "=" in text else ())):
        start, end = match.span("word")
        why = (
            match
            if "why" in match.re.groupindex
            else _DONE_BY.search(text[max(0, match.start() - _FARTHEST) : match.start()])
        )
        if start not in known and why is not None:
            known.add(start)
            yield Tell(match["word"], f" to {why['why'][:1].lower()}{why['why'][1:]}", start, end, False)


def _tell(match: re.Match[str], seen: set[int], before: str) -> Tell | None:
    """The word of a match, unless it was seen before or is an ordinary word of a sentence.

    :param before: the text before it.
    """
    quote, word, rest = match.group("q", "word", "rest")
    start, end = match.span("word")
    if start in seen or not (quote or word.isupper()):
        return None
    seen.add(start)
    if "=" in rest and (means := _MEANS.match(rest)) is not None:
        rest = f"to {means['meaning']}"
    elsewhere = _ELSEWHERE.match(rest) is not None
    return Tell(" ".join(word.upper().split()), rest, start, end, elsewhere, before)
