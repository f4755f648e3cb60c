"""Lists on record batches: each part beside its peer in one run, with its peak memory. Run: python bench/lists.py [ROWS [ROUNDS]]

Give 10000000 rows for the figures of the documentation. The functions on batches are timed alone, without reading; the other rows contain
it. The rates are of CPU time, because the machine may be busy: on one that does nothing else, two threads are faster than that.
The engines run without pandas, as with the extra alone.

Also shared by the benchmarks of lists: a synthetic list, and engines in separate processes with their peak memory. The list is made from
a seed: mobile-like numbers of many countries, 3 % of them damaged, names, one in twenty of which is not GSM-7, cells with commas and quotes.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

NAMES = {"Anna": 20, "James": 20, "Maria": 15, "Omar": 14, "Priya": 14, "Chloé": 12, "Zoë": 2, "Łukasz": 2, "Thị": 1}
CITIES = ("London", "Paris, FR", "New York", 'St. "John"', "Berlin")
TEMPLATE = (
    "Hi {{ first_name }}, your order {{ order_id }} is ready for pick-up at our store in {{ city }}. "
    "Show this text at the counter. Acme Stores"
)
_DISTINCT = 200_000


def make_list(rows: int) -> Path:
    """The list with this number of rows; made once and kept in the temporary folder."""
    path = Path(tempfile.gettempdir()) / f"smslint-bench-{rows}.csv"
    if path.exists():
        return path
    from phone_numbers import numbers

    random = Random(1)
    base = numbers(min(rows, _DISTINCT))
    part = path.with_suffix(".part")
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["first_name", "phone", "city", "order_id"])
        names, weights = [*NAMES], [*NAMES.values()]
        for row in range(rows):
            number = base[row % len(base)]
            if row >= len(base) and len(number) > 9:
                number = f"{number[:-6]}{random.randrange(1_000_000):06}"
            name = random.choices(names, weights)[0]
            writer.writerow([name, number, random.choice(CITIES), random.randrange(1_000_000)])
    part.replace(path)
    return path


def as_parquet(path: Path) -> Path:
    """The same list as a Parquet file; made once."""
    import pyarrow.csv as reader
    import pyarrow.parquet as pq

    made = path.with_suffix(".parquet")
    if not made.exists():
        part = made.with_suffix(".part")
        pq.write_table(
            reader.read_csv(
                path, convert_options=reader.ConvertOptions(column_types={"phone": "string", "order_id": "string"})
            ),
            part,
            row_group_size=1 << 17,
        )
        part.replace(made)
    return made


class _WithoutPandas:
    """Hides pandas, which the extra ``bulk`` does not bring: where it is installed, pyarrow imports it with the first array (half a second)."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ImportError(name)


