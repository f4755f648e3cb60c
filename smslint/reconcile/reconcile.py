"""``smslint reconcile``: a project held against its provider's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.reconcile.amounts import Reader
from smslint.reconcile.causes import gathered
from smslint.reconcile.form import forms
from smslint.reconcile.monthly import volumes
from smslint.reconcile.notes import account_shown, notes
from smslint.reconcile.recognise import Why
from smslint.reconcile.record import Line, Reason, Reconciliation, Shared
from smslint.reconcile.tally import Key, Tally
from smslint.rules.providers import load, names
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.logs.opened import Log
    from smslint.reconcile.recognise import Spot
    from smslint.reconcile.template import Template

_FEW: Final = 3


def reconcile(log: Log, templates: Sequence[Template], account: str | None = None) -> Reconciliation:
    """Find the templates of a project again in a log.

    :param account: only the messages of this account.
    :raises ConfigError: if the log has no rows, or none of this account.
    """
    ways = [form for number, template in enumerate(templates) for form in forms(number, template)]
    name = log.layout.provider
    tally = Tally(log, templates, ways, load(name) if name in names() else None)
    tally.run(account)
    if not tally.rows:
        raise ConfigError(f"{log.path}: this log has a header and no rows")
    if account is not None and account not in tally.accounts:
        known = ", ".join(account_shown(each) for each, _ in tally.accounts.most_common(_FEW)) or "none is named"
        raise ConfigError(f"--account: no message is of the account {account!r}; the log has: {known}")
    recognisable = {form.template for form in ways if form.recognisable}
    reader = Reader(log)
    by = _by_spot(tally)
    lines = tuple(
        Line(
            template.path,
            template.key,
            template.locale,
            template.kind,
            template.line,
            template.least,
            template.most,
            reader.sums(by.get(number, ())),
            gathered((key.causes, count) for key, count in by.get(number, ())),
            number in recognisable,
        )
        for number, template in enumerate(templates)
    )
    shared = [spot for spot in by if isinstance(spot, tuple) and not isinstance(spot, Why)]
    apart = {spot: each for spot, each in by.items() if isinstance(spot, Why)}
    period = tally.clock.period
    return Reconciliation(
        log=str(log.path),
        layout=log.layout.name,
        title=log.layout.title,
        rows=tally.rows,
        messages=sum(count for _, count in tally.counts),
        received=tally.received,
        pending=tally.pending,
        canceled=tally.canceled,
        cut=tally.cut,
        repeated=tally.repeated,
        period=period,
        lines=lines,
        ambiguous=tuple(
            sorted(
                (Shared(tuple(lines[each] for each in spot), reader.sums(by[spot])) for spot in shared),
                key=lambda each: -each.sums.messages,
            )
        ),
        unmatched=reader.sums(pair for each in apart.values() for pair in each),
        reasons=tuple(_reasons(apart, tally, lines)),
        values=tally.proposals(),
        volumes={} if period is None else volumes(templates, lines, period),
        notes=tuple(notes(log, tally, lines, ways, reader, account)),
        version=__version__,
    )


def _by_spot(tally: Tally) -> dict[Spot, list[tuple[Key, int]]]:
    found: dict[Spot, list[tuple[Key, int]]] = {}
    for key, count in tally.counts:
        found.setdefault(key.spot, []).append((key, count))
    return found


def _reasons(apart: dict[Why, list[tuple[Key, int]]], tally: Tally, lines: Sequence[Line]) -> Iterator[Reason]:
    counts = {why: sum(count for _, count in found) for why, found in apart.items()}
    rows = tally.examples()
    for why, count in sorted(counts.items(), key=lambda each: -each[1]):
        line = None if why.form is None else lines[why.form.template]
        name = None if why.hole is None else why.hole.name
        yield Reason(why.reason, count, tuple(rows[why]), line, name)
