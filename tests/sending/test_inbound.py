"""Inbound messages as providers write them: the names of their public documentation, and who opted out by them."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from smslint.sending.replies import read_replies

A, B, OURS = "+14155550101", "+14155550102", "+14155550199"
EARLY, LATE = "2026-11-20T10:00:00", "2026-11-20T11:00:00"
OWN = "Acme: 20% off. Reply STOP to opt out"


def rfc(moment: str) -> str:
    return f"Fri, 20 Nov 2026 {moment[11:]} +0000"


def bare(number: str) -> str:
    return number.removeprefix("+")


def twilio_log(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"From": who, "To": to, "Body": text, "Status": "received", "SentDate": f"{at.replace('T', ' ')} UTC", "ApiVersion": "2010-04-01", "NumSegments": 1,
            "ErrorCode": "", "AccountSid": "AC0", "Sid": "SM0", "Direction": "outbound-api" if out else "inbound", "Price": "", "PriceUnit": "USD"}  # fmt: skip


def twilio_export(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    """BulkExport: JSON Lines in gzip."""
    return {"flags": 1, "date_updated": f"{at}Z", "status": "received", "sid": "SM0", "num_media": 0, "to": to, "from": who, "account_sid": "AC0",
            "date_sent": f"{at}Z", "date_created": f"{at}Z", "body": text, "direction": "outbound-api" if out else "inbound"}  # fmt: skip


def twilio_api(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    """The Message resource: dates of RFC 2822."""
    return {"body": text, "num_segments": "1", "direction": "outbound-reply" if out else "inbound", "from": who, "to": to, "date_sent": rfc(at), "price": None}  # fmt: skip


def twilio_events(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any] | None:
    return None if out else {"specversion": "1.0", "type": "com.twilio.messaging.inbound-message.received", "source": "AB0", "id": "NO0",
                             "data": {"messageSid": "SM0", "timestamp": f"{at}.000Z", "from": who, "to": to, "numMedia": 0, "body": text}}  # fmt: skip


def vonage_webhook(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any] | None:
    return None if out else {"msisdn": bare(who), "to": bare(to), "messageId": "0A", "text": text, "type": "text", "keyword": text.upper()[:10],
                             "message-timestamp": at.replace("T", " "), "timestamp": "1578787200", "nonce": "a"}  # fmt: skip


def vonage_report(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"account_id": "abc", "message_id": "0A", "direction": "outbound" if out else "inbound", "from": bare(who), "to": bare(to), "message_body": text,
            "date_received": f"{at.replace('T', ' ')} +0000", "status": "delivered"}  # fmt: skip


def messagebird(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"id": "b", "direction": "mt" if out else "mo", "type": "sms", "originator": bare(who), "body": text, "createdDatetime": f"{at}+00:00", "recipient": bare(to)}  # fmt: skip


def bird(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"id": "9", "channelId": "6", "sender": {"contact": {"id": "3", "identifierKey": "phonenumber", "identifierValue": who}},
            "receiver": {"connector": {"id": to}}, "body": {"type": "text", "text": {"text": text}}, "status": "delivered",
            "direction": "outgoing" if out else "incoming", "createdAt": f"{at}.736Z"}  # fmt: skip


def plivo_log(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"from_number": bare(who), "to_number": bare(to), "message_direction": "outbound" if out else "inbound", "message_time": f"{at.replace('T', ' ')}+00:00",
            "message_uuid": "3", "text": text}  # fmt: skip


def sinch(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    return {"id": "01", "from": bare(who), "to": bare(to), "body": text, "type": "mt_text" if out else "mo_text", "operator_id": "310", "received_at": f"{at}.000Z"}  # fmt: skip


def telnyx(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any]:
    payload = {"record_type": "message", "direction": "outbound" if out else "inbound", "id": "7", "type": "SMS",
               "from": {"phone_number": who, "carrier": "X", "line_type": "Wireless"}, "to": [{"phone_number": to}], "text": text, "received_at": f"{at}.000Z"}  # fmt: skip
    return {
        "data": {
            "event_type": "message.received",
            "id": "b",
            "occurred_at": f"{at}.574Z",
            "payload": payload,
            "record_type": "event",
        }
    }


def aws(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any] | None:
    return None if out else {"originationNumber": who, "destinationNumber": to, "messageKeyword": "KEYWORD_1", "messageBody": text, "inboundMessageId": "c"}  # fmt: skip


def aws_sns(who: str, to: str, text: str, at: str, out: bool) -> dict[str, Any] | None:
    inner = aws(who, to, text, at, out)
    return (
        None
        if inner is None
        else {"Type": "Notification", "MessageId": "2", "Message": json.dumps(inner), "Timestamp": f"{at}.000Z"}
    )


SHAPES = [
    twilio_log,
    twilio_export,
    twilio_api,
    twilio_events,
    vonage_webhook,
    vonage_report,
    messagebird,
    bird,
    plivo_log,
    sinch,
    telnyx,
    aws,
    aws_sns,
]
DATED = [each for each in SHAPES if each is not aws]


def written(folder: Path, form: str, records: list[dict[str, Any] | None]) -> Path:
    rows = [each for each in records if each is not None]
    if form == "csv":
        path = folder / "replies.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, rows[0])
            out.writeheader()
            out.writerows(
                {key: json.dumps(value) if isinstance(value, dict | list) else value for key, value in row.items()}
                for row in rows
            )
        return path
    path = folder / "replies.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    return path


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_who_opted_out_and_not_our_own_number(tmp_path: Path, shape: Any, form: str) -> None:
    path = written(
        tmp_path,
        form,
        [
            shape(A, OURS, "STOP", EARLY, False),
            shape(OURS, A, OWN, EARLY, True),
            shape(B, OURS, "Thanks!", LATE, False),
        ],
    )
    found = read_replies(path)
    assert set(found.opted_out) == {A}
    assert found.rows == 2
    assert not found.unreadable


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("shape", DATED, ids=lambda shape: shape.__name__)
def test_the_date_of_each_provider_is_read(tmp_path: Path, shape: Any, form: str) -> None:
    path = written(tmp_path, form, [shape(A, OURS, "START", LATE, False), shape(A, OURS, "STOP", EARLY, False)])
    found = read_replies(path)
    stop, start = found.opted_out[A][0].when, found.opted_in[A].when
    assert stop is not None
    assert start is not None
    assert start > stop
    assert stop.strftime("%Y-%m-%dT%H:%M:%S") == EARLY


def test_a_broken_object_is_no_reply(tmp_path: Path) -> None:
    path = tmp_path / "replies.csv"
    path.write_text(f'from,body\n{A},STOP\n"{{broken",STOP\n{B},"{{""text"": 5"\n', encoding="utf-8")
    found = read_replies(path)
    assert set(found.opted_out) == {A}


def test_a_named_column_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "replies.csv"
    path.write_text(f"from,from,what\n{OURS},{A},STOP\n", encoding="utf-8")
    assert set(read_replies(path, from_column="2", body_column="what").opted_out) == {A}


NO_MOMENTS = [
    "2026-11-20",
    "20/11/2026 10:00",
    "yesterday at ten",
    "12345678901",
    "1e9999999999",
    "Fri, 99 Nov 2026 10:00:00 +0000",
    "",
]


@pytest.mark.parametrize("cell", NO_MOMENTS)
def test_an_unclear_date_is_none(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "replies.csv"
    path.write_text(f'from,body,date\n{A},STOP,"{cell}"\n', encoding="utf-8")
    assert read_replies(path).opted_out[A][0].when is None


@pytest.mark.parametrize("cell", ["1795168800", "1795168800000"])
def test_seconds_and_milliseconds_since_1970(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "replies.csv"
    path.write_text(f"from,body,timestamp\n{A},STOP,{cell}\n", encoding="utf-8")
    found = read_replies(path).opted_out[A][0].when
    assert found is not None
    assert found.isoformat() == "2026-11-20T10:00:00+00:00"
