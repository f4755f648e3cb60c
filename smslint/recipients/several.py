"""Several files that are one list: a folder, or the files that a pattern names. They have the same columns, and may differ in form."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.errors import RecipientsError
from smslint.recipients import layout, letters
from smslint.recipients.arrow import ArrowFormat
from smslint.recipients.bytestream import Encoding
from smslint.recipients.chosen import listed
from smslint.recipients.csvlist import CsvFormat
from smslint.recipients.jsonlines import JsonLinesFormat
from smslint.recipients.one_file import RecipientList, open_file
from smslint.recipients.places import Files
from smslint.wording import first_of, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from smslint.recipients.batch import Batch, Cells
    from smslint.recipients.gathered import Gathered
    from smslint.recipients.headers import Roles
    from smslint.recipients.one_file import How

_SAMPLE: Final = 20
"""The first rows of the list that help to find the columns."""
_SHOWN: Final = 3


class Part(NamedTuple):
    """One file of a list."""

    path: Path
    columns: tuple[str, ...]
    form: type
    order: tuple[int, ...] | None
    """Where each column of the list is in the file; ``None``: in the same place."""
    size: int
    stamp: tuple[int, int]
    notes: tuple[str, ...]
    encoding: Encoding
    schema: Any
    """The Arrow schema of the file; ``None`` if its form has no types."""


class SeveralFormat:
    """The rows of several files, one file after another."""

    first_row = 1

    def __init__(self, parts: Sequence[Part], how: How, columns: tuple[str, ...]) -> None:
        self.parts = parts
        self.files = Files(tuple(str(each.path) for each in parts))
        self.columns = columns
        self.notes: list[str] = []
        self.schema = _schema(parts, columns)
        self._how = how
        self.roles: Roles = layout.find_roles(columns, self._first(), how.named)

    @property
    def columnar(self) -> bool:
        """Whether all files have types, whose columns are read without a loop over rows."""
        return all(part.form is ArrowFormat for part in self.parts)

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        """The rows. Their numbers go on from file to file; the lines are those of each file."""
        done = 0
        for index, part in enumerate(self.parts):
            before, last = self.files.before(index), 0
            with self.opened(part) as found:
                typed = raw and part.schema is not None
                after = None if progress is None else _after(done, progress)
                for batch in found.batches(size, raw=typed, progress=after):
                    last = batch.first + len(batch.rows) - 1
                    yield _ordered(batch, part.order)._replace(first=before + batch.first)
                self.files.end(index, found.form.last if isinstance(found.form, ArrowFormat) else last)
            done += part.size

    @contextmanager
    def opened(self, part: Part) -> Iterator[RecipientList]:
        """One of the files. Its errors name it.

        :raises RecipientsError: if it has changed.
        """
        try:
            _unchanged(part)
            with open_file(str(part.path), part.path, self._how) as found:
                if isinstance(found.form, JsonLinesFormat):
                    found.form.columns = self.columns
                yield found
        except RecipientsError as error:
            raise _of_file(part.path, error) from error

    def _first(self) -> list[Cells]:
        rows: list[Cells] = []
        for batch in self.batches(_SAMPLE, raw=False, progress=None):
            rows += batch.rows
            if len(rows) >= _SAMPLE:
                break
        return rows[:_SAMPLE]


class SeveralFiles(RecipientList):
    """A list in several files, each of which is open only while it is read."""

    form: SeveralFormat

    def __init__(self, name: str, form: SeveralFormat) -> None:
        guessed = [part.encoding for part in form.parts if part.encoding.guessed]
        self.name, self.path, self.form = name, form.parts[0].path, form
        self.encoding = guessed[0]._replace(codec="utf-8", mark=b"") if guessed else Encoding("utf-8")
        self.size = sum(part.size for part in form.parts)
        self.files = form.files
        self._temporary = ()
        if found := letters.find(self):
            form.roles = form.roles._replace(letters=found)

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(part.path for part in self.form.parts)

    @property
    def notes(self) -> list[str]:
        return [*self.form.notes, *letters.notes(self.columns, self.roles.letters)]

    def _fingerprint(self) -> tuple[int, int]:
        return 0, 0  # each file has its own

    _stamp = (0, 0)


def open_several(name: str, found: Gathered, how: How) -> RecipientList:
    """Open several files as one list.

    :raises RecipientsError: if one cannot be read, or has other columns than another.
    """
    if len(found.files) == 1:
        only = open_file(str(found.files[0]), found.files[0], how)
        only.form.notes = [*only.form.notes, *found.notes]
        return only
    first, phone = _first_part(found.files[0], how)
    how = how._replace(named={**how.named, "phone": phone})
    parts = [first, *(_part(path, how, first) for path in found.files[1:])]
    columns = _columns(parts)
    form = SeveralFormat([_in_order(part, first, columns) for part in parts], how, columns)
    form.notes = [*_notes(parts), *found.notes]
    return SeveralFiles(name, form)


def _first_part(path: Path, how: How) -> tuple[Part, str]:
    """The first file, and the name of its column of phone numbers."""
    try:
        with open_file(str(path), path, how) as found:
            return _known(path, found), found.columns[found.phone]
    except RecipientsError as error:
        raise _of_file(path, error) from error


def _part(path: Path, how: How, first: Part) -> Part:
    try:
        with open_file(str(path), path, how) as found:
            return _known(path, found)
    except RecipientsError as error:
        raise _other_columns(path, how, first) or _of_file(path, error) from error


def _known(path: Path, found: RecipientList) -> Part:
    read = f"The file was read as {found.encoding.note}."
    notes = (*([read] if found.encoding.note else []), *found.form.notes)
    stamp = _stamp(path)
    schema = getattr(found.form, "schema", None)
    return Part(path, found.columns, type(found.form), None, stamp[0], stamp, notes, found.encoding, schema)


def _other_columns(path: Path, how: How, first: Part) -> RecipientsError | None:
    """Why a file has no column of phone numbers that is named as in the first file; ``None`` if it has the same columns."""
    try:
        with open_file(str(path), path, how._replace(named={"phone": "1"})) as found:
            part = _known(path, found)
    except RecipientsError:
        return None
    return None if set(part.columns) == set(first.columns) else _mixed(part, first)


def _columns(parts: Sequence[Part]) -> tuple[str, ...]:
    """The columns of the list. Objects of JSON Lines leave out what is empty, so that a file of them may lack a column."""
    if all(part.form is JsonLinesFormat for part in parts):
        return tuple(dict.fromkeys(name for part in parts for name in part.columns))
    return parts[0].columns


def _in_order(part: Part, first: Part, columns: tuple[str, ...]) -> Part:
    """A file with the order of its columns.

    :raises RecipientsError: if its columns are others.
    """
    if part.columns == columns or (part.form is JsonLinesFormat and set(part.columns) <= set(columns)):
        return part
    same = sorted(part.columns) == sorted(columns) and len(set(columns)) == len(columns)
    if not same or part.form is CsvFormat:  # of a row of CSV with too few cells nobody knows which ones are there
        raise _mixed(part, first)
    return part._replace(order=tuple(part.columns.index(name) for name in columns))


def _mixed(part: Part, first: Part) -> RecipientsError:
    """Two files of one list with different columns."""
    lacking = [name for name in first.columns if name not in part.columns]
    more = [name for name in part.columns if name not in first.columns]
    said = [f"{words} {listed(names)}" for words, names in (("it lacks", lacking), ("it has also", more)) if names]
    what = " and ".join(said) or "they are in another order"
    return RecipientsError(
        f"{part.path}: its columns differ from those of {first.path}: {what}. The files of one list have the same columns."
    )


def _notes(parts: Sequence[Part]) -> Iterator[str]:
    """Which files were read, and what is unusual about them, each thing once."""
    names = [str(part.path) for part in parts]
    yield f"{plural(len(parts), 'file')} were read as one list: {first_of(names, _SHOWN)}."
    saying: dict[str, list[str]] = {}
    for part in parts:
        for note in part.notes:
            saying.setdefault(note, []).append(str(part.path))
    for note, some in saying.items():
        yield note if len(some) == len(parts) else f"{first_of(some, _SHOWN)}: {note}"


def _ordered(batch: Batch, order: tuple[int, ...] | None) -> Batch:
    """A batch with its columns in the order of the list."""
    if order is None:
        return batch
    rows = [[row[at] if at < len(row) else "" for at in order] + row[len(order) :] for row in batch.rows]
    return batch._replace(rows=rows, typed=None if batch.typed is None else batch.typed.select(list(order)))


def _schema(parts: Sequence[Part], columns: tuple[str, ...]) -> Any:
    """The Arrow schema of files that all have types: columns whose types differ are texts. ``None`` for other files."""
    if any(part.schema is None for part in parts):
        return None
    import pyarrow as pa

    types = []
    for at in range(len(columns)):
        found = {part.schema.types[at if part.order is None else part.order[at]] for part in parts} - {pa.null()}
        types.append(found.pop() if len(found) == 1 else pa.string() if found else pa.null())
    return pa.schema(list(zip(columns, types, strict=True)))


def _after(done: int, progress: Callable[[int], object]) -> Callable[[int], object]:
    return lambda read: progress(done + read)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _unchanged(part: Part) -> None:
    try:
        same = _stamp(part.path) == part.stamp
    except OSError as error:
        raise RecipientsError(f"{error.strerror or error}.") from error
    if not same:
        raise RecipientsError("the file changed while it was being read. Start again.")


def _of_file(path: Path, error: RecipientsError) -> RecipientsError:
    """An error that names the file by its path."""
    text = str(error)
    if text.startswith(f"{path}: "):
        return error
    return type(error)(f"{path}: {text.removeprefix(f'{path.name}: ')}")
