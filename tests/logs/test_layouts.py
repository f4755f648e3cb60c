"""A log of each provider, as its API or its console gives it, read as one kind of row."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from smslint.errors import ConfigError, PackError
from smslint.logs.layout import COLUMNS, Layout, included, own_layouts, read
from smslint.logs.opened import open_log
from smslint.logs.row import Row
from smslint.logs.times import Clock, moment, zone_of
from smslint.settings import Node, Origin

TWILIO = {
    "sid": "SM1", "to": "+15551", "body": "Hi", "date_sent": "Mon, 05 Oct 2026 10:00:00 +0000", "direction": "outbound-api", "status": "delivered",
    "num_segments": "1", "price": "-0.00830", "price_unit": "usd", "error_code": None, "account_sid": "AC1", "num_media": "0",
}  # fmt: skip
VONAGE = {
    "message_id": "V1", "to": "447700900000", "message_body": "Hi", "date_received": "2026-10-05T10:00:00+0000", "direction": "outbound",
    "status": "delivered", "total_price": "0.0333", "currency": "EUR", "error_code": "0", "country": "GB", "account_id": "abc",
}  # fmt: skip
PLIVO = {
    "message_uuid": "P1", "to_number": "15551", "message_time": "2026-10-05 10:00:00+00:00", "message_direction": "outbound",
    "message_state": "delivered", "units": 1, "total_amount": "0.00550", "error_code": "000", "carrier_fees": "0.003",
}  # fmt: skip
TELNYX = {
    "id": "T1", "to": [{"phone_number": "+15551", "status": "delivered"}], "text": "Hi", "sent_at": "2026-10-05T10:00:00Z", "direction": "outbound",
    "parts": 1, "cost": {"amount": "0.0040", "currency": "USD"}, "errors": [{"code": "40300", "title": "Blocked"}],
}  # fmt: skip
INFOBIP = {
    "messageId": "I1", "destination": "15551", "content": {"text": "Hi"}, "sentAt": "2026-10-05T10:00:00.000+0000", "messageCount": 2,
    "status": {"groupName": "DELIVERED"}, "price": {"pricePerMessage": 0.01, "currency": "EUR"}, "error": {"name": "NO_ERROR"},
}  # fmt: skip
BIRD = {
    "id": "B1", "body": "Hi", "direction": "mt", "createdDatetime": "2026-10-05T10:00:00+00:00",
    "recipients": {"items": [
        {"recipient": 15551, "status": "delivered", "messagePartCount": 1, "price": {"amount": 0.05, "currency": "EUR"}, "statusErrorCode": None},
        {"recipient": 15552, "status": "delivery_failed", "messagePartCount": 1, "price": {"amount": 0.05, "currency": "EUR"}, "statusErrorCode": 5},
    ]},
}  # fmt: skip
AWS_EVENT = {
    "messageId": "A1", "destinationPhoneNumber": "+15551", "messageStatus": "DELIVERED", "totalMessageParts": 1, "totalMessagePrice": 0.00645,
    "totalCarrierFee": 0.003, "messageRequestTimestamp": 1791194400000, "isoCountryCode": "US", "eventType": "TEXT_DELIVERED",
}  # fmt: skip
CLOUDWATCH = {
    "notification": {"messageId": "C1", "timestamp": "2026-10-05 10:00:00.000"}, "status": "SUCCESS",
    "delivery": {"destination": "+15551", "priceInUSD": 0.00645, "numberOfMessageParts": 1},
}  # fmt: skip
JSON: dict[str, tuple[str, Any, dict[str, str]]] = {
    "twilio": ("twilio-api", {"messages": [TWILIO], "page": 0}, {"id": "SM1", "body": "Hi", "segments": "1", "price": "-0.00830", "error": "", "account": "AC1"}),
    "twilio, a list": ("twilio-api", [TWILIO], {"id": "SM1", "currency": "usd"}),
    "vonage": ("vonage-report", {"records": [VONAGE]}, {"id": "V1", "body": "Hi", "price": "0.0333", "region": "GB", "segments": "", "account": "abc"}),
    "plivo": ("plivo-messages", {"objects": [PLIVO]}, {"id": "P1", "segments": "1", "price": "0.00550", "error": "000", "body": ""}),
    "plivo, with texts": ("plivo-messages", [{**PLIVO, "text": "Hi"}], {"body": "Hi"}),
    "telnyx": ("telnyx-messages", {"data": [TELNYX]}, {"id": "T1", "to": "+15551", "status": "delivered", "price": "0.0040", "currency": "USD", "error": "40300"}),
    "telnyx, one": ("telnyx-messages", {"data": TELNYX}, {"id": "T1"}),
    "infobip": ("infobip-logs", {"results": [INFOBIP]}, {"id": "I1", "body": "Hi", "segments": "2", "price": "0.01", "currency": "EUR", "error": "NO_ERROR"}),
    "aws": ("aws-event", AWS_EVENT, {"id": "A1", "price": "0.00645", "fee": "0.003", "region": "US", "sent_at": "1791194400000"}),
    "aws, from EventBridge": ("aws-event", {"detail-type": "x", "detail": AWS_EVENT}, {"id": "A1"}),
    "aws, CloudWatch": ("aws-cloudwatch", CLOUDWATCH, {"id": "C1", "to": "+15551", "price": "0.00645", "segments": "1"}),
}  # fmt: skip


def rows(path: Path, **options: Any) -> tuple[str, list[Row]]:
    log = open_log(path, **options)
    first, again = list(log.rows()), list(log.rows())
    assert first == again
    return log.layout.name, [row for _, row in first]


@pytest.mark.parametrize(("layout", "document", "expected"), JSON.values(), ids=JSON)
def test_json(tmp_path: Path, layout: str, document: Any, expected: dict[str, str]) -> None:
    (tmp_path / "log.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
    name, found = rows(tmp_path / "log.json")
    assert name == layout
    assert {key: getattr(found[0], key) for key in expected} == expected


def test_one_record_a_line_compressed(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({**TWILIO, "sid": f"SM{at}"}) for at in range(3))
    (tmp_path / "log.gz").write_bytes(gzip.compress(lines.encode()))
    name, found = rows(tmp_path / "log.gz")
    assert (name, [row.id for row in found]) == ("twilio-api", ["SM0", "SM1", "SM2"])


def test_each_recipient_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "log.json").write_text(json.dumps({"items": [BIRD]}), encoding="utf-8")
    name, found = rows(tmp_path / "log.json")
    assert name == "bird-messages"
    assert [(row.id, row.to, row.body, row.price, row.error) for row in found] == [
        ("B1", "15551", "Hi", "0.05", ""), ("B1", "15552", "Hi", "0.05", "5"),
    ]  # fmt: skip


CSV = {
    "twilio": ("twilio-console-csv", "From,To,Body,Status,SentDate,ApiVersion,NumSegments,ErrorCode,AccountSid,Sid,Direction,Price,PriceUnit", "twilio"),
    "vonage": ("vonage-report", "account_id,message_id,client_ref,direction,from,to,message_body,network,country,date_received,status,error_code,currency,total_price", "vonage"),
    "aws": ("aws-usage-report", "PublishTimeUTC,MessageId,DestinationPhoneNumber,MessageType,DeliveryStatus,PriceInUSD,PartNumber,TotalParts", "aws"),
    "telnyx": ("telnyx-report", "id,cld,cli,created_at,direction,status,parts,cost,currency", "telnyx"),
}  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("layout", "header", "provider"), CSV.values(), ids=CSV)
def test_csv(tmp_path: Path, layout: str, header: str, provider: str, codec: str, delimiter: str) -> None:
    names = header.split(",")
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([names, [f"{name} of\nłódź" for name in names]])
    (tmp_path / "log.csv").write_bytes(file.getvalue().encode(codec))
    name, (found,) = rows(tmp_path / "log.csv")
    chosen = next(each for each in included() if each.name == name)
    assert (name, chosen.provider) == (layout, provider)
    for column, place in zip(COLUMNS, found, strict=True):
        assert place == (f"{chosen.columns[column]} of\nłódź" if chosen.columns.get(column) in names else "")


def test_the_projects_own_layout_goes_before_others(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("Nr;Text;Teile\n1;Hallo;2\n", encoding="utf-8")
    ours = Layout("ours", "logs.ours", {"id": "Nr", "body": "Text", "segments": "Teile"}, marks=("id", "body"))
    name, (found,) = rows(tmp_path / "log.csv", own=[ours])
    assert (name, found.id, found.body, found.segments) == ("ours", "1", "Hallo", "2")


WRONG = {
    "names no column": {"columns": {}},
    "unknown key": {"columns": {"boddy": "Text"}},
    "is not a currency": {"columns": {"body": "Text"}, "currency": "euros"},
    "name one of both": {"columns": {"total_price": "a", "price_per_segment": "b"}},
    "several lists": {"columns": {"to": "a[].b", "body": "c[].d"}},
    "is not one of": {"columns": {"body": "a"}, "rows_are": "line"},
}


@pytest.mark.parametrize(("words", "settings"), WRONG.items(), ids=WRONG)
def test_a_wrong_layout_is_refused(words: str, settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=words):
        own_layouts(Node(Origin("config"), {"ours": settings}, ("logs",)))


def test_a_file_of_a_layout_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "layout: x\ntitle: X\ncolumns: {id: a}\nmarks: [body]\nsources: [{title: t, retrieved: 2026-11-25}]\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError, match="body' is none of its columns"):
        read(path)


def test_the_layouts_there_are() -> None:
    assert {each.provider for each in included()} == {"twilio", "vonage", "plivo", "telnyx", "aws", "infobip", "bird"}
    for each in included():
        assert each.name == each.name.lower()
        assert set(each.marks) <= set(each.columns)


MOMENTS = {
    "2026-10-05T23:30:00-05:00": ("2026-10-06", "-05:00"),
    "2026-10-05T10:00:00Z": ("2026-10-05", "UTC"),
    "2026-10-05 10:00:00": ("2026-10-05", ""),
    "2026-10-05": ("2026-10-05", ""),
    "2026-10-05 10:00:00 PDT": ("2026-10-05", "PDT"),
    "2026-10-05 10:00:00.000000+00:00": ("2026-10-05", "UTC"),
    "Mon, 05 Oct 2026 23:30:00 -0500": ("2026-10-06", "-05:00"),
    "1791194400000": ("2026-10-05", "UTC"),
    "1791194400": ("2026-10-05", "UTC"),
    "0001-01-01T00:00:00+14:00": (None, "+14:00"),
    "soon": (None, ""),
    "05.10.2026 23:30": ("2026-10-05", ""),
    "5.10.2026": ("2026-10-05", ""),
    "31.31.2026": (None, ""),
    "05/10/2026": (None, ""),
}


@pytest.mark.parametrize(("written", "expected"), MOMENTS.items(), ids=MOMENTS)
def test_times(written: str, expected: tuple[str | None, str]) -> None:
    day, zone = expected
    assert moment(written) == (None if day is None else dt.date.fromisoformat(day))
    assert zone_of(written) == zone


def test_a_log_begins_and_ends() -> None:
    clock = Clock()
    clock.see(("2026-10-05 10:00:00", "", "2026-10-01 10:00:00", "2026-10-31 23:59:59", "soon"))
    period = clock.period
    assert period is not None
    assert (str(period.first), str(period.last), period.days, period.unread) == ("2026-10-01", "2026-10-31", 31, 1)
