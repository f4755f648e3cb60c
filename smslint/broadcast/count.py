"""Count the exact segments and cost of every message of a broadcast, before the first one is sent. Sends nothing.

Rows are handled in batches of columns: the work for every row (fill, measure, count) is done by C loops over the batch; only unusual rows
are examined one at a time. With the extra ``bulk``, a large list is counted by :mod:`smslint.broadcast.bulk_count`, with the same result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.broadcast.measuring import measures
from smslint.broadcast.pieces import Columns
from smslint.broadcast.totals import Totals
from smslint.recipients.audit import is_columnar
from smslint.recipients.duplicates import Duplicates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.broadcast.plan import Plan
    from smslint.broadcast.record import Broadcast
    from smslint.recipients.batch import Batch
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.screen import Screened
    from smslint.text.gsm7 import Measure

PAYS_ABOVE: Final = 4_000_000
"""Size in bytes of a list above which numpy and Arrow save more time than their import costs (half a second)."""


class RowMeasure(NamedTuple):
    """One row, for the per-row file."""

    row: int
    number: str
    region: str
    encoding: str
    units: int
    segments: int
    most_segments: int
    refused: str


def count(
    recipients: RecipientList,
    plan: Plan,
    *,
    progress: Callable[[int, int], object] | None = None,
    each: Callable[[Iterable[RowMeasure]], object] | None = None,
) -> Broadcast:
    """Measure a broadcast, row by row.

    :param progress: called with the bytes and rows read so far.
    :param each: called with the measures of each batch's rows, in order. Duplicates are known only at the end and are not marked.
    :raises RecipientsError: if a row cannot be read.
    """
    with Duplicates() as duplicates:
        totals = Totals(recipients, plan)
        rows = _Rows(totals, duplicates)
        read = [0]
        for batch in recipients.batches(progress=lambda at: read.__setitem__(0, at)):
            measured = rows.add(batch)
            if each is not None:
                each(rows.measured(batch, *measured))
            if progress is not None:
                progress(read[0], totals.auditor.result.total)
        totals.auditor.settle(duplicates, lambda outcome: totals.outcomes.sent.subtract((outcome,)))
        return totals.finish()


def count_large(
    recipients: RecipientList,
    plan: Plan,
    *,
    progress: Callable[[int, int], object] | None = None,
    each: Callable[[Iterable[RowMeasure]], object] | None = None,
    jobs: int | None = None,
) -> Broadcast:
    """Like :func:`count`, but uses Arrow if the list is large or columnar, the extra is installed and the result is the same.

    :param jobs: how many threads Arrow's way may use, by default two; or for several files that are not all columnar, processes.
    """
    if each is None and (recipients.size >= PAYS_ABOVE or is_columnar(recipients.form)):
        try:
            from smslint.broadcast.bulk_count import bulk_count
        except ImportError:
            pass
        else:
            found = bulk_count(recipients, plan, progress=progress, jobs=jobs)
            if found is not None:
                return found
    return count(recipients, plan, progress=progress, each=each)


class _Rows:
    """Counts batches of rows."""

    def __init__(self, totals: Totals, duplicates: Duplicates) -> None:
        self._totals, self._duplicates = totals, duplicates

    def add(self, batch: Batch) -> tuple[Screened, dict[int, bool], list[Measure], list[Measure]]:
        """Count a batch. Returns the screening, the refused rows, and the least and most that each message takes."""
        totals, plan = self._totals, self._totals.plan
        screened = totals.auditor.look_at(batch)
        columns = Columns(batch.rows)
        count, alphabet = len(batch.rows), plan.alphabet
        texts, least, most = measures(totals.counted, columns, count, alphabet)
        totals.judging.judge(batch, columns, screened, texts, least, totals.history)
        refused = totals.auditor.record(batch, screened)
        if totals.places is not None:
            totals.places.add(screened.labels, batch.rows, refused)
        totals.times.refused(screened.slots, refused, screened.problems)
        others: list[list[Measure]] = []
        if len(plan.program.variants) > 1:
            others.append(most)
        if plan.fixed is not None:
            fixed = measures(plan.fixed, columns, count, alphabet)
            others.append(fixed[1])
            totals.substituted.look_at_fixed(*fixed[:2], batch, refused)
        others += [measures(each, columns, count, alphabet)[1] for each in totals.substituted.programs]
        ids = totals.outcomes.ids(
            list(zip(totals.times.marked(screened.labels, screened.slots), least, *others, strict=True))
        )
        totals.substituted.look(ids, texts, least, batch, refused)
        sent = [each for index, each in enumerate(ids) if index not in refused] if refused else ids
        totals.outcomes.sent.update(sent)
        totals.printed.look(columns, refused)
        totals.auditor.remember(self._duplicates, batch, screened, refused, ids)
        totals.worst.look(sent, ids, batch, texts, least, refused)
        totals.firsts.look(ids, batch, refused)
        return screened, refused, least, most

    def measured(
        self, batch: Batch, screened: Screened, refused: dict[int, bool], least: list[Measure], most: list[Measure]
    ) -> Iterable[RowMeasure]:
        """The rows of a batch for the per-row file."""
        for index, (label_id, first, last) in enumerate(zip(screened.labels, least, most, strict=True)):
            label = self._totals.auditor.label(label_id)
            why = ""
            if index in refused:
                why = " ".join(dict.fromkeys(each.code.code for each in screened.problems[index] if each.code.refuses))
            key = screened.keys[index]
            region = label.region or "" if label.valid else ""
            yield RowMeasure(batch.first + index, f"+{key}" if key else "", region, *first, last[2], why)
