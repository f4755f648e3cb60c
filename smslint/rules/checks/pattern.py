"""Something that no rendering may hold, as regular expressions on the text as it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from smslint.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """The matches of a pack's pattern, within the time limit.

    :raises PackError: when the pattern does not compile or runs out of time.
    """
    try:
        return list(_compiled(pattern).finditer(text, timeout=TIME_LIMIT))
    except TimeoutError:
        raise PackError(
            f"{rule.path}: the pattern {pattern!r} took over {TIME_LIMIT} s; avoid a repeat inside a repeat"
        ) from None
    except Exception as error:
        if type(error).__module__.startswith("regex"):
            raise PackError(f"{rule.path}: the pattern {pattern!r} does not compile: {error}") from None
        raise


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    import regex

    return regex.compile(pattern, regex.IGNORECASE)
