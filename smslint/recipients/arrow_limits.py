"""What a columnar file may cost. Few bytes can stand for many: values that repeat are stored once, and columns are compressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from smslint.errors import RecipientsError
from smslint.recipients.bytestream import LONGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MOST_ITEMS: Final = 100_000
"""The most values in a list that is one cell."""
_MOST_BYTES: Final = 1 << 30
"""The most bytes of one column in one row group, when unpacked."""
_AT_ONCE: Final = 64 << 20
"""The bytes of rows that are written as text at once."""
_SMALL: Final = 1 << 14
_ROWS: Final = 1_000_000
_MEANT: Final = "Keep the columns that the messages need."


def check_rows(path: Path, rows: int) -> None:
    """Refuse more rows than bytes: different numbers need more.

    :raises RecipientsError: if a small file claims a huge number of rows.
    """
    size = path.stat().st_size
    if rows > max(size, _ROWS):
        raise RecipientsError(f"{path.name}: {rows:,} rows in {size:,} bytes: this is no list of different recipients.")


def rows_at_once(size: int, longest: int) -> int:
    """How many rows to write as text at once, if a row may have this many bytes."""
    return max(1, min(size, _AT_ONCE // max(longest, 1)))


def parquet_longest(path: Path, source: Any, wanted: Collection[str]) -> int:
    """How many bytes a row of a Parquet file may have at most, from what the file says about its columns.

    :param wanted: the names of the columns that are read.
    :raises RecipientsError: if a column or a value is too large.
    """
    found, most = source.metadata, 1
    check_rows(path, found.num_rows)
    paths = [(at, each) for at in range(found.num_columns) if (each := source.schema.column(at).path).partition(".")[0] in wanted or each in wanted]  # fmt: skip
    stored: Any = None
    for group in range(found.num_row_groups):
        row, repeated = 0, []
        for index, name in paths:
            column = found.row_group(group).column(index)
            if column.total_uncompressed_size > _MOST_BYTES or column.num_values > _MOST_BYTES // 8:
                raise RecipientsError(
                    f"{path.name}: the column {name!r} has {column.total_uncompressed_size:,} bytes in one row group; the limit is "
                    f"{_MOST_BYTES:,}. Write smaller row groups. {_MEANT}"
                )
            row += column.total_uncompressed_size // max(column.num_values, 1)
            if column.has_dictionary_page and column.total_uncompressed_size > _SMALL:
                repeated.append(name)
        if repeated:
            stored = stored or _stored(path, source, [name for _, name in paths])
            row += _longest_stored(path, stored, group, repeated)
        most = max(most, row)
    return most


def longest_row(name: str, batch: Any) -> int:
    """The most bytes of a row whose values each are the longest of their column. The batch must be valid.

    :raises RecipientsError: if a value is too long.
    """
    return sum(_longest(name, column, array) for column, array in zip(batch.schema.names, batch.columns, strict=True))


def _stored(path: Path, source: Any, columns: list[str]) -> Any:
    """The file again, with values that are stored once and may repeat, without repeating them."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(path, metadata=source.metadata, read_dictionary=columns)


def _longest_stored(path: Path, stored: Any, group: int, columns: list[str]) -> int:
    """The longest of the values of some columns that are stored once, together."""
    for batch in stored.iter_batches(1, row_groups=[group], columns=columns):
        batch.validate(full=True)
        return longest_row(path.name, batch)
    return 0


def _longest(name: str, column: str, array: Any) -> int:
    import pyarrow.compute as pc
    from pyarrow import types

    kind = array.type
    if types.is_dictionary(kind):
        return _longest(name, column, array.dictionary)
    if types.is_run_end_encoded(kind):
        return _longest(name, column, array.values)
    if types.is_struct(kind) or types.is_union(kind):
        return sum(_longest(name, column, array.field(index)) for index in range(kind.num_fields))
    if types.is_nested(kind):
        items = _most(_lengths(array))
        if items > MOST_ITEMS:
            raise _too_large(name, column, f"a list of {items:,} values", f"{MOST_ITEMS:,}")
        inner = [array.keys, array.items] if types.is_map(kind) else [array.values]
        return items * sum(_longest(name, column, each) for each in inner)
    if not (_is_text(kind) and len(array)):
        return 32
    longest = _most(
        pc.binary_length(
            array.cast(_plain(kind)) if types.is_binary_view(kind) or types.is_string_view(kind) else array
        )
    )
    if longest > LONGEST_CELL:
        raise _too_large(name, column, f"a value of {longest:,} bytes", f"{LONGEST_CELL:,}")
    return longest


def _lengths(array: Any) -> Any:
    """How many values each list of a column has."""
    import pyarrow.compute as pc
    from pyarrow import types

    if types.is_map(array.type):  # which Arrow cannot count
        return pc.subtract(array.offsets.slice(1), array.offsets.slice(0, len(array)))
    return pc.list_value_length(array)


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return any(
        of(kind)
        for of in (
            types.is_string, types.is_large_string, types.is_string_view, types.is_binary, types.is_large_binary, types.is_binary_view,
            types.is_fixed_size_binary,
        )
    )  # fmt: skip


def _plain(kind: Any) -> Any:
    import pyarrow as pa

    return pa.large_string() if pa.types.is_string_view(kind) else pa.large_binary()


def _most(lengths: Any) -> int:
    import pyarrow.compute as pc

    return int(pc.max(lengths).as_py() or 0)


def _too_large(name: str, column: str, what: str, limit: str) -> RecipientsError:
    return RecipientsError(f"{name}: the column {column!r} has {what}; the limit is {limit}. {_MEANT}")
