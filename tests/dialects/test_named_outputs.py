"""Templates of nothing but text and names in braces are read without tokens; the tree is the one that the tokens make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smslint.dialects import DIALECTS, grammar_of
from smslint.dialects.lexing.lexer import Lexer
from smslint.errors import TemplateError

if TYPE_CHECKING:
    from smslint.dialects.blocks.grammar import Grammar

GRAMMARS = {name: grammar for name in DIALECTS if (grammar := grammar_of(name)) is not None}
READ = {
    name for name, each in GRAMMARS.items() if isinstance(each.lexer, Lexer) and each.lexer.named_outputs("{{ a }}")
}
PIECES = (
    "Hi ", "{{ name }}", "{{name}}", "{{  _x9 }}", "{{ not }}", "{{ if }}", "{{ true }}", "{{ None }}", "{{ loop }}", "{{ super }}",
    "{{ self }}", "{{ forloop }}", "{{ empty }}", "{{ a.b }}", "{{ a|upper }}", "{{ ä }}", "{{ }}", "{{", "}}", "{", "}", "{% if a %}",
    "{% endif %}", "{{- a }}", "{{ a -}}", "{# c #}", " ", "\n", "\r", "\\", "'", "+", "block", "your parents", "super",
)  # fmt: skip


def by_tokens(grammar: Grammar, source: str) -> object:
    return parsed(grammar._replace(stepped=grammar.stepped or (lambda node, _blocks, _source: node)), source)


def parsed(grammar: Grammar, source: str) -> object:
    try:
        return grammar.parse(source)
    except TemplateError as error:
        return str(error), error.span


def test_the_curly_languages_are_read_so() -> None:
    assert {"jinja", "django", "liquid", "twig"} <= READ
    assert READ.isdisjoint({"handlebars", "mustache", "go", "blade", "erb", "velocity", "terraform"})


@pytest.mark.parametrize("name", sorted(GRAMMARS))
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=6))
@example(pieces=["{{ name }}", "\n"])
@example(pieces=["\\", "{{ name }}"])
@example(pieces=["{", "{{ name }}", "}"])
@example(pieces=["Hi ", "{{ not }}"])
def test_the_tree_is_the_one_that_tokens_make(name: str, pieces: list[str]) -> None:
    source = "".join(pieces)
    assert parsed(GRAMMARS[name], source) == by_tokens(GRAMMARS[name], source)
