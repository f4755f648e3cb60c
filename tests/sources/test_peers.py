"""Comparison with another reader of the same format, over texts made of its special characters."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tomllib
from json import dumps, loads

import polib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import SourceError
from tests.sources.support import check_map, read_all


def made_of(*tokens: str, size: int = 12) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tokens), max_size=size).map("".join)


COMMON = ("a", "b ", "é", "😀", "\n", "\r\n", "  ", "\t", "\\", "\\n", "'", '"')


@given(
    made_of(*COMMON, "'''", '"""', "\\u2019", "\\\n  ", "\\  \n", "#", "=", "]"),
    st.sampled_from(["'", '"', "'''", '"""']),
)
def test_toml(content: str, quote: str) -> None:
    text = f"é = 1\na = [{quote}{content}{quote}] # x\n".replace("é", "e")
    try:
        expected = tomllib.loads(text)["a"]
    except (tomllib.TOMLDecodeError, KeyError):
        with pytest.raises(SourceError):
            read_all("toml", text)
        return
    messages = read_all("toml", text, keys=("a.*",))
    assert [each.body for each in messages] == expected
    for message in messages:
        check_map(text, message)


@given(st.lists(st.lists(made_of(*COMMON, ",", ";", '""', '"a"', size=5), min_size=2, max_size=3), max_size=4))
def test_csv(rows: list[list[str]]) -> None:
    text = "id,text,other\n" + "\n".join(",".join(row) for row in rows)
    try:
        expected = [row[1] for row in list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:] if len(row) > 1]
    except csv.Error:
        return
    messages = read_all("csv", text, columns=("text",))
    assert [each.body for each in messages] == expected
    for message in messages:
        check_map(text, message)


@given(made_of("a", "é", "\\n", '\\"', "\\\\", "\\t", '"\n"', "%s", size=20))
def test_po(content: str) -> None:
    text = f'msgid "key"\nmsgstr "x{content}"\n'
    (message,) = read_all("po", text)
    check_map(text, message)
    assert message.body == polib.pofile(text)[0].msgstr


YAML = made_of(
    "a",
    "b ",
    "é",
    "😀",
    "\n",
    "\n  ",
    "\n\n",
    "\r\n ",
    " ",
    "\t",
    "'",
    "''",
    '"',
    "\\n",
    "\\\n ",
    "\\u2019",
    "\\ ",
    "\\x41",
    "#",
    ":",
)


@given(
    YAML,
    st.sampled_from(
        [
            "a: '{}'",
            'a: "{}"',
            "a: {}",
            "a: |\n  {}",
            "a: >\n  {}",
            "a: >+\n {}",
            "a: &x !!str |-\n  {}",
            "- >2-\n   {}",
            "a: b{}c",
        ]
    ),
)
def test_yaml(content: str, frame: str) -> None:
    text = frame.format(content)
    try:
        loaded = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return
    messages = read_all("yaml", text)
    bodies = [each.body for each in messages]
    value = loaded[0] if isinstance(loaded, list) else loaded.get("a") if isinstance(loaded, dict) else loaded
    assert not isinstance(value, str) or value in ("", *bodies) or not bodies
    for message in messages:
        check_map(text, message)


SCRIPT = made_of("a", "\\", "n", "x4", "1", "u", "{", "}", "0041", "'", '"', "`", "\n", "é", "😀", "t", "\\u{1F600}", "\\101", "\\e", "\\v", "\\0", "8", "\r\n", " ", "\\u2019", "\\xE2\\x82\\xAC", "\\$", size=8)  # fmt: skip
LITERALS = st.lists(
    st.tuples(SCRIPT, st.sampled_from("'\"`")).map(lambda pair: pair[1] + pair[0] + pair[1]), min_size=40, max_size=40
)
NODE = """const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (text) => { try { const value = (0, eval)('(' + text + ')'); return typeof value === 'string' ? value : null } catch { return null } };
console.log(JSON.stringify(texts.map(read)))"""
PHP = """$read = function ($text) { try { $value = @eval("return $text\\n;"); return is_string($value) ? bin2hex($value) : null; }
catch (Throwable $error) { return null; } }; echo json_encode(array_map($read, json_decode(stream_get_contents(STDIN))));"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("source", "program", "frame"),
    [("javascript", ["node", "-e", NODE], "a = {}\n;"), ("php", ["php", "-r", PHP], "<?php $a = {}\n;")],
)
@given(literals=LITERALS)
def test_string_literals_of_scripts(source: str, program: list[str], frame: str, literals: list[str]) -> None:
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed")
    ran = subprocess.run(program, input=dumps(literals).encode(), capture_output=True, check=True)
    for literal, value in zip(literals, loads(ran.stdout), strict=True):
        if value is None or (source == "php" and literal.startswith("`")):
            continue
        expected = bytes.fromhex(value).decode(errors="replace") if source == "php" else value
        (message,) = read_all(source, frame.replace("{}", literal))
        assert message.text is not None or message.body == expected
