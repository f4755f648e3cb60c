"""One list in one file: a list of any form, open to be read more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.calling import called
from smslint.errors import RecipientsError
from smslint.recipients import bytestream, letters
from smslint.recipients.batch import Row, breaks
from smslint.recipients.other_formats import refuse_pipe, what_it_is
from smslint.recipients.packed import COLUMNAR, COMPRESSED, is_spreadsheet
from smslint.recipients.places import Files, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from smslint.recipients.batch import Batch, Format
    from smslint.recipients.bytestream import Encoding
    from smslint.recipients.headers import Roles

BATCH: Final = 512
"""Rows per batch: few enough to stay in the processor's cache."""


class RecipientList:
    """An open list. It can be read more than once. It is a context manager, because pipes and spreadsheets need temporary files."""

    def __init__(
        self, name: str, path: Path, form: Format, encoding: Encoding, *, temporary: tuple[Path, ...] = ()
    ) -> None:
        """An open list.

        :param temporary: the files that are removed when it is closed.
        """
        self.name = name
        self.path = path
        self.form = form
        self.encoding = encoding
        self.size = path.stat().st_size
        self.files = Files()
        self._temporary = temporary
        self._stamp = self._fingerprint()
        if found := letters.find(self):
            form.roles = form.roles._replace(letters=found)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return self.form.columns

    @property
    def roles(self) -> Roles:
        """The role of each column."""
        return self.form.roles

    @property
    def phone(self) -> int:
        """The index of the column of phone numbers."""
        assert self.form.roles.phone is not None
        return self.form.roles.phone

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the bytes are."""
        return (self.path,)

    def place(self, row: int) -> Place:
        """Where a row is that was read."""
        return self.files.place(row)

    @property
    def notes(self) -> list[str]:
        """What is unusual about the file, in sentences for people."""
        note = f"The file was read as {self.encoding.note}."
        return [
            *([note] if self.encoding.note else []),
            *self.form.notes,
            *letters.notes(self.columns, self.roles.letters),
        ]

    def batches(
        self, size: int = BATCH, *, raw: bool = False, progress: Callable[[int], object] | None = None
    ) -> Iterator[Batch]:
        """The rows, from the start.

        :param raw: include the text of each row as it is in the file.
        :param progress: called with the number of bytes read.
        :raises RecipientsError: for a row that cannot be read, or if the file has changed since it was opened.
        """
        if self._fingerprint() != self._stamp:
            raise RecipientsError(f"{self.name}: the file changed while it was being read. Start again.")
        return self._named(self.form.batches(size, raw=raw, progress=progress))

    def _named(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The batches; an error names the list, not a temporary file."""
        try:
            yield from batches
        except RecipientsError as error:
            if not self._temporary:
                raise
            text = str(error).removeprefix(f"{self.path.name}: ")
            raise type(error)(f"{self.name}: {text}") from error

    def rows(self) -> Iterator[Row]:
        """The rows one at a time, for short lists."""
        for batch in self.batches():
            line = batch.line
            for index, cells in enumerate(batch.rows):
                yield Row(batch.first + index, line, cells)
                line += 1 + (sum(map(breaks, cells)) if batch.folded else 0)

    def close(self) -> None:
        """Remove the temporary files: the copy of a pipe, the rows of a spreadsheet."""
        for path in self._temporary:
            bytestream.discard(path)
        self._temporary = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fingerprint(self) -> tuple[int, int]:
        stat = self.path.stat()
        return stat.st_size, stat.st_mtime_ns


class How(NamedTuple):
    """How to open a list."""

    named: Mapping[str, str]
    """The columns that the user named, by role."""
    encoding: str | None
    sheet: str | None
    temporary: tuple[Path, ...] = ()
    """The files that are removed when the list is closed."""
    unpacked: bool = False


def open_temporary(name: str, path: Path, how: How) -> RecipientList:
    """Open a temporary file, which is removed with the list, or if it is no list."""
    with bytestream.removed_after_an_error(path):
        return open_file(name, path, how._replace(temporary=(*how.temporary, path)))


def open_file(name: str, path: Path, how: How) -> RecipientList:
    try:
        refuse_pipe(path)
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise RecipientsError(f"{name}: {error.strerror or error}.") from error
    if not head:
        raise RecipientsError(f"{name}: the file is empty.")
    try:
        if head.startswith(COMPRESSED) and not how.unpacked:
            from smslint.recipients.compressed import unpack

            return open_temporary(name, unpack(path, head), how._replace(unpacked=True))
        return _read(name, path, head, how)
    except RecipientsError as error:
        text = str(error).removeprefix(f"{path.name}: ")
        raise type(error)(text if text.startswith(name) else f"{name}: {text}") from error


def _read(name: str, path: Path, head: bytes, how: How) -> RecipientList:
    kind = _kind(path, head)
    if kind == "spreadsheet":
        from smslint.recipients.spreadsheet import SpreadsheetFormat

        form = SpreadsheetFormat(path, how.named, how.sheet)
        utf8 = bytestream.Encoding("utf-8")
        with bytestream.removed_after_an_error(form.rows):
            return RecipientList(name, path, form, utf8, temporary=(*how.temporary, form.rows))
    if how.sheet is not None:
        raise RecipientsError(f"{called('sheet', repr(how.sheet))} names a sheet, and this file is no spreadsheet.")
    if kind == "arrow":
        from smslint.recipients.arrow import ArrowFormat

        utf8 = bytestream.Encoding("utf-8")
        return RecipientList(name, path, ArrowFormat(path, how.named), utf8, temporary=how.temporary)
    found = bytestream.Encoding(_codec(how.encoding)) if how.encoding else bytestream.detect(path)
    if kind == "jsonl":
        from smslint.recipients.jsonlines import JsonLinesFormat

        return RecipientList(name, path, JsonLinesFormat(path, found, how.named), found, temporary=how.temporary)
    from smslint.recipients.csvlist import CsvFormat

    return RecipientList(name, path, CsvFormat(path, found, how.named), found, temporary=how.temporary)


def _kind(path: Path, head: bytes) -> str:
    """The format of a file, from its first bytes instead of its name."""
    if head.startswith(COLUMNAR):
        return "arrow"
    if is_spreadsheet(path, head):
        return "spreadsheet"
    if problem := what_it_is(head):
        raise RecipientsError(problem)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{") or path.suffix in {".jsonl", ".ndjson"}:
        return "jsonl"
    return "csv"


def _codec(name: str) -> str:
    from smslint.sources.encoding import codec_of

    try:
        return codec_of(name)
    except LookupError:
        raise RecipientsError(f"{called('encoding', repr(name))} is unknown; try utf-8, cp1252 or utf-16.") from None
