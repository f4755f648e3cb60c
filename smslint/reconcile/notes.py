"""What else a reader of a reconciliation should know: what is odd about the log, and what nobody can say because of it. One line each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.numbers.masking import mask
from smslint.prices.amounts import shown
from smslint.reconcile.recognise import Why
from smslint.vocabulary import NO_TEXT
from smslint.wording import first_of, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smslint.logs.opened import Log
    from smslint.reconcile.amounts import Reader
    from smslint.reconcile.form import Form
    from smslint.reconcile.record import Line
    from smslint.reconcile.tally import Tally

_WITHOUT: Final = {
    "direction": "messages that were received are counted as sent",
    "status": "messages that were not sent, or are on their way, are counted as sent",
}
"""What it means that a log does not have a column of its layout."""
_NUMBER: Final = re.compile(r"\+?[\d ().-]{7,20}")


def notes(
    log: Log, tally: Tally, lines: Sequence[Line], forms: Sequence[Form], reader: Reader, account: str | None
) -> Iterator[str]:
    """The lines."""
    if log.skipped:
        rows = [f"{each:,}" for each in log.skipped]
        yield f"{plural(len(rows), 'row')} left out, with other cells than the header names (row {first_of(rows)})"
    if not log.has("body"):
        yield f"this log has no texts ({log.layout.title}), so no message can be told from another: join it with the texts that you sent, and name their column under logs"
    if not log.has("id"):
        yield "this log has no ids: a message that it has twice is counted twice"
    for column, what in _WITHOUT.items():
        if column in log.layout.columns and not log.has(column):
            yield f"this log has no column {log.layout.columns[column]}: {what}"
    yield from _states(tally)
    yield from _texts(tally)
    if len(tally.accounts) > 1 and account is None:
        listed = [f"{account_shown(name)} {count:,}" for name, count in tally.accounts.most_common()]
        yield f"the log has messages of {len(tally.accounts)} accounts ({first_of(listed)}): --account takes those of one"
    yield from _times(log, tally)
    yield from _money(log, tally, reader)
    yield from _templates(tally, lines, forms)


def account_shown(name: str) -> str:
    """An account as an error quotes it; one that is a phone number is masked."""
    return shown(mask(name) if _NUMBER.fullmatch(name) else name)


def _states(tally: Tally) -> Iterator[str]:
    if tally.strange:
        listed = [f"{shown(name)} {count:,}" for name, count in tally.strange.most_common() if name.isalpha()]
        yield f"states that the layout does not know ({first_of(listed)}): these messages are counted as sent"


def _texts(tally: Tally) -> Iterator[str]:
    """Texts that the log does not have, or not completely, or with something in front."""
    missing = {True: 0, False: 0}
    for key, count in tally.counts:
        if key.counted is None:
            missing[key.spot == Why(NO_TEXT)] += count
    cut, hidden = missing[False], missing[True]
    if cut:
        limit = tally.recogniser.limit
        where = f" (it cuts them at {limit:,} characters)" if limit else ""
        told = f": {tally.cut:,} {'is' if tally.cut == 1 else 'are'} recognised by it, and" if tally.cut else ":"
        yield f"the log has only the beginning of {plural(cut, 'text')}{where}{told} nobody knows how many segments the whole takes; export it with whole texts"
    if hidden and tally.log.has("body"):
        yield f"the log hides {plural(hidden, 'text')}: nobody knows which template those are from"
    for prefix, count in tally.recogniser.prefixed.items():
        texts = f"{plural(count, 'text')} {'begins' if count == 1 else 'begin'}"
        yield f"{texts} with what the provider puts in front, {shown(prefix.strip())}: it is counted, and no part of the template"


def _times(log: Log, tally: Tally) -> Iterator[str]:
    period = tally.clock.period
    if period is None and log.has("sent_at"):
        yield "no time of this log could be read, so nobody knows how many messages a month it is"
    elif period is None:
        yield "this log has no times, so nobody knows how many messages a month it is"
    elif period.zones:
        yield f"times are in several zones ({', '.join(each or 'none named' for each in period.zones)}): each is read in its own"


def _money(log: Log, tally: Tally, reader: Reader) -> Iterator[str]:
    everything = reader.sums(tally.counts)
    if len(everything.spend) > 1:
        named = ", ".join(each or "one that is not named" for each in sorted(everything.spend))
        yield f"prices are in {len(everything.spend)} currencies ({named}), which are never added"
    if everything.spend and everything.unpriced:
        messages = f"{plural(everything.unpriced, 'message')} {'has' if everything.unpriced == 1 else 'have'}"
        yield f"{messages} no price in this log: the spend is a least amount"
    unknown = everything.regions.get("", 0)
    if unknown and log.has("to"):
        yield f"the country of {plural(unknown, 'message')} is not known: their numbers are hidden or not valid"
    if reader.odd:
        yield "some prices of this log could not be read"


def _templates(tally: Tally, lines: Sequence[Line], forms: Sequence[Form]) -> Iterator[str]:
    weak = [each.name for each in lines if not each.recognisable]
    if weak:
        yield f"too little fixed text to be found again: {first_of(weak)}"
    loose = dict.fromkeys(form.template for form in forms if form.loose and lines[form.template].sums.messages)
    if loose:
        names = [lines[each].name for each in loose]
        yield f"what loops, many branches or unknown code print is not compared, only the text around it: {first_of(names)}"
    declared: dict[str, int] = {}
    for form in forms:
        for hole in form.holes:
            if hole.name and hole.declared is not None:
                declared[hole.name] = max(declared.get(hole.name, 0), hole.declared)
    longer = [
        f"`{name}` {proposal.most:,} instead of {declared[name]:,}"
        for name, proposal in tally.proposals().items()
        if proposal.most > declared.get(name, proposal.most)
    ]
    if longer:
        yield f"values have more characters than declared, or words of somebody else stand beside them: {first_of(longer)}"
