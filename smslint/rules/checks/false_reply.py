"""'Reply STOP' from a sender that cannot receive replies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.check_options import lexicon_of
from smslint.rules.opt_out_forms import LINK
from smslint.rules.profiles import CONFIDENCE, profiles
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.evidence import Match
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_OTHER_WAY: Final = later(rf"\d[\d *#-]{{2,}}|@|\{{|{LINK}", re.IGNORECASE)
"""A number, a link or an address: another way to opt out."""
_SENTENCE: Final = later(r"[.!?](?:\s|$)|\n")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when the message asks for a reply that cannot arrive: certain for a sender name, less certain for a country."""
    name = subject.context.sender.type == "alphanumeric"
    one_way = [country for country in profiles(subject) if country.two_way == "no"]
    if not name and not one_way:
        return
    for rendering in subject.renderings:
        match = _reply(rule, rendering)
        if match is None:
            continue
        span = rendering.source(*match.span)
        if name:
            yield rule.finding(
                f"{match.text!r} cannot work: an alphanumeric sender ID cannot receive a reply.", span,
                confidence=Confidence.HIGH,
                help="Give a number or a link to opt out, or send from a number that can receive.",
            )  # fmt: skip
        for country in () if name else one_way:
            agreed = country.two_way_agreed
            sure = CONFIDENCE[country.confidence.get("two_way", "knowledge")]
            doubt = country.doubt("two_way")
            says = "" if agreed else f" (Sources differ: {doubt}.)" if doubt else " (This rests on few sources.)"
            yield rule.finding(
                f"{match.text!r} may not work in {country.name}, which has no two-way messaging.{says}", span,
                severity=min(rule.severity, Severity.WARNING if agreed else Severity.INFO),
                confidence=sure if agreed else Confidence.LOW,
                source_url=country.source_of("two_way"), sources_differ=doubt,
                help="Give a number or a link to opt out there, or ask the provider for a two-way number.",
            )  # fmt: skip
        return


def _reply(rule: Rule, rendering: Rendering) -> Match | None:
    """The opt-out text that asks for a reply to this message, if there is one."""
    text = rendering.text
    for match in lexicon_of(rule).matches(text):
        end = _SENTENCE.search(text, match.span.end)
        clause = text[match.span.start : min(end.start() if end else len(text), match.span.end + 60)]
        if not _OTHER_WAY.search(clause):
            return match
    return None
