"""Characters outside the provider's 7-bit alphabet: each makes the whole message UCS-2, with 70 units per segment, not 160."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from smslint.finding import Confidence, Fix, Label, Severity
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

_UNNAMED = {"\t": "a tab"}
"""Unicode has no names for control characters."""


_MOST_NAMED = 3
"""The most different characters whose names are printed."""
_MOST_SHOWN = 8
_NOTHING = "the message is UCS-2, which costs nothing at this length"
_TOGETHER = "characters outside GSM-7 that cost nothing at this length"


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding with every occurrence that the provider does not replace; one for each file, if the message has parts of several.

    A message in another script (Cyrillic, Devanagari, Chinese) is UCS-2 after any replacement: there is nothing
    to fix and nothing is reported.
    """
    if subject.ascii:
        return
    yield from _disputed(rule, subject)
    table = default_table()
    foreign = {
        char
        for char in subject.characters - subject.alphabet.members
        if char not in subject.smart_encoding and not is_invisible(char)
    }
    found = list(subject.places(foreign)) if foreign else []
    if not found or any(unicodedata.category(char)[0] in "LM" and char not in table for char, _ in found):
        return
    effect, severity = _effect(rule, subject)
    files: dict[int, list[tuple[str, Span]]] = {}
    for char, span in found:
        files.setdefault(0 if subject.parts is None else subject.parts.origin(span)[0], []).append((char, span))
    for places in files.values():
        yield _finding(rule, places, effect, severity)


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


def _finding(rule: Rule, places: list[tuple[str, Span]], effect: str, severity: Severity) -> Finding:
    table = default_table()
    counts = Counter(char for char, _ in places)
    fixes = [Fix(span, table[char].replacement, safe=table[char].lossless) for char, span in places if char in table]
    are = "is" if len(counts) == 1 else "are"
    return rule.finding(
        f"{_characters(counts)} {are} not in GSM-7: {effect}.",
        places[0][1],
        severity=severity,
        help=_help(counts),
        fix=fixes[0] if fixes else None,
        more=tuple(fixes[1:]),
        labels=tuple(Label(span, "") for char, span in places[1:] if char not in table),
        together=_TOGETHER if effect == _NOTHING else "",
    )


def _characters(counts: Counter[str]) -> str:
    """Which characters, how often; with their names, if they are few."""
    if len(counts) == 1:
        (char,) = counts
        return f"{_shown(char)} U+{ord(char):04X}, {_name(char)}{_times(counts[char])},"
    if len(counts) <= _MOST_NAMED:
        return _listed(
            [f"{_shown(char)} U+{ord(char):04X} {_name(char)}{_times(count)}" for char, count in counts.items()]
        )
    shown = [f"{_shown(char)}{_times(count)}" for char, count in counts.most_common(_MOST_SHOWN)]
    rest = len(counts) - len(shown)
    if rest:
        shown.append(plural(rest, "other"))
    return f"{plural(sum(counts.values()), 'character')}, {_listed(shown)},"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _name(char: str) -> str:
    return unicodedata.name(char, _UNNAMED.get(char, "a control character")).lower()


def _help(counts: Counter[str]) -> str:
    """What to write instead of each character."""
    table = default_table()
    if len(counts) == 1:
        (char,) = counts
        if char not in table:
            return "Leave it out, or accept UCS-2."
        kind = "reads the same" if table[char].lossless else "changes the spelling"
        return f"Write {_replacement(char)} instead, which {kind}."
    sentences = []
    for lossless, kind in ((True, "reads the same"), (False, "changes the spelling")):
        words = [
            f"{_replacement(char)} for {_shown(char)}"
            for char in counts
            if char in table and table[char].lossless is lossless
        ]
        if words:
            sentences.append(f"Write {_listed(words)}, which {kind}.")
    if any(char not in table for char in counts):
        sentences.append("Leave the others out, or accept UCS-2." if sentences else "Leave them out, or accept UCS-2.")
    return " ".join(sentences)


def _replacement(char: str) -> str:
    other = default_table()[char].replacement
    return f"{other!r}" if other else "nothing"


def _shown(char: str) -> str:
    return f"'{char}'" if char.isprintable() else "A character"


def _effect(rule: Rule, subject: Subject) -> tuple[str, Severity]:
    """What UCS-2 costs this message: its bounds compared with the bounds after all replacements."""
    now = subject.bounds
    if now.most == 1:
        return _NOTHING, Severity.INFO
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
    return _NOTHING, Severity.INFO
