"""A checked list as messages to send: filled, with canonical numbers and the list's facts about each recipient."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from smslint.broadcast.count import count_large
from smslint.broadcast.holes import null_cells
from smslint.broadcast.options import settled, suppression
from smslint.broadcast.pieces import Columns
from smslint.broadcast.plan import make_plan
from smslint.numbers.e164 import check_number
from smslint.recipients.codes import DUPLICATE
from smslint.recipients.consent import leaving, spelled
from smslint.rules import billed
from smslint.rules.facts import Facts
from smslint.sealed import sealed
from smslint.sending.earlier import Earlier
from smslint.sending.facts import of_row
from smslint.sending.gate import make_gate
from smslint.sending.journal.entries import State
from smslint.sending.verdict import Outgoing
from smslint.sending.waits import Waits
from smslint.vocabulary import SENDS_LISTS
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from smslint.broadcast.options import Options
    from smslint.broadcast.plan import Plan
    from smslint.broadcast.record import Broadcast
    from smslint.broadcast.template import Template
    from smslint.recipients.local_hours import Due
    from smslint.recipients.reader import RecipientList
    from smslint.sending.earlier import Got
    from smslint.sending.journal.journal import Journal
    from smslint.sending.rule_gate import RuleGate


@sealed
@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything that sending a list needs, prepared before anything is sent."""

    found: RecipientList
    plan: Plan
    broadcast: Broadcast
    """The preflight of the same plan."""
    gate: RuleGate
    journal: Journal | None
    kind: str | None
    at: dt.datetime | None
    """The planned time of a dry run; ``None``: the moment of each message."""
    earlier: Earlier
    """What may be an earlier run."""

    @property
    def name(self) -> str:
        """What the journal files the messages under."""
        return self.earlier.name

    @property
    def prepared_at(self) -> float:
        """When the campaign was prepared, in seconds since 1970: earlier runs sent before this moment."""
        return self.earlier.until

    @property
    def blocked(self) -> bool:
        """Whether something affects all rows (an error in the template, the cost, missing consent, or a template that the list cannot
        fill exactly), so nothing can be sent.
        """
        return self.broadcast.refused_whole

    def changed(self) -> Counter[Got]:
        """How many recipients an earlier run has texted, and what they got, who would be texted again."""
        if self.journal is None or not any(self.journal.summary().values()):
            return Counter()
        found = ((got, message.to) for message in self.messages() if (got := self._got(message)))
        # Where a number may have two texts, its rows are one recipient.
        return Counter(got for got, _ in (set(found) if self.plan.policy.code(DUPLICATE) is None else found))

    def _got(self, message: Outgoing) -> Got | None:
        # A second row with the same number is the gate's to refuse, in every run.
        if self.journal is None or (isinstance(message.facts, Facts) and message.facts.duplicate_of):
            return None
        return self.earlier.got(self.journal, message)

    def waits(self) -> Waits:
        """Which rows wait by a plan; for :meth:`messages`."""
        return Waits(self.found, self.plan, self.at)

    def unchanged_messages(self, waits: Waits | None = None) -> Iterator[Outgoing]:
        """Like :meth:`messages`, without those whose recipients an earlier run has texted."""
        return (message for message in self.messages(waits) if self._got(message) is None)

    def messages(self, waits: Waits | None = None) -> Iterator[Outgoing]:
        """The messages of the list, in order. Messages that an earlier run sent count against the budget.

        :param waits: leaves out those that wait by a plan, and counts them; by default none waits.
        """
        program = self.plan.program
        nulls = null_cells(self.plan, tuple(self.found.columns))
        for batch in self.found.batches():
            columns = Columns(batch.rows)
            texts = islice(program.texts(columns, len(batch.rows)), len(batch.rows))
            due = [None] * len(batch.rows) if waits is None else waits.due(batch)
            without = {at: null.among(columns.distinct(at)) for at, null in nulls.items()}
            for index, (cells, text) in enumerate(zip(batch.rows, texts, strict=True)):
                number = batch.first + index
                to = _canonical(_cell(cells, self.found.phone), self.plan)
                message = Outgoing(text, to, self.kind, self.at, number, self._facts(cells, number, to, without))
                self._count_if_sent(message)
                if waits is None or not self._waits(waits, due[index], message):
                    yield message

    def _waits(self, waits: Waits, due: Due | None, message: Outgoing) -> bool:
        """Whether a message waits: it is not refused anyway, and no earlier run has sent it."""
        facts = message.facts
        if isinstance(facts, Facts) and (facts.duplicate_of or facts.opted_out):
            return False
        if self.journal is not None and self.journal.settled(self.name, message.to, message.body):
            return False
        return waits.waits(due, lambda at: self.gate.refuses(replace(message, at=at)))

    def _facts(self, cells: list[str], number: int, to: str, nulls: Mapping[int, Container[str]]) -> Facts:
        audit, width = self.broadcast.audit, len(self.found.columns)
        row = {
            role: _cell(cells, at)
            for role, at in self.found.roles._asdict().items()
            if at is not None and role in ("consent", "zone", "state", "locale")
        }
        if "consent" in row:
            row["consent"] = spelled(self.found.roles, self.found.roles.consent or 0, row["consent"])
        facts = of_row(row, check_number(to).region, leaving(self.found.roles, cells))
        if number in audit.opted_out_rows:
            facts = facts._replace(opted_out=True)
        elif number in audit.duplicate_rows:
            facts = facts._replace(duplicate_of=True)
        fields = [(each, _cell(cells, each.column)) for each in self.plan.program.fields]
        holes = tuple(each.name for each, cell in fields if each.bare and not cell.strip())
        null = tuple(each.name for each, cell in fields if cell in nulls[each.column])
        ragged = None if len(cells) == width else f"it has {plural(len(cells), 'cell')}, the header has {width}"
        return facts._replace(
            empty_fields=holes or None, null_fields=null or None, ragged=ragged, columns=tuple(self.found.columns)
        )

    def _count_if_sent(self, message: Outgoing) -> None:
        if self.gate.budget is None or self.journal is None:
            return
        if self.journal.state(self.name, message) in (State.ACCEPTED, State.IN_DOUBT, State.ATTEMPTING):
            self.gate.spent(message)


