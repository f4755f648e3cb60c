"""A variable of a loop, a parameter or a part of a value hides the text that a variable of the same name has: what is sent is not known."""

from __future__ import annotations

import pytest

from tests.sources.support import read_all

TEXT = "Acme: hello there"
HIDDEN = [
    ("python", 'body = "TEXT"\ndef f(body):\n    send_sms(to, body)'),
    ("python", 'body = "TEXT"\ndef f(rows):\n    for body in rows:\n        send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    for _, body in rows:\n        pass\n    send_sms(to, body)'),
    ("python", 'body = "TEXT"\n[send_sms(to, body) for body in rows]'),
    ("python", 'body = "TEXT"\nsend = lambda body: send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    with open(p) as body:\n        send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    try:\n        g()\n    except E as body:\n        send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    if (body := g()):\n        send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    body, x = g()\n    send_sms(to, body)'),
    ("python", 'def f(rows):\n    body = "TEXT"\n    match rows:\n        case [body, *_]:\n            send_sms(to, body)'),
    ("javascript", 'const body = "TEXT";\nfunction f(body) { sendSms(to, body); }'),
    ("javascript", 'const body = "TEXT";\nrows.forEach(body => sendSms(to, body));'),
    ("javascript", 'const body = "TEXT";\nrows.forEach(({ body }, i) => { sendSms(to, body); });'),
    ("javascript", 'const body = "TEXT";\nfor (const body of rows) { sendSms(to, body); }'),
    ("javascript", 'const body = "TEXT";\nfunction f() { const { body } = g(); sendSms(to, body); }'),
    ("javascript", 'let body = "TEXT";\nfunction f() { [body] = g(); sendSms(to, body); }'),
    ("javascript", 'const body = "TEXT";\nfunction f() { try { g(); } catch (body) { sendSms(to, body); } }'),
    ("php", '<?php $body = "TEXT"; foreach ($rows as $body) { sendSms($to, $body); }'),
    ("php", '<?php function f($rows) { $body = "TEXT"; foreach ($rows as $k => $body) { sendSms($to, $body); } }'),
    ("php", '<?php $body = "TEXT"; function f($body) { sendSms($to, $body); }'),
    ("php", '<?php $body = "TEXT"; array_map(fn($body) => sendSms($to, $body), $rows);'),
    ("php", '<?php $body = "TEXT"; each($rows, function ($body) { sendSms($to, $body); });'),
    ("ruby", 'def g\n  BODY = "TEXT"\n  for BODY in rows\n    send_sms(to, BODY)\n  end\nend'.replace("BODY", "body")),
    ("ruby", 'def g\n  body = "TEXT"\n  rows.each { |body| send_sms(to, body) }\nend'),
    ("ruby", 'def g\n  body = "TEXT"\n  body, x = h\n  send_sms(to, body)\nend'),
    ("go", 'package a\nfunc f() {\n body := "TEXT"\n for _, body := range rows { sendSMS(to, body) }\n}'),
    ("java", 'class A { String body = "TEXT"; void f() { for (String body : rows) { sendSms(to, body); } } }'),
    ("java", 'class A { String body = "TEXT"; void f() { rows.forEach(body -> sendSms(to, body)); } }'),
    ("csharp", 'class A { void G() { var body = "TEXT"; foreach (var body in rows) { SendSms(to, body); } } }'),
    ("kotlin", 'fun g() { val body = "TEXT"\n for (body in rows) { sendSms(to, body) } }'),
    ("kotlin", 'fun g() { val body = "TEXT"\n rows.forEach { body -> sendSms(to, body) } }'),
    ("swift", 'func g() { let body = "TEXT"\n for body in rows { sendSMS(to, body) } }'),
    ("dart", 'void g() { const body = "TEXT"; for (final body in rows) { sendSms(to, body); } }'),
    ("dart", 'void g() { const body = "TEXT"; rows.forEach((body) => sendSms(to, body)); }'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code"), HIDDEN)
def test_what_a_call_sends_is_not_known(source: str, code: str) -> None:
    found = read_all(source, code.replace("TEXT", TEXT))
    assert [each.unknown.lower().replace("$", "") for each in found if each.unknown] == [
        "what this call sends is not known: body."
    ]


KNOWN = [
    ("python", 'def f(rows):\n    body = "TEXT"\n    for row in rows:\n        send_sms(to, body)'),
    ("python", 'def g(body):\n    log(body)\ndef f():\n    body = "TEXT"\n    send_sms(to, body)'),
    ("python", 'def f(rows, body=None):\n    if not body:\n        body = "TEXT"\n    send_sms(to, body)'),
    ("python", 'def f(rows):\n    for row in rows:\n        body = "TEXT"\n        send_sms(row.to, body)'),
    ("python", 'def f(x):\n    match x:\n        case 1:\n            send_sms(to, "TEXT")'),
    ("javascript", 'const body = "TEXT";\nrows.forEach(row => sendSms(row.to, body));'),
    ("javascript", 'rows.forEach(row => { const body = "TEXT"; sendSms(row.to, body); });'),
    ("javascript", 'function g(body) { log(body); }\nfunction f() { const body = "TEXT"; sendSms(to, body); }'),
    ("php", '<?php function f($rows) { $body = "TEXT"; foreach ($rows as $row) { sendSms($row->to, $body); } }'),
    ("ruby", 'def g\n  body = "TEXT"\n  rows.each { |row| send_sms(row, body) }\nend'),
    ("kotlin", 'fun g() { val body = "TEXT"\n rows.forEach { sendSms(it, body) } }'),
    ("go", 'package a\nfunc f() {\n body := "TEXT"\n for _, row := range rows { sendSMS(row, body) }\n}'),
    ("java", 'class A { void f() { String body = "TEXT"; rows.forEach(row -> sendSms(row, body)); for (String body : rows) { log(body); } sendSms(to, body); } }'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code"), KNOWN)
def test_a_name_that_nothing_hides_is_known(source: str, code: str) -> None:
    found = read_all(source, code.replace("TEXT", TEXT))
    assert [each.unknown for each in found if each.unknown] == []
    assert [each.body for each in found] == [TEXT] * len(found)
