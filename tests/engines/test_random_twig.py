"""Random Twig templates, rendered by Twig (PHP)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.bounds import bounds
from tests.engines.curly_templates import CONDITIONS, KEPT, Curly
from tests.engines.engine import EngineError, engine
from tests.engines.random_templates import SIZES, Draw, Renderer, hold

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "twig"
REFUSED = (EngineError,)


class Twig(Curly):
    dialect = DIALECT
    edges = (" ", " ", "", "\n", "\t", "\v", "\f", "\r\n")
    undecided = ("loop", "macro", "included")
    trims = right_trims = output_trims = ("-", "~")
    outputs = ("name", "code", "brand", "'}}'", "{'a': 1}.a", "{'a': {'b': name}}.a.b", "{'}': '}}'}['}']", "[name, '%}'][0]", "(name)", "name ?: '}'", "''", "name|default('{{')",
               '"#{ name }}}"', '"a #{ {\'b\': "}}"}.b } c"', '"\\"}}"', "a ? '}}' : '{'", "name ~ '}}'", "name|replace({'}}': '{'})", '"#{ "#{ name }" }"', "{'a': [1, {'b': 2}]}|length",
               "'#{ x }'", "-5", "name ?? '}}'", "z", "z|upper", "z ~ name", "größe", "name|default('x')", "name|replace({'a': 'bc', ' ': ''})", "name|slice(0, 3)",
               "code[-4:]", "name[:2]", "name|trim|upper", "name|title", "plan|capitalize", "brand|lower", "name|length", "name ? plan : code", "code + 1", "name|first", "plan ?: name",
               "name|e('js')", "code|split('')|join('-')", "name|trim('a')", "code|number_format(2)", "name|escape")  # fmt: skip
    conditions = (
        *CONDITIONS,
        "{'a': 1}.a",
        "('%}')",
        "name in {'x': 1}",
        "name is empty",
        "name starts with 'a'",
        "name is not empty and plan ends with 'c'",
        "a > 0",
        '"%}" in name',
        '"#{ {\'x\': "%}"}.x }"',
    )
    items = ("item in items", "item\nin items", "k in {'a': {'b': 1}}", "k in ['%}']", "k in 1..2", "k, v in {'a': 1}")
    comments = (" c ", "", " {{ x }} ", " {% if %} ", "a\nb", "'", " {# ", "\n")
    otherwise = "elseif"

    def raw(self) -> str:
        inner = self.pick(["", " ", "{{ x }}", "{% if %}", "{# ", "\n{% endverbatim", " {%- ", "}} \n"])
        return self.tag("verbatim") + inner + self.tag("endverbatim")

    def short(self) -> str:
        return self.tag(
            "block",
            f"s{self.random.randint(0, 10**9)}"
            + self.pick([" ", "\n"])
            + self.pick(["name|lower", "name", "'%}'", "{'a': 1}.a", "name ~ '!'"]),
        )

    def wrapped(self) -> str:
        word, rest = self.random.choice(
            [
                ("with", "{'z': {'a': 1}}"),
                ("with", "{z: name}"),
                ("with", "{name: code, 'z': plan}"),
                ("autoescape", "false"),
                ("apply", "upper"),
                ("apply", "replace({'}}': '%}'})"),
                ("embed", "'foot'"),
            ]
        )
        if self.decided and word in {"apply", "embed"}:
            word, rest = "with", "{z: plan}"
        inner = self.blank() if word == "embed" else self.body()
        return self.tag(word, rest) + inner + self.tag("end" + word)

    def included(self) -> str:
        return self.tag(self.pick(["include", "include", "use"]), self.pick(["'foot'", '"foot"']))

    def macro(self) -> str:
        return self.tag("macro", f"m{self.random.randint(0, 10**9)}(x = '%}}')") + "x" + self.tag("endmacro")

    def before_parent(self) -> str:
        return ""

    def after_parent(self) -> str:
        return self.blank()

    def more(self) -> list[Callable[[], str]]:
        return [*super().more(), self.raw, self.assigned, self.short, self.wrapped, self.included, self.macro]


def make(draw: Draw) -> str:
    return draw.as_a(Twig).whole()


def renderer() -> Renderer:
    return partial(engine(DIALECT).render, partials=KEPT)


@pytest.mark.parametrize("count", SIZES)
def test_what_twig_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)


@pytest.mark.parametrize("space", ["\u2003", "\u00a0", "\x85", "\x1c", "\v", "\f"])
def test_only_white_space_of_ascii_is_around_the_end_of_verbatim(space: str) -> None:
    source = "{% verbatim %}{{ x }}{%" + space + "endverbatim %}y{% endverbatim %}"
    try:
        shown = engine("twig").render(source, {})
    except EngineError:
        with pytest.raises(TemplateError):
            parse(source, "twig")
        return
    assert bounds(parse(source, "twig")).most_witness == shown
