"""Write the measure of each row to a file: CSV, JSON Lines, Parquet or Arrow, by its name."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from smslint.numbers.masking import mask
from smslint.prices.money import plain, times
from smslint.recipients.out_forms import TEXT, WHOLE, Rows
from smslint.recipients.rows_out import rows_out

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import Self

    from smslint.broadcast.count import RowMeasure
    from smslint.broadcast.plan import Plan
    from smslint.prices import Price
    from smslint.recipients.out_forms import OutForm
    from smslint.recipients.places import Files

COLUMNS: Final = {
    "row": WHOLE, "number": TEXT, "region": TEXT, "encoding": TEXT, "units": WHOLE, "segments": WHOLE,
    "most_segments": WHOLE, "cost": TEXT, "currency": TEXT, "refused": TEXT,
}  # fmt: skip
"""The columns of the file; before them, the name of the file of a row, if the list is several. A cost is an exact text."""


class RowsFile:
    """The measures of rows. It is a context manager, which writes what is left."""

    def __init__(self, out: IO[bytes], form: OutForm, plan: Plan, files: Files) -> None:
        self._plan, self._files = plan, files
        self._out = rows_out(out, form, {**({"file": TEXT} if files.names else {}), **COLUMNS}, ())
        self._prices: dict[str, Price | None] = {}

    def write(self, rows: Iterable[RowMeasure]) -> None:
        """Write some measures."""
        front = [self._row(each) for each in rows]
        self._out.add(Rows(front, [[] for _ in front]))

    def _row(self, each: RowMeasure) -> tuple[Any, ...]:
        price = self._price(each.region)
        cost = (
            (None, None) if price is None or each.refused else (plain(times(price.most, each.segments)), price.currency)
        )
        number = each.number if self._plan.show_numbers or not each.number else mask(each.number)
        place = self._files.place(each.row)
        return (*([place.file] if place.file else []), place.row, number, *each[2:7], *cost, each.refused)

    def _price(self, region: str) -> Price | None:
        if region not in self._prices:
            pricing = self._plan.pricing
            self._prices[region] = pricing(region) if pricing and region else None
        return self._prices[region]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._out.close()
