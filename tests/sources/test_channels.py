"""Records that say by which way they are sent: those of other ways than text messages are none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.project.discover import discover
from tests.sources.support import read_all

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ("csv", "id,channel,subject,body\n1,sms,,Hi you\n2,email,Sub,Dear you\n3,\"sms,email\",x,Both\n4,,y,None\n5,pigeon,y,Coo\n", ["Hi you", "Both", "None", "Coo"]),
    ("csv", "id,type,body\n1,SMS,Hi you\n2,E-Mail,Dear you\n", ["Hi you"]),
    ("csv", "id,body,kanal\n1,Hallo,SMS\n2,Sehr geehrte,E-Mail\n", ["Hallo"]),
    ("csv", "id,type,body\n1,email,Hi you\n2,email,Dear you\n", ["Hi you", "Dear you"]),
    ("csv", "id,notification_channel,body\n1,EMAIL,Hi\n", []),
    ("json", '[{"channel":"sms","body":"Hi"},{"channel":"email","body":"Dear"},{"channel":"IN_APP","c":{"body":"x"}},{"body":"y"}]', ["Hi", "y"]),
    ("json", '{"t":{"a":{"type":"sms","body":"Hi"},"b":{"type":"email","body":"Dear"}}}', ["Hi"]),
    ("json", '{"labels":{"channel":"Email","title":"Title here"}}', ["Email", "Title here"]),
    ("json", '{"form":[{"type":"email","label":"Your mail"},{"type":"text","label":"Name"}]}', ["email", "Your mail", "text", "Name"]),
    ("yaml", "- channel: sms\n  body: Hi\n- channel: push\n  body: Dear\n", ["Hi"]),
    ("yaml", "t:\n  a: {channel: sms, body: Hi}\n  b: {channel: email, body: Dear, parts: {x: y}}\n", ["Hi"]),
    ("sql", "INSERT INTO t (channel, body) VALUES ('sms','Hi you'),('email','Dear you'),('sms','And you');", ["Hi you", "And you"]),
    ("sql", "INSERT INTO t (type, body) VALUES ('sms','Hi you'),('email','Dear you');", ["Hi you"]),
    ("sql", "INSERT INTO t (type, body) VALUES ('email','Dear you');", ["Dear you"]),
    ("python", 'T = [{"channel": "sms", "body": "Hi you"}, {"channel": "email", "body": "Dear you"}, {"channel": Channel.EMAIL, "content": {"body": "x y"}}]', ["Hi you"]),
    ("php", "<?php $r = [['channel' => 'email', 'body' => 'Dear you'], ['channel' => Channel::SMS, 'body' => 'Hi you']];", ["Hi you"]),
    ("ruby", 'T = [{ channel: :email, body: "Dear you all" }, { channel: :sms, body: "Hi you all" }]', ["Hi you all"]),
    ("javascript", "const t = [{type: 'sms', text: 'Hi you'}, {type: 'email', text: 'Dear you'}];", ["Hi you"]),
    ("javascript", "const t = [{type: 'email', label: 'Dear you'}];", ["Dear you"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "expected"), ROWS)
def test_records_of_other_ways_are_no_messages(source: str, text: str, expected: list[str]) -> None:
    columns = ("body",) if source == "csv" else ()
    found = [each.body for each in read_all(source, text, columns=columns) if not each.unknown]
    assert [each for each in found if source not in {"php", "javascript"} or " " in each] == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sms/templates.csv", "name,channel,body\na,sms,Your code is 123456\nb,email,Your code is in this mail\n"),
        ("sms/t.json", '[{"channel":"sms","body":"Your code is 123456"},{"channel":"email","body":"Your code is 123456, dear"}]'),
        ("sms/t.yml", "- {channel: sms, body: Your code is 123456}\n- {channel: email, body: 'Your code is 123456, dear'}\n"),
        ("sms/t.sql", "INSERT INTO templates (channel, body) VALUES ('email','Your code is 123, dear'),('sms','Your code is 123456');"),
    ],
)  # fmt: skip
def test_discover_proposes_only_text_messages(tmp_path: Path, path: str, text: str) -> None:
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text(text, encoding="utf-8")
    (found,) = discover(tmp_path).candidates
    assert (found.path, found.count, found.examples) == (path, 1, ("Your code is 123456",))
