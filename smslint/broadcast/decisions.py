"""The choices in a template: those that each row decides, and those that rows do not decide, of which every combination is a variant."""

from __future__ import annotations

from itertools import product, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.dialects.functions.results import exact_change, result_of
from smslint.text.condition import Not, names
from smslint.text.deciding import holds, of_texts
from smslint.text.typed import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from smslint.broadcast.lookup import Lookup
    from smslint.broadcast.pieces import Columns, Decides
    from smslint.text.condition import Condition, Test
    from smslint.text.tree import Call
    from smslint.text.typed import Types

MOST_VARIANTS: Final = 16
"""The most combinations of undecided conditions that are tried; for more, some keep their first arm, and a note says so."""


class Open(NamedTuple):
    """A choice that the rows do not decide."""

    name: str
    ways: int


class Decisions:
    """The choices of one template, found while it is walked."""

    def __init__(self, lookup: Lookup, notes: dict[str, None], beyond: dict[str, None]) -> None:
        """Nothing is known before the first walk.

        :param notes: where a note is added for each choice that rows do not decide.
        :param beyond: where each condition is added that smslint does not evaluate.
        """
        self._lookup = lookup
        self._notes = notes
        self._beyond = beyond
        self._open: dict[str, Open] = {}
        self._taken: Mapping[str, int] = {}

    def variants(self) -> Iterator[None]:
        """Take each combination of the open choices in turn, after a walk that found them."""
        kept: dict[str, int] = {}
        total = 1
        for key, (name, ways) in self._open.items():
            if total * ways > MOST_VARIANTS:
                note = f"There are too many conditions to try all combinations: {quoted(name)} keeps its first arm."
                self._notes[note] = None
                continue
            kept[key] = ways
            total *= ways
        for picks in product(*(range(ways) for ways in kept.values())):
            self._taken = dict(zip(kept, picks, strict=True))
            yield

    def decided(self, condition: Condition) -> Test | None:
        """A condition that each row decides: it depends only on columns and on values that are the same for everyone."""
        test = condition.test
        if test is None or not of_texts(test, self._types):
            self._beyond[condition.source] = None
            return None
        self._lookup.named.update(names(test))
        known = all(
            self._lookup.constant(name) is not None or self._lookup.column(name) is not None for name in names(test)
        )
        return test if known else None

    def _types(self, calls: tuple[Call, ...]) -> Types | None:
        """The types that a text may have after some calls; ``None`` if their result is unknown."""
        found = result_of(self._lookup.dialect, calls)
        return None if found is None else found.types

    def decides(self, test: Test) -> Decides:
        """A test as a function of a batch."""
        places = {name: self._lookup.column(name) for name in names(test) if self._lookup.constant(name) is None}

        def rows(columns: Columns, count: int) -> list[bool]:
            def values(name: str, calls: tuple[Call, ...]) -> Iterable[str]:
                column = places.get(name)
                change = exact_change(self._lookup.dialect, calls) if calls else None
                if column is None:
                    return repeat(
                        change(self._lookup.constants[name]) if change else self._lookup.constants[name], count
                    )
                return map(change, columns[column]) if change else columns[column]

            return holds(test, values, count)

        return rows

    def pick(self, conditions: list[Condition | None], places: list[int]) -> int | None:
        """The arm whose condition is taken to hold, or none. The same condition takes the same arm everywhere."""
        known = [each for each in conditions if each is not None]
        name = known[0].source
        self._notes[self._reason(known[0])] = None
        key, negated = condition_key(known[0])
        way = self.way(key, name, len(places) + 1)
        if negated and len(places) == 1:
            way = 1 - min(way, 1)
        return places[way] if way < len(places) else None

    def _reason(self, condition: Condition) -> str:
        """Why the rows do not decide a condition."""
        written = quoted(condition.source)
        if condition.test is None:
            return f"smslint does not evaluate the condition {written}: both cases are counted."
        if not of_texts(condition.test, lambda _calls: TEXT):
            return f"smslint does not decide {written}, because the list contains only texts: both cases are counted."
        if not of_texts(condition.test, self._types):
            return f"smslint does not know the type or the result of a filter in {written}: both cases are counted."
        return f"The list does not say whether {written} is true: both cases are counted."

    def way(self, key: str, name: str, ways: int) -> int:
        """Which of several ways the current variant takes."""
        self._open[key] = Open(name, max(ways, self._open.get(key, Open(name, 1)).ways))
        return min(self._taken.get(key, 0), ways - 1)


def condition_key(condition: Condition) -> tuple[str, bool]:
    """A key that a condition and its negation share; and whether it is the negation."""
    test, negated = condition.test, False
    while isinstance(test, Not):
        test, negated = test.test, not negated
    return condition.source if test is None else repr(test), negated


def quoted(source: str) -> str:
    """Code of a template, on one line and shortened, as a note shows it."""
    text = " ".join(source.split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"
