"""What a file shows where a text is expected and is not one: it is said, beside the texts that are read."""

from __future__ import annotations

import pytest

from smslint.span import Span
from tests.sources.support import read_all

CHANNELS = [
    ("(new TwilioSmsMessage())->content(view('sms.a')->render())", "view('sms.a')->render()"),
    ("(new VonageMessage)->content($this->text)", "$this->text"),
    ("(new \\App\\PlivoMessage())->from('x')->content($t)", "$t"),
    ("new VonageMessage($this->body)", "$this->body"),
    ("SmsMessage::create()->content($b)", "$b"),
    ("TwilioSmsMessage::create($body)", "$body"),
    ("VonageMessage::create()->from($me)->content($x)->unicode()", "$x"),
    ("new SmsMessage(phone: $p, subject: $b)", "$b"),
    ("$client->messages->create($to, $more)", "$more"),
    ("sendSms($options)", "$options"),
]
OTHERS = [
    "(new MailMessage)->content($x)",
    "$page->content($x)",
    "new VonageMessage($to)",
    "(new VonageMessage)->from($x)",
    "SmsMessage::create($row)",
]


@pytest.mark.parametrize(("call", "sent"), CHANNELS)
def test_what_a_message_is_given_is_said(call: str, sent: str) -> None:
    found = read_all("php", f"<?php class N {{ function a() {{ return {call}; }} }}")
    assert [each.unknown for each in found] == [f"What this call sends is not known: {sent}."]
    assert found[0].sent


def test_a_variable_with_a_message_is_one() -> None:
    found = read_all("php", "<?php function a() { $m = new VonageMessage; $m->content($text); $page->content($text); }")
    assert [each.unknown for each in found] == ["What this call sends is not known: $text."]


@pytest.mark.parametrize("call", OTHERS)
def test_what_is_no_text_is_not_said(call: str) -> None:
    assert not read_all("php", f"<?php class N {{ function a() {{ return {call}; }} }}")


@pytest.mark.parametrize("language", ["javascript", "ruby"])
def test_an_object_with_the_options_of_a_message_is_said(language: str) -> None:
    for given in ("opts", "options", *(("opts, done",) if language == "javascript" else ("**opts",))):
        call = f"client.messages.create({given})"
        found = read_all(language, call if language == "javascript" else f"def a\n  {call}\nend\n")
        assert [each.unknown[:25] for each in found] == ["What this call sends is n"], given


ENTRIES = {
    "env('SMS_HI', 'Acme')": True, "$hi": True, "HI": True, "Texts::HI": True, "$texts['hi']": True, "Texts::hi()": True,
    "5": False, "-5.2": False, "null": False, "true": False, "['a', 'b']": False, "'Acme: hi'": False, "sprintf('Acme %s', $x)": False,
    "trim(' Acme ')": False, "match($x) { 1 => 'a', default => 'b' }": False, "function () { return 1; }": False,
}  # fmt: skip


@pytest.mark.parametrize("value", ENTRIES)
def test_an_entry_of_a_catalogue_that_the_file_does_not_show_is_said(value: str) -> None:
    unknown = {
        each.key: each.unknown for each in read_all("php", f"<?php\nreturn ['a' => {value}, 'b' => 'Acme: bye'];")
    }
    assert unknown.get("a", "") == (f"The value of {value} is unknown." if ENTRIES[value] else "")
    assert unknown["b"] == ""
    inside = read_all("php", f"<?php function f() {{ return ['a' => {value}]; }}")
    assert not any(each.unknown for each in inside), "an array in a program is no catalogue"


TAGGED = {
    "!ruby/symbol hi": "!ruby/symbol", "!ENV ${X}": "!ENV", "!!binary aGk=": "!!binary", "!vault |\n      $ANSIBLE_VAULT;1.1": "!vault", "!join [Acme, hi]": "!join",
    "!include a.txt": "!include", "!!str 5": "", "! 5": "", "5": "", "yes": "", "~": "", "!!int 5": "", "!!set {a}": "", "!!omap [a: b]": "",
}  # fmt: skip


@pytest.mark.parametrize("value", TAGGED)
def test_a_tag_of_yaml_that_makes_something_else_is_said(value: str) -> None:
    tag = TAGGED[value]
    found = [each.unknown for each in read_all("yaml", f"sms:\n  a: {value}\n  b: Acme\n") if each.unknown]
    assert found == ([f"smslint does not read what {tag} makes of a value."] if tag else [])
    stack = f"Resources:\n  a: {value}\n"
    assert not any(each.unknown for each in read_all("yaml", stack)), "CloudFormation has its own tags"


def test_a_symbol_in_a_catalogue_of_rails_is_the_key_of_another_text() -> None:
    found = {
        each.key: each.unknown
        for each in read_all("yaml", "en:\n  a: :sms.hi\n  b: ':sms.hi'\n  c: 'x :hi'\n  d: :)\n")
    }
    assert found == {
        "en.a": "The text comes from the catalogue, under the key sms.hi.",
        "en.b": "",
        "en.c": "",
        "en.d": "",
    }
    assert not any(each.unknown for each in read_all("yaml", "sms:\n  a: :sms.hi\n")), "not of Rails"


@pytest.mark.parametrize(
    ("table", "places"),
    [
        ("Acme: hi there\nAcme: bye\n", [0]),
        ('"hi";"Acme: ciao %name%"\n"bye";"Acme: addio"\n', [5]),
        ("id,Your table is booked.\n1,Bye\n", [3]),
        ("id,Hi {{ name }}\n1,Bye\n", [3]),
        ("id,Message text (EN),Body (max. 160 characters),No. of parts\n1,a,b,c\n", []),
        ("key,What is sent?,Copy - v1.2 final,SMS text: EN\n1,a,b,c\n", []),
    ],
)
def test_a_first_row_of_texts_is_said(table: str, places: list[int]) -> None:
    found = [
        each.map.to_file(Span(0, 0)).start
        for each in read_all("csv", table)
        if each.unknown.startswith("This looks like a text")
    ]
    assert found == places


def test_a_string_of_android_that_is_another_one_is_said_unless_this_file_has_it() -> None:
    strings = "<string name='a'>@string/b</string><string name='c'>@string/d</string><string name='d'>Acme</string>"
    more = "<item type='string' name='e'>Acme: hi</item><item type='id' name='f'/><string-array name='g'><item>?attr/h</item></string-array>"
    found = [
        (each.key, each.body, each.unknown) for each in read_all("android", f"<resources>{strings}{more}</resources>")
    ]
    said = "The text comes from the catalogue, under the key {}."
    assert found == [
        ("a", "@string/b", said.format("b")),
        ("d", "Acme", ""),
        ("e", "Acme: hi", ""),
        ("g.0", "?attr/h", said.format("h")),
    ]