def main(engines: dict[str, Callable[[Path], object]], doc: str, base: dict[str, str]) -> None:
    """Run each engine in a separate process, one after the other; or run as that process.

    :param base: the engine with which another is compared.
    """
    if len(sys.argv) == 4 and sys.argv[1] == "--engine":
        sys.meta_path.insert(0, _WithoutPandas())
        start, wall = time.process_time(), time.perf_counter()
        answer = engines[sys.argv[2]](Path(sys.argv[3]))
        seconds = [time.process_time() - start, time.perf_counter() - wall]
        if isinstance(answer, list):  # another program, which timed itself
            answer, *seconds = *answer, answer[1]
        print(json.dumps([*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, answer]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    path = make_list(rows)
    if any("Parquet" in name for name in engines):
        subprocess.run([sys.executable, __file__, str(path)], check=True)  # its memory is not the engines'
    print(
        f"{doc.partition(chr(10))[0]}\n{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB; medians of {rounds} rounds\n"
    )
    runs: dict[str, list[list[float]]] = {name: [] for name in engines}
    for _ in range(rounds):
        for name in engines:
            command = [sys.executable, sys.argv[0], "--engine", name, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name}: skipped ({(done.stderr.strip().splitlines() or ['?'])[-1]})")
                continue
            runs[name].append(json.loads(done.stdout))
    print(f"{'':44}{'CPU s':>8}{'wall s':>8}{'rows/s (CPU)':>15}{'peak MB':>9}")
    for name, measured in runs.items():
        if not measured:
            continue
        cpu, wall, peak = (median(run[column] for run in measured) for column in range(3))
        ratio = ""
        if (against := base.get(name)) and runs.get(against):
            other = runs[against]
            # An engine that is too slow for all rows returns the number of rows that it processed.
            theirs = median(run[0] / (run[3] or rows) for run in other)
            ours = median(run[0] / (run[3] or rows) for run in measured)
            ratio = f"   {ours / theirs:.2f} x the time of {against}" if ours > theirs else f"   {theirs / ours:,.0f} x faster than {against}"  # fmt: skip
        done_rows = measured[0][3] or rows
        print(f"{name:44}{cpu:>8.2f}{wall:>8.2f}{done_rows / cpu:>15,.0f}{peak:>9.0f}{ratio}")


# --- the table ---

OPTIONS: dict[str, Any] = {"dialect": "jinja", "kind": "transactional", "prices": "reference:twilio"}
CONFIG = {"brand": "Acme", "regions": ["US"]}
_FEW = 5_000
_BY_ROWS = 300_000


def phone_numbers(_path: Path) -> list[float]:
    """``phonenumbers``, with its pattern cache on."""
    import phonenumbers
    from phone_numbers import numbers, theirs

    phonenumbers.enable_pattern_cache()
    texts = numbers(_FEW)
    start = time.process_time()
    for text in texts:
        theirs(text)
    return [_FEW, time.process_time() - start]


def classify(path: Path) -> list[float]:
    """The function for numbers on batches."""
    from smslint import arrow

    return _function(path, lambda batch: arrow.classify(batch, "phone"))


def preflight(path: Path) -> list[float]:
    """The function for a broadcast on batches, with a message of three fields."""
    return _function(path, _preflight())


def _preflight() -> Callable[[Any], object]:
    from smslint import arrow

    return lambda batch: arrow.preflight(batch, TEMPLATE, {"phone": "phone"}, config=CONFIG, **OPTIONS)


def _function(path: Path, work: Callable[[Any], object]) -> list[float]:
    """The rows and the seconds of a function that has seen a batch before, as in any long list."""
    import pyarrow.parquet as pq

    rows, seconds = 0, 0.0
    for at, batch in enumerate(pq.ParquetFile(as_parquet(path)).iter_batches(1 << 16)):
        start = time.process_time()
        work(batch)
        if at:
            rows, seconds = rows + batch.num_rows, seconds + time.process_time() - start
    return [rows, seconds]


def read_column(path: Path) -> None:
    """pyarrow, reading the column of numbers in the CSV file."""
    for batch in _batches(path, ["phone"]):
        len(batch)


def whole_preflight(path: Path) -> None:
    """``smslint preflight`` of the CSV file: everything that it prints."""
    import smslint

    smslint.preflight({"text": TEMPLATE}, path, config=CONFIG, **OPTIONS).as_dict()


def parquet_preflight(path: Path) -> None:
    """``smslint preflight`` of the Parquet file."""
    whole_preflight(as_parquet(path))


def _batches(path: Path, columns: list[str]) -> Any:
    import pyarrow as pa
    import pyarrow.csv as reader

    return reader.open_csv(
        path,
        read_options=reader.ReadOptions(block_size=8 << 20),
        convert_options=reader.ConvertOptions(
            include_columns=columns, column_types=dict.fromkeys(columns, pa.string())
        ),
    )


def audit_csv(path: Path) -> None:
    """The whole audit of the CSV file."""
    from smslint.recipients.audit import audit_large
    from smslint.recipients.policy import Policy
    from smslint.recipients.reader import open_list

    with open_list(path) as found:
        audit_large(found, Policy(), jobs=2)


def audit_parquet(path: Path) -> None:
    """The whole audit of the Parquet file."""
    audit_csv(as_parquet(path))


def read_parquet(path: Path) -> None:
    """pyarrow, reading the column of numbers in the Parquet file."""
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(as_parquet(path)).iter_batches(1 << 16, columns=["phone"]):
        len(batch)


def by_rows(_path: Path) -> int:
    """``smslint preflight`` without the extra ``bulk``."""
    from smslint.broadcast import count

    count.PAYS_ABOVE = 1 << 60  # type: ignore[misc]
    whole_preflight(make_list(_BY_ROWS))
    return _BY_ROWS


ENGINES: dict[str, Callable[[Path], object]] = {
    "phonenumbers": phone_numbers,
    "arrow.classify, on batches": classify,
    "pyarrow, reading the column of the CSV": read_column,
    "smslint recipients, CSV": audit_csv,
    "pyarrow, reading the column of the Parquet": read_parquet,
    "smslint recipients, Parquet, --jobs 2": audit_parquet,
    "smslint preflight, CSV, by rows": by_rows,
    "arrow.preflight, on batches": preflight,
    "smslint preflight, CSV": whole_preflight,
    "smslint preflight, Parquet": parquet_preflight,
}
BASE = {
    "arrow.classify, on batches": "phonenumbers",
    "smslint recipients, CSV": "pyarrow, reading the column of the CSV",
    "smslint recipients, Parquet, --jobs 2": "pyarrow, reading the column of the Parquet",
    "arrow.preflight, on batches": "smslint preflight, CSV, by rows",
    "smslint preflight, CSV": "smslint preflight, CSV, by rows",
    "smslint preflight, Parquet": "smslint preflight, CSV, by rows",
}

if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].endswith(".csv"):
        as_parquet(Path(sys.argv[1]))
    else:
        main(ENGINES, __doc__, BASE)
