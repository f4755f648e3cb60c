"""Links that open a text message: their words are a message, and a link without words is none."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given

from smslint.span import Span
from tests.sources.support import PRINTABLE, check_map, outline, read_all

LINKS = [
    ("javascript", 'location.href = "sms:+15551234?body=" + encodeURIComponent("Hi there, I need help");', ["Hi there, I need help"]),
    ("javascript", "const u = `sms:${phone}?&body=${encodeURIComponent(text)}`;", ["<text>"]),
    ("javascript", 'const u = "sms:+1555?body=Hi%20there%E2%80%99s+you#x&x=1";', ["Hi there\u2019s+you"]),
    ("javascript", 'const u = "sms:+1555"; const v = `sms:${phone}`; const w = "smsto:";', []),
    ("javascript", 'const u = "SMS: hello you"; const v = "sms:you have one new message";', ["SMS: hello you", "sms:you have one new message"]),
    ("javascript", "Linking.openURL(`sms:+1${ios ? '&' : '?'}body=Hi%20${name}`);", ["Hi <name>"]),
    ("javascript", 'const a = <a href="sms:+1?body=Hi%20you">Text us</a>;', ["Hi you"]),
    ("javascript", 'const u = "mms:+15551234?body=Hi%20there";', ["Hi there"]),
    ("python", 'u = "MMSTO:+1555?body=Hi%20there"', ["Hi there"]),
    ("python", 'u = f"sms:{p}?body=Hi%20{quote(name)}%E2%80%99s"', ["Hi <name>\u2019s"]),
    ("php", "<?php $u = 'sms:?&body=' . rawurlencode($text); $v = \"sms:$p;?body=Hi%20you\";", ["<text>", "Hi you"]),
    ("swift", 'func f() { UIApplication.shared.open(URL(string: "sms:+1555&body=Hi%20there%20you")!) }', ["Hi there you"]),
    ("kotlin", 'fun f() { go(Uri.parse("sms:$p?body=" + Uri.encode("Hi there you"))) }', ["Hi there you"]),
    ("kotlin", 'fun f() { val i = Intent(Intent.ACTION_SENDTO, Uri.parse("smsto:$p"))\n i.putExtra("sms_body", "Hi there you") }', ["Hi there you"]),
    ("java", 'class A { void f() { open(Uri.parse("smsto:+1?body=Hi%20there")); i.putExtra("sms_body", "Hi " + n); i.putExtra("name", "Not this one"); } }', ["Hi there", "Hi <n>"]),
    ("dart", "void f() { launchUrl(Uri.parse('sms:$p?body=Hi%20there')); }", ["Hi there"]),
    ("swift", 'func f() { let t = "Fish & chips \\(c) now"\nlet e = t.addingPercentEncoding(withAllowedCharacters: .u)!\nopen(URL(string: "sms:&body=\\(e)")!) }', ["Fish & chips <c> now"]),
    ("kotlin", 'fun f() { go(Uri.parse("sms:$p?body=" + Uri.encode("Hi $x you"))) }', ["Hi <x> you"]),
    ("ruby", 'go("sms:#{p}?body=#{ERB::Util.url_encode(x ? "Yes we do" : "No thanks")}&x=1")', ["[Yes we do|No thanks]"]),
    ("csharp", 'class A { void F() { Launch(new Uri("sms:+1?body=Hi%20there")); } }', ["Hi there"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "expected"), LINKS)
def test_the_words_of_a_link_are_a_message(source: str, code: str, expected: list[str]) -> None:
    found = []
    for each in read_all(source, code, path="a.jsx" if "<a " in code else ""):
        check_map(code, each, ordered=False)
        found.append(each.body if each.text is None else outline(each.text))
    assert found == expected


@given(PRINTABLE)
def test_every_text_comes_back_from_its_link(body: str) -> None:
    body = f"x{body}"
    code = f'const u = "sms:+15551234?body={quote(body, safe="")}";'
    (message,) = read_all("javascript", code)
    assert message.body == body
    check_map(code, message)
    assert code[slice(*message.map.to_file(Span(0, len(body))))] == quote(body, safe="")
