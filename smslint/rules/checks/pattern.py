"""Something that no rendering may hold, as regular expressions on the text as it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from smslint.data import data_path
from smslint.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span

TIME_LIMIT = 0.1
"""Seconds that one pattern may take on one text."""


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each match in any rendering; the same place is reported once."""
    message = str(rule.options.get("message", "{match} must not be here."))
    seen: set[Span] = set()
    for rendering in subject.renderings:
        excused = [
            match.span()
            for pattern in rule.options.get("unless", ())
            for match in search(rule, pattern, rendering.text)
        ]
        for pattern in rule.options.get("forbid", ()):
            for match in search(rule, pattern, rendering.text):
                span = rendering.source(*match.span())
                if span in seen or any(start <= match.start() < end for start, end in excused):
                    continue
                seen.add(span)
                yield rule.finding(message.replace("{match}", repr(match[0])), span)


def search(rule: Rule, pattern: str, text: str) -> list[Any]:
    """The matches of a rule's pattern; those of packs that did not come with smslint have a time limit.

    :raises PackError: when the pattern does not compile or runs out of time.
    """
    compiled, limits = _compiled(pattern, rule.path)
    try:
        return list(compiled.finditer(text, **limits))
    except TimeoutError:
        raise PackError(
            f"{rule.path}: the pattern {pattern!r} took over {TIME_LIMIT} s; avoid a repeat inside a repeat"
        ) from None


@lru_cache(maxsize=512)
def _compiled(pattern: str, path: Path) -> tuple[Any, dict[str, float]]:
    """A pattern, compiled by ``re`` when it was vetted and shipped with smslint, by ``regex`` otherwise."""
    if path.is_relative_to(data_path("rules")):
        return re.compile(pattern, re.IGNORECASE), {}
    import regex

    try:
        return regex.compile(pattern, regex.IGNORECASE), {"timeout": TIME_LIMIT}
    except regex.error as error:
        raise PackError(f"{path}: the pattern {pattern!r} does not compile: {error}") from None
