"""Django's truncatechars and truncatewords end in U+2026, which makes exactly the long messages UCS-2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import Fix
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject

_FILTER: Final = later(r"\|\s*truncate(?P<unit>chars|words)(?:_html)?\s*:\s*(?P<count>\d+)")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding at each such filter; for characters the fix cuts without the mark."""
    if "truncate" not in subject.body:
        return
    if "\u2026" in subject.smart_encoding or subject.alphabet.septets("\u2026"):
        return
    for hole in subject.placeholders:
        match = _FILTER.search(subject.body, hole.span.start, hole.span.end)
        if match is None:
            continue
        span = Span(*match.span())
        fix = Fix(span, f'|slice:":{match["count"]}"', safe=False) if match["unit"] == "chars" else None
        yield rule.finding(
            f"{match[0].strip()!r} ends a cut text with '…' (U+2026), which makes the message UCS-2.", span, fix=fix
        )
