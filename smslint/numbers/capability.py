"""Whether a kind of number can be texted. A policy, not a fact: no metadata knows, only the carrier does."""

from __future__ import annotations

from typing import Literal

Capability = Literal["yes", "maybe", "no"]

BY_TYPE: dict[str, Capability] = {
    "mobile": "yes",
    # North America and a few others do not tell the two apart: practically every number there.
    "fixed_line_or_mobile": "maybe",
    # Text-enabled landlines exist, and so do carriers that read a text aloud; neither is a plan.
    "fixed_line": "no",
    "voip": "maybe",
    # A follow-me number forwards calls; few forward texts.
    "personal_number": "maybe",
    "pager": "maybe",
    "toll_free": "no",
    "premium_rate": "no",
    "shared_cost": "no",
    "uan": "no",
    "voicemail": "no",
    "unknown": "no",
}
"""What holds where a region says nothing else."""

BY_REGION: dict[tuple[str, str], Capability] = {
    # Businesses text from toll-free numbers there, and many read what comes back.
    ("US", "toll_free"): "maybe",
    ("CA", "toll_free"): "maybe",
    # Satellite phones and global networks: texts arrive on some, at satellite prices.
    ("001", "mobile"): "maybe",
}
"""By region and type, where that differs."""


def sms_capability(number_type: str, region: str | None = None) -> Capability:
    """Whether a text sent to such a number can arrive: ``yes``, ``maybe`` or ``no``. An unknown type is ``no``."""
    return BY_REGION.get((region or "", number_type)) or BY_TYPE.get(number_type, "no")
