"""Arguments that are no messages where all texts of a program are taken: who sends, to whom, by which channel, and addresses."""

from __future__ import annotations

import pytest

from tests.sources.support import read_all

BODY = "Acme: your table is booked."
CALLS = {
    "python": [
        f'client.messages.create(body="{BODY}", from_="+14155550100", to="+14155550123", channel="sms", url="https://example.com/a b")',
        f'client.send(text="{BODY}", subject="Your order is here", status_callback="https://x.example", messaging_service_sid="MG 12")',
        f'send_sms("+1 415 555 0123", "{BODY}", from_="Acme Shop")',
        f'requests.post("/v1", json={{"From": "Acme Shop", "To": "+14155550123", "Body": "{BODY}"}})',
        f'payload = {{"from": "Acme Shop", "to": ["+14155550123"], "text": "{BODY}", "type": "plain text"}}',
    ],
    "javascript": [
        f'client.messages.create({{body: "{BODY}", from: "Acme Shop", to: "+14155550123", statusCallback: "https://x.example"}});',
        f'sendSms("+1 415 555 0123", "{BODY}", {{from: "Acme Shop", channel: "sms now"}});',
        f'const payload = {{from: "Acme Shop", text: "{BODY}", subject: "Your order"}};',
    ],
    "php": [
        f'<?php $client->messages->create("+1 415 555 0123", ["from" => "Acme Shop", "body" => "{BODY}", "subject" => "Your order"]);',
        f'<?php send_sms(to: "+14155550123", from: "Acme Shop", text: "{BODY}");',
    ],
}


@pytest.mark.parametrize(("source", "call"), [(source, call) for source, calls in CALLS.items() for call in calls])
def test_only_the_text_is_a_message(source: str, call: str) -> None:
    found = [each.body for each in read_all(source, call) if each.body != "/v1"]
    assert found == [BODY]


TEXTS = {
    "python": ["SUBJECTS = {'subject': 'Acme: hello'}", "channel = 'Acme: hello'", "send_sms(to, message='Acme: hello')", "f(note='Acme: hello')"],
    "javascript": ["export default {subject: 'Acme: hello'};", "app.get(() => { const channel = 'Acme: hello'; });", "f({note: 'Acme: hello'});"],
    "php": ["<?php return ['subject' => 'Acme: hello'];", "<?php f('Acme: hello');", "<?php f(['note' => 'Acme: hello']);"],
}  # fmt: skip


@pytest.mark.parametrize(("source", "text"), [(source, text) for source, texts in TEXTS.items() for text in texts])
def test_catalogues_variables_and_other_names_are_still_taken(source: str, text: str) -> None:
    assert [each.body for each in read_all(source, text)] == ["Acme: hello"]


def test_a_project_that_names_such_an_argument_gets_it() -> None:
    call = "send(to, subject='Acme: hello')"
    assert [each.body for each in read_all("python", call, names=("subject",))] == ["Acme: hello"]
    assert [each.body for each in read_all("python", call, keys=("*.subject",))] == ["Acme: hello"]
    assert not list(read_all("python", call, names=("send",)))
