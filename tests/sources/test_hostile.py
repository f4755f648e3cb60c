"""Any file gives messages or a SourceError, in bounded time, and never another exception."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.errors import SourceError
from smslint.sources.registry import PROGRAMS, SOURCES
from tests.sources.support import check_map, read_all

FILES = {path.name: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "files").iterdir())}
SOURCE_OF = {
    "otp.txt": "plain", "sms.en.yml": "yaml", "app_de.arb": "json", "config.toml": "toml", "pool.tf": "hcl", "notification.csv": "csv",
    "messages_de.properties": "properties", "django.po": "po", "server.ftl": "fluent", "strings.xml": "android", "sms_data.xml": "odoo", "reply.xml.erb": "twiml", "sms.de.xlf": "xliff",
    "Sms.de-DE.resx": "resx", "Sms.stringsdict": "stringsdict", "Sms.xcstrings": "xcstrings",
    "Localizable.strings": "apple", "SmsSeeder.php": "php", "templates.py.txt": "python", "templates.ts": "javascript", "sms.sql": "sql", "templates.md": "markdown",
    "Texts.java": "java", "texts.rb": "ruby", "texts.go": "go", "Texts.kt": "kotlin", "texts.ex": "elixir", "Texts.swift": "swift", "texts.dart": "dart", "Texts.cs": "csharp",
}  # fmt: skip

CODE = PROGRAMS - {"javascript", "php", "python"}


def outcome(source: str, text: str, path: str = "") -> bool:
    """Whether the file was read; its messages are then checked."""
    try:
        messages, error = read_all(source, text, path=path), None
    except SourceError as caught:
        messages, error = [], caught
    for message in messages:
        check_map(text, message, ordered=source not in CODE)
    if error is not None:
        assert str(error)
        assert error.span is None or 0 <= error.span.start <= error.span.end <= len(text) + 1
    return error is None


def test_every_source_has_a_fixture() -> None:
    assert set(SOURCE_OF.values()) == set(SOURCES)
    assert set(SOURCE_OF) == set(FILES)


@pytest.mark.parametrize("name", SOURCE_OF)
def test_the_fixture_is_read(name: str) -> None:
    assert outcome(SOURCE_OF[name], FILES[name], name)


@pytest.mark.parametrize("name", SOURCE_OF)
def test_a_file_that_ends_anywhere(name: str) -> None:
    for end in range(len(FILES[name])):
        outcome(SOURCE_OF[name], FILES[name][:end], name)


@pytest.mark.parametrize("name", SOURCE_OF)
@settings(max_examples=25)
@given(data=st.data())
def test_a_damaged_file(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 5))
        damage = st.one_of(
            st.text(max_size=4),
            st.sampled_from(["\x00", '"', "'", "\\", "${", "{", "[", "(", "<", "\r", "\n", "`", "*", "&"]),
        )
        text = text[:at] + data.draw(damage) + text[at + length :]
    outcome(SOURCE_OF[name], text, name)


@pytest.mark.parametrize("source", SOURCES)
@settings(max_examples=25)
@given(text=st.text(st.sampled_from("<?php {}[]()'\"`\\$%=:,;.#/*-\n\r\tab1&!|>é\x00"), max_size=60))
def test_any_text(source: str, text: str) -> None:
    outcome(source, text)
    if source == "php":
        outcome(source, f"<?php {text}")


DEEP = 12_000
NESTED = {
    "plain": ["---\na: " + "[" * DEEP + "\n---\n"],
    "yaml": ["[" * DEEP, "{a: " * DEEP, "".join(" " * n + "a:\n" for n in range(2000))],
    "json": ["[" * DEEP, '{"a":' * DEEP, "[" * DEEP + "]" * DEEP],
    "toml": ["a = " + "[" * DEEP, "a = " + "{b = " * DEEP, "[" + "a." * 2000 + "a]\nb = 'x'", "a" + ".a" * 2000 + " = 'x'"],
    "hcl": ["a {" * DEEP, "a = " + "[" * DEEP, 'a = "' + "${" * DEEP, "a = " + "f(" * DEEP],
    "po": ['msgid "a"\n' * DEEP],
    "fluent": ["a = " + "{" * DEEP, "a = " + "{ $n ->\n *[a] " * DEEP, "a = " + "{ A(" * DEEP],
    "android": ["<a>" * DEEP, "<a>" * DEEP + "</a>" * DEEP],
    "odoo": ["<a>" * DEEP],
    "twiml": ["<Message>" * DEEP, "<!--" * DEEP, '<Message "' * DEEP, "<Response><Message>" + "<![CDATA[" * DEEP + "</Message>", "<Message>&a" * DEEP + "</Message>"],
    "stringsdict": ["<dict>" * DEEP, "<plist><dict><key>a</key>" + "<dict><key>NSStringLocalizedFormatKey</key>" * 400 + "</dict>" * 400 + "</dict></plist>",
        "<plist><dict><key>a</key><dict><key>NSStringLocalizedFormatKey</key><string>" + "%#@v@" * 9 + "</string><key>v</key><dict><key>one</key><string>%#@v@</string><key>other</key><string>b</string></dict></dict></dict></plist>"],
    "xcstrings": ['{"strings":' + '{"variations":{"plural":' * 400 + "1" + "}}" * 400 + "}", "[" * DEEP,
        '{"strings":{"a":{"localizations":{"de":{"variations":' + '{"plural":{"one":{"variations":' * 300 + "1" + "}}}" * 300 + "}}}}}"],
    "xliff": ["<unit>" * DEEP, "<xliff>" + "<unit><segment><source>a</source></segment></unit>" * DEEP + "</xliff>", "<unit><source>" + "<g>" * 900 + "</g>" * 900 + "</source></unit>"],
    "resx": ["<data>" * DEEP, "<data><value>" + "<g>" * 900 + "</g>" * 900 + "</value></data>"],
    "apple": ["{" * DEEP, "/*" * DEEP, "/**/" * DEEP, '"a' * DEEP, "a;" * DEEP],
    "php": ["<?php [" * 1 + "[" * DEEP, "<?php " + "f(" * DEEP, "<?php " + "{" * DEEP, '<?php "' + "{$a" * DEEP],
    "python": ["(" * DEEP, "a = " + "[" * DEEP, "-" * DEEP + "1", "a = " + "'a' + " * 5000 + "'a'", "a = " + "'a' if b else " * 5000 + "'a'", "f" * 2 + "'{" * 500],
    "javascript": ["[" * DEEP, "(" * DEEP + ")" * DEEP, "a = " + "`${" * DEEP, "a = " + "'a' + " * 5000 + "'a'", "a = " + "b ? 'a' : " * 5000 + "'a'", "a = " + "`${" * 200 + "1" + "}`" * 200, "<a>" * DEEP],
    "sql": ["insert into t values " + "(" * DEEP + "'a'"],
    "markdown": [">" * DEEP, "# a\n" * DEEP],
    "csv": ["," * DEEP, '"a",' * DEEP + "\n" + '"a",' * DEEP],
    **{source: ["{" * DEEP, "(" * DEEP, "[" * DEEP, "(" * 50_000, "[" * 50_000 + "]" * 50_000] for source in CODE},
    "java": ["class A { String a = " + "(" * 50_000, "class A { String a = " + "'a' + " * 5000 + "b; }", "class A { String a = " + "b ? c : " * 5000 + "d; }", "class A { void f() { sms.send(a" + ".append('x')" * 5000 + "); } }", "class A { void f() " + "{" * 5000 + "}" * 5000 + "}"],
    "csharp": ["class A { string a = " + "(" * 50_000, "class A { string a = " + "'a' + " * 5000 + "b; }", "class A { string a = " + '$"{' * 500 + "1" + '}"' * 500 + "; }"],
    "properties": ["a\\" * DEEP, "\\\n" * DEEP],
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_deep_nesting(source: str) -> None:
    for text in NESTED[source]:
        outcome(source, text)


def test_calls_that_are_given_the_same_call_many_times() -> None:
    request = 'http.post("https://sms.example", to: phone, body: text)'
    calls = "\n".join(f"{name} = f({', '.join(given * 100)})" for name, given in zip("abcde", "xabcd", strict=True))
    assert read_all("ruby", f'{request}\n{calls}\nsend_sms(phone, "Hi you")\n')[0].body == "Hi you"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><resources><string name='x'>&j;</string></resources>"
)


@pytest.mark.parametrize("source", ["android", "odoo", "xliff", "resx", "stringsdict"])
@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><resources><string name="x">&a;</string></resources>',
        "<resources><string name='x'>&undefined;</string></resources>",
        "<resources><string name='x'>&#0;</string></resources>",
        "<resources><string name='x' name='y'/></resources>",
        "<resources>\x00</resources>",
        "",
    ],
)
def test_xml_that_is_refused(source: str, text: str) -> None:
    with pytest.raises(SourceError):
        read_all(source, text)


LONG = 100_000
LINES = {
    "ruby": 'a = "' + "x\\n" * (LONG // 5) + '"',
    "go": 'package a\nvar a = "' + "x\\n" * (LONG // 5) + '"',
    "kotlin": 'val a = "' + "x\\n" * (LONG // 5) + '"',
    "elixir": 'a = "' + "x\\n" * (LONG // 5) + '"',
    "swift": 'let a = "' + "x\\n" * (LONG // 5) + '"',
    "dart": 'const a = "' + "x\\n" * (LONG // 5) + '";',
    "java": 'class A { String a = "' + "x\\n" * (LONG // 5) + '"; }',
    "csharp": 'class A { string a = "' + "x\\n" * (LONG // 5) + '"; }',
    "plain": "x" * LONG,
    "yaml": "a: " + "x " * LONG,
    "json": '{"a": "' + "x\\n" * LONG + '"}',
    "toml": 'a = "' + "x\\n" * LONG + '"',
    "hcl": 'a = "' + "x\\n" * LONG + '"',
    "csv": "id,text\na," + '"' + 'x""' * LONG + '"',
    "properties": "a=" + "x\\n" * LONG,
    "po": 'msgid "a"\nmsgstr "' + "x\\n" * LONG + '"',
    "fluent": "a = " + "xxxx" * (LONG // 10),
    "android": '<resources><string name="a">' + "x&amp;" * (LONG // 2) + "</string></resources>",
    "apple": '"a" = "' + "x\\n" * LONG + '";',
    "odoo": '<o><record id="a" model="sms.template"><field name="body">'
    + "x&amp;" * (LONG // 2)
    + "</field></record></o>",
    "twiml": "<Response><Message>" + "x&amp;" * (LONG // 2) + "</Message></Response>",
    "stringsdict": "<plist><dict><key>a</key><string>" + "x&amp;" * (LONG // 2) + "</string></dict></plist>",
    "xcstrings": '{"strings": {"' + "x\\n" * LONG + '": {}}}',
    "xliff": '<xliff><trans-unit id="a"><source>' + "x&amp;" * (LONG // 2) + "</source></trans-unit></xliff>",
    "resx": '<root><data name="a"><value>' + "x&amp;" * (LONG // 2) + "</value></data></root>",
    "php": "<?php $a = '" + "x\\'" * LONG + "';",
    "python": "a = '" + "x\\n" * LONG + "'",
    "javascript": "a = '" + "x\\n" * (LONG // 5) + "'",
    "sql": "insert into t values ('" + "x''" * LONG + "')",
    "markdown": "> " + "x " * LONG,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("source", SOURCES)
def test_a_very_long_line(source: str) -> None:
    assert outcome(source, LINES[source])


@pytest.mark.no_cover
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(
    "unit", [" ", "\n", "\\", "'", '"', "/*", "a", "a ", "é", "<<<a\n", "<<a\n", "$", "{", "}", "#", "-"]
)
def test_one_thing_again_and_again(source: str, unit: str) -> None:
    outcome(source, unit * 20_000)
    if source == "php":
        outcome(source, "<?php " + unit * 20_000)


@pytest.mark.parametrize("path", ["a.ts", "a.js", "a.tsx"])
@pytest.mark.parametrize("flood", ["/* x\n", "/[ ", "a<b,", "`${", "({a=[b=", "`"])
def test_a_flood_of_openings_in_code_is_refused(flood: str, path: str) -> None:
    outcome("javascript", flood * 20_000, path)


@pytest.mark.parametrize(
    ("before", "after"), [("f(", ")"), ("[", "]"), ("a[", "]"), ("{a:", "}"), ("", "()"), ("", ".a")]
)
def test_deep_code_is_read_or_refused(before: str, after: str) -> None:
    outcome("javascript", f"x = {before * 20_000}b{after * 20_000}", "a.js")


@pytest.mark.parametrize("source", sorted(CODE | {"javascript"}))
def test_the_parser_gets_the_same_bytes_each_time(source: str) -> None:
    """In a process of its own: a parser that was told that the file ends earlier than before ended the process."""
    code = (
        "import sys\nfrom smslint.errors import SourceError\nfrom smslint.sources.options import Options\nfrom smslint.sources.registry import read\n"
        "for piece, times in (('{ \U0001f600', 833), ('y\U0001f600', 4000), ('\u00e9 ::..', 4000)):\n"
        "    try:\n        list(read(sys.argv[1], 'void f() { sendSms(a, ' + piece * times, Options(path='a')))\n"
        "    except SourceError:\n        pass\nprint('alive')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, source], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("UPDATE t SET body = string;", None),
        ("UPDATE t SET body = CONCAT('Hi ', CAST(name AS STRING));", "'Hi ', CAST(name AS STRING)"),
        ("UPDATE t SET body = 'a' || open || 'b'", "'a' || open || 'b'"),
        ("UPDATE t SET body = comma || 'a'", "comma || 'a'"),
        ("INSERT INTO t (body) VALUES (f(string, 'a'))", "a"),
    ],
)
def test_columns_and_types_of_sql_may_have_any_name(written: str, body: str | None) -> None:
    assert [message.body for message in read_all("sql", written)] == ([] if body is None else [body])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ruby", 'A = "a"\n  text = <<~TEXT\n  end\n      Hi #{n}'),
        ("ruby", '  A = "---\nYour code \\u2019 is \\"é\\"\\n"\n    text = <<~TEXT\n  end\n      Hi #{n}'),
        ("csharp", 'class A {\n C => $"Hi {Name,5:x} {{";\n void Send(string to, int n) { var text = $"""\n """; } }'),
        (
            "csharp",
            'class Texts {\n C => $"Hi {Name,5:x} {{";\n    void Send(string to, int n) {\n        var text = $"""\n            """;\n    }\n}',
        ),
    ],
)
def test_damaged_programs_that_the_parser_repairs(source: str, text: str) -> None:
    outcome(source, text)


def test_objects_that_have_each_other_as_fields_are_looked_into_once() -> None:
    code = "const a0 = new T(x);\n" + "".join(
        f"const a{index + 1} = new T(a{index}, a{index}, a{index});\n" for index in range(40)
    )
    found = read_all("javascript", code + "function f() { sms.sendSms(a40); sms.sendSms(to, 'Hi, it is here'); }")
    assert [each.body for each in found if each.sent and not each.unknown] == ["Hi, it is here"]
