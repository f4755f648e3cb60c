"""The kill table of docs/reliability.md in small, and its null control: without the record of the intent, a message goes out twice."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from tests.sending.server import Reply, Server

TOP = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


@pytest.mark.parametrize(("mode", "times"), [("", 1), ("without-intent", 2)])
def test_killed_between_the_request_and_its_answer(mode: str, times: int, tmp_path: Path) -> None:
    """The server accepts the second message and does not answer; the sender is killed, and started again."""
    with Server() as server:
        server.script += [server.ok, Reply(hold=True, accepts=True)]
        command = [sys.executable, "-m", "tests.sending.worker", server.base, str(tmp_path / "j"), "4", "0", mode]
        first = subprocess.Popen(command, cwd=TOP, stdout=subprocess.DEVNULL)
        while len(server.accepted) < 2:
            assert first.poll() is None
            time.sleep(0.001)
        first.kill()
        first.wait(60)
        assert subprocess.run(command, cwd=TOP, stdout=subprocess.DEVNULL, check=False, timeout=120).returncode == 0
        arrived = Counter(str(each["body"]) for each in server.accepted)
    assert arrived == {"Hello number 0": 1, "Hello number 1": times, "Hello number 2": 1, "Hello number 3": 1}
    with Journal(tmp_path / "j") as journal:
        assert journal.summary()[State.IN_DOUBT] == 2 - times


def test_the_command_that_prints_the_table() -> None:
    command = [sys.executable, "bench/kills.py", "--kills", "2", "--messages", "30", "--null-kills", "0"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    table = dict(re.findall(r"^  (\S.*?) {2,}([\d,]+)$", done.stdout.split("null control")[0], re.MULTILINE))
    assert [table[name] for name in ("sent twice", "lost", "tracebacks")] == ["0", "0", "0"]
    assert int(table["kills"]) >= 1
