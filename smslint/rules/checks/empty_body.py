"""A message without a visible character."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from smslint.text.renderings import renderings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding when every rendering has only spaces and invisible characters; text that the sender appends does not count.

    A template with some empty renderings is not reported: only the rendering that is sent matters.
    """
    if not any(_visible(char) for rendering in renderings(subject.text, subject.values) for char in rendering.text):
        yield rule.finding("The message has no visible text.", subject.span)


def _visible(char: str) -> bool:
    # Separators, controls and format characters: U+200B is Cf, a line break Cc, a no-break space Zs.
    return unicodedata.category(char)[0] not in "ZC" or unicodedata.category(char) == "Co"
