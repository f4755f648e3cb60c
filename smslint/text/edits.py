"""Applying fixes to a text: in order, never two on one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.finding import Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text after the fixes. One that overlaps an earlier one is left for the next time."""
    parts: list[str] = []
    at = 0
    for fix in sorted(fixes, key=lambda fix: (fix.span.start, fix.span.end)):
        if fix.span.start < at:
            continue
        parts += (text[at : fix.span.start], fix.replacement)
        at = fix.span.end
    parts.append(text[at:])
    return "".join(parts)
