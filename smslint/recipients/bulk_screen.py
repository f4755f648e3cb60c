"""Find the rows of Arrow batches that may not be texted, with numpy (the ``bulk`` extra): what :mod:`smslint.recipients.screen` finds.

Few things decide about a row: its kind of number, whether it is suppressed, what its cells say about consent, and the hours of its place.
Rows in which all of these are equal have the same problems. So the base path is asked about one row of each such kind, and the answer
holds for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from smslint.numbers.label import TOO_LONG
from smslint.recipients import codes, consent, lines
from smslint.recipients.bulk_columns import Learned, alike

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from smslint.recipients.batch import Cells
    from smslint.recipients.codes import Code
    from smslint.recipients.problem import Problem
    from smslint.recipients.screen import Screen
    from smslint.recipients.screen import Screened as ScreenedRow

_MOST_KEPT: Final = 10_000
_IN_CACHE: Final = 200_000
"""Up to so many suppressed numbers, their order does not matter for the speed of look-ups."""
_LOOK: Final = -1
"""In place of a kind of number: look at the row."""
_LEFT: Final[dict[str, int]] = {consent.NO: 0, consent.UNKNOWN: 1, consent.YES: 2}
"""What the opt-out columns of a row say together: the highest."""
_MOST_CONSENTS: Final = 8
"""More than the different answers of :func:`_agreed`."""


class Kind(NamedTuple):
    """What rows of one kind have in common."""

    codes: tuple[Code, ...] = ()
    """The code of each of their problems, in order."""
    slot: int | None = None
    """The number of their slot in a plan by the recipient's own clock."""

    @property
    def refused(self) -> bool:
        """Whether they may not be texted."""
        return any(each.refuses for each in self.codes)

    @property
    def opted(self) -> bool:
        """Whether these people said that they want no messages."""
        return any(each.refuses and each.code in codes.LEAVING for each in self.codes)


class Screened(NamedTuple):
    """The result of screening a batch, row for row, as numpy arrays."""

    labels: Any
    """The label id of each number, in its canonical form."""
    keys: Any
    """Each number as an unsigned integer; 0 where it is not valid."""
    kinds: Any
    """The index of each row's kind in :attr:`BulkScreen.kinds`."""


