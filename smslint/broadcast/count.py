"""Count the exact segments and cost of every message of a broadcast, before the first one is sent. Sends nothing.

Static findings about the template are the engine's; here is only what depends on the rows. Rows are handled in batches of
columns: the work for every row (fill, measure, count) is done by C loops over the batch; only unusual rows are examined
one at a time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from smslint import clock
from smslint.broadcast.first_rows import Firsts
from smslint.broadcast.history import History
from smslint.broadcast.judging import Judging
from smslint.broadcast.measuring import measures
from smslint.broadcast.outcomes import Outcomes, segments_of
from smslint.broadcast.pieces import Columns
from smslint.broadcast.places import Places
from smslint.broadcast.printed_otherwise import PrintedOtherwise
from smslint.broadcast.record import Broadcast
from smslint.broadcast.savings import Characters, by_sender
from smslint.broadcast.substituted import Substituted
from smslint.broadcast.sums import Sums
from smslint.broadcast.timing import Times, label_of, slot_of
from smslint.broadcast.worst import WorstRows
from smslint.recipients.auditor import Auditor
from smslint.recipients.duplicates import Duplicates
from smslint.rules.doubts import doubts
from smslint.rules.price_date import price_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from smslint.broadcast.plan import Plan
    from smslint.recipients.batch import Batch
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.screen import Screened
    from smslint.text.gsm7 import Measure


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
    """Measure a broadcast.

    :param progress: called with the bytes and rows read so far.
    :param each: called with the measures of each batch's rows, in order. Duplicates are known only at the end and are not marked.
    :raises RecipientsError: if a row cannot be read.
    """
    with Duplicates() as duplicates:
        run = _Run(recipients, plan, duplicates)
        read = [0]
        for batch in recipients.batches(progress=lambda at: read.__setitem__(0, at)):
            measured = run.batch(batch)
            if each is not None:
                each(run.rows(batch, *measured))
            if progress is not None:
                progress(read[0], run.auditor.result.total)
        return run.finish()


class _Run:
    def __init__(self, recipients: RecipientList, plan: Plan, duplicates: Duplicates) -> None:
        self.list = recipients
        self.plan = plan
        self.duplicates = duplicates
        self.auditor = Auditor(recipients, plan.policy, show_numbers=plan.show_numbers)
        self.judging = Judging(plan, recipients.roles, recipients.columns, self.auditor.label)
        self.history = History(plan, self.judging.asking)
        self.places = Places(recipients.roles, self.auditor.label) if plan.timeless else None
        self.times = Times(plan.policy.hours)
        self.counted = plan.counted or plan.program
        self.outcomes = Outcomes()
        self.firsts = Firsts(self.outcomes.all, recipients.phone, show_numbers=plan.show_numbers)
        self.substituted = Substituted(plan, self.counted, self.outcomes, self.firsts)
        self.printed = PrintedOtherwise(plan.program)
        self.worst = WorstRows(plan, self.outcomes.all)

    def batch(self, batch: Batch) -> tuple[Screened, dict[int, bool], list[Measure], list[Measure]]:
        screened = self.auditor.look_at(batch)
        columns = Columns(batch.rows)
        count, alphabet = len(batch.rows), self.plan.alphabet
        texts, least, most = measures(self.counted, columns, count, alphabet)
        self.judging.judge(batch, columns, screened, texts, least, self.history)
        refused = self.auditor.record(batch, screened)
        if self.places is not None:
            self.places.add(screened.labels, batch.rows, refused)
        self.times.refused(screened.slots, refused, screened.problems)
        others: list[list[Measure]] = []
        if len(self.plan.program.variants) > 1:
            others.append(most)
        if self.plan.fixed is not None:
            fixed = measures(self.plan.fixed, columns, count, alphabet)
            others.append(fixed[1])
            self.substituted.look_at_fixed(*fixed[:2], batch, refused)
        if self.substituted.plain is not None:
            others.append(measures(self.substituted.plain, columns, count, alphabet)[1])
        if self.substituted.program is not None:
            others.append(measures(self.substituted.program, columns, count, alphabet)[1])
        ids = self.outcomes.ids(
            list(zip(self.times.marked(screened.labels, screened.slots), least, *others, strict=True))
        )
        self.substituted.look(ids, texts, least, batch, refused)
        sent = [each for index, each in enumerate(ids) if index not in refused] if refused else ids
        self.outcomes.sent.update(sent)
        self.printed.look(columns, refused)
        self.auditor.remember(self.duplicates, batch, screened, refused, ids)
        self.worst.look(sent, ids, batch, texts, least, refused)
        self.firsts.look(ids, batch, refused)
        return screened, refused, least, most

    def rows(
        self, batch: Batch, screened: Screened, refused: dict[int, bool], least: list[Measure], most: list[Measure]
    ) -> Iterable[RowMeasure]:
        for index, (label_id, first, last) in enumerate(zip(screened.labels, least, most, strict=True)):
            label = self.auditor.label(label_id)
            why = ""
            if index in refused:
                why = " ".join(dict.fromkeys(each.code.code for each in screened.problems[index] if each.code.refuses))
            key = screened.keys[index]
            region = label.region or "" if label.valid else ""
            yield RowMeasure(batch.first + index, f"+{key}" if key else "", region, *first, last[2], why)

    def finish(self) -> Broadcast:
        self.auditor.settle(self.duplicates, lambda outcome: self.outcomes.sent.subtract((outcome,)))
        plan = self.plan
        now = Sums()
        most = Sums() if len(plan.program.variants) > 1 else None
        fixed = Sums() if plan.fixed is not None else None
        plain = Sums() if self.substituted.plain is not None else None
        substituted = Sums() if plan.substitute is not None else None
        sums = [each for each in (now, most, fixed, plain, substituted) if each is not None]
        characters = Characters(plan.pricing)
        timed = Counter[tuple[int, int]]()
        for outcome, times in self.outcomes.sent.items():
            if times:
                mark, *found = self.outcomes.all[outcome]
                region = self.auditor.label(label_of(mark)).region or "001"
                measured = [each for each in found if not isinstance(each, str)]
                if isinstance(sole := found[-1], str) and sole:
                    characters.add(sole, region, measured[0], measured[-1], times)
                timed[slot_of(mark), segments_of(measured[0])] += times
                measured += measured[:1] * (len(sums) - len(measured))
                for each, one in zip(sums, measured, strict=True):
                    each.add(region, one, times, plan.pricing)
        audit, card = self.auditor.finish(), plan.rules.card
        result = Broadcast(
            audit,
            plan.template,
            now,
            plan.pricing is not None,
            most,
            fixed,
            substituted,
            self.substituted.offenders,
            self.substituted.of_template,
            self.judging.holes.empty,
            self.judging.holes.nulls,
            self.judging.holes.first_empty,
            self.worst.answer(self.list.files, audit.duplicate_rows, audit.opted_out_rows),
            (*plan.program.notes, *self.printed.notes(), *plan.rules.notes(), *self.zone_notes()),
            plan.findings,
            coverage=plan.coverage,
            filled=tuple(self.printed.filled(now.recipients)),
            inexact=plan.inexact,
            provider=plan.rules.sending.provider,
            timing=self.times.timing(timed),
            plain=plain,
            savings=characters.savings(plan.substitute or {}),
        )
        hours = plan.policy.hours
        at = None if hours is None or hours.moment is None else hours.moment.date()
        listed = plan.rules.findings(result, self.judging.too_long, at, self.judging.unpriced)
        result = replace(
            result,
            first_rows=self.firsts.answer(self.list.files, audit.duplicate_rows, audit.opted_out_rows),
            senders=() if card is None else tuple(by_sender(card, now, plan.rules.kind)),
            priced_on=at or clock.today(),
            price_limit=price_limit(plan.rules.on_prices.values()),
        )
        if result.timing is not None:
            result = replace(result, notes=(*result.notes, *result.timing.notes(clock.now())))
        return replace(result, list_findings=listed, unknown=(*self.unknown(), *doubts(listed)))

    def unknown(self) -> Iterator[str]:
        """What is unknown about the moment of sending."""
        if self.plan.inexact:
            yield "what the template's engine prints: this list cannot be sent with it"
        if self.places is not None:
            yield from self.places.unknown()
        if self.plan.policy.hours is not None:
            yield from self.plan.policy.hours.unknown

    def zone_notes(self) -> tuple[str, ...]:
        """What unknown zones and states in the list mean; without a planned time, none is asked for."""
        return () if self.plan.policy.hours is None else self.auditor.unplaced.notes()
