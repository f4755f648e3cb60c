"""Reports that fit where they are written: cut at the end of a line, which says so."""

from __future__ import annotations

from typing import Final

_CUT: Final = "\n\nThe rest does not fit here.\n"
_FOLD: Final = ("<details>", "</details>")


def fitted(text: str, most: int) -> str:
    """A text of at most so many characters, cut between lines; a section that is folded together is closed."""
    if len(text) <= most:
        return text
    room = most - len(_CUT) - len(_FOLD[1]) * 2 - 2
    kept = text[: max(room, 0)].rpartition("\n")[0]
    opened, closed = map(kept.count, _FOLD)
    return f"{kept}{_CUT}{(_FOLD[1] + chr(10)) * min(max(opened - closed, 0), 1)}"


def fitted_bytes(text: str, most: int) -> str:
    """A text of at most so many bytes of UTF-8."""
    size = len(text.encode("utf-8", "backslashreplace"))
    while size > most and text:
        text = fitted(text, min(len(text) - 1, max(len(text) * most // size, 1)))
        shorter = len(text.encode("utf-8", "backslashreplace"))
        if shorter >= size:
            return ""
        size = shorter
    return text
