"""Read one file: its text and the messages that the project's entries find in it."""

from __future__ import annotations

import re
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from smslint.errors import SourceError
from smslint.project.config_path import NAMES
from smslint.project.outcome import Selected
from smslint.records import NamedTuple, dataclass, field
from smslint.sources.damaged import refuse
from smslint.sources.encoding import decode
from smslint.sources.options import Met, Options
from smslint.sources.registry import PROGRAMS, by_root, read, source_for
from smslint.span import LineIndex, Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import stat_result
    from pathlib import Path

    from smslint.project.config import Entry
    from smslint.project.files import Target
    from smslint.sources.message import Message
    from smslint.sources.registry import Choice

_SETTINGS: Final = frozenset(name.rpartition("/")[2] for name in NAMES)
"""The names of our own configuration: its texts are settings, also those of other tools in a ``pyproject.toml``, so named on the
command line it has no message."""

_NONE: Final = later(r"(?:\breturn|(?<![=!<>])=)\s*[fFrRbBuU@$]{0,2}(?:['\"`]|'''|\"\"\")?\Z")
"""What is before a text that a variable or a result gets."""
_ANSWER: Final = later(
    r"\.(?:xml|twiml|erb|j2|jinja2?|njk|twig|blade\.php|cshtml|ejs|eex|hbs|handlebars|mustache|liquid|vm|tpl|tmpl|gotmpl|template)\Z",
    re.IGNORECASE,
)
"""Suffixes of XML and of templates."""
_BEFORE: Final = 40
"""How many characters before a text that is looked for."""
_FEWEST: Final = 8
"""Fewer entries for one file read it each for itself."""
LARGEST: Final = 64 * 1024 * 1024
"""The largest file that is read, in bytes: files of messages are much smaller."""
LARGEST_PROGRAM: Final = 4 * 1024 * 1024
"""The largest program that is read, in bytes: no person writes one as large."""
MOST: Final = 100_000
"""How many messages of a file are read."""


class FoundMessage(NamedTuple):
    """A message of a file, the entry that found it, its source and the dialect that the suffix implies."""

    message: Message
    entry: Entry | None
    source: str
    dialect: str | None


@dataclass(eq=False, repr=False)
class Reading:
    """The content of a file. With an ``error``, the messages are those before it."""

    text: str = ""
    encoding: str = "utf-8"
    lines: LineIndex = field(default_factory=lambda: LineIndex(""))
    found: list[FoundMessage] = field(default_factory=list)
    entries: list[Selected] = field(default_factory=list)
    """For each entry: what it selected."""
    error: SourceError | None = None

    @property
    def messages(self) -> list[Message]:
        """The messages, in the order in which they were found."""
        return [each.message for each in self.found]


def answers_twilio(target: Target) -> bool:
    """Whether a file of a project is an answer in TwiML, or a template of one, whatever its name says."""
    if _ANSWER.search(target.inside) is None:
        return False
    try:
        data = bytes_of(target)
    except SourceError:
        return False
    if b"<Response" not in data:
        return False
    from smslint.sources.twiml import is_answer

    return is_answer(data.decode("utf-8", errors="replace"))


def read_bytes(path: Path, status: stat_result | None = None) -> bytes:
    """The bytes of a file.

    :param status: the result of ``path.stat()``, if the caller already has it.
    :raises SourceError: if it cannot be read, is not a file, or is too large.
    """
    try:
        if not (path.is_file() if status is None else S_ISREG(status.st_mode)):
            raise SourceError("This is not a file.")
        size = (status or path.stat()).st_size
        if size > LARGEST:
            raise _too_large("file", size, LARGEST)
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (called for every file)
            return file.read()
    except OSError as error:
        raise SourceError(f"This file cannot be read: {error.strerror or error}.") from None


def _too_large(what: str, size: int, limit: int) -> SourceError:
    return SourceError(f"This {what} has {size // 1024**2} MiB; the limit is {limit // 1024**2} MiB.")


def _refuse_more(count: int, start: int) -> None:
    """Stop at the first message that is one too many."""
    if count > MOST:
        raise SourceError(f"This file has more than {MOST:,} messages; the rest is not read.", Span(start, start))


def bytes_of(target: Target, status: stat_result | None = None) -> bytes:
    """The bytes of a target.

    :param status: the result of ``target.path.stat()``, if the caller already has it.
    :raises SourceError: as :func:`read_bytes`, and for a link that leads out of the project: a repository may contain a link to anything.
    """
    if target.outside:
        raise SourceError(
            "This is a link to a file outside of the project, which is not read: name it on the command line."
        )
    return read_bytes(target.path, status)


