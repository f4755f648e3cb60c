"""The JSON files of tools: only what they send is a message, filled in their language, under the names that they show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.span import LineIndex
from tests.dialects.shapes import shape
from tests.sources.support import Expected, check_map, check_table, read_all

E = Expected
FLOW = {
    "description": "Reminders",
    "states": [
        {"name": "Trigger", "type": "trigger", "transitions": [], "properties": {"offset": {"x": 0}}},
        {"name": "remind", "type": "send-message", "properties": {"from": "{{flow.channel.address}}", "body": "Hi1 {{flow.variables.first_name}}"}},
        {"name": "ask", "type": "send-and-reply", "properties": {"body": "Reply1 {{ trigger.message.Body | default: 'YES' }}", "timeout": "3600"}},
        {"name": "say", "type": "say-play", "properties": {"say": "Spoken1", "body": "Spoken2"}},
    ],
    "initial_state": "Trigger",
}  # fmt: skip
N8N = {
    "name": "Remind",
    "nodes": [
        {"parameters": {"message": "=Hi1 {{ $json.first_name }} {{ $json[\"code\"] ?? 'none' }} {{ $now.toISO() }}"}, "type": "n8n-nodes-base.twilio", "name": "Send"},
        {"parameters": {"message": "No {{ expression }}1"}, "type": "n8n-nodes-base.vonage"},
        {"parameters": {"message": "=mail {{ $json.x }}"}, "type": "n8n-nodes-base.slack", "name": "Tell"},
    ],
    "connections": {},
}  # fmt: skip
CONTENT = {
    "friendly_name": "otp",
    "language": "pt_BR",
    "variables": {"1": "Ann"},
    "types": {"twilio/text": {"body": "Oi1 {{1}}"}},
}
WHATSAPP = {
    "name": "otp", "language": "en_US", "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Hi1 {{1}}", "example": {"body_text": [["Ann"]]}}, {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "no"}]}],
}  # fmt: skip
NOTIFY = {
    "templates": [
        {"id": "1", "type": "sms", "name": "late", "body": "Hi1 ((first name)) ((late??You are late))"},
        {"type": "email", "body": "no", "subject": "no"},
    ]
}
NOTIFY_ONE = {
    "id": "1",
    "type": "sms",
    "name": "late",
    "created_by": "a@b.gov.uk",
    "version": 2,
    "body": "Hi1 ((name))",
    "subject": None,
}
WAYS: dict[str, dict[str, object]] = {
    "Call": {"resource": "call"}, "Chat": {"toWhatsapp": True}, "Text1": {"resource": "sms", "toWhatsapp": False},
}  # fmt: skip
N8N_WAYS = {"nodes": [
    {"type": "n8n-nodes-base.twilio", "name": name, "parameters": {**ways, "message": f"={name} it"}} for name, ways in WAYS.items()
]}  # fmt: skip
WHATSAPP_SMALL = {"name": "otp", "language": "de", "parameter_format": "named", "components": [
    {"type": "body", "text": "Hallo1 {{first_name}}"}, {"type": "buttons", "buttons": [{"type": "quick_reply", "text": "no"}]}]}  # fmt: skip
COGNITO = {"UserPool": {"Name": "p", "SmsVerificationMessage": "Code1 {####}", "EmailVerificationMessage": "no {####}",
    "VerificationMessageTemplate": {"SmsMessage": "Code2 {####}"}, "AdminCreateUserConfig": {"InviteMessageTemplate": {"SMSMessage": "{username} Code3 {####}"}}}}  # fmt: skip
AMPLIFY = {
    "version": "1",
    "cognitoConfig": {"smsAuthenticationMessage": "Code1 {####}", "emailVerificationMessage": "no"},
}

TOOLS: list[tuple[Any, list[Expected], list[tuple[str | None, str]]]] = [
    (FLOW, [E("states.remind.properties.body", "Hi1 {{flow.variables.first_name}}", "Hi1"),
            E("states.ask.properties.body", "Reply1 {{ trigger.message.Body | default: 'YES' }}", "Reply1")],
     [("liquid", "Hi1 <flow.variables.first_name>"), ("liquid", "Reply1 <trigger.message.Body|default YES>")]),
    (N8N, [E("nodes.Send.parameters.message", "Hi1 {{ $json.first_name }} {{ $json[\"code\"] ?? 'none' }} {{ $now.toISO() }}", "Hi1"),
           E("nodes.1.parameters.message", "No {{ expression }}1", "No")],
     [("n8n", "Hi1 <first_name> <code|default none> <$now.toISO()|unknown>"), ("plain", "No <?expression>1")]),
    (CONTENT, [E("types.twilio/text.body", "Oi1 {{1}}", "Oi1", {"locale": "pt-BR"})], [("whatsapp", "Oi1 <1>")]),
    ({"contents": [CONTENT]}, [E("contents.0.types.twilio/text.body", "Oi1 {{1}}", "Oi1", {"locale": "pt-BR"})], [("whatsapp", "Oi1 <1>")]),
    (WHATSAPP, [E("components.0.text", "Hi1 {{1}}", "Hi1", {"locale": "en-US"})], [("whatsapp", "Hi1 <1>")]),
    (NOTIFY, [E("templates.late.body", "Hi1 ((first name)) ((late??You are late))", "Hi1")], [("parens", "Hi1 <first name> (You are late|)")]),
    (NOTIFY_ONE, [E("body", "Hi1 ((name))", "Hi1")], [("parens", "Hi1 <name>")]),
    (N8N_WAYS, [E("nodes.Text1.parameters.message", "Text1 it")], [("n8n", "Text1 it")]),
    (WHATSAPP_SMALL, [E("components.0.text", "Hallo1 {{first_name}}", "Hallo1", {"locale": "de"})], [("whatsapp", "Hallo1 <first_name>")]),
    (COGNITO, [E("UserPool.SmsVerificationMessage", "Code1 {####}", "Code1"), E("UserPool.VerificationMessageTemplate.SmsMessage", "Code2 {####}", "Code2"),
               E("UserPool.AdminCreateUserConfig.InviteMessageTemplate.SMSMessage", "{username} Code3 {####}", "Code3")],
     [("brace", "Code1 <####|digits 6 6>"), ("brace", "Code2 <####|digits 6 6>"), ("brace", "<username> Code3 <####|digits 6 6>")]),
    (AMPLIFY, [E("cognitoConfig.smsAuthenticationMessage", "Code1 {####}", "Code1")], [("brace", "Code1 <####|digits 6 6>")]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected", "read"), TOOLS)
def test_what_a_tool_sends(value: Any, expected: list[Expected], read: list[tuple[str | None, str]]) -> None:
    text = json.dumps(value, indent=1)
    check_table("json", text, expected)
    place = Place("a.json", LineIndex(text), None, "", "json", inside="a.json")
    for message, (dialect, tree) in zip(read_all("json", text), read, strict=True):
        found = guess(message, place)
        assert found.text is not None
        assert (found.dialect, shape(found.text)) == (dialect, tree)


def test_a_text_of_a_tool_is_selected_by_its_name_and_by_its_number() -> None:
    text = json.dumps(FLOW)
    for glob in ("states.remind.*", "states.1.properties.body", "*.remind.properties.body"):
        assert [each.body for each in read_all("json", text, keys=(glob,))] == ["Hi1 {{flow.variables.first_name}}"]
    assert len(read_all("json", text, names=("remind",))) == 1
    # what is not sent can still be selected, as in any other file
    assert [each.body for each in read_all("json", text, keys=("*.say",))] == ["Spoken1"]
    assert [each.body for each in read_all("json", text, keys=("*.say.properties.body", "description"))] == [
        "Reminders"
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"states": ["send-message", {"properties": {"body": "Hi"}}], "x": '"send-'},
        {"nodes": {"n8n-nodes-base.twilio": "Hi"}},
        {"components": [{"text": "Hi", "type": "BUTTONS"}], "BODY": "Hello"},
        {"templates": {"sms": "Hi {{ name }}"}},
        {"types": {"twilio/": {"text": "Hi"}}},
    ],
)
def test_a_file_with_the_words_of_a_tool_is_a_catalogue(value: Any) -> None:
    text = json.dumps(value)

    def texts(node: Any) -> list[str]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return [node] if isinstance(node, str) else [text for each in inner for text in texts(each)]

    messages = read_all("json", text)
    assert [each.body for each in messages] == texts(value)
    assert {each.dialect for each in messages} == {None}
    for each in messages:
        check_map(text, each)
