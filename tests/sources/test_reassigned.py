"""A variable of a class that gets another value later is no constant, in every language; one that keeps its value is."""

from __future__ import annotations

import pytest

from smslint.sources.code.reassigned import is_reassigned
from tests.sources.support import outline, read_all

CHANGED = {
    "kotlin": 'class A {\n  private var place = ""\n  fun locate() { client.last { l -> place = l.text } }\n  fun f() { sms.sendSms(to, "Help, I am at $place") }\n}\n',
    "java": 'class A { String name = "", place = "";\n void locate() { client.last(l -> { name = l.name(); place = "" + l; }); }\n'
    ' void f() { sms.sendSms(to, "Help, I am at " + place); } }',
    "swift": 'class A {\n  var place = ""\n  func locate() { client.last { l in self.place = l.text } }\n  func f() { sms.sendSms(to: to, body: "Help, I am at \\(place)") }\n}\n',
    "dart": "class A {\n  String place = '';\n  void locate() { client.last((l) { setState(() { place = l.text; }); }); }\n  void f() { sms.sendSms(to, 'Help, I am at $place'); }\n}\n",
    "csharp": 'class A { string place = "";\n void Locate() { client.Last(l => { place = l.Text; }); }\n void F() { sms.SendSms(to, $"Help, I am at {place}"); } }',
    "javascript": 'let place = "";\nclient.last((l) => { place = l.text; });\nfunction f() { sms.sendSms(to, "Help, I am at " + place); }',
    "go": 'var place = ""\nfunc locate(l L) {\n\tplace = l.Text\n}\nfunc f() { sms.SendSms(to, "Help, I am at " + place) }\n',
}


@pytest.mark.parametrize("source", CHANGED)
def test_what_gets_another_value_is_a_placeholder(source: str) -> None:
    found = [each for each in read_all(source, CHANGED[source]) if each.sent]
    assert [outline(each.text) if each.text is not None else each.body for each in found] == ["Help, I am at <place>"]


KEPT = {
    "kotlin": 'class A {\n  private val place = "home"\n  fun f() { sms.sendSms(to, "Help, I am at $place") }\n}\n',
    "java": 'class A { static final String place = "home";\n void f() { sms.sendSms(to, "Help, I am at " + place); } }',
    "swift": 'class A {\n  let place = "home"\n  func f() { sms.sendSms(to: to, body: "Help, I am at \\(place)") }\n}\n',
    "csharp": 'class A { string place = "home";\n void G() { show(\n place: "x",\n text: y); }\n void F() { sms.SendSms(to, $"Help, I am at {place}"); } }',
    "javascript": 'const place = "home";\nfunction f() { sms.sendSms(to, "Help, I am at " + place); }',
    "python": 'PLACE = "home"\ndef f():\n    sms.send_sms(to, "Help, I am at " + PLACE)\n',
}


@pytest.mark.parametrize("source", KEPT)
def test_what_keeps_its_value_is_text(source: str) -> None:
    found = [each for each in read_all(source, KEPT[source]) if each.sent]
    assert "home" in "".join(outline(each.text) if each.text is not None else each.body for each in found)


def test_an_argument_on_its_own_line_assigns_nothing() -> None:
    text = 'class A {\n  var text = "a"\n  fun f() = send(\n    to = b,\n    text = "c",\n  )\n}\n'
    assert not is_reassigned("text", text.index('"a"'), text, "Kotlin")


PAGES = [
    "export const P = () => <th>Date & Time</th>;\nconst f = () => sms.sendSms(to, 'Hi, it is here');",
    "const both = a & b;\nexport const P = () => <p>\n  Student & Parent\n</p>;\nconst f = () => sms.sendSms(to, 'Hi, it is here');",
]


@pytest.mark.parametrize("code", PAGES)
def test_a_page_with_an_and_sign_between_its_tags_is_read(code: str) -> None:
    assert [each.body for each in read_all("javascript", code, path="a.tsx") if each.sent] == ["Hi, it is here"]


def test_an_answer_to_a_request_is_not_sent() -> None:
    code = "app.post('/sms', (req, res) => { res.send('Your message was sent to ' + to); sendSms(to, 'Hi, it is here'); });"
    assert [each.body for each in read_all("javascript", code) if each.sent] == ["Hi, it is here"]


def test_a_constant_that_a_function_returns_is_sent_only_if_the_result_is() -> None:
    code = (
        'class A { static final String BAD = "Something is wrong with it"; static final String LATE = "Your parcel is late, sorry";\n'
        " String check(P p) { return BAD; }\n String wording(P p) { return LATE; }\n void f(P p) { check(p); sms.sendSms(p.tel, wording(p)); } }"
    )
    assert {each.key: each.sent for each in read_all("java", code)} == {"A.BAD": False, "A.LATE": True}


def test_the_number_in_an_object_is_not_the_text_beside_it() -> None:
    code = 'class A { void f(P p) { sms.sendSms(new PhoneNumber(1, "+91" + p.tel), "Hi, it is here"); } }'
    assert [each.body for each in read_all("java", code, keys=("A.f.sms.sendSms.1",))] == ["Hi, it is here"]
