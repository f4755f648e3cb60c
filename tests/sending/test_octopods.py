"""The sender with a real server on loopback: each documented answer and each fault, sync and async."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from smslint.errors import ConfigError, SendRefused, TransportError
from smslint.sending.http import Timeouts
from smslint.sending.journal.entries import State
from smslint.sending.journal.journal import Journal
from smslint.sending.octopods import AsyncOctopodsSender, OctopodsSender
from smslint.sending.outcome import (
    InDoubt,
    NotConnected,
    Outcome,
    RateLimited,
    Reason,
    Rejected,
    SendFailed,
    Unauthorised,
)
from smslint.sending.receipt import DeliveryState, Receipt
from smslint.sending.runner import send_all
from smslint.sending.verdict import Outgoing
from tests.sending.server import Reply, Server, error, in_an_hour
from tests.sending.support import KEY, PASS, REFUSE, SHORT, TO

TRUNCATED = b'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"request_id": "req_9"'
OK_BODY = b'{"request_id": "req_9", "message_id": 12345678}'
OK_RAW = b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%s" % (len(OK_BODY), OK_BODY)
BIG = b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%s" % (len(OK_BODY) + (1 << 20), OK_BODY + b" " * (1 << 20))
"""It says what a shorter answer says, which is not kept in memory to its end."""

# name, what the server does, what the attempt is
FAULTS = [
    ("reset before the request", "reset-before", InDoubt),
    ("reset during the request", "reset-during", InDoubt),
    ("reset after the request", Reply(raw=b"", reset=True, accepts=True), InDoubt),
    ("closed without an answer", Reply(raw=b"", accepts=True), InDoubt),
    ("hangs after the request", Reply(hold=True, accepts=True), InDoubt),
    ("hangs in the middle of the answer", Reply(raw=TRUNCATED[:20], hold=True), InDoubt),
    ("truncated body", Reply(raw=TRUNCATED), InDoubt),
    ("truncated body and reset", Reply(raw=TRUNCATED, reset=True), InDoubt),
    ("not HTTP", Reply(raw=b"220 smtp ready\r\n"), InDoubt),
    ("wrong JSON", Reply(201, None, raw=b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n{oops"), InDoubt),
    ("more than a megabyte", Reply(201, raw=BIG), InDoubt),
    ("JSON of another shape", Reply(201, ["yes"]), InDoubt),
    ("created without ids", Reply(201, {"ok": True}), InDoubt),
    ("500", Reply(500, {"error": "boom"}), InDoubt),
    ("503 with Retry-After", Reply(503, headers={"Retry-After": "1"}), InDoubt),
    ("408", Reply(408), InDoubt),
    ("redirect to another host", Reply(307, headers={"Location": "http://example.invalid/api"}), InDoubt),
    ("429", Reply(429), RateLimited),
    ("429 truncated", Reply(429, raw=b"HTTP/1.1 429 No\r\nContent-Length: 500\r\n\r\n{"), RateLimited),
    ("401", Reply(401, {"error": "no"}), Unauthorised),
    ("403", Reply(403), Unauthorised),
    ("key deprecated", error(5, "API key deprecated"), Unauthorised),
    ("missing argument", error(1, "body is missing"), Rejected),
    ("provider error", error(4, "SMS provider returned an error"), Rejected),
    ("unknown code", error(77, "a new thing"), Rejected),
    ("400 without JSON", Reply(400), Rejected),
    ("slow", Reply(drip=True, raw=OK_RAW), Receipt),
    ("200 rather than 201", Reply(200, {"message_id": 7, "request_id": "r"}), Receipt),
    ("documented success", None, Receipt),
]


SLOW = {
    "the status line": OK_RAW,
    "the headers": OK_RAW.replace(b"\r\n", b"\r\nX-Slow: " + b"a" * 90 + b"\r\n", 1),
    "early hints without end": b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20 + OK_RAW,
}


@pytest.mark.parametrize("wait", ["attempt_sync", "attempt_async"])
@pytest.mark.parametrize("slow", SLOW)
def test_an_answer_has_one_deadline(slow: str, wait: str, server: Server) -> None:
    """Each byte arrives in time, but not the answer: the whole would be a receipt."""
    server.script.append(Reply(raw=SLOW[slow], drip=True, pause=0.05, accepts=True))
    outcome = globals()[wait](server.base, Timeouts(0.2, 0.3))
    assert outcome == InDoubt("no answer in time")


@pytest.mark.parametrize("wait", ["attempt_sync", "attempt_async"])
@pytest.mark.parametrize(("status", "kind"), [(201, InDoubt), (429, RateLimited), (401, Unauthorised)])
def test_a_body_has_the_same_deadline(status: int, kind: type, wait: str, server: Server) -> None:
    """The status is known when the time is over, and that is enough where it is clear."""
    head = b"HTTP/1.1 %d x\r\nContent-Length: 4000\r\n\r\n" % status
    server.script.append(Reply(raw=head + b" " * 4000, drip=True, pause=0.005, accepts=True))
    assert isinstance(globals()[wait](server.base, Timeouts(0.5, 0.5)), kind)


def attempt_sync(base: str, timeouts: Timeouts = SHORT) -> Outcome:
    with OctopodsSender(KEY, base, gate=PASS, timeouts=timeouts) as sender:
        try:
            return sender.send("Hello", TO)
        except SendFailed as failed:
            return failed.outcome


def attempt_async(base: str, timeouts: Timeouts = SHORT) -> Outcome:
    async def attempt() -> Outcome:
        async with AsyncOctopodsSender(KEY, base, gate=PASS, timeouts=timeouts) as sender:
            try:
                return await sender.send("Hello", TO)
            except SendFailed as failed:
                return failed.outcome

    return asyncio.run(attempt())


@pytest.mark.parametrize("attempt", [attempt_sync, attempt_async])
@pytest.mark.parametrize(("fault", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_outcome(
    server: Server, attempt: Callable[..., Outcome], fault: Reply | str | None, expected: type[Outcome]
) -> None:
    if fault is not None:
        server.script.append(fault)
    assert isinstance(attempt(server.base), expected)
    assert len(server.seen) <= 1, "one attempt is one request"


ANY_BYTES: dict[str, bytes] = {
    "nothing": b"", "no UTF-8": b"\xff\xfe\x00\x80", "UTF-16": '{"message_id": "m"}'.encode("utf-16")[:-1], "half of a character": b'"\xf0\x9f"',
    "lists in lists": b"[" * 100_000, "objects in objects": b'{"a":' * 100_000, "a number of 5,000 digits": b'{"message_id": ' + b"9" * 5000 + b"}",
    "a number, not an object": b"5", "no end": b'{"message_id": "m', "not a number": b'{"message_id": NaN}', "a list of ids": b'{"message_id": ["m"]}',
}  # fmt: skip
"""Bodies that say nothing."""
ODD_IDS: dict[str, bytes] = {
    "half a surrogate": b'{"message_id": "m\\ud83d", "request_id": "\\udc00"}', "escapes": b'{"message_id": "\\u001b[2J\\u0000\\u202e"}',
    "very long": b'{"message_id": "' + b"m" * 100_000 + b'"}',
}  # fmt: skip
"""Bodies of which the id cannot be stored, or not shown."""
REFUSED: dict[str, bytes] = {
    "a code of 5,000 digits": b'{"error_code": "' + b"9" * 5000 + b'", "error": "no"}', "half a surrogate": b'{"error_code": "\\ud83d", "error": "\\ud83d\\u001b[2J"}',
    "a code that is a list": b'{"error_code": [5], "error": {"a": 1}}', "digits of another script": '{"error_code": "٥", "error": "no"}'.encode(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        *((201, body, State.IN_DOUBT) for body in ANY_BYTES.values()), *((201, body, State.ACCEPTED) for body in ODD_IDS.values()),
        *((400, body, State.FAILED) for body in (*ANY_BYTES.values(), *ODD_IDS.values(), *REFUSED.values())),
        *((500, body, State.IN_DOUBT) for body in (*ANY_BYTES.values(), *ODD_IDS.values(), *REFUSED.values())),
    ],
    ids=[
        *(f"201 {name}" for name in (*ANY_BYTES, *ODD_IDS)), *(f"{status} {name}" for status in (400, 500) for name in (*ANY_BYTES, *ODD_IDS, *REFUSED)),
    ],
)  # fmt: skip
def test_any_bytes_end_in_the_right_state(
    status: int, body: bytes, state: State, server: Server, tmp_path: Path
) -> None:
    """From the answer to the journal: the message is accepted, failed or in doubt, whatever the provider writes."""
    server.script.append(
        Reply(status, raw=b"HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body))
    )
    with Journal(tmp_path / "j") as journal, OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT) as sender:
        send_all([Outgoing("Hello", TO)], sender, journal, "c")
        (row,) = journal.rows()
    assert row.state is state
    shown = "".join(text for text in (row.note, row.message_id, row.request_id, row.status_url) if text)
    assert shown.isprintable()
    assert len(shown) < 1000


@pytest.mark.parametrize("attempt", [attempt_sync, attempt_async])
def test_a_closed_port_is_unreachable(attempt: Callable[..., Outcome]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert isinstance(attempt(f"http://127.0.0.1:{port}"), NotConnected)


def test_request_on_the_wire(server: Server, sender: OctopodsSender) -> None:
    receipt = sender.send("Grüße 👋", TO, open_intercom_conversation=True, destination_user_name="Ann")
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/api/v1/sms/messages")
    assert seen.headers["x-octopods-auth"] == KEY
    assert seen.headers["content-type"] == "application/json"
    assert seen.json == {
        "destination_phone": TO,
        "body": "Grüße 👋",
        "open_intercom_conversation": True,
        "destination_user_name": "Ann",
    }
    assert (receipt.request_id, receipt.message_id, receipt.phone) == ("req_1", "msg_1", TO)
    assert TO not in repr(receipt)


def test_unknown_option_is_refused_before_the_socket(server: Server, sender: OctopodsSender) -> None:
    with pytest.raises(ConfigError, match="open_intercom_conversation"):
        sender.send("Hello", TO, open_intercom="yes")
    assert server.connections == 0


@pytest.mark.parametrize(("code", "text", "reason"), [
    (2, "destination_phone must be in E.164 format", Reason.PHONE_INVALID),  # the documents' own contradiction
    (3, "invalid phone", Reason.PHONE_INVALID),
    (2, "body is empty", Reason.EMPTY_BODY),
    (3, "body is empty", Reason.EMPTY_BODY),
    (2, "??", Reason.EMPTY_BODY),
    (1, "??", Reason.ARGUMENT_MISSING),
    (4, "??", Reason.PROVIDER_ERROR),
    ("PHONE_INVALID", "??", Reason.PHONE_INVALID),
    ("TYPE_MISMATCH", "??", Reason.UNKNOWN),
    (99, "??", Reason.UNKNOWN),
    (None, "??", Reason.UNKNOWN),
])  # fmt: skip
def test_reason(server: Server, sender: OctopodsSender, code: object, text: str, reason: Reason) -> None:
    server.script.append(Reply(400, {"request_id": "req_5", "error_code": code, "error": text}))
    with pytest.raises(SendFailed) as failed:
        sender.send("Hello", TO)
    outcome = failed.value.outcome
    assert isinstance(outcome, Rejected)
    assert (outcome.reason, outcome.code, outcome.request_id) == (reason, code, "req_5")


@pytest.mark.parametrize(
    ("header", "least", "most"), [("7", 7, 7), (in_an_hour, 2400, 3600), ("soon", None, None), (None, None, None)],
    ids=["seconds", "date", "neither", "missing"],
)  # fmt: skip
def test_retry_after(
    server: Server, sender: OctopodsSender, header: str | Callable[[], str] | None, least: int | None, most: int | None
) -> None:
    if callable(header):
        header = header()  # now, and not when the tests are collected, which may be an hour ago
    server.script.append(Reply(429, headers={} if header is None else {"Retry-After": header}))
    with pytest.raises(SendFailed) as failed:
        sender.send("Hello", TO)
    outcome = failed.value.outcome
    assert isinstance(outcome, RateLimited)
    if least is None or most is None:
        assert outcome.retry_after is None
    else:
        assert outcome.retry_after is not None
        assert least <= outcome.retry_after <= most


def test_refused_before_any_socket(server: Server) -> None:
    with OctopodsSender(KEY, server.base, gate=REFUSE) as sender, pytest.raises(SendRefused) as refused:
        sender.send("Hello", TO)
    assert [found.code for found in refused.value.findings] == ["OPT001"]
    assert TO not in str(refused.value)
    assert server.connections == 0


def test_a_clearance_of_another_sender_is_refused(server: Server, sender: OctopodsSender) -> None:
    from smslint.sending.verdict import Outgoing

    with OctopodsSender(KEY, server.base, gate=PASS) as other:
        cleared = other.clear(Outgoing("Hello", TO))
    with pytest.raises(TypeError, match="not cleared"):
        sender.deliver(cleared)
    assert server.connections == 0


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/steal", "//127.0.0.2/steal", "/elsewhere", "data:text/plain,x", "data:", "file:///etc/passwd", "mailto:a@b.example",
        "http://[", "http://a:99999/", "https://\x7f/", "", "http://", "://",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(server: Server, sender: OctopodsSender, location: str, status: int) -> None:
    """Wherever it leads: the provider has the request, so the message is in doubt, and never as good as not sent."""
    server.script.extend([Reply(status, headers={"Location": location}) for _ in range(2)])
    with pytest.raises(SendFailed) as failed:
        sender.send("Hello", TO)
    assert failed.value.outcome == InDoubt(f"the provider answered HTTP {status}")
    assert len(server.seen) == 1
    assert attempt_async(server.base) == failed.value.outcome


STATUS_ELSEWHERE = [
    "http://{other}/status",
    "https://127.0.0.1:{port}/status",
    "http://127.0.0.1:{port}@{other}/status",
    "http://{other}\\@127.0.0.1:{port}/status",
    "http://user@127.0.0.1:{port}/status",
    "//{other}/status",
    "http://127.0.0.1/status",
    "ftp://127.0.0.1:{port}/status",
    "http://127.0.0.1:{port} .evil.example/status",
    "http://[::1/status",
    "http://127.0.0.1:99999/status",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("url", STATUS_ELSEWHERE)
def test_status_on_another_origin_is_refused(server: Server, sender: OctopodsSender, url: str) -> None:
    with Server() as other:
        receipt = Receipt("r", "m", url.format(port=server.port, other=f"127.0.0.1:{other.port}"), TO)
        for ask in (sender.status, sender.wait):
            with pytest.raises(TransportError, match="status address"):
                ask(receipt)
        assert server.connections == other.connections == 0


def test_redirect_of_a_status_is_not_followed(server: Server, sender: OctopodsSender) -> None:
    receipt = sender.send("Hello", TO)
    with Server() as other:
        server.script.append(Reply(302, headers={"Location": f"{other.base}/status"}))
        with pytest.raises(TransportError, match="HTTP 302"):
            sender.status(receipt)
        assert other.connections == 0


def test_wait_until_final(server: Server) -> None:
    pauses: list[float] = []
    server.statuses.extend(["Queued", "Sent", "Postponed", "Undelivered"])
    with OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT, sleep=pauses.append) as sender:
        receipt = sender.send("Hello", TO)
        server.script.append(Reply(500))
        status = sender.wait(receipt)
    assert (status.state, status.terminal) == (DeliveryState.UNDELIVERED, True)
    assert pauses == [1.0, 1.5, 2.25, 3.375]


def test_wait_gives_up_with_the_last_status(server: Server) -> None:
    server.statuses.extend(["Sent"] * 50)
    with OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT, sleep=lambda _: None) as sender:
        status = sender.wait(sender.send("Hello", TO), seconds=10)
    assert (status.state, status.terminal) == (DeliveryState.SENT, False)


def test_wait_async(server: Server) -> None:
    server.statuses.extend(["queued", "DELIVERED"])
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def run() -> DeliveryState:
        async with AsyncOctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT, sleep=sleep) as sender:
            return (await sender.wait(await sender.send("Hello", TO))).state

    assert asyncio.run(run()) is DeliveryState.DELIVERED
    assert pauses == [1.0]


def test_unknown_status_and_its_reason_are_kept(server: Server, sender: OctopodsSender) -> None:
    receipt = sender.send("Hello", TO)
    server.script.append(Reply(200, {"status": "Scrutinised", "failure_reason": f"carrier refuses {TO}"}))
    status = sender.status(receipt)
    assert (status.state, status.word) == (DeliveryState.UNKNOWN, "Scrutinised")
    assert status.failure_reason == "carrier refuses +1******123"


@pytest.mark.parametrize("base", [
    "http://api.octopods.io", "http://10.0.0.1", "http://localhost.evil.example", "ftp://localhost", "api.octopods.io",
    "https://user:pass@api.octopods.io", "https://api.octopods.io/?q", "https://api.octopods.io#x", "https://", "",
    "https://a b", "https://api.octopods.io:x", "http://127.0.0.1@evil.example",
])  # fmt: skip
def test_base_that_would_expose_the_key(base: str) -> None:
    with pytest.raises(ConfigError, match="API address"):
        OctopodsSender(KEY, base, gate=PASS)


@pytest.mark.parametrize(
    "base", ["https://app.octopods.io", "https://proxy.example:8443/octopods/", "http://[::1]:80", "http://localhost:1"]
)
def test_base_that_is_accepted(base: str) -> None:
    OctopodsSender(KEY, base, gate=PASS).close()


def test_one_connection_is_used_for_many_messages(server: Server, sender: OctopodsSender) -> None:
    for _ in range(5):
        sender.send("Hello", TO)
    assert server.connections == 1
