"""What may be shown of a phone number, and free text from a provider with its numbers masked."""

from __future__ import annotations

import re

_SHOWN_FIRST, _SHOWN_LAST, _HIDDEN = 2, 3, "******"

# "+44 20 7946 0958", "(415) 555-0123", "004420794609". Not "2026-11-23": a date is no number to hide.
_NUMBER = re.compile(r"\+\d(?:[\s().\-/]{0,2}\d){6,}|\(?\b\d{3}\)?[\s.\-]?\d{3}[\s.\-]\d{4}\b|\d{9,}")


def mask(number: str) -> str:
    """A phone number as it may be shown, such as ``+44******123``. Too short to hide anything: only stars."""
    digits = re.sub(r"\D", "", number)
    if len(digits) < _SHOWN_FIRST + _SHOWN_LAST + 2:
        return _HIDDEN
    return f"+{digits[:_SHOWN_FIRST]}{_HIDDEN}{digits[-_SHOWN_LAST:]}"


def scrub(text: str, *, limit: int = 300) -> str:
    """Text that somebody else wrote, fit for a log: numbers masked, one line, at most ``limit`` characters."""
    text = " ".join(_NUMBER.sub(lambda match: mask(match.group()), text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def holds_number(text: str, number: str) -> bool:
    """Whether ``text`` spells ``number``, its punctuation and percent-encoding apart."""
    digits = re.sub(r"\D", "", number)
    return bool(digits) and digits in re.sub(r"%2B|[\s().\-+]", "", text, flags=re.IGNORECASE)
