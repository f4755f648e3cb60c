"""Run everything, collect every output, log, exception, repr and file, and search them for the key and for complete numbers."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from smslint.errors import SmslintError
from smslint.sending.journal.journal import Journal
from smslint.sending.key import ApiKey
from smslint.sending.octopods import AsyncOctopodsSender, OctopodsSender
from smslint.sending.receipt import Receipt
from smslint.sending.runner import Limits, send_all
from smslint.sending.verdict import Outgoing, Verdict
from tests.sending.server import Reply, Seen, Server, error
from tests.sending.support import KEY, SHORT, finding, numbers

COUNT = 16
NUMBERS = [*numbers(COUNT), "+14155559999"]


def gate(message: Outgoing) -> Verdict:
    """Refuses one row, with a finding that quotes the number as a careless rule could do."""
    if message.row == 2:
        return Verdict(passed=False, findings=(finding("NUM004", f"{message.to} is on the suppression list"),))
    return Verdict(passed=True)


def script(server: Server) -> list[Reply | Callable[[Seen], Reply] | str]:
    """Answers that quote the number and the key wherever a provider could do so."""

    def quoting(status: int, **more: object) -> Callable[[Seen], Reply]:
        def reply(seen: Seen) -> Reply:
            to = str(seen.json["destination_phone"])
            return Reply(
                status,
                {
                    "error_code": 3,
                    "error": f"{to} or {to[2:5]}-{to[5:8]}-{to[8:]}: bad, key {KEY}",
                    "request_id": to,
                    **more,
                },
            )

        return reply

    def status_address(seen: Seen) -> Reply:
        to = str(seen.json["destination_phone"])
        return Reply(
            201,
            {
                "request_id": "r",
                "message_id": "m",
                "message_status_url": f"{server.base}/s?to=%2B{to[1:]}",
                "phone_number": to,
            },
        )

    return [
        server.ok, quoting(400), status_address, quoting(500), quoting(201), quoting(418), Reply(raw=b"", reset=True), "reset-before",
        Reply(307, headers={"Location": "http://127.0.0.1:1/x"}), error(77, "?"), Reply(hold=True), Reply(400, raw=b"junk\r\n\r\n"), quoting(401),
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_no_output_shows_the_key_or_a_number(tmp_path: Path, server: Server) -> None:
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    shown: list[str] = []
    locals_shown: list[str] = []
    pickles: list[bytes] = []

    def caught(error: BaseException) -> None:
        shown.extend(["".join(traceback.format_exception(error)), repr(error), str(error), repr(vars(error))])
        shown.extend(repr(found) for found in getattr(error, "findings", ()))
        shown.append("".join(traceback.format_exception(error.__context__)) if error.__context__ else "")
        locals_shown.append("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
        with contextlib.suppress(pickle.PicklingError, TypeError, AttributeError):
            pickles.append(pickle.dumps(error))

    def sync_sends(sender: OctopodsSender) -> None:
        for step in script(server):
            server.script.append(step)
            try:
                receipt = sender.send("Hello", NUMBERS[-1])
                shown.append(repr(receipt) + str(receipt))
                sender.status(receipt)
            except SmslintError as problem:
                caught(problem)
            server.script.clear()
        for url in ("http://evil.example/" + NUMBERS[0], f"{server.base}/{KEY}"):
            try:
                shown.append(repr(sender.status(Receipt("r", "m", url, NUMBERS[0]))))
            except SmslintError as problem:
                caught(problem)
        try:
            sender.send("Hello", NUMBERS[1], bogus=NUMBERS[1])
        except SmslintError as problem:
            caught(problem)

    async def async_sends(sender: AsyncOctopodsSender) -> None:
        for step in script(server):
            server.script.append(step)
            try:
                shown.append(repr(await sender.send("Hello", NUMBERS[-1])))
            except SmslintError as problem:
                caught(problem)
            server.script.clear()
        await sender.close()

    try:
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            warnings.catch_warnings(record=True) as warned,
            Journal(tmp_path / "journal") as journal,
            OctopodsSender(KEY, server.base, gate=gate, timeouts=SHORT) as sender,
        ):
            server.script.extend(script(server))
            rows = [Outgoing(f"Hello {index}", to, row=index + 1) for index, to in enumerate(numbers(COUNT))]
            totals = send_all(
                rows, sender, journal, "c", on_progress=lambda each: shown.append(repr(each)), limits=Limits(doubts=99)
            )
            shown.extend(
                [
                    repr(totals),
                    repr(sender),
                    repr(journal),
                    repr(journal.rows()),
                    repr(rows),
                    repr(sender.clear(rows[0])),
                ]
            )
            assert totals.accepted >= 2
            assert totals.failed >= 2
            assert totals.in_doubt >= 4
            assert totals.refused == 1
            assert totals.stopped
            sync_sends(sender)
            asyncio.run(async_sends(AsyncOctopodsSender(ApiKey(KEY), server.base, gate=gate, timeouts=SHORT)))
            shown.extend(str(each.message) for each in warned)
            files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        files |= {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    finally:
        root.removeHandler(handler)
        root.setLevel(before)

    assert "httpcore" in output.getvalue() or "HTTP Request" in output.getvalue(), (
        "the logs were meant to be listened to"
    )
    assert len(locals_shown) >= 20
    assert {"journal", "journal-wal", "journal.pepper"} <= set(files)
    spelled = [form for to in NUMBERS for form in (to[1:], f"{to[2:5]}-{to[5:8]}-{to[8:]}", f"%2B{to[1:]}")]
    texts = {"shown": "\n".join(shown), "logs": output.getvalue(), "pickles": b"\n".join(pickles).decode("latin-1")}
    texts |= {name: content.decode("latin-1") for name, content in files.items()}
    for place, text in texts.items():
        assert KEY not in text, place
        assert not [text[max(0, text.find(form) - 200) : text.find(form) + 40] for form in spelled if form in text], (
            place
        )
    assert KEY not in "\n".join(line for line in locals_shown if "sync_sends" not in line)


def test_every_request_had_the_key(server: Server, sender: OctopodsSender) -> None:
    sender.send("Hello", NUMBERS[0])
    assert [seen.headers["x-octopods-auth"] for seen in server.seen] == [KEY]