def read_target(target: Target, data: bytes) -> Reading:
    """The messages in the bytes of a target. A message that two entries match belongs to the first."""
    reading = Reading()
    entries: tuple[Entry | None, ...] = target.entries or (None,)
    try:
        fallback = next((each.settings["encoding"] for each in entries if each and "encoding" in each.settings), None)
        reading.text, reading.encoding = decode(data, fallback=fallback)
        reading.lines = LineIndex(reading.text)
        refuse(reading.text)
        taken: set[int] = set()  # where the messages of the entries before begin
        choices = [_choice(target, reading.text, entry) for entry in entries]
        if len(data) > LARGEST_PROGRAM and any(each.source in PROGRAMS for each in choices):
            raise _too_large("program", len(data), LARGEST_PROGRAM)
        read_once = _read_once(target, reading.text, entries, choices)
        for entry, choice, found in zip(entries, choices, read_once, strict=True):
            given: dict[tuple[int, str], None] = {}  # two callers of one function may both send what begins at its text
            passed = 0
            met = Met() if entry is not None and found is None and _chooses(entry) else None
            for message, start in messages_of(target, reading.text, entry, choice, found, met):
                if start in taken or (start, message.body) in given:
                    passed += 1
                else:
                    given[start, message.body] = None
                    _refuse_more(len(reading.found) + 1, start)
                    reading.found.append(FoundMessage(message, entry, choice.source, choice.dialect))
            taken.update(start for start, _ in given)
            reading.entries.append(Selected(len(given), passed, None if met is None else tuple(sorted(met.found))))
    except SourceError as error:
        reading.error = error
    return reading


def _read_once(
    target: Target, text: str, entries: tuple[Entry | None, ...], choices: Sequence[Choice]
) -> Sequence[list[Message] | None]:
    """The messages of each of many entries; ``None`` for each that has to read the file for itself."""
    alone = [None] * len(entries)
    if len(entries) < _FEWEST or len({each.source for each in choices}) > 1:
        return alone
    from smslint.project.selecting import selected

    return selected(choices[0].source, text, [options(target.shown, each) for each in entries]) or alone


def messages_of(
    target: Target,
    text: str,
    entry: Entry | None,
    choice: Choice | None = None,
    found: Iterable[Message] | None = None,
    met: Met | None = None,
) -> Iterator[tuple[Message, int]]:
    """The messages that an entry finds in the text of a target, each with its place in the file.

    :param choice: the source and the dialect, if the caller already has them.
    :param found: what the source finds for the entry, if the caller already has it.
    :param met: where the globs of the entry that match something are noted.
    :raises SourceError: where the text cannot be read.
    """
    choice = choice or _choice(target, text, entry)
    if entry is None and target.path.name in _SETTINGS:
        return
    for message in (
        read(choice.source, text, options(target.shown, entry)._replace(met=met)) if found is None else found
    ):
        start = message.map.to_file(Span(0, 0)).start
        if message.body or message.sent or choice.source not in PROGRAMS or not _is_none(text, start):
            yield message, start


def _chooses(entry: Entry) -> bool:
    """Whether some globs or columns of an entry may match nothing although it takes messages."""
    globs = (*entry.texts("keys"), *entry.texts("names"), *entry.texts("columns"))
    return len(globs) > 1 or any(glob.startswith("!") for glob in globs)


def _is_none(text: str, start: int) -> bool:
    """Whether an empty text of a program says that there is none: ``return ""``, ``message = ''``. One in a table is a text that is missing."""
    return _NONE.search(text, max(start - _BEFORE, 0), start) is not None


def _choice(target: Target, text: str, entry: Entry | None) -> Choice:
    configured = entry.settings.get("source") if entry else None
    choice = source_for(target.shown, configured)
    return by_root(choice, text) if configured is None else choice


def options(path: str, entry: Entry | None) -> Options:
    """The options of an entry for reading a file."""
    if entry is None:
        return Options(path=path)
    settings = entry.settings
    return Options(
        path=path,
        keys=entry.texts("keys"),
        names=entry.texts("names"),
        columns=entry.texts("columns"),
        key_column=settings.get("key_column"),
        locale=settings.get("locale"),
        final_newline=settings.get("final_newline", "strip"),
        backslash_escapes=bool(settings.get("backslash_escapes", False)),
    )
