"""The text report of what a project costs: the figure, then messages, countries and kinds, then what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.report import cost_phrases as words
from smslint.report.columns import columns
from smslint.report.diff_phrases import each_send, encodings, segments
from smslint.report.diff_text import limits
from smslint.report.width import flowing, hanging, visible
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.cost.estimate import Estimate, Row
    from smslint.cost.parts import Part
    from smslint.report.style import Style

_ROWS: Final = 40
_HEADER: Final = ("message", "segments", "encoding", "each", "volume", "a month")


def text(found: Estimate, style: Style, width: int = 100, *, every: bool = False) -> Iterator[str]:
    """The lines of the report.

    :param every: list every message, and nothing shortened.
    """
    first, *rest = flowing(f"Text messages: {words.headline(found)}", width)
    yield style("bold", first)
    yield from rest
    if cheaper := words.cheaper(found):
        yield from flowing(cheaper, width)
    yield ""
    yield from _messages(found, style, width, every=every)
    yield from _parts("country", found.countries, style, width)
    yield from _parts("kind", found.kinds, style, width)
    reasons = list(words.reasons(found.reasons, None if every else 3))
    if reasons:
        yield style("bold", "not known, and in no sum")
        for line in reasons:
            yield from (f"  {each}" for each in flowing(line, width - 2))
        yield ""
    yield from limits(found.held, style, width)
    for line in words.asides(found):
        yield from (style("dim", each) for each in flowing(line, width))


def _messages(found: Estimate, style: Style, width: int, *, every: bool) -> Iterator[str]:
    shown = found.rows if every else found.rows[:_ROWS]
    if not shown:
        return
    header, *lines = columns(_HEADER, [_cells(each) for each in shown], width)
    yield style("bold", header)
    for row, line in zip(shown, lines, strict=True):
        yield line
        if row.wording is not None:
            yield from hanging(f"  {style('help', 'cheaper')}: {words.how(row)}", width, 4)
    if len(shown) < len(found.rows):
        yield f"and {plural(len(found.rows) - len(shown), 'more message')} (--all lists every one)"
    yield ""


def _cells(row: Row) -> tuple[str, ...]:
    version = row.version
    return (
        visible(version.name),
        segments(version) or "",
        encodings(version) or "",
        each_send(row.change.each_before.costs, version) or "unknown",
        words.volume(row),
        words.monthly(row),
    )


def _parts(title: str, parts: Sequence[Part], style: Style, width: int) -> Iterator[str]:
    rows = [
        (
            words.countries(each),
            f"{each.messages:,}",
            f"{each.unknown:,}",
            words.amounts(each.sums) or "unknown",
            words.amounts(each.sums, then=True) or "unknown",
        )
        for each in parts
    ]
    header, *lines = columns((title, "messages", "not known", "a month", "cheapest known"), rows, width)
    yield style("bold", header)
    yield from lines
    yield ""
