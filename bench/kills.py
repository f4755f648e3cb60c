"""The kill table: what becomes of messages when senders are killed at random moments, and when system calls fail.

    python bench/kills.py --kills 500 --messages 1000
    python bench/kills.py --kills 0 --faults 2000        # needs strace

Processes send to a server on this machine, which also breaks connections and answers late. They are killed with SIGKILL and
started again until every message is settled. Then the messages that the server accepted are compared with the journal. With
``--faults``, strace makes system calls of the senders fail instead (EIO, ENOSPC and others, in writes, syncs, locks and sockets).

The null control is the same loop with a journal that does not record the intent before the request. It must find messages that
were sent twice: otherwise the loop would find nothing at all.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

TOP = Path(__file__).parents[1]
sys.path.insert(0, str(TOP))

from smslint.sending.journal.entries import State  # noqa: E402
from smslint.sending.journal.journal import Journal  # noqa: E402
from tests.sending.server import Server  # noqa: E402
from tests.sending.support import outgoing  # noqa: E402
from tests.sending.under_fire import Moody, kill_when  # noqa: E402

FAULTS = (
    "pwrite64:error=EIO", "pwrite64:error=ENOSPC", "fdatasync:error=EIO", "fsync:error=EIO", "flock:error=ENOLCK",
    "openat:error=EMFILE", "openat:error=EACCES", "ftruncate:error=EIO", "sendto:error=EPIPE", "recvfrom:error=ECONNRESET",
    "read:error=EIO", "pread64:error=EIO", "unlink:error=EPERM", "mmap:error=ENOMEM",
)  # fmt: skip
_WAIT = 300


@dataclass
class Tally:
    """What became of the messages of all rounds."""

    messages: int = 0
    kills: int = 0
    injected: int = 0
    requests: int = 0
    accepted: int = 0
    twice: int = 0
    lost: int = 0
    tracebacks: int = 0
    states: Counter[State] = field(default_factory=Counter)

    def count(self, server: Server, journal: Path, messages: int) -> None:
        """Compare what the server accepted with the journal."""
        arrived = Counter((str(each["destination_phone"]), str(each["body"])) for each in server.accepted)
        rows = {(each.to, each.body): each.row for each in outgoing(messages)}
        with Journal(journal) as opened:
            opened.recover()
            states = {row.list_row: row.state for row in opened.rows()}
        self.messages += messages
        self.requests += len(server.seen)
        self.accepted += len(arrived)
        self.twice += sum(count - 1 for count in arrived.values())
        received = {rows[key] for key in arrived}
        # Accepted by the server and not known to be, or known as accepted and never received, or without a row.
        for row in rows.values():
            state = states.get(row)
            if row in received:
                self.lost += state not in (State.ACCEPTED, State.IN_DOUBT)
            else:
                self.lost += state in (None, State.ACCEPTED, State.QUEUED, State.ATTEMPTING)
        self.states.update(states.values())

    def lines(self, title: str) -> str:
        """The table, as it is published."""
        facts = {
            "messages": self.messages, "kills": self.kills, "injected faults": self.injected, "requests": self.requests,
            "accepted by the server": self.accepted, "sent twice": self.twice, "lost": self.lost,
            "in doubt": self.states[State.IN_DOUBT], "failed": self.states[State.FAILED], "tracebacks": self.tracebacks,
        }  # fmt: skip
        return f"{title}\n" + "".join(f"  {name:24}{value:>10,}\n" for name, value in facts.items())


class Round:
    """One journal, one server, and the processes that send into it."""

    def __init__(self, folder: Path, messages: int, *, intent: bool) -> None:
        self.folder, self.messages, self.intent = folder, messages, intent
        self.journal, self.log = folder / "journal", folder / "strace"

    def start(self, server: Server, fault: str = "") -> subprocess.Popen[str]:
        """A sending process that is ready; it fails as strace says."""
        command = [sys.executable, "-m", "tests.sending.worker", server.base, str(self.journal), str(self.messages)]
        if fault or not self.intent:
            command += ["0", "again" if fault else "without-intent"]
        process = subprocess.Popen(command, cwd=TOP, stdout=-1, stderr=-1, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        if fault:  # from here on: while Python imports its modules, a fault would say nothing about the journal
            tracer = ["strace", "-f", "-qq", "-o", str(self.log), "-p", str(process.pid), "-e", f"inject={fault}"]
            subprocess.Popen(tracer, stderr=-3)
        return process

    def end(self, process: subprocess.Popen[str], tally: Tally) -> int:
        """Wait for a process; returns its status."""
        _, errors = process.communicate(timeout=_WAIT)
        tally.tracebacks += "Traceback" in errors
        if "Traceback" in errors:
            print(errors, file=sys.stderr)
        return process.returncode


def kill_round(one: Round, server: Server, tally: Tally, chance: random.Random, processes: int, most: int) -> None:
    """Start, kill at a random moment, start again, until all messages are settled."""
    for _ in range(most // processes):
        running = [one.start(server) for _ in range(processes)]
        for process in running:
            wanted = len(server.seen) + chance.randint(1, max(1, one.messages // 20))
            tally.kills += kill_when(process, lambda wanted=wanted: len(server.seen) >= wanted, chance)  # type: ignore[misc]
        if 0 in {one.end(process, tally) for process in running}:
            break
    while one.end(one.start(server), tally) != 0:
        pass


def fault_round(one: Round, server: Server, tally: Tally, chance: random.Random) -> None:
    """Let system calls fail again and again, then send the rest without faults."""
    for _ in range(6):
        fault = f"{chance.choice(FAULTS)}:when={chance.randint(1, 60)}+{chance.randint(1, 9)}"
        one.end(one.start(server, fault), tally)
        tally.injected += one.log.read_text(errors="replace").count("(INJECTED)") if one.log.exists() else 0
        one.log.unlink(missing_ok=True)
    while one.end(one.start(server), tally) != 0:
        pass


def fire(kills: int, faults: int, messages: int, *, intent: bool = True, seed: int = 20261126) -> Tally:
    """Rounds with one or two processes, with a server that always accepts or does not, until there are enough."""
    chance, tally = random.Random(seed), Tally()
    number = 0
    while tally.kills < kills or tally.injected < faults:
        number += 1
        with tempfile.TemporaryDirectory() as folder, Moody() if number % 2 else Server() as server:
            one = Round(Path(folder), messages, intent=intent)
            if tally.kills < kills:
                kill_round(one, server, tally, chance, 1 + number // 2 % 2, kills - tally.kills + 1)
            else:
                fault_round(one, server, tally, chance)
            tally.count(server, one.journal, messages)
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Run both loops and print both tables; status 1 if a promise does not hold, or if the null control finds nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="how often senders are killed")
    parser.add_argument("--faults", type=int, default=0, help="how many system calls fail (needs strace)")
    parser.add_argument("--messages", type=int, default=500, help="how many messages each round sends")
    parser.add_argument("--null-kills", type=int, default=20, help="how often the null control is killed")
    parser.add_argument("--seed", type=int, default=20261126)
    options = parser.parse_args(arguments)
    found = fire(options.kills, options.faults, options.messages, seed=options.seed)
    print(found.lines("with the journal"), flush=True)
    null = fire(options.null_kills, 0, options.messages, intent=False, seed=options.seed)
    print(null.lines("null control: the intent is not recorded"), end="")
    return int(bool(found.twice or found.lost or found.tracebacks or (options.null_kills and not null.twice)))


if __name__ == "__main__":
    sys.exit(main())
