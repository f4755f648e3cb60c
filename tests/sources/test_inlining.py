"""A function that changes its parameter and sends it: what a call gives it is not what is sent."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from smslint.text.renderings import renderings
from tests.sources.support import read_all

HI = "Hi there, it is ready"

PYTHON = [
    'text += " Reply STOP"',
    'text = "Acme: " + text',
    'text = f"Acme: {text}"',
    'text = text + " Reply STOP" if text else ""',
    "text = text.strip()",
    "text = text.upper()",
    "text = text.lower() + '!'",
    'if late:\n        text += " Sorry."',
    'if late:\n        text += " Sorry."\n    else:\n        text = "Acme: " + text',
    'text = "; ".join([text, "bye"])',
    "text = text[:5]",
    "text = text.replace('Hi', 'Hello')",
    "text = shorten(text)",
    "parts = [text]\n    parts.append('bye')\n    text = ' '.join(parts)",
    "other = text\n    text = other + ' bye'",
    "pass",
]
"""What the function does with its parameter before it sends it."""


def program(change: str, sends: str = "text") -> str:
    return (
        "def shorten(words):\n    return words[:9]\n\n"
        f"def send_sms(text):\n    {change}\n    client.messages.create(body={sends}, to=to, from_=me)\n\n"
        f"send_sms({HI!r})\n"
    )


def really_sent(source: str, *, late: bool) -> list[str]:
    """What Python itself sends."""
    sent: list[str] = []
    client = SimpleNamespace(messages=SimpleNamespace(create=lambda body, **_: sent.append(body)))
    exec(source, {"client": client, "to": "1", "me": "2", "late": late})
    return sent


@pytest.mark.parametrize("sends", ["text", "text + ' End.'", "text.strip()", "shorten(text)", "f'{text}.'"])
@pytest.mark.parametrize("change", PYTHON)
def test_python_sends_what_is_read_or_it_is_unknown(change: str, sends: str) -> None:
    source = program(change, sends)
    read = read_all("python", source)
    unknown = [each for each in read if each.unknown]
    known = {
        rendering.text
        for each in read
        if not each.unknown
        for rendering in ([] if each.text is None else renderings(each.text))
    } | {each.body for each in read if not each.unknown and each.text is None}
    for late in (False, True):
        (really,) = really_sent(source, late=late)
        assert unknown or really in known, (really, known)
    if known and not unknown and "if text" not in change:  # conditions are not evaluated
        assert known == {really_sent(source, late=late)[0] for late in (False, True)}, "and nothing else"


def test_most_is_read_exactly() -> None:
    """Unknown is the answer only where a method is not followed."""
    exact = [change for change in PYTHON if not any(each.unknown for each in read_all("python", program(change)))]
    assert set(PYTHON) - set(exact) == {
        "text = text[:5]",
        "text = shorten(text)",
    }


OTHERS = {
    "javascript": (
        "function sendSms(text) {{\n  {}\n  client.messages.create({{ body: text, to, from }});\n}}\nsendSms('Hi there');",
        {
            "text += ' Reply STOP';": "Hi there Reply STOP",
            "text = `Acme: ${text}`;": "Acme: Hi there",
            "text = text.toUpperCase();": "HI THERE",
            "text = mangle(text);": None,
            "text = text.trim();": "Hi there",
            "": "Hi there",
        },
    ),
    "ruby": (
        "def send_sms(text)\n  {}\n  client.messages.create(body: text, to: to, from: me)\nend\nsend_sms('Hi there')\n",
        {"text += ' Reply STOP'": "Hi there Reply STOP", "text = mangle(text)": None},
    ),
    "java": (
        ("class A {{ void sendSms(String text) {{ {} Message.creator(to, from, text).create(); }}\n"
        'void run() {{ sendSms("Hi there"); }} }}'),
        {
            'text += " Reply STOP";': "Hi there Reply STOP",
            "text = text.toUpperCase();": "HI THERE",
            "text = mangle(text);": None,
            'if (late) {{ text = "Late: " + text; }}': "Late: Hi there",
        },
    ),
    "kotlin": (
        'fun sendSms(text: String) {{ val body = {}\nMessage.creator(to, from, body).create() }}\nfun go() {{ sendSms("Hi there") }}',
        {'text + " Reply STOP"': "Hi there Reply STOP", "text.uppercase()": "HI THERE", "mangle(text)": None},
    ),
    "csharp": (
        ("class A {{ void SendSms(string text) {{ {} MessageResource.Create(body: text, to: to, from: me); }}\n"
        'void Run() {{ SendSms("Hi there"); }} }}'),
        {'text += " Reply STOP";': "Hi there Reply STOP", "text = text.ToUpper();": "HI THERE", "text = Mangle(text);": None},
    ),
    "go": (
        ("package a\nfunc sendSms(text string) {{\n{}\nparams := &api.CreateMessageParams{{}}\nparams.SetBody(text)\n"
        'client.Api.CreateMessage(params)\n}}\nfunc run() {{\nsendSms("Hi there")\n}}'),
        {'text += " Reply STOP"': "Hi there Reply STOP", "text = mangle(text)": None},
    ),
    "php": (
        "<?php\nfunction sendSms($text) {{\n{}\n$client->messages->create($to, ['body' => $text]);\n}}\nsendSms('Hi there');",
        {"$text .= ' Reply STOP';": "Hi there Reply STOP", "$text = strtoupper($text);": "HI THERE", "$text = mangle($text);": None, "$text = trim($text);": "Hi there", "": "Hi there"},
    ),
}  # fmt: skip
"""By language: a program, and what it sends for each change of the parameter; ``None`` where nobody needs to know it."""


@pytest.mark.parametrize(
    ("language", "change"), [(language, each) for language, (_, changes) in OTHERS.items() for each in changes]
)
def test_other_languages(language: str, change: str) -> None:
    source, changes = OTHERS[language]
    read = read_all(language, source.format(change))
    bodies = {
        rendering.text
        for each in read
        if not each.unknown and each.text is not None
        for rendering in renderings(each.text)
    } | {each.body for each in read if not each.unknown and each.text is None}
    expected = changes[change]
    if expected is None:
        assert "Hi there" not in bodies
        assert any(each.unknown for each in read)
    else:
        assert expected in bodies
        assert "Hi there" not in bodies or expected == "Hi there" or "late" in change
        assert not any(each.unknown and "sendSms makes" in each.unknown for each in read)


def test_functions_that_give_a_text_to_each_other() -> None:
    source = (
        "class A {\n  void send(String body) { Message.creator(to, from, wrap(body)).create(); }\n"
        '  String wrap(String t) { if (late) { return "Late: " + t; } return t + " Reply STOP"; }\n'
        '  void go() { send("your order is ready"); }\n}'
    )
    assert {each.body for each in read_all("java", source)} == {
        "Late: your order is ready",
        "your order is ready Reply STOP",
    }
    undone = source.replace('t + " Reply STOP"', "t.replace(a, b)")
    assert [each.unknown for each in read_all("java", undone) if each.unknown]
    assert not any(each.body == "your order is ready" for each in read_all("java", undone))


def test_a_wrapper_that_makes_something_unknown_of_a_text_is_said_once() -> None:
    source = "function shout(t) { return mangle(t); }\nclient.messages.create({ body: shout('Hi there, you'), to });"
    (said,) = read_all("javascript", source)
    assert said.unknown.startswith("What shout makes of")


def test_a_file_of_many_calls_is_not_read_as_if_nothing_changed() -> None:
    """More calls than are followed are unknown."""
    source = 'def send_sms(text):\n    text += " Reply STOP"\n    client.messages.create(body=text, to=to)\n\n'
    read = read_all("python", source + "".join(f'send_sms("Hi number {index}")\n' for index in range(520)))
    known = [each for each in read if not each.unknown]
    assert len(known) == 500
    assert all(each.body.endswith(" Reply STOP") for each in known)
    assert len(read) == 520
