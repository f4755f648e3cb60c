"""The audit of a list, compared with csv.reader counting its rows, and with pyarrow reading its column. Run: python bench/recipients.py [ROWS [ROUNDS]]

Give 10000000 rows for the figures of the documentation. CPU time counts, because the machine may be busy; in the bulk engines
it includes the reader's threads.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003

import lists


def count(path: Path) -> None:
    """csv.reader, counting."""
    import csv

    with path.open(newline="", encoding="utf-8") as file:
        sum(1 for _ in csv.reader(file))


def audit(path: Path) -> None:
    """The whole audit, including duplicates."""
    from smslint.recipients.audit import audit
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import open_list

    with open_list(path) as found:
        audit(found, Policy())


def audit_and_write(path: Path) -> None:
    """The audit, the clean list and the rejected rows."""
    import tempfile

    from smslint.recipients.audit import audit
    from smslint.recipients.clean import write
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import open_list

    with tempfile.TemporaryDirectory() as folder, open_list(path) as found:
        result = audit(found, Policy())
        write(found, Policy(), result, type(path)(folder, "clean.csv"), type(path)(folder, "rejected.csv"))


def read_column(path: Path) -> None:
    """pyarrow, reading only the column of numbers."""
    for batch in _batches(path):
        len(batch)


def classify(path: Path) -> None:
    """pyarrow, and every number classified: labels for all, reasons for the invalid ones."""
    from smslint import arrow

    for batch in _batches(path):
        arrow.classify(batch, "phone")


def bulk_audit(path: Path) -> None:
    """The whole audit on Arrow batches."""
    from smslint.recipients.bulk_audit import bulk_audit
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import open_list

    with open_list(path) as found:
        assert bulk_audit(found, Policy()) is not None


def audit_parquet(path: Path) -> None:
    """The whole audit of a Parquet file, row by row."""
    audit(lists.as_parquet(path))


def bulk_audit_parquet(path: Path) -> None:
    """The whole audit of a Parquet file, on its record batches."""
    bulk_audit(lists.as_parquet(path))


def _batches(path: Path):
    import pyarrow as pa
    import pyarrow.csv as reader

    return reader.open_csv(
        path,
        read_options=reader.ReadOptions(block_size=8 << 20),
        convert_options=reader.ConvertOptions(include_columns=["phone"], column_types={"phone": pa.string()}),
    )


ENGINES = {
    "csv.reader, counting rows": count,
    "smslint audit": audit,
    "smslint audit, clean and rejected written": audit_and_write,
    "pyarrow, reading the column": read_column,
    "smslint.arrow.classify": classify,
    "smslint bulk audit": bulk_audit,
    "smslint audit of Parquet, row by row": audit_parquet,
    "smslint bulk audit of Parquet": bulk_audit_parquet,
}
BASE = {
    "smslint audit": "csv.reader, counting rows",
    "smslint audit, clean and rejected written": "csv.reader, counting rows",
    "smslint.arrow.classify": "pyarrow, reading the column",
    "smslint bulk audit": "pyarrow, reading the column",
    "smslint bulk audit of Parquet": "smslint audit of Parquet, row by row",
}

if __name__ == "__main__":
    lists.main(ENGINES, __doc__, BASE)
