"""Message texts written through each host's escaping are read back equal, and every character maps to its exact place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, given

from smslint.sources.registry import PROGRAMS, SOURCES
from tests.sources.support import TEXTS, check_written

if TYPE_CHECKING:
    from collections.abc import Callable


class Host(NamedTuple):
    """A file around a message, and how a character is written in it. ``without`` are characters that the host cannot contain."""

    source: str
    prefix: str
    write: Callable[[str], str]
    suffix: str
    without: str = ""
    path: str = ""


def escaped(table: dict[str, str], code: str = "", plain: str = "") -> Callable[[str], str]:
    """Write with a table; characters that are not printable are written as codes of the host."""

    def write(character: str) -> str:
        if character in table:
            return table[character]
        if code and not character.isprintable() and character not in plain:
            return code.format(ord(character))
        return character

    return write


def utf16(table: dict[str, str]) -> Callable[[str], str]:
    """Write characters outside ASCII as the host's escapes of UTF-16 code units."""

    def write(character: str) -> str:
        if character in table:
            return table[character]
        if " " <= character <= "~":
            return character
        units = character.encode("utf-16-be")
        return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

    return write


C_LIKE = {"\n": "\\n", "\\": "\\\\", "\t": "\\t"}
DOUBLE = {**C_LIKE, '"': '\\"'}
SINGLE = {**C_LIKE, "'": "\\'"}
XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"

