"""Several processes: the same result as one, whoever dies, and nothing is left of them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from smslint.errors import ConfigError
from smslint.project import forks, workers
from smslint.project import run as run_module
from smslint.project.run import Runner
from tests.project.support import codes, project, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from smslint.project.files import Target

FILES = {
    "smslint.yaml": "messages:\n  - {files: 'sms/*'}\nregions: [US]\nvalues: {name: {max: 20}}\n",
    "sms/a.txt": "Hi – {{ name }}",
    "sms/b.yaml": "en:\n  a: Hi\n  b: '“Hi”' # smslint: disable=OPT001\nru:\n  a: Привет\n",
    "sms/c.json": '{"a": "free! 20% off today"}',
    "sms/d.json": "{",
}
METHODS = ["spawn"] if workers._METHOD == "spawn" else ["fork", "spawn"]
needs_fork = pytest.mark.skipif(workers._METHOD != "fork", reason="there is no fork here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project, with a link to a file outside of it."""
    folder = project(tmp_path / "project", FILES)
    (tmp_path / "secret.txt").write_text("The key is 4711", encoding="utf-8")
    (folder / "sms/link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes also for few files, one of which is checked before a fork."""
    monkeypatch.setattr(workers, "PAYS", 1)
    monkeypatch.setattr(workers, "FIRST", 1)
    monkeypatch.setattr(workers, "_CHUNK", 1)
    monkeypatch.setattr(run_module, "MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("method", METHODS)
def test_several_processes_find_the_same(folder: Path, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run(folder, Runner(parallel=False))
    monkeypatch.setattr(workers, "_METHOD", method)

    def checked_here(*_: Any) -> Any:
        raise AssertionError

    runner = Runner()
    if method == "spawn":
        monkeypatch.setattr(runner, "checked", checked_here)
    assert run(folder, runner) == alone
    assert "SRC001" in codes(alone)
    assert "4711" not in repr(alone)


class Dying(Runner):
    """Ends its process, or fails, in a file of a worker."""

    home = os.getpid()

    def text(self, target: Target, data: bytes, text: str | None = None) -> Any:
        if os.getpid() != self.home and target.inside == "sms/b.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().text(target, data, text)


class Failing(Runner):
    """Finds settings that are wrong in a file of a worker."""

    def text(self, target: Target, data: bytes, text: str | None = None) -> Any:
        if target.inside == "sms/b.yaml":
            raise ConfigError("wrong")
        return super().text(target, data, text)


@needs_fork
@pytest.mark.usefixtures("several")
def test_the_work_of_a_killed_process_is_done_by_the_run(folder: Path) -> None:
    assert run(folder, Dying()) == run(folder, Runner(parallel=False))


@needs_fork
@pytest.mark.usefixtures("several")
def test_an_error_in_another_process_is_the_error_of_the_run(folder: Path) -> None:
    with pytest.raises(ConfigError, match="wrong"):
        run(folder, Failing())


def failing_at_three(number: int) -> tuple[int, str]:
    """Some work; the number says how much is to be sent back."""
    if number == 3:
        raise ValueError
    return number, "x" * (number * 70_000)


ANSWERS: list[tuple[int, Callable[[int], tuple[int, str]], list[int]]] = [
    (0, failing_at_three, []),
    (3, failing_at_three, [0, 1, 2]),
    (4, failing_at_three, [0, 1, 2]),
    (9, failing_at_three, [0, 1, 2, 4, 5, 6, 7, 8]),
    (forks.MOST, lambda number: (number, ""), list(range(forks.MOST))),
]


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Says whether two processes were started, and none of them is left."""
    started: list[int] = []
    fork = os.fork

    def noting() -> int:
        child = fork()
        started.append(child)
        return child

    def is_left(child: int) -> bool:
        try:
            os.waitpid(child, os.WNOHANG)
        except ChildProcessError:
            return False
        return True

    monkeypatch.setattr(os, "fork", noting)
    return lambda: len(started) == 2 and not any(map(is_left, started))


@needs_fork
@pytest.mark.parametrize(("pieces", "work", "wanted"), ANSWERS, ids=range(len(ANSWERS)))
def test_each_piece_is_answered_once(
    pieces: int, work: Callable[[int], tuple[int, str]], wanted: list[int], ended: Callable[[], bool]
) -> None:
    """An exception ends one of two processes; the other one does all that is left."""
    assert sorted(number for number, _ in forks.answers(work, pieces, 2)) == wanted
    assert ended()


@needs_fork
def test_no_process_is_left_when_the_caller_stops(ended: Callable[[], bool]) -> None:
    found = forks.answers(lambda number: (number, "x" * 100_000), 50, 2)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert ended()


KILLED = """
import time
from smslint.project import forks
found = forks.answers(lambda number: "x" * 100_000, 50, 2)
next(found)
print("begun", flush=True)
time.sleep(60)
"""


@needs_fork
def test_no_process_is_left_when_this_one_is_killed() -> None:
    """The children share the standard output: it ends only when all of them have ended."""
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.kill()
        assert process.communicate(timeout=20)[0] == b""


@needs_fork
def test_a_child_serves_until_there_are_no_more_numbers() -> None:
    numbers, give = os.pipe()
    read, answer = os.pipe()
    os.write(give, (7).to_bytes(4, "big") + (300).to_bytes(4, "big"))
    os.close(give)
    forks.serve(lambda number: number * 2, numbers, answer)
    os.close(answer)
    with os.fdopen(read, "rb") as pipe:
        told = [pickle.loads(pipe.read(int.from_bytes(pipe.read(8), "big"))) for _ in range(2)]
        assert pipe.read() == b""
    os.close(numbers)
    assert told == [14, 600]
