"""Check many files on several processors. A pool takes a tenth of a second to start, so it is used only for many files."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from smslint.records import dataclass, replace
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from smslint.project.cache import Stamp
    from smslint.project.config import Config, Entry
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner

_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
PAYS: Final = 500 if _METHOD == "fork" else 3_000
"""The number of files above which a pool is faster: a fork inherits the rules, a new process loads them again."""
_CHUNK: Final = 32
FIRST: Final = 32
"""The number of files that are checked before a fork."""


@sealed
@dataclass(frozen=True, slots=True)
class Job:
    """A target without its configuration, which every worker already has."""

    number: int
    path: Path
    shown: str
    config: int
    entries: tuple[Entry, ...]
    inside: str


def pays(files: int) -> bool:
    """Whether a pool would be faster."""
    return files >= PAYS and (os.cpu_count() or 1) > 1


def checked(runner: Runner, targets: list[Target]) -> Iterator[tuple[int, Outcome, Stamp | None]]:
    """The outcome of each target with its number, in any order."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    configs = list(dict.fromkeys(target.config for target in targets))
    numbers = {config: number for number, config in enumerate(configs)}
    jobs = [
        Job(number, target.path, target.shown, numbers[target.config], target.entries, target.inside)
        for number, target in enumerate(targets)
    ]
    # Rules are loaded once here, and what the first files need is imported and compiled: forked workers inherit it. On other
    # platforms each worker loads its own.
    for config in configs:
        runner.checker(config)
    left = dict(enumerate(targets))
    if _METHOD == "fork":
        for job in jobs[:FIRST]:
            yield job.number, *runner.checked(left.pop(job.number))
        del jobs[:FIRST]
    known = dict(runner._checkers) if _METHOD == "fork" else {}  # noqa: SLF001 (a copy of the runner itself)
    pool = ProcessPoolExecutor(
        max_workers=min(os.cpu_count() or 1, 8),
        mp_context=multiprocessing.get_context(_METHOD),
        initializer=_begin,
        initargs=(replace(runner, cache=None, stamping=runner.cache is not None, _checkers=known), configs),
    )
    try:
        for found in pool.map(_work, [jobs[at : at + _CHUNK] for at in range(0, len(jobs), _CHUNK)]):
            for number, outcome, stamp in found:
                del left[number]
                yield number, outcome, stamp
    except BrokenProcessPool:
        # A worker was killed, usually because memory ran out. The remaining files are checked here, one at a time.
        for number, target in left.items():
            yield number, *runner.checked(target)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_RUNNER: Runner | None = None
_CONFIGS: list[Config] = []


def _begin(runner: Runner, configs: list[Config]) -> None:
    # Only the main process handles Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is inherited is never freed: the garbage collector need not look at it
    global _RUNNER
    _RUNNER = runner
    _CONFIGS[:] = configs


def _work(jobs: list[Job]) -> list[tuple[int, Outcome, Stamp | None]]:
    from smslint.project.files import Target

    assert _RUNNER is not None
    found = []
    for job in jobs:
        target = Target(job.path, job.shown, _CONFIGS[job.config], job.entries, job.inside)
        outcome, stamp = _RUNNER.checked(target)
        found.append((job.number, outcome._replace(edits=()), stamp))
    return found
