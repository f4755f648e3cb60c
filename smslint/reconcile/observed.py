"""The values that placeholders really have: how long they are, and of which characters. The values themselves are kept nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.reconcile.record import Proposal
from smslint.text.gsm7 import DEFAULT, EXTENSION

if TYPE_CHECKING:
    from smslint.reconcile.form import Form, Spans

_CHARSETS: Final = ("digits", "gsm7_basic", "gsm7", "any")
_GSM7: Final = frozenset(DEFAULT + EXTENSION)
_other: Final = re.compile(f"[^{re.escape(DEFAULT)}]").search
"""A character outside of the smallest charset that has letters."""
_MASKS: Final = "*#•█"
_DIGITS, _PLAIN, _ANY = 0, 1, 3
_NO_VALUE: Final = 10**9


class Observed:
    """The shortest, the longest and the characters of the values of each placeholder."""

    def __init__(self) -> None:
        self._found: dict[str, list[int]] = {}
        """Least, most and charset by name."""
        self._known: dict[Form, list[list[int] | None]] = {}
        """Those of the holes of a form."""

    def see(self, form: Form, text: str, spans: Spans) -> None:
        """Take the values of a message into account.

        :param spans: where they are in the text as it was sent.
        """
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = [None if hole.name is None else self._of(hole.name) for hole in form.holes]
        for stats, (start, end) in zip(known, spans, strict=True):
            if stats is None:
                continue
            least, most, charset = stats
            inside = least <= end - start <= most
            if inside and charset == _ANY:
                continue
            value = text[start:end]
            if inside and (_other(value) is None if charset else value.isdigit() and value.isascii()):
                continue
            if value and not value.strip(_MASKS):
                continue  # the log hides it
            stats[:] = min(least, end - start), max(most, end - start), max(charset, _charset(value))

    def _of(self, name: str) -> list[int]:
        return self._found.setdefault(name, [_NO_VALUE, -1, _DIGITS])

    def proposals(self) -> dict[str, Proposal]:
        """What ``values:`` could say of each placeholder."""
        return {
            name: Proposal(least, most, _CHARSETS[charset])
            for name, (least, most, charset) in sorted(self._found.items())
            if most >= 0
        }


def _charset(value: str) -> int:
    """The smallest charset that has all characters of a value."""
    if not value or (value.isascii() and value.isdigit()):
        return _DIGITS
    if _other(value) is None:
        return _PLAIN
    return 2 if _GSM7.issuperset(value) else _ANY
