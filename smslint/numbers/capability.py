"""Whether a kind of number can be texted. A policy, not a fact: only the carrier knows, no metadata does."""

from __future__ import annotations

from typing import Literal

Capability = Literal["yes", "maybe", "no"]

BY_TYPE: dict[str, Capability] = {
    "mobile": "yes",
    # North America and a few other regions do not separate the two: nearly every number there has this type.
    "fixed_line_or_mobile": "maybe",
    # Some landlines can receive texts, and some carriers read a text aloud; do not rely on either.
    "fixed_line": "no",
    "voip": "maybe",
    # These numbers forward calls; few of them forward texts.
    "personal_number": "maybe",
    "pager": "maybe",
    "toll_free": "no",
    "premium_rate": "no",
    "shared_cost": "no",
    "uan": "no",
    "voicemail": "no",
    "unknown": "no",
}
"""The default for every region."""

BY_REGION: dict[tuple[str, str], Capability] = {
    # Businesses there text from toll-free numbers, and many read the replies.
    ("US", "toll_free"): "maybe",
    ("CA", "toll_free"): "maybe",
    # Satellite phones and global networks: some receive texts, at satellite prices.
    ("001", "mobile"): "maybe",
}
"""Exceptions to the default, by region and type."""


def sms_capability(number_type: str, region: str | None = None) -> Capability:
    """Whether a text sent to such a number can arrive: ``yes``, ``maybe`` or ``no``. An unknown type is ``no``."""
    return BY_REGION.get((region or "", number_type)) or BY_TYPE.get(number_type, "no")
