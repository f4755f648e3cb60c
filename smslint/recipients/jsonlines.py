"""JSON Lines: one object per line. The columns are the keys of the first objects."""

from __future__ import annotations

import json
import math
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import RecipientsError
from smslint.recipients import bytestream, layout
from smslint.recipients.batch import Batch, Cells, filled

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.bytestream import Encoding
    from smslint.recipients.headers import Roles

_SAMPLE: Final = 200


class JsonLinesFormat:
    """One object per line. Values other than text are written as JSON; ``null`` and missing keys are empty cells.
    An object without any value is not a recipient.
    """

    first_row = 1

    def __init__(self, path: Path, encoding: Encoding, named: Mapping[str, str]) -> None:
        self._path = path
        self._encoding = encoding
        with self._text(None) as file:
            first = [self._object(line, n) for n, line in enumerate(islice(file, _SAMPLE), 1) if line.strip()]
        if not first:
            raise RecipientsError("The list is empty: it has no objects.")
        self.columns = tuple(dict.fromkeys(key for each in first for key in each))
        self.roles: Roles = layout.find_roles(self.columns, [self._cells(each) for each in first], named)
        self.notes: list[str] = []

    def batches(self, size: int, *, raw: bool, progress: Callable[[int], object] | None) -> Iterator[Batch]:
        number = line = 1
        with self._text(progress) as file:
            while lines := list(islice(file, size)):
                for start, end in _filled(lines):
                    rows = [
                        self._cells(self._object(text, line + start + i)) for i, text in enumerate(lines[start:end])
                    ]
                    for a, b in filled(rows):
                        texts = lines[start + a : start + b] if raw else None
                        yield Batch(number, line + start + a, rows[a:b], texts)
                        number += b - a
                line += len(lines)

    def _object(self, text: str, line: int) -> dict[str, Any]:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecipientsError(f"{self._path.name}: line {line:,} is not JSON: {error}.") from error
        if not isinstance(found, dict):
            raise RecipientsError(f"{self._path.name}: line {line:,} is not a JSON object.")
        return found

    def _cells(self, found: dict[str, Any]) -> Cells:
        return [cell(found.get(column)) for column in self.columns]

    @contextmanager
    def _text(self, progress: Callable[[int], object] | None) -> Iterator[io.TextIOWrapper]:
        # Only "\n" ends a line: U+2028 may be inside a string.
        try:
            with bytestream.open_text(self._path, self._encoding, progress, newline="\n") as text:
                yield text
        except UnicodeError as error:
            raise RecipientsError(f"{self._path.name}: it is not {self._encoding.codec}: {error}.") from error

    def replace(self, raw: str, column: int, value: str) -> str:
        """The object of a line with one value replaced."""
        found = {**json.loads(raw), self.columns[column]: value}
        return self._written(found) + raw[len(raw.rstrip("\r\n")) :]

    def with_more(self, raw: str, names: Sequence[str], values: Sequence[str]) -> str:
        """The object of a line after more values; a name that it has already gets underscores."""
        found = json.loads(raw)
        more = {}
        for name, value in zip(names, values, strict=True):
            while name in found:
                name += "_"
            more[name] = value
        return self._written({**more, **found}) + (raw[len(raw.rstrip("\r\n")) :] or "\n")

    def _written(self, found: dict[str, Any]) -> str:
        """An object in one line; with escapes where the file had them for what its encoding does not have, such as half a surrogate."""
        text = json.dumps(found, ensure_ascii=False)
        try:
            text.encode(self._encoding.codec, self._encoding.errors)
        except UnicodeEncodeError:
            return json.dumps(found)
        return text


def cell(value: Any) -> str:
    """A value as a cell: text unchanged, ``None`` as an empty text, anything else as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def plain(value: Any) -> Any:
    """A value of Arrow as JSON has it: numbers, texts, truth values, lists and objects; anything else as text."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    known = value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and math.isfinite(value))
    return value if known else str(value)


def _filled(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The ranges of lines that are not blank."""
    start = 0
    for index, text in enumerate(lines):
        if not text.strip():
            if start < index:
                yield start, index
            start = index + 1
    if start < len(lines):
        yield start, len(lines)
