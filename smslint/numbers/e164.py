"""One number: whether it is valid, what it is, and what was meant if it is written in an unusual way.

``valid`` is strict: the number exists in the numbering plan, and nothing was lost or guessed on the way to its E.164 form.

=============================  =========  ============  ===================  ==================
written                        ``valid``  ``canonical`` ``reason``           ``suggestion``
=============================  =========  ============  ===================  ==================
``+14155552671``               yes        yes                                none
``+1 (415) 555-2671``          yes        no                                 ``+14155552671``
``+44 (0)20 7946 0958``        yes        no                                 ``+442079460958``
``14155552671``                no         no            lost_plus            ``+14155552671``
``0014155552671``              no         no            international_prefix ``+14155552671``
``+1 415 555 2671 x12``        no         no            extension            ``+14155552671``
``1.41556E+10``                no         no            excel_damage         none: digits are gone
=============================  =========  ============  ===================  ==================

So ``e164`` (set only when valid) is for machines to use, and ``suggestion`` is for a person to accept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from smslint.numbers.masking import mask
from smslint.numbers.store import plan

if TYPE_CHECKING:
    from smslint.numbers.cleaning import Cleaned
    from smslint.numbers.label import Label
    from smslint.numbers.store import NumberingPlan

REASONS = {
    "not_a_number": "This is not a phone number.",
    "too_short": "It has too few digits for its country.",
    "too_long": "It has more digits than a number of its country can have (and never more than 15).",
    "wrong_length": "No number of its country has this many digits.",
    "unassigned_country_code": "It starts with a calling code that no country uses.",
    "not_valid_for_region": "Its length is possible, but its country has not assigned this range.",
    "no_country_code": "It has no country calling code, so it could be a number of several countries.",
    "lost_plus": "The plus sign in front is missing, as after an export through a spreadsheet.",
    "international_prefix": "It starts with the prefix for international calls (00 or 011) instead of a plus sign.",
    "excel_damage": "A spreadsheet turned it into scientific notation; digits are gone and cannot be guessed.",
    "decimal_point": "It ends in .0, so it passed through a column of decimal numbers.",
    "two_numbers": "There is more than one number here.",
    "extension": "It has an extension, and an extension cannot receive a text.",
    "letters": "There are letters in it.",
}
"""Every reason (stable), and the sentence that people read."""

_LENGTH_REASONS = {
    "too_short": "too_short",
    "local_only": "too_short",
    "too_long": "too_long",
    "invalid_length": "wrong_length",
    "possible": "not_valid_for_region",
}
_PREFIX_NOTE = "It has a national prefix (such as the 0 of (0)), which is not part of the international form."


class Number(NamedTuple):
    """What is known about one number. It is true if and only if it is valid; ``str`` and ``repr`` show it masked."""

    valid: bool
    """It exists in the plan, and it was read without guessing."""
    e164: str | None = None
    """The canonical form; set only when valid."""
    region: str | None = None
    """ISO 3166-1 alpha-2, or ``001`` for numbers that belong to no country; set only when valid."""
    type: str = "unknown"
    """``mobile``, ``fixed_line``, ``fixed_line_or_mobile``, ``toll_free``, ``premium_rate``, ``shared_cost``, ``voip``,
    ``personal_number``, ``pager``, ``uan``, ``voicemail`` or ``unknown``."""
    canonical: bool = False
    """The text was already the canonical form."""
    zones: tuple[str, ...] = ()
    """The IANA time zones that its exchange may be in; a mobile phone may be anywhere."""
    reason: str = ""
    """Why it is not valid: a key of :data:`REASONS`; empty when valid."""
    note: str = ""
    """What was unusual, in words, without any digit of the number; may also be set on a valid number."""
    suggestion: str | None = None
    """A valid canonical form, if the text is unusual but its meaning is clear."""

    def __bool__(self) -> bool:
        return self.valid

    def as_dict(self) -> dict[str, object]:
        """All fields as plain values for ``json.dumps``. The number is not masked."""
        return {**self._asdict(), "zones": list(self.zones)}

    def __repr__(self) -> str:
        shown = {name: mask(value) if name in _MASKED and value else value for name, value in self._asdict().items()}
        return f"Number({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    def __str__(self) -> str:
        """``+1******671, US, fixed_line_or_mobile``, or why it is not valid."""
        if self.e164 is None:
            return f"not valid: {self.note or self.reason}"
        return f"{mask(self.e164)}, {self.region}, {self.type}"


_MASKED = frozenset({"e164", "suggestion"})


def check_number(text: str, region: str | None = None) -> Number:
    """Check one number, written in any form.

    :param region: where a number without a calling code is from (``GB``); it can only lead to a suggestion.
    :raises TypeError: when ``text`` is not a ``str``: an ``int`` loses the plus sign and leading zeros.
    """
    if not isinstance(text, str):
        raise TypeError(f"check_number: a number is text such as '+14155550123', not {type(text).__name__}")
    numbering = plan()
    label = numbering.label(numbering.classify(text))
    if label.valid and label.canonical:
        return from_label(text, label)
    return _Check(numbering, region).check(text)


def from_label(text: str, label: Label) -> Number:
    """The record of a text that is already a canonical number, from the label that ``classify_many`` gave it."""
    return Number(True, text, label.region, label.type, True, label.zones, "", _hint_for_valid(text, label))


class _Check:
    """The slow path: clean, read, and find what was meant."""

    def __init__(self, numbering: NumberingPlan, region: str | None) -> None:
        self._plan = numbering
        self._region = region.upper() if region else None
        self._code = numbering.calling_code(self._region) if self._region else None
        """The calling code of the region."""
        self._text = ""

    def check(self, text: str) -> Number:
        self._text = text
        if text[:1] == "+" and text.isascii() and text[1:].isdigit():
            return self._read(text)  # nothing to clean: most wrong numbers of a list are like this
        from smslint.numbers.cleaning import clean

        cleaned = clean(text, lambda number: self._label(number).valid)
        number = self._read(cleaned.number) if cleaned.number else _invalid(cleaned.reason or "not_a_number")
        if cleaned.reason:
            return _invalid(cleaned.reason, cleaned.note, suggestion=number.e164 or number.suggestion)
        return _with_oddities(number, cleaned, text)

    def _label(self, number: str) -> Label:
        return self._plan.label(self._plan.classify(number))

    def _read(self, number: str) -> Number:
        """``+`` and digits, or only digits."""
        if number.startswith("+"):
            return self._international(number)
        dialled = self._dialled(number)
        return self._bare(number) if dialled is None else dialled

    def _international(self, number: str) -> Number:
        label = self._label(number)
        if label.valid:
            canonical = number if label.canonical else self._plan.canonical(number)
            note = _hint_for_valid(canonical, label) if label.canonical else _PREFIX_NOTE
            return Number(True, canonical, label.region, label.type, label.canonical, label.zones, "", note, canonical)
        dialled = self._dialled(number[1:]) if number.startswith("+0") else None
        if dialled is not None:
            return dialled
        if label.error == "too_long" and (shorter := self._canonical(self._plan.canonical(number))):
            within = self._label(shorter)
            return Number(True, shorter, within.region, within.type, False, within.zones, "", _PREFIX_NOTE, shorter)
        note, became = self._repaired(number)
        return _invalid(_reason_of(label), note, became)

    def _repaired(self, number: str) -> tuple[str, str | None]:
        """The note about an old form of a number, and its new form if that exists."""
        from smslint.numbers.hints import repair

        note, became = repair(number)
        if not note and number.startswith("+1"):
            from smslint.numbers.new_codes import NOTE, new_code

            note = NOTE if new_code(number, self._plan) else ""
        return ("", None) if became is not None and not self._label(became).valid else (note, became)

    def _dialled(self, digits: str) -> Number | None:
        """Digits that start with a prefix for international calls. ``011`` is one only if a real number follows it."""
        if not digits.startswith("0") and self._region is None:
            return None
        from smslint.numbers.readings import from_abroad

        if self._region and (found := from_abroad(digits, self._plan, self._region)):
            return None if self._local(digits) else _invalid("international_prefix", suggestion=_after_prefix(found))
        found = from_abroad(digits, self._plan) if digits.startswith("0") else {}
        if not digits.startswith("00") and not (found and digits.startswith("011")):
            return None
        note = "It can be dialled like this from more than one country." if len(found) > 1 else ""
        return _invalid("international_prefix", note, _after_prefix(found))

    def _bare(self, digits: str) -> Number:
        """Digits without a plus: the plus was lost, or the number is written as it is dialled inside its country."""
        note, abroad = "", self._canonical(f"+{digits}")
        if abroad is None:
            note, abroad = self._repaired(f"+{digits}")
        if local := self._local(digits):
            with_code = self._code is not None and digits.startswith(self._code)
            if abroad and with_code:
                return self._lost_plus_here(digits, abroad, note)
            if (abroad or note or with_code) and not self._is_written_so(digits):
                return _invalid(
                    "no_country_code", f"In {self._region} the first 0 is missing; or it lost its plus sign."
                )
            return _invalid("no_country_code", f"In {self._region} it is a valid number.", local)
        if abroad:
            if self._code is not None and abroad.startswith(f"+{self._code}"):
                return self._lost_plus_here(digits, abroad, note)
            return self._lost_plus(digits, abroad, note)
        if len(digits) > 15:
            return _invalid("too_long")
        if len(digits) < 7:
            return _invalid("too_short" if len(digits) > 2 else "not_a_number")
        at_home = len(digits) == 10 and self._canonical(f"+1{digits}")
        return _invalid("no_country_code", "If it is from the US or Canada, put +1 in front." if at_home else note)

    def _local(self, digits: str) -> str | None:
        """The number that the digits mean in the given region."""
        return self._canonical(f"+{self._code}{digits}") if self._code else None

    def _is_written_so(self, digits: str) -> bool:
        """Whether people in the given region write a number of theirs like this, and do not leave out the first 0."""
        from smslint.numbers.readings import is_written_so

        return is_written_so(digits, self._region or "")

    def _lost_plus_here(self, digits: str, abroad: str, note: str) -> Number:
        """A plus sign makes it a number of the given region, unless its groups do not allow the calling code: ``131 2345 6789`` is
        not grouped like ``1 312 ...``.
        """
        groups = "".join(each if each.isdigit() else " " for each in self._text).split()
        apart = len(groups) == 1 or groups[:1] == [self._code]
        return _invalid("lost_plus", note, abroad) if apart else self._lost_plus(digits, abroad, note)

    def _lost_plus(self, digits: str, abroad: str, note: str) -> Number:
        """A plus sign makes it a number; it is suggested only if the digits cannot be another number."""
        from smslint.numbers.readings import at_home, from_abroad

        others = at_home(digits, self._plan)
        regions = sorted({region for number, region in others.items() if number != abroad})
        if regions:
            shown = ", ".join(regions[:4])
            return _invalid("no_country_code", f"It may be one of {shown}, or have lost its plus sign.")
        if any(number != abroad for number in from_abroad(digits, self._plan)):
            return _invalid(
                "no_country_code", "It may have lost its plus sign, or start with a prefix for international calls."
            )
        return _invalid("lost_plus", note, abroad)

    def _canonical(self, number: str) -> str | None:
        return self._plan.canonical(number) if self._label(number).valid else None


def _invalid(reason: str, note: str = "", suggestion: str | None = None) -> Number:
    return Number(valid=False, reason=reason, note=f"{REASONS[reason]} {note}".rstrip(), suggestion=suggestion)


def _after_prefix(found: dict[str, bool]) -> str | None:
    """The one number after an international prefix. A 0 may be left out, but the 1 of North America is never dialled twice."""
    number, exact = next(iter(found.items()), ("", False))
    return number if len(found) == 1 and (exact or not number.startswith("+1")) else None


def _reason_of(label: Label) -> str:
    return label.error if label.error in REASONS else _LENGTH_REASONS.get(label.length, "not_a_number")


def _with_oddities(number: Number, cleaned: Cleaned, text: str) -> Number:
    """The number with a note of what had to be removed; the text was not canonical."""
    if not cleaned.oddities:
        return number._replace(canonical=number.canonical and number.e164 == text)
    odd = f"It contains {_listed(cleaned.oddities)}; the international form has only a plus sign and digits."
    return number._replace(canonical=False, note=f"{number.note} {odd}".lstrip())


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _hint_for_valid(number: str, label: Label) -> str:
    if label.region == "AR" and label.type == "fixed_line" and not number.startswith("+549"):
        return "This is a landline; an Argentine mobile number has a 9 after +54."
    return ""
