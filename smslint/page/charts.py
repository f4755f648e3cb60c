"""Bars as inline SVG, each with its words and its figure: nothing is said by length or colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.page.markup import Markup, join, tag
from smslint.prices.money import plain
from smslint.report.width import display_width, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_WIDTH: Final = 540
_LABEL: Final = 190
_FIGURE: Final = 170
_ROW: Final = 26
_LETTER: Final = 7.2
"""The width of a letter at 13 pixels, about."""
MOST: Final = 12
"""The most bars of a chart."""


class Bar(NamedTuple):
    """One bar: what it is of, its length, its figure in words, and how far a range goes on."""

    label: str
    value: Decimal | float
    figure: str
    up_to: Decimal | float | None = None


def bars(title: str, rows: Sequence[Bar], note: str = "") -> Markup:
    """A chart of horizontal bars with its title; nothing without bars. Those that are left out are counted below it."""
    if not rows:
        return Markup()
    kept = rows[:MOST]
    top = max(float(max(each.value, each.up_to or 0)) for each in kept) or 1.0
    room = _WIDTH - _LABEL - _FIGURE
    drawn = []
    for at, each in enumerate(kept):
        y = at * _ROW
        width = float(each.value) / top * room
        middle = y + _ROW * 0.68
        drawn.append(tag("text", _fitting(each.label), x=0, y=round(middle, 1)))
        drawn.append(_rect(_LABEL, y, max(width, 2 if each.value else 0), "bar"))
        end = _LABEL + width
        if each.up_to is not None and each.up_to > each.value:
            more = float(each.up_to) / top * room - width
            drawn.append(_rect(end, y, more, "bar more"))
            end += more
        drawn.append(tag("text", each.figure, x=round(end + 6, 1), y=round(middle, 1)))
    left = len(rows) - len(kept)
    spoken = "; ".join(f"{each.label}: {each.figure}" for each in kept)
    svg = tag(
        "svg", *drawn, role="img", aria_label=f"{title}. {spoken}", viewBox=f"0 0 {_WIDTH} {len(kept) * _ROW}", xmlns="http://www.w3.org/2000/svg"
    )  # fmt: skip
    notes = [words for words in (f"and {left} more" if left else "", note) if words]
    return tag("figure", tag("figcaption", title), svg, *(tag("p", words, class_="quiet") for words in notes))


def spread(least: Decimal, most: Decimal) -> str:
    """``0.0079–0.0158``, or one amount; exact."""
    return plain(least) if least == most else f"{plain(least)}–{plain(most)}"


def grid(charts: Sequence[Markup]) -> Markup:
    """Charts beside each other, as many as fit."""
    found = [each for each in charts if each]
    return tag("div", join(found), class_="charts") if found else Markup()


def _rect(x: float, y: float, width: float, kind: str) -> Markup:
    return tag("rect", x=round(x, 1), y=round(y + 4, 1), width=round(width, 1), height=_ROW - 8, class_=kind)


def _fitting(label: str) -> str:
    """A label as far as it fits beside the bars."""
    label = visible(label)
    most = int(_LABEL / _LETTER)
    return label if display_width(label) <= most else f"{label[: most - 2]}…"
