"""One of several sending processes with a shared limit: ``python -m tests.sending.limited_worker BASE JOURNAL CONFIG NAME NUMBER...``.

It sends one text of its own to each number, as soon as a line arrives on its standard input.
"""

from __future__ import annotations

import sys
from pathlib import Path

from smslint.errors import SendRefused
from smslint.sending.gate import make_gate
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.runner import send_all
from smslint.sending.verdict import Outgoing
from tests.sending.support import KEY


def main(base: str, path: str, config: str, name: str, *numbers: str) -> None:
    messages = [
        Outgoing(f"Acme: offer {name} no {row}. Reply STOP to opt out.", to, "marketing", row=row)
        for row, to in enumerate(numbers)
    ]
    with Journal(path) as journal:
        gate = make_gate(Path(config), journal=journal, campaign="c")
        runs = OctopodsSender(KEY, base, gate=gate)
        single = OctopodsSender(KEY, base, gate=gate, journal=journal, campaign="c")
        with runs, single:
            print("ready", flush=True)
            sys.stdin.readline()
            if name.isupper():  # one by one
                for message in messages:
                    try:
                        single.send(message.body, message.to, kind=message.kind)
                    except SendRefused as refused:
                        print(refused)
            else:
                print(send_all(messages, runs, journal, "c"))


if __name__ == "__main__":
    main(*sys.argv[1:])
