"""A phrase of a lexicon that no rendering should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each hit, at its place; ``{match}`` in the message stands for what was found unless it is secret."""
    from smslint.rules.lexicons import lexicon_of

    lexicon = lexicon_of(rule)
    message = str(rule.options.get("message", "{match} should not be here."))
    seen = set()
    for rendering in subject.renderings:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            if span not in seen:
                seen.add(span)
                yield rule.finding(message.replace("{match}", repr(match.text.strip())), span)
