"""``smslint send journal`` and ``smslint send status``: show a journal, and ask the provider for the current status."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from smslint.cli import send_options as shared
from smslint.cli.kept_inputs import of_journal
from smslint.cli.printing import say
from smslint.errors import ConfigError, TransportError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sending.journal.entries import Row
    from smslint.sending.journal.journal import Journal
    from smslint.sending.octopods import OctopodsSender
    from smslint.sending.receipt import DeliveryStatus

_STATES = ("queued", "attempting", "accepted", "refused", "failed", "in_doubt")
_SHOWN = 200
_JOURNAL = click.option(
    "--journal",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The journal.",
)
_CAMPAIGN = shared.campaign_option("Only this campaign.")

_ABOUT_DOUBT = (
    "In doubt: the request was sent but its answer is unknown, so each of these may or may not have been sent. Look it up at the "
    "provider by number and time, then decide:\n"
    "  smslint send journal --journal {path} --resolve ROW as-sent    it was sent: count it as sent\n"
    "  smslint send journal --journal {path} --resolve ROW resend     it was not sent: send it with the next run"
)


@click.command(
    "journal",
    epilog="\b\nExamples:\n"
    "  smslint send journal --journal sale.journal\n"
    "  smslint send journal --journal sale.journal --in-doubt\n"
    "  smslint send journal --journal sale.journal --resolve 17 as-sent\n"
    "  smslint send journal --journal sale.journal --accept-shorter suppressed.db\n"
    "  smslint send journal --journal sale.journal --export rows.csv",
)
@_JOURNAL
@_CAMPAIGN
@click.option("--state", type=click.Choice(_STATES), help="Only rows in this state.")
@click.option("--in-doubt", is_flag=True, help="Only rows in doubt, and how to resolve them.")
@click.option(
    "--export", type=click.Path(path_type=Path, dir_okay=False), metavar="CSV", help="Write all rows to a file."
)
@click.option(
    "--resolve", nargs=2, multiple=True, type=(int, click.Choice(("as-sent", "resend"))), metavar="ROW as-sent|resend",
    help="Your decision about a row in doubt. May be repeated.",
)  # fmt: skip
@click.option(
    "--accept-shorter", "shorter", multiple=True, type=click.Path(path_type=Path), metavar="LIST",
    help="This suppression list may have fewer numbers, or others, than when messages were last sent. May be repeated.",
)  # fmt: skip
def journal(
    path: Path, campaign: str | None, state: str | None, in_doubt: bool, export: Path | None, resolve: Any,
    shorter: tuple[Path, ...],
) -> int:  # fmt: skip
    """List the rows of a journal, resolve rows in doubt, or export. Numbers are masked: the journal does not contain them.

    Exit status: 0 all settled, 1 some rows failed, refused, in doubt or not attempted, 2 wrong usage.
    """
    from smslint.cli.send_text import summary_line
    from smslint.sending.journal.entries import Resolution, State

    if in_doubt and state not in (None, "in_doubt"):
        raise click.UsageError("--in-doubt and --state cannot be used together")
    with _opened(path) as found:
        found.recover()
        for row, decision in resolve:
            found.resolve(row, Resolution(decision.replace("-", "_")))
            say(
                f"row {row}: {'counts as sent' if decision == 'as-sent' else 'is queued again: run the same send command'}"
            )
        for each in shorter:
            found.suppression.accept(each)
            say(f"{each}: the next run takes this suppression list as it is then")
        chosen = State.IN_DOUBT if in_doubt else State(state) if state else None
        rows = found.rows(chosen, campaign)
        summary = found.summary(campaign)
    if export is not None:
        _export(rows, export, path)
        say(f"{export}: {plural(len(rows), 'row')}")
    elif not (resolve or shorter) or chosen:
        for line in map(_line, rows[:_SHOWN]):
            say(line)
        if len(rows) > _SHOWN:
            say(f"... and {len(rows) - _SHOWN:,} more; --export writes them all")
    say(f"{path}: {summary_line(summary)}")
    if summary[State.IN_DOUBT] and (in_doubt or chosen is State.IN_DOUBT):
        for line in _ABOUT_DOUBT.split("\n"):
            say(line.format(path=path))
    return 0 if summary[State.ACCEPTED] == sum(summary.values()) else 1


@click.command(
    "status",
    epilog="\b\nExamples:\n"
    "  smslint send status --journal sale.journal\n"
    "  smslint send status --journal sale.journal --wait 300",
)
@_JOURNAL
@_CAMPAIGN
@click.option(
    "--wait",
    type=shared.FiniteNumber(0),
    default=0.0,
    metavar="SECONDS",
    help="Keep asking until all statuses are final, for at most this many seconds.",
)
@shared.asking_options
def status(path: Path, campaign: str | None, wait: float, base: str, key_file: Path | None) -> int:
    """Ask the provider for the status of a journal's accepted messages, and show totals by status.

    Exit status: 0 none failed, 1 some failed, were not delivered or could not be checked, 2 wrong usage.
    """
    from smslint.sending.journal.entries import State
    from smslint.sending.octopods import OctopodsSender

    with _opened(path) as found:
        found.recover()
        rows = found.rows(State.ACCEPTED, campaign)
        summary = found.summary(campaign)
    if not rows:
        say(f"{path}: no message was accepted, so there is no status to check")
        return 1 if sum(summary.values()) else 0
    with OctopodsSender(shared.api_key(key_file), base) as sender:
        return _report(_Statuses(sender, rows).ask(wait), summary[State.IN_DOUBT])


class _Statuses:
    """The last known status of each row, or why it is unknown."""

    def __init__(self, sender: OctopodsSender, rows: list[Row]) -> None:
        self.sender = sender
        self.rows = rows
        self.known: dict[int, DeliveryStatus] = {}
        self.errors: dict[int, str] = {}

    def ask(self, seconds: float) -> _Statuses:
        """Ask about every row, and again about rows that are not final, for a number of seconds."""
        import time

        from smslint.sending.core import polls

        self._round()
        for pause in polls(seconds):
            if all(row.id in self.known and self.known[row.id].terminal for row in self.rows):
                break
            time.sleep(pause)
            self._round()
        return self

    def _round(self) -> None:
        from smslint.cli.bar import progress_of
        from smslint.sending.receipt import Receipt
        from smslint.sending.wire import StatusUnavailable

        refused = 0
        with progress_of(len(self.rows), 10) as progress:
            for index, row in enumerate(self.rows):
                progress(index, index)
                if row.id in self.known and self.known[row.id].terminal:
                    continue
                try:
                    self.known[row.id] = self.sender.status(Receipt("", row.message_id or "", row.status_url))
                    self.errors.pop(row.id, None)
                    refused = 0
                except TransportError as error:
                    self.errors[row.id] = str(error)
                    refused += row.status_url is not None and not isinstance(error, StatusUnavailable)
                    if refused >= 5:
                        raise TransportError(f"{error}. Stopped after {refused} such answers in a row") from None


def _report(found: _Statuses, in_doubt: int) -> int:
    from smslint.sending.receipt import DeliveryState

    counts = Counter(
        each.state if each.state is not DeliveryState.UNKNOWN else each.word for each in found.known.values()
    )
    for word, number in counts.most_common():
        say(f"{number:>9,}  {word}")
    unknown = {row.id: found.errors[row.id] for row in found.rows if row.id not in found.known}
    if unknown:
        say(f"{len(unknown):>9,}  unknown")
    for why, number in Counter(unknown.values()).most_common(5):
        say(f"           {number:,}: {why}")
    bad = [row for row in found.rows if row.id in found.known and found.known[row.id].state in _BAD]
    for row in bad[:20]:
        reason = found.known[row.id].failure_reason or "no reason given"
        say(f"row {row.list_row or row.id}, {row.masked}: {found.known[row.id].word}: {reason}")
    if len(bad) > 20:
        say(f"... and {plural(len(bad) - 20, 'more row')} not delivered")
    if in_doubt:
        say(f"in doubt: {plural(in_doubt, 'more row')}: see smslint send journal --in-doubt")
    return 1 if bad or unknown else 0


_BAD = ("Failed", "Undelivered")


def _opened(path: Path) -> Journal:
    found = shared.open_journal(path, must_exist=True)
    if found is None:
        raise ConfigError(f"{path}: there is no journal here")
    return found


def _line(row: Row) -> str:
    place = f"row {row.list_row}" if row.list_row else ""
    note = f"  {row.note}" if row.note else ""
    when = _time(row.finished_at or row.attempted_at or row.queued_at)
    return (
        f"{row.id:>7}  {row.state.value.replace('_', ' '):<10}  {row.masked:<16}  {row.campaign}  {place}  {when}{note}"
    )


def _time(seconds: float | None) -> str:
    from smslint.sending.journal.entries import moment

    return "" if seconds is None else moment(seconds).isoformat(timespec="seconds")


def _export(rows: Iterable[Row], path: Path, journal: Path) -> None:
    """Write the rows, completely or not at all.

    :raises ConfigError: if the place cannot be written, or the journal is there.
    """
    from smslint.real_paths import first_same
    from smslint.writing import write_bytes

    if first_same(path, of_journal(journal)):
        raise ConfigError(f"{path}: is the journal, or belongs to it, and is not overwritten: name another file")
    times = ("queued_at", "attempted_at", "finished_at")
    text = io.StringIO(newline="")
    writer = None
    for row in rows:
        record = {
            **row._asdict(),
            **{name: _time(getattr(row, name)) for name in times},
            "state": row.state.value,
        }
        if writer is None:
            writer = csv.DictWriter(text, record)
            writer.writeheader()
        writer.writerow(record)
    try:
        write_bytes(path, text.getvalue().encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from None
