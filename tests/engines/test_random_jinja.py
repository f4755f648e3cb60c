"""Random Jinja templates, rendered by Jinja.

A name is not assigned after its first use inside a ``with``: to Jinja it is undefined in there (``test_assigned_later.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from tests.engines.curly_templates import CONDITIONS, KEPT, Curly
from tests.engines.random_templates import SIZES, Draw, Renderer, hold

if TYPE_CHECKING:
    from collections.abc import Callable

DIALECT = "jinja"
REFUSED = (jinja2.TemplateError, TypeError, ValueError, AttributeError)


class Jinja(Curly):
    dialect = DIALECT
    undecided = ("loop", "called", "included")
    trims = ("-", "-", "+")
    right_trims = ("-", "-", "+")
    outputs = ("name", "code", "brand", "'}}'", '{"a": 1}', '{"a": {"b": name}}.a.b', "{'}': '}}'}['}']", "[name, '%}'][0]", "(name)", "name or '}'", "''", "name|default('{{')",
               "{}", "{'a': '\"'}", '"\\"}}"', "'a' if a else '}}'", "name ~ '}}'", "name|replace('}}', '{')", "[[1]]", "({'a': (1, 2)})|length", "-5", "z", "z|upper", "z ~ name", "größe", "name|default('x', true)", "name|replace('a', 'bc')",
               "name|truncate(5)", "code|truncate(3, true, '')", "name|trim|upper", "name|title", "plan|capitalize", "brand|lower", "name|length", "name if plan else code",
               "code|int + 1", "name|center(9)", "name[:2]", "code[-4:]", "name|first", "name|default('x')|upper ~ brand", "plan or name", "a and name", "name|e", "code|list|join('-')")  # fmt: skip
    conditions = (
        *CONDITIONS,
        "{'a': 1}['a']",
        "{}",
        "('%}')",
        "name in {'x': 1}",
        "-1",
        '"x" in name',
    )
    items = (
        "item in items",
        "item\nin items",
        "item in items if item",
        "k in {'a': {'b': 1}}",
        "k in ['%}']",
        "k in [1, 2]",
        "(k, v) in [(1, 2)]",
    )

    def raw(self) -> str:
        kinds = ("-", "+")
        opened = (
            "{%" + self.trim(kinds) + self.pick(self.edges) + "raw" + self.pick(self.edges) + self.trim(("-",)) + "%}"
        )
        closed = (
            "{%" + self.trim(kinds) + self.pick(self.edges) + "endraw" + self.pick(self.edges) + self.trim(kinds) + "%}"
        )
        return opened + self.pick(["", " ", "{{ x }}", "{% if %}", "{# ", "\n{% endraw", " {%- ", "}} \n"]) + closed

    def captured(self) -> str:
        return self.pick(["z", "z | upper", "z | replace('=', '')"])

    def called(self) -> str:
        name = f"m{self.random.randint(0, 10**9)}"
        made = (
            self.tag("macro", name + self.pick(["()", "(x='%}')", "(x={'a': 1})"]))
            + "{{ caller() if caller }}"
            + self.tag("endmacro")
        )
        return (
            made
            + self.tag("call", self.pick(["", "(user) "] if self.chance(0.5) else [""]) + name + "()")
            + "c"
            + self.tag("endcall")
        )

    def wrapped(self) -> str:
        word, rest = self.random.choice(
            [
                ("with", "z = {'a': 1}"),
                ("with", "z = brand"),
                ("with", "name = code, z = name"),
                ("autoescape", "false"),
                ("filter", "upper"),
                ("filter", "replace('}}', '%}')"),
            ]
        )
        if self.decided and word == "filter":
            word, rest = "with", "z = plan"
        return self.tag(word, rest) + self.body() + self.tag("end" + word)

    def included(self) -> str:
        return self.tag(
            self.pick(["include", "include"]), self.pick(["'foot'", '"foot" ignore missing', "['none', 'foot']"])
        )

    def more(self) -> list[Callable[[], str]]:
        return [*super().more(), self.raw, self.assigned, self.called, self.wrapped, self.included]


def make(draw: Draw) -> str:
    return draw.as_a(Jinja).whole()


def renderer() -> Renderer:
    environment = jinja2.Environment(loader=jinja2.DictLoader(KEPT))

    def render(source: str, data: dict[str, Any]) -> str:
        return environment.from_string(source).render(data)

    return render


@pytest.mark.parametrize("count", SIZES)
def test_what_jinja_renders_is_a_rendering_of_our_tree(count: int) -> None:
    hold(DIALECT, make, renderer(), REFUSED, count)
