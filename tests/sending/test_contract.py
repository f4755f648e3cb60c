"""The sender held to the public pages of the Octopods API, read 2026-11-23 (docs.octopods.io).

Each row is one statement of a page, or one contradiction between pages with the reading that the sender has; docs/reliability.md
lists the contradictions, with the reasons for the readings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import smslint
from smslint.errors import ConfigError, TransportError
from smslint.sending.octopods import OctopodsSender
from smslint.sending.outcome import RateLimited, Reason, Rejected, SendFailed, Unauthorised
from smslint.sending.receipt import DeliveryState, Receipt
from smslint.sending.wire import Endpoint, build_request
from tests.sending.server import Reply, Server, error
from tests.sending.support import KEY, PASS, SHORT, TO

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
REASONS = {  # article 14824171, the table of SMS codes
    1: ("ARGUMENT_MISSING", "body is missing", Reason.ARGUMENT_MISSING),
    2: ("EMPTY_BODY", "body is empty", Reason.EMPTY_BODY),
    3: ("PHONE_INVALID", "destination_phone is not E.164", Reason.PHONE_INVALID),
    4: ("PROVIDER_ERROR", "SMS provider returned an error", Reason.PROVIDER_ERROR),
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def sender(server: Server) -> Iterator[OctopodsSender]:
    with OctopodsSender(KEY, server.base, gate=PASS, timeouts=SHORT) as sender:
        yield sender


def failure(sender: OctopodsSender) -> object:
    with pytest.raises(SendFailed) as failed:
        sender.send("Hello", TO)
    return failed.value.outcome


def test_the_request(server: Server, sender: OctopodsSender) -> None:
    """Articles 14824163 and 14823955: POST, the key in a header, two required fields as JSON."""
    sender.send("Hello", TO)
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/api/v1/sms/messages")
    assert seen.headers["x-octopods-auth"] == KEY
    assert seen.headers["content-type"] == "application/json"
    assert json.loads(seen.body) == {"destination_phone": TO, "body": "Hello"}
    assert build_request.__module__ == "smslint.sending.wire"


@pytest.mark.parametrize("flag", [True, False, "true", "false", "1", "0", "yes", "no", "on", "off", "ON"])
def test_the_flag(server: Server, sender: OctopodsSender, flag: bool | str) -> None:
    """Article 14824163: the words for ``open_intercom_conversation``."""
    sender.send("Hello", TO, open_intercom_conversation=flag)
    assert server.seen[0].json["open_intercom_conversation"] == flag


@pytest.mark.parametrize("flag", ["maybe", "", "2", "None"])
def test_another_word_for_the_flag_is_not_sent(server: Server, sender: OctopodsSender, flag: str) -> None:
    with pytest.raises(ConfigError, match="open_intercom_conversation must be one of true, false"):
        sender.send("Hello", TO, open_intercom_conversation=flag)
    assert not server.connections


def test_success_is_201(server: Server, sender: OctopodsSender) -> None:
    payload = {
        "request_id": "req_1",
        "message_id": "msg_1",
        "message_status_url": f"{server.base}/s",
        "phone_number": TO,
    }
    server.script.append(Reply(201, payload))
    assert sender.send("Hello", TO) == Receipt("req_1", "msg_1", f"{server.base}/s", TO)


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("by", ["number", "name", "text"])
def test_an_error_is_400_with_three_fields(server: Server, sender: OctopodsSender, code: int, by: str) -> None:
    """Article 14824171. Codes are scoped per API family, so the page says to branch on the name."""
    name, text, reason = REASONS[code]
    server.script.append(
        Reply(
            400,
            {"request_id": "r", "error_code": name if by == "name" else code, "error": text if by == "text" else ""},
        )
    )
    outcome = failure(sender)
    assert isinstance(outcome, Rejected)
    assert (outcome.reason, outcome.request_id) == (reason, "r")


def test_a_deprecated_key(server: Server, sender: OctopodsSender) -> None:
    server.script.append(error(5, "API key deprecated"))
    assert isinstance(failure(sender), Unauthorised)


def test_the_rate_limit_is_429(server: Server, sender: OctopodsSender) -> None:
    server.script.append(Reply(429, {"request_id": "r", "error_code": 9, "error": "rate limit"}))
    assert isinstance(failure(sender), RateLimited)


@pytest.mark.parametrize("word", ["Queued", "Sent", "Delivered", "Failed", "Undelivered"])
def test_the_status(server: Server, sender: OctopodsSender, word: str) -> None:
    """Article 14823962: a status, and ``failure_reason`` where it failed."""
    receipt = sender.send("Hello", TO)
    server.script.append(Reply(200, {"status": word, "failure_reason": "30007"}))
    status = sender.status(receipt)
    assert (status.state, status.failure_reason) == (DeliveryState(word), "30007")


# The contradictions, in the order of docs/reliability.md.


def test_the_host(server: Server, sender: OctopodsSender) -> None:
    """``api.octopods.io`` on one page, ``app.octopods.io`` in the reference: the first, and the key goes to no other."""
    assert OctopodsSender(KEY, gate=PASS)._core.endpoint == Endpoint("https://api.octopods.io")
    assert Endpoint.parse("https://app.octopods.io") == Endpoint("https://app.octopods.io")
    receipt = Receipt("r", "m", "https://app.octopods.io/api/v1/sms/messages/m/status")
    with pytest.raises(TransportError, match="on another host"):
        sender.status(receipt)
    assert not server.connections


@pytest.mark.parametrize("code", [2, 3])
@pytest.mark.parametrize(
    ("text", "reason"),
    [("destination_phone must be in E.164 format", Reason.PHONE_INVALID), ("body is empty", Reason.EMPTY_BODY)],
)
def test_errors_2_and_3(server: Server, sender: OctopodsSender, code: int, text: str, reason: Reason) -> None:
    """The example gives 2 for a number that is not E.164, the reference gives 3: the words decide, then the reference."""
    server.script.append(error(code, text))
    outcome = failure(sender)
    assert isinstance(outcome, Rejected)
    assert outcome.reason is reason


@pytest.mark.parametrize(
    ("given", "kept"), [("msg_1", "msg_1"), (12345678, "12345678"), (0, "0"), (True, ""), (None, "")]
)
def test_ids(server: Server, sender: OctopodsSender, given: object, kept: str) -> None:
    """``msg_...`` in one place, integers in another: both, kept as text."""
    server.script.append(Reply(201, {"request_id": "r", "message_id": given}))
    assert sender.send("Hello", TO).message_id == kept


@pytest.mark.parametrize(("text", "encoding"), [("é à ñ ü ö Ä Å Æ", "GSM-7"), ("ê", "UCS-2"), ("’", "UCS-2")])
def test_accents(text: str, encoding: str) -> None:
    """Article 14823955 says that any accented character forces UCS-2: the standard (3GPP TS 23.038) decides."""
    assert smslint.segment(text).encoding == encoding


@pytest.mark.parametrize(
    ("letter", "length", "count"),
    [
        ("a", 160, 1),
        ("a", 161, 2),
        ("a", 306, 2),
        ("a", 307, 3),
        ("я", 70, 1),
        ("я", 71, 2),
        ("я", 134, 2),
        ("я", 135, 3),
    ],
)
def test_lengths(letter: str, length: int, count: int) -> None:
    """Only 160 and 70 are given: several segments have 153 and 67 each (3GPP TS 23.040)."""
    assert smslint.segment(letter * length).count == count


def test_each_contradiction_has_a_reading() -> None:
    """The table in docs/reliability.md has a row, with a reason, for each contradiction that the provider's profile names."""
    from smslint.rules import providers

    section = DOCUMENT.read_text("utf-8").split("## Where the pages of Octopods contradict each other")[1]
    rows = [line for line in section.split("\n## ")[0].splitlines() if re.match(r"\| [^-]", line)][1:]
    assert len(rows) == len(providers.load("octopods").sources_differ)
    host = next(each for each in providers.load("octopods").sources_differ if "host" in each.says.lower())
    assert "api.octopods.io" in (host.settled or "")  # as test_the_host holds the sender to
    assert all(len([cell for cell in row.strip("|").split("|") if cell.strip()]) == 3 for row in rows)
