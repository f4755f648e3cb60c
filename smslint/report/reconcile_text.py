"""The text report of a reconciliation: one row for each template, why its segments differ, and what no template explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import replace
from smslint.report.money import spend
from smslint.report.phrases import not_known
from smslint.report.reconcile_phrases import because, headline, named, reasons, states
from smslint.report.width import clip_left, display_width, flowing, pad, visible, wrap
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.reconcile.record import Line, Reconciliation, Sums
    from smslint.report.style import Style

_ROWS: Final = 40
_NAMES: Final = 10
_LEAST: Final = 24
_HEADER: Final = ("messages", "billed", "counted", "spend", "failed")


def text(found: Reconciliation, style: Style, width: int = 100, *, every: bool = False) -> Iterator[str]:
    """The lines of the report.

    :param every: list every template, and nothing shortened.
    """
    first, *rest = headline(found)
    yield style("bold", first)
    for line in rest:
        yield from flowing(line, width)
    yield ""
    yield from _table(found, style, width, every=every)
    yield from _failures(found, width)
    for line in (*reasons(found, every=every), *states(found, None if every else _NAMES)):
        yield from flowing(line, width)
    if found.coverage is not None:
        # Whether a message is found again depends on its tree alone.
        about = replace(found.coverage, unknown_kind=None, unasked=(), regions_without_profile=(), costs=())
        for line in not_known(about):
            yield from (style("warning", each) for each in flowing(line, width))
    for line in found.notes:
        yield from (style("warning", each) for each in flowing(f"note: {visible(line)}", width))
    if found.volumes or found.values:
        yield style("dim", "--format yaml prints volumes and values to paste into smslint.yaml")


def _table(found: Reconciliation, style: Style, width: int, *, every: bool) -> Iterator[str]:
    sent = sorted((each for each in found.lines if each.sums.messages), key=lambda each: -each.sums.messages)
    rows = sent if every else sent[:_ROWS]
    cells = [(visible(named(each)), _cells(each.sums)) for each in rows]
    cells += [
        (f"one of {len(each.lines)}: {visible(named(each.lines[0]))}, …", _cells(each.sums)) for each in found.ambiguous
    ]
    if found.unmatched.messages:
        cells.append(("from no template", _cells(found.unmatched)))
    columns = [max(map(display_width, column)) for column in zip(_HEADER, *(row for _, row in cells), strict=True)]
    left = max(width - sum(columns) - 2 * len(columns), _LEAST)
    left = min(left, max(display_width(name) for name, _ in (*cells, ("template", ()))))
    yield style("bold", _row("template", _HEADER, left, columns))
    for at, (name, row) in enumerate(cells):
        yield _row(name, row, left, columns)
        if at < len(rows):
            yield from _causes(rows[at], width)
    if len(rows) < len(sent):
        yield f"and {plural(len(sent) - len(rows), 'more template')} (--all lists every one)"
    yield ""


def _cells(sums: Sums) -> tuple[str, ...]:
    billed = "unknown" if sums.billed is None else f"{sums.billed:,}"
    counted = "unknown" if sums.uncounted and sums.uncounted == sums.messages else f"{sums.counted:,}"
    spent = f"{'≥ ' * bool(sums.unpriced)}{spend(sums.spend)}" if sums.spend else "unknown"
    return f"{sums.messages:,}", billed, counted, spent, f"{sum(sums.failures.values()):,}"


def _row(name: str, cells: Sequence[str], left: int, columns: Sequence[int]) -> str:
    shown = clip_left(name, left)
    right = "".join(f"  {' ' * (size - display_width(cell))}{cell}" for cell, size in zip(cells, columns, strict=True))
    return f"{pad(shown, left)}{right}"


def _causes(line: Line, width: int) -> Iterator[str]:
    for cause in line.causes:
        first, *rest = wrap(because(cause, line), max(width - 6, 20))
        yield f"  {first}"
        yield from (f"    {each}" for each in rest)


def _failures(found: Reconciliation, width: int) -> Iterator[str]:
    failures = found.total.failures
    if failures:
        listed = ", ".join(
            f"{visible(code)} {count:,}"
            for code, count in sorted(failures.items(), key=lambda each: (-each[1], each[0]))
        )
        yield from flowing(f"failed, by code: {listed}", width)
