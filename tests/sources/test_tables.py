"""A table of files for each host without a separate test file: the messages and their places."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.support import Expected, check_table

E = Expected

PROPERTIES = [
    ("# no\n! no\n\nsms.otp=Hello you\n", [E("sms.otp", "Hello you", {"Hello": (4, 9), "you": (4, 15)})]),
    ("a : x y \nb\tz\nc", [E("a", "x y ", {"x": (1, 5)}), E("b", "z", {"z": (2, 3)}), E("c", "")]),
    ("a=one \\\n    two\\\r\n\tthree\n", [E("a", "one twothree", "one two three")]),
    ("a=x\\u2019y\\ud83d\\ude00z\\tw\\q\n", [E("a", "x\u2019y\U0001f600z\twq", {"\u2019": (1, 4), "y": (1, 10), "z": (1, 23)})]),
    ("a\\ b\\=c=x", [E("a b=c", "x", {"x": (1, 9)})]),
    ("a=x\ra=y", [E("a", "x"), E("a", "y", {"y": (2, 3)})]),
    ("a=x\\", [E("a", "x")]),
]  # fmt: skip

APPLE = [
    ('/* no */\n"sms.otp" = "Hello %@, you"; // no\n', [E("sms.otp", "Hello %@, you", {"Hello": (2, 14), "you": (2, 24)})]),
    ("a = b;'c'\n=\n'it\\'s';", [E("a", "b", {"b": (1, 5)}), E("c", "it's", {"s": (3, 6)})]),
    ('"x\\U2019y\\Ud83d\\Ude00z\\n\\101\\q";', [E("x\u2019y\U0001f600z\nAq", "x\u2019y\U0001f600z\nAq", {"z": (1, 22)})]),
    ('"a" = "one\n  two";', [E("a", "one\n  two", {"two": (2, 3)})]),
    ("// only a comment", []),
]  # fmt: skip

CSV = [
    ("id,text\notp,Hello you\n", {"columns": ("text",)}, [E("otp", "Hello you", "Hello you")]),
    ('id;text\notp;"It ""is""\nthis"\n', {"columns": ("text",)}, [E("otp", 'It "is"\nthis', {"It": (2, 6), "this": (3, 1)})]),
    ("sep=|\nid|text\notp|a,b\n", {"columns": ("text",)}, [E("otp", "a,b", "a,b")]),
    ("id,en,pt_BR\r\notp,Hello,Ola\r\n", {"columns": ("en", "pt_BR")}, [
        E("otp", "Hello", "Hello", {"locale": "en"}), E("otp", "Ola", "Ola", {"locale": "pt-BR"})]),
    ("id,a,b\nk,x1,y1\n", {"columns": ("a", "b")}, [E("k.a", "x1", "x1"), E("k.b", "y1", "y1")]),
    ("text,note,id\nHello,n,otp\n", {"columns": ("text",), "key_column": "id"}, [E("otp", "Hello", "Hello")]),
    ("text\nHello\n\nBye", {}, [E("2", "Hello", "Hello"), E("3", "Bye", "Bye")]),
    ("id,text\nshort\notp,x,extra\n", {"columns": ("text",)}, [E("otp", "x", {"x": (3, 5)})]),
    ('id,text\notp,"a"b\n', {"columns": ("text",)}, [E("otp", "ab")]),
    ("", {}, []),
]  # fmt: skip

TOML = [
    ('[auth.sms]\ntemplate = "Your code is {{ .Code }}" # no\n', [E("auth.sms.template", "Your code is {{ .Code }}", "Your {{")]),
    ('a."b.c" = \'x\\y\'\n', [E("a.b.c", "x\\y", {"x": (1, 12)})]),
    ('a = "x\\u2019y\\nz"', [E("a", "x\u2019y\nz", {"\u2019": (1, 7), "y": (1, 13), "z": (1, 16)})]),
    ('a = """\none \\\n\n   two\r\n  three"""\n', [E("a", "one two\n  three", "one two three")]),
    ("a = '''\none\\\n'two''''\n", [E("a", "one\\\n'two'", {"one": (2, 1), "'two": (3, 1)})]),
    ('a = """x"" y"""""\n', [E("a", 'x"" y""', {"x": (1, 8), "y": (1, 12)})]),
    ('a = ["x", {b = "y", c = [1, "z"]}, 2.5, [], 1979-05-27]\nd = {}\n', [
        E("a.0", "x", {"x": (1, 7)}), E("a.1.b", "y", {"y": (1, 17)}), E("a.1.c.1", "z", {"z": (1, 30)})]),
    ('[[t]]\na = "x"\n[[t]]\na = "y"\n[t.u]\nb = "z"\n', [E("t.0.a", "x"), E("t.1.a", "y"), E("t.1.u.b", "z", {"z": (6, 6)})]),
    ("", []),
]  # fmt: skip

HCL = [
    ('resource "aws_cognito_user_pool" "pool" {\n  sms_verification_message = "Your code is {####}"\n}\n', [
        E("resource.aws_cognito_user_pool.pool.sms_verification_message", "Your code is {####}", {"Your": (2, 31)})]),
    ('a = "x\\u2019y\\n\\"$${z}\\\\"\n', [E("a", 'x\u2019y\n"${z}\\', {"y": (1, 13), "${z}": (1, 18)})]),
    ("a = <<EOT\none\n  two $${c}\nEOT\nb = \"x1\"\n", [E("a", "one\n  two ${c}\n", "one two"), E("b", "x1", "x1")]),
    ("a = <<-EOT\n    one\n      two\n  EOT\n", [E("a", "one\n  two\n", "one two")]),
    ("a = <<-EOT\r\n    one\r\n\r\n  \r\n    two\r\n  EOT\r\n", [E("a", "one\n\n\ntwo\n", "one two")]),
    ('a {\n  b = ["x1", "y1"]\n  c = { d = "z1", "e" : "w1" }\n}\n# n = "no"\n/* n = "no" */ // n = "no"\n', [
        E("a.b.0", "x1", "x1"), E("a.b.1", "y1", "y1"), E("a.c.d", "z1", "z1"), E("a.c.e", "w1", "w1")]),
    ('a = "Hi ${var.name["x"]}!"\n', [E("a", 'Hi ${var.name["x"]}!', "Hi")]),
]  # fmt: skip

PO = [
    ('msgid "Hello"\nmsgstr "Hallo"\n', [E("Hello", "Hallo", "Hallo")]),
    ('msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "a1"\nmsgstr ""\n"one \\"x\\" "\n"two\\n"\n', [
        E("a1", 'one "x" two\n', "one two", {"locale": "de"})]),
    ('#, fuzzy, python-format\nmsgid "a %(b)s"\nmsgstr "x"\n\nmsgid "c1"\nmsgstr ""\n', [
        E("a %(b)s", "a %(b)s", {"a": (2, 8)}, {"settings": {"dialect": "percent"}, "locale": None}), E("c1", "c1", "c1")]),
    ('msgctxt "menu"\nmsgid "Open"\nmsgstr "Auf"\n#~ msgid "old"\n#~ msgstr "alt"\n', [E("menu.Open", "Auf", "Auf")]),
    ('msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d Tag"\nmsgstr[1] "%d Tage"\n', [
        E("%d day", "%d Tag", {"Tag": (3, 15)}, {"plural": "one"}), E("%d day", "%d Tage", {"Tage": (4, 15)}, {"plural": "other"})]),
    ('msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] ""\nmsgstr[1] ""\n', [
        E("%d day", "%d day", {"day": (1, 11)}, {"plural": "one"}), E("%d day", "%d days", {"days": (2, 18)}, {"plural": "other"})]),
    ('msgid "a"\nmsgstr "\\303"\nmsgid "b"\nmsgstr "y"', [E("a", "\xc3"), E("b", "y", {"y": (4, 9)})]),
    ("# only a comment\n", []),
]  # fmt: skip

ANDROID = [
    ('<resources>\n  <string name="otp">Your code: %1$s</string>\n</resources>', [E("otp", "Your code: %1$s", "Your %1$s")]),
    ("<resources><string name=\"a\">\n  It\\'s   a\n  <b>bold</b> day &amp; \\u00e9\\n </string></resources>", [
        E("a", "It's a bold day & \xe9\n", "bold day")]),
    ('<resources><string name="a">"  two  spaces\n"  x1 <xliff:g xmlns:xliff="u" id="n">%s</xliff:g> </string></resources>', [
        E("a", "  two  spaces\n x1 %s", "two spaces x1 %s")]),
    ('<resources><string name="a"><![CDATA[<a> & ]]>x1<!-- no --> y1</string></resources>', [E("a", "<a> & x1 y1", "x1 y1")]),
    ('<resources><plurals name="n"><item quantity="one">One1</item>\n<item quantity="other">Many1</item></plurals></resources>', [
        E("n", "One1", "One1", {"plural": "one"}), E("n", "Many1", "Many1", {"plural": "other"})]),
    ('<resources><string-array name="l"><item>a1</item><item>b1</item></string-array><string name="e"/></resources>', [
        E("l.0", "a1", "a1"), E("l.1", "b1", "b1"), E("e", "")]),
    ('<?xml version="1.0" encoding="iso-8859-1"?>\r\n<resources><string name="é">é\r\n x1</string></resources>', [E("é", "é x1", "x1")]),
]  # fmt: skip

ODOO = [
    ('<odoo><record id="t" model="sms.template"><field name="body">\n    Hi {{ object.name }} &amp; you\n</field></record></odoo>', [E("t.body", "\n    Hi {{ object.name }} & you\n", "Hi you")]),
    ('<odoo><record id="t" model="mail.template"><field name="body">no</field></record></odoo>', []),
    ('<odoo><record id="t" model="sms.template"><field name="body"><![CDATA[a1 < b1]]><!-- no --></field></record></odoo>', [
        E("t.body", "a1 < b1", "a1 b1")]),
]  # fmt: skip

PHP = [
    ("<?php\nreturn [\n    'otp' => 'Your code: :code', // no\n    'a' => ['b' => \"It's \\u{2019}\\n x1\"],\n];\n", [
        E("otp", "Your code: :code", "Your :code"), E("a.b", "It's \u2019\n x1", "It's x1")]),
    ("<?php\n$x = 'one' . ' two' .\n  \"three\\\"\";\n", [E("x", 'one twothree"', "one two three")]),
    ("<?php\nclass S extends Seeder {\n  public function run(): void {\n    T::create(['key' => 'otp', 'body' => 'Hi {name}']);\n  }\n}\n", [
        E("S.run.T.create.0.key", "otp"), E("S.run.T.create.0.body", "Hi {name}", "Hi {name}")]),
    ("<?php $a = 'It\\'s \\n\\\\';", [E("a", "It's \\n\\", "It s")]),
    ("<?php\n$a = <<<EOT\n    one\n      two\\n\n    EOT;\n$b = <<<'X'\nraw $c\\n\nX;\n", [
        E("a", "one\n  two\n", "one two"), E("b", "raw $c\\n", "raw")]),
    ("<p>no 'x'</p><?php const A = 'x1'; ?> it's <?php if ($a === 'no') { return 'y1'; }", [E("A", "x1", "x1"), E(None, "y1", "y1")]),
    ("<?php $a = \"\\xE2\\x82\\xAC\\x41\";", [E("a", "\u20acA", {"\u20ac": (1, 13), "A": (1, 25)})]),
    ("<?php $t = 'x1'; g($x['no']); $u = array('k' => 'y1', 'z1');", [E("t", "x1", "x1"), E("u.k", "y1", "y1"), E("u.0", "z1", "z1")]),
    ("no php 'here'", []),
]  # fmt: skip

SQL = [
    ("INSERT INTO `sms` (id, `text`) VALUES (1, 'It''s you'),\n (2, 'Two ''x''');\n", {}, [
        E("sms.text", "It's you", "It you"), E("sms.text", "Two 'x'", "Two")]),
    ("insert into public.sms (name, body) values ('otp', 'Hello')", {"key_column": "name"}, [E("sms.otp.body", "Hello", "Hello")]),
    ("insert into sms (name, body) values (lower('otp'), concat('a1', 'b1'))", {"columns": ("body",)}, [E("sms.body", "a1b1")]),
    ("insert into sms (body) values (case when a then 'x1' else 'y1' end), (upper('z1'))", {}, [
        E("sms.body", "x1", "x1"), E("sms.body", "y1", "y1"), E("sms.body", "z1", "z1")]),
    ("INSERT INTO sms SET a='x1'; insert into t (a) values ('y1') on duplicate key update a = 'z' '1'", {}, [
        E("sms.a", "x1", "x1"), E("t.a", "y1", "y1"), E("t.a", "z1")]),
    ("INSERT INTO t VALUES (E'a\\nb1', N'c1', $q$d1 'x'$q$)", {}, [E("t.0", "a\nb1", "b1"), E("t.1", "c1", "c1"), E("t.2", "d1 'x'", "d1")]),
    ("UPDATE sms SET a = 'x1', b='y1' WHERE k = 'no'; SELECT 'no';", {}, [E("sms.a", "x1", "x1"), E("sms.b", "y1", "y1")]),
    ("insert into t (a) values ('it\\'s\\n x1')", {"backslash_escapes": True}, [E("t.a", "it's\n x1", "x1")]),
    ("-- 'no\n/* 'no */ insert into t (a) values ('x1');", {}, [E("t.a", "x1", "x1")]),
]  # fmt: skip

MARKDOWN = [
    ("# Otp\n\n```\nYour code\nis this\n```\n\ntext\n\n> Second\n> line\n", [
        E("Otp", "Your code\nis this", "Your code"), E("Otp.2", "Second\nline", "Second line")]),
    ("~~~text sms\r\none\r\n```\r\ntwo\r\n~~~~\r\n", [E(None, "one\n```\ntwo", "one two")]),
    ("  ```\n  one\n    two\n", [E(None, "one\n  two", "one two")]),
    ("## A ##\n>a1\nno\n", [E("A", "a1", "a1")]),
    ("", []),
]  # fmt: skip

FLUENT = [
    ("# c\ncode = Your code\n    .label = Label1\n-term = no\n", [E("code", "Your code", "Your"), E("code.label", "Label1", "Label1")]),
    ("a = one { $x }\n    two\n      three\n", [E("a", "one { $x }\n    two\n      three", "one two", {"settings": {"dialect": "fluent", "facts": {"isolation_marks": True}}})]),
    ("a = { $x }\n", [E("a", "{ $x }", "$x", {"settings": {"dialect": "fluent"}})]),
]  # fmt: skip

JAVASCRIPT = [
    ("const A = 'It\\'s \\u2019x1\\\n y1';\n", [E("A", "It's \u2019x1 y1", "It x1 y1")]),
    ("export const T = {\n  otp: `Your code\n  x1`, 'b-c': \"d1\", f() { return 'e1' }, g: (n) => 'h1' };\n", [
        E("T.otp", "Your code\n  x1", "Your x1"), E("T.b-c", "d1", "d1"), E("T.f", "e1", "e1"), E("T.g", "h1", "h1")]),
    ("import x from 'no';\n'use strict';\nif (a === 'no') { send({ body: 'x1' }); }\nm['no'] = 'y1';\n", [
        E("send.0.body", "x1", "x1"), E("m.no", "y1", "y1")]),
    ("class K { static X = '\\u{1F600}\\x41z1'; m(text = 'd1', b = 'no') {} }\n", [E("K.X", "\U0001f600Az1", "z1"), E("K.m.text", "d1", "d1")]),
    ("const L = ['é', 'x1']; switch (a) { case 'no': return 'y1' }\n", [E("L.0", "é"), E("L.1", "x1", "x1"), E(None, "y1", "y1")]),
]  # fmt: skip

PYTHON = [
    ('"""no"""\nA = "Hello {name}"  # no\n', [E("A", "Hello {name}", "Hello {name}")]),
    ('A = ("one "  # no\n   \'two\\u2019\' r"\\n" """three\r\nfour""")\n', [E("A", "one two\u2019\\nthree\nfour", "one two three four")]),
    ('T = {"otp": "%(c)s x1" % y, "b": _("{a} y1").format(a=1), **z}\n', [
        E("T.otp", "%(c)s x1", "x1", {"settings": {"dialect": "percent"}}), E("T.b", "{a} y1", "y1", {"settings": {"dialect": "brace"}})]),
    ("class K:\n    X: str = 'x1'\n    async def f(self, text='d1', b='no') -> 'no':\n        'no'\n        if a == 'no':\n            raise E('no')\n        return 'y1'\n", [E("K.X", "x1", "x1"), E("K.f.text", "d1", "d1"), E("K.f", "y1", "y1")]),
    ('def s():\n    é = 1; client.messages.call(body="x1", *["y1"])\n', [
        E("s.client.messages.call.0.0", "y1", "y1"), E("s.client.messages.call.body", "x1", "x1")]),
    ('A["k"] = "\\N{BULLET}\\x41\\101\\q\\\n x1"\n', [E("A.k", "\u2022AA\\q x1", "x1")]),
]  # fmt: skip

TWIML = [
    ("<Response><Message>Hi you</Message></Response>", [E("Message.0", "Hi you", "Hi you")]),
    ('<?xml version="1.0"?>\n<!-- <Message>no</Message> -->\n<Response>\n<Message to="+1>">\n  A&amp;B &#x2019;\n c\r\nd </Message>\n<Say>no</Say>\n<Sms>E</Sms></Response>', [
        E("Message.0", "A&B \u2019\n c\nd", {"A&B": (5, 3), "c": (6, 2)}), E("Message.1", "E", {"E": (9, 6)})]),
    ("<Response><Message><Body>One</Body><Media>https://x.example/y</Media></Message><Message/><Message>Two<Media>z</Media></Message></Response>", [E("Message.0", "One", "One"), E("Message.1", "Two", "Two")]),
    ("<%# <x> %><Response><Message from='<%= @a %>'>Hi <%= @b > 1 %> & <% if c %>x<% end %></Message></Response>", [E("Message.0", "Hi <%= @b > 1 %> & <% if c %>x<% end %>", "Hi")]),
    ("<Response><Message><![CDATA[a1 < b1]]><!-- no --></Message><MessageX>no</MessageX></Response>", [E("Message.0", "a1 < b1", "a1 b1")]),
    ("<Response><Message></Message></Response>", [E("Message.0", "")]),
]  # fmt: skip
TABLES = [
    *(("twiml", text, {}, expected) for text, expected in TWIML),
    *(("apple", text, {}, expected) for text, expected in APPLE),
    *(("properties", text, {}, expected) for text, expected in PROPERTIES),
    *(("csv", *row) for row in CSV),
    *(("toml", text, {}, expected) for text, expected in TOML),
    *(("hcl", text, {}, expected) for text, expected in HCL),
    *(("po", text, {}, expected) for text, expected in PO),
    *(("android", text, {}, expected) for text, expected in ANDROID),
    *(("odoo", text, {}, expected) for text, expected in ODOO),
    *(("php", text, {}, expected) for text, expected in PHP),
    *(("sql", *row) for row in SQL),
    *(("markdown", text, {}, expected) for text, expected in MARKDOWN),
    *(("fluent", text, {}, expected) for text, expected in FLUENT),
    *(("javascript", text, {}, expected) for text, expected in JAVASCRIPT),
    *(("javascript", text, {"path": "a.ts"}, expected) for text, expected in JAVASCRIPT),
    *(("python", text, {}, expected) for text, expected in PYTHON),
]


@pytest.mark.parametrize(
    ("source", "text", "options", "expected"),
    TABLES,
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
def test_table(source: str, text: str, options: dict[str, Any], expected: list[Expected]) -> None:
    check_table(source, text, expected, **options)
