"""A text held against the template that was registered for it: exactly, with every way to split the values considered.

Two variables that touch, or a value that contains the words between two variables, can be split in several ways; a text matches if
one of them fits. The splits are compared one by one, and where they are very many, ranges of places say whether one fits.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.rules.value_ends import Ends, Places
from smslint.rules.variables import Hole, Units, Value, Variable
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from smslint.rules.value_ends import Range

__all__ = ["LIMITS", "VARIABLE", "Hole", "Piece", "Value", "best_split", "dlt_pieces"]

VARIABLE: Final = later(r"\{#(?P<name>\w+)#\}")
"""A variable of a template registered in India."""
LIMITS: Final = {"var": 30, "numeric": 30, "number": 30, "alphanumeric": 40}
"""The most characters of a variable: the legacy one, and the typed ones. Links, numbers to call and addresses have no known limit."""
_HOLDS: Final = {"var": "line", "numeric": "digits", "number": "digits"}
"""What a variable of India holds, where the class has another name."""
MOST_UNITS: Final = 10_000
"""The most characters of a text that is held against a template; no service takes as many."""
MOST_TRIED: Final = 50_000
"""The most values that are compared, long ones counting more, to find which of them do not fit."""


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

    A split in which every value fits is always found. Where none is, and a text can be split in very many ways, not all are compared.

    :param template: its parts; or, as text, one that is registered in India.
    """
    pieces = dlt_pieces(template) if isinstance(template, str) else template
    text = units if isinstance(units, Units) else Units(units)
    if len(text.units) > MOST_UNITS:
        return None
    places = Places(text.shown)
    try:
        return _cheapest(pieces, text, partial(_every_end, places))
    except _TooManyError:
        found = _exact(pieces, text, places)
        return found if found is not None else _cheapest(pieces, text, partial(_few_ends, places), most=None)


class _TooManyError(Exception):
    """A text can be split in more ways than are compared."""


def _exact(pieces: Sequence[Piece], text: Units, places: Places) -> tuple[Value, ...] | None:
    """A split in which every value fits; ``None`` if there is none."""
    ends = Ends(text, places)
    reached: list[list[int]] = [[0]]
    for piece in pieces:
        starts = reached[-1]
        if isinstance(piece, Variable):
            reached.append(_places_in(each for _, each in ends.of(piece, starts)))
        else:
            literal = piece.text if isinstance(piece, Perhaps) else piece
            found = [start + len(literal) for start in starts if text.shown.startswith(literal, start)]
            reached.append(sorted({*found, *starts}) if isinstance(piece, Perhaps) else found)
        if not reached[-1]:
            return None
    at = len(text.shown)
    if at not in reached[-1]:
        return None
    chosen: list[Value] = []
    for piece, starts in zip(reversed(pieces), reversed(reached[:-1]), strict=True):
        if isinstance(piece, Variable):
            end, before = at, starts[: bisect_right(starts, at)]
            at = next(start for start, (low, high) in ends.of(piece, before) if low <= end <= high)
            chosen.append(text.value(piece, at, end))
            continue
        literal = piece.text if isinstance(piece, Perhaps) else piece
        start = at - len(literal)
        printed = start in starts and text.shown.startswith(literal, start)
        at = start if printed else at  # else it is left out
    return tuple(reversed(chosen))


def _places_in(ranges: Iterable[Range]) -> list[int]:
    """The places that are in any of some ranges, in order."""
    found: list[int] = []
    for low, high in sorted(ranges):
        found += range(max(low, found[-1] + 1) if found else low, high + 1)
    return found


def _cheapest(
    pieces: Sequence[Piece],
    text: Units,
    ends_of: Callable[[Sequence[Piece], int, int], Iterable[int]],
    most: int | None = MOST_TRIED,
) -> tuple[Value, ...] | None:
    """The values of the split with the least cost; ``None`` if no split has the words.

    :raises _TooManyError: after ``most`` values.
    """
    values: dict[tuple[Variable, int, int], Value] = {}  # the same variable may stand several times
    # The least cost up to each place that the parts so far can reach, and the place before.
    reached: dict[int, tuple[int, int]] = {0: (0, 0)}
    way: list[dict[int, tuple[int, int]]] = []
    tried = 0
    for index, piece in enumerate(pieces):
        found: dict[int, tuple[int, int]] = {}
        for start, (cost, _) in reached.items():
            if isinstance(piece, Variable):
                for end in ends_of(pieces, index, start):
                    tried += 1 + (end - start >> 5)  # links and addresses are read
                    value = values.get((piece, start, end))
                    if value is None:
                        value = values[piece, start, end] = text.value(piece, start, end)
                    _keep(found, end, cost + value.cost, start)
                    if most is not None and tried > most:
                        raise _TooManyError
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


def _every_end(places: Places, pieces: Sequence[Piece], index: int, start: int) -> Iterator[int]:
    """Where the value of a variable that begins at ``start`` may end, so that what comes next can follow."""
    for piece in pieces[index + 1 :]:
        if isinstance(piece, Variable):  # it takes what is too much for this one
            limit = pieces[index].most  # type: ignore[union-attr]
            yield from range(start, (places.end if limit is None else min(places.end, start + limit)) + 1)
            return
        yield from places.after(piece.text if isinstance(piece, Perhaps) else piece, start)
        if not isinstance(piece, Perhaps):
            return
    yield places.end


def _few_ends(places: Places, pieces: Sequence[Piece], index: int, start: int) -> Iterator[int]:
    """The first and the last of those places: enough for the words, if not for the best values."""
    for piece in pieces[index + 1 :]:
        if isinstance(piece, Variable):
            yield min(places.end, start + (pieces[index].most or 0))  # type: ignore[union-attr]
            return
        literal = piece.text if isinstance(piece, Perhaps) else piece
        first = places.next(literal, start)
        if first < places.end:
            yield from {first, places.of(literal)[-1]}
        if not isinstance(piece, Perhaps):
            return
    yield places.end
