"""``smslint suppress from-inbound``: read opt-outs and opt-ins from an export of replies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smslint.cli.printing import say
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sending.replies import Applied, Mark, Replies

_SHOWN = 10


@click.command(
    "from-inbound", short_help="Find opt-outs in an export of replies.",
    epilog="\b\nExamples:\n"
    "  smslint suppress from-inbound replies.csv\n"
    "  smslint suppress from-inbound replies.jsonl --provider twilio",
)  # fmt: skip
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--list", "path", type=click.Path(path_type=Path, dir_okay=False), default=Path("suppressed.db"), show_default=True,
    envvar="SMSLINT_SUPPRESS", help="The suppression list, one SQLite file.",
)  # fmt: skip
@click.option("--provider", help="The provider whose keywords count, such as twilio; by default the common ones.")
@click.option("--locale", help="The language of the replies, such as es-MX, if the rows do not have it.")
@click.option("--region", metavar="ISO2", help="Country of numbers without a country code, such as US.")
@click.option(
    "--from-column", metavar="NAME", help="The column of the sender of each reply: its name, or its number from 1."
)
@click.option("--body-column", metavar="NAME", help="The column of the replies: its name, or its number from 1.")
@click.option("--dry-run", is_flag=True, help="Show what the replies mean; write nothing.")
def command(
    source: Path, path: Path, provider: str | None, locale: str | None, region: str | None, from_column: str | None,
    body_column: str | None, dry_run: bool,
) -> int:  # fmt: skip
    """Add everyone who opted out in FILE to the list. FILE is an export of inbound messages: CSV or JSON Lines.

    Keywords count, and so does plain wording ("please stop texting me"), in other languages too. START removes a number
    that an earlier reply added, if both have a date and START is later. Exit status: 1 if an opt-out came from something
    that is not a valid number, 2 wrong usage.
    """
    from smslint.recipients.suppression_store import SuppressionStore
    from smslint.sending.replies import apply, read_replies

    replies = read_replies(
        source, provider=provider, locale=locale, region=region, from_column=from_column, body_column=body_column
    )
    say(
        f"{plural(replies.rows, 'reply')} read: {plural(len(replies.opted_out), 'number')} opted out, {len(replies.opted_in):,} opted in"
    )
    for line in _concerns(replies):
        say(line)
    if not dry_run:
        with SuppressionStore(path, create=True) as store:
            for line in _changes(apply(replies, store), path, len(store)):
                say(line)
    for bad in replies.unreadable[:_SHOWN]:
        say(
            f"warning: row {bad.row}: {_who(bad)} opted out, but this is not a valid number, so nobody is protected",
            err=True,
        )
    return 1 if replies.unreadable else 0


def _concerns(replies: Replies) -> Iterator[str]:
    if replies.review:
        yield f"Counted as opt-outs, but please review them ({len(replies.review):,}):"
        yield from _marks(replies.review)


def _changes(applied: Applied, path: Path, size: int) -> Iterator[str]:
    yield f"{applied.added:,} added, {applied.known:,} already there, {len(applied.lifted):,} removed; {size:,} now on {path}"
    if applied.kept:
        yield "Opted in, but still on the list: START is not certainly later than the opt-out, or a reply did not add the number."
        yield "To remove a number after checking it: smslint suppress remove NUMBER"
        yield from _marks(applied.kept)


def _marks(marks: list[Mark]) -> Iterator[str]:
    for mark in marks[:_SHOWN]:
        yield f"  row {mark.row}, {_who(mark)}: {mark.words[:60]}"
    if len(marks) > _SHOWN:
        yield f"  and {len(marks) - _SHOWN:,} more"


def _who(mark: Mark) -> str:
    from smslint.numbers.masking import mask

    return mask(mark.number) if mark.number.strip() else "(empty)"
