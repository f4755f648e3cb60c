"""Read a suppression list from any supported file format."""

from __future__ import annotations

import re
from array import array
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.calling import called
from smslint.database_header import is_database
from smslint.errors import RecipientsError
from smslint.numbers.plan import LINK_ABOVE, Plan
from smslint.recipients.batch import cells_of
from smslint.recipients.other_formats import refuse_pipe, what_it_is
from smslint.recipients.packed import is_packed
from smslint.recipients.suppression import Suppressed, SuppressedNumber, Unreadable, joined, others_of
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.batch import Cells
    from smslint.recipients.reader import RecipientList
    from smslint.recipients.suppression import Memory


_MANY: Final = 10_000
"""How many lines are read at once."""


def load_all(
    paths: Iterable[Path], region: str | None = None, *, allow_empty: bool = False, memory: Memory | None = None
) -> Suppressed:
    """Read suppression lists as one.

    :param memory: what a journal remembers of them.
    :raises RecipientsError: as :func:`load`, and for a list that has lost much of what the journal remembers.
    """
    lists = {path: load(path, region, allow_empty=allow_empty) for path in paths}
    if memory is not None:
        for path, found in lists.items():
            memory.refuse_loss(path, found, others_of(path, lists))
    return joined(lists.values())


def load(path: Path, region: str | None = None, *, allow_empty: bool = False) -> Suppressed:
    """Read a suppression list: text, CSV, JSON Lines, Parquet, Arrow, a spreadsheet or SQLite.

    :param region: the country of numbers without a calling code.
    :param allow_empty: whether it may have no numbers, or fewer than entries that are none. An empty list is often one that was lost or is being written.
    :raises RecipientsError: if the file cannot be read as any of these, has no numbers or mostly other entries, or ends within an entry.
    """
    found = _load(path, region)
    if not allow_empty:
        refuse_useless(path, found)
    return found


def refuse_useless(path: Path, found: Suppressed) -> None:
    """Refuse a list without numbers, and one of which more entries are no numbers than are: it is another file, or another column.

    :raises RecipientsError: saying how to allow it.
    """
    allowed = f"with {called('allow_empty_suppression')}, or with allow_empty_suppression: true under sending: in smslint.yaml."
    if not len(found):
        raise RecipientsError(
            f"{path}: this suppression list has no numbers, so it may be lost or not complete. If nobody has opted out yet, say "
            f"so {allowed}"
        )
    if len(found.unreadable) > found.readable:
        first = found.unreadable[0]
        raise RecipientsError(
            f"{path}: {len(found.unreadable):,} of the {plural(len(found.unreadable) + found.readable, 'entry')} of this suppression list "
            f"are no valid numbers (the first is in line {first.line}: {first.masked}), so it may be another file, or another column. "
            f"If the other numbers are all who have opted out, say so {allowed}"
        )


def said_unreadable(path: Path, found: Suppressed) -> str:
    """What is to be said about entries that are no numbers; nothing if there are none."""
    if not found.unreadable:
        return ""
    count, first = len(found.unreadable), found.unreadable[0]
    return f"{path}: {plural(count, 'line')} of this suppression list without a valid number, which protect nobody: the first is {first.line}"


def _load(path: Path, region: str | None) -> Suppressed:
    if path.is_dir():
        raise RecipientsError(f"{path}: this is a folder. A suppression list is one file: state each of them.")
    try:
        refuse_pipe(path)
        database = is_database(path)
        with path.open("rb") as file:
            head = file.read(4096)  # a size may be wrong: some file systems say 0
    except OSError as error:
        raise RecipientsError(f"{path}: {error.strerror or error}.") from error
    if database:
        from smslint.recipients.suppression_store import SuppressionStore  # importing sqlite3 takes time

        with SuppressionStore(path) as store:
            return Suppressed(store.keys())
    if not head:
        return Suppressed()
    packed = is_packed(path, head)
    if not packed and (problem := what_it_is(head)):
        raise RecipientsError(f"{path}: {problem}")
    keys = array("Q")
    bad: list[Unreadable] = []
    last_is_bad = False
    for some in numbers(path, region):
        wrong = [each for each in some if not isinstance(each, int)]
        last_is_bad = not isinstance(some[-1], int) if some else last_is_bad
        keys.extend(each for each in some if isinstance(each, int)) if wrong else keys.extend(some)  # type: ignore[arg-type]
        bad += wrong
    if not keys and bad:
        raise RecipientsError(f"{path}: no entry of it is a valid number, so it protects nobody.")
    if last_is_bad and not packed and not _ends_a_line(path):
        raise RecipientsError(
            f"{path}: this suppression list ends within a number, so it is not complete. Restore it, or complete its last line."
        )
    return Suppressed(keys, bad, len(keys))


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) in b"\r\n\0"  # a line feed of UTF-16 ends in a zero byte


def numbers(path: Path, region: str | None = None) -> Iterator[Sequence[int | Unreadable]]:
    """The digits of the numbers of a file, and its other entries, as :func:`entries` reads them; many at once."""
    known = _Canonical()
    for cells in _cells(path):
        fine = known.among(cells.numbers)
        if all(fine):
            yield list(map(int, cells.numbers))
            continue
        found = (
            int(cell) if plain else _entry(cell, cells.line_of(index), region, {})
            for index, (cell, plain) in enumerate(zip(cells.numbers, fine, strict=True))
            if plain or _is_entry(cell)
        )
        yield [int(each.number) if isinstance(each, SuppressedNumber) else each for each in found]


