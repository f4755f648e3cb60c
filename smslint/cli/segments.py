"""``smslint segments``: how one text is split into segments, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

from smslint.cli.printing import echo, echo_json
from smslint.cli.terminal import color_option, columns, typed, use_color

_WIDEST = 80
_LONGEST_NAME = 200
_LARGEST = 4 * 1024 * 1024
"""Bytes of a text."""


@click.command(
    "segments",
    short_help="Show how one text is split into segments.",
    epilog="\b\nExamples:\n  smslint segments 'Your code is 482913'\n  smslint segments --file welcome.txt --provider twilio"
    "\n  pbpaste | smslint segments - --national tr",
)
@click.argument("text", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path, dir_okay=False), help="Read the text from a file.")
@click.option("--provider", metavar="NAME", help="Count as this provider sends it: twilio, aws, bird, sinch ...")
@click.option("--smart-encoding/--no-smart-encoding", default=None, help="Whether the provider's smart encoding is on.")
@click.option(
    "--national",
    "languages",
    metavar="LANG",
    multiple=True,
    help="Allow the national shift tables of a language: tr, hi ...",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@color_option
def command(
    text: str | None,
    path: Path | None,
    provider: str | None,
    smart_encoding: bool | None,
    languages: tuple[str, ...],
    form: str,
    color: str,
) -> None:
    """Show the segments of a text, with the characters that make it cost more.

    TEXT is the message itself, or - to read it from standard input. One line break at the end of a file or of standard
    input is not counted. Placeholders of templates are not filled here: see smslint check.
    """
    from smslint.report.segments_json import record
    from smslint.report.segments_text import drawing
    from smslint.rules.segments import analyse

    text = typed(text) if text else text
    body = _text(text, path)
    found = analyse(body, provider, smart=smart_encoding, languages=languages)
    unknown = _other_reading(text, path, body)
    if form == "json":
        echo_json(json.dumps(record(found, unknown), ensure_ascii=False, indent=2))
        return
    from smslint.report.style import Style
    from smslint.report.width import wrap

    width = min(columns(), _WIDEST)
    for line in drawing(found, Style(use_color(color)), width):
        echo(line)
    for note in unknown:
        for line in ("", *wrap(note, width)):
            echo(line)


def _text(text: str | None, path: Path | None) -> str:
    """The message, from the argument, a file or standard input.

    :raises SmslintError: if a file cannot be read or is not text.
    """
    if (text is None) == (path is None):
        raise click.UsageError("Give one text: as an argument, with --file FILE, or - for standard input.")
    if path is None and text != "-":
        return text or ""
    from smslint.errors import ConfigError
    from smslint.sources.encoding import decode

    try:
        data = _read(sys.stdin.buffer) if path is None else _bytes_of(path)
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}") from error
    body = decode(data).text
    return body[:-2] if body.endswith("\r\n") else body.removesuffix("\n")


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:  # it may be a pipe, which has no size
        return _read(file)


def _read(file: BinaryIO) -> bytes:
    from smslint.errors import ConfigError

    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ConfigError(f"this is too large for the text of one message (more than {_LARGEST // 1024**2} MiB)")
    return data


def _other_reading(text: str | None, path: Path | None, body: str) -> list[str]:
    """What is counted, where it may not be what was meant.

    :param body: the counted text.
    """
    from smslint.sources.registry import UNKNOWN, by_root, source_for

    if path is None:
        named = text is not None and len(text) < _LONGEST_NAME and "\0" not in text and Path(text).is_file()
        return (
            [f"The text itself was counted. There is a file of this name: --file {text} counts its content."]
            if named
            else []
        )
    source = by_root(source_for(path.name), body).source
    if source == "plain":
        return []
    reads = "smslint does not read this format" if source == UNKNOWN else "smslint check reads the messages in it"
    return [f"The whole file was counted as one message; {reads}."]
