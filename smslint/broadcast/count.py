"""Count the exact segments and cost of every message of a broadcast, before the first one is sent. Sends nothing.

Static findings about the template are the engine's; here is only what depends on the rows. Rows are handled in batches of
columns: the work for every row (fill, measure, count) is done by C loops over the batch; only unusual rows are examined
one at a time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.broadcast import asking, causes, rules
from smslint.broadcast.history import History
from smslint.broadcast.holes import Holes
from smslint.broadcast.measuring import Filled, measure_all, measure_filled
from smslint.broadcast.pieces import Cell, Columns
from smslint.broadcast.places import Places
from smslint.broadcast.record import Addition, Broadcast
from smslint.broadcast.sums import Sums
from smslint.broadcast.worst import WorstRows
from smslint.errors import RecipientsError
from smslint.recipients.auditor import Auditor
from smslint.recipients.duplicates import Duplicates
from smslint.recipients.problem import Problem
from smslint.recipients.tags import OUTCOMES
from smslint.text.gsm7 import GSM_7
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from smslint.broadcast.measuring import Texts
    from smslint.broadcast.plan import Plan
    from smslint.broadcast.program import Program
    from smslint.recipients.batch import Batch, Cells
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.screen import Screened
    from smslint.text.gsm7 import Measure

    Outcome = tuple[Any, ...]
    """A label id, then the measure of each version of the text; the last one (substituted) may be omitted if it equals the first."""

_MOST_KEPT: Final = 20_000
_MARKUP: Final = frozenset("&<>\"'")


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
        self.offenders: Counter[causes.Offender] = Counter()
        self.holes = Holes(plan, tuple(recipients.columns))
        self.long = plan.rules.code(rules.LONG)
        self.most_segments = plan.rules.most_segments
        self.too_long: Counter[int] = Counter()
        self.unpriced: Counter[str] = Counter()
        self.defaulted: Counter[str] = Counter()
        self.asking = asking.Asking(plan, recipients.roles, recipients.columns)
        self.history = History(plan, self.asking)
        timeless = plan.policy.hours is None and plan.rules.marketing
        self.places = Places(recipients.roles, self.auditor.label) if timeless else None
        self.counted = plan.counted or plan.program
        literal = self.counted.literal
        self.template_offenders = tuple(
            causes.Offender(causes.TEMPLATE, char) for char in dict.fromkeys(literal) if not plan.alphabet.septets(char)
        )
        fixed = plan.fixed.literal if plan.fixed is not None else ""
        self.fixed_offends = not plan.alphabet.holds(fixed)
        substitute = plan.substitute
        self.program2 = None
        if substitute is not None and self.template_offenders:
            self.program2 = self.counted.after(lambda text: text.translate(substitute))
        # Outcomes (a label and a measure of each version) have numbers, so that counting a broadcast means counting small integers.
        self.ids: dict[Outcome, int] = {}
        self.outcomes: list[Outcome] = []
        self.counts: Counter[int] = Counter()
        self.markup = 0
        self.kept: dict[str, str] = {}
        self.worst = WorstRows(plan, self.outcomes)

    def batch(self, batch: Batch) -> tuple[Screened, dict[int, bool], list[Measure], list[Measure]]:
        screened = self.auditor.look_at(batch)
        columns = Columns(batch.rows)
        count = len(batch.rows)
        texts, least, most = self.measures(self.counted, columns, count)
        out = {i for i, found in screened.problems.items() if any(each.code.refuses for each in found)}
        holes, words = self.holes.look(columns, batch, texts, out)
        for index, problem in holes.items():
            self.refuse(index, problem, screened, out)
        self.look_for_long(least, screened, out)
        self.ask(batch, columns, screened, least, words, out)
        refused = self.auditor.record(batch, screened)
        if self.places is not None:
            self.places.add(screened.labels, batch.rows, refused)
        self.look_for_markup(columns, refused)
        others: list[list[Measure]] = []
        if len(self.plan.program.variants) > 1:
            others.append(most)
        if self.plan.fixed is not None:
            fixed = self.measures(self.plan.fixed, columns, count)
            others.append(fixed[1])
            if self.template_offenders and not self.fixed_offends:
                odd = [index for index, each in enumerate(fixed[1]) if each[0] is not GSM_7]
                self.blame(fixed[0], odd, batch, refused)
        if self.program2 is not None:
            others.append(self.measures(self.program2, columns, count)[1])
        ids = self.outcome_ids(list(zip(screened.labels, least, *others, strict=True)))
        self.substitute(ids, texts, least, batch, refused)
        sent = [each for index, each in enumerate(ids) if index not in refused] if refused else ids
        self.counts.update(sent)
        self.look_for_defaults(columns, refused)
        self.auditor.remember(self.duplicates, batch, screened, refused, ids)
        self.worst.look(sent, ids, batch, texts, least, refused)
        return screened, refused, least, most

    def look_for_markup(self, columns: Columns, refused: Container[int]) -> None:
        """Count the rows with a value that an engine which escapes for HTML prints otherwise."""
        rows: set[int] = set()
        for column in self.plan.program.escaped:
            odd = {cell for cell in columns.distinct(column) if not _MARKUP.isdisjoint(cell)}
            if odd:
                rows.update(index for index, cell in enumerate(columns[column]) if cell in odd)
        self.markup += sum(index not in refused for index in rows)

    def markup_notes(self) -> tuple[str, ...]:
        if not self.markup:
            return ()
        words = (
            f"{plural(self.markup, 'row')} {'has' if self.markup == 1 else 'have'} one of & < > \" ' in a value. They are counted and "
            "filled as the list has them; the engine of this template escapes them for HTML (`&amp;` for `&`) unless that is "
            "switched off there."
        )
        return (words,)

    def measures(self, program: Program, columns: Columns, count: int) -> tuple[Texts, list[Measure], list[Measure]]:
        """The messages, and the least and most that is possible for each row."""
        filled = Filled(program.variants[0], columns) if len(program.variants) == 1 else None
        if filled is not None and (quick := measure_filled(filled, count, self.plan.alphabet)) is not None:
            return filled, quick, quick
        texts = list(islice(program.texts(columns, count), count))
        least = most = measure_all(texts, self.plan.alphabet)
        for variant in range(1, len(program.variants)):
            other = measure_all(list(islice(program.texts(columns, count, variant), count)), self.plan.alphabet)
            least = [min(pair, key=_segments) for pair in zip(least, other, strict=True)]
            most = [max(pair, key=_segments) for pair in zip(most, other, strict=True)]
        return texts, least, most

    def substitute(
        self, ids: list[int], texts: Texts, measured: list[Measure], batch: Batch, refused: dict[int, bool]
    ) -> None:
        """Where the template is GSM-7, only rows that are not can change: give those an outcome of their own."""
        table = self.plan.substitute
        if table is None or self.template_offenders:
            return
        alphabet = self.plan.alphabet
        odd = [index for index, each in enumerate(measured) if each[0] is not GSM_7]
        for index in odd:
            after = min(
                measured[index], alphabet.measure(self.translated(texts, index, batch.rows[index])), key=_segments
            )
            outcome = (*self.outcomes[ids[index]], after)
            known = self.ids.get(outcome)
            ids[index] = self.outcome_ids([outcome])[0] if known is None else known
        self.blame(texts, odd, batch, refused)

    def translated(self, texts: Texts, index: int, cells: Cells) -> str:
        """A message with substitution. Values repeat, so a value that is printed unchanged is translated only once."""
        table = self.plan.substitute
        assert table is not None
        pieces = self.counted.variants[0]
        if len(self.kept) > _MOST_KEPT:
            self.kept.clear()
        out = []
        for piece in pieces:
            if isinstance(piece, str):
                out.append(piece)
            elif isinstance(piece, Cell):
                cell = cells[piece.column] if piece.column < len(cells) else ""
                after = self.kept.get(cell)
                if after is None:
                    after = self.kept[cell] = cell.translate(table)
                out.append(after)
            else:
                return texts[index].translate(table)
        return "".join(out)

    def blame(self, texts: Texts, odd: list[int], batch: Batch, refused: dict[int, bool]) -> None:
        """Count the values that make messages UCS-2 which the template alone would not make so."""
        alphabet, fields = self.plan.alphabet, self.plan.program.fields
        for index in odd:
            if index not in refused:
                blamed = causes.offender(texts[index], batch.rows[index], fields, alphabet)
                if blamed is not None:
                    self.offenders[blamed] += 1

    def outcome_ids(self, keys: list[Outcome]) -> list[int]:
        """The number of each outcome; a new outcome gets the next number."""
        known = self.ids
        ids = list(map(known.get, keys))
        if None in ids:
            for index, each in enumerate(ids):
                if each is None:
                    ids[index] = known.setdefault(keys[index], len(known))
                    if len(self.outcomes) < len(known):
                        self.outcomes.append(keys[index])
            if len(known) > OUTCOMES:
                raise RecipientsError("The messages have too many different outcomes to count. Split the list.")
        return ids  # type: ignore[return-value]  # none is None any more

    def ask(
        self, batch: Batch, columns: Columns, screened: Screened, measured: list[Measure], words: dict[int, list[str]],
        out: set[int],
    ) -> None:  # fmt: skip
        """Ask the rules about the filled texts and about earlier messages; rows that they refuse join those that are out."""
        texts = asking.Texts(self.plan.program, batch.rows)
        found = self.asking.problems(batch, columns, screened, measured, out, self.auditor.label, texts)
        for index, problems in found.items():
            region = self.auditor.label(screened.labels[index]).region or ""
            for problem in problems:
                if problem.code.code == rules.PRICE and self.plan.rules.priced(region).unpriced:
                    self.unpriced[region] += 1
                reasons = words.get(index) if problem.code.code == rules.NULL.code else None
                detail = " and ".join(reasons) if reasons else problem.detail
                self.refuse(index, problem._replace(detail=detail), screened, out)
        for index, problem in self.history.problems(screened, texts, out):
            self.refuse(index, problem, screened, out)

    def look_for_long(self, measured: list[Measure], screened: Screened, out: set[int]) -> None:
        """Find messages with more segments than the gate of the project allows."""
        most = self.most_segments
        if most is None or self.long is None:
            return
        for index, (_, _, segments) in enumerate(measured):
            if segments > most and index not in out:
                self.too_long[segments] += 1
                self.refuse(index, Problem(self.long, plural(segments, "segment")), screened, out)

    @staticmethod
    def refuse(index: int, problem: Problem, screened: Screened, out: set[int]) -> None:
        """Refuse one more row."""
        screened.problems.setdefault(index, []).append(problem)
        out.add(index)

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
        self.auditor.settle(self.duplicates, lambda outcome: self.counts.subtract((outcome,)))
        plan = self.plan
        now = Sums()
        most = Sums() if len(plan.program.variants) > 1 else None
        fixed = Sums() if plan.fixed is not None else None
        substituted = Sums() if plan.substitute is not None else None
        sums = [each for each in (now, most, fixed, substituted) if each is not None]
        for outcome, times in self.counts.items():
            if times:
                label_id, *measured = self.outcomes[outcome]
                region = self.auditor.label(label_id).region or "001"
                for each, one in zip_longest(sums, measured, fillvalue=measured[0]):
                    each.add(region, one, times, plan.pricing)
        result = Broadcast(
            self.auditor.finish(),
            plan.template,
            now,
            plan.pricing is not None,
            most,
            fixed,
            substituted,
            self.offenders,
            self.template_offenders,
            self.holes.empty,
            self.holes.nulls,
            self.holes.first_empty,
            self.worst.answer(),
            (*plan.program.notes, *self.markup_notes(), *plan.rules.notes(), *self.zone_notes()),
            plan.findings,
            coverage=plan.coverage,
            filled=tuple(self.filled(now.recipients)),
            unknown=tuple(self.unknown()),
        )
        hours = plan.policy.hours
        at = None if hours is None or hours.moment is None else hours.moment.date()
        return replace(result, list_findings=plan.rules.findings(result, self.too_long, at, self.unpriced))

    def look_for_defaults(self, columns: Columns, refused: Container[int]) -> None:
        """Count the rows in which a default of the template fills an empty cell."""
        for name, column, _ in self.plan.program.defaults:
            if any(not each.strip() for each in columns.distinct(column)):
                cells = enumerate(columns[column])
                self.defaulted[name] += sum(not cell.strip() and index not in refused for index, cell in cells)

    def filled(self, recipients: int) -> Iterator[Addition]:
        """The values that are not from the list, and how many messages each of them fills."""
        for name, places in self.plan.program.given:
            yield Addition(name, False, recipients, places)
        for name, _, places in self.plan.program.defaults:
            yield Addition(name, True, self.defaulted[name], places)

    def unknown(self) -> Iterator[str]:
        """What is unknown about the moment of sending."""
        if self.plan.unsure or self.plan.inexact:
            yield "what the template's engine prints: this list cannot be sent with it"
        if self.places is not None:
            yield from self.places.unknown()

    def zone_notes(self) -> tuple[str, ...]:
        """Time zones in the list that are unknown; without a planned time, none is asked for."""
        hours = self.plan.policy.hours
        return () if hours is None else hours.notes()


def _segments(measured: Measure) -> int:
    return measured[2]
