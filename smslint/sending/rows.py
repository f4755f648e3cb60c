"""The rows of a list as messages to send: filled, with canonical numbers and what the list says of each recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from smslint.broadcast.count import Plan, Preflight
    from smslint.recipients.reader import RecipientList
    from smslint.sending.gate import RuleGate
    from smslint.sending.journal import Journal
    from smslint.sending.verdict import Outgoing


@dataclass(frozen=True, slots=True)
class Campaign:
    """All that a run needs: made before anything leaves."""

    name: str
    plan: Plan
    preflight: Preflight
    gate: RuleGate
    journal: Journal | None
    kind: str | None
    at: dt.datetime | None


def rows(campaign: Campaign, found: RecipientList, options: Mapping[str, Any]) -> Iterator[Outgoing]:
    """The messages of a list, filled, with canonical numbers and what the list says of each recipient."""
    from itertools import islice

    from smslint.recipients.render import Columns
    from smslint.sending.verdict import Outgoing

    program = campaign.plan.program
    for batch in found.batches():
        texts = islice(program.texts(Columns(batch.rows), len(batch.rows)), len(batch.rows))
        for index, (cells, text) in enumerate(zip(batch.rows, texts, strict=True)):
            number = batch.first + index
            facts = _facts(campaign, found, cells, number)
            to = _canonical(cells[found.phone] if found.phone < len(cells) else "", campaign, options)
            message = Outgoing(text, to, campaign.kind, campaign.at, number, facts)
            _count_if_sent(campaign, message)
            yield message


def _facts(campaign: Campaign, found: RecipientList, cells: list[str], number: int) -> dict[str, str]:
    audit = campaign.preflight.audit
    said = {
        role: cells[at] if at < len(cells) else ""
        for role, at in found.roles._asdict().items()
        if at is not None and role in ("consent", "opt_out", "zone", "state", "locale")
    }
    if number in audit.opted_out_rows:
        said["opt_out"] = "yes"
    elif number in audit.duplicate_rows:
        said["duplicate"] = "yes"
    holes = [
        each.name
        for each in campaign.plan.program.fields
        if each.bare and not (cells[each.column] if each.column < len(cells) else "").strip()
    ]
    if holes:
        said["empty_fields"] = "\n".join(holes)
    return said


def _canonical(cell: str, campaign: Campaign, options: Mapping[str, Any]) -> str:
    """The number as the plan knows it. One that is not valid stays as it is, for the gate to refuse."""
    from smslint.numbers.e164 import check_number

    number = check_number(cell, campaign.plan.policy.region)
    return number.e164 or (number.suggestion if options["accept_suggestions"] else None) or cell.strip()


def _count_if_sent(campaign: Campaign, message: Outgoing) -> None:
    """What an earlier run sent is spent already."""
    from smslint.sending.entries import State

    if campaign.gate.budget is None or campaign.journal is None:
        return
    if campaign.journal.state(campaign.name, message) in (State.ACCEPTED, State.IN_DOUBT, State.ATTEMPTING):
        campaign.gate.spent(message)
