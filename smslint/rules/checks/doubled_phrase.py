"""A phrase that both the message and the text appended to it contain, or that the message has twice."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence
from smslint.rules.check_options import RequiredPhrase, lexicon_of
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.lexicon import Lexicon
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_ENDS: Final = later(r"[.!?]\s|\n|\s/\s")
_WORD: Final = later(r"(?<![\w-])(?:(?<=[\"'“‘*])(?P<quoted>[^\W\d_]{2,14})|[^\W\d_a-z]{2,14})(?![\w-])")
_NUMBER: Final = later(r"\d{3,}")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the phrase in the message, if the appended text has one too; or at the second of two in the message."""
    appended = subject.context.appended
    lexicon = lexicon_of(rule)
    if not appended or not lexicon.holds(appended):
        yield from _twice(rule, subject, lexicon)
        return
    for rendering in subject.renderings:
        own = rendering.text.removesuffix(appended)
        match = lexicon.first(own)
        if match is not None:
            yield rule.finding(
                f"The {RequiredPhrase.of(rule).what} {match.text!r} is here, and the appended text has one too.",
                rendering.source(*match.span),
            )
            return


def _twice(rule: Rule, subject: Subject, lexicon: Lexicon) -> Iterator[Finding]:
    """A finding if two sentences say in one language how to opt out with the same word, and not with two numbers."""
    for rendering in subject.renderings:
        text = rendering.text
        told: dict[str, list[tuple[int, frozenset[str], set[str]]]] = {}
        for word, at, start, end in _said_again(text):
            found = [match for match in lexicon.find(text[start:end]) if word in match.text.casefold()]
            languages = frozenset(match.language.partition("-")[0] for match in found)
            numbers = {digits for match in found for digits in _NUMBER.findall(match.text)}
            for place, others, before in told.setdefault(word, []):
                if place != start and languages & others and not (numbers and before and numbers.isdisjoint(before)):
                    yield rule.finding(
                        f"The {RequiredPhrase.of(rule).what} is here twice: {text[start:end].strip()!r} says it again.",
                        rendering.source(at, at + len(word)), confidence=Confidence.MEDIUM, help="Remove one of them.",
                    )  # fmt: skip
                    return
            told[word].append((start, languages, numbers))


def _said_again(text: str) -> list[tuple[str, int, int, int]]:
    """Each word in capitals or quotes that several sentences have: in small letters, its place, and the sentence around it."""
    found = [
        (match[0].casefold(), match.start())
        for match in _WORD.finditer(text)
        if match["quoted"] is not None or match[0].isupper()
    ]
    if len(found) == len({word for word, _ in found}):
        return []
    ends = [match.end() for match in _ENDS.finditer(text)]
    placed = [(word, at, *_sentence(ends, at, len(text))) for word, at in found]
    sentences: dict[str, set[int]] = {}
    for word, _, start, _ in placed:
        sentences.setdefault(word, set()).add(start)
    return [each for each in placed if len(sentences[each[0]]) > 1]


def _sentence(ends: list[int], place: int, length: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends.

    :param ends: the ends of sentences in a text of this length, in order.
    """
    after = bisect_right(ends, place)
    return ends[after - 1] if after else 0, ends[after] if after < len(ends) else length
