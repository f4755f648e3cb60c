"""The auditor: counts the problems of a list's rows, batch by batch, with a few examples of each."""

from __future__ import annotations

from collections import Counter
from heapq import heappush, heapreplace
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from smslint.finding import Location
from smslint.numbers.masking import mask, mask_all
from smslint.numbers.store import plan_problem, plan_version
from smslint.recipients import chosen, codes, headers, lines, tags
from smslint.recipients.audited import Audit, Tally
from smslint.recipients.batch import cells_of
from smslint.recipients.later import Later
from smslint.recipients.problem import Problem
from smslint.recipients.screen import Screen
from smslint.recipients.strange_countries import StrangeCountries
from smslint.recipients.unplaced import Unplaced
from smslint.span import Span
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from smslint.finding import Finding
    from smslint.numbers.label import Label
    from smslint.recipients.batch import Batch, Row
    from smslint.recipients.codes import Code
    from smslint.recipients.duplicates import Duplicates
    from smslint.recipients.headers import Roles
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.screen import Screened
    from smslint.rules.rule import Rule

EXAMPLES: Final = 5
"""How many findings of each code are kept; the others are only counted."""


def consent_of(roles: Roles, policy: Policy) -> str:
    """Where consent is recorded; see :attr:`smslint.recipients.audited.Audit.consent`."""
    if roles.consent is not None:
        return "column"
    return "elsewhere" if policy.require_consent is False else "unknown"


