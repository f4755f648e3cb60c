"""Write the measure of each row to a CSV file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from smslint.numbers.masking import mask
from smslint.prices.money import plain, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.broadcast.count import RowMeasure
    from smslint.broadcast.plan import Plan
    from smslint.prices import Price

COLUMNS = ("row", "number", "region", "encoding", "units", "segments", "most_segments", "cost", "currency", "refused")


def row_writer(out: Any, plan: Plan) -> Callable[[Iterable[RowMeasure]], object]:
    """A function that writes measures to a file; writes the header first."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    prices: dict[str, Price | None] = {}

    def write(rows: Iterable[RowMeasure]) -> None:
        for each in rows:
            if each.region not in prices:
                prices[each.region] = plan.pricing(each.region) if plan.pricing and each.region else None
            price = prices[each.region]
            cost = (
                ["", ""] if price is None or each.refused else [plain(times(price.most, each.segments)), price.currency]
            )
            number = each.number if plan.show_numbers or not each.number else mask(each.number)
            writer.writerow([each.row, number, *each[2:7], *cost, each.refused])

    return write
