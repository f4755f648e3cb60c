"""Interrupts at any moment: no traceback, no half-written file, no temporary file, and nothing said that is not true."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from smslint import writing
from smslint.cli.app import run


def test_an_output_was_written_before_the_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Acme: hello", "utf-8")
    write = writing.write_bytes

    def interrupted(path: Path, *arguments: object, **options: object) -> None:
        write(path, *arguments, **options)  # type: ignore[arg-type]
        if path.name == "out.json":  # not what is kept in the user's cache
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_bytes", interrupted)
    assert run(["check", "--no-cache", "--output", "json=out.json", "a.txt"]) == 130
    assert (tmp_path / "out.json").exists()
    assert capsys.readouterr().err.strip() == "Interrupted."


def running(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, own, *_ = each.read_text("utf-8").rpartition(") ")[2].split()
        except OSError:
            continue
        if int(own) == group and state != "Z":
            found.append(int(each.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_a_plain_check_that_ends_at_once(name: str, tmp_path: Path) -> None:
    """The plain command line leaves these signals to the system, because it writes nothing but its cache: no process that helps it remains,
    no file of the project has changed, and the next run says the same as if there had been none.
    """
    texts = {
        tmp_path / f"{number}.txt": f"Acme: hello {number} \u0456" for number in range(600)
    }  # several processes check so many
    texts[tmp_path / "smslint.yaml"] = 'messages: [{files: "*.txt"}]\n'
    for path, text in texts.items():
        path.write_text(text, "utf-8")
    command = [sys.executable, "-m", "smslint", "check", ".", "--format", "json"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    helped = False
    for _ in range(2):
        with subprocess.Popen(
            command, cwd=tmp_path, env=env, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            while process.poll() is None and len(running(process.pid)) < 2:
                time.sleep(0.005)
            helped |= process.poll() is None
            process.send_signal(getattr(signal, name))
            process.communicate()
        for _ in range(600):
            if not running(process.pid):
                break
            time.sleep(0.05)
        assert running(process.pid) == []
    assert helped or (os.cpu_count() or 1) == 1
    assert {path: path.read_text("utf-8") for path in texts} == texts
    assert {each.name for each in tmp_path.iterdir() if each not in texts} <= {".smslint_cache"}
    again, fresh = (
        subprocess.run([*command, *more], cwd=tmp_path, env=env, capture_output=True, check=False)
        for more in ([], ["--no-cache"])
    )
    assert (again.returncode, again.stdout) == (fresh.returncode, fresh.stdout)
    assert again.stderr == fresh.stderr


AT_A_CALL = """
import os, signal, sys
from smslint.__main__ import main
left = int(sys.argv.pop(1))
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGINT)
sys.argv[0] = "smslint"
sys.setprofile(count)
try:
    main()
finally:
    sys.setprofile(None)
    print(-left, file=sys.stderr)
