"""Lists for tests: write, open or read one in a single call."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from smslint.recipients.reader import RecipientList, open_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa

# Reserved for fiction (555-01xx), and valid in the numbering plan.
US = [f"+1202555{n:04}" for n in range(100, 200)]


def listed(folder: Path, content: str | bytes, name: str = "list.csv", **options: Any) -> RecipientList:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_list(path, **options)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def put_table(path: Path, table: pa.Table) -> None:
    """Write Parquet or Arrow, as the end of the name says."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == ".parquet":
        pq.write_table(table, path)
    else:
        with (pa.ipc.new_stream if path.suffix == ".arrows" else pa.ipc.new_file)(path, table.schema) as out:
            out.write_table(table)
