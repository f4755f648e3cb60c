"""Make text from other sources safe to show: mask phone numbers in it."""

from __future__ import annotations

import re

from smslint.numbers.masking import mask
from smslint.report.width import visible

# "+44 20 7946 0958", "(415) 555-0123", "004420794609". Not "2026-11-23": a date is not a phone number.
_NUMBER = re.compile(r"\+\d(?:[\s().\-/]{0,2}\d){6,}|\(?\b\d{3}\)?[\s.\-]?\d{3}[\s.\-]\d{4}\b|\d{9,}")
_TELLING = 8
"""So many last digits of a number tell whose it is."""


def scrub(text: str, *, limit: int = 300) -> str:
    """Text from another source, safe for a log, a terminal and a database: numbers masked, one line, nothing hidden, at most ``limit`` characters."""
    text = visible(" ".join(_NUMBER.sub(lambda match: mask(match.group()), text).split()))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def holds_number(text: str, number: str) -> bool:
    """Whether ``text`` contains ``number``, also without its country code, ignoring punctuation and percent-encoding."""
    digits = re.sub(r"\D", "", number)[-_TELLING:]
    return bool(digits) and digits in re.sub(r"%2B|[\s().\-+]", "", text, flags=re.IGNORECASE)
