"""Each row of the tables of the guide to sources and dialects, run: its keys, comments, literals and fields are as it says."""

from __future__ import annotations

import re

import pytest

from smslint.dialects import DIALECTS, parse
from smslint.errors import TemplateError
from smslint.sources.options import Options
from smslint.sources.registry import PROGRAMS, SOURCES, module, read, source_for
from smslint.text.tree import Literal, leaves
from tests.sources.test_code import FRAMES
from tests.test_hosts_document import GUIDE

KEYED = {
    "plain": ("a.txt", "Hi there", None),
    "yaml": ("a.yml", "en:\n  sms:\n    welcome: Hi there\n", "en.sms.welcome"),
    "json": ("a.json", '{"sms": {"welcome": "Hi there"}}', "sms.welcome"),
    "toml": ("config.toml", '[auth.sms]\ntemplate = "Hi there"\n', "auth.sms.template"),
    "hcl": (
        "a.tf",
        'resource "aws_cognito_user_pool" "pool" {\n  sms_verification_message = "Hi {####}"\n}\n',
        "resource.aws_cognito_user_pool.pool.sms_verification_message",
    ),
    "csv": ("a.csv", "id,text\notp,Hi there\n", "otp"),
    "properties": ("a.properties", "sms.otp=Hi there\n", "sms.otp"),
    "po": ("a.po", 'msgctxt "sms"\nmsgid "Hi"\nmsgstr "Hallo"\n', "sms.Hi"),
    "fluent": ("a.ftl", "code = Hi there\n    .label = No\n", "code"),
    "android": ("res/values/strings.xml", '<resources><string name="otp">Hi</string></resources>', "otp"),
    "apple": ("a.strings", '"otp" = "Hi";\n', "otp"),
    "stringsdict": (
        "a.stringsdict",
        (
            "<plist><dict><key>left</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@n@ left</string><key>n</key>"
            "<dict><key>NSStringFormatValueTypeKey</key><string>d</string><key>one</key><string>One</string>"
            "<key>other</key><string>%d</string></dict></dict></dict></plist>"
        ),
        "left",
    ),
    "xcstrings": (
        "a.xcstrings",
        '{"sourceLanguage": "en", "strings": {"otp": {"localizations": {"de": {"stringUnit": {"value": "Hi"}}}}}}',
        "otp",
    ),
    "xliff": (
        "a.xlf",
        '<xliff version="1.2"><file><body><trans-unit id="1" resname="otp"><source>Hi</source></trans-unit></body></file></xliff>',
        "otp",
    ),
    "resx": ("a.resx", '<root><data name="Otp"><value>Hi</value></data></root>', "Otp"),
    "odoo": (
        "a_sms.xml",
        '<odoo><record id="record" model="sms.template"><field name="body">Hi</field></record></odoo>',
        "record.body",
    ),
    "twiml": ("a.twiml", "<Response><Message> Hi </Message></Response>", "Message.0"),
    "php": ("a.php", "<?php\nreturn ['otp' => 'Hi there'];\n", "otp"),
    "python": ("a.py", 'NAME = {"key": "Hi there"}\n', "NAME.key"),
    "javascript": ("a.ts", "const NAME = { key: 'Hi there' };\n", "NAME.key"),
    "sql": ("a.sql", "INSERT INTO table (column) VALUES ('Hi there');", "table.column"),
    "markdown": ("a.md", "# Otp\n\n```\nHi there\n```\n", "Otp"),
}
"""For each source a file, and the key of its only or first text, as the guide writes keys."""
SIGNS = {
    "#": "# smslint: disable=ENC001",
    "//": "// smslint: disable=ENC001",
    "/* */": "/* smslint: disable=ENC001 */",
    "--": "-- smslint: disable=ENC001",
    "<!-- -->": "<!-- smslint: disable=ENC001 -->",
}
NO_VALUES = {"<<~TEXT"}
"""What the guide shows of a literal that is longer than a line."""


