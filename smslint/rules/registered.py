"""A text held against the template that was registered for it: exactly, with every way to split the values tried.

Two variables that touch, or a value that contains the words between two variables, can be split in several ways; a text matches if
one of them fits. The text is a sequence of units: a character, or a placeholder with what its values can be.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final
from unicodedata import category

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

VARIABLE: Final = later(r"\{#(?P<name>\w+)#\}")
"""A variable of a template registered in India."""

LIMITS: Final = {"var": 30, "numeric": 30, "number": 30, "alphanumeric": 40}
"""The most characters of a variable: the legacy one, and the typed ones. Links, numbers to call and addresses have no known limit."""

_DIGITS: Final = frozenset({"numeric", "number"})
_WHOLE: Final = {
    "url": later(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?"),
    "urlott": later(r"(?:\w+://)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?|\w+://\S+"),
    "email": later(r"[^\s@]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"),
    "cbn": later(r"\+?\(?\d(?:[ ()-]{0,2}\d){3,14}"),
}
"""Links, addresses and numbers to call (of 4 to 15 digits), as a whole."""
_IN_AMOUNTS: Final = frozenset(".,")
_IN_DATES: Final = frozenset("-/:+() ")
_TAGGED: Final = ("@", "://", "www.")
"""Signs of what has a variable of its own."""
_HOLE: Final = "\ufffc"
"""Stands for a placeholder in the text."""
_APART: Final = 32
"""Of how many bits the cost of each fault is: no text has so many variables that their costs would meet."""
_FARTHEST: Final = 200
"""The most characters of a value without a limit, where the next variable touches it."""


class Hole(NamedTuple):
    """A placeholder of the text. ``most`` is the most characters of its values, ``None`` if unknown."""

    name: str
    most: int | None
    letters: bool
    """Whether a value can have a letter."""


class Value(NamedTuple):
    """What one variable of the template holds in the text, from one unit up to another."""

    variable: str
    start: int
    end: int
    most: int | None
    """The most characters of it, ``None`` if unknown."""
    of_another_type: bool
    """Whether it has, or can have, characters that the variable does not allow."""
    doubtful: bool
    """Whether it has signs that some operators refuse: those of dates among digits, any but spaces among letters and digits."""
    sure: bool
    """Whether it has no placeholder."""

    @property
    def too_long(self) -> bool:
        """Whether it can be longer than the variable allows."""
        limit = LIMITS.get(self.variable)
        return limit is not None and self.most is not None and self.most > limit

    @property
    def unknown(self) -> bool:
        """Whether its length matters and is unknown."""
        return self.variable in LIMITS and self.most is None

    @property
    def cost(self) -> int:
        """How badly it fits: 0 exactly, 1 if it is not known whether it does, more otherwise. Many small faults are less than a larger one."""
        return sum(fault << _APART * weight for weight, fault in enumerate(self._faults))

    @property
    def _faults(self) -> tuple[bool, ...]:
        return self.unknown, self.doubtful, self.of_another_type, self.too_long


class _Units:
    """The units of a text with running totals, so that any part of it is judged at once."""

    def __init__(self, units: Sequence[str | Hole]) -> None:
        self.shown = "".join([_HOLE if isinstance(unit, Hole) else unit for unit in units])
        holes = [unit if isinstance(unit, Hole) else None for unit in units]
        self._most = _totals(1 if hole is None else hole.most or 0 for hole in holes)
        self._unknown = _totals(hole is not None and hole.most is None for hole in holes)
        self._holes = _totals(hole is not None for hole in holes)
        pairs = list(zip(holes, self.shown, strict=True))
        self._letters = _totals(char.isalpha() if hole is None else hole.letters for hole, char in pairs)
        self._digits = _totals(hole is not None or char.isdigit() for hole, char in pairs)
        signs = [char if hole is None and not char.isalnum() else "" for hole, char in pairs]
        self._signs = _totals(bool(char) and not char.isspace() and category(char)[0] != "M" for char in signs)
        self._dates = _totals(char in _IN_DATES for char in signs)
        self._others = _totals(bool(char) and char not in _IN_DATES | _IN_AMOUNTS for char in signs)

    def value(self, variable: str, start: int, end: int) -> Value:
        """What the variable holds if it is this part."""

        def between(totals: list[int]) -> int:
            return totals[end] - totals[start]

        most = None if between(self._unknown) else between(self._most)
        sure = not between(self._holes)
        other = doubtful = False
        if start == end:
            other = variable != "var"
        elif variable in _DIGITS:
            other = bool(between(self._letters) or between(self._others)) or not between(self._digits)
            doubtful = between(self._dates) > 0
        elif variable == "alphanumeric":
            other = any(self.shown.find(sign, start, end) >= 0 for sign in _TAGGED)
            doubtful = between(self._signs) > 0
        elif variable in _WHOLE and sure:
            other = _WHOLE[variable].fullmatch(self.shown, start, end) is None
        elif variable == "cbn":
            other = between(self._letters) > 0
        return Value(variable, start, end, most, other, doubtful and not other, sure)


def best_split(template: str, units: Sequence[str | Hole]) -> tuple[Value, ...] | None:
    """The values of the variables in the split that fits best, or ``None`` if the text differs outside of them."""
    names = [match["name"] for match in VARIABLE.finditer(template)]
    literals = VARIABLE.split(template)[::2]
    text = _Units(units)
    if not names:
        return () if text.shown == template else None
    if not text.shown.startswith(literals[0]):
        return None
    # The best values up to the end of a literal, for each place where it can end.
    reached: dict[int, tuple[int, tuple[Value, ...]]] = {len(literals[0]): (0, ())}
    for index, name in enumerate(names):
        literal, last = literals[index + 1], index == len(names) - 1
        found: dict[int, tuple[int, tuple[Value, ...]]] = {}
        for start, (cost, values) in reached.items():
            for end in _ends(text.shown, literal, start, name, last=last):
                value = text.value(name, start, end)
                total, after = cost + value.cost, end + len(literal)
                if after not in found or total < found[after][0]:
                    found[after] = total, (*values, value)
        reached = found
    best = reached.get(len(text.shown))
    return None if best is None else best[1]


def _totals(numbers: Iterable[int]) -> list[int]:
    return [0, *accumulate(numbers)]


def _ends(shown: str, literal: str, start: int, name: str, *, last: bool) -> Iterator[int]:
    """Where a value that begins at ``start`` may end, so that the literal follows."""
    if last:
        end = len(shown) - len(literal)
        if end >= start and shown.endswith(literal):
            yield end
    elif not literal:  # the next variable takes what is too much for this one
        yield from range(start, min(len(shown), start + LIMITS.get(name, _FARTHEST)) + 1)
    else:
        end = shown.find(literal, start)
        while end >= 0:
            yield end
            end = shown.find(literal, end + 1)