HOSTS = {
    "plain": Host("plain", "", str, "", path="a.txt"),
    "yaml double": Host("yaml", '# é\n"é": "', escaped(DOUBLE, "\\U{:08x}"), '"\n'),
    "yaml single": Host("yaml", "é: '", escaped({"'": "''"}), "'\n", without="\n\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\x85" + CONTROL),
    "fluent": Host("fluent", "# é\ncode = ", str, "\n", without="{}\n\r" + CONTROL),
    "properties": Host("properties", "é=", utf16({**C_LIKE, " ": "\\ "}), "\nb\\"),
    "csv": Host("csv", 'id,text\na,"', escaped({'"': '""'}), '"\r\n'),
    "toml basic": Host("toml", '["é"]\na = "', escaped(DOUBLE, "\\U{:08x}"), '"\n'),
    "toml literal": Host("toml", "a = '", str, "'\n", without=r"'\n\x00-\x08\x0b-\x1f\x7f"),
    "toml multi-line": Host("toml", 'a = """\n', escaped({**DOUBLE, "\n": "\n"}, "\\U{:08x}"), '"""\n'),
    "toml multi-line literal": Host("toml", "a = '''\n", str, "'''\n", without=r"'\x00-\x08\x0b-\x1f\x7f"),
    "hcl": Host("hcl", 'é "b" { a = "', escaped(DOUBLE, "\\U{:08x}"), '" }\n', without="$%"),
    "hcl heredoc": Host("hcl", "é = <<EOT\n", str, "EOT\n", without="$%"),
    "po": Host("po", 'msgid "é"\nmsgstr "', escaped(DOUBLE), '"\n'),
    "apple": Host("apple", '/* é */ "é" = "', utf16({**SINGLE, '"': '\\"'}), '";\n'),
    "odoo": Host("odoo", '<odoo><!--é--><record id="é" model="sms.template"><field name="body">', escaped(XML, "&#x{:x};"),
                 "</field></record></odoo>", without=CONTROL),
    "twiml": Host("twiml", "<Response><!--é--><Message to='é'>", escaped(XML, "&#x{:x};"), "</Message></Response>", without=CONTROL + " \t\n"),
    "stringsdict": Host("stringsdict", "<plist><dict><key>é</key><string>", escaped(XML, "&#x{:x};"), "</string></dict></plist>", without=CONTROL),
    "xcstrings": Host("xcstrings", '{"sourceLanguage":"de","strings":{"é":{"localizations":{"de":{"stringUnit":{"value":"', utf16(DOUBLE), '"}}}}}}'),
    "json5 single": Host("json", "{é: '", escaped(SINGLE), "',}", path="a.json5"),
    "json5 double": Host("json", '// é\n{"é": "', escaped({**DOUBLE, "Z": "\\x5a"}), '"}', path="a.json5"),
    "xliff": Host("xliff", '<xliff><!--é--><trans-unit id="é"><source>no</source><target><mrk/>', escaped(XML, "&#x{:x};"),
                  "</target></trans-unit></xliff>", without=CONTROL),
    "resx": Host("resx", '<root><data name="é"><value>', escaped(XML, "&#x{:x};"), "</value></data></root>", without=CONTROL),
    "android": Host("android", '<resources><string name="é">"', escaped({**XML, **SINGLE, '"': '\\"', " ": "\\u0020"}),
                    '"</string></resources>', without=CONTROL),
    "php double": Host("php", '<?php return ["é" => "', escaped({**DOUBLE, "$": "\\$"}, "\\u{{{:x}}}"), '"];'),
    "php single": Host("php", "<?php $é = 1; const A = '", escaped({"'": "\\'", "\\": "\\\\"}), "';"),
    "php nowdoc": Host("php", "<?php $a = <<<'X_'\n", str, "\nX_;\n", without="X"),
    "php heredoc": Host("php", "<?php $a = <<<X_\n", escaped({"\\": "\\\\", "$": "\\$", "X": "\\x58"}), "\nX_;\n"),
    "sql": Host("sql", "insert into é (a) values ('", escaped({"'": "''"}), "');"),
    "markdown": Host("markdown", "# é\n~~~~~~\n", str, "\n~~~~~~\n", without="~"),
    "java": Host("java", 'class A { static final String é = "', utf16(DOUBLE), '"; }'),
    "java block": Host("java", 'class A { String é = """\n', escaped({"\\": "\\\\", '"': '\\"', " ": "\\s", "\t": "\\t", "\f": "\\f"}, plain="\n"), '""";\n}', without=CONTROL),
    "csharp": Host("csharp", 'class A { const string é = "', escaped(DOUBLE, "\\U{:08x}"), '"; }'),
    "csharp verbatim": Host("csharp", 'class A { string é = @"', escaped({'"': '""'}), '"; }', without="\x00"),
    "csharp interpolated": Host("csharp", 'class A { string é = $"{""}', escaped({**DOUBLE, "{": "{{", "}": "}}"}, "\\U{:08x}"), '"; }'),
    "csharp raw": Host("csharp", 'class A { string é = """"\n', str, '\n""""; }', without='"' + CONTROL),
    "ruby": Host("ruby", 'é = "', escaped({**DOUBLE, "#": "\\#"}, "\\u{{{:x}}}"), '"'),
    "ruby single": Host("ruby", "é = '", escaped({"'": "\\'", "\\": "\\\\"}), "'", without="\x00"),
    "go": Host("go", 'package a\nvar é = "', escaped(DOUBLE, "\\U{:08x}"), '"\n'),
    "go raw": Host("go", "package a\nvar é = `", str, "`\n", without="`\x00"),
    "kotlin": Host("kotlin", 'val é = "', escaped({**DOUBLE, "$": "\\$"}, ""), '"\n', without=CONTROL),
    "elixir": Host("elixir", 'é = "', escaped({**DOUBLE, "#": "\\#"}, "\\u{{{:x}}}"), '"'),
    "swift": Host("swift", 'let é = "', escaped(DOUBLE, "\\u{{{:x}}}"), '"\n'),
    "dart": Host("dart", "const a = '", escaped({**SINGLE, "$": "\\$"}, "\\u{{{:x}}}"), "';\n"),
    "python double": Host("python", 'é = 1; A = "', escaped(DOUBLE, "\\U{:08x}"), '"\n'),
    "python single": Host("python", "# é\nA = ('' '", escaped(SINGLE, "\\U{:08x}"), "')\n"),
    "python triple": Host("python", 'é = """', escaped({"\\": "\\\\", '"': '\\"'}, "\\U{:08x}", plain="\n"), '"""\n'),
    "python raw": Host("python", "A = r'''", str, "'''", without=r"'\\\x00\x0c"),
    "javascript double": Host("javascript", 'const é = "', utf16(DOUBLE), '";'),
    "javascript single": Host("javascript", "const é = '", escaped(SINGLE, "\\u{{{:x}}}"), "';", path="a.js"),
    "javascript template": Host("javascript", "const é = `", escaped({"`": "\\`", "\\": "\\\\", "$": "\\$"}, "\\u{{{:x}}}", plain="\n"), "`;"),
    "typescript template": Host("javascript", "const é = `", escaped({"`": "\\`", "\\": "\\\\", "{": "\\{"}, "\\u{{{:x}}}", plain="\n"), "`;", path="a.ts"),
}  # fmt: skip


OPTIONS: dict[str, dict[str, tuple[str, ...] | str]] = {
    "plain": {"final_newline": "keep"},
    "csv": {"columns": ("text",)},
    "properties": {"keys": ("é*",)},
    **{source: {"names": ("é", "a")} for source in PROGRAMS - {"javascript", "php", "python"}},
}


def test_every_source_has_a_host() -> None:
    assert {host.source for host in HOSTS.values()} == set(SOURCES)


@pytest.mark.parametrize("name", HOSTS)
@given(body=TEXTS)
def test_every_character_has_its_place(name: str, body: str) -> None:
    host = HOSTS[name]
    if host.without:
        body = re.sub(f"[{host.without}]", "", body)
    if name in {"po", "xliff", "xcstrings"}:  # an empty translation falls back to the original
        body = f"x{body}"
    assume(name != "plain" or not body.startswith("---"))  # front matter
    if name == "fluent":  # spaces at its ends are no part of a value, and an empty one is none
        body = f"x{body}x"
    if name == "hcl heredoc":  # the line break before the closing word is part of the text
        body = f"{body}\n"
        assume(not re.search(r"^[ \t]*EOT[ \t]*$", body, re.MULTILINE))
    options = {**OPTIONS.get(host.source, {}), "path": host.path}
    check_written(host.source, host.prefix, body, host.write, host.suffix, **options)
