"""Check many files on several processors. Other processes take a moment to start, so they are used only for many files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from smslint import interrupts
from smslint.records import dataclass, replace
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeAlias

    from smslint.project.cache import FileState
    from smslint.project.config import Config, Entry
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner

    Checked: TypeAlias = "tuple[int, Outcome, FileState | None]"
    """The number of a target, its outcome, and its state when it was read."""

_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
PAYS: Final = 256 if _METHOD == "fork" else 3_000
"""The number of files above which several processes are faster: a fork inherits the rules, a new process loads them again."""
_CHUNK: Final = 32
"""The files that a process takes at once, at least."""
FIRST: Final = 16
"""The number of files that are checked before a fork."""


@sealed
@dataclass(frozen=True, slots=True)
class Job:
    """A target without its configuration, which every new process already has."""

    number: int
    path: Path
    shown: str
    config: int
    entries: tuple[Entry, ...]
    inside: str
    outside: bool


def pays(files: int) -> bool:
    """Whether several processes would be faster."""
    return files >= PAYS and (os.cpu_count() or 1) > 1


def checked(runner: Runner, targets: list[Target]) -> Iterator[Checked]:
    """The outcome of each target with its number, in any order.

    What no process answered, because one was killed (usually because memory ran out) or an error ended it, is checked here, one
    file at a time.
    """
    left = dict(enumerate(targets))
    for found in _by_forks(runner, targets) if _METHOD == "fork" else _by_new_processes(runner, targets):
        del left[found[0]]
        yield found
    for number, target in left.items():
        yield number, *runner.checked(target)


def _by_forks(runner: Runner, targets: list[Target]) -> Iterator[Checked]:
    """By copies of this process. What the first files need is loaded, imported and compiled here, and they inherit it."""
    from smslint.project import forks

    for number in range(min(FIRST, len(targets))):
        yield number, *runner.checked(targets[number])
    rest = range(FIRST, len(targets))
    size = max(_CHUNK, -(-len(rest) // forks.MOST))
    copy = replace(runner, cache=None, stamping=runner.cache is not None, _checkers=dict(runner._checkers))  # noqa: SLF001 (of the runner itself)

    def work(piece: int) -> list[Checked]:
        return [_only(number, copy, targets[number]) for number in rest[piece * size : (piece + 1) * size]]

    for some in forks.answers(work, -(-len(rest) // size), _processes(runner)):
        yield from some


def _by_new_processes(runner: Runner, targets: list[Target]) -> Iterator[Checked]:
    """By new processes, each of which loads the rules for itself."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    configs = list(dict.fromkeys(target.config for target in targets))
    numbers = {config: number for number, config in enumerate(configs)}
    jobs = [
        Job(number, target.path, target.shown, numbers[target.config], target.entries, target.inside, target.outside)
        for number, target in enumerate(targets)
    ]
    pool = ProcessPoolExecutor(
        max_workers=_processes(runner),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(replace(runner, cache=None, stamping=runner.cache is not None, _checkers={}), configs),
    )
    try:
        with interrupts.deferred():  # this starts the processes
            found = pool.map(_work, [jobs[at : at + _CHUNK] for at in range(0, len(jobs), _CHUNK)])
        for some in found:
            yield from some
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _processes(runner: Runner) -> int:
    return runner.jobs or min(os.cpu_count() or 1, 8)


def _only(number: int, runner: Runner, target: Target) -> Checked:
    """The outcome of one target without its edits, which only a run in one process uses."""
    outcome, stamp = runner.checked(target)
    return number, outcome._replace(edits=()) if outcome.edits else outcome, stamp


_RUNNER: Runner | None = None
_CONFIGS: list[Config] = []


def _begin(runner: Runner, configs: list[Config]) -> None:
    interrupts.leave()
    global _RUNNER
    _RUNNER = runner
    _CONFIGS[:] = configs


def _work(jobs: list[Job]) -> list[Checked]:
    from smslint.project.files import Target

    assert _RUNNER is not None
    return [
        _only(
            job.number,
            _RUNNER,
            Target(job.path, job.shown, _CONFIGS[job.config], job.entries, job.inside, job.outside),
        )
        for job in jobs
    ]