def entries(path: Path, region: str | None = None, source: str = "") -> Iterator[SuppressedNumber | Unreadable]:
    """The entries of a text (one number per line, ``#`` starts a comment), CSV or JSON Lines file.

    A number that lost its plus sign is accepted: suppressing one number too many does no harm.
    """
    known = _Canonical()
    for cells in _cells(path):
        for index, (cell, plain) in enumerate(zip(cells.numbers, known.among(cells.numbers), strict=True)):
            if plain:
                yield SuppressedNumber(cell, **cells.about(index, source))
            elif _is_entry(cell):
                yield _entry(cell, cells.line_of(index), region, cells.about(index, source))


def _is_entry(cell: str) -> bool:
    return bool(cell.strip()) and not cell.lstrip().startswith("#")


def _cells(path: Path) -> Iterator[_Cells]:
    """The entries of a file, as they are written."""
    from smslint.recipients import header_names
    from smslint.recipients.layout import NoPhoneColumnError

    packed = False
    if path.exists():
        refuse_pipe(path)
        with path.open("rb") as file:
            packed = is_packed(path, file.read(4096))
    if not packed and _is_plain(path):
        lines = enumerate(_lines(path), 1)
        while chunk := list(islice(lines, _MANY)):
            some = [(at, cell) for at, line in chunk if (cell := line.partition("#")[0].strip())]
            yield _Cells([cell for _, cell in some], [at for at, _ in some].__getitem__)
        return
    with ExitStack() as stack:
        try:
            found = stack.enter_context(_opened(path))
        except NoPhoneColumnError:
            # Its columns are not named: a configuration can name any file of the machine as its suppression list.
            raise RecipientsError(
                f"{path}: no column of this suppression list has phone numbers: name that column phone."
            ) from None
        names = [header_names.normal(column) for column in found.columns]
        columns = {role: at for role, aliases in _COLUMNS.items() if (at := _column(names, aliases)) is not None}
        for batch in found.batches():
            yield _Cells(cells_of(batch.rows, found.phone), batch.line_of, batch.rows, columns)


def _opened(path: Path) -> RecipientList:
    """The list, also one whose numbers have a name that only lists of opt-outs use."""
    from smslint.recipients import header_names
    from smslint.recipients.layout import NoPhoneColumnError
    from smslint.recipients.reader import open_list

    try:
        return open_list(path)
    except NoPhoneColumnError:
        with open_list(path, phone_column="1") as found:
            at = _column([header_names.normal(each) for each in found.columns], _NUMBERS)
        if at is None:
            raise
        return open_list(path, phone_column=str(at + 1))


class _Cells(NamedTuple):
    """Some entries of a list, in order."""

    numbers: Sequence[str]
    line_of: Callable[[int], int]
    rows: Sequence[Cells] = ()
    """The rows, if there are columns; and the columns that say something about numbers, by role."""
    columns: Mapping[str, int] = {}

    def about(self, index: int, source: str) -> dict[str, str]:
        """What an entry says about its number."""
        row = self.rows[index] if self.columns else ()
        return {"source": source, **{role: row[at] for role, at in self.columns.items() if at < len(row)}}


class _Canonical:
    """Says which cells are valid numbers in their canonical form: of most lists all of them, and then nothing else is to be asked."""

    def __init__(self) -> None:
        from smslint.numbers import store

        self._plan, self._seen = store.plan(), 0
        self._fine: dict[int, bool] = {}

    def among(self, cells: Sequence[str]) -> list[bool]:
        self._seen += len(cells)
        if self._seen > LINK_ABOVE and isinstance(self._plan, Plan):
            self._plan.linked()
        labels = list(self._plan.classify_many(cells))
        for each in set(labels) - self._fine.keys():
            label = self._plan.label(each)
            self._fine[each] = label.valid and label.canonical
        return list(map(self._fine.__getitem__, labels))


def _is_plain(path: Path) -> bool:
    """Whether it is a text file of numbers: by its name, or because its first line is only a number."""
    if path.suffix.lower() in {".txt", ".text", ".lst"}:
        return True
    first = next((line.strip() for line in _lines(path) if line.strip() and not line.startswith("#")), "")
    return sum(character.isdigit() for character in first) >= 7 and not re.search(r"[,;|\t{\"A-Za-z]", first)


def _lines(path: Path) -> Iterator[str]:
    from smslint.recipients import bytestream

    encoding = bytestream.detect(path)
    try:
        with bytestream.open_text(path, encoding) as text:
            yield from text
    except UnicodeError as error:
        raise RecipientsError(f"{path}: it is not complete {encoding.codec}: {error}.") from error


_NUMBERS: Final = ("optedoutnumber",)  # AWS End User Messaging
_COLUMNS: Final = {
    "reason": ("reason", "type", "optouttype", "why"),
    "source": ("source", "addedby", "channel", "origin"),
    "date": ("date", "when", "created", "createdat", "addedat", "timestamp", "optedoutat", "optedouttimestamp"),
}


def _column(names: list[str], aliases: tuple[str, ...]) -> int | None:
    return next((names.index(alias) for alias in aliases if alias in names), None)


def _entry(cell: str, line: int, region: str | None, values: dict[str, str]) -> SuppressedNumber | Unreadable:
    from smslint.numbers.e164 import check_number
    from smslint.numbers.masking import mask

    number = check_number(cell, region)
    canonical = number.e164 or number.suggestion
    if canonical is None:
        return Unreadable(line, mask(cell), number.reason, None)
    return SuppressedNumber(canonical, **values)
