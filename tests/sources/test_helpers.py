"""A function that hands a parameter to a call that sends: what it is called with is a message, whatever the names are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.text.tree import Literal, leaves
from tests.sources.support import read_all

if TYPE_CHECKING:
    from smslint.sources.message import Message

HELPERS = {
    "python": [
        ("def ping(phone, note):\n    sms.send(to=phone, body=note)\nping('1', 'Come here')", ["Come here"]),
        ("def ping(phone, note):\n    sms.send(to=phone, body=note)\nping('1', note='Come here')", ["Come here"]),
        (
            ("class A:\n    def tell(self, n, words):\n        self.c.messages.create(to=n, body=words)\n"
            "    def go(self):\n        self.tell('1', 'Come here')"),
            ["Come here"],
        ),
        ("def ping(phone, note):\n    print(note)\nping('1', 'Come here')\nsms.send(to='1', body=note)", []),
        ("def send(n, w):\n    sms.send(to=n, body=w)\nres.send('1', 'Not found')", []),
    ],
    "javascript": [
        ("function ping(p, note) { c.messages.create({ to: p, body: note }); }\nping(u, 'Come here');", ["Come here"]),
        ("const ping = (p, w) => c.messages.create({ to: p, body: w });\nping(u, 'Come here');", ["Come here"]),
        ("function log(p, w) { console.log(w); }\nlog(u, 'Come here'); sms.send(u, w);", []),
        (("class S {\n send(to, text) { c.messages.create({ to, body: text }); }\n"
         " go() { this.send(u, 'Come here'); res.send(u, 'Not here'); }\n}"), ["Come here"]),
        (("const ping = async (p: string, w: string): Promise<void> => {\n  await c.messages.create({ to: p, body: w });\n};\n"
         "ping(u, 'Come here');"), ["Come here"]),
    ],
    "java": [
        (('class A { void ping(String p, String note) { Message.creator(new PhoneNumber(p), FROM, note).create(); }\n'
         'void go() { ping(u, "Come here"); } }'), ["Come here"]),
        ('class A { void go() { String sms = "Come here";\n service.sendSmsToManyNumbers(all, sms); } }', ["Come here"]),
    ],
    "kotlin": [
        (('fun go() { avisar("Celular", "Come here") }\nfun avisar(numero: String, mensaje: String) {\n'
         'SmsManager.getDefault().sendTextMessage(numero, null, mensaje, null, null) }'), ["Come here"]),
        ('fun go(n: String) { val parts = m.divideMessage("Come here")\nm.sendMultipartTextMessage(n, null, parts, null, null) }',
         ["Come here"]),
    ],
    "csharp": [
        (('class A { void Ping(string p, string w) { MessageResource.Create(to: new PhoneNumber(p), body: w); }\n'
         'void Go() { Ping("1", "Come here"); } }'), ["Come here"]),
        (('class A { void Ping(string p, string w) { MessageResource.Create(to: new PhoneNumber(p), body: w); }\n'
         'void Mid(string w) { Ping("1", w); }\nvoid Go() { Mid("Come here"); } }'), ["Come here"]),
    ],
    "go": [
        (('package a\nfunc ping(p, w string) { client.Api.CreateMessage(p, w); smsClient.SendMessage(p, w) }\n'
         'func run() { ping("1", "Come here") }'), ["Come here"]),
    ],
    "ruby": [
        ('def ping(p, w)\n  client.messages.create(to: p, body: w)\nend\ndef go\n  ping("1", "Come here")\nend', ["Come here"]),
    ],
    "elixir": [
        (('defmodule A do\n  def ping(p, w) do\n    ExTwilio.Message.create(to: p, body: w)\n  end\n'
         '  def go, do: ping("1", "Come here")\nend'), ["Come here"]),
    ],
    "dart": [
        (('void ping(String p, String w) { BackgroundSms.sendMessage(phoneNumber: p, message: w); }\n'
         'void go() { ping("1", "Come here"); }'), ["Come here"]),
    ],
    "swift": [
        (('func ping(_ p: String, saying w: String) { sms.sendMessage(to: p, body: w) }\n'
         'func go() { ping("1", saying: "Come here") }'), ["Come here"]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "code", "sent"), [(source, *case) for source, cases in HELPERS.items() for case in cases]
)
def test_what_a_function_hands_to_a_call_that_sends_is_a_message(source: str, code: str, sent: list[str]) -> None:
    found = [
        each.body
        for each in read_all(source, code, path="a.ts" if source == "javascript" else "")
        if each.sent and not each.unknown
    ]
    assert [each.strip("'\"") for each in found] == sent


REPLIES = [
    ("python", "twiml.message('Thanks, see you')\nvoice.say('Thanks for the call')"),
    ("javascript", "twiml.message('Thanks, see you');\ntwiml.say('Thanks for the call');"),
    ("ruby", "twiml.message(body: 'Thanks, see you')"),
    ("python", "r = MessagingResponse()\nr.message('Thanks, see you')\nother.message('Not here, please')"),
    ("python", "r = MessagingResponse()\nm = r.message()\nm.body('Thanks, see you')\nother.body('Not here, please')"),
    (
        "javascript",
        "const r = new twilio.twiml.MessagingResponse();\nr.message('Thanks, see you');\nq.message('Not here');",
    ),
    (
        "php",
        "<?php $r = new \\Twilio\\TwiML\\MessagingResponse();\n$r->message('Thanks, see you');\n$q->message('Not here');",
    ),
]


@pytest.mark.parametrize(("source", "code"), REPLIES)
def test_a_reply_in_twiml_is_sent(source: str, code: str) -> None:
    assert [each.body for each in read_all(source, code) if each.sent] == ["Thanks, see you"]


DEFERRED = [
    ("python", "send_sms.delay(phone, 'Thanks, see you')\nsend_email.delay(mail, 'Not here, please')"),
    ("python", "tasks.send_sms_task.apply_async(user=1, message='Thanks, see you')"),
    ("ruby", "SendSmsJob.perform_later(phone, 'Thanks, see you')\nMailJob.perform_later(mail, 'Not here, please')"),
    ("ruby", "SmsWorker.set(wait: 1).perform_async(phone, 'Thanks, see you')"),
    ("ruby", "SmsService.call(to: phone, body: 'Thanks, see you')"),
    ("javascript", "smsQueue.add('send', { to, body: 'Thanks, see you' });\nqueue.add('send', { body: 'Not here' });"),
    ("php", "<?php SendSms::dispatch($phone, 'Thanks, see you'); SendMail::dispatch($mail, 'Not here, please');"),
]


@pytest.mark.parametrize(("source", "code"), DEFERRED)
def test_what_a_job_sends_later_is_sent(source: str, code: str) -> None:
    found = read_all(source, code)
    assert [each.body for each in found if each.sent and not each.unknown] == ["Thanks, see you"]


@pytest.mark.parametrize("path", ["Sms: &sms.Sms{{Phones: p, Message: {}}}", "Message: {}, Phones: p"])
def test_a_text_in_an_object_of_an_object_is_sent(path: str) -> None:
    code = f"package a\nfunc f() {{ sms.SendSms(ctx, &sms.Request{{{path.format(chr(34) + 'Come here' + chr(34))}, Auth: a}}) }}"
    assert [(each.body, each.sent) for each in read_all("go", code)] == [("Come here", True)]


PHP = [
    ("$sms->send(['to' => $t, 'message' => 'Come here']);", ["Come here"]),
    ("$twilio->messages->create($to, ['from' => $f, 'body' => \"Come here $n\"]);", ["Come here $n"]),
    ("function f($u) { $m = 'Come here'; send_sms($u->phone, $m); return view('x', ['m' => 'Not here']); }", ["Come here"]),
    ("function f($u) { $m = sprintf('Come here, %s', $u->n); send_sms($u->phone, $m); }", ["Come here, %s"]),
    ("function f($u) { $m = 'Come'; $m .= ' here'; send_sms($u->phone, $m); }", ["Come here"]),
    ("function f($u) { if ($u->x) { $m = 'Come here'; } else { $m = 'Go there'; } send_sms($u->phone, $m); }", ["Come here", "Go there"]),
    ("function f($u) { $m = 'Not here'; } function g($u, $m) { send_sms($u->phone, $m); }", []),
    ("function f($u) { $m = $this->ask('Not here, please'); send_sms($u->phone, $m); }", []),
    ("Log::info('Not here'); $a = 'Nor here';", []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sent"), PHP)
def test_what_php_sends_in_a_call_or_by_a_variable_is_marked(code: str, sent: list[str]) -> None:
    found = [each for each in read_all("php", f"<?php {code}") if each.sent and not each.unknown]
    assert [each.body.strip("'\"") for each in found] == sent


NAMED = [
    ("OLD = 'Hi %s, come here'\nsms.send(to=n, body=OLD % name)", ["Hi %s, come here"], 0),
    ("def f(n):\n    t = 'Hi {}, come here'\n    sms.send(to=n, body=t.format(n))", ["Hi {}, come here"], 0),
    ("T = 'Hi {n}, come here'\nsms.send(to=n, body=T.format(n=n) + ' Bye!')", ["Hi {n}, come here Bye!"], 0),
    (
        "def f(n):\n    t = 'Hi {}, one'\n    if n:\n        t = x\n    sms.send(to=n, body=t.format(n))",
        ["xHi {}, one"],
        0,
    ),
    ("t = 'Hi {}, one'\ndef f(n, t):\n    sms.send(to=n, body=t.format(n))", [], 1),
    ("from a import t\nt = 'Hi {}, one'\nsms.send(to=n, body=t.format(n))", ["Hi {}, one"], 0),
]


@pytest.mark.parametrize(("code", "sent", "unknown"), NAMED)
def test_a_template_that_a_variable_holds_is_filled_where_the_file_gives_it_one_text(
    code: str, sent: list[str], unknown: int
) -> None:
    found = [each for each in read_all("python", code) if each.sent]
    assert [literal(each) for each in found if not each.unknown] == sent
    assert sum(bool(each.unknown) for each in found) == unknown


def literal(found: Message) -> str:
    """The text with its fields as they are written."""
    if found.text is None:
        return found.body
    return "".join(
        each.text if isinstance(each, Literal) else found.body[slice(*each.span)] for each in leaves(found.text)
    )


CLIENTS = [
    ("javascript", "async function f(a) { const u = a ? ' a' : ' b'; await require('../s').sendSms(db, a, `Come here ${u}`); }", "f.require.sendSms.2"),
    ("php", "<?php function f($a) { return app(Sms::class)->sendSms($a, 'Come here'); }", "f.app.sendSms.1"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "key"), CLIENTS)
def test_what_the_client_of_a_loaded_module_sends_is_read_by_its_key_too(source: str, code: str, key: str) -> None:
    every = [each.key for each in read_all(source, code) if each.sent]
    chosen = [each.key for each in read_all(source, code, keys=(key,)) if each.sent and not each.unknown]
    assert (every, chosen) == ([key], [key])


def test_what_is_beside_the_text_in_a_call_is_none() -> None:
    code = "function f(db) { const line = 'Come here'; phoneService.sendSms(db, smsFrom, user.phone, line); }"
    assert [(each.body, each.sent) for each in read_all("javascript", code)] == [("Come here", True)]


def test_what_a_variable_has_in_several_cases_is_sent() -> None:
    code = "function f(e) { let b; switch (e) { case 1: b = 'Come here'; break; case 2: b = 'Go there'; break; default: return; }\nsendSms(n, b); }"
    assert [each.body for each in read_all("javascript", code) if each.sent] == ["Come here", "Go there"]


MADE = [
    ("javascript", "function f(n) { const t = words(n); sendSms(n, t); sendSms(n, other(n)); }\nfunction words(n) { return `Hi ${n}, come here`; }", ["`Hi ${n}, come here`"], ["other(n)"]),
    ("javascript", "class A { f(n) { this.sms.send(n, this.words(n)); }\n  words(n) { return 'Come here'; } }", ["Come here"], []),
    ("python", "def words(n):\n    return 'Come here'\ndef f(n):\n    send_sms(n, words(n))\n    t = words(n)\n    send_sms(n, t)\n    send_sms(n, other(n))\n", ["Come here"], ["other(n)"]),
    ("php", "<?php class A { function f($n) { send_sms($n, $this->words($n)); send_sms($n, $this->other($n)); }\nprivate function words($n) { return 'Come here'; } }", ["Come here"], ["$this->other($n)"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "texts", "unknown"), MADE)
def test_what_a_function_of_the_file_returns_is_known_where_it_is_sent(
    source: str, code: str, texts: list[str], unknown: list[str]
) -> None:
    found = [each for each in read_all(source, code) if each.sent]
    assert [each.body for each in found if not each.unknown] == texts
    assert [each.body for each in found if each.unknown] == unknown


REPEATED = [
    ("python", "send_sms(n, ' '.join(['Come'] * 50))"),
    ("python", "send_sms(n, textwrap.fill('Come here and see us', 20))"),
    ("javascript", "sendSms(n, Array(50).fill('Come').join(' '));"),
]


@pytest.mark.parametrize(("source", "code"), REPEATED)
def test_a_part_of_a_text_that_is_made_of_it_many_times_is_none(source: str, code: str) -> None:
    (found,) = read_all(source, code)
    assert (found.sent, bool(found.unknown)) == (True, True)


LOOPS = [
    "send_sms(n, ', '.join(f'{x} is here' for x in xs))",
    "lines = [f'{x} is here' for x in xs]\nsend_sms(n, ', '.join(lines))",
]


@pytest.mark.parametrize("code", LOOPS)
def test_the_texts_of_a_list_that_a_loop_makes_are_one_text(code: str) -> None:
    (found,) = read_all("python", code)
    assert found.sent
    assert found.text is not None
    written = [each.text for each in leaves(found.text) if isinstance(each, Literal) and each.text]
    assert written == [" is here", ", ", " is here"]
