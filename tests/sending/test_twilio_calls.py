"""Each way to send with Twilio's own client, and each way to write a call: checked, or refused before the network."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from smslint.errors import SendRefused
from tests.sending.checks import Recorder
from tests.sending.support import TO

API = "https://api.twilio.com/2010-04-01/Accounts/AC1"
MESSAGE = {"To": TO, "From": "+14155550100", "Body": "Hello"}
NOTIFY = "https://notify.twilio.com/v1/Services/IS1/Notifications"
SMS = "<Response><Sms>hi</Sms></Response>"
ECHO = "http://twimlets.com/echo?Twiml=%3CResponse%3E%3CSms%3Ehi%3C%2FSms%3E%3C%2FResponse%3E"


@pytest.fixture
def guarded() -> tuple[Any, Any, Recorder]:
    """The guarded client, what it passed on, and what it asked."""
    http = pytest.importorskip("twilio.http")
    from smslint.sending.twilio import guarded_client

    class Passing(http.HttpClient):  # type: ignore[misc, name-defined, unused-ignore]
        sent: list[str] = []  # noqa: RUF012 (one object for each test)

        def request(self, method: str, url: str, *_: object, **__: object) -> Any:
            from twilio.http.response import Response

            self.sent.append(url)
            return Response(201, "{}")

    inner, check = Passing(logging.getLogger("inner"), is_async=False), Recorder()
    inner.sent = []
    return guarded_client(inner, check=check), inner.sent, check


@pytest.mark.parametrize(
    "path",
    ["Messages", "Messages.json", "messages.xml", "Messages.csv", "Messages.json/.", "Messages//", "x/../Messages", "Messages.json;a=1", "%4Dessages.json",
     "SMS/Messages.json"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "post", "PUT", "PATCH"])
def test_a_message_is_checked_however_its_path_is_written(method: str, path: str, guarded: Any) -> None:
    client, sent, check = guarded
    client.request(method, f"{API}/{path}", data=MESSAGE)
    assert [each[:2] for each in check.asked] == [("Hello", TO)]
    with pytest.raises(SendRefused):
        client.request(method, f" {API}/{path}", data={**MESSAGE, "Body": "BAD"})
    assert len(sent) == 1


@pytest.mark.parametrize(
    "form",
    [MESSAGE, "To=%2B14155552671&From=x&Body=BAD", b"To=%2B14155552671&From=x&Body=BAD", [*MESSAGE.items()], tuple(MESSAGE.items())],
)  # fmt: skip
def test_a_form_is_read_however_it_is_given(form: Any, guarded: Any) -> None:
    client, _, check = guarded
    bad = {**form, "Body": "BAD"} if isinstance(form, dict) else form
    bad = [(name, "BAD" if name == "Body" else value) for name, value in bad] if isinstance(bad, list | tuple) else bad
    with pytest.raises(SendRefused):
        client.request("POST", f"{API}/Messages.json", data=bad)
    assert [each[0] for each in check.asked] == ["BAD"]


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (NOTIFY, "Body=x&Identity=1"), (NOTIFY, [("Body", "x")]), (NOTIFY, {"body": "x"}), (NOTIFY + "?Body=x", {}), (NOTIFY, None), (NOTIFY, object()),
        (NOTIFY.replace("twilio.com", "twilio.com."), {"Body": "x"}), (NOTIFY.replace("//", "//user:secret@"), {"Body": "x"}), (" " + NOTIFY, {"Body": "x"}),
        (NOTIFY.replace("notify.twilio.com", "proxy.acme.example"), {"Body": "x"}), ("https://[", {}),
        ("https://verify.twilio.com/v2/Services/VA1/%56erifications", {"To": TO, "Channel": "sms"}),
        ("https://proxy.acme.example/v2/Services/VA1/Verifications", {"To": TO, "Channel": "sms"}),
        ("https://proxy.acme.example/v2/Flows/FW1/Executions", {"To": TO}),
        ("https://proxy.acme.example/v1/Conversations/CH1/Messages", {"Body": "x"}),
        ("https://preview.messaging.twilio.com/v1/Messages", {"messages": [MESSAGE]}),
        ("https://preview.messaging.twilio.com/v1/Broadcasts", {}),
        ("https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1", {"From": TO}),
        ("https://conversations.twilio.com/v1/Conversations/CH1/Messages", {"Author": "x", "Attributes": "{}"}),
        ("https://conversations.twilio.com/v2/Conversations/CH1/Communications", {"recipients": []}),
        ("https://conversations.twilio.com/v2/Conversations/CH1/Actions", {"type": "action-send-message"}),
        (f"{API}/Calls.json", {"To": TO, "Url": ECHO}), (f"{API}/Calls/CA1.json", {"Twiml": SMS}), (f"{API}/Calls.json", {"To": TO, "twiml": SMS}),
        (f"{API}/Messages.json", {**MESSAGE, "ContentSid": "HX1"}),
    ],
)  # fmt: skip
def test_what_a_call_does_not_show_is_refused_however_it_is_written(url: str, form: Any, guarded: Any) -> None:
    client, sent, check = guarded
    with pytest.raises(SendRefused):
        client.request("POST", url, data=form)
    assert not sent
    assert not check.asked


def test_the_ways_of_the_client_itself(guarded: Any) -> None:
    rest: Any = pytest.importorskip("twilio.rest")
    http, sent, check = guarded
    client = rest.Client("AC1", "token", http_client=http)
    stated: dict[str, Any] = {"to": TO, "from_": "+14155550100", "body": "BAD"}
    planned = {"schedule_type": "fixed", "send_at": "2026-12-01T10:00:00Z", "media_url": ["https://example.com/a.png"]}
    ways = [
        lambda: client.messages.create(**stated), lambda: client.messages.create(**stated, **planned),
        lambda: client.api.account.messages.create(**stated), lambda: client.api.v2010.accounts("AC2").messages.create(**stated),
        lambda: client.messages.create(to="tel:" + TO, from_="+14155550100", body="BAD"),
        lambda: client.messages.create(to=TO, messaging_service_sid="MG1", body="Hello"),
        lambda: client.messages.create(to="+14155550199", from_="+14155550100", media_url=["https://example.com/a.png"]),
        lambda: client.conversations.v1.conversations("CH1").messages.create(body="Hello"),
        lambda: client.conversations.v1.services("IS1").conversations("CH1").messages.create(content_sid="HX1"),
        lambda: client.notify.v1.services("IS1").notifications.create(body="Hello", identity=["1"]),
        lambda: client.proxy.v1.services("KS1").sessions("KC1").participants("KP1").message_interactions.create(body="Hello"),
        lambda: client.verify.v2.services("VA1").verifications.create(to=TO, channel="sms"),
        lambda: client.studio.v2.flows("FW1").executions.create(to=TO, from_="+14155550100"),
        lambda: client.calls.create(to=TO, from_="+14155550100", twiml=SMS),
        lambda: client.request("POST", f"{API}/Messages.json", data={**MESSAGE, "Body": "BAD"}),
        lambda: client.request("POST", f"{API}/Messages.json", {}, {**MESSAGE, "Body": "BAD"}),
    ]  # fmt: skip
    for number, way in enumerate(ways):
        with pytest.raises(SendRefused):
            way()  # type: ignore[no-untyped-call, unused-ignore]  # Twilio has no types
        assert not sent, number
    assert all(body == "BAD" or to == "+14155550199" for body, to, _ in check.asked)


def test_a_picture_needs_no_text_but_a_recipient_who_may_be_texted(guarded: Any) -> None:
    from smslint.sending.twilio import guarded_client

    client, sent, _ = guarded
    form = {"To": TO, "From": "+14155550100", "MediaUrl": ["https://example.com/a.png"]}
    client.request("POST", f"{API}/Messages.json", data=form)
    assert len(sent) == 1
    ours = guarded_client(client)
    ours.request("POST", f"{API}/Messages.json", data=form)
    ours.request("POST", f"{API}/Messages.json", data={**form, "Body": ""})
    assert len(sent) == 3
    wrongs: list[dict[str, Any]] = [{"To": "123"}, {"MediaUrl": []}]
    for wrong in wrongs:
        with pytest.raises(SendRefused):
            ours.request("POST", f"{API}/Messages.json", data={**form, **wrong})
    assert len(sent) == 3


PLANNED = [
    ({"ScheduleType": "fixed", "SendAt": "2026-12-01T20:00:00Z"}, ""),  # three in the afternoon in Miami
    ({"ScheduleType": "fixed", "SendAt": "2026-12-01T11:00:00Z"}, "TIM002"),  # six in the morning
    ({"ScheduleType": "fixed", "SendAt": "2026-12-01T15:00:00-05:00"}, ""),
    ({"SendAt": "2026-12-01T20:00:00Z"}, "without schedule_type"),
    ({"ScheduleType": "fixed", "SendAt": "2026-12-01T20:00:00"}, "not a time with its offset"),
    ({"ScheduleType": "fixed", "SendAt": "tomorrow"}, "not a time with its offset"),
    ({}, ""),  # a guard is not asked for the hour of now: the gate is
]


@pytest.mark.parametrize(("form", "words"), PLANNED)
def test_the_hours_of_a_scheduled_message_are_those_of_its_time(form: dict[str, str], words: str, guarded: Any) -> None:
    from smslint.sending import make_gate
    from smslint.sending.twilio import guarded_client

    inner, sent, _ = guarded
    settings: dict[str, Any] = {
        "brand": "Acme",
        "regions": ["US"],
        "kind": "marketing",
        "consent": "express",
    }
    marketing = {
        **MESSAGE,
        **form,
        "To": "+13055550100",
        "Body": "Acme: sale. Reply STOP to end",
        "MessagingServiceSid": "MG1",
    }
    clients = [guarded_client(inner, config=settings)]
    if form:
        clients.append(guarded_client(inner, check=make_gate(settings).check))
    for number, client in enumerate(clients, 1):
        if words:
            with pytest.raises(SendRefused, match=words):
                client.request("POST", f"{API}/Messages.json", data=marketing)
        else:
            client.request("POST", f"{API}/Messages.json", data=marketing)
        assert len(sent) == (0 if words else number)
