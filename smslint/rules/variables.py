"""The variables of registered templates, and what the values of a text hold in their place.

The text is a sequence of units: a character, or a placeholder with what its values can be. Running totals judge any part of it at once.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final
from unicodedata import category

from smslint.records import NamedTuple
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from re import Pattern


class Variable(NamedTuple):
    """A variable of a template."""

    written: str
    """As the template has it: ``{#numeric#}``."""
    holds: str = "anything"
    """What its values are: one of :data:`HOLDS`."""
    least: int = 0
    most: int | None = None
    """The fewest and the most characters of a value; ``None`` if no limit is known."""


HOLDS: Final[Mapping[str, str]] = {
    "anything": "",
    "line": "It holds one line.",
    "one_line": "It holds one line, without tabs and without more than four spaces together.",
    "token": "It holds one word, without spaces.",
    "digits": "It holds digits, at least one; a value with letters needs {#alphanumeric#}.",
    "only_digits": "It holds digits only.",
    "letters_digits": "It holds letters from A to Z and digits only.",
    "alphanumeric": "It holds letters and digits, at least one; a link needs {#url#}, an address {#email#}.",
    "phone": "It holds a phone number: 11 digits that start with 1, or a landline with 5 to 15 digits and dashes.",
    "cbn": "It holds a number to call.",
    "url": "It holds a link.",
    "urlott": "It holds a link.",
    "email": "It holds an address.",
}
"""What a variable can hold, each with a sentence for people."""
DOUBTFUL: Final = {
    "digits": "Some operators take digits and amounts only: register {#alphanumeric#} for dates and times.",
    "alphanumeric": "Some operators take letters, digits and spaces only: write the signs into the template.",
}
"""What to do where some operators refuse a value."""
WHOLE: Final[Mapping[str, Pattern[str]]] = {
    "url": later(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?"),
    "urlott": later(r"(?:\w+://)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?|\w+://\S+"),
    "email": later(r"[^\s@]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"),
    "cbn": later(r"\+?\(?\d(?:[ ()-]{0,2}\d){3,14}"),
    "only_digits": later(r"[0-9]*"),
    "letters_digits": later(r"[A-Za-z0-9]*"),
    "phone": later(r"1[0-9]{10}|[0-9-]{5,15}"),
}
"""What a value must be as a whole, where it has no placeholder."""
NO_LETTERS: Final = frozenset({"cbn", "only_digits", "phone"})
"""What a placeholder with letters is not."""
_IN_AMOUNTS: Final = frozenset(".,")
_IN_DATES: Final = frozenset("-/:+() ")
_TAGGED: Final = ("@", "://", "www.")
"""Signs of what has a variable of its own."""
BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
"""Line breaks."""
_APART: Final = 32
"""Of how many bits the cost of each fault is: no text has so many variables that their costs would meet."""
_MANY_SPACES: Final = " " * 5
TAKEN: Final = 3
"""How many words beside a placeholder may be a part of a value without a limit."""
HOLE: Final = "\ufffc"
"""Stands for a placeholder in the text."""


class Hole(NamedTuple):
    """A placeholder of the text. ``most`` is the most characters of its values, ``None`` if unknown."""

    name: str
    most: int | None
    letters: bool
    """Whether a value can have a letter."""


class Value(NamedTuple):
    """What one variable of the template holds in the text, from one unit up to another."""

    variable: Variable
    start: int
    end: int
    most: int | None
    """The most characters of it, ``None`` if unknown."""
    of_another_type: bool
    """Whether it has, or can have, characters that the variable does not allow, or too few."""
    doubtful: bool
    """Whether it has signs that some operators refuse: those of dates among digits, any but spaces among letters and digits."""
    sure: bool
    """Whether it has no placeholder."""

    @property
    def too_long(self) -> bool:
        """Whether it can be longer than the variable allows."""
        limit = self.variable.most
        return limit is not None and self.most is not None and self.most > limit

    @property
    def unknown(self) -> bool:
        """Whether its length matters and is unknown."""
        return self.variable.most is not None and self.most is None

    @property
    def cost(self) -> int:
        """How badly it fits: 0 exactly, 1 if it is not known whether it does, more otherwise. Many small faults are less than a larger one."""
        return sum(fault << _APART * weight for weight, fault in enumerate(self._faults))

    @property
    def _faults(self) -> tuple[bool, ...]:
        return self.unknown, self.doubtful, self.of_another_type, self.too_long


class Units:
    """The units of a text with running totals, so that any part of it is judged at once."""

    def __init__(self, units: Sequence[str | Hole]) -> None:
        self.units = units
        self.shown = "".join([HOLE if isinstance(unit, Hole) else unit for unit in units])
        holes = [unit if isinstance(unit, Hole) else None for unit in units]
        self.most = _totals(1 if hole is None else hole.most or 0 for hole in holes)
        self.unknown = _totals(hole is not None and hole.most is None for hole in holes)
        self.holes = _totals(hole is not None for hole in holes)
        pairs = list(zip(holes, self.shown, strict=True))
        self.letters = _totals(char.isalpha() if hole is None else hole.letters for hole, char in pairs)
        self.digits = _totals(hole is not None or char.isdigit() for hole, char in pairs)
        signs = [char if hole is None and not char.isalnum() else "" for hole, char in pairs]
        self.signs = _totals(bool(char) and not char.isspace() and category(char)[0] != "M" for char in signs)
        self.dates = _totals(char in _IN_DATES for char in signs)
        self.others = _totals(bool(char) and char not in _IN_DATES | _IN_AMOUNTS for char in signs)
        self.spaces = _totals(char.isspace() for char in signs)
        before = " " + self.shown
        self.words = _totals(
            char.isalnum() and not last.isalnum() for last, char in zip(before, self.shown, strict=False)
        )
        self.breaks = _totals(char in BREAKS for char in signs)

    def value(self, variable: Variable, start: int, end: int) -> Value:
        """What the variable holds if it is this part."""

        def between(totals: list[int]) -> int:
            return totals[end] - totals[start]

        holds = variable.holds
        most = None if between(self.unknown) else between(self.most)
        sure = not between(self.holes)
        other = doubtful = False
        if start == end:
            other = variable.least > 0
        elif holds == "digits":
            other = bool(between(self.letters) or between(self.others)) or not between(self.digits)
            doubtful = between(self.dates) > 0
        elif holds == "alphanumeric":
            other = any(self.shown.find(sign, start, end) >= 0 for sign in _TAGGED)
            doubtful = between(self.signs) > 0
        elif holds in WHOLE and sure:
            other = WHOLE[holds].fullmatch(self.shown, start, end) is None
        elif holds in NO_LETTERS:
            other = between(self.letters) > 0
        elif holds == "token":
            other = between(self.spaces) > 0
        elif holds == "one_line":
            other = self.shown.find("\t", start, end) >= 0 or self.shown.find(_MANY_SPACES, start, end) >= 0
        if not sure and variable.most is None and between(self.words) > TAKEN:
            other = True  # a sentence beside a placeholder is no part of its value
        if holds != "anything" and between(self.breaks):
            other = True
        if sure and end - start < variable.least:
            other = True
        return Value(variable, start, end, most, other, doubtful and not other, sure)

    def written(self, start: int, end: int) -> str:
        """A part as the text has it, with the names of its placeholders."""
        return "".join([f"{{{unit.name}}}" if isinstance(unit, Hole) else unit for unit in self.units[start:end]])


def _totals(numbers: Iterable[int]) -> list[int]:
    return [0, *accumulate(numbers)]
