"""A list or a text that a function of the file changes, or that a function gets the address of: what is sent then is unknown."""

from __future__ import annotations

import pytest

from smslint.sources.options import Options
from smslint.sources.registry import read

CHANGED = [
    ("python", 'def more(p):\n    p.append("LONG")\n\ndef f(to):\n    p = ["Hello"]\n    more(p)\n    client.messages.create(body=" ".join(p), to=to)\n'),
    ("python", 'def more(p):\n    p[0] = "LONG"\n\ndef f(to):\n    p = ["Hello"]\n    more(p)\n    client.messages.create(body=" ".join(p), to=to)\n'),
    ("javascript", 'function more(p) { p.push("LONG"); }\nfunction f(to) {\n  const p = ["Hello"];\n  more(p);\n  client.messages.create({ body: p.join(" "), to });\n}\n'),
    ("javascript", 'function f(to) {\n  const p = ["Hello"];\n  p.splice(0, 1, "LONG");\n  client.messages.create({ body: p.join(" "), to });\n}\n'),
    ("java", 'class A {\n  void more(StringBuilder b) { b.append("LONG"); }\n  void f(String to) {\n    StringBuilder b2 = new StringBuilder("Hello");\n    more(b2);\n    sendSms(to, b2.toString());\n  }\n}\n'),
    ("java", 'class A {\n  void more(List<String> l) { l.add("LONG"); }\n  void f(String to) {\n    List<String> p = new ArrayList<>(List.of("Hello"));\n    more(p);\n    sendSms(to, String.join(" ", p));\n  }\n}\n'),
    ("go", 'package a\n\nfunc more(s *string) { *s = "LONG" }\n\nfunc f(to string) {\n\ts := "Hello"\n\tmore(&s)\n\tsendSms(to, s)\n}\n'),
    ("go", 'package a\n\nfunc f(to string) {\n\ts := "Hello"\n\tfmt.Sscan("x", &s)\n\tsendSms(to, s)\n}\n'),
    ("ruby", 'def more(s)\n  s << "LONG"\nend\n\ndef f(to)\n  s = "Hello"\n  more(s)\n  send_sms(to, s)\nend\n'),
    ("kotlin", 'fun more(b: StringBuilder) { b.append("LONG") }\n\nfun f(to: String) {\n  val sb = StringBuilder("Hello")\n  more(sb)\n  sendSms(to, sb.toString())\n}\n'),
]  # fmt: skip
READ = 'def show(p):\n    print(p)\n\ndef f(to):\n    p = ["Hello"]\n    show(p)\n    client.messages.create(body=" ".join(p), to=to)\n'


@pytest.mark.parametrize(("source", "code"), CHANGED)
def test_it_is_unknown(source: str, code: str) -> None:
    sent = [each for each in read(source, code, Options()) if each.sent]
    assert [bool(each.unknown) for each in sent] == [True]


def test_what_a_function_only_reads_stays_known() -> None:
    assert [each.body for each in read("python", READ, Options()) if each.sent] == ["Hello"]
