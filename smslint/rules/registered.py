"""A text held against the template that was registered for it: exactly, with every way to split the values tried.

Two variables that touch, or a value that contains the words between two variables, can be split in several ways; a text matches if
one of them fits.
"""

from __future__ import annotations

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
    # The best values up to each place that the parts so far can reach.
    reached: dict[int, tuple[int, tuple[Value, ...]]] = {0: (0, ())}
    for index, piece in enumerate(pieces):
        found: dict[int, tuple[int, tuple[Value, ...]]] = {}
        for start, (cost, values) in reached.items():
            if isinstance(piece, Variable):
                for end in _ends(text.shown, pieces, index, start):
                    value = text.value(piece, start, end)
                    _keep(found, end, cost + value.cost, (*values, value))
                continue
            literal = piece.text if isinstance(piece, Perhaps) else piece
            if isinstance(piece, Perhaps):
                _keep(found, start, cost, values)
            if text.shown.startswith(literal, start):
                _keep(found, start + len(literal), cost, values)
        if not found:
            return None
        reached = found
    best = reached.get(len(text.shown))
    return None if best is None else best[1]


def _keep(found: dict[int, tuple[int, tuple[Value, ...]]], place: int, cost: int, values: tuple[Value, ...]) -> None:
    if place not in found or cost < found[place][0]:
        found[place] = cost, values


def _ends(shown: str, pieces: Sequence[Piece], index: int, start: int) -> Iterator[int]:
    """Where the value of a variable that begins at ``start`` may end, so that what comes next can follow."""
    for piece in pieces[index + 1 :]:
        if isinstance(piece, Variable):  # it takes what is too much for this one
            limit = pieces[index].most  # type: ignore[union-attr]
            yield from range(start, min(len(shown), start + (limit or _FARTHEST)) + 1)
            return
        literal = piece.text if isinstance(piece, Perhaps) else piece
        end = shown.find(literal, start)
        while end >= 0:
            yield end
            end = shown.find(literal, end + 1)
        if not isinstance(piece, Perhaps):
            return
    yield len(shown)
