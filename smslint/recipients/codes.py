"""What can be wrong with a row of a list: one record a code. The rules of the same codes hold the prose."""

from __future__ import annotations

from typing import Final, NamedTuple

from smslint.finding import Severity


class Code(NamedTuple):
    """What a code says."""

    code: str
    name: str
    severity: Severity
    refuses: bool
    """Whether such a row may not be texted and goes to the rejected rows."""
    one: str
    """What it says of a number of rows, in the table of a report."""
    predicts: str = ""


INVALID: Final = Code("NUM001", "invalid-number", Severity.ERROR, True, "not a valid number", "Twilio 21211")
NOT_TEXTABLE: Final = Code("NUM002", "not-textable", Severity.ERROR, True, "cannot receive texts", "Twilio 21614")
DUPLICATE: Final = Code("NUM003", "duplicate-number", Severity.WARNING, True, "the same number as an earlier row")
SUPPRESSED: Final = Code("NUM004", "suppressed-number", Severity.ERROR, True, "on the suppression list", "Twilio 21610")
NOT_ENABLED: Final = Code("NUM005", "country-not-enabled", Severity.ERROR, True, "country not enabled", "Twilio 21408")
NOT_CANONICAL: Final = Code("NUM006", "not-canonical", Severity.INFO, False, "valid, but not written as E.164")
NO_CONSENT: Final = Code("CON001", "no-consent", Severity.ERROR, True, "consent column says no")
CONSENT_UNKNOWN: Final = Code(
    "CON002", "consent-unknown", Severity.WARNING, False, "consent unknown (empty is not yes)"
)
OPTED_OUT: Final = Code("CON003", "opted-out", Severity.ERROR, True, "opted out, by this row or another of the number")
QUIET: Final = Code("TIM001", "quiet-hours", Severity.ERROR, True, "outside the hours when it may be texted")
RAGGED: Final = Code("LST001", "ragged-row", Severity.WARNING, False, "more or fewer cells than the header")

CODES: Final[dict[str, Code]] = {
    each.code: each
    for each in (
        INVALID, NOT_TEXTABLE, DUPLICATE, SUPPRESSED, NOT_ENABLED, NOT_CANONICAL, NO_CONSENT, CONSENT_UNKNOWN, OPTED_OUT,
        QUIET, RAGGED,
    )
}  # fmt: skip
