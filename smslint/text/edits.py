"""Apply fixes to a text: in order, never two at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text after the fixes. A fix that overlaps an earlier one is left for the next run."""
    parts: list[str] = []
    at = 0
    for fix in sorted(fixes, key=lambda fix: (fix.span.start, fix.span.end)):
        if fix.span.start < at:
            continue
        parts += (text[at : fix.span.start], fix.replacement)
        at = fix.span.end
    parts.append(text[at:])
    return "".join(parts)
