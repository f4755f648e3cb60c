"""A text that is the same in two languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.text.patterns import later
from smslint.text.tree import Literal, leaves
from smslint.wording import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_WORD = later(r"[^\W\d_]{2,}", re.UNICODE)
_FEWEST = 3
"""The fewest words of a text that another language does not share by chance."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding if the text equals the fact ``original``, whose language is ``original_locale``."""
    facts = subject.context.facts
    locale, other = subject.context.locale, facts.original_locale
    if facts.original is None or locale is None or language_of(locale) == language_of(other or ""):
        return
    if facts.original.strip() != subject.body.strip():
        return
    words = _WORD.findall(" ".join(each.text for each in leaves(subject.text) if isinstance(each, Literal)))
    if len(words) >= _FEWEST:
        source = f"{other}" if other else "the original"
        yield rule.finding(f"The text for {locale} is that of {source}: it is not translated.", subject.span)
