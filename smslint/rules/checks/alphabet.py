"""Characters outside the provider's 7-bit alphabet: each makes the whole message UCS-2, with 70 units per segment, not 160."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from smslint.finding import Confidence, Fix, Severity
from smslint.rules.checks.invisible import is_invisible
from smslint.text.bounds import bounds
from smslint.text.gsm7 import GSM_7
from smslint.text.substitutions import default_table, substituted
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span
    from smslint.text.substitutions import Substitution

_UNNAMED = {"\t": "a tab"}
"""Unicode has no names for control characters."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each occurrence that the provider does not replace.

    A message in another script (Cyrillic, Devanagari, Chinese) is UCS-2 after any replacement: there is nothing
    to fix and nothing is reported.
    """
    if subject.ascii:
        return
    yield from _disputed(rule, subject)
    table = default_table()
    foreign = {
        char
        for char in subject.characters
        if not subject.alphabet.septets(char) and char not in subject.smart_encoding and not is_invisible(char)
    }
    found = list(subject.places(foreign)) if foreign else []
    if not found or any(unicodedata.category(char)[0] in "LM" and char not in table for char, _ in found):
        return
    counts = Counter(char for char, _ in found)
    effect, severity = _effect(rule, subject)
    for char, span in found:
        yield _finding(rule, char, span, counts[char], effect, severity, table.get(char))


def _disputed(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each character that may need UCS-2, because the provider's pages differ, in a message that is GSM-7 otherwise."""
    provider = subject.provider
    if not provider.disputed or subject.bounds.encodings != (GSM_7,):
        return
    doubt = provider.doubt("alphabets")
    for char in sorted(subject.characters & set(provider.disputed)):
        _, span = next(iter(subject.places({char})))
        yield rule.finding(
            f"{_shown(char)} U+{ord(char):04X}, {unicodedata.name(char).lower()}, may make the message UCS-2 at {provider.title}. (Sources differ: {doubt}.)",
            span, severity=Severity.INFO, confidence=Confidence.LOW, sources_differ=doubt,
            help="Try it with the provider, or write another word for it.",
        )  # fmt: skip


def _finding(
    rule: Rule, char: str, span: Span, count: int, effect: str, severity: Severity, other: Substitution | None
) -> Finding:
    name = unicodedata.name(char, _UNNAMED.get(char, "a control character")).lower()
    times = f" ({count} times)" if count > 1 else ""
    message = f"{_shown(char)} U+{ord(char):04X}, {name}{times}, is not in GSM-7: {effect}."
    if other is None:
        return rule.finding(message, span, severity=severity, help="Leave it out, or accept UCS-2.")
    written = f"{other.replacement!r}" if other.replacement else "nothing"
    kind = "reads the same" if other.lossless else "changes the spelling"
    help_text = f"Write {written} instead, which {kind}."
    return rule.finding(
        message, span, severity=severity, help=help_text, fix=Fix(span, other.replacement, safe=other.lossless)
    )


def _shown(char: str) -> str:
    return f"'{char}'" if char.isprintable() else "A character"


def _effect(rule: Rule, subject: Subject) -> tuple[str, Severity]:
    """What UCS-2 costs this message: its bounds compared with the bounds after all replacements."""
    now = subject.bounds
    plain = bounds(
        substituted(subject.sent, default_table(), "partial", subject.alphabet), subject.values, subject.alphabet
    )
    if now.least > plain.least:
        return (
            f"the message is UCS-2 and takes {plural(now.least, 'segment')} instead of {plural(plain.least, 'segment')}",
            rule.severity,
        )
    if now.most is not None and plain.most is not None and now.most > plain.most:
        return (
            f"the message can take {plural(now.most, 'segment')} instead of {plural(plain.most, 'segment')}",
            rule.severity,
        )
    if now.most is None or (now.most > 1 and GSM_7 not in plain.encodings):
        # A character without a replacement keeps the message UCS-2; the cost is known only without it.
        severity = rule.severity if now.most is None else Severity.INFO
        return "the message is UCS-2, so a segment holds 70 characters, not 160", severity
    return "the message is UCS-2, which costs nothing at this length", Severity.INFO
