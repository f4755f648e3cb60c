"""Limits that hold although several processes send at the same time: caps on how often a person is texted, and a campaign's budget."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from smslint.errors import SendRefused
from smslint.sending.journal.entries import Claim, Resolution, State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import InDoubt, Reason, Rejected
from smslint.sending.receipt import Receipt
from smslint.sending.runner import send_all
from smslint.sending.verdict import Charge, Outgoing, Verdict
from tests.sending.server import Server
from tests.sending.support import KEY, TO, numbers

TOP = Path(__file__).parents[2]
PRICES = "country,price,currency,as_of\nUS,0.01,USD,2026-11-01\n"
ANY_HOUR = "rules: {TIM001: off, TIM002: off, TIM003: off, CST002: off, NUM003: off"


def send_together(server: Server, folder: Path, config: str, workers: dict[str, list[str]]) -> str:
    """Start one process for each worker, let them send at the same moment, and return what they print."""
    (folder / "prices.csv").write_text(PRICES, "utf-8")
    (folder / "smslint.yaml").write_text(config, "utf-8")
    command = [
        sys.executable,
        "-m",
        "tests.sending.limited_worker",
        server.base,
        str(folder / "j"),
        str(folder / "smslint.yaml"),
    ]
    running = []
    for name, people in workers.items():
        running.append(subprocess.Popen([*command, name, *people], cwd=TOP, text=True, stdin=-1, stdout=-1, stderr=-1))
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    done = [each.communicate(timeout=120) for each in running]
    assert [each.returncode for each in running] == [0] * len(running), done
    return "".join(out for out, _ in done)


WORKERS = "abC"
"""The last one sends its messages one by one, the others as a list."""


def test_a_cap_holds_across_processes(tmp_path: Path) -> None:
    """Three processes with two texts each for the same two people, who may get three a day."""
    config = f"brand: Acme\nregions: [US]\n{ANY_HOUR}, FRQ001: {{max_per_day: 3}}}}\n"
    with Server() as server:
        out = send_together(server, tmp_path, config, dict.fromkeys(WORKERS, numbers(2) * 2))
        arrived = Counter(str(each["destination_phone"]) for each in server.accepted)
    assert arrived == dict.fromkeys(numbers(2), 3), out


def test_a_budget_holds_across_processes(tmp_path: Path) -> None:
    """Three processes with five texts each, of which seven can be paid, in this run and the next."""
    config = f"brand: Acme\nregions: [US]\nprices: prices.csv\nsending: {{budget: 0.07 USD}}\n{ANY_HOUR}}}\n"
    workers = {name: numbers(15)[5 * index : 5 * index + 5] for index, name in enumerate(WORKERS)}
    with Server() as server:
        out = send_together(server, tmp_path, config, workers)
        assert len(server.accepted) == 7, out
        again = send_together(server, tmp_path, config, dict(list(workers.items())[:1]))
        assert len(server.accepted) == 7, again
    with Journal(tmp_path / "j") as journal:
        assert journal.summary()[State.ACCEPTED] == 7
        assert not journal.summary()[State.ATTEMPTING]


def charged(journal: Journal, to: str, limit: str = "0.02", currency: str = "USD") -> Claim:
    entry = journal.add("c", Outgoing("Hello", to))
    return journal.claim(entry, charge=Charge(Decimal("0.01"), Decimal(limit), currency))


def test_the_account_of_a_campaign(tmp_path: Path) -> None:
    first, second, third = numbers(3)
    with Journal(tmp_path / "j") as journal, Journal(tmp_path / "j") as other:
        claim = charged(journal, first)
        journal.settle(claim, Rejected(Reason.UNKNOWN, None, "no"))
        journal.resolve(claim.entry.id, Resolution.RESEND)
        assert charged(other, first).granted, "a message counts once"
        assert charged(other, second).granted
        refused = charged(journal, third)
        assert (refused.granted, refused.over_budget, refused.state) == (False, True, State.QUEUED)
        assert charged(journal, third, currency="EUR").granted, "another currency has its own account"
        assert not charged(journal, third).over_budget, "what is being sent is not counted again"
        other_campaign = journal.add("d", Outgoing("Hello", third))
        assert journal.claim(other_campaign, charge=Charge(Decimal("0.01"), Decimal("0.02"), "USD")).granted


def test_a_message_that_is_sent_again_after_a_doubt_counts_twice(tmp_path: Path) -> None:
    with Journal(tmp_path / "j") as journal:
        claim = charged(journal, TO)
        journal.settle(claim, InDoubt("no answer"))
        journal.resolve(claim.entry.id, Resolution.RESEND)
        claim = charged(journal, TO)
        assert claim.granted
        journal.settle(claim, InDoubt("no answer"))
        journal.resolve(claim.entry.id, Resolution.RESEND)
        assert charged(journal, TO).over_budget
        journal.settle(charged(journal, TO, limit="0.03"), Receipt("r", "m", None, TO))


def test_an_account_that_is_used_up(tmp_path: Path) -> None:
    """The gate passed the message, and then another process used the rest of the budget."""

    def passing(_: Outgoing) -> Verdict:
        return Verdict(passed=True, charge=Charge(Decimal("0.01"), Decimal("0.015"), "USD"))

    with Server() as server, Journal(tmp_path / "j") as journal:
        with OctopodsSender(KEY, server.base, gate=passing, journal=journal, campaign="c") as single:
            single.send("Hello", TO)
            with pytest.raises(SendRefused, match="CST001 The campaign would cost more"):
                single.send("Hello again", TO)
        with OctopodsSender(KEY, server.base, gate=passing) as sender:
            totals = send_all([Outgoing("Hi", to) for to in numbers(2)], sender, journal, "c")
        assert totals.refused == 2
        assert [row.note for row in journal.rows(State.REFUSED)] == ["CST001", "CST001"]
        assert len(server.accepted) == 1
