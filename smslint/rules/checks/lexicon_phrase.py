"""A phrase of a lexicon that no rendering should contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import LexiconPhrase, lexicon_of
from smslint.span import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each hit that is not inside of another, at its place; ``{match}`` in the message is replaced by the phrase unless it is secret."""
    lexicon = lexicon_of(rule)
    message = LexiconPhrase.of(rule).message
    seen = Ranges()
    for rendering in subject.renderings:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            if not seen.covers(*span):
                seen.add(*span)
                yield rule.finding(message.replace("{match}", repr(match.text.strip())), span)
