"""Tables that the page's script can sort by any column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.page.markup import Markup, join, tag
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST: Final = 300
"""The most rows of a table."""


class Cell(NamedTuple):
    """One cell: its words, what it is sorted by if that is not its words, and whether it is a number."""

    words: str
    value: str | None = None
    number: bool = False


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Markup:
    """A table with its title; of many rows the first, with how many there are more."""
    numbers = [cell.number for cell in rows[0]] if rows else [False] * len(columns)
    head = [
        tag("th", name, scope="col", class_="n" if number else None)
        for name, number in zip(columns, numbers, strict=True)
    ]
    body = [
        tag("tr", *(tag("td", cell.words, data_value=cell.value, class_="n" if cell.number else None) for cell in row))
        for row in rows[:MOST]
    ]
    left = len(rows) - len(body)
    more = tag("p", f"and {plural(left, 'more row')}", class_="quiet") if left > 0 else Markup()
    whole = tag("table", tag("caption", title), tag("thead", tag("tr", *head)), tag("tbody", *body), class_="sortable")
    return join((tag("div", whole, class_="figure", tabindex=0, role="region", aria_label=title), more))
