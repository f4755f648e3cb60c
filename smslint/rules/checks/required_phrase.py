"""A phrase that every rendering must contain, found with a lexicon of its wordings in many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Fix, Severity
from smslint.rules.check_options import RequiredPhrase, lexicon_of
from smslint.rules.profiles import Grade, grade, profiles
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.country import Country
    from smslint.rules.lexicon import Lexicon
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

NAMED: Final = 3
"""The most languages that a finding names."""

SURE: Final = 0.7
"""A kind that is inferred with less than this certainty makes no error."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when a rendering does not have the phrase; if only some do not, it shows one of them."""
    countries = profiles(subject)
    if (
        countries
        and len(countries) == len(subject.regions)
        and all(_has_form(country, subject) for country in countries)
    ):
        return  # the rule about the form reports the missing phrase and its form
    lexicon = lexicon_of(rule)
    what = RequiredPhrase.of(rule).what
    languages = _languages(subject, lexicon)
    # What is not understood may hold the phrase: that is unknown, and the coverage says so.
    lacking = [each for each in subject.understood if not lexicon.holds(each.text, languages)]
    if not lacking:
        return
    mark, source = _mark(rule, subject, countries)
    foreign = _foreign(lexicon, lacking[0]) if languages is not None else ""
    some = len(lacking) < len(subject.renderings)
    severity, fix = mark.severity, None if some else _fix(rule, subject, countries, lacking[0])
    if subject.context.kind_inferred and 0 < subject.context.certainty < SURE:
        severity = min(severity, Severity.WARNING)
    if foreign:
        message = f"{what.capitalize()} is in {foreign}, and the message is in {subject.context.language!r}."
        severity = min(severity, Severity.WARNING)
    elif some:
        message = (
            f"{what.capitalize()} is missing from {len(lacking)} of {len(subject.renderings)} renderings, "
            f"for example: {_shown(lacking[0])!r}."
        )
    else:
        message = f"{what.capitalize()} is missing."
    yield rule.finding(message + mark.remark, lacking[0].end, severity=severity, confidence=mark.confidence, fix=fix,
                       help=_help(countries), source_url=source, sources_differ=mark.differ)  # fmt: skip


def _shown(rendering: Rendering) -> str:
    text = rendering.text.strip().replace("\n", " ")
    return shortened(text)


def _has_form(country: Country, subject: Subject) -> bool:
    """Whether the country's profile says which form the opt-out text of this message must have."""
    return any(
        asked.rule == "OPT002" and asked.match == "required" and asked.severity == "error"
        and asked.sender in {None, subject.context.sender.type}
        for asked in country.text_checks
    )  # fmt: skip


def _mark(rule: Rule, subject: Subject, countries: tuple[Country, ...]) -> tuple[Grade, str]:
    """The strictest grade of the countries, and the address of its source.

    It is the rule's severity if no country is given, and a warning if none is known.
    """
    if not subject.regions:
        return Grade(rule.severity, rule.confidence), ""
    marks = [
        (
            grade(
                rule,
                country.opt_out.severity or "info",
                country.confidence.get("opt_out", "knowledge"),
                country.doubt("opt_out"),
            ),
            country.source_of("opt_out"),
        )
        for country in countries
    ]
    marks += [(Grade(min(rule.severity, Severity.WARNING), Confidence.LOW), "")] * (
        len(countries) < len(subject.regions)
    )
    return max(marks, key=lambda each: each[0].severity)


def _help(countries: tuple[Country, ...]) -> str:
    forms = [f"{country.name}: {country.opt_out.forms[0]!r}" for country in countries if country.opt_out.forms]
    return f"For example, {'; '.join(forms[:3])}. Or set appended to the text that your provider adds." if forms else ""


def _languages(subject: Subject, lexicon: Lexicon) -> tuple[str, ...] | None:
    language = subject.context.language
    return (str(subject.context.locale), language) if language and language in _stems(lexicon) else None


def _stems(lexicon: Lexicon) -> set[str]:
    return {name.partition("-")[0] for name in lexicon.languages}


def _foreign(lexicon: Lexicon, rendering: Rendering) -> str:
    """The other languages in which the phrase is present: those whose wordings cover most of it."""
    covered: dict[str, set[int]] = {}
    for match in lexicon.find(rendering.text):
        covered.setdefault(match.language, set()).update(range(*match.span))
    most = max(map(len, covered.values()), default=0)
    found = sorted(language for language, places in covered.items() if len(places) == most)
    return " or ".join(map(repr, found)) if len(found) <= NAMED else "another language"


def _fix(rule: Rule, subject: Subject, countries: tuple[Country, ...], rendering: Rendering) -> Fix | None:
    """The rule's own wording, if a reply reaches the sender and the message should be in English."""
    appended = rule.fix.get("append")
    replies = subject.context.sender.type != "alphanumeric" and all(
        any("reply stop" in form.lower() for form in country.opt_out.forms) for country in countries
    )
    if not appended or not replies or subject.context.language not in {None, "en"}:
        return None
    return Fix(rendering.end, str(appended), safe=bool(rule.fix.get("safe", False)))
