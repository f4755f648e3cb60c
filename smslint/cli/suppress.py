"""``smslint suppress``: the list of numbers that must not be texted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smslint import clock
from smslint.cli.printing import say
from smslint.cli.suppress_inbound import command as from_inbound
from smslint.cli.suppress_lists import export, list_option, show, sync, warn
from smslint.errors import RecipientsError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.recipients.suppression import SuppressedNumber, Unreadable


@click.group()
def command() -> None:
    """Manage the list of numbers that must not be texted. Pass it to recipients and preflight with --suppress."""


for each in (from_inbound, show, export, sync):
    command.add_command(each)


@command.command(
    short_help="Add numbers to the list.",
    epilog="\b\nExamples:\n  smslint suppress add +14155550123 --reason STOP",
)
@click.argument("numbers", nargs=-1, required=True)
@list_option
@click.option("--reason", default="", help="Why: STOP, bounced, asked by phone.")
@click.option("--source", default="", help="Where the entry came from: inbound, import, support.")
@click.option("--date", metavar="YYYY-MM-DD", help="The date; today by default.")
@click.option("--region", metavar="ISO2", help="Country of numbers without a country code, such as US.")
def add(numbers: tuple[str, ...], path: Path, reason: str, source: str, date: str | None, region: str | None) -> int:
    """Add NUMBERS to the list. A number that is already there keeps its first entry."""
    from smslint.recipients.suppression import SuppressedNumber
    from smslint.recipients.suppression_store import SuppressionStore

    when = _date(date)
    entries = [SuppressedNumber(_canonical(number, region), reason, source, when) for number in numbers]
    with SuppressionStore(path, create=True) as store:
        new = store.add(entries)
        say(f"{new:,} added, {len(entries) - new:,} already there; {plural(len(store), 'number')} on {path}")
    return 0


@command.command(
    "import",
    short_help="Add the numbers in a file to the list.",
    epilog="\b\nExamples:\n  smslint suppress import stop.txt",
)
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@list_option
@click.option("--region", metavar="ISO2", help="Country of numbers without a country code, such as US.")
def import_(source: Path, path: Path, region: str | None) -> int:
    """Add the numbers in FILE to the list: text, CSV or JSON Lines, with reason, source and date if it has them."""
    from smslint.recipients.suppression_files import entries
    from smslint.recipients.suppression_store import SuppressionStore

    unreadable: list[Unreadable] = []
    with SuppressionStore(path, create=True) as store:
        before = len(store)
        store.add(_readable(entries(source, region, source.name), unreadable))
        say(f"{len(store) - before:,} added; {plural(len(store), 'number')} on {path}")
    warn(source, unreadable)
    return 1 if unreadable else 0


@command.command(
    short_help="Say whether numbers are on the list.",
    epilog="\b\nExamples:\n  smslint suppress check +14155550123",
)
@click.argument("numbers", nargs=-1, required=True)
@list_option
@click.option("--region", metavar="ISO2", help="Country of numbers without a country code, such as US.")
def check(numbers: tuple[str, ...], path: Path, region: str | None) -> int:
    """Say whether NUMBERS are on the list. Exit status 1 if any of them is."""
    from smslint.numbers.masking import mask
    from smslint.recipients.suppression_store import SuppressionStore

    found = False
    with SuppressionStore(path) as store:
        for number in numbers:
            canonical = _canonical(number, region)
            entry = store.find(canonical)
            known = [word for word in (entry.reason, entry.source, entry.date) if word] if entry else []
            state = f"suppressed{': ' if known else ''}{', '.join(known)}" if entry else "not on the list"
            say(f"{mask(canonical)}  {state}")
            found |= entry is not None
    return 1 if found else 0


@command.command(
    short_help="Remove a number from the list.",
    epilog="\b\nExamples:\n  smslint suppress remove +14155550123",
)
@click.argument("number")
@list_option
def remove(number: str, path: Path) -> int:
    """Remove NUMBER from the list, for a person who has opted in again."""
    from smslint.numbers.masking import mask
    from smslint.recipients.suppression_store import SuppressionStore

    canonical = _canonical(number, None)
    with SuppressionStore(path) as store:
        if not store.remove(canonical):
            raise RecipientsError(f"{mask(canonical)} is not on {path}.")
        say(f"{mask(canonical)} removed; {plural(len(store), 'number')} on {path}")
    return 0


def _canonical(text: str, region: str | None) -> str:
    from smslint.numbers.e164 import check_number
    from smslint.numbers.masking import mask

    number = check_number(text, region)
    canonical = number.e164 or number.suggestion
    if canonical is None:
        raise RecipientsError(f"{mask(text)} is not a valid number: {number.note}")
    return canonical


def _readable(
    found: Iterator[SuppressedNumber | Unreadable], unreadable: list[Unreadable]
) -> Iterator[SuppressedNumber]:
    from smslint.recipients.suppression import SuppressedNumber

    for each in found:
        if isinstance(each, SuppressedNumber):
            yield each
        else:
            unreadable.append(each)


def _date(word: str | None) -> str:
    if word is None:
        return clock.today().isoformat()
    try:
        return dt.date.fromisoformat(word).isoformat()
    except ValueError:
        raise RecipientsError(f"--date {word!r} is not a date such as 2026-11-23.") from None
