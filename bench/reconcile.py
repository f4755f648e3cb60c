"""A provider's log held against 600 templates, compared with reading its rows. Run: python bench/reconcile.py [ROWS [ROUNDS]]

The log is made from a seed: 200 templates in each of three languages, many of which differ in one word, rendered by Jinja, and 2 % of
messages that are from none. The peers read the same file and do nothing: Python's ``csv.reader`` and ``csv.DictReader``. All in one process,
each with its time on the processor, which other programs disturb least.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    from tests.reconcile import made

    count, rounds = (*map(int, sys.argv[1:3]), *(200_000, 3)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made.lay(folder)
        rows = made.rows(count)
        made.write(folder / "log.csv", rows)
        os.chdir(folder)
        _compare(Path("log.csv"), rounds, sum(row.truth is not None for row in rows))
        os.chdir(ROOT)


def _compare(log: Path, rounds: int, truth: int) -> None:
    from smslint.logs.opened import open_log
    from smslint.project.files import Chooser
    from smslint.project.run import Runner
    from smslint.reconcile.reconcile import reconcile
    from smslint.reconcile.template import templates

    found = templates(Chooser().targets((Path(),)), Runner()).templates
    took: dict[str, list[float]] = {"csv.reader": [], "csv.DictReader": [], "reconcile": []}
    for _ in range(rounds):
        took["csv.reader"].append(_took(lambda: _read(log, csv.reader)))
        took["csv.DictReader"].append(_took(lambda: _read(log, csv.DictReader)))
        took["reconcile"].append(_took(lambda: reconcile(open_log(log), found)))
    done = reconcile(open_log(log), found)
    print(
        f"{done.messages:,} messages, {len(found)} templates: {done.matched:,} matched of {truth:,} that are from one"
    )
    for name, seconds in took.items():
        ratios = [ours / theirs for ours, theirs in zip(took["reconcile"], seconds, strict=True)]
        print(
            f"{name:16}{median(seconds):8.2f} s  {median(seconds) / done.rows * 1e6:6.2f} µs a row   reconcile takes {median(ratios):5.1f} times as long"
        )


def _read(log: Path, reader: Callable[..., object]) -> None:
    with log.open(encoding="utf-8", newline="") as file:
        for _ in reader(file):  # type: ignore[attr-defined]
            pass


def _took(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
