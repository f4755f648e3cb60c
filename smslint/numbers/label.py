"""What the numbering plan says about one number."""

from __future__ import annotations

from typing import NamedTuple

UNKNOWN = "unknown"
"""The type of a number that no pattern of its region matches: the number is not valid."""
TEXTED = frozenset({"mobile", "fixed_line_or_mobile"})
"""The usual types of numbers in lists of recipients."""


class Label(NamedTuple):
    """The plan's answer; many numbers share one. Every field equals the answer of ``phonenumbers``."""

    error: str = ""
    """Why the digits cannot be read at all: ``not_e164`` (not ``+`` and ASCII digits), ``not_a_number`` (fewer than three
    digits), ``unassigned_country_code``, ``too_short`` or ``too_long`` (more than 15 digits). Empty otherwise."""
    region: str | None = None
    """ISO 3166-1 alpha-2, or ``001`` for numbers that belong to no country. Meaningless unless :attr:`valid`."""
    type: str = UNKNOWN
    """``mobile``, ``fixed_line``, ``fixed_line_or_mobile``, ``toll_free``, ... as in ``phonenumbers``, in lower case."""
    canonical: bool = False
    """Whether the digits are already the E.164 form; false where a national prefix was dropped or rewritten."""
    length: str = ""
    """The verdict on the length alone: ``possible``, ``local_only``, ``too_short``, ``too_long`` or ``invalid_length``."""
    zones: tuple[str, ...] = ()
    """The IANA time zones the number may be in; empty where unknown."""

    @property
    def valid(self) -> bool:
        """Whether the number matches a type of its region."""
        return self.type != UNKNOWN


NOT_E164 = Label(error="not_e164")
TOO_LONG = Label(error="too_long")
NOT_A_NUMBER = Label(error="not_a_number")
UNASSIGNED = Label(error="unassigned_country_code")
TOO_SHORT = Label(error="too_short")

MAX_DIGITS = 15
"""E.164 allows no more digits, including the calling code. Google's library allows 17 national digits; we do not."""
MIN_DIGITS = 3
"""``phonenumbers`` does not read a text with fewer digits as a number."""
MIN_NATIONAL_DIGITS = 2
