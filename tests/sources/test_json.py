from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import SourceError
from tests.sources.support import TEXTS, Expected, check_map, check_table, check_written, read_all

FIXTURE = (Path(__file__).parent / "files" / "app_de.arb").read_text(encoding="utf-8")

CASES = [
    ('{"a": "Hello"}', [Expected("a", "Hello", {"Hello": (1, 8), "o": (1, 12)})]),
    ('{"a":\n {"b": "x\\u2019y\\n"}}', [Expected("a.b", "x\u2019y\n", {"\u2019": (2, 10), "y": (2, 16), "\n": (2, 17)})]),
    ('{"a": "\\ud83d\\ude00!"}', [Expected("a", "\U0001f600!", {"\U0001f600": (1, 8), "!": (1, 20)})]),
    # Half of a surrogate pair is sent as the replacement character.
    ('{"a": "\\ud83d!"}', [Expected("a", "\ufffd!", {"!": (1, 14)})]),
    ('{"a": ["x", 1, null, ["y"], {}], "b": true, "c": "z"}', [
        Expected("a.0", "x", {"x": (1, 9)}), Expected("a.3.0", "y", {"y": (1, 24)}), Expected("c", "z", {"z": (1, 51)})]),
    ('{"a": "x", "a": "y"}', [Expected("a", "x", {"x": (1, 8)}), Expected("a", "y", {"y": (1, 18)})]),
    ('"Hello"', [Expected(None, "Hello", {"Hello": (1, 2)})]),
    ('{"a": ""}', [Expected("a", "", {})]),
    ('{"é\\n": "x"}', [Expected("é\n", "x", {"x": (1, 10)})]),
    ('{"n_one": "x", "n_other": "y", "only_one": "z"}', [
        Expected("n", "x", {"x": (1, 12)}, {"plural": "one"}), Expected("n", "y", {"y": (1, 28)}, {"plural": "other"}),
        Expected("only_one", "z", {"z": (1, 45)}, {"plural": None})]),
    ("[]", []),
    ("{}", []),
    ("-1.5e+3", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_table(text: str, expected: list[Expected]) -> None:
    check_table("json", text, expected)


def test_fixture() -> None:
    check_table(
        "json",
        FIXTURE,
        [
            Expected("otp", "Acme: Ihr Code ist {code}.", {"{code}": (3, 30)}, {"locale": "de"}),
            Expected("bye", "Tschüss", {"ü": (10, 15)}, {"locale": "de"}),
        ],
        path="app_de.arb",
    )


def test_plural_forms_are_selected_by_their_common_key() -> None:
    text = '{"sms": {"n_one": "x", "n_other": "y"}, "z": "z"}'
    assert [each.plural for each in read_all("json", text, keys=("sms.n",))] == ["one", "other"]


def test_comments_and_trailing_commas_need_a_suffix_that_allows_them() -> None:
    text = '{ // a\n "a": "x", /* b */\n}'
    check_table("json", text, [Expected("a", "x", {"x": (2, 8)})], path="sms.jsonc")
    with pytest.raises(SourceError):
        read_all("json", text, path="sms.json")


def _write(character: str) -> str:
    return json.dumps(character)[1:-1]


@given(TEXTS)
def test_every_character_has_its_place_when_written_in_ascii(body: str) -> None:
    check_written("json", '{"é": {"a": "', body, _write, '"}}')


@given(TEXTS)
def test_every_character_has_its_place_when_written_unescaped(body: str) -> None:
    check_written("json", '{"é": {"a": "', body, lambda c: json.dumps(c, ensure_ascii=False)[1:-1], '"}}')


_VALUES = st.recursive(
    st.text(max_size=5) | st.none() | st.integers() | st.floats(allow_nan=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(_VALUES, st.sampled_from([None, 2]), st.booleans())
def test_it_finds_what_the_standard_library_finds(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    messages = read_all("json", text)
    for message in messages:
        check_map(text, message)
    assert sorted(each.body for each in messages) == sorted(_texts(value))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in inner for text in _texts(each)]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[", '{"a"', '{"a":', '{"a":}', '{"a": "x', '{"a": "x"', '{"a": "x",}', "[1,]", '{"a": "\\q"}', '{"a": "\\u12"}',
        '{"a": "\n"}', '{"a": "\x00"}', "{'a': 1}", "{} {}", "nul", "[1 2]", '{1: "a"}', "01", "[" * 10_000, '{"a":' * 10_000,
        "/* a */ {}", '"' + "\\u0041" * 100_000,
    ],
)  # fmt: skip
def test_what_does_not_parse_is_an_error(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_all("json", text)
    assert caught.value.span is not None
    assert 0 <= caught.value.span.start <= caught.value.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ['["' + "x" * 5_000_000 + '"]', '["' + "\\n" * 100_000 + '"]', " " * 5_000_000 + '"x"']
)
def test_a_very_long_line_is_read(text: str) -> None:
    (message,) = read_all("json", text)
    check_map(text, message)


FIVES = [
    ("{a: 'it\\'s \"x1\"', $b_1: \"y1\",}", [Expected("a", "it's \"x1\"", "x1"), Expected("$b_1", "y1", "y1")]),
    ("// c1\n{/* c2 */ 'a b': 'one1\\\n two1', n: [+.5, 0xFF, -Infinity, 1., NaN, 'z1',],}", [
        Expected("a b", "one1 two1", "one1 two1"), Expected("n.5", "z1", "z1")]),
    ("{a: '\\x41\\u2019\\v\\0\\q\\\r\nx1'}", [Expected("a", "A\u2019\v\0qx1", "x1")]),
    ("\ufeff{\\u0061b: 'x1'}", [Expected("ab", "x1", "x1")]),
    ("'x1'", [Expected(None, "x1", "x1")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIVES)
def test_json5(text: str, expected: list[Expected]) -> None:
    check_table("json", text, expected, path="a.json5")


@pytest.mark.parametrize(
    "text",
    [
        "{a b: 1}",
        "{1a: 'x'}",
        "{a: x}",
        "{a: 'x}",
        "{a: '\\1'}",
        "{a: 'b\n'}",
        "{,}",
        "[,]",
        "{a: 'x'",
        "",
        "{a: 'x'} b",
    ],
)
def test_json5_that_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="This is not valid JSON5"):
        read_all("json", text, path="a.json5")


@given(
    st.recursive(
        TEXTS | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=8,
    )
)
def test_json_is_json5(value: Any) -> None:
    text = json.dumps(value)
    assert read_all("json", text, path="a.json5") == read_all("json", text, path="a.json")
