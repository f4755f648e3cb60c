"""``smslint discover``: files that look like messages, and the configuration lines that select them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from smslint.cli.printing import echo, echo_json, say
from smslint.errors import ConfigError
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.project.candidate import Candidate
    from smslint.project.discover import Discovery
    from smslint.project.unread_formats import Broken, UnreadFormat

_MOST_BROKEN: Final = 10
"""The most files that cannot be read and are named one by one."""


@click.command(epilog="Example: smslint discover src/")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to print it.")
def command(folder: Path, form: str) -> int:
    """List files and keys below FOLDER that look like text messages, with the reasons and the lines to paste.

    This changes nothing: smslint check reads only the files that smslint.yaml names.
    """
    from smslint.project.discover import discover
    from smslint.project.proposals import entry_lines, proposals, useful

    if not folder.is_dir():
        raise ConfigError(f"{folder}: there is no such folder")
    seen = discover(folder)
    found = seen.candidates
    entries = useful(proposals(found), folder)
    if form == "json":
        echo_json(_json(seen, ["\n".join(entry_lines(each)) for each in entries]))
        return 0
    for each in found:
        for line in lines(each):
            say(line)
    for line in (*unread_lines(seen.unread), *broken_lines(seen.broken)):
        say(line)
    if not found:
        where = "this folder" if str(folder) == "." else folder
        say(f"Nothing below {where} looks like a text message. Name your files in smslint.yaml under messages.")
        return 0
    echo("\nReview these lines, then add them to smslint.yaml (or run smslint init):\n\nmessages:")
    for entry in entries:
        echo("\n".join(entry_lines(entry)) + (f"  # {entry.note}" if entry.left_out else ""))
    return 0


def lines(each: Candidate) -> list[str]:
    """A candidate as text."""
    from smslint.report.width import visible

    texts = plural(each.count, "text")
    keys = f" ({', '.join(each.globs[:3])})" if each.globs else ""
    return [
        f"{visible(each.path)}: {texts}{visible(keys)}: {'; '.join(each.reasons[:3])}",
        *map(_example, each.examples),
    ]


def _example(text: str) -> str:
    from smslint.report.width import visible

    shown = visible(" ".join(text.split()))
    return f"    {shown if len(shown) <= 70 else shown[:69] + '…'}"


def unread_lines(unread: Iterable[UnreadFormat]) -> list[str]:
    """What may contain messages and is not read, a line for each format."""
    from smslint.report.width import visible

    return [
        f"not read: {plural(len(each.paths), 'file')} in the format {visible(each.suffix)}, such as {visible(each.paths[0])}"
        for each in unread
    ]


def broken_lines(broken: Sequence[Broken]) -> list[str]:
    """The files that could not be read as a whole, with the place of the error; a limited number of them."""
    from smslint.report.width import visible

    lines = [f"not read: {visible(each.path)}:{each.line}: {visible(each.why)}" for each in broken[:_MOST_BROKEN]]
    more = len(broken) - len(lines)
    return [*lines, f"not read: {plural(more, 'more file')} that could not be read"] if more else lines


def _json(seen: Discovery, entries: list[str]) -> str:
    import json

    records = [
        {"path": each.path, "source": each.source, "dialect": each.dialect, "keys": each.globs, "texts": each.count,
         "reasons": each.reasons, "example": each.examples[0], "examples": each.examples, "placeholders": each.placeholders,
         "left_out": each.left_out}
        for each in seen.candidates
    ]  # fmt: skip
    unread = [{"suffix": each.suffix, "paths": each.paths} for each in seen.unread]
    broken = [each._asdict() for each in seen.broken]
    return json.dumps(
        {"version": 1, "candidates": records, "messages": entries, "unread": unread, "broken": broken},
        ensure_ascii=False,
        indent=2,
    )
