"""Find the rows that may not be texted: the checks that the audit and the preflight run on every batch.

A row with a canonical, textable and enabled number needs only one lookup in the plan; only other rows are examined one at a
time.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.numbers import store
from smslint.numbers.capability import sms_capability
from smslint.numbers.e164 import check_number
from smslint.numbers.plan import LINK_ABOVE, Plan
from smslint.recipients import codes, consent, lines
from smslint.recipients.batch import cells_of
from smslint.recipients.cell_answers import Answers
from smslint.recipients.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.numbers.label import Label
    from smslint.recipients.batch import Cells
    from smslint.recipients.codes import Code
    from smslint.recipients.headers import Roles
    from smslint.recipients.hours import Hours
    from smslint.recipients.policy import Policy

# Characters between digits that can always be removed; not the dot, because it can be a decimal point.
_PUNCTUATION: Final = str.maketrans("", "", " -()\xa0")
_NORTH_AMERICA: Final = 10**10
"""The first number of calling code 1, whose numbers all have ten more digits."""


class Screened(NamedTuple):
    """The result of screening a batch."""

    labels: list[int]
    """The label id of each number, in its canonical form."""
    keys: list[int]
    """Each number as an integer; 0 where it is not valid."""
    problems: dict[int, list[Problem]]
    """By index, for rows with problems."""
    numbers: dict[int, str]
    """By index, the canonical form of numbers that are written differently."""
    slots: Sequence[int] = ()
    """The number of each row's slot in a plan by the recipient's own clock; else empty."""


class Screen:
    """Checks batches of one list under one policy."""

    def __init__(self, policy: Policy, roles: Roles, width: int) -> None:
        self.policy = policy
        self.roles = roles
        """The roles of the columns; they may change between two batches."""
        self._width = width
        self._plan = store.plan()
        self._seen = 0
        self._known: dict[int, tuple[Problem, ...]] = {}
        self._fine = bytearray()
        self._answers = Answers()
        self._consent_kind = lru_cache(maxsize=10_000)(consent.kind)
        self._codes = {each.code: policy.code(each) for each in codes.CODES.values()}

    def batch(self, phones: Sequence[str], rows: Sequence[Cells]) -> Screened:
        """Check some rows."""
        self._link(len(phones))
        labels = list(self._plan.classify_many(phones))
        odd = self._odd(labels)
        problems: dict[int, list[Problem]] = {}
        numbers: dict[int, str] = {}
        for index in odd:
            found = self._look(phones[index], labels, index, numbers, rows[index])
            if found:
                problems[index] = found
        keys = self._keys(phones, labels, odd, numbers)
        if hits := self.policy.suppressed.hits(keys):
            for index, key in enumerate(keys):
                if key in hits:
                    self._add(problems, index, codes.SUPPRESSED)
        self._lines(rows, problems)
        self._consents(rows, problems)
        slots: Sequence[int] = ()
        if self.policy.hours is not None:
            slots = self._planned(self.policy.hours, rows, labels, keys, problems)
        return Screened(labels, keys, problems, numbers, slots)

    def _problems(self, code: Code, detail: str = "", suggestion: str | None = None) -> list[Problem]:
        """The problem, unless the project has switched its rule off."""
        stated = self._codes[code.code]
        return [] if stated is None else [Problem(stated, detail, suggestion)]

    def _add(self, problems: dict[int, list[Problem]], index: int, code: Code, detail: str = "") -> None:
        found = self._problems(code, detail)
        if found:
            problems.setdefault(index, []).extend(found)

    def label(self, label_id: int) -> Label:
        """The label with an id."""
        return self._plan.label(label_id)

    def problems_of(self, label_id: int) -> tuple[Problem, ...]:
        """The problems of every canonical number with a label."""
        if label_id not in self._known:
            self._learn(label_id)
        return self._known[label_id]

    def look(self, phone: str, row: Cells) -> tuple[int, str | None, list[Problem]]:
        """Check a single row: its label id, its canonical form (``None`` if invalid) and its problems."""
        labels, numbers = [self._plan.classify(phone)], dict[int, str]()
        self.problems_of(labels[0])
        found = self._look(phone, labels, 0, numbers, row)
        label = self._plan.label(labels[0])
        return labels[0], numbers.get(0) or (phone if label.valid and label.canonical else None), found

    def _link(self, count: int) -> None:
        """Link the states of the plan if the list is long: the plan cannot see this itself, because batches are short."""
        self._seen += count
        if self._seen > LINK_ABOVE and isinstance(self._plan, Plan):
            self._plan.linked()

    def _odd(self, labels: list[int]) -> list[int]:
        """The rows that need a closer look."""
        fine = self._fine
        for label_id in set(labels):
            if label_id not in self._known:
                self._learn(label_id)
        return [index for index, label_id in enumerate(labels) if not fine[label_id]]

    def _learn(self, label_id: int) -> None:
        label = self._plan.label(label_id)
        self._known[label_id] = tuple(self._of_label(label)) if label.valid else ()
        if label_id >= len(self._fine):
            self._fine.extend(bytes(label_id + 1 - len(self._fine)))
        self._fine[label_id] = label.valid and label.canonical and not self._known[label_id]

    def _of_label(self, label: Label) -> list[Problem]:
        found: list[Problem] = []
        if self.policy.enabled and label.region not in self.policy.enabled:
            found += self._problems(codes.NOT_ENABLED, f"{label.region} is not among the countries you text")
        if sms_capability(label.type, label.region) == "no":
            found += self._problems(codes.NOT_TEXTABLE, f"it is a {label.type.replace('_', ' ')} number")
        return found

    def _look(
        self, phone: str, labels: list[int], index: int, numbers: dict[int, str], row: Cells
    ) -> list[Problem]:  # fmt: skip
        """Check a row that needs a closer look. Stores the label and text of the canonical form."""
        label = self._plan.label(labels[index])
        if label.valid and label.canonical:
            return list(self._known[labels[index]])
        if phone[:1] == "+" and not phone[1:].isdigit():
            plain = phone.translate(_PUNCTUATION)
            plain_label = self._plan.label(self._plan.classify(plain))
            if plain_label.valid and plain_label.canonical:
                return self._accept(plain, "it is written with spaces or punctuation", labels, index, numbers)
        number = check_number(phone, self._region_of(row))
        if number.e164 is not None:
            return self._accept(
                number.e164, number.note or "it is not written as a plus sign and digits", labels, index, numbers
            )
        if number.suggestion is not None and self.policy.accept_suggestions:
            return self._accept(number.suggestion, number.reason.replace("_", " "), labels, index, numbers)
        detail = f"{number.note}{self._unknown_country(row)}" if phone.strip() else "The cell is empty."
        return self._problems(codes.INVALID, detail, number.suggestion)

    def _region_of(self, row: Cells) -> str | None:
        """The country of a number without a calling code: the row's own country, if the list has it as a code."""
        column = self.roles.region
        if column is not None and column < len(row):
            region = row[column].strip()
            if len(region) == 2 and region.isascii() and region.isalpha():
                return region
        return self.policy.region

    def _unknown_country(self, row: Cells) -> str:
        """A sentence about a row's country that is not a known code, so it could not help to read the number."""
        column = self.roles.region
        country = "" if column is None or column >= len(row) else row[column].strip()
        if not country or (len(country) == 2 and self._plan.calling_code(country.upper())):
            return ""
        return f" The country {country[:20]!r} is not a known code of two letters."

    def _accept(
        self, canonical: str, oddity: str, labels: list[int], index: int, numbers: dict[int, str]
    ) -> list[Problem]:
        labels[index] = label_id = self._plan.classify(canonical)
        numbers[index] = canonical
        if label_id not in self._known:
            self._learn(label_id)
        return [*self._problems(codes.NOT_CANONICAL, oddity, canonical), *self._known[label_id]]

    def _keys(self, phones: Sequence[str], labels: list[int], odd: list[int], numbers: dict[int, str]) -> list[int]:
        if not odd:
            return list(map(int, phones))
        texts = list(phones)
        for index in odd:
            label = self._plan.label(labels[index])
            texts[index] = numbers.get(index) or (phones[index] if label.valid and label.canonical else "0")
        return list(map(int, texts))

    def _lines(self, rows: Sequence[Cells], problems: dict[int, list[Problem]]) -> None:
        """Rows whose own cells say that the number cannot receive texts."""
        for column, kind in self.roles.lines:
            said = self._answers.of(self.roles, rows, column, kind, lines.READERS[kind])
            for index in [at for at, each in enumerate(said) if each == consent.YES]:
                if not any(each.code.code == codes.NOT_TEXTABLE.code for each in problems.get(index, ())):
                    self._add(
                        problems, index, codes.NOT_TEXTABLE, f"the list says so: {rows[index][column].strip()[:20]!r}"
                    )

    def _consents(self, rows: Sequence[Cells], problems: dict[int, list[Problem]]) -> None:
        """An opt-out overrides a consent; without either, the consent is unknown."""
        column = self.roles.consent
        left = self._answers.leaving(self.roles, rows)
        if left is not None and consent.YES in left:
            for index, each in enumerate(left):
                if each == consent.YES:
                    self._add(problems, index, codes.OPTED_OUT, consent.said(self.roles, rows[index], consent.YES))
        if column is None:
            if self.policy.require_consent:
                for index in range(len(rows)):
                    self._add(problems, index, codes.CONSENT_UNKNOWN, "the list has no consent column")
            elif left is not None:
                self._unread(rows, left, repeat(consent.YES, len(rows)), problems)
            return
        agreed = self._answers.of(self.roles, rows, column, "", consent.meaning)
        self._shifted(rows, left, agreed, problems)
        if left is not None:
            self._unread(rows, left, agreed, problems)
        if agreed.count(consent.YES) == len(agreed):
            return
        for index, each in enumerate(agreed):
            if each == consent.NO:
                self._add(problems, index, codes.NO_CONSENT)
            elif each == consent.UNKNOWN:
                empty = len(rows[index]) <= column or not rows[index][column].strip()
                detail = "the cell is empty" if empty else "the cell is neither yes nor no"
                self._add(problems, index, codes.CONSENT_UNKNOWN, detail)

    def _shifted(
        self, rows: Sequence[Cells], left: list[str] | None, agreed: list[str], problems: dict[int, list[Problem]]
    ) -> None:
        """Report rows with a consent but more cells than the header: an unquoted comma may have moved a no out of its column."""
        for index, row in enumerate(rows):
            if len(row) > self._width and agreed[index] == consent.YES and (left is None or left[index] == consent.NO):
                self._add(problems, index, codes.CONSENT_UNKNOWN, "the row has more cells than the header")

    def _unread(
        self, rows: Sequence[Cells], left: list[str], agreed: Iterable[str], problems: dict[int, list[Problem]]
    ) -> None:
        """Report rows with a consent whose opt-out cell is not understood."""
        if consent.UNKNOWN in left:
            for index, (each, answer) in enumerate(zip(left, agreed, strict=True)):
                if each == consent.UNKNOWN and answer == consent.YES:
                    self._add(
                        problems, index, codes.CONSENT_UNKNOWN, consent.said(self.roles, rows[index], consent.UNKNOWN)
                    )

    def _planned(
        self,
        hours: Hours,
        rows: Sequence[Cells],
        labels: list[int],
        keys: list[int],
        problems: dict[int, list[Problem]],
    ) -> list[int]:
        """Check each row against the planned time; rows with the same facts are checked once. Returns the slots of a plan."""
        roles = self.roles
        areas = [key // 10**7 if _NORTH_AMERICA <= key < 2 * _NORTH_AMERICA else 0 for key in keys]
        zones, states = (repeat("") if at is None else cells_of(rows, at) for at in (roles.zone, roles.state))
        given: Iterable[str | None] = (
            repeat(None)
            if roles.consent is None
            else map(partial(consent.spelled, roles, roles.consent), cells_of(rows, roles.consent))
        )
        refused: Iterable[str] = self._answers.leaving(self.roles, rows) or repeat(consent.NO)
        consents = map(self._consent_kind, given, refused, repeat(hours.consent, len(rows)))
        everyone = list(zip(labels, areas, zones, states, consents, strict=False))  # some of them are infinite
        numbers = dict(zip(everyone, keys, strict=True))
        hours.make_room()
        for who in numbers.keys() - hours.known.keys():
            hours.learn(who, self._plan.label(who[0]), f"+{numbers[who]}")
        known = hours.known
        if any(known[who] for who in numbers):
            for index, who in enumerate(everyone):
                if known[who]:
                    problems.setdefault(index, []).extend(known[who])
        return hours.slots(everyone)
