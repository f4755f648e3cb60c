"""A phrase that every rendering must hold, found through a lexicon of its wordings in many languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Fix, Severity
from smslint.rules.lexicons import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.lexicons import Lexicon
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when a rendering lacks the phrase; where only some do, it shows one that does."""
    lexicon = load(str(rule.options["lexicon"]))
    what = str(rule.options.get("what", "the required phrase"))
    lacking = [each for each in subject.renderings if lexicon.first(each.text, _languages(subject, lexicon)) is None]
    if not lacking:
        return
    severity = _severity(rule, subject)
    foreign = _foreign(lexicon, lacking[0])
    kind = _kind(subject)
    if foreign:
        yield rule.finding(
            f"{what.capitalize()} is in {foreign}, and the message is in {subject.context.language!r}{kind}.",
            lacking[0].end, severity=min(severity, Severity.WARNING), fix=_fix(rule, lacking[0]),
        )  # fmt: skip
    elif len(lacking) == len(subject.renderings):
        yield rule.finding(f"{what.capitalize()} is missing{kind}.", lacking[0].end, severity=severity,
                           fix=_fix(rule, lacking[0]))  # fmt: skip
    else:
        shown = lacking[0].text.strip().replace("\n", " ")
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        yield rule.finding(
            f"{what.capitalize()} is missing from {len(lacking)} of {len(subject.renderings)} renderings{kind}, "
            f"for example: {shown!r}.",
            lacking[0].end, severity=severity,
        )  # fmt: skip


def _languages(subject: Subject, lexicon: Lexicon) -> tuple[str, ...] | None:
    language = subject.context.language
    return (str(subject.context.locale), language) if language and language in _stems(lexicon) else None


def _stems(lexicon: Lexicon) -> set[str]:
    return {name.partition("-")[0] for name in lexicon.languages}


def _foreign(lexicon: Lexicon, rendering: Rendering) -> str:
    """The language in which the phrase is there after all."""
    match = lexicon.first(rendering.text)
    return repr(match.language) if match is not None else ""


def _kind(subject: Subject) -> str:
    context = subject.context
    if not context.kind_inferred:
        return ""
    return f" (it looks like {context.kind}: {context.evidence})"


def _severity(rule: Rule, subject: Subject) -> Severity:
    """An error where the law asks for it, a warning elsewhere; where nobody said which country, the rule's own."""
    asking = set(rule.options.get("error_regions", ()))
    if asking and subject.regions and asking.isdisjoint(subject.regions):
        return min(rule.severity, Severity.WARNING)
    return rule.severity


def _fix(rule: Rule, rendering: Rendering) -> Fix | None:
    appended = rule.fix.get("append")
    return Fix(rendering.end, str(appended), safe=bool(rule.fix.get("safe", False))) if appended else None
