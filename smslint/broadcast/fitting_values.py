"""Which values of a merge field surely fit the variable of an approved template that stands in its place: judged once for each value.

A row in which every value fits is that template, whatever its values are. Only the texts of other rows are held against the templates.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from smslint.broadcast.pieces import Cell
from smslint.records import NamedTuple
from smslint.rules.approved import counts
from smslint.rules.registered import Hole, best_split
from smslint.rules.variables import Units, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.broadcast.pieces import Columns, Piece
    from smslint.rules.context import Context
    from smslint.rules.variables import Value

_MOST_KEPT: Final = 200_000
_LONGEST: Final = 200
"""The most characters of a value that is judged without its text, and a tenth of those of the template's own words."""
_PLAIN: Final = {
    "anything": True,
    "line": True,
    "alphanumeric": True,
    "one_line": False,
    "token": False,
    "digits": False,
}
"""What holds each text of plain letters and digits, or of digits, and whether also with spaces."""
_SIGNS: Final = frozenset("{}\r\n")
"""Signs that may change how a text is read: those of variables, and line breaks, which are one unit together."""


class _Place(NamedTuple):
    """Where the value of a field stands: in a variable, between words that are a part of its value."""

    variable: Variable
    before: str
    behind: str

    def fits(self, value: str) -> bool:
        """Whether the variable holds a value."""
        variable, length = self.variable, len(value)
        if not self.before and not self.behind and value.isascii() and variable.holds in _PLAIN:  # most values
            words = value.replace(" ", "") if _PLAIN[variable.holds] else value
            plain = words.isdigit() if variable.holds == "digits" else words.isalnum()
            if plain and variable.least <= length and (variable.most is None or length <= variable.most):
                return True
        text = Units([*self.before, *value, *self.behind])
        return not text.value(variable, 0, len(text.units)).cost


class FittingValues:
    """The fields of one template, each with the variables that hold it."""

    def __init__(self, holes: Iterable[Piece], places: Iterable[tuple[_Place, ...]]) -> None:
        self._holes, self._places = tuple(holes), tuple(places)
        self._kept: list[dict[str, bool]] = [{} for _ in self._holes]

    def unfit(self, at: int, values: Iterable[str]) -> set[str]:
        """Those of some values of a field that may not fit."""
        kept = self._kept[at]
        if len(kept) > _MOST_KEPT:
            kept.clear()
        found = set()
        for value in values:
            fits = kept.get(value)
            if fits is None:
                plain = len(value) <= _LONGEST and _SIGNS.isdisjoint(value)
                fits = kept[value] = plain and all(place.fits(value) for place in self._places[at])
            if not fits:
                found.add(value)
        return found

    @property
    def holes(self) -> Iterator[tuple[int, Piece]]:
        """The fields, numbered."""
        return enumerate(self._holes)

    def rows(self, columns: Columns, count: int) -> list[bool]:
        """Whether some value of each row may not fit."""
        odd = [False] * count
        for at, piece in self.holes:
            values = columns[piece.column] if isinstance(piece, Cell) else list(islice(piece(columns, count), count))
            distinct = columns.distinct(piece.column) if isinstance(piece, Cell) else set(values)
            unfit = self.unfit(at, distinct)
            if unfit:
                odd = [was or value in unfit for was, value in zip(odd, values, strict=True)]
        return odd


def fitting_values(pieces: Sequence[str | Piece], context: Context) -> FittingValues | None:
    """What is known of the values of a template; ``None`` if the fields of its text are not those of the approved templates."""
    holes = [each for each in pieces if not isinstance(each, str)]
    own = "".join(each for each in pieces if isinstance(each, str))
    if not holes or not _SIGNS.isdisjoint(own.replace("\n", "")) or len(own) + _LONGEST * len(holes) > 10 * _LONGEST:
        return None
    text = Units(
        [unit for each in pieces for unit in (each if isinstance(each, str) else [Hole("", None, letters=False)])]
    )
    splits = []
    for approved in context.facts.approved or ():
        found = approved.outcome(text, context.sender.id)
        if found.template is None or found.template.doubt or not counts(found.template, context.sender.id):
            return None
        splits.append(found.values)
    if context.facts.dlt_template is not None:
        splits.append(best_split(context.facts.dlt_template, text))
    by_split = [_places(each, text, len(holes)) for each in splits]
    known = [each for each in by_split if each is not None]
    return FittingValues(holes, zip(*known, strict=True)) if known and len(known) == len(by_split) else None


def _places(values: Sequence[Value] | None, text: Units, holes: int) -> list[_Place] | None:
    """The place of each field; ``None`` if one variable holds several, or the words are others."""
    found = []
    for value in values or ():
        units = text.units[value.start : value.end]
        inside = [at for at, unit in enumerate(units) if isinstance(unit, Hole)]
        if len(inside) > 1 or (not inside and value.cost):
            return None
        if inside:
            written = text.shown[value.start : value.end]
            found.append(_Place(value.variable, written[: inside[0]], written[inside[0] + 1 :]))
    return found if len(found) == holes else None
