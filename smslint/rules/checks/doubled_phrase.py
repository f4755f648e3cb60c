"""A phrase that both the message and the text appended to it contain, or that the message has twice."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence
from smslint.rules.check_options import RequiredPhrase, lexicon_of
from smslint.rules.replies import tells
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.lexicon import Lexicon
    from smslint.rules.replies import Tell
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_ENDS: Final = later(r"[.!?]\s|\n|\s/\s")


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
    """A finding if two sentences tell people in one language to reply with the same word to opt out."""
    for rendering in subject.renderings:
        told: dict[tuple[str, str], int] = {}
        for tell, start, end in _told_again(rendering.text):
            match = lexicon.first(rendering.text[start:end])
            if match is None:
                continue
            key = (tell.word, match.language.partition("-")[0])
            if told.setdefault(key, start) != start:
                yield rule.finding(
                    f"The {RequiredPhrase.of(rule).what} is here twice: {rendering.text[start:end].strip()!r} says it again.",
                    rendering.source(tell.start, tell.end), confidence=Confidence.MEDIUM, help="Remove one of them.",
                )  # fmt: skip
                return


def _told_again(text: str) -> list[tuple[Tell, int, int]]:
    """Each word that several sentences tell people to reply with, and the sentence around it."""
    found = [tell for tell in tells(text) if not tell.elsewhere]
    if len(found) < 2:
        return []
    ends = [match.end() for match in _ENDS.finditer(text)]
    placed = [(tell, *_sentence(ends, tell.start, len(text))) for tell in found]
    sentences: dict[str, set[int]] = {}
    for tell, start, _ in placed:
        sentences.setdefault(tell.word, set()).add(start)
    return [each for each in placed if len(sentences[each[0].word]) > 1]


def _sentence(ends: list[int], place: int, length: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends.

    :param ends: the ends of sentences in a text of this length, in order.
    """
    after = bisect_right(ends, place)
    return ends[after - 1] if after else 0, ends[after] if after < len(ends) else length