class BulkScreen:
    """Checks batches of one list under one policy."""

    def __init__(self, screen: Screen, width: int) -> None:
        """Checks what a screen checks.

        :param screen: the base path, which is asked about one row of each kind.
        :param width: how many columns the list has.
        """
        self._screen, self._width = screen, width
        self.kinds: list[Kind] = []
        """Every kind of row so far."""
        self._ids: dict[Kind, int] = {}
        self._suppressed = np.frombuffer(screen.policy.suppressed.keys(), np.uint64)
        self._of_label = Learned()
        self._numbers: dict[tuple[Code, ...] | None, int] = {}
        self._looked: dict[tuple[str, str], tuple[int, str | None, int]] = {}
        self._of_state = Learned()
        self._readers: dict[tuple[int, str], consent.Column] = {}
        self._consents: dict[str, int] = {}
        self._placed: dict[tuple[object, ...], int] = {}

    @property
    def columns(self) -> list[int]:
        """The columns that decide, in order."""
        roles = self._screen.roles
        places = (roles.zone, roles.state) if self._screen.policy.hours is not None else ()
        some = (roles.phone, roles.region, roles.consent, *(at for at, _ in (*roles.leaving, *roles.lines)), *places)
        return sorted({at for at in some if at is not None})

    def batch(self, columns: Mapping[int, pa.StringArray], labels: Any, keys: Any) -> Screened:
        """Check some rows.

        :param columns: at least :attr:`columns`, without nulls.
        :param labels: the label ids of the phone numbers, as :func:`smslint.recipients.bulk_numbers.labels_and_numbers` finds them, and
        :param keys: their digits; both are changed.
        """
        states = self._of_numbers(columns, labels, keys)
        roles = self._screen.roles
        suppressed = self._are_suppressed(keys)
        left = np.zeros(len(labels), np.int64)
        for column, role in roles.leaving:
            np.maximum(left, self._each(columns[column], column, role, consent.READERS[role], _LEFT), out=left)
        unable = np.zeros(len(labels), np.int64)
        for column, kind in roles.lines:
            np.maximum(unable, self._each(columns[column], column, kind, lines.READERS[kind], _LEFT), out=unable)
        states = ((states * 2 + suppressed) * len(_LEFT) + left) * len(_LEFT) + unable
        if roles.consent is not None:
            agreed = self._each(columns[roles.consent], roles.consent, "", _agreed, self._consents)
            states = states * _MOST_CONSENTS + agreed
        if self._screen.policy.hours is not None:
            return Screened(labels, keys, self._of_places(columns, labels, keys, states))
        kinds = self._of_state.of(states, lambda state: self._kind(columns, int(np.argmax(states == state))))
        return Screened(labels, keys, kinds)

    def problems(self, cells: Cells) -> list[Problem]:
        """The problems of a single row, with their details."""
        return self._of_row(cells).problems.get(0, [])

    def _of_row(self, cells: Cells) -> ScreenedRow:
        assert self._screen.roles.phone is not None
        return self._screen.batch([cells[self._screen.roles.phone]], [cells])

    def cells(self, columns: Mapping[int, pa.StringArray], index: int) -> Cells:
        """A row, of which the columns that nobody needs are empty."""
        row = [""] * self._width
        for at, column in columns.items():
            row[at] = column[index].as_py()
        return row

    def refused(self, kinds: Any) -> Any:
        """Whether each row may not be texted."""
        return np.array([each.refused for each in self.kinds], bool)[kinds]

    def opted(self, kinds: Any) -> Any:
        """Whether each row is of a person who said that they want no messages."""
        return np.array([each.opted for each in self.kinds], bool)[kinds]

    # --- numbers ---

    def _of_numbers(self, columns: Mapping[int, pa.StringArray], labels: Any, keys: Any) -> Any:
        """What each row's number is; for a number in an unusual form its label and digits are stored."""
        states = self._of_label.of(labels, self._of_one_label)
        keys[states == self._number((codes.INVALID,))] = 0
        phones, region = columns[self._screen.roles.phone or 0], self._screen.roles.region
        odd = np.flatnonzero(states == _LOOK)
        if not len(odd):
            return states
        rows = pa.array(odd)
        texts = phones.take(rows).to_pylist()
        places = [""] * len(texts) if region is None else columns[region].take(rows).to_pylist()
        for index, phone, place in zip(odd.tolist(), texts, places, strict=True):
            labels[index], canonical, states[index] = self._look(phone, place)
            keys[index] = int(canonical or 0)
        return states

    def _of_one_label(self, label_id: int) -> int:
        label = self._screen.label(label_id)
        if label.valid and label.canonical:
            return self._number(tuple(each.code for each in self._screen.problems_of(label_id)))
        # Of a plus sign and digits, one that is too long may have a national prefix: +49 (0)800. The others are simply wrong.
        wrong = label_id != 0 and not label.valid and label.error != TOO_LONG.error
        return self._number((codes.INVALID,)) if wrong and not self._screen.policy.accept_suggestions else _LOOK

    def _number(self, found: tuple[Code, ...]) -> int:
        return self._numbers.setdefault(found, len(self._numbers))

    def _look(self, phone: str, place: str) -> tuple[int, str | None, int]:
        found = self._looked.get((phone, place))
        if found is None:
            if len(self._looked) > _MOST_KEPT:
                self._looked.clear()
            row = [""] * self._width
            if self._screen.roles.region is not None:
                row[self._screen.roles.region] = place
            label_id, canonical, problems = self._screen.look(phone, row)
            state = self._number((codes.INVALID,) if canonical is None else tuple(each.code for each in problems))
            found = self._looked[phone, place] = (label_id, canonical, state)
        return found

    def _are_suppressed(self, keys: Any) -> Any:
        some = self._suppressed
        if not len(some):
            return np.zeros(len(keys), bool)
        if len(some) <= _IN_CACHE:
            at = np.searchsorted(some, keys)
            return some[np.minimum(at, len(some) - 1)] == keys
        # In order, neighbours ask for neighbours: a list that is larger than the processor's cache is read several times faster.
        order = np.argsort(keys)
        asked, found = keys[order], np.empty(len(keys), bool)
        at = np.searchsorted(some, asked)
        found[order] = some[np.minimum(at, len(some) - 1)] == asked
        return found

    # --- consent ---

    def _each(
        self, cells: pa.StringArray, column: int, role: str, read: Callable[[str], str], known: dict[str, int]
    ) -> Any:
        """What each cell of a column means, as a number; each different cell is read once.

        :param known: the number of each meaning, to which new ones are added.
        """
        meaning = self._readers.get((column, role))
        if meaning is None:
            meaning = self._readers[column, role] = consent.Column(consent.reading(self._screen.roles, column, read))
        encoded = cells.dictionary_encode()
        numbers = [known.setdefault(meaning(each), len(known)) for each in encoded.dictionary.to_pylist()]
        assert len(known) <= _MOST_CONSENTS
        return np.array(numbers, np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]

    # --- all together ---

    def _of_places(self, columns: Mapping[int, pa.StringArray], labels: Any, keys: Any, states: Any) -> Any:
        """The kinds where the hours of each place decide, too."""
        roles = self._screen.roles
        areas = np.where(keys // np.uint64(10**10) == 1, keys // np.uint64(10**7), np.uint64(0)).astype(np.int64)
        together = [labels.astype(np.int64), areas, states]
        cells = [columns[at].dictionary_encode() for at in (roles.zone, roles.state) if at is not None]
        together += [each.indices.to_numpy(zero_copy_only=False).astype(np.int64) for each in cells]
        first, groups = alike(together)
        kinds = np.empty(len(first), np.int32)
        if len(self._placed) > _MOST_KEPT:
            self._placed.clear()
        for index, row in enumerate(first.tolist()):
            texts = (each.dictionary[each.indices[row].as_py()].as_py() for each in cells)
            key = (*(int(each[row]) for each in together[:3]), *texts)
            if key not in self._placed:
                self._placed[key] = self._kind(columns, row)
            kinds[index] = self._placed[key]
        return kinds[groups]

    def _kind(self, columns: Mapping[int, pa.StringArray], index: int) -> int:
        """The kind of a row: the base path says which problems it has."""
        row = self._of_row(self.cells(columns, index))
        found = Kind(tuple(each.code for each in row.problems.get(0, ())), next(iter(row.slots), None))
        if found not in self._ids:
            self._ids[found] = len(self.kinds)
            self.kinds.append(found)
        return self._ids[found]


def _agreed(cell: str) -> str:
    """What a cell of the consent column means, and which kind of consent it is if nobody left."""
    return f"{consent.meaning(cell)} {consent.kind(cell, consent.NO, None)}"
