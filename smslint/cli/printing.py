"""Printing without click, which takes longer to import than one message takes to check; and the guard that all output passes.

Reports show text of templates, lists, providers and file names. A terminal obeys escape sequences in such text, and GitHub Actions obeys
workflow commands in it, so :class:`~smslint.guarded_stream.GuardedStream` takes their effect away, whichever command prints them.
"""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from smslint.guarded_stream import GuardedStream, obeys_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON_ESCAPES: Final = "smslint.json_escapes"
"""The name of an error handler of codecs: a character that the encoding does not have becomes its JSON escape, valid in all formats."""


@contextmanager
def guarded_output() -> Iterator[None]:
    """Guard standard output and standard error; streams that were closed discard what is printed, and have nothing to read."""
    before = sys.stdout, sys.stderr
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 (as long as the process)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # It stays replaced: Python and libraries print at the end of the process too.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
            continue
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=JSON_ESCAPES)
        if stream.isatty() or obeys_lines():
            setattr(sys, name, GuardedStream(stream))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = (old or new for old, new in zip(before, (sys.stdout, sys.stderr), strict=True))


@contextmanager
def workflow_commands() -> Iterator[None]:
    """Print our own workflow commands."""
    stream = sys.stdout
    if not isinstance(stream, GuardedStream):
        yield
        return
    stream.commands = True
    try:
        yield
    finally:
        stream.commands = False


@contextmanager
def our_links() -> Iterator[None]:
    """Print our own links (OSC 8), in texts that are visible."""
    stream = sys.stdout
    if not isinstance(stream, GuardedStream):
        yield
        return
    stream.links = True
    try:
        yield
    finally:
        stream.links = False


def unguarded(stream: Any) -> Any:
    """The stream below a guard, for a progress bar, which moves the cursor."""
    return stream._stream if isinstance(stream, GuardedStream) else stream  # noqa: SLF001


def echo(text: str = "", *, err: bool = False, nl: bool = True, color: bool | None = True) -> None:
    """Print like ``click.echo``, which is imported only where it does more than writing: for colours, and on Windows.

    :param color: whether colours in the text stay, as the command has decided; ``None`` for those that only a terminal gets.
    """
    if "\x1b" in text or os.name == "nt":
        import click

        # With a stream of ours: click replaces a standard output that is not UTF-8 by one that is.
        click.echo(text, sys.stderr if err else sys.stdout, nl=nl, color=color)
        return
    stream = sys.stderr if err else sys.stdout
    if stream is not None:
        stream.write(f"{text}\n" if nl else text)
        stream.flush()


def echo_raw(text: str) -> None:
    """Print what another program reads in UTF-8, every byte of it, unless the output obeys what is in it."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or isinstance(sys.stdout, GuardedStream):
        echo(text, nl=False)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "surrogateescape"))
    buffer.flush()


def echo_json(text: str) -> None:
    """Print JSON, with hidden characters as escapes: a terminal may obey it when it has gone through a pipe, too."""
    from smslint.report.records import without_hidden

    echo(as_ascii(without_hidden(text)))


def as_ascii(json: str) -> str:
    """JSON, as ASCII where a reader that expects UTF-8 could not read it."""
    return json if _is_unicode() else json.encode("ascii", JSON_ESCAPES).decode()


def as_ascii_xml(xml: str) -> str:
    """XML, as ASCII in the same places, without the encoding that its declaration states."""
    return (
        xml if _is_unicode() else xml.replace(' encoding="UTF-8"', "", 1).encode("ascii", "xmlcharrefreplace").decode()
    )


def _is_unicode() -> bool:
    """Whether standard output is UTF-8, and not under ``LC_ALL=C``, where Python prints UTF-8, but what reads it may not expect that."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name == "utf-8" and os.environ.get("LC_ALL") not in {"C", "POSIX"}


def say(text: str, *, err: bool = False) -> None:
    """Print one line for people. What is in it, such as the name of a file, neither ends the line nor controls a terminal."""
    from smslint.report.width import visible

    echo(visible(text), err=err)


def _json_escapes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2)), error.end


codecs.register_error(JSON_ESCAPES, _json_escapes)
