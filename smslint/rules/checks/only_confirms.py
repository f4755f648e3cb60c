"""A text that should only confirm, but also advertises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import lexicon_of
from smslint.rules.kinds import weight
from smslint.rules.languages import likely
from smslint.rules.looks import look_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when a rendering reads like marketing."""
    lexicon = lexicon_of(rule)
    language = subject.context.language
    for rendering in subject.renderings:
        text = rendering.text
        languages = (language,) if language else likely(text, look_at(text, ""))
        group = lexicon.spoken(text, languages).get("marketing")
        if group is not None and weight(group) >= lexicon.threshold:
            shown = ", ".join(repr(match.text) for match in group.matches[:2])
            yield rule.finding(
                f"The opt-out confirmation advertises: {shown}.", rendering.source(*group.matches[0].span)
            )
            return
