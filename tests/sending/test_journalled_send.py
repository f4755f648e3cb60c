"""Single messages with a journal: the same text goes to the same number once in a campaign, whatever happened to the first attempt."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import SendRefused
from smslint.sending import AsyncOctopodsSender, Journal, OctopodsSender, SendFailed, State
from smslint.sending.outcome import InDoubt, NotConnected, RateLimited, Rejected
from smslint.sending.receipt import Receipt
from smslint.sending.verdict import Gate
from tests.sending.server import Reply, Server, error
from tests.sending.support import KEY, PASS, REFUSE, SHORT, TO


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal") as made:
        yield made


def make(server: Server, journal: Journal, gate: Gate = PASS, **more: Any) -> OctopodsSender:
    return OctopodsSender(KEY, server.base, gate=gate, journal=journal, timeouts=SHORT, **more)


# what the first attempt meets, how it ends, how the second ends, how many requests there were
AGAIN = [
    (None, None, None, 1),
    (error(4, "no"), Rejected, Rejected, 1),
    (Reply(500), InDoubt, InDoubt, 1),
    (Reply(429), RateLimited, None, 2),
]


@pytest.mark.parametrize(("first", "then", "again", "requests"), AGAIN)
@pytest.mark.parametrize("twin", ["sync", "async"])
def test_a_second_call_sends_only_what_was_not_sent(
    server: Server,
    journal: Journal,
    first: Reply | None,
    then: type[Exception] | None,
    again: type[Exception] | None,
    requests: int,
    twin: str,
) -> None:
    async def send_async() -> Receipt:
        async with AsyncOctopodsSender(KEY, server.base, gate=PASS, journal=journal, timeouts=SHORT) as sender:
            return await sender.send("Hello", TO)

    def send() -> Any:
        try:
            if twin == "async":
                return asyncio.run(send_async())
            with make(server, journal) as sender:
                return sender.send("Hello", TO)
        except SendFailed as failed:
            return type(failed.outcome)

    if first:
        server.script.append(first)
    results = [send(), send()]
    for result, expected in zip(results, (then, again), strict=True):
        if expected:
            assert result is expected
        else:
            assert (result.message_id, result.request_id, result.phone) == ("msg_1", "req_1", TO)
    assert len(server.seen) == requests


def test_another_campaign_sends_again(server: Server, journal: Journal) -> None:
    for campaign in ("monday", "tuesday", "monday"):
        with make(server, journal, campaign=campaign) as sender:
            sender.send("Hello", TO)
    assert len(server.seen) == 2


def test_unreachable_leaves_it_queued(journal: Journal) -> None:
    with Server() as gone:
        pass
    with make(gone, journal) as sender, pytest.raises(SendFailed) as failed:
        sender.send("Hello", TO)
    assert isinstance(failed.value.outcome, NotConnected)
    assert journal.summary()[State.QUEUED] == 1


def test_refused_leaves_no_row(server: Server, journal: Journal) -> None:
    with make(server, journal, REFUSE) as sender, pytest.raises(SendRefused):
        sender.send("Hello", TO)
    assert journal.rows() == []


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, asyncio.CancelledError])
def test_interrupted_is_in_doubt(
    server: Server, journal: Journal, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def broken(_: object) -> None:
        raise interruption

    with make(server, journal) as sender:
        monkeypatch.setattr(sender, "deliver", broken)
        with pytest.raises(interruption):
            sender.send("Hello", TO)
    assert [row.state for row in journal.rows()] == [State.IN_DOUBT]


def test_importing_the_package_imports_no_http_client() -> None:
    code = (
        "import sys; before = set(sys.modules); import smslint.sending;"  # coverage tools may have imported some already
        "print([name for name in sys.modules if name not in before and name.startswith(('smslint.sending.', 'httpx', 'sqlite3'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_without_httpx_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from smslint.errors import ConfigError

    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ConfigError, match=r"pip install 'smslint\[send\]'"):
        OctopodsSender(KEY, gate=PASS)
