"""Time zones and states in a list that nobody knows. With them, only the number says where a recipient is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.recipients.batch import cells_of
from smslint.recipients.whereabouts import place_facts
from smslint.rules.zones_and_states import WITH_STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smslint.numbers.label import Label
    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles

MOST_NAMED: Final = 3
_MOST_KEPT: Final = 10_000


class Unplaced:
    """The unknown zones and states of a list, the first few by the alphabet, in constant memory: equal cells are read once."""

    def __init__(self, roles: Roles, label: Callable[[int], Label]) -> None:
        self._roles, self._label = roles, label
        self.columns = tuple(at for at in (roles.zone, roles.state) if at is not None)
        """The columns that are read."""
        self._seen: set[tuple[int, int, str]] = set()
        self._zones: set[str] = set()
        self._states: set[str] = set()

    @property
    def zones(self) -> tuple[str, ...]:
        """Cells that are no time zone, such as ``America/NewYork``."""
        return tuple(sorted(self._zones))

    @property
    def states(self) -> tuple[str, ...]:
        """Cells that are no state, where the country of the number has known states."""
        return tuple(sorted(self._states))

    def notes(self) -> tuple[str, ...]:
        """What the unknown zones and states mean for a planned time, in sentences for people."""
        said = (
            ("Time zones", self.zones, "for these rows, all zones of the number must be inside the hours"),
            ("States", self.states, "for these rows, the number decides about the state"),
        )
        return tuple(
            f"{what} such as {', '.join(map(repr, unknown))} are unknown: {then}."
            for what, unknown, then in said
            if unknown
        )

    def add(self, labels: Sequence[int], rows: Sequence[Cells]) -> None:
        """Look at some rows."""
        for column in self.columns:
            self.look(column, zip(labels, cells_of(rows, column), strict=True))

    def look(self, column: int, cells: Iterable[tuple[int, str]]) -> None:
        """Look at cells of one of the columns, each with the label of its row's number."""
        fresh = {(column, *each) for each in set(cells)} - self._seen
        if len(self._seen) > _MOST_KEPT:
            self._seen.clear()
        self._seen |= fresh
        for _, label_id, cell in fresh:
            self._read(column, label_id, cell.strip())

    def _read(self, column: int, label_id: int, word: str) -> None:
        region = self._label(label_id).region
        if column == self._roles.zone:
            unknown, named = is_unknown_zone(word, region), self._zones
        else:
            unknown, named = is_unknown_state(word, region), self._states
        if unknown:
            named.add(word)
            if len(named) > MOST_NAMED:
                named.remove(max(named))


def is_unknown_zone(cell: str, region: str | None) -> bool:
    """Whether a cell should be a time zone and is none."""
    word = cell.strip()
    return bool(word) and place_facts(word, "", region).zone is None


def is_unknown_state(cell: str, region: str | None) -> bool:
    """Whether a cell should be a state and is none, where the country has known states."""
    word = cell.strip()
    return bool(word) and region in WITH_STATES and place_facts("", word, region).state is None
