"""Where the recipients of a list are, as far as the hours for marketing ask for it: said when no time is planned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from smslint.calling import called
from smslint.recipients.batch import cells_of
from smslint.recipients.whereabouts import place_facts
from smslint.rules.countries import load
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from smslint.numbers.label import Label
    from smslint.recipients.batch import Cells
    from smslint.recipients.headers import Roles


class Places:
    """Counts the rows whose time zone is unknown."""

    def __init__(self, roles: Roles, label: Callable[[int], Label]) -> None:
        self._roles, self._label = roles, label
        self._counts: Counter[tuple[int, str, str]] = Counter()

    def add(self, labels: Sequence[int], rows: Sequence[Cells], refused: Container[int]) -> None:
        """Count the rows that may be texted."""
        empty = [""] * len(rows)
        zones, states = (
            empty if column is None else cells_of(rows, column) for column in (self._roles.zone, self._roles.state)
        )
        everyone = zip(labels, zones, states, strict=True)
        self._counts.update(who for index, who in enumerate(everyone) if index not in refused)

    def count(self, label_id: int, zone: str, state: str, times: int) -> None:
        """Count rows that may be texted, with the same label and the same cells."""
        self._counts[label_id, zone, state] += times

    def unknown(self) -> Iterator[str]:
        """What is unknown, in sentences for people: nothing where no moment is outside the hours."""
        timed = {who: times for who, times in self._counts.items() if has_hours(self._label(who[0]).region)}
        if not timed:
            return
        planned = called("at")
        yield f"whether these messages arrive inside the hours for marketing, because no time is planned ({planned})"
        lost = sum(times for who, times in timed.items() if not placed(self._label(who[0]), *who[1:]))
        if lost:
            yield (
                f"the time zone of {plural(lost, 'row')}, which the list does not say and the number does not decide: "
                "a planned time must be inside the hours in every zone that is possible"
            )


def placed(label: Label, zone: str, state: str) -> bool:
    """Whether the time zone of a row is known, from its cells or from its number."""
    place = place_facts(zone, state, label.region)
    return place.zone is not None or place.state is not None or len(label.zones) == 1


def has_hours(region: str | None) -> bool:
    """Whether the profile of a country limits the hours or the days of marketing."""
    country = None if region is None else load(region)
    return country is not None and country.hours.strict is not None
