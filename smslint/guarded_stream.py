"""Streams that print nothing that their reader would obey: a terminal obeys escapes, and the runners of CI obey commands in lines."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from typing import Any, BinaryIO, Final

_CONTROLS: Final = (
    # Our own colours (ECMA-48 SGR) are kept; other controls, and characters that change the direction of the text, are not.
    r"(\x1b\[(?:[0-49]|3[0-7]|9[0-7])?(?:;[0-9]{1,2})?m)"
    r"|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LINK: Final = r"(\x1b\]8;;(?:https?://[!-~]+)?\x1b\\)|"
"""The start and the end of a link of ours (OSC 8)."""
_COMMAND_ANYWHERE: Final = r"##(?=\[|vso\[|teamcity\[)"
"""A command that a runner looks for anywhere in a line: ``##[name]``, in Azure Pipelines ``##vso[name]``, in TeamCity ``##teamcity[name]``."""
_OURS: Final = r"(?!^##vso\[task\.logissue )"
"""Not what reports for Azure Pipelines begin a line with."""
_COMMAND_AT_START: Final = r"((?:\A|[\r\n])\s*):(?=:)"
"""A command ``::name::``: the runner of GitHub looks for it after the blanks at the start of a line. A carriage return ends a line too."""
_BREAK: Final = r"[\r\n]"


def obeys_lines() -> bool:
    """Whether the output is read by a runner that obeys commands in it: of GitHub Actions, Azure Pipelines or TeamCity."""
    stated = os.environ
    return stated.get("GITHUB_ACTIONS") == "true" or bool(stated.get("TF_BUILD") or stated.get("TEAMCITY_VERSION"))


class GuardedStream:
    """A stream that prints nothing that its reader would obey.

    In CI ``##[`` is printed as ``#\\u0023[``, which is the same text for a reader of JSON, and ``::`` at the start of a line as
    ``\\u003a:``. On a terminal, controls are printed as their code points.
    """

    buffer = None  # click must not write to it directly
    commands = False
    """Whether what is printed now is our own workflow commands."""
    links = False
    """Whether links in what is printed now are ours."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._terminal = bool(stream.isatty())
        self._lines = obeys_lines()
        self._line_started = False

    def write(self, text: str) -> int:
        """Print text, without what would be obeyed."""
        shown = text
        if self._terminal:
            shown = without_controls(shown, links=self.links)
        if self._lines:
            shown = re.sub(
                f"{_OURS if self.commands else ''}{_COMMAND_ANYWHERE}", r"#\\u0023", shown, flags=re.MULTILINE
            )
            if not self.commands:
                # The rest of a line that has started is not at the start of a line.
                end = re.search(_BREAK, shown)
                kept = 0 if not self._line_started else end.start() if end else len(shown)
                shown = shown[:kept] + re.sub(_COMMAND_AT_START, r"\1\\u003a", shown[kept:])
            last = max(shown.rfind("\n"), shown.rfind("\r"))
            self._line_started = bool(shown[last + 1 :].strip()) or (self._line_started and last < 0)
        self._stream.write(shown)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Print several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def without_controls(text: str, *, links: bool = False) -> str:
    """A text that no terminal obeys: controls as their code points; colours are kept.

    :param links: whether links (OSC 8) are kept too.
    """
    return re.sub(f"{_LINK if links else ''}{_CONTROLS}", _shown, text)


def of_others(text: str) -> str:
    """A text of somebody else, whose colours are not ours: joiners and variation selectors stay, as they are parts of it."""
    return without_controls(text.replace("\x1b", "<U+001B>"))


def _shown(found: re.Match[str]) -> str:
    return found[0] if any(found.groups()) else f"<U+{ord(found[0]):04X}>"


def guarded(file: BinaryIO) -> BinaryIO:
    """An open file that is no regular file, guarded if it leads to a terminal, or in CI to our own output."""
    if file.isatty() or (obeys_lines() and _is_output(file)):
        return _GuardedFile(file)  # type: ignore[return-value]
    return file


def _is_output(file: BinaryIO) -> bool:
    """Whether a file is the same pipe or file as standard output or standard error."""
    for number in (1, 2):
        try:
            if os.path.samestat(os.fstat(number), os.fstat(file.fileno())):
                return True
        except OSError:  # the stream was closed
            continue
    return False


class _GuardedFile(io.BufferedIOBase):
    """Bytes on their way to a terminal or a runner. What is not UTF-8 is shown as escapes."""

    def __init__(self, file: BinaryIO) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
        self._sink = io.TextIOWrapper(file, "utf-8", "backslashreplace", newline="", write_through=True)
        self._guard = GuardedStream(self._sink)
        self._guard.commands = getattr(sys.stdout, "commands", False)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._guard.write(self._decoder.decode(bytes(data)))
        return len(data)

    def flush(self) -> None:
        if not self._sink.closed:
            self._sink.flush()

    def close(self) -> None:
        if not self.closed:
            self._guard.write(self._decoder.decode(b"", final=True))
            self._sink.close()
            super().close()
