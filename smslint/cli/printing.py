"""Printing without click, which takes longer to import than one message takes to check; and the guard that all output passes.

Reports show text of templates, lists, providers and file names. A terminal obeys escape sequences in such text, and GitHub Actions obeys
workflow commands in it, so :class:`GuardedStream` takes their effect away, whichever command prints them.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS: Final = later(
    # Our own colours (ECMA-48 SGR) are kept; other controls, and characters that change the direction of the text, are not.
    r"(\x1b\[(?:[0-49]|3[0-7]|9[0-7])?(?:;[0-9]{1,2})?m)|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_COMMAND_ANYWHERE: Final = later(r"##(?=\[)")
"""A workflow command of the first kind, ``##[name]``: the runner looks for it anywhere in a line."""
_COMMAND_AT_START: Final = later(r"^(\s*):(?=:)", re.MULTILINE)
"""A workflow command of the second kind, ``::name::``: the runner looks for it after the blanks at the start of a line."""
JSON_ESCAPES: Final = "smslint.json_escapes"
"""The name of an error handler of codecs: a character that the encoding does not have becomes its JSON escape, valid in all formats."""


class GuardedStream:
    """A stream that prints nothing that its reader would obey.

    In GitHub Actions ``##[`` is printed as ``#\\u0023[``, which is the same text for a reader of JSON, and ``::`` at the start of a line as
    ``\\u003a:``. On a terminal, controls are printed as their code points.
    """

    buffer = None  # click must not write to it directly
    commands = False
    """Whether what is printed now is our own workflow commands."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._terminal = bool(stream.isatty())
        self._actions = os.environ.get("GITHUB_ACTIONS") == "true"
        self._line_started = False

    def write(self, text: str) -> int:
        """Print text, without what would be obeyed."""
        shown = text
        if self._terminal:
            shown = _CONTROLS.sub(_shown, shown)
        if self._actions:
            shown = _COMMAND_ANYWHERE.sub(r"#\\u0023", shown)
            if not self.commands:
                # The rest of a line that has started is not at the start of a line.
                head, rest = "", shown
                if self._line_started:
                    head, line_feed, rest = shown.partition("\n")
                    head += line_feed
                shown = head + _COMMAND_AT_START.sub(r"\1\\u003a", rest)
            last = shown.rpartition("\n")
            self._line_started = bool(last[2].strip()) or (self._line_started and not last[1])
        self._stream.write(shown)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Print several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _shown(found: re.Match[str]) -> str:
    return found[1] or f"<U+{ord(found[0]):04X}>"


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
        if stream.isatty() or os.environ.get("GITHUB_ACTIONS") == "true":
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


def unguarded(stream: Any) -> Any:
    """The stream below a guard, for a progress bar, which moves the cursor."""
    return stream._stream if isinstance(stream, GuardedStream) else stream  # noqa: SLF001


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print like ``click.echo``, which is imported only where it does more than writing: for colours, and on Windows."""
    if "\x1b" in text or os.name == "nt":
        import click

        click.echo(text, err=err, nl=nl)
        return
    stream = sys.stderr if err else sys.stdout
    if stream is not None:
        stream.write(f"{text}\n" if nl else text)
        stream.flush()


def _json_escapes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2)), error.end


codecs.register_error(JSON_ESCAPES, _json_escapes)