def rows(heading: str) -> list[list[str]]:
    """The cells of a table of the guide."""
    part = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| ([`A-Z].*) \|$", part, re.MULTILINE)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", each)] for each in found]


def code(cell: str) -> list[str]:
    """What a cell has as code; text with a backtick in it is between two of them."""
    return [
        (double or single).strip().replace("\\|", "|")
        for double, single in re.findall(r"``\s(.+?)\s``|`([^`]+)`", cell)
    ]


FILES = {row[0].split("`")[1]: row for row in rows("Files") if row[0].startswith("`")}


def test_every_source_has_an_example() -> None:
    assert set(KEYED) | (PROGRAMS - {"php", "python", "javascript"}) == set(SOURCES)
    assert set(FILES) - {"java"} == set(KEYED)


@pytest.mark.parametrize("source", KEYED)
def test_the_key_of_a_text(source: str) -> None:
    path, text, key = KEYED[source]
    assert source_for(path).source in {source, "plain"}
    found = list(read(source, text, Options(path=path)))
    assert found[0].key == key
    shown = code(FILES[source][2])
    if source not in {"plain", "csv", "po", "fluent", "markdown"} and any("." in each for each in shown):
        assert key in shown or any(key is not None and key.count(".") == each.count(".") for each in shown)
    if source == "plain":
        assert FILES[source][2] == "none"


@pytest.mark.parametrize("source", KEYED)
def test_the_suffixes(source: str) -> None:
    shown = [each for each in code(FILES[source][1]) if each.startswith(".")]
    for suffix in shown:
        assert source_for(f"a{suffix}").source == source, suffix


@pytest.mark.parametrize("source", KEYED)
def test_the_comments(source: str) -> None:
    shown = [sign for each in code(FILES[source][4]) for sign in each.split(", ")] if len(FILES[source]) > 4 else []
    known = [re.compile(opening) for opening, _ in module(source).COMMENTS]
    if source in {"plain", "csv", "xcstrings"}:
        assert shown == []
        return
    signs = [each for each in shown if each in SIGNS]
    assert signs
    patterns = (
        [*known, *(re.compile(opening) for opening, _ in module("javascript").COMMENTS)] if source == "json" else known
    )
    for sign in signs:
        assert any(each.search(SIGNS[sign]) for each in patterns), sign


TOOLS = {
    "Twilio Studio": (
        ('{"description": "x", "states": [{"name": "Trigger", "type": "trigger"},'
        '{"name": "remind", "type": "send-message", "properties": {"body": "Hi {{flow.data.name}}", "to": "x"}}]}'),
        "liquid",
    ),
    "n8n": (
        '{"nodes": [{"name": "Send", "type": "n8n-nodes-base.twilio", "parameters": {"to": "x", "message": "=Hi {{ $json.name }}"}}], "connections": {}}',
        "n8n",
    ),
    "Twilio Content": ('{"friendly_name": "a", "language": "en", "types": {"twilio/text": {"body": "Hi {{1}}"}}}', "whatsapp"),
    "WhatsApp": (
        '{"name": "a", "language": "en", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hi {{1}}"}]}',
        "whatsapp",
    ),
    "GOV.UK Notify": (
        '{"templates": [{"id": "1", "name": "late", "type": "sms", "version": 1, "body": "Hi ((name))"}]}',
        "parens",
    ),
    "Amazon Cognito": ('{"UserPool": {"SmsVerificationMessage": "Your code is {####}"}}', "brace"),
}  # fmt: skip


@pytest.mark.parametrize("row", rows("The JSON of tools")[1:], ids=lambda row: row[0])
def test_the_json_of_a_tool(row: list[str]) -> None:
    text, dialect = next(example for name, example in TOOLS.items() if row[0].startswith(name))
    (found,) = read("json", text, Options(path="a.json"))
    assert found.key == code(row[1])[0]
    assert code(row[2])[0] == found.dialect == dialect


LITERALS = [
    (row[0].strip("`"), each)
    for row in rows("Programs")
    for each in code(row[2])
    if each not in NO_VALUES and row[0].startswith("`")
]


@pytest.mark.parametrize(("source", "literal"), LITERALS, ids=lambda value: value)
def test_a_literal_of_a_program(source: str, literal: str) -> None:
    between = literal.replace("…", "Hi there")
    if literal[0] in "%~":
        between = between.replace("()", "(Hi there)").replace("[]", "[Hi there].join(' ')")
    if literal.startswith(('"""', "'''")):
        between = f"{literal[:3]}\n  Hi there $x\n  {literal[literal.rindex(literal[:3]) :]}"
    (found,) = read(source, FRAMES[source].format(between), Options())
    assert not found.unknown
    if "x" in literal:
        assert found.text is not None
        assert any(getattr(each, "name", "").startswith("x") for each in leaves(found.text))


FIELDS = [
    (re.findall(r"`(\w+)`", row[0]), code(row[2]))
    for row in rows("Dialects")
    if row[0].startswith("`") and row[0] != "`plain`"
]


@pytest.mark.parametrize(("dialects", "fields"), FIELDS, ids=lambda value: value[0])
def test_the_fields_of_a_dialect(dialects: list[str], fields: list[str]) -> None:
    assert set(dialects) <= set(DIALECTS)
    seen = {(dialect, field) for dialect in dialects for field in fields if _has_field(field, dialect)}
    assert {dialect for dialect, _ in seen} == set(dialects)
    assert {field for _, field in seen} == set(fields)


def _has_field(written: str, dialect: str) -> bool:
    """Whether it is a field, or opens a block of the language."""
    try:
        text = parse(written, dialect)
    except TemplateError as error:
        return re.search(r"never closed|missing after", str(error)) is not None
    return any(not isinstance(each, Literal) for each in leaves(text))
