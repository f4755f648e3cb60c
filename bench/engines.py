"""The recipes of docs/engines.md, each on its engine: the start, rows a second and peak memory. Run: python bench/engines.py [ROWS [ROUNDS]]

Each runs in a process of its own, first on a list of ten rows, which is the start (imports, the engine, its first answer), then on the whole
list. Memory is that of the process with all that it started, such as Spark's Java and workers. The rates are of the clock, and of the CPU time
of all of these processes: where the machine is busy, the second one is nearer to what the engine can do with one free core.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import lists

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
GUIDE = lists.ROOT / "docs" / "engines.md"
EVERY = 0.1


class Run(NamedTuple):
    """One run of one engine."""

    start: float
    seconds: float
    cpu: float
    megabytes: float


def make_list(rows: int) -> Path:
    """The list of the other benchmarks with the columns of the recipes; one person in fifty said no."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = Path(tempfile.gettempdir()) / f"smslint-engines-{rows}.parquet"
    if not made.exists():
        found = pq.read_table(lists.as_parquet(lists.make_list(max(rows, 1000)))).slice(0, rows)
        consent = pa.array(["no" if at % 50 == 0 else "yes" for at in range(rows)])
        columns = [found["phone"], found["first_name"], found["order_id"], consent]
        pq.write_table(pa.table(columns, ["phone", "name", "order", "consent"]), made, row_group_size=1 << 17)
    return made


def recipes() -> dict[str, str]:
    """The recipes by engine, with the path of the list as the name PATH."""
    found = dict(re.findall(r"<!-- recipe: ([\w ]+) -->\n```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL))
    shared = found.pop("the function")
    for engine, recipe in found.items():
        text = recipe.replace('"contacts.parquet"', "PATH")
        found[engine] = shared + text.replace("'contacts.parquet'", "'{PATH}'").replace('"FROM', 'f"FROM')
    return found


def measure(recipe: str, few: Path, many: Path) -> Run:
    """Run a recipe on two lists, and watch its processes."""
    script = f"for path in {[str(few), str(many)]!r}:\n    exec({recipe!r}, {{'PATH': path}})\n    print('done', flush=True)\n"
    spark = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.showConsoleProgress=false pyspark-shell"}  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(lists.ROOT), "DO_NOT_TRACK": "1", **spark}
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=out, stderr=err)
        marks: list[tuple[float, float]] = []
        cpu: dict[int, float] = {}
        peak = 0.0
        while process.poll() is None:
            used, resident = watched(process.pid)
            cpu |= used
            peak = max(peak, resident)
            if os.pread(out.fileno(), 1 << 16, 0).count(b"done\n") > len(marks):
                marks.append((time.perf_counter() - began, sum(cpu.values())))
            time.sleep(EVERY)
        if len(marks) < 2 and not process.returncode:
            marks.append((time.perf_counter() - began, sum(cpu.values())))
        if process.returncode or len(marks) < 2:
            err.seek(0)
            raise SystemExit((err.read().strip().splitlines() or ["it was too fast: give more rows"])[-1])
    (start, before), (end, after) = marks[:2]
    return Run(start, end - start, after - before, peak / 1e6)


def watched(root: int) -> tuple[dict[int, float], int]:
    """The CPU seconds of a process and of its descendants so far, and the bytes that they have in memory together."""
    parents, used, resident = dict[int, int](), dict[int, float](), dict[int, int]()
    for entry in filter(str.isdecimal, (each.name for each in Path("/proc").iterdir())):
        try:
            stat = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(entry)
        parents[pid], used[pid], resident[pid] = (
            int(stat[1]),
            (int(stat[11]) + int(stat[12])) / TICKS,
            int(stat[21]) * PAGE,
        )
    family = {root}
    for _ in range(6):
        family |= {pid for pid, parent in parents.items() if parent in family}
    return {pid: used[pid] for pid in family if pid in used}, sum(resident.get(pid, 0) for pid in family)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    few, many = make_list(10), make_list(rows)
    print(
        f"{rows:,} rows, {many.stat().st_size / 1e6:,.0f} MB of Parquet, {os.cpu_count()} cores; medians of {rounds} rounds"
    )
    runs: dict[str, list[Run]] = {name: [] for name in recipes()}
    loads = [os.getloadavg()[0]]
    for _ in range(rounds):
        for name, recipe in recipes().items():
            try:
                runs[name].append(measure(recipe, few, many))
            except SystemExit as why:
                print(f"{name}: skipped ({why})")
            loads.append(os.getloadavg()[0])
    print(f"other work on the machine: {min(loads):.1f} to {max(loads):.1f} processes that want a core\n")
    print(f"{'engine':10}{'rows/s':>12}{'rows/CPU s':>14}{'start s':>10}{'peak MB':>10}{'slowest / fastest':>20}")
    for name, measured in runs.items():
        if measured:
            start, seconds, cpu, peak = (median(each) for each in zip(*measured, strict=True))
            spread = max(each.cpu for each in measured) / max(min(each.cpu for each in measured), 1e-9)
            print(
                f"{name:10}{rows / seconds:>12,.0f}{rows / max(cpu, 1 / TICKS):>14,.0f}{start:>10.1f}{peak:>10,.0f}{spread:>20.2f}"
            )


if __name__ == "__main__":
    main()
