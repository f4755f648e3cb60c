"""All that is counted about a broadcast, and the result: the rows are added by :mod:`smslint.broadcast.count`, or in columns by
:mod:`smslint.broadcast.bulk_count`.

Static findings about the template are the engine's; here is only what depends on the rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from smslint import clock
from smslint.broadcast.first_rows import Firsts
from smslint.broadcast.history import History
from smslint.broadcast.judging import Judging
from smslint.broadcast.outcomes import Outcomes, segments_of
from smslint.broadcast.places import Places
from smslint.broadcast.printed_otherwise import PrintedOtherwise
from smslint.broadcast.record import Broadcast
from smslint.broadcast.savings import Characters, by_sender
from smslint.broadcast.substituted import Substituted
from smslint.broadcast.sums import Sums
from smslint.broadcast.timing import Times, label_of, slot_of
from smslint.broadcast.worst import WorstRows
from smslint.prices.rate import upper_note
from smslint.recipients.auditor import Auditor
from smslint.rules.doubts import doubts
from smslint.rules.price_date import price_limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.broadcast.plan import Plan
    from smslint.recipients.reader import RecipientList


class Totals:
    """What is counted."""

    def __init__(self, recipients: RecipientList, plan: Plan) -> None:
        self.list = recipients
        self.plan = plan
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

    def finish(self) -> Broadcast:
        """The result, once the rows whose number occurs more than once are known."""
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
            (*plan.program.notes, *self.printed.notes(), *plan.rules.notes(), *self.zone_notes(), *_upper(now)),
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


def _upper(sums: Sums) -> Iterator[str]:
    """The note about prices that are only known of the dearest network."""
    for note in upper_note(each.price for each in sums.regions.values()):
        yield f"{note[0].upper()}{note[1:]}."
