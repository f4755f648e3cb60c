"""A project's own merge languages: read, told from text, and refused where they are ambiguous."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint import bounds
from smslint.dialects import grammar_of, parse
from smslint.dialects.own import Own, own_of, parser
from smslint.errors import ConfigError, TemplateError
from smslint.project.config import load_config, make_config
from smslint.text.tree import leaves
from tests.dialects.shapes import shape

READ = [
    ({"open": "##", "close": "##"}, "Hi ##first name##, #5 ## x## ##Y##", "Hi <first name>, #5 <x> <Y>"),
    ({"open": "%", "close": "%"}, "50% off %CODE%, 20% more", "50% off <CODE>, 20% more"),
    ({"open": "{!", "close": "}"}, "Hi {!Contact.FirstName} {x}", "Hi <Contact.FirstName> {x}"),
    ({"open": "<<", "close": ">>", "default": "|"}, "Hi <<name|you there>> <<code>>", "Hi <name|default you there> <code>"),
    ({"open": "##", "close": "##", "escape": "\\##"}, "\\##no## ##yes##", "##no## <yes>"),
    ({"pattern": r"@\[(?P<name>\w+)(?:=(?P<default>[^\]]*))?\]"}, "Hi @[name=you] @[x] @y", "Hi <name|default you> <x> @y"),
    ({"pattern": r"~(?P<name>[A-Z]+)~", "escape": "~~"}, "~~ ~NAME~ ~no~", "~~ <NAME> ~no~"),
]  # fmt: skip


def language(settings: dict[str, str]) -> str:
    entry = {"files": "a.txt", "dialect": "ours"}
    config = make_config({"dialects": {"ours": settings}, "messages": [entry]}, Path())
    return str(config.messages[0].settings["dialect"])


@pytest.mark.parametrize(("settings", "source", "expected"), READ, ids=[str(index) for index in range(len(READ))])
def test_the_fields_of_a_project(settings: dict[str, str], source: str, expected: str) -> None:
    text = parse(source, language(settings))
    assert shape(text) == expected
    assert bounds(text, {"*": {"max": 5}}).most == 1
    assert grammar_of(language(settings)) is None


REFUSED = [
    ({"open": "x", "close": "##"}, "is in ordinary words"), ({"open": "##", "close": " "}, "is empty"), ({"open": "ab", "close": "##"}, "is in ordinary words"),
    ({"open": "(", "close": ")"}, "is in ordinary texts"), ({"open": "##", "close": "."}, "is in ordinary texts"), ({"open": "#\n", "close": "#"}, "on one line"),
    ({"open": "##"}, "must be text"), ({"open": "##", "close": "##", "escape": "##"}, "something else"), ({"open": "##", "close": "##", "escape": "x"}, "something else"),
    ({"open": "##", "close": "##", "default": "or"}, "neither a name nor the end"), ({"open": "##", "close": "##", "default": "#"}, "neither a name nor the end"),
    ({"open": "#name#", "close": "##"}, "cannot be told"), ({"open": "##", "close": "##", "colour": "red"}, "unknown key"),
    ({"pattern": "#(\\w+)#"}, "no group called name"), ({"pattern": "(?P<name>\\w+)"}, "matches an ordinary text"), ({"pattern": "#(?P<name>\\w*"}, "not a regular expression"),
    ({"pattern": "(?P<name>x*)"}, "matches an ordinary text"), ({"pattern": "(?P<name>(?:a|aa)+)c"}, "took over"), ({"pattern": "#(?P<name>\\w)#", "open": "#"}, "keep only one"),
    ({"pattern": "#\t(?P<name>\\w)#"}, "on one line"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "words"), REFUSED, ids=[str(index) for index in range(len(REFUSED))])
def test_what_is_ambiguous_is_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        language(settings)


def test_a_pattern_that_takes_too_long_on_a_text_is_an_error_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smslint.dialects.own.TIME_LIMIT", 0.01)
    slow = own_of(Own(pattern=r"#(?P<name>(?:a|aa)+)c").name)
    assert slow is not None
    with pytest.raises(TemplateError, match="takes too long"):
        parser(slow)("#" + "a" * 4000)


def test_a_name_of_smslint_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "smslint.yaml"
    path.write_text('dialects:\n  jinja: {open: "##", close: "##"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"smslint\.yaml:2: dialects\.jinja: smslint has a dialect of this name"):
        load_config(path)


def test_an_unknown_dialect_is_still_refused() -> None:
    with pytest.raises(ConfigError, match="unknown dialect 'theirs'"):
        make_config(
            {"dialects": {"ours": {"open": "##", "close": "##"}}, "messages": [{"files": "a", "dialect": "theirs"}]},
            Path(),
        )


SIGNS = st.text("#%{}[]<>$@*|~^", min_size=1, max_size=3)


@given(SIGNS, SIGNS, st.text("#%{}[]<>$@ab\n é|", max_size=30))
def test_the_fields_cover_the_text(opening: str, closing: str, source: str) -> None:
    name = Own(opening, closing).name
    if own_of(name) is None:
        return
    at = 0
    text = parse(f"a{opening}first{closing}{source}", name)
    for leaf in leaves(text):
        assert leaf.span.start == at
        at = leaf.span.end
    assert at == len(opening) + len(closing) + 6 + len(source)


@pytest.mark.parametrize("name", ["jinja", "", "name", "aname", "nameb", "x", "//", "//x"])
def test_another_name_is_no_language(name: str) -> None:
    assert own_of(name) is None
