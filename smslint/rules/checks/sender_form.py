"""The form of a sender ID: what networks can show, and what countries require."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.numbers.e164 import check_number
from smslint.rules.check_options import SenderForm
from smslint.rules.profiles import grade, profiles, unmet
from smslint.text.patterns import later
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

LONGEST: Final = 11
_DIGITS: Final = {"long_code": (7, 15), "toll_free": (7, 15), "short_code": (3, 8)}
"""The fewest and the most digits of a number of each type: E.164 allows 15, and no short code of a country has more than 8."""
_FORM: Final = later(r"[A-Za-z0-9 +\-_&]{1,11}")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for an ID that its type contradicts, for a name that no network accepts, and one for each country whose required form it
    does not have.
    """
    sender = subject.context.sender
    if sender.id is None:
        return
    if says := contradiction(sender.id, sender.type):
        yield rule.finding(
            f"The sender is said to be of type {sender.type}, but its ID {sender.id!r} {says}.", subject.span,
            severity=min(rule.severity, Severity.WARNING), predicts="",
            help="Correct one of them: what countries and networks ask depends on the type.",
        )  # fmt: skip
    if sender.type not in {None, "alphanumeric"} or sender.id.lstrip("+").isdigit():
        return
    fault = name_fault(sender.id, sender.type, max(SenderForm.of(rule).least, subject.provider.min_sender_id))
    if fault:
        yield rule.finding(f"The sender ID {sender.id!r} {fault}.", subject.span)
    kind = subject.context.kind
    generic = sender.id.strip().upper() in SenderForm.of(rule).generic
    for country in profiles(subject):
        if generic and country.alphanumeric.generic is not None:
            confidence = country.confidence.get("registration", "knowledge")
            mark = grade(rule, country.alphanumeric.generic, confidence, country.doubt("registration"))
            yield rule.finding(
                f"{country.name} blocks generic sender IDs such as {sender.id!r}.{mark.remark}", subject.span,
                severity=mark.severity, confidence=mark.confidence, help="Use the name of the brand.",
                predicts=subject.provider.predicted(rule.code, "generic-sender-id") or "",
                source_url=country.source_of("registration"), sources_differ=mark.differ,
            )  # fmt: skip
        if country.alphanumeric.separate_names is not None and kind == "marketing":
            confidence = country.confidence.get("registration", "knowledge")
            mark = grade(rule, country.alphanumeric.separate_names, confidence, country.doubt("registration"))
            yield rule.finding(
                f"{country.name} wants one sender ID for marketing and another for everything else; {sender.id!r} sends marketing."
                f"{mark.remark}", subject.span, severity=mark.severity, confidence=mark.confidence,
                help="Send other messages from a second registered sender ID.",
                source_url=country.source_of("registration"), sources_differ=mark.differ,
            )  # fmt: skip
        for asked in () if fault else country.text_checks:
            if asked.rule != rule.code or (asked.kind is not None and asked.kind != kind):
                continue
            if found := unmet(rule, asked, country, sender.id):
                mark, words = found
                yield rule.finding(
                    f"{words}; the sender ID is {sender.id!r}.{mark.remark}", subject.span,
                    severity=mark.severity, confidence=mark.confidence, help="Change the sender ID for this country.",
                    source_url=country.source_of("registration"), sources_differ=mark.differ,
                )  # fmt: skip


def contradiction(name: str, kind: str | None) -> str:
    """What an ID is instead of what its type says; empty if they agree."""
    if kind == "alphanumeric":
        return "is a number" if name.lstrip("+").isdigit() else ""
    if kind is None:
        return ""
    if any(map(str.isalpha, name)):
        return "is a name, not a number"
    least, most = _DIGITS[kind]
    digits = sum(map(str.isdigit, name))
    if not least <= digits <= most:
        return f"has {plural(digits, 'digit')}, and a number of that type has {least} to {most}"
    if kind == "toll_free" and name.startswith("+") and (number := check_number(name)).valid and number.type != kind:
        return "is not a toll-free number"
    return ""


def name_fault(name: str, kind: str | None, least: int) -> str:
    """Why no network shows a name; empty for a number, and for a name of the right form.

    :param least: the fewest characters that the provider takes.
    """
    if kind not in {None, "alphanumeric"} or name.lstrip("+").isdigit():
        return ""
    if not least <= len(name) <= LONGEST:
        return f"has {plural(len(name), 'character')}; a sender ID has {least} to {LONGEST}"
    if not _FORM.fullmatch(name):
        return "contains a character other than letters, digits, spaces and + - _ &"
    if not any(char.isalpha() for char in name):
        return "has no letter"
    return ""
