"""The same answers from ``phonenumbers``: the plan is verified against them, and they replace a plan that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult
from phonenumbers import timezone as phone_zones
from phonenumbers.phonenumberutil import is_number_type_geographical

from smslint.numbers.label import MAX_DIGITS, NOT_A_NUMBER, NOT_E164, TOO_LONG, TOO_SHORT, UNASSIGNED, UNKNOWN, Label
from smslint.numbers.zones import in_region, of_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TYPES = {
    PhoneNumberType.FIXED_LINE: "fixed_line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed_line_or_mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "premium_rate",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal_number",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
    PhoneNumberType.UNKNOWN: UNKNOWN,
}
LENGTHS = {
    ValidationResult.IS_POSSIBLE: "possible",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "local_only",
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.TOO_LONG: "too_long",
    ValidationResult.INVALID_LENGTH: "invalid_length",
}
ERRORS = {
    NumberParseException.NOT_A_NUMBER: NOT_A_NUMBER,
    NumberParseException.INVALID_COUNTRY_CODE: UNASSIGNED,
    NumberParseException.TOO_SHORT_NSN: TOO_SHORT,
    NumberParseException.TOO_SHORT_AFTER_IDD: TOO_SHORT,
    NumberParseException.TOO_LONG: TOO_LONG,
}


def version() -> str:
    """The version of the installed metadata."""
    return str(phonenumbers.__version__)


def zones_of(number: phonenumbers.PhoneNumber) -> tuple[str, ...]:
    """The zones of a parsed number: the library's, but only those of its region, and of the whole area where a table knows it."""
    zones = tuple(phone_zones.time_zones_for_number(number))
    if zones == (phone_zones.UNKNOWN_TIMEZONE,):
        return ()
    code = number.country_code or 0
    if is_number_type_geographical(phonenumbers.number_type(number), code):
        zones = of_digits(f"{code}{number.national_number}") or zones
    region = phonenumbers.region_code_for_number(number)
    return in_region(zones, region)


def describe(text: str) -> Label:
    """What ``phonenumbers`` says about ``+`` and digits, within the shape rule of E.164."""
    if not is_shaped(text):
        return NOT_E164
    if len(text) > MAX_DIGITS + 1:
        return TOO_LONG
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException as error:
        return ERRORS[error.error_type]
    return Label(
        region=phonenumbers.region_code_for_number(number),
        type=TYPES[phonenumbers.number_type(number)],
        canonical=phonenumbers.format_number(number, PhoneNumberFormat.E164) == text,
        length=LENGTHS[phonenumbers.is_possible_number_with_reason(number)],
        zones=zones_of(number),
    )


def is_shaped(text: str) -> bool:
    """Whether a text is ``+`` and ASCII digits, of any length."""
    return text[:1] == "+" and text.isascii() and text[1:].isdigit()


class OraclePlan:
    """The interface of :class:`~smslint.numbers.plan.Plan`, answered by ``phonenumbers``: exact and slow."""

    def __init__(self) -> None:
        # Only newer releases have it; without it a list of many regions recompiles patterns all the time.
        getattr(phonenumbers, "enable_pattern_cache", bool)()
        self.metadata_version = version()
        self._ids: dict[Label, int] = {NOT_E164: 0}
        self._labels = [NOT_E164]

    def classify(self, text: str) -> int:
        """The label's id; ids count in order of first appearance."""
        label = describe(text)
        known = self._ids.setdefault(label, len(self._labels))
        if known == len(self._labels):
            self._labels.append(label)
        return known

    def classify_many(self, texts: Iterable[str]) -> Iterator[int]:
        """The label ids of many texts, in order."""
        return map(self.classify, texts)

    def label(self, label_id: int) -> Label:
        """The label with this id."""
        return self._labels[label_id]

    def canonical(self, text: str) -> str:
        """The E.164 form of ``+`` and digits; the text itself if it cannot be parsed."""
        try:
            return phonenumbers.format_number(phonenumbers.parse(text, None), PhoneNumberFormat.E164)
        except NumberParseException:
            return text

    def reaches(self, head: str, more: int) -> bool:
        """Whether some number may begin with these digits: always true, because the library cannot tell."""
        return len(head) + more <= MAX_DIGITS

    def calling_code(self, region: str) -> str | None:
        """The calling code of a region, such as ``44`` for ``GB``."""
        code = phonenumbers.country_code_for_region(region)
        return str(code) if code else None
