from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from smslint.errors import SourceError
from tests.sources.support import PRINTABLE, TEXTS, Expected, check_map, check_table, check_written, read_all

FIXTURE = (Path(__file__).parent / "files" / "sms.en.yml").read_text(encoding="utf-8")

CASES = [
    ("a: Hello you\n", [Expected("a", "Hello you", {"Hello": (1, 4), "you": (1, 10)})]),
    ("a: one\n   two\n\n   three # no\n", [Expected("a", "one two\nthree", {"two": (2, 4), "three": (4, 4), " ": (1, 7)})]),
    ("a: 'It''s\n   me'\n", [Expected("a", "It's me", {"'": (1, 7), "s": (1, 9), "me": (2, 4)})]),
    ('a: "x\\u2019y\\nz"\n', [Expected("a", "x\u2019y\nz", {"\u2019": (1, 6), "y": (1, 12), "\n": (1, 13), "z": (1, 15)})]),
    ('a: "one \\\n    two\n    three"\n', [Expected("a", "one two three", {"two": (2, 5), "three": (3, 5)})]),
    ('a: "\\U0001F600!"\n', [Expected("a", "\U0001f600!", {"!": (1, 15)})]),
    ("a: |\n  one\n   two\n\n  three\n\nb: x", [
        Expected("a", "one\n two\n\nthree\n", {"one": (2, 3), " two": (3, 3), "three": (5, 3)}), Expected("b", "x", {"x": (7, 4)})]),
    ("a: |-\n  one\n", [Expected("a", "one", {"one": (2, 3)})]),
    ("a: |2+\n   one\n\n", [Expected("a", " one\n\n", {"one": (2, 4)})]),
    ("a: >\n  one\n  two\n\n  three\n   more\n  four\n", [
        Expected("a", "one two\nthree\n more\nfour\n", {"two": (3, 3), "three": (5, 3), "more": (6, 4), "four": (7, 3)})]),
    ("a: >-\n  one\n", [Expected("a", "one", {"one": (2, 3)})]),
    ("a: >-\r\n  one\r\n  two\r\nb: 'c\r\n  d'\r\n", [
        Expected("a", "one two", {"two": (3, 3)}), Expected("b", "c d", {"d": (5, 3)})]),
    ("a: &x !!str |\n  one\n", [Expected("a", "one\n", {"one": (2, 3)})]),
    # An alias repeats a text: it is reported once, at its definition.
    ("a: &x Hello\nb: *x\n", [Expected("a", "Hello", {"Hello": (1, 7)})]),
    ("d: &d {s: Hello}\nb:\n  <<: *d\n", [Expected("d.s", "Hello", {"Hello": (1, 11)})]),
    ("- Hello\n- [a, {b: c}]\n", [
        Expected("0", "Hello", {"Hello": (1, 3)}), Expected("1.0", "a", {"a": (2, 4)}), Expected("1.1.b", "c", {"c": (2, 11)})]),
    # Only texts are messages; a quoted number is a text.
    ("a: 5\nb: yes\nc: ~\nd: 2026-01-01\ne: '5'\nf: !!str 5\n", [Expected("e", "5", {"5": (5, 5)}), Expected("f", "5", {"5": (6, 10)})]),
    ("a: x\na: y\n", [Expected("a", "x", {"x": (1, 4)}), Expected("a", "y", {"y": (2, 4)})]),
    ("a: x\n---\nb: y\n", [Expected("a", "x", {"x": (1, 4)}), Expected("b", "y", {"y": (3, 4)})]),
    ("? {a: b}\n: x\n", [Expected("?.a", "b", {"b": (1, 7)}), Expected("?", "x", {"x": (2, 3)})]),
    ("Hello", [Expected(None, "Hello", {"Hello": (1, 1)})]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_table(text: str, expected: list[Expected]) -> None:
    check_table("yaml", text, expected)


def test_fixture() -> None:
    check_table(
        "yaml",
        FIXTURE,
        [
            Expected("en.sms.welcome", "Acme: welcome, %{name}!", {"Acme": (3, 15)}, {"locale": "en"}),
            Expected("en.sms.code", "Acme: it's %{code}.\nDon’t share it.\n", {"Don": (6, 7), "’": (6, 10)}),
            Expected("en.sms.late", "Your order is late. Sorry!", {"Sorry": (9, 7)}),
            Expected("en.sms.items", "One item", {"One": (11, 13)}, {"plural": "one"}),
            Expected("en.sms.items", "%{count} items", {"%": (12, 15)}, {"plural": "other"}),
        ],
        keys=("*.sms.*",),
    )


@pytest.mark.parametrize(
    ("keys", "names", "found"),
    [
        (("*.sms.code",), (), ["en.sms.code"]),
        (("en.sms.items",), (), ["en.sms.items", "en.sms.items"]),
        ((), ("wel*",), ["en.sms.welcome"]),
        (("*.label",), ("late",), ["en.ui.label", "en.sms.late"]),
        (("nothing",), (), []),
    ],
)
def test_texts_are_chosen_by_key_and_name(keys: tuple[str, ...], names: tuple[str, ...], found: list[str]) -> None:
    assert sorted(str(each.key) for each in read_all("yaml", FIXTURE, keys=keys, names=names)) == sorted(found)


def test_a_selected_alias_gives_its_text() -> None:
    text = "common: &hello 'Hello'\nsms:\n  a: *hello\n  b: *hello\n"
    check_table("yaml", text, [Expected("sms.a", "Hello", {"Hello": (1, 17)})], keys=("sms.*",))


def test_a_top_level_key_that_is_not_a_locale_is_ignored() -> None:
    assert [each.locale for each in read_all("yaml", "to: {a: x}\nfrom: {a: y}\n")] == [None, None]


def test_the_locale_of_the_path_is_used() -> None:
    assert [each.locale for each in read_all("yaml", "a: x\n", path="translations/sms.pt-BR.yaml")] == ["pt-BR"]


_ESCAPED = {"\n": "\\n", '"': '\\"', "\\": "\\\\", "\t": "\\t", "\x85": "\\N", "\u2028": "\\L", "\xa0": "\\_"}


def _double(character: str) -> str:
    if character in _ESCAPED:
        return _ESCAPED[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"


@given(TEXTS)
def test_every_character_of_a_double_quoted_scalar_has_its_place(body: str) -> None:
    check_written("yaml", 'sms: {a: "', body, _double, '"}\n')


@given(PRINTABLE.filter(lambda text: "\n" not in text))
def test_every_character_of_a_single_quoted_scalar_has_its_place(body: str) -> None:
    check_written("yaml", "é: '", body, lambda c: "''" if c == "'" else c, "'\n")


@given(PRINTABLE.filter(lambda text: text[:1].strip() and text[-1:].strip()))
def test_every_character_of_a_literal_scalar_has_its_place(body: str) -> None:
    # Each line is indented except the first, which the prefix indents.
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    written = "a: |-\n  " + body.replace("\n", "\n  ")
    (message,) = read_all("yaml", written)
    assert message.body == body
    check_map(written, message)
    assert all(run.verbatim for run in message.map.runs)


@given(PRINTABLE, st.sampled_from(["'", '"', "|", ">", ""]), st.sampled_from([20, 80]), st.booleans())
def test_everything_the_dumper_writes_is_read_back_and_mapped_exactly(
    body: str, style: str, width: int, windows: bool
) -> None:
    written = yaml.safe_dump({"a": {"b": body}}, default_style=style or None, width=width, allow_unicode=True)
    if windows:
        written = written.replace("\n", "\r\n")
    loaded = yaml.safe_load(written)["a"]["b"]
    if not isinstance(loaded, str):
        return
    (message,) = read_all("yaml", written, keys=("a.b",))
    assert message.body == loaded
    check_map(written, message)
    # No character is lost in a coarse map: each run is one character, or the file's own text.
    assert all(run.verbatim or run.text_length == 1 for run in message.map.runs)


@pytest.mark.parametrize(
    "text",
    [
        "a: [", "a: 'x", 'a: "\\q"', "a: b: c", "\tx: y", "a: *nowhere", "a: \x00", "a: \x07", "%YAML 9.9\n---\na: b",
        "[" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000, "a: !<tag:x> [", "&a &b c", "a: |9\n x",
    ],
)  # fmt: skip
def test_what_does_not_parse_is_an_error(text: str) -> None:
    with pytest.raises(SourceError):
        read_all("yaml", text)


def test_aliases_are_not_expanded() -> None:
    bomb = "a0: &a0 lol\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 100))
    assert [each.body for each in read_all("yaml", bomb)] == ["lol"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x " * 1_000_000,
        "a: '" + " " * 2_000_000 + "x'",
        'a: "' + "\\n" * 100_000 + '"',
        "a: |\n " + "\n " * 100_000 + "x",
    ],
)
def test_a_very_long_text_is_read(text: str) -> None:
    (message,) = read_all("yaml", text)
    check_map(text, message)
