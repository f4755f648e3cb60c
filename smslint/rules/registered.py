"""A text held against the template that was registered for it: exactly, with every way to split the values tried.

Two variables that touch, or a value that contains the words between two variables, can be split in several ways; a text matches if
one of them fits.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.variables import Hole, Units, Value, Variable
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

__all__ = ["LIMITS", "VARIABLE", "Hole", "Piece", "Value", "best_split", "dlt_pieces"]

VARIABLE: Final = later(r"\{#(?P<name>\w+)#\}")
"""A variable of a template registered in India."""
LIMITS: Final = {"var": 30, "numeric": 30, "number": 30, "alphanumeric": 40}
"""The most characters of a variable: the legacy one, and the typed ones. Links, numbers to call and addresses have no known limit."""
_HOLDS: Final = {"var": "line", "numeric": "digits", "number": "digits"}
"""What a variable of India holds, where the class has another name."""
_FARTHEST: Final = 200
"""The most characters of a value without a limit, where the next variable touches it."""


class Perhaps(NamedTuple):
    """A part of a template that is printed or left out."""

    text: str


Piece: TypeAlias = "str | Variable | Perhaps"
"""A part of a template."""


def dlt_variable(written: str, name: str, limit: int | None = None) -> Variable:
    """A variable of India.

    :param limit: the most characters, where the operator has a limit of its own.
    """
    return Variable(written, _HOLDS.get(name, name), int(name != "var"), LIMITS.get(name) if limit is None else limit)


@lru_cache(maxsize=256)
def dlt_pieces(template: str) -> tuple[Piece, ...]:
    """The parts of a template registered in India. Of a variable that does not exist nothing is known but its place."""
    found: list[Piece] = []
    at = 0
    for match in VARIABLE.finditer(template):
        known = match["name"] in {*LIMITS, "url", "urlott", "cbn", "email"}
        found += [
            template[at : match.start()],
            dlt_variable(match[0], match["name"]) if known else Variable(match[0], least=1),
        ]
        at = match.end()
    return tuple(piece for piece in (*found, template[at:]) if piece)


def best_split(template: str | Sequence[Piece], units: Sequence[str | Hole] | Units) -> tuple[Value, ...] | None:
    """The values of the variables in the split that fits best, or ``None`` if the text differs outside of them.

    :param template: its parts; or, as text, one that is registered in India.
    """
    pieces = dlt_pieces(template) if isinstance(template, str) else template
    text = units if isinstance(units, Units) else Units(units)
    places = _Places(text.shown)
    values: dict[tuple[Variable, int, int], Value] = {}  # the same variable may stand several times
    # The least cost up to each place that the parts so far can reach, and the place before.
    reached: dict[int, tuple[int, int]] = {0: (0, 0)}
    way: list[dict[int, tuple[int, int]]] = []
    for index, piece in enumerate(pieces):
        found: dict[int, tuple[int, int]] = {}
        for start, (cost, _) in reached.items():
            if isinstance(piece, Variable):
                for end in places.ends(pieces, index, start):
                    value = values.get((piece, start, end))
                    if value is None:
                        value = values[piece, start, end] = text.value(piece, start, end)
                    _keep(found, end, cost + value.cost, start)
                continue
            literal = piece.text if isinstance(piece, Perhaps) else piece
            if isinstance(piece, Perhaps):
                _keep(found, start, cost, start)
            if text.shown.startswith(literal, start):
                _keep(found, start + len(literal), cost, start)
        if not found:
            return None
        way.append(found)
        reached = found
    at = len(text.shown)
    if at not in reached:
        return None
    chosen: list[Value] = []
    for piece, found in zip(reversed(pieces), reversed(way), strict=True):
        before = found[at][1]
        if isinstance(piece, Variable):
            chosen.append(values[piece, before, at])
        at = before
    return tuple(reversed(chosen))


def _keep(found: dict[int, tuple[int, int]], place: int, cost: int, before: int) -> None:
    known = found.get(place)
    if known is None or cost < known[0]:
        found[place] = cost, before


class _Places:
    """Where each literal is in a text, looked for once."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._found: dict[str, list[int]] = {}

    def ends(self, pieces: Sequence[Piece], index: int, start: int) -> Iterator[int]:
        """Where the value of a variable that begins at ``start`` may end, so that what comes next can follow."""
        for piece in pieces[index + 1 :]:
            if isinstance(piece, Variable):  # it takes what is too much for this one
                limit = pieces[index].most  # type: ignore[union-attr]
                yield from range(start, min(len(self._shown), start + (limit or _FARTHEST)) + 1)
                return
            places = self._of(piece.text if isinstance(piece, Perhaps) else piece)
            yield from places[bisect_left(places, start) :]
            if not isinstance(piece, Perhaps):
                return
        yield len(self._shown)

    def _of(self, literal: str) -> list[int]:
        places = self._found.get(literal)
        if places is None:
            places = self._found[literal] = []
            at = self._shown.find(literal)
            while at >= 0:
                places.append(at)
                at = self._shown.find(literal, at + 1)
        return places
