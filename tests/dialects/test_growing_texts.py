"""Texts with values in them: nested or many, their trees and the time to read them do not grow exponentially."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from smslint.dialects import parse
from smslint.dialects.expressions.expression import Reader
from smslint.dialects.lexing.words import each_word
from smslint.text.tree import Placeholder, placeholders, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.dialects.lexing.words import Word

_MOST = 3_000

NESTED = [
    ("jinja", '"{{0}}{{0}}{{0}}".format({})', 18),
    ("jinja", '"aaa"|replace("a", {})', 18),
    ("jinja", '("{{0}}{{0}}".format({})|upper)', 9),
    ("jinja", "(a if c else b)|default({})", 18),
    ("twig", '"aaa"|replace({{"a": {}}})', 9),
    ("twig", "(c ? a : b)|default({})", 18),
]


@pytest.mark.parametrize(("dialect", "layer", "depth"), NESTED, ids=[f"{each[0]} {each[1]}" for each in NESTED])
def test_the_tree_of_nested_texts_has_a_limit(dialect: str, layer: str, depth: int) -> None:
    code = "name"
    for _ in range(depth):
        code = layer.format(code)
    assert size(parse(f"{{{{ {code} }}}}", dialect), _MOST) <= _MOST


@pytest.mark.parametrize(
    ("dialect", "text"), [("jinja", '"{0}{0}".format(name)'), ("twig", '"aa"|replace({"a": name})')]
)
def test_many_values_in_one_text_are_read(dialect: str, text: str) -> None:
    assert size(parse(f"{{{{ {text} }}}}", dialect), _MOST) > 2


def test_an_argument_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0
    real = Reader.operand

    def counted(self: Reader, *arguments: object) -> object:
        nonlocal reads
        reads += 1
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "operand", counted)
    code = "name"
    for _ in range(12):
        code = f'"%s%s"|format({code})'  # one value too few: it is tried again as an unknown filter
    parse(f"{{{{ {code} }}}}", "jinja")
    assert 12 <= reads <= 24


def test_interpolations_are_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    words = 0

    def counted(*arguments: object) -> Iterator[Word]:
        nonlocal words
        for word in each_word(*arguments):  # type: ignore[arg-type]
            words += 1
            yield word

    monkeypatch.setattr("smslint.dialects.expressions.inserted.each_word", counted)
    found = []
    for count in (20, 40):
        words = 0
        parse('{{ "' + "#{a} " * count + '" }}', "twig")
        found.append(words)
    assert 20 < found[0] < found[1] < found[0] * 2.2


@pytest.mark.parametrize("call", ["replace()", "format()", "join()", "default()"])
@pytest.mark.parametrize("dialect", ["jinja", "twig"])
def test_a_call_of_a_text_without_arguments_is_read(dialect: str, call: str) -> None:
    text = parse(f'{{{{ "x"|{call} }}}}', dialect)
    assert size(text, _MOST) > 0


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("jinja", "{% set a = b|upper %}{% set c = d|default(a) %}{{ c }}"),
        ("twig", "{% set a = b|upper %}{% set c = d|default(a) %}{{ c }}"),
        ("liquid", "{% assign a = b | upcase %}{% assign c = d | append: a %}{{ c }}"),
    ],
    ids=["jinja", "twig", "liquid"],
)
def test_an_argument_in_an_assigned_value_is_what_its_name_stands_for(dialect: str, source: str) -> None:
    (node,) = placeholders(parse(source, dialect))
    ((_, argument),) = node.calls[-1].operands
    assert isinstance(argument, Placeholder)
    assert argument.name == "b"
    assert [call.name for call in argument.calls] in (["upper"], ["upcase"])
