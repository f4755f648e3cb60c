"""One sending process, for the tests that kill it: ``python -m tests.sending.worker BASE JOURNAL COUNT [FILE_SIZE]``."""

from __future__ import annotations

import sys

from smslint.errors import JournalError
from smslint.sending.http import Timeouts
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.runner import Limits, send_all
from tests.sending.support import KEY, PASS, outgoing


def main(base: str, path: str, count: str, file_size: str = "") -> int:
    with Journal(path) as journal, OctopodsSender(KEY, base, gate=PASS, timeouts=Timeouts(5, 5)) as sender:
        if file_size:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (int(file_size), int(file_size)))
        print("ready", flush=True)
        try:
            totals = send_all(outgoing(int(count)), sender, journal, "c", limits=Limits(doubts=10**9))
        except JournalError as error:
            print(error, file=sys.stderr)
            return 7
        assert totals.total == int(count)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
