"""XLIFF and .NET resource files: which text is taken, its place, its locale, and what inline elements become."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.project.guessing import guess
from smslint.project.placing import Place
from smslint.sources.registry import by_root, source_for
from smslint.span import LineIndex
from tests.dialects.shapes import shape
from tests.sources.support import PRINTABLE, Expected, check_map, check_table, read_all

E = Expected


def xliff(units: str, about: str = "", version: str = "1.2") -> str:
    if version == "1.2":
        return f'<xliff version="1.2"><file source-language="en" target-language="pt_BR" {about}><body>\n{units}\n</body></file></xliff>'
    return f'<xliff version="2.1" srcLang="en" trgLang="de"><file id="f" {about}>\n{units}\n</file></xliff>'


TABLE = [
    ('<trans-unit id="a"><source>one1</source><target>um1 &amp; <![CDATA[<dois>]]></target></trans-unit>', "1.2",
     [E("a", "um1 & <dois>", "um1 dois", {"locale": "pt-BR"})]),
    ('<trans-unit id="a"><source>one1</source></trans-unit>', "1.2", [E("a", "one1", "one1", {"locale": "en"})]),
    ('<trans-unit id="a"><source>one1</source><target/></trans-unit>', "1.2", [E("a", "one1", "one1", {"locale": "en"})]),
    ('<trans-unit id="x" resname="sms.otp"><source>s1</source><target>t1</target></trans-unit>', "1.2", [E("sms.otp", "t1", "t1")]),
    # a target that is a copy of its source and marked as not translated is no translation
    ('<trans-unit id="a"><source>one</source><target state="needs-translation">one</target></trans-unit>', "1.2",
     [E("a", "one", {"one": (2, 28)}, {"locale": "en"})]),
    ('<trans-unit id="a"><source>one</source><target state="translated">one</target></trans-unit>', "1.2",
     [E("a", "one", {"one": (2, 67)}, {"locale": "pt-BR"})]),
    ('<trans-unit id="a"><source>s1</source><target>t1</target><alt-trans><source>no</source><target>no</target></alt-trans></trans-unit>', "1.2",
     [E("a", "t1", "t1")]),
    ('<trans-unit id="a"><source>a1 <g id="1">b1 <mrk mtype="x">c1</mrk></g> <ph id="2">%s</ph></source></trans-unit>', "1.2",
     [E("a", "a1 b1 c1 %s", "a1 b1 c1 %s", {"text": None})]),
    ('<group restype="x-gettext-plurals" id="days"><trans-unit id="days[0]"><source>%d day</source><target>d1</target></trans-unit>\n<trans-unit id="days[1]"><source>%d days</source><target>ds2</target></trans-unit></group>', "1.2",
     [E("days", "d1", "d1", {"plural": "one"}), E("days", "ds2", "ds2", {"plural": "other"})]),
    ('<trans-unit id="%lld items|==|plural.one"><source>one1</source></trans-unit>', "1.2", [E("%lld items", "one1", "one1", {"plural": "one"})]),
    ('<trans-unit id="/n:dict/NSStringLocalizedFormatKey:dict/:string"><source>%#@v@</source></trans-unit>\n<trans-unit id="/n:dict/v:dict/other:dict/:string"><source>%d m1</source></trans-unit>', "1.2", [E("n", "%d m1", "m1", {"plural": "other"})]),
    ('<unit id="a" name="sms.otp"><segment state="final"><source>one1</source><target>eins1</target></segment></unit>', "2.1",
     [E("sms.otp", "eins1", "eins1", {"locale": "de"})]),
    ('<unit id="a"><segment><source>one1. </source><target>eins1. </target></segment><ignorable><source> </source></ignorable>\n<segment><source>two2</source><target>zwei2</target></segment></unit>', "2.1", [E("a", "eins1.  zwei2", "eins1 zwei2")]),
    ('<unit id="a"><segment state="initial"><source>a1</source><target>a1</target></segment></unit>', "2.1", [E("a", "a1", {"a1": (2, 47)}, {"locale": "en"})]),
    ('<unit id="a"><segment><source>x<cp hex="2019"/>y1</source></segment></unit>', "2.1", [E("a", "x\u2019y1", "y1")]),
]  # fmt: skip


@pytest.mark.parametrize(("units", "version", "expected"), TABLE)
def test_the_texts_of_xliff(units: str, version: str, expected: list[Expected]) -> None:
    check_table("xliff", xliff(units, version=version), expected)


INLINE = [
    ('Hi <x id="INTERPOLATION" equiv-text="{{ user.name }}"/>!', "Hi <user.name>!"),
    ('Hi <x id="NAME"/>!', "Hi <NAME>!"),
    ('a<x id="LINE_BREAK" ctype="lb" equiv-text="&lt;br&gt;"/>b &amp; c', "a\nb & c"),
    ('<x id="START_BOLD_TEXT" ctype="x-b" equiv-text="&lt;b&gt;"/>Hi<x id="CLOSE_BOLD_TEXT"/>', "Hi"),
    ('<ph id="0" equiv="INTERPOLATION" disp="{{ code }}"/> <pc id="1">now</pc>', "<code> now"),
    ("Hi <ph id='0' dataRef='d'/>", "Hi <first_name>"),
    ('<x id="A" equiv-text="{{ total | currency }}"/>', "<total | currency>"),
    ('<x:x xmlns:x="u" id="A"/>', "<A>"),
]


@pytest.mark.parametrize(("content", "expected"), INLINE)
def test_an_inline_element_is_a_placeholder(content: str, expected: str) -> None:
    data = '<originalData><data id="d">%(first_name)s</data></originalData>'
    text = xliff(f'<unit id="a">{data}<segment><source>{content}</source></segment></unit>', version="2.1")
    (message,) = read_all("xliff", text)
    assert message.text is not None
    assert shape(message.text) == expected
    check_map(text, message)
    again = xliff(f'<trans-unit id="a"><source>no</source><target>{content}</target></trans-unit>')
    if "dataRef" not in content:
        (message,) = read_all("xliff", again)
        assert message.text is not None
        assert shape(message.text) == expected


@pytest.mark.parametrize(
    ("unit", "name"),
    [('id="n|==|substitutions.v.plural.one"><source>%arg one', "n"), ('id="n"><source>%#@v@ in %#@w@', "n")],
)
def test_a_part_of_a_message_of_xcode_has_an_unknown_length(unit: str, name: str) -> None:
    (message,) = read_all("xliff", xliff(f"<trans-unit {unit}</source></trans-unit>", 'original="a.xcstrings"'))
    assert message.key == name
    assert message.text is not None
    assert shape(message.text).startswith("<?")


DIALECTS = [
    ("a.de.xlf", 'original="Localizable.strings" datatype="plaintext"', "Hi %@", "percent"),
    ("a.de.xlf", 'original="r" datatype="resx"', "Hi {0:N2}", "csharp"),
    ("translations/sms.de.xlf", "", "Hi %name%", "symfony"),
    ("translations/sms+intl-icu.de.xlf", "", "Hi {name}", "icu"),
    ("a.de.xlf", "", "Hi {{ name }}", "jinja"),
]


@pytest.mark.parametrize(("path", "about", "body", "dialect"), DIALECTS)
def test_the_dialect_of_xliff(path: str, about: str, body: str, dialect: str) -> None:
    text = xliff(f'<trans-unit id="a"><source>{body}</source></trans-unit>', about)
    (message,) = read_all("xliff", text, path=path)
    place = Place(path, LineIndex(text), None, "", "xliff", inside=path)
    assert guess(message, place).dialect == dialect


@given(st.lists(st.tuples(PRINTABLE, PRINTABLE), max_size=4))
def test_xliff_as_another_reader_reads_it(texts: list[tuple[str, str]]) -> None:
    root = ET.Element("xliff", version="1.2")
    body = ET.SubElement(ET.SubElement(root, "file"), "body")
    for index, (source, target) in enumerate(texts):
        unit = ET.SubElement(body, "trans-unit", id=str(index))
        ET.SubElement(unit, "source").text = source
        ET.SubElement(unit, "target").text = target
    text = ET.tostring(root, encoding="unicode")
    messages = read_all("xliff", text)
    assert [each.body for each in messages] == [target or source for source, target in texts]
    for each in messages:
        check_map(text, each)


RESX = [
    ('<data name="a" xml:space="preserve"><value>Hi {0} &lt;you&gt;\n x1</value><comment>no</comment></data>', [E("a", "Hi {0} <you>\n x1", "Hi you x1")]),
    ('<data name="a" type="System.String, mscorlib"><value>a1</value></data>', [E("a", "a1", "a1")]),
    ('<data name="i" type="System.Drawing.Point, System.Drawing"><value>1, 2</value></data>', []),
    ('<data name="i" mimetype="application/x-microsoft.net.object.binary.base64"><value>AAEAAAD</value></data>', []),
    ('<data name="&gt;&gt;b.Name"><value>b</value></data><data name="b.Text"><value>B1</value></data>', [E("b.Text", "B1", "B1")]),
    ('<resheader name="version"><value>2.0</value></resheader><metadata name="m"><value>x</value></metadata>', []),
    ('<data name="e"><value/></data>', [E("e", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), RESX)
def test_the_texts_of_resx(data: str, expected: list[Expected]) -> None:
    check_table("resx", f"<root>\n  {data}\n</root>", expected)


def test_the_language_of_resources_is_in_their_name() -> None:
    text = '<root><data name="a"><value>Hi</value></data></root>'
    assert [each.locale for each in read_all("resx", text, path="Res/Sms.de-DE.resx")] == ["de-DE"]
    assert [each.locale for each in read_all("resx", text, path="Strings/pt-BR/Resources.resw")] == ["pt-BR"]
    assert [each.locale for each in read_all("resx", text, path="Res/Sms.resx")] == [None]


def test_xliff_with_the_name_of_any_xml() -> None:
    assert by_root(source_for("a.xml"), "<x:xliff/>").source == "xliff"


def test_units_are_selected_by_their_keys() -> None:
    text = xliff(
        '<trans-unit id="sms.a"><source>a</source></trans-unit><trans-unit id="mail.b"><source>b</source></trans-unit>'
    )
    assert [each.body for each in read_all("xliff", text, keys=("sms.*",))] == ["a"]
    assert [each.body for each in read_all("xliff", text, names=("mail",))] == ["b"]
