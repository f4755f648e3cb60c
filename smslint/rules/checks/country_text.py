"""Text that a country requires or does not accept, as its profile lists it: labels, signatures, forms of opt-out."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence
from smslint.rules.check_options import CountryText
from smslint.rules.profiles import Grade, grade, profiles
from smslint.rules.resting import facts_of
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Country, TextCheck
    from smslint.rules.lexicon import Lexicon
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

TAIL: Final = 45
"""How many characters may follow a text that must be at the end: the rest of a number, a brand, a full stop."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each text check of a country that names this rule and that a rendering fails."""
    for country in profiles(subject):
        for asked in country.text_checks:
            if asked.rule == rule.code and applies(asked, country, subject, rule):
                mark = grade(rule, asked.severity, asked.confidence, country.doubt(*facts_of(rule)))
                if asked.applies_to != "all" and not rule.applies_to.kind:
                    mark = _guessed(mark, subject)
                if asked.written_in:
                    yield from _language(rule, subject, country, asked, mark)
                elif asked.pattern is None and asked.opt_out is None:
                    yield from _by_lexicon(rule, subject, country, asked, mark)
                elif asked.match == "fault":
                    yield from _faults(rule, subject, country, asked, mark)
                else:
                    yield from _required(rule, subject, country, asked, mark)


def _guessed(mark: Grade, subject: Subject) -> Grade:
    """A grade that depends on the kind, if the kind is a guess."""
    if not subject.looks_like:
        return mark
    sure = Confidence.MEDIUM if mark.confidence is Confidence.HIGH else mark.confidence
    return mark._replace(confidence=sure, remark=f"{subject.looks_like}{mark.remark}")


def applies(asked: TextCheck, country: Country, subject: Subject, rule: Rule) -> bool:
    """Whether a text check applies to this message, by the sender, the consent and the kind."""
    context = subject.context
    if asked.sender is not None and asked.sender != context.sender.type:
        return False
    if country.iso2 in CountryText.of(rule).without_consent and context.consent == "express":
        return False
    return asked.applies_to == "all" or asked.applies_to == context.kind


def _language(rule: Rule, subject: Subject, country: Country, asked: TextCheck, mark: Grade) -> Iterator[Finding]:
    """Only a declared language is judged."""
    language = subject.context.language
    if language is not None and language not in asked.written_in:
        yield rule.finding(
            f"{country.name} requires {asked.what}; the message is in {language!r}.{mark.remark}", subject.span,
            severity=mark.severity, confidence=mark.confidence, help="Send this country a message in its language.",
            source_url=country.source_of("mandatory_text"), sources_differ=mark.differ,
        )  # fmt: skip


def _required(rule: Rule, subject: Subject, country: Country, asked: TextCheck, mark: Grade) -> Iterator[Finding]:
    for rendering in subject.understood:
        text = rendering.text
        # Each place in turn: whether something asked for is there, and in the right place.
        wanted = [[_placed(span, asked.position, text) for span in spans] for spans in _found(rule, asked, text)]
        if all(any(places) for places in wanted):
            continue
        places = all(wanted)
        where = {"start": " at the start", "end": " at the end"}.get(asked.position, "")
        problem = f"it is present, but not{where}" if places else "it is missing"
        some = "" if len(subject.renderings) == 1 else f" from {_shown(rendering)!r}" if not places else ""
        yield rule.finding(
            f"{country.name} requires this{where}: {asked.what}; {problem}{some}.{mark.remark}",
            subject.span if asked.position == "start" else rendering.end,
            severity=mark.severity, confidence=mark.confidence, help=_help(rule, country),
            source_url=country.source_of(*facts_of(rule)), sources_differ=mark.differ,
        )  # fmt: skip
        return


def _faults(rule: Rule, subject: Subject, country: Country, asked: TextCheck, mark: Grade) -> Iterator[Finding]:
    seen = set()
    for rendering in subject.renderings:
        for start, end in chain.from_iterable(_found(rule, asked, rendering.text)):
            span = rendering.source(start, end)
            if span not in seen:
                seen.add(span)
                yield rule.finding(
                    f"{country.name} does not accept {rendering.text[start:end]!r} ({asked.what}).{mark.remark}", span,
                    severity=mark.severity, confidence=mark.confidence, help=_help(rule, country),
                    source_url=country.source_of(*facts_of(rule)), sources_differ=mark.differ,
                )  # fmt: skip


def _by_lexicon(rule: Rule, subject: Subject, country: Country, asked: TextCheck, mark: Grade) -> Iterator[Finding]:
    """Without a pattern the lexicon finds the phrase. Another rule reports a phrase that is missing completely."""
    from smslint.rules.lexicons import lexicon_at

    name = CountryText.of(rule).lexicon
    if name is None:
        return
    lexicon: Lexicon = lexicon_at(name, rule.path)
    for rendering in subject.renderings:
        found = lexicon.find(rendering.text)
        if found and not any(len(rendering.text) - match.span.end <= TAIL for match in found):
            yield rule.finding(
                f"{country.name} requires the {asked.what}; here {found[-1].text!r} is before other text.{mark.remark}",
                rendering.source(*found[-1].span),
                severity=mark.severity, confidence=mark.confidence, help="Move it after everything else.",
                source_url=country.source_of(*facts_of(rule)), sources_differ=mark.differ,
            )  # fmt: skip
            return


def _found(rule: Rule, asked: TextCheck, text: str) -> list[list[tuple[int, int]]]:
    """The places of what is asked for, a list for each thing that must be there."""
    if asked.opt_out is None:
        return [[match.span() for match in _compiled(asked.pattern or "").finditer(text)]]
    from smslint.rules.lexicons import lexicon_at
    from smslint.rules.opt_out_places import places_of

    lexicon = lexicon_at(CountryText.of(rule).lexicon or "opt-out-phrases", rule.path)
    return places_of(asked.opt_out, lexicon, text)


def _placed(span: tuple[int, int], position: str, text: str) -> bool:
    start, end = span
    at_start = not text[:start].strip()
    at_end = len(text) - end <= TAIL
    return {"start": at_start, "end": at_end, "start or end": at_start or len(text.rstrip()) == end}.get(position, True)


def _help(rule: Rule, country: Country) -> str:
    forms = country.opt_out.forms if rule.code.startswith("OPT") else country.mandatory_text
    return f"In {country.name}: {'; '.join(forms[:2])}." if forms else ""


def _shown(rendering: Rendering) -> str:
    text = " ".join(rendering.text.split())
    return shortened(text, 50)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    # The patterns of the profiles ship with smslint; tests run them on hostile texts.
    return re.compile(pattern)
