"""A phrase that both the message and the text appended to it contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import RequiredPhrase, lexicon_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at the phrase in the message, if the appended text has one too."""
    appended = subject.context.appended
    if not appended:
        return
    lexicon = lexicon_of(rule)
    if not lexicon.holds(appended):
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