"""
"""The program, which gets Ctrl-C when so many functions have been called or have returned; at the end it says how many these are."""
COMMANDS = {
    "init": (["init", "project"], ["project/smslint.yaml"]),
    "audit": (["recipients", "l.csv", "--isolated", "--clean", "c.xlsx", "--rejected", "r.csv"], ["c.xlsx", "r.csv"]),
    "fix": (["check", "--fix", "--no-cache", "fixed"], ["fixed/a.txt", "fixed/b.txt"]),
    "version": (["--version"], []),
}
"""Commands, each with the files that it writes: all of them or none."""


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupt_at_any_moment(name: str, tmp_path: Path) -> None:
    words, written = COMMANDS[name]
    (tmp_path / "tmp").mkdir()

    def run_at(call: int) -> tuple[subprocess.CompletedProcess[str], dict[str, bytes], dict[str, bytes]]:
        work = tmp_path / f"at{call}"
        for path, text in {
            "project/t.txt": "Acme: your code is {{ code }}",
            "l.csv": "phone,name\n+14155552671,Ann\nbad,Bo\n",
            "fixed/smslint.yaml": "messages: [{files: '*.txt', dialect: jinja}]\n",
            "fixed/a.txt": "Acme: it\u2019s here",
            "fixed/b.txt": "Acme: it\u2019s there",
        }.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_text(text, "utf-8")
        before = files(work)
        env = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, "-c", AT_A_CALL, str(call), *words]
        done = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
        return done, before, files(work)

    whole, before, after = run_at(0)
    calls = int(whole.stderr.split()[-1])
    assert sorted(path for path in after if after[path] != before.get(path)) == sorted(written)
    # The moments are nearer to each other at the end, where files get their names.
    for share in (0.0003, 0.2, 0.9, 0.99, 0.999, 0.9997):
        done, before, after = run_at(max(4, int(calls * share)))  # before, Python has not begun with the program
        assert "Traceback" not in done.stderr
        assert done.returncode in {130, whole.returncode}, done.stderr
        changed = [path for path in {*before, *after} if after.get(path) != before.get(path)]
        assert sorted(changed) in ([], sorted(written)), share
        assert not changed or "No file was rewritten" not in done.stderr
        assert not list((tmp_path / "tmp").iterdir())


FORKED = """
import os, signal
from smslint.project import forks
fork = os.fork
def interrupted():
    child = fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGINT)
    return child
os.fork = interrupted
try:
    print(sorted(forks.answers(lambda number: number, 5, 3)), flush=True)
finally:
    print("the end", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_child_that_is_interrupted_at_its_birth() -> None:
    """It does not do what its parent does at its end."""
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[0, 1, 2, 3, 4]\nthe end\n", "")


SEVERAL = """
import sys, smslint.recipients.audit as audit
audit.PAYS_ABOVE = 0
from smslint.__main__ import main
sys.argv[:] = ["smslint", "recipients", "parts", "--isolated", "--jobs", "2"]
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_control_c_while_processes_start(tmp_path: Path) -> None:
    """A terminal gives it to all of them, and only one speaks."""
    (tmp_path / "parts").mkdir()
    for number in range(3):
        (tmp_path / f"parts/{number}.csv").write_text("phone\n" + "+14155552671\n" * 1000, "utf-8")
    (tmp_path / "tmp").mkdir()
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(
        [sys.executable, "-c", SEVERAL], cwd=tmp_path, env=env, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:  # fmt: skip
        while process.poll() is None and len(running(process.pid)) < 3:
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGINT)
        _, error = process.communicate()
    assert process.returncode == 130
    assert error.split() == [b"Interrupted."]
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    "command", ["check --no-cache --fix", "recipients l.csv --isolated --clean c.csv --rejected r.csv"]
)
def test_files_that_belong_together_do_not_stop_halfway(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smslint.yaml").write_text("messages: [{files: '*.txt', dialect: jinja}]\n", "utf-8")
    (tmp_path / "l.csv").write_text("phone\n+14155552671\nbad\n", "utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Acme: it\u2019s here", "utf-8")
    before = files(tmp_path)
    replace, put_back = Path.replace, writing._put_back

    def replaced(path: Path, target: Path) -> Path:
        found = replace(path, target)
        signal.raise_signal(signal.SIGINT)
        return found

    def putting_back(*arguments: Any) -> list[int]:
        signal.raise_signal(signal.SIGINT)
        return put_back(*arguments)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(writing, "_put_back", putting_back)
    assert run(command.split()) == 130
    after = files(tmp_path)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == (set() if "fix" in command else {"c.csv", "r.csv"})
    assert not changed or "No file was rewritten" not in capsys.readouterr().err


DELETED = """
import signal, time
import smslint.__main__ as program
class Deleted:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
def run():
    Deleted()
    time.sleep(20)
    return 0
program._run = run
program.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_where_nothing_can_be_raised() -> None:
    """Python would print a traceback and go on, as if nobody had pressed Ctrl-C."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", DELETED], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "\nInterrupted.\n")