def prepare(
    template: Template,
    found: RecipientList,
    options: Options,
    *,
    journal: Journal | None = None,
    name: str | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Campaign:
    """Preflight a list for sending, now unless ``options`` have a time. Sends nothing.

    :param name: the campaign's name in the journal; by default the template's name.
    :raises ConfigError: for an invalid setting or option.
    :raises RecipientsError: if the list has no column for a placeholder.
    """
    at = options.at or dt.datetime.now(dt.UTC)
    stated = replace(options, at=at, limit_name="the budget")
    plan = make_plan(template, found.columns, stated, past=journal, campaign=name)
    config = settled(template.config, options)
    context = template.subject.context
    gate = make_gate(
        config,
        context=context,
        suppression=suppression(config, options) or None,  # an empty one would be taken for a lost one
        journal=journal,
        provider=SENDS_LISTS,
        campaign=plan.campaign,
        region=options.region,
    )
    earlier = Earlier(name or template.short, name is not None, dt.datetime.now(dt.UTC).timestamp())
    broadcast = count_large(found, plan, progress=progress)
    if counted := plan.rules.counted_as:
        notes = tuple(each for each in broadcast.notes if each != billed.note(counted))
        broadcast = replace(broadcast, notes=notes, unknown=(*broadcast.unknown, billed.unknown(counted)))
    if journal is not None and not broadcast.refused_whole:
        earlier = earlier.among(journal, _numbers(found, plan))
    return Campaign(found, plan, broadcast, gate, journal, context.kind, options.at, earlier)


def _numbers(found: RecipientList, plan: Plan) -> Iterator[list[str]]:
    """The canonical numbers of a list, in batches."""
    for batch in found.batches():
        yield [_canonical(_cell(cells, found.phone), plan) for cells in batch.rows]


def _canonical(cell: str, plan: Plan) -> str:
    """The canonical number. An invalid number is unchanged, so that the gate refuses it."""
    number = check_number(cell, plan.policy.region)
    return number.e164 or (number.suggestion if plan.policy.accept_suggestions else None) or cell.strip()


def _cell(cells: list[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
