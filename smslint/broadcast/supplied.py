"""Which values of a merge field can be a part of a text that must be in the message, such as the brand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.broadcast.harmless import Around

_END: Final = "\0"
"""Where the message begins and ends."""


class Supplied:
    """Looks at the values of one field. Those of other fields are unknown: each may have the rest of a text."""

    def __init__(self, around: Around, wanted: Iterable[str]) -> None:
        """For the field with this text around it.

        :param wanted: the texts, folded.
        """
        self._wanted = tuple(wanted)
        longest = max(map(len, self._wanted), default=0)
        before, behind = fold(around.before).text, fold(around.behind).text
        self._before = f"{_END * around.first}{before}"[-longest - 1 :]
        self._behind = f"{behind}{_END * around.last}"[: longest + 1]

    def has(self, value: str) -> bool:
        """Whether a wanted text may be where the value is, as a part of it or around it."""
        start = len(self._before)
        text = f"{self._before}{fold(value).text}"
        end, text = len(text), f"{text}{self._behind}"
        return any(_fits(each, text, at) for each in self._wanted for at in range(start - len(each) + 1, end))


def _fits(wanted: str, text: str, at: int) -> bool:
    """Whether a wanted text may begin at a place, as far as the text reaches."""
    known = text[max(at, 0) : at + len(wanted)]
    return wanted.startswith(known, max(-at, 0))
