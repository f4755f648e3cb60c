"""Run an older commit and the working copy on the same input: shared by the benchmarks that compare the two."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOP: Final = Path(__file__).parent.parent
COMMIT: Final = "2510cba"
"""The commit with which the claims compare."""


def export(folder: Path, commit: str = COMMIT) -> Path:
    """Write the tree of a commit into a folder. Nothing is installed: it runs with this Python's packages."""
    done = subprocess.run(["git", "archive", commit], cwd=TOP, stdout=subprocess.PIPE, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def environment(tree: Path) -> dict[str, str]:
    """The environment in which ``import smslint`` means the package of that tree."""
    return {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}


class Worker:
    """A process that runs one tree's smslint. It answers each input line with one line."""

    def __init__(self, tree: Path, script: Path, arguments: Sequence[str] = ()) -> None:
        command = [sys.executable, str(script), *arguments]
        self._process = subprocess.Popen(
            command, env=environment(tree), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, line: str) -> str:
        """The answer to one line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"a worker ended: {self._process.wait()}")
        return answer.rstrip("\n")

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@contextmanager
def workers(trees: Sequence[Path], script: Path, arguments: Sequence[str] = ()) -> Iterator[list[Worker]]:
    """One worker for each tree, ended at the end."""
    started = [Worker(tree, script, arguments) for tree in trees]
    try:
        yield started
    finally:
        for worker in started:
            worker.close()
