"""A broadcast to a large list, or to one with types, counted on record batches (the ``bulk`` extra): the same result as by rows, but faster.

What :mod:`smslint.recipients.bulk_parts` does not take is left to :func:`smslint.broadcast.count.count`, and so is what depends on the rows
before a row. Memory is not constant: some bytes per row, to find duplicates.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from smslint.broadcast import bulk_fill
from smslint.broadcast.bulk_totals import BulkTotals
from smslint.broadcast.totals import Totals
from smslint.errors import RecipientsError
from smslint.recipients.bulk_audit import parts_by_jobs
from smslint.recipients.bulk_columns import CHUNK
from smslint.recipients.bulk_file import UnsureError
from smslint.recipients.bulk_numbers import labels_and_numbers
from smslint.recipients.bulk_parts import JOBS, ahead

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from smslint.broadcast.plan import Plan
    from smslint.broadcast.record import Broadcast
    from smslint.recipients.bulk_measure import Measures
    from smslint.recipients.bulk_parts import Part
    from smslint.recipients.reader import RecipientList


class Measured(NamedTuple):
    """Some rows, as far as they are looked at without knowing any other row."""

    part: Part
    cells: bulk_fill.TextColumns
    numbers: tuple[Any, Any]
    """The labels and digits of the phone numbers."""
    measures: list[Measures]
    """The measures of the messages as :class:`smslint.broadcast.outcomes.Outcome` has them: the least, and then those of other versions."""


def bulk_count(
    recipients: RecipientList,
    plan: Plan,
    *,
    progress: Callable[[int, int], object] | None = None,
    jobs: int | None = None,
) -> Broadcast | None:
    """Measure a broadcast, or return ``None`` if the list must be read by rows.

    :param jobs: as for :func:`smslint.recipients.bulk_audit.bulk_audit`.
    """
    totals = Totals(recipients, plan)
    if totals.history.on:
        return None
    later, result = totals.auditor.later, totals.auditor.result
    try:
        few = next(recipients.batches(), None)
        if few is not None:
            later.start(few.rows)
        counting = BulkTotals(totals)
        with closing(_measured(recipients, totals, counting.wanted, jobs)) as found:
            for read, each in found:
                for column in later.columns:
                    if later.look(column, set(pc.unique(each.part.columns[column]).to_pylist())):
                        return None  # it is read by rows, with another column for the status
                counting.add(each)
                if progress is not None:
                    progress(read, result.total)
        return counting.finish()
    except (RecipientsError, UnsureError, pa.ArrowException, UnicodeError):
        return None  # the count by rows says what is wrong


def _measured(
    recipients: RecipientList, totals: Totals, wanted: list[int], jobs: int | None
) -> Generator[tuple[int, Measured]]:
    """The parts of a list, measured, each with the bytes read so far. Other threads measure the next parts."""
    plan, substituted = totals.plan, totals.substituted
    others = [each for each in (plan.fixed, *substituted.programs) if each is not None]
    undecided = len(plan.program.variants) > 1

    def work(found: tuple[int, Part, tuple[Any, Any] | None]) -> Measured:
        _, part, numbers = found
        cells, size = bulk_fill.TextColumns(part.columns), len(part.columns[recipients.phone])
        least, most = bulk_fill.measures(totals.counted, cells, size, plan.alphabet)
        measures = [least, most] if undecided else [least]
        measures += [bulk_fill.measures(each, cells, size, plan.alphabet)[0] for each in others]
        return Measured(part, cells, numbers or labels_and_numbers(part.columns[recipients.phone]), measures)

    with closing(parts_by_jobs(recipients, wanted, jobs)) as parts:
        for (read, _, _), measured in ahead(_small(parts), work, jobs or JOBS):
            yield read, measured


def _small(
    parts: Iterator[tuple[int, Part, tuple[Any, Any] | None]],
) -> Iterator[tuple[int, Part, tuple[Any, Any] | None]]:
    """The same parts with so few rows that they stay in the processor's cache, where no row is blank."""
    for read, part, numbers in parts:
        if part.kept is not None or part.size <= CHUNK:
            yield read, part, numbers
            continue
        for start in range(0, part.size, CHUNK):
            columns = {at: each.slice(start, CHUNK) for at, each in part.columns.items()}
            some = None if numbers is None else (numbers[0][start : start + CHUNK], numbers[1][start : start + CHUNK])
            yield (
                read,
                part._replace(columns=columns, size=min(CHUNK, part.size - start), first=part.first + start),
                some,
            )
