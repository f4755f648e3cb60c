"""Words that people are told to reply with, compared with those that the provider acts on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import ReplyWord
from smslint.rules.profiles import CONFIDENCE
from smslint.rules.replies import tells
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.replies import Tell
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_OPTING_OUT: Final = later(
    r"""\W*(?:(?:if\s+you\s+)?(?:want|wish)\s+)?(?:to|for|para|pour|um|per|om)\s+(?:
        opt(?:ing)?[- ]?out|unsub\w*|be\s+removed|no\s+(?:longer|more)|leave|desabonn\w*|darse\s+de\s+baja|no\s+recibir
      | ne\s+plus\s+recevoir|vous\s+d[eé]sabonner|afmelden|sich\s+abzumelden|cancelar\s+(?:a\s+)?(?:suscri|subscri|assinatura)
      | (?:stop|end|quit|cancel)(?=\s*$|\s*[,)\]]|\s+(?:all|any|these|future|further|receiving|getting|our|promo\w*|marketing|the)?\s*
          (?:texts?|messages?|msgs?|sms|alerts?|updates?|notifications?|offers?|promos?|promotions?|subscription|from)\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# "Reply NO to cancel" may cancel anything; if the text does not say what, it is not an error.
_CANCELS_SOMETHING: Final = later(r"\W*\w+\s+(?:end|quit|cancel)(?=\s*$|\s*[,)\]])", re.IGNORECASE)
_ABOUT_TEXTS: Final = later(
    r"\b(?:texts?|messages?|msgs?|sms|alerts?|updates?|notifications?|offers?|promos?|promotions?|subscription|opt|unsub\w*"
    r"|receiving|marketing|list)\b",
    re.IGNORECASE,
)


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings of one of two kinds, by the option ``for``.

    ``opt-out``: the message says that a word opts people out, but the provider does not act on it. ``ordinary``: the
    message gives a word another meaning, but the provider reads it as a command.
    """
    found = _unhonoured if ReplyWord.of(rule).for_ == "opt-out" else _reserved
    several = len(subject.renderings) > 1
    seen = set()
    for rendering in subject.renderings:
        for tell in tells(rendering.text):
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
    if not _OPTING_OUT.match(tell.rest) or _CANCELS_SOMETHING.match(tell.rest):
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
    if not opts_out and tell.word not in keywords.opt_in:
        return
    objects = ReplyWord.of(rule).objects
    if _ABOUT_TEXTS.search(tell.rest) or _OPTING_OUT.match(tell.rest):
        return
    if objects is not None and not objects.found(tell.rest):
        return
    span = rendering.source(tell.start, tell.end)
    does = " ".join(tell.rest.split()).rstrip(",")
    if opts_out:
        yield rule.finding(
            f"{tell.word!r} {does}: the provider reads that reply as an opt-out, and the customer gets no more texts.",
            span,
        )
    else:
        yield rule.finding(
            f"{tell.word!r} {does}: the provider reads that reply as an opt-in and may not pass it on.", span,
            severity=Severity.INFO, help="Use another word or digit, such as Y or 1.",
        )  # fmt: skip
