"""What cells of consent and opt-out columns mean, in the words of many languages. An empty cell is unknown: silence is not consent."""

from __future__ import annotations

import re
from typing import Final

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"

AFFIRMATIVE: Final = frozenset(
    {
        "yes", "y", "true", "t", "1", "1.0", "on", "x", "ok", "subscribed", "opted in", "opted-in", "optedin", "opt in",
        "opt-in", "optin", "granted", "given", "active", "confirmed", "consented", "double opt-in", "single opt-in",
        "ja", "oui", "si", "sí", "sì", "sim", "tak", "да", "はい", "是", "✓", "✔",
    }
)  # fmt: skip
LEAVING: Final = frozenset(
    {
        "unsubscribed", "not subscribed", "not_subscribed", "never subscribed", "opted out", "opted-out", "optedout",
        "opt out", "opt-out", "optout", "denied", "refused", "revoked", "withdrawn", "stop", "stopped", "redacted",
    }
)  # fmt: skip
"""Words that say no to messages, whatever the column asks."""
NEGATIVE: Final = LEAVING | frozenset(
    {"no", "n", "false", "f", "0", "0.0", "off", "inactive", "nein", "non", "não", "nao", "nie", "нет", "いいえ", "否"}
)
UNDECIDED: Final = frozenset(
    {"", "null", "none", "nan", "n/a", "na", "-", "?", "unknown", "pending", "not set", "invalid", "(blank)"}
)
"""Values of exports that say neither. ``pending`` is a double opt-in that nobody confirmed."""

# Yes - 2023-01-02 · no (STOP, 12 May 2024) · 2024-05-12T10:00:00Z
_QUALIFIED = re.compile(r"([^\W\d_]+)\s*[-–—:(,;].*", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[t ].*)?|\d{1,2}[./]\d{1,2}[./]\d{4}(?: .*)?", re.DOTALL)


def meaning(cell: str) -> str:
    """``yes``, ``no`` or ``unknown``. A date says yes: the moment at which the person did what the column is about."""
    word = _word(cell)
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


def opted_out(cell: str) -> str:
    """The same of a column of opt-outs, where words of leaving (``unsubscribed``, ``opted out``, ``STOP``) say yes."""
    word = _word(cell)
    if word in LEAVING:
        return YES
    match = _QUALIFIED.fullmatch(word)
    return opted_out(match[1]) if match else meaning(cell)


def _word(cell: str) -> str:
    return cell.strip().strip("\"'").casefold()
