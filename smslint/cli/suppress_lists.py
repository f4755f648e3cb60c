"""``smslint suppress list``, ``export`` and ``sync``: a whole suppression list shown, written to a file, and made equal to one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from smslint.cli.printing import echo_json, say
from smslint.errors import RecipientsError
from smslint.recipients.suppression import SuppressedNumber, Unreadable
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GROUPS: Final = 10
_SHOWN: Final = 10
_MANY: Final = 10_000
_COLUMNS: Final = ("phone", "reason", "source", "date")


def list_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names the list."""
    return click.option(
        "--list", "path", type=click.Path(path_type=Path, dir_okay=False), default=Path("suppressed.db"), show_default=True,
        envvar="SMSLINT_SUPPRESS", help="The suppression list, one SQLite file.",
    )(function)  # fmt: skip


@click.command(
    "list", short_help="Show what is on the list.", epilog="\b\nExamples:\n  smslint suppress list --limit 50"
)
@list_option
@click.option(
    "--limit", type=click.IntRange(0), default=20, show_default=True, help="Show this many entries, the latest first."
)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="How to report.")
def show(path: Path, limit: int, format_: str) -> int:
    """Show how many numbers are on the list, from which source and why, and the latest entries. Numbers are masked."""
    from smslint.numbers.masking import mask, mask_all
    from smslint.recipients.suppression_store import SuppressionStore

    with SuppressionStore(path) as store:
        size = len(store)
        # What people wrote may contain a number, too.
        groups = [(mask_all(source), mask_all(reason), count) for source, reason, count in store.groups()]
        latest = [
            SuppressedNumber(mask(each.number), mask_all(each.reason), mask_all(each.source), each.date)
            for each in store.latest(limit)
        ]
    if format_ == "json":
        import json

        echo_json(json.dumps({
            "version": 1, "list": str(path), "numbers": size,
            "groups": [{"source": source, "reason": reason, "numbers": count} for source, reason, count in groups],
            "latest": [each._asdict() for each in latest],
        }, ensure_ascii=False, indent=2))  # fmt: skip
        return 0
    say(f"{plural(size, 'number')} on {path}")
    for source, reason, count in groups[:_GROUPS]:
        say(f"  {count:>12,}  {source or 'no source'}: {reason or 'no reason'}")
    if rest := groups[_GROUPS:]:
        say(f"  {sum(count for *_, count in rest):>12,}  for {plural(len(rest), 'more group')}")
    if latest:
        say("the latest:" if len(latest) < size else "all of them:")
    for each in latest:
        say(f"  {each.number}  {', '.join(filter(None, each[1:]))}".rstrip())
    return 0


@click.command(
    "export", short_help="Write the list to a file.", epilog="\b\nExamples:\n  smslint suppress export stop.csv"
)
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@list_option
def export(target: Path, path: Path) -> int:
    """Write all numbers to FILE, with reason, source and date: CSV, TSV, JSON Lines, Parquet, Arrow or .xlsx, by its name.

    FILE has the full numbers, so that a provider can read it.
    """
    from smslint.cli.kept_inputs import keep
    from smslint.recipients.out_forms import Rows, out_form
    from smslint.recipients.output import appearing
    from smslint.recipients.rows_out import rows_out
    from smslint.recipients.suppression_store import SuppressionStore

    form = out_form(target)
    keep([target], [path])
    with SuppressionStore(path) as store, appearing((target,), [path]) as (file,):
        assert file is not None
        out = rows_out(file, form, {}, _COLUMNS)
        entries, count = store.entries(), 0
        while some := [list(each) for each in islice(entries, _MANY)]:
            out.add(Rows([()] * len(some), some))
            count += len(some)
        out.close()
    say(f"{plural(count, 'number')} written to {target}")
    return 0


@click.command(
    "sync", short_help="Make the list hold the numbers in a file.",
    epilog="\b\nExamples:\n"
    "  smslint suppress sync provider-opt-outs.csv\n"
    "  smslint suppress sync provider-opt-outs.csv --exactly --source twilio",
)  # fmt: skip
@click.argument("given", metavar="FILE", type=click.Path(path_type=Path))
@list_option
@click.option("--exactly", is_flag=True, help="Remove the numbers that are not in FILE.")
@click.option(
    "--source", metavar="NAME", default="",
    help="Where the numbers come from, such as twilio: with --exactly, only numbers from there are removed.",
)  # fmt: skip
@click.option("--accept-loss", is_flag=True, help="With --exactly: accept that many numbers disappear.")
@click.option("--region", metavar="ISO2", help="Country of numbers without a country code, such as US.")
@click.option("--dry-run", is_flag=True, help="Count what would change; change nothing.")
def sync(
    given: Path, path: Path, exactly: bool, source: str, accept_loss: bool, region: str | None, dry_run: bool
) -> int:
    """Make the list hold the numbers in FILE: an export of a provider or any list of numbers, in any form that smslint reads.

    By default numbers are only added. With --exactly the list holds exactly these numbers afterwards; if more than one number and more
    than one of a hundred would disappear, nothing is changed. All changes are made, or none. Exit status: 1 if an entry is no valid
    number, 2 if nothing was changed.
    """
    from smslint.recipients.suppression_store import SuppressionStore

    if accept_loss and not exactly:
        raise click.UsageError("--accept-loss needs --exactly")
    unreadable: list[Unreadable] = []
    with SuppressionStore(path, create=not dry_run) as store:
        entries = _entries(given, region, source, unreadable)
        done = store.sync(entries, exactly=exactly, source=source, lossy=accept_loss, dry_run=dry_run)
    verb = "would be " if dry_run else ""
    stays = "stays" if done.others == 1 else "stay"
    stay = f"; {plural(done.others, 'other')} {stays}" if done.others else ""
    say(f"{done.added:,} {verb}added, {done.removed:,} {verb}removed{stay}; {plural(done.size, 'number')} on {path}")
    warn(given, unreadable)
    return 1 if unreadable else 0


def _entries(given: Path, region: str | None, source: str, unreadable: list[Unreadable]) -> Iterator[SuppressedNumber]:
    """The numbers of a file.

    :param unreadable: takes its other entries.
    :raises RecipientsError: at the end, if there was no number, or there were more other entries: it is another file.
    """
    from smslint.recipients.suppression_files import entries

    count = 0
    for each in entries(given, region, given.name):
        if isinstance(each, Unreadable):
            unreadable.append(each)
        else:
            count += 1
            yield each._replace(source=source) if source else each
    if count <= len(unreadable):
        many = (
            f"no valid number: {len(unreadable):,} of its {plural(count + len(unreadable), 'entry')}"
            if unreadable
            else "it has no numbers"
        )
        raise RecipientsError(f"{given}: {many}, so it may be another file, or not complete. Nothing was changed.")


def warn(source: Path, unreadable: list[Unreadable]) -> None:
    """Say which entries of a file protect nobody."""
    for bad in unreadable[:_SHOWN]:
        say(f"warning: {source}:{bad.line}: {bad.masked} is not a valid number, so this line protects nobody", err=True)
    if len(unreadable) > _SHOWN:
        say(f"warning: and {plural(len(unreadable) - _SHOWN, 'more such line')}", err=True)
