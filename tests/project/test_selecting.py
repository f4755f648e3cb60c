"""Many entries for one file find what each of them finds by reading the file for itself."""

from __future__ import annotations

import pytest

from smslint.project import selecting
from smslint.sources.options import Options
from smslint.sources.registry import read

FILES = {
    "json": '{"a": {"b": "Hi", "c": "You"}, "k_one": "One", "k_other": "Many", "l_one": "x", "": "y", "d": ["p", "q"]}',
    "yaml": "a:\n  b: &x Hi\n  c: *x\nk_one: One\nk_other: Many\nl_one: x\nd: [p, q]\n",
    "po": 'msgid "a.b"\nmsgstr "Hi"\n\nmsgctxt "a"\nmsgid "c"\nmsgstr "You"\n\nmsgid "d"\nmsgid_plural "ds"\nmsgstr[0] ""\n',
    "properties": "a.b = Hi\na.c = You\nk_one = One\nl_one = x\n",
    "toml": '[a]\nb = "Hi"\nc = "You"\n',
    "csv": "key,text,de\na.b,Hi,Hallo\na.c,You,Du\n",
    "android": '<resources><string name="a.b">Hi</string><plurals name="k"><item quantity="one">x</item></plurals></resources>',
    "fluent": "a = Hi\n    .b = You\nk = x\n",
    "plain": "Hi",
    "xliff": '<xliff version="1.2"><file><body><trans-unit id="a.b"><source>Hi</source><target>Ja</target></trans-unit></body></file></xliff>',
    "resx": '<root><data name="a.b"><value>Hi</value></data><data name="a.c"><value>You</value></data></root>',
    "xcstrings": '{"sourceLanguage": "en", "strings": {"a.b": {"localizations": {"de": {"stringUnit": {"value": "Hi"}}}}, "c": {}}, "version": "1.0"}',
    "hcl": 'a = { b = "Hi", c = "You" }\nk_one = "x"\n',
    "sql": "INSERT INTO a (b, c) VALUES ('Hi', 'You');\n",
    "markdown": "# a\n\n```\nHi\n```\n",
    "apple": '"a.b" = "Hi";\n"a.c" = "You";\n',
}
KEYS = [
    ("a.b",), ("*",), ("a.c", "a.b"), ("a.*",), ("k",), ("k_one",), ("k_other",), ("l",), ("l_one",), ("d", "d.*"), ("c",), ("*c",), ("z",), ("*text",),
]  # fmt: skip


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize("width", range(1, 4))
def test_each_entry(source: str, width: int) -> None:
    told = 0
    for at in range(len(KEYS)):
        asked = [Options(f"de.{source}", keys=keys) for keys in (KEYS * 2)[at : at + width]]
        found = selecting.selected(source, FILES[source], asked)
        if found is not None:
            told += 1
            assert found == [list(read(source, FILES[source], each)) for each in asked], asked
    assert told or source not in {"json", "yaml", "po", "properties", "toml", "csv", "android", "fluent", "apple"}


def test_what_one_reading_cannot_tell() -> None:
    text = FILES["json"]
    many = [Options("a.json", keys=(f"a.{each}",)) for each in "bcdefghij"]
    assert selecting.selected("json", text, many) is not None
    for other in (
        Options("a.json", keys=("!a.b",)),
        Options("a.json"),
        Options("a.json", names=("b",)),
        Options("a.json", keys=("a.b",), locale="de"),
        Options("a.json", keys=("l",)),
    ):
        assert selecting.selected("json", text, [*many, other]) is None
    assert selecting.selected("python", "", many) is None
    assert selecting.selected("json", "{", many) is None
