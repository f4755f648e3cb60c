"""An interrupt after a file was written: the message does not say that nothing was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from smslint.cli.app import run


def test_an_output_was_written_before_the_interrupt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from smslint import writing

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Acme: hello", "utf-8")
    write = writing.write_bytes

    def interrupted(*arguments: object, **options: object) -> None:
        write(*arguments, **options)  # type: ignore[arg-type]
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
