"""Words that people are told to reply with, compared with those that the provider acts on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import ReplyWord
from smslint.rules.profiles import CONFIDENCE
from smslint.rules.replies import all_tells
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.replies import Tell
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_PURPOSE: Final = (
    r"(?:to|for|para|pour|um(?:\s+sich)?|zum|zur|per|om|f[oö]r\s+att|for\s+[aå]t?|aby|pro|untuk|pentru|чтобы|чтоб|для|щоб|за\s+да"
    r"|για\s+να|if|si|se|when|once|after)"
)
_TEXTS: Final = (
    r"texts?|texting|messag\w+|msgs?|sms\w*|alerts?|updates?|notifications?|offers?|promos?|promotions?|subscri\w+|suscri\w+|list|from\s+us"
    r"|mensajes|mensagens|messaggi|nachrichten|berichten|meddelanden|beskeder|meldinger|pesan|avisos|mesaj\w*|wiadomo\w+|zpr[aá]v\w*"
    r"|[uü]zenet\w*|сообщени\w+|рассылк\w+|повідомлен\w+|viestej[aä]|messages"
)
_NO_MORE: Final = (
    r"(?:(?=[^.!?,]{0,50}\b(?:more|m[aá]s|mais|plus|mehr|meer|pi[uù]|wi[eę]cej|fler|mer|flere|больше|більше|want|wish|quier\w+|dese\w+|quer|quiser"
    r"|souhait\w+|voul\w+|veux|wilt?|m[oö]cht\w*|woll\w+|vuoi|vuole|chces\w*|chcete|nechce\w*|vill?|[oø]nsker|хо\w+)\b)(?:\b(?:no|not|don'?t|ne|pas|plus|keine?|nicht|geen|niet|inte|ikke|ingen|non|n[aã]o|nie|не|nem|ei)\b)[^.!?,]{0,30}"
    rf"\b(?:{_TEXTS}|rec[ie]b\w+|receber|recevoir|ricever\w*|otrzym\w+|получ\w+|отримув\w+)\b[^.!?,]{{0,15}}"
    r"|\bmesaj\w*(?:\s+almak)?\s+iste(?:mi|me)\w+)"
)
"""No more texts are wanted, in a question or a clause: "¿No quieres más mensajes?"."""
_OPTING_OUT: Final = later(
    rf"""\W*(?:(?:if\s+you\s+)?(?:want|wish)\s+)?\b(?:{_PURPOSE}|(?=opt|unsub))\s*(?:
        opt(?:ing)?[- ]?out|unsub\w*|be\s+removed|(?:you\s+)?(?:no\s+(?:longer|more)|(?:don'?t|do\s+not)\s+want\s+(?:any\s+)?(?:more\s+)?(?:{_TEXTS}))|leave(?=\s*$|\s*[,)\]]|\s+(?:the|this|our)\s+(?:list|group|club))
      | (?:se\s+|vous\s+|te\s+)?d[eé]s(?:abonn|inscri)\w*|dar[mst]e\s+de\s+baja|no\s+recibir|dejar\s+de\s+recibir|desuscri\w*
      | n[aã]o\s+(?:mais\s+)?receber|deixar\s+de\s+receber|descadastrar|(?:dis|can)(?:iscriver|cellar)\w*|non\s+ricevere
      | ne\s+plus\s+recevoir|afmelden|af\s+te\s+melden|uit\s+te\s+schrijven|(?:(?:sich|dich)\s+)?ab(?:zu)?(?:melden|bestellen)|(?:keine?|nicht\s+mehr)\b
      | отпис\w*|відпис\w*|отказ\w*|dezabon\w*|leiratkoz\w*|listeden\s+[cç][iı]k\w*|abonelik\w*|{_NO_MORE}
      | cancelar\s+(?:o\s+)?recebimento|avregistrera|avsluta|slippa|afmelde|framelde|melde\s+deg\s+av|zrezygnowa[cć]|odhl[aá][sš]en[ií]|berhenti\s+berlangganan
      | cancelar\s+(?:a\s+|la\s+|tu\s+|su\s+)?(?:suscri|subscri|assinatura)
      | (?:stop|end|quit|cancel)(?=\s*$|\s*[,)\]]|\s+(?:all|any|these|future|further|receiving|getting|our|promo\w*|marketing|the)?\s*
          (?:texts?|messages?|msgs?|sms|alerts?|updates?|notifications?|offers?|promos?|promotions?|subscription|from|hearing)\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What most texts say. It is a part of the pattern above, which takes longer to compile than a short command has.
_PLAINLY_OPTING_OUT: Final = later(r"\W*\bto\s+(?:opt[- ]?out|unsub|(?:stop|end|quit|cancel)\s*$)", re.IGNORECASE)
_CANCELS: Final = rf"{_PURPOSE}\s+(?:end|quit|cancel|stop|cancelar|sair|salir|parar|annuler|annullare|be[eë]indigen|stoppen|beenden|berhenti)"
# "Reply NO to cancel" may cancel anything; if the text does not say what, it is not an error.
_CANCELS_SOMETHING: Final = later(rf"\W*\b{_CANCELS}(?=\s*$|\s*[,)\]])", re.IGNORECASE)
_ABOUT_TEXTS: Final = later(
    rf"\b(?:{_TEXTS}|opt|unsub\w*|receiv\w+|recib\w+|receber|recevoir|marketing|hear)\b", re.IGNORECASE
)
_OPTING_IN: Final = later(
    r"\b(?:(?:opt|sign|join|enrol|agree|consent|start|resume|get|resubscribe|continue)\w*)\b", re.IGNORECASE
)
_FOR_HELP: Final = later(
    r"\b(?:help|info\w*|assist\w*|support|customer|service|questions?|details|more|ayuda|ajuda|aide|hilfe|aiuto|hulp|hj[aä]lp|pomoc)\b",
    re.IGNORECASE,
)
_SAYS_WHY: Final = later(rf"\W*{_PURPOSE}\s+\w", re.IGNORECASE)
_WHY_BEHIND: Final = later(r"\W*(?P<why>\bum\s+.+)", re.IGNORECASE)
""" "mit NEIN antworten, um dich abzumelden": the verb is between the word and its purpose."""
_WHY_BEFORE: Final = later(rf"(?:^|[,:(]|\b(?:and|or|please|y|et|und))\s*(?P<why>{_PURPOSE}\s+\w.*)$", re.IGNORECASE)
_IF_NOT: Final = later(
    r"(?P<why>(?:can ?not|can'?t|cannot|unable to|won'?t be able to)\s(?:come|make it|attend|be there|keep (?:it|your \w+))[^.!?]{0,20})\?\s*(?:(?:just|please|simply)\s+)?\Z",
    re.IGNORECASE,
)
""" "Can't come? Text CANCEL": about an appointment, not about the texts."""
_SENTENCE: Final = later(r"[.!?\n]\s")
_NAMED: Final = later(
    r"\b(?:opt[- ]?out|unsub\w*|d[eé]s(?:abonn|inscri)\w*|abmeld\w+|abbestell\w+|afmeld\w*|uitschrijven|avregistr\w*|avmeld\w*"
    r"|disiscriv\w+|descadastr\w+|rezygnacja|odhl[aá][sš]\w+|отпис\w+|відпис\w+|dezabon\w+|leiratkoz\w+)\W{0,3}$"
    rf"|{_NO_MORE}\W{{0,3}}(?:just|please|simply|bitte|por\s+favor|yani|to)?\W{{0,3}}$",
    re.IGNORECASE,
)
_OF_A_THING: Final = later(
    rf"\W*{_PURPOSE}\s+(?:stop|end|pause|leave|halt|finish|exit|(?:turn|switch)\s+off)\s+(?:the|your|this|my|a)\s+(?:\w+\s+)?"
    r"(?!\w+\s+(?:list|program))(?!(?:program\w*|campaign|list|club|newsletter|enrol\w*|membership|feed|series|thread)\b)\w+",
    re.IGNORECASE,
)
"""A thing that is not the texts: "to stop the timer". What is about texts was excluded before."""
_STARTS_A_THING: Final = later(
    rf"\W*{_PURPOSE}\s+(?:start|begin|resume|continue)\s+(?:the|your|this|my|a)\s+"
    r"(?!(?:program\w*|campaign|list|club|newsletter|subscription|service|membership|feed|series|plan|trial)\b)\w+",
    re.IGNORECASE,
)
_CHOICE: Final = later(r"\b(?:to|for)\s+(?:confirm|accept|keep|approve|book)\b", re.IGNORECASE)
"""Another word of the same sentence is about a thing: "to confirm reply YES, to cancel reply CANCEL"."""
_WANTS_TEXTS: Final = later(
    r"\b(?:subscri\w+|join\w*|alerts|updates|newsletter|list|messages|(?:our|these) texts|opt\w*)\b", re.IGNORECASE
)
_AMBIGUOUS: Final = frozenset({"CANCEL", "END", "QUIT", "REMOVE"})
"""Opt-out words that people also use for an appointment or a task."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings of one of two kinds, by the option ``for``.

    ``opt-out``: the message says that a word opts people out, but the provider does not act on it. ``ordinary``: the
    message gives a word another meaning, but the provider reads it as a command.
    """
    honours = ReplyWord.of(rule).for_ == "opt-out"
    found = _unhonoured if honours else _reserved
    several = len(subject.renderings) > 1
    seen = set()
    for rendering in subject.renderings:
        for tell in all_tells(rendering.text):
            if tell.elsewhere:
                continue
            if several:
                span = rendering.source(tell.start, tell.end)
                if span in seen:
                    continue
                seen.add(span)
            yield from found(rule, subject, rendering, tell)


def _unhonoured(rule: Rule, subject: Subject, rendering: Rendering, tell: Tell) -> Iterator[Finding]:
    provider, sender = subject.provider, subject.context.sender.type
    honoured = provider.keywords.opt_out_for(sender)
    for word in honoured:
        if word.upper() == tell.word:
            return
    why = _why(tell)
    if _CANCELS_SOMETHING.match(why):
        if tell.word not in ReplyWord.of(rule).known:
            return
    elif not _opting_out(why) and not _asks_to_opt_out(tell.before, why):
        return
    if provider.name == "generic" and tell.word in ReplyWord.of(rule).known:
        return  # the provider is unknown, and some provider or language acts on this word
    sure = CONFIDENCE.get(provider.confidence.get("keywords", "knowledge"), Confidence.LOW)
    if not honoured:
        yield rule.finding(
            f"{provider.title} acts on no opt-out word by itself: your own code has to read {tell.word!r}.",
            rendering.source(tell.start, tell.end), severity=Severity.INFO, confidence=sure,
            help="Read the replies yourself, or switch on the opt-out service of the provider.",
        )  # fmt: skip
        return
    named = provider.name != "generic"
    who = provider.title if named else "the provider usually"
    severity = rule.severity if named and sure is not Confidence.LOW else Severity.WARNING
    from_whom = f" from a {sender.replace('_', '-')} sender" if sender in provider.keywords.by_sender and sender else ""
    yield rule.finding(
        f"{tell.word!r} does not opt anyone out: {who} honours {', '.join(honoured)}{from_whom}.",
        rendering.source(tell.start, tell.end), severity=min(severity, rule.severity), confidence=sure,
        help=f"Write {honoured[0]}, or register the word with the provider.",
    )  # fmt: skip


def _reserved(rule: Rule, subject: Subject, rendering: Rendering, tell: Tell) -> Iterator[Finding]:
    keywords = subject.provider.keywords
    opts_out = tell.word in keywords.opt_out_for(subject.context.sender.type)
    if not opts_out and tell.word not in keywords.opt_in and tell.word not in keywords.help:
        return
    why, objects = _why(tell), ReplyWord.of(rule).objects
    helps = not opts_out and tell.word in keywords.help
    choice = opts_out and tell.word in _AMBIGUOUS and _is_a_choice(rendering.text, tell.start)
    if not choice and (_opting_out(why) or (not helps and _ABOUT_TEXTS.search(why))):
        return
    about_a_thing = choice or objects is None or objects.found(why)
    span = rendering.source(tell.start, tell.end)
    does = " ".join(why.split()).strip(" ,")
    if opts_out:
        says = tell.word in _AMBIGUOUS and _SAYS_WHY.match(why) and not _CANCELS_SOMETHING.match(why)
        if about_a_thing or says or _OF_A_THING.match(why):
            yield rule.finding(
                f"{tell.word!r} {does}: the provider reads that reply as an opt-out, and the customer gets no more texts.",
                span,
            )
    elif helps:
        if _SAYS_WHY.match(why) and not _FOR_HELP.search(why):
            yield rule.finding(
                f"{tell.word!r} {does}: the provider answers that reply itself and may not pass it on.", span,
                severity=Severity.INFO, help="Use another word, such as MENU.",
            )  # fmt: skip
    elif about_a_thing or (_SAYS_WHY.match(why) and (not _OPTING_IN.search(why) or _STARTS_A_THING.match(why))):
        yield rule.finding(
            f"{tell.word!r} {does}: the provider reads that reply as an opt-in and may not pass it on.", span,
            severity=Severity.INFO, help="Use another word or digit, such as Y or 1.",
        )  # fmt: skip


def _is_a_choice(text: str, start: int) -> bool:
    """Whether the sentence first tells people how to confirm a thing, not that they want texts."""
    said = _SENTENCE.split(text[max(0, start - 100) : start])[-1]
    return _CHOICE.search(said) is not None and _WANTS_TEXTS.search(said) is None


def _opting_out(why: str) -> bool:
    return (_PLAINLY_OPTING_OUT.match(why) or _OPTING_OUT.match(why)) is not None


def _why(tell: Tell) -> str:
    """What the reply is for: the rest of the sentence if it says so, otherwise what comes before the verb."""
    if _SAYS_WHY.match(tell.rest):
        return tell.rest
    behind = _WHY_BEHIND.match(tell.rest)
    if behind is not None:
        return behind["why"]
    before = _WHY_BEFORE.search(tell.before)
    if before is not None:
        return before["why"].rstrip(" ,:-")
    asked = _IF_NOT.search(tell.text_before)
    return f" if you {asked['why'].lower()}" if asked is not None else tell.rest


def _asks_to_opt_out(before: str, why: str) -> bool:
    """ "Opt out: reply NO", with nothing else that the word is for."""
    named = _NAMED.search(before) is not None
    return named and (not _SAYS_WHY.match(why) or why.lstrip() == before.rstrip(" ,:-"))
