"""What the cells of consent and opt-out columns mean. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

import re
from typing import Final

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
KINDS: Final = ("express", "implied", "none")
"""What a cell may say itself, besides yes and no."""

AFFIRMATIVE: Final = frozenset(
    {
        "yes", "y", "true", "t", "1", "1.0", "on", "x", "ok", "subscribed", "opted in", "opted-in", "optedin", "opt in",
        "opt-in", "optin", "granted", "given", "active", "confirmed", "consented", "double opt-in", "single opt-in",
        "ja", "oui", "si", "sí", "sì", "sim", "tak", "да", "はい", "是", "✓", "✔",
    }
)  # fmt: skip
NEGATIVE: Final = frozenset(
    {
        "no", "n", "false", "f", "0", "0.0", "off", "unsubscribed", "not subscribed", "not_subscribed", "never subscribed",
        "opted out", "opted-out", "optedout", "opt out", "opt-out", "optout", "denied", "refused", "revoked", "withdrawn",
        "stop", "stopped", "inactive", "redacted", "nein", "non", "não", "nao", "nie", "нет", "いいえ", "否",
    }
)  # fmt: skip
UNDECIDED: Final = frozenset(
    {"", "null", "none", "nan", "n/a", "na", "-", "?", "unknown", "pending", "not set", "invalid", "(blank)"}
)
"""Values of exports that say neither. ``pending`` is a double opt-in that nobody confirmed."""

# Yes - 2023-01-02 · no (STOP, 12 May 2024) · 2024-05-12T10:00:00Z
_QUALIFIED = re.compile(r"([^\W\d_]+)\s*[-–—:(,;].*", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[t ].*)?|\d{1,2}[./]\d{1,2}[./]\d{4}(?: .*)?", re.DOTALL)


def meaning(cell: str) -> str:
    """``yes``, ``no`` or ``unknown``. A date says yes: the moment at which the person did what the column is about."""
    word = cell.strip().strip("\"'").casefold()
    if word in AFFIRMATIVE:
        return YES
    if word in NEGATIVE:
        return NO
    if word in UNDECIDED:
        return UNKNOWN
    if _DATE.fullmatch(word):
        return YES
    if match := _QUALIFIED.fullmatch(word):
        return meaning(match[1])
    return UNKNOWN


def kind(cell: str | None, opt_out: str, stated: str | None) -> str | None:
    """The kind of consent that a row gives, as the rules ask for it: ``express``, ``implied``, ``none``; ``None``: unknown.

    :param cell: of the consent column; ``None`` where the list has none.
    :param stated: what the project states for everybody, which counts where the list has no column.
    """
    if meaning(opt_out) == YES:
        return "none"
    if cell is None:
        return stated
    word = cell.strip().lower()
    if word in KINDS:
        return word
    return {YES: "express", NO: "none"}.get(meaning(cell))


class Column:
    """The meanings of a column's cells, each distinct text looked at once."""

    MOST_KEPT: Final = 10_000

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, cell: str) -> str:
        found = self._known.get(cell)
        if found is None:
            if len(self._known) >= self.MOST_KEPT:
                self._known.clear()
            found = self._known[cell] = meaning(cell)
        return found
