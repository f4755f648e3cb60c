"""One sending process, for the tests that kill it: ``python -m tests.sending.worker BASE JOURNAL COUNT [FILE_SIZE [without-intent | again]]``."""

from __future__ import annotations

import sys

from smslint.errors import ConfigError, JournalError
from smslint.sending.http import Timeouts
from smslint.sending.journal.entries import Claim, Entry, State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import Outcome
from smslint.sending.runner import Limits, send_all
from smslint.sending.verdict import Allowance, Charge
from tests.sending.support import KEY, PASS, outgoing


class Forgetful(Journal):
    """Records only outcomes: the null control, in which a killed sender must send messages twice."""

    def claim(
        self, entry: Entry, seen: int | None = None, charge: Charge | None = None, since: float | None = None, allowance: Allowance | None = None,
    ) -> Claim:  # fmt: skip
        with self._transaction() as db:
            state = self._row(db, entry.id).state
        return Claim(entry, state in (State.QUEUED, State.REFUSED), state)

    def settle(self, claim: Claim, outcome: Outcome) -> State:
        super().claim(claim.entry)
        return super().settle(claim, outcome)


def main(base: str, path: str, count: str, file_size: str = "", mode: str = "") -> int:
    kind = Forgetful if mode == "without-intent" else Journal
    for _ in range(100 if mode == "again" else 1):
        try:
            return send(kind, base, path, count, file_size)
        except (JournalError, ConfigError) as error:
            print(error, file=sys.stderr)
    return 7


def send(kind: type[Journal], base: str, path: str, count: str, file_size: str) -> int:
    with kind(path) as journal, OctopodsSender(KEY, base, gate=PASS, timeouts=Timeouts(5, 5)) as sender:
        if int(file_size or 0):
            import resource

            sys.dont_write_bytecode = True  # Python would leave compiled modules that are cut short
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(file_size), int(file_size)))
        print("ready", flush=True)
        totals = send_all(outgoing(int(count)), sender, journal, "c", limits=Limits(doubts=10**9))
        assert totals.total == int(count)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
