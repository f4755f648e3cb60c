"""``smslint reconcile``: a project held against its provider's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.errors import ConfigError
from smslint.prices.amounts import shown
from smslint.reconcile.amounts import Reader
from smslint.reconcile.causes import gathered
from smslint.reconcile.form import forms
from smslint.reconcile.monthly import volumes
from smslint.reconcile.record import Line, Reason, Reconciliation, Shared
from smslint.reconcile.tally import Key, Spot, Tally, Why
from smslint.rules.providers import load, names
from smslint.version import __version__
from smslint.vocabulary import CUT, NO_TEMPLATE, NO_TEXT
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.logs.opened import Log
    from smslint.logs.times import Period
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
        known = ", ".join(shown(each) for each, _ in tally.accounts.most_common(_FEW)) or "none is named"
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
        values=tally.observed.proposals(),
        volumes={} if period is None else volumes(templates, lines, period),
        notes=tuple(_notes(log, period, tally, lines, reader, account)),
        version=__version__,
    )


def _by_spot(tally: Tally) -> dict[Spot, list[tuple[Key, int]]]:
    found: dict[Spot, list[tuple[Key, int]]] = {}
    for key, count in tally.counts:
        found.setdefault(key.spot, []).append((key, count))
    return found


def _reasons(apart: dict[Why, list[tuple[Key, int]]], tally: Tally, lines: Sequence[Line]) -> Iterator[Reason]:
    counts = {why: sum(count for _, count in found) for why, found in apart.items()}
    for why, count in sorted(counts.items(), key=lambda each: -each[1]):
        line = None if why.form is None else lines[why.form.template]
        name = None if why.hole is None else why.hole.name
        # Whether a text is cut is known only at the end, so its row may be among those that are like no template.
        rows = tally.examples.get(why) or tally.examples.get(Why(NO_TEMPLATE), [])
        yield Reason(why.reason, count, tuple(rows), line, name)


def _notes(
    log: Log, period: Period | None, tally: Tally, lines: Sequence[Line], reader: Reader, account: str | None
) -> Iterator[str]:
    """What else a reader should know, one line each."""
    if log.skipped:
        rows = ", ".join(f"{each:,}" for each in log.skipped[:_FEW])
        yield f"{plural(len(log.skipped), 'row')} left out, with other cells than the header names (row {rows}{', …' if len(log.skipped) > _FEW else ''})"
    if not log.has("body"):
        yield f"this log has no texts ({log.layout.title}), so no message can be told from another: join it with the texts that you sent, and name their column under logs"
    if not log.has("id"):
        yield "this log has no ids: a message that it has twice is counted twice"
    yield from _hidden(tally)
    if len(tally.accounts) > 1 and account is None:
        listed = ", ".join(f"{shown(name)} {count:,}" for name, count in tally.accounts.most_common(_FEW))
        yield f"the log has messages of {len(tally.accounts)} accounts ({listed}{', …' if len(tally.accounts) > _FEW else ''}): --account takes those of one"
    if period is None and log.has("sent_at"):
        yield "no time of this log could be read, so nobody knows how many messages a month it is"
    elif period is None:
        yield "this log has no times, so nobody knows how many messages a month it is"
    elif period.zones:
        yield f"times are in several zones ({', '.join(each or 'none named' for each in period.zones)}): each is read in its own"
    everything = reader.sums(tally.counts)
    if len(everything.spend) > 1:
        named = ", ".join(each or "one that is not named" for each in sorted(everything.spend))
        yield f"prices are in {len(everything.spend)} currencies ({named}), which are never added"
    unknown = everything.regions.get("", 0)
    if unknown and log.has("to"):
        yield f"the country of {plural(unknown, 'message')} is not known: their numbers are hidden or not valid"
    weak = [each for each in lines if not each.recognisable]
    if weak:
        more = f" and {len(weak) - _FEW} more" if len(weak) > _FEW else ""
        yield f"too little fixed text to be found again: {', '.join(each.name for each in weak[:_FEW])}{more}"
    if reader.odd:
        yield "some prices of this log could not be read"


def _hidden(tally: Tally) -> Iterator[str]:
    """Texts that the log does not have, or not completely."""
    reasons = [(key.spot.reason, count) for key, count in tally.counts if isinstance(key.spot, Why)]
    cut = sum(count for reason, count in reasons if reason == CUT)
    if cut:
        yield f"the log has only the beginning of {plural(cut, 'text')}: export it with whole texts"
    hidden = sum(count for reason, count in reasons if reason == NO_TEXT)
    if hidden and tally.log.has("body"):
        yield f"the log hides {plural(hidden, 'text')}: nobody knows which template those are from"