class Auditor:
    """Counts problems, batch by batch. The preflight also uses it, in addition to its own sums."""

    def __init__(self, recipients: RecipientList, policy: Policy, *, show_numbers: bool) -> None:
        self._list = recipients
        self.screen = Screen(policy, recipients.roles, len(recipients.columns))
        self._duplicate, self._opted_out = policy.code(codes.DUPLICATE), policy.code(codes.OPTED_OUT)
        self._ragged_code = policy.code(codes.RAGGED)
        self.later = Later(recipients.columns, recipients.roles)
        self.unplaced = Unplaced(recipients.roles, self.screen.label)
        self._show = (lambda text: text) if show_numbers else mask
        self._labels, self._repeated = Counter[int](), list[tuple[int, int]]()
        self._width, self._column = len(recipients.columns), recipients.phone + 1
        self._lines: dict[str, int | None] = {}
        """What is added to a row to get its line, by file; ``None`` once cells with line breaks make the two differ."""
        self.countries = StrangeCountries(recipients.columns, recipients.roles)
        self.result = Audit(
            recipients.name, notes=list(recipients.notes), columns=recipients.columns, plan_version=plan_version(),
            phone_column=recipients.columns[recipients.phone], about_others=tuple(headers.about_others(recipients.columns)),
            roles=chosen.taken(recipients.columns, recipients.roles), consent=consent_of(recipients.roles, policy),
            needs_consent=policy.require_consent is not False,
            guessed_encoding=recipients.encoding.note.partition(",")[0] if recipients.encoding.guessed else "",
            files=recipients.files,
        )  # fmt: skip
        self.result.notes += policy.suppressed.notes(self._show)
        self.result.notes += filter(None, [plan_problem()])

    def batch(self, batch: Batch) -> tuple[Screened, dict[int, bool]]:
        """Screen a batch and count its problems. Returns the screening, and the refused rows as in :meth:`record`."""
        screened = self.look_at(batch)
        return screened, self.record(batch, screened)

    def look_at(self, batch: Batch) -> Screened:
        """Screen a batch without counting its problems yet: the caller may add some."""
        rows = batch.rows
        file, row = self._list.place(batch.first)
        if self._lines.setdefault(file, batch.line - row) != batch.line - row:
            self._lines[file] = None
        for column, role in self.later.look_at(rows).items():
            self._use(column, role)
        phones = cells_of(rows, self._list.phone)
        screened = self.screen.batch(phones, rows)
        self._labels.update(screened.labels)
        self.result.total += len(rows)
        self.countries.add(rows)
        self.unplaced.add(screened.labels, rows)
        if set(map(len, rows)) != {self._width}:
            self._ragged(batch, screened)
        return screened

    def _use(self, column: int, role: str) -> None:
        """From now on, read a column as a status or as another that says who left: no earlier row of it says that somebody left."""
        form = self._list.form
        limits = tuple(each for each in form.roles.limits if each[0] != column)
        if role in lines.READERS:
            form.roles = form.roles._replace(lines=(*form.roles.lines, (column, role)))
        elif role == "status":
            form.roles = form.roles._replace(status=column, limits=limits)
        else:
            form.roles = form.roles._replace(limits=(*limits, (column, role)))
        self.screen.roles = form.roles
        self.result.roles = chosen.taken(self._list.columns, form.roles)

    def remember(
        self,
        duplicates: Duplicates,
        batch: Batch,
        screened: Screened,
        refused: dict[int, bool],
        outcomes: Sequence[int] | None = None,
    ) -> None:
        """Record the numbers that may be texted so far, and those that opted out, to find duplicates later.

        :param outcomes: a number for the outcome of each row, passed to ``forget`` if the row turns out to be a duplicate.
        """
        keys = screened.keys
        marks = tags.of_rows(batch.first, len(batch.rows), outcomes)
        if refused:
            keys = list(keys)
            for index, opted in refused.items():
                if opted:
                    marks[index] |= tags.OPTED_OUT
                else:
                    keys[index] = 0
        duplicates.add(keys, marks)

    def record(self, batch: Batch, screened: Screened) -> dict[int, bool]:
        """Count the problems. Returns by index the refused rows, each with whether the person opted out."""
        refused: dict[int, bool] = {}
        if not screened.problems:
            return refused
        phones = cells_of(batch.rows, self._list.phone)
        for index, found in sorted(screened.problems.items(), key=itemgetter(0)):
            for problem in found:
                self._count(batch, index, phones[index], problem)
            reasons = {problem.code.code for problem in found if problem.code.refuses}
            if reasons:
                refused[index] = bool(reasons & codes.LEAVING)
        self.result.rejected += len(refused)
        return refused

    def _count(self, batch: Batch, index: int, phone: str, problem: Problem) -> None:
        tally = self.tally(problem.code)
        tally.count += 1
        if len(tally.findings) < EXAMPLES:
            tally.findings.append(self.finding(batch.row(index), phone, problem))

    def finding(self, row: Row, phone: str, problem: Problem) -> Finding:
        """The finding about one row, its number masked."""
        repaired = problem.suggestion if problem.code.code == codes.INVALID.code else None
        suggestion = f" It looks like {self._show(repaired)}." if repaired else ""
        shown = self._show(phone[:60]) if phone.strip() else "(empty)"
        text = problem.detail if problem.of_rule else mask_all(problem.detail)
        detail = f": {text}" if text else ""
        place = self._list.place(row.number)
        message = f"{place.opening}, {shown}: {problem.code.one}{detail.rstrip('.')}.{suggestion}"
        return self._finding(problem.code, message, place.file, row.line, problem.rule)

    def _finding(self, code: Code, message: str, file: str, line: int, rule: Rule | None = None) -> Finding:
        found = (rule or codes.rule(code.code)).finding(
            message, Span(0, 0), severity=code.severity, predicts=code.predicts
        )
        return found._replace(location=Location(file or self._list.name, line, self._column, line, self._column))

    def _ragged(self, batch: Batch, screened: Screened) -> None:
        """Rows with more or fewer cells than the header: counted, or refused if the project refuses at that severity."""
        code = self._ragged_code
        if code is None:
            return
        for index, row in enumerate(batch.rows):
            if len(row) != self._width:
                problem = Problem(code, f"it has {plural(len(row), 'cell')}, the header has {self._width}")
                if code.refuses:
                    screened.problems.setdefault(index, []).append(problem)
                else:
                    self._count(batch, index, "", problem)

    @property
    def heeds_opt_outs(self) -> bool:
        """Whether an opt-out refuses every row of its number."""
        return self._opted_out is not None and self._opted_out.refuses

    @property
    def counts_duplicates(self) -> bool:
        """Whether a number may be texted once: the project has not switched off the rule about duplicates."""
        return self._duplicate is not None

    def settle(self, duplicates: Duplicates, forget: Callable[[int], object] | None = None) -> None:
        """Refuse duplicates: all later rows of a number, and every row of a number that opted out in some row."""
        result = self.result
        for group in duplicates.groups():
            texted = [tag for tag in group if not tags.opted_out(tag)]
            opted_out = self.heeds_opt_outs and len(texted) < len(group)
            surplus = texted if opted_out else texted[1:] if self.counts_duplicates else []
            rows = result.opted_out_rows if opted_out else result.duplicate_rows
            for tag in surplus:
                rows.add(tags.row(tag))
                if forget is not None:
                    forget(tags.outcome(tag))
            if rows is result.duplicate_rows and surplus:
                self._remember_example(tags.row(surplus[0]), tags.row(texted[0]))
        self._settled()

    def settle_rows(
        self, duplicates: Iterable[int], opted_out: Iterable[int], examples: Iterable[tuple[int, int]]
    ) -> None:
        """Like :meth:`settle`, for rows that the caller has found; an example is a row and the earlier row that it repeats."""
        for row in duplicates:
            self.result.duplicate_rows.add(row)
        for row in opted_out:
            self.result.opted_out_rows.add(row)
        for row, first in examples:
            self._remember_example(row, first)
        self._settled()

    def _settled(self) -> None:
        """Count the rows that turned out to be duplicates."""
        result = self.result
        self._close(self._duplicate, len(result.duplicate_rows))
        for row, first in sorted(self._repeated, reverse=True):
            self._example(-row, first)
        self._close(self._opted_out, len(result.opted_out_rows))
        result.rejected += len(result.duplicate_rows) + len(result.opted_out_rows)

    def finish(self) -> Audit:
        """The result, with the totals by region and type."""
        columns = self._list.columns
        self.result.refusing = chosen.refusing(columns, self._list.roles)
        self.result.unread_statuses = tuple(columns[at] for at in sorted(self.later.leaving))
        unasked = self.later.answering if self.result.consent == "unknown" else set[int]()
        self.result.unread_consents = tuple(columns[at] for at in sorted(self.later.refusing | unasked))
        self.result.unread_limits = tuple(columns[at] for at in sorted(self.later.limiting))
        self.result.notes += self.later.notes()
        self.result.unknown_zones, self.result.unknown_states = self.unplaced.zones, self.unplaced.states
        self.result.notes += self.countries.notes()
        for label_id, times in self._labels.items():
            label = self.screen.label(label_id)
            if label.valid:
                self.result.regions[label.region or "001"] += times
                self.result.types[label.type] += times
        return self.result

    def count_labels(self, counts: Mapping[int, int]) -> None:
        """Add labels that the caller has counted."""
        self._labels.update(counts)

    def tally(self, code: Code) -> Tally:
        """The tally of a code."""
        return self.result.tallies.setdefault(code.key, Tally(code))

    def label(self, label_id: int) -> Label:
        """The label with an id."""
        return self.screen.label(label_id)

    def _remember_example(self, row: int, first: int) -> None:
        """Keep only the earliest rows: groups are not sorted by row, and there may be many."""
        if len(self._repeated) < EXAMPLES:
            heappush(self._repeated, (-row, first))
        elif row < -self._repeated[0][0]:
            heapreplace(self._repeated, (-row, first))

    def _example(self, row: int, first: int) -> None:
        code = self._duplicate
        assert code is not None  # otherwise no example would have been stored
        place = self._list.place(row)
        offset = self._lines.get(place.file, 0)
        line = 1 if offset is None else place.row + offset
        message = f"{place.opening}: {code.one}, {self._list.place(first)}."
        self.tally(code).findings.append(self._finding(code, message, place.file, line))

    def _close(self, code: Code | None, more: int) -> None:
        """Count duplicates that are found only at the end."""
        if more and code is not None:
            self.tally(code).count += more
