"""Ctrl-C while another process starts: the first process answers it, afterwards; the new one never does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from smslint import interrupts

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows cannot hold back signals")


def test_ctrl_c_is_answered_afterwards() -> None:
    done: list[str] = []

    def work() -> None:
        with interrupts.deferred():
            signal.raise_signal(signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done


def test_what_was_held_back_before_stays_so() -> None:
    with interrupts.deferred():
        with interrupts.deferred():
            pass
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_process_that_is_still_starting_writes_no_traceback() -> None:
    command = [sys.executable, "-c", "import time\nprint(flush=True)\ntime.sleep(0.2)\nprint('end')"]
    with interrupts.deferred():
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "end\n", "")
