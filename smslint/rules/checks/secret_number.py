"""Numbers that must not be sent as plain text: payment cards, US social security numbers, bank accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.span import Span

_CARD = later(r"(?<![\d+#-])(?<!\d[ .])\d(?:[ -]?\d){12,18}(?![\d-])")
# Issuer ranges (ISO/IEC 7812): Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro; and lengths.
_ISSUERS = (
    ("Visa", later(r"4\d{12}(?:\d{3})?(?:\d{3})?")),
    ("Mastercard", later(r"(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}")),
    ("American Express", later(r"3[47]\d{13}")),
    ("Discover", later(r"(?:6011|65\d{2}|64[4-9]\d)\d{12}")),
    ("Diners Club", later(r"3(?:0[0-5]|[68]\d)\d{11}")),
    ("JCB", later(r"35(?:2[89]|[3-8]\d)\d{12}")),
    ("UnionPay", later(r"62\d{14,17}")),
)
_SSN = later(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
# Two numbers that advertisements made famous belong to nobody.
_FAMOUS = frozenset({"078-05-1120", "219-09-9999"})
_IBAN = later(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "EG": 29, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27,
    "KW": 30, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PT": 25,
    "QA": 29, "RO": 24, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26, "UA": 29,
}  # fmt: skip
_TRACKING = later(r"(?:track\w*|parcel|shipment|awb|order|invoice|ref\w*|booking|ticket|imei|call|phone|tel)\W*(?:no|number|id|#)?\W*$", re.IGNORECASE)  # fmt: skip


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each number with a valid checksum and range; the finding does not repeat the number."""
    if sum(map(str.isdigit, subject.hay)) < 9:
        return  # the shortest such number has nine digits
    seen: set[Span] = set()
    for rendering in subject.renderings[:16]:
        for start, end, what in _found(rendering.text):
            span = rendering.source(start, end)
            if span not in seen:
                seen.add(span)
                yield rule.finding(f"This looks like {what}.", span)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        issuer = next((name for name, pattern in _ISSUERS if pattern.fullmatch(digits)), None)
        if issuer and luhn(digits) and not _TRACKING.search(text[max(0, match.start() - 24) : match.start()]):
            yield *match.span(), f"a {issuer} card number"
    for match in _SSN.finditer(text):
        if match[0] not in _FAMOUS:
            yield *match.span(), "a US social security number"
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2])
        compact = match[0].replace(" ", "")
        if length is not None and len(compact) >= length and iban(compact[:length]):
            yield *match.span(), "an IBAN"


def luhn(digits: str) -> bool:
    """The checksum of ISO/IEC 7812-1 Annex B."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(text: str) -> bool:
    """The checksum of ISO 13616-1: the rearranged number is 1 modulo 97."""
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1
