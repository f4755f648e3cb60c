"""Ruby code that prints a text which is written in another place: in the template or the block around it, or in another file."""

from __future__ import annotations

from typing import Final

from smslint.text.patterns import later

TEXT: Final = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
"""A text of Ruby between quotes."""
TEXTS: Final = later(rf"(?<!\\){TEXT}")
"""A quote behind a backslash, outside of a text, opens none."""
_ELSEWHERE: Final = later(
    r"(?<![.\w:@$])(?:(?P<keyword>yield)\b(?![?!:])|(?P<method>content_for|capture|render)\b(?![?!:]|\s*(?:[.,)]|=(?![~=]))))"
)
"""``yield`` is a keyword, but a variable may have the name of a method."""


def from_elsewhere(code: str) -> str:
    """The word of some code that prints such a text; empty if none does."""
    if not any(word in code for word in ("yield", "content_for", "capture", "render")):
        return ""
    match = _ELSEWHERE.search(TEXTS.sub("''", code))
    return "" if match is None else match["keyword"] or match["method"]
