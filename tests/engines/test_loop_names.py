"""Variables of loops with the name of something that the template assigns: inside the loop its value is not the assigned one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import jinja2
import pytest

from tests.dialects.oracle import check
from tests.engines.engine import engine
from tests.engines.test_random_django import renderer as django

if TYPE_CHECKING:
    from collections.abc import Callable

DATA: Final[dict[str, Any]] = {"name": "Zoë", "code": "123456", "items": ["a", "é é"], "a": True, "b": False}

CASES = [
    ("jinja", "{% set x = 'q' %}{% for x in items %}{{ x }}{% endfor %}{{ x }}"),
    ("jinja", "{% set x = 'q' %}{% for x in [] %}{{ x }}{% else %}{{ x }}{% endfor %}"),
    ("jinja", "{% set x = 'q' %}{% for y, (x, z) in [('b', ('cc', 'd'))] %}{{ x }}{% if x == 'q' %}!{% endif %}{% endfor %}{{ x }}"),
    ("jinja", "{% set items = ['b', 'b', 'b', 'b', 'b'] %}{% for items in items %}{{ items }}{% endfor %}"),
    ("jinja", "{% set x = 'q' %}{% for x in items %}{% set y = x %}{{ y }}{% endfor %}"),
    ("twig", "{% set x = 'q' %}{% for k, x in items %}{{ x }}{% if x == 'q' %}!{% endif %}{% endfor %}{{ x }}"),
    ("twig", "{% set x %}q{% endset %}{% for x in items %}{{ x }}{% endfor %}{{ x }}"),
    ("liquid", "{% assign x = 'q' %}{% for x in items %}{{ x }}{% endfor %}{{ x }}"),
    ("liquid", "{% capture x %}q{% endcapture %}{% for x in items %}{{ x }}{% endfor %}{{ x }}"),
    ("django", "{% with x='q' %}{% for y, x in pairs %}{{ x }}{% empty %}{{ x }}{% endfor %}{{ x }}{% endwith %}"),
    ("django", "{% with x='q' %}{% for x in items %}{{ x }}{% endfor %}{{ x }}{% endwith %}"),
    ("go", '{{$x := "q"}}{{range $x := .items}}{{$x}}{{end}}{{$x}}'),
    ("go", '{{$x := "q"}}{{range $i, $x := .items}}{{$x}}{{end}}{{$x}}'),
    ("go", '{{$x := "q"}}{{range $x = .items}}{{$x}}{{end}}{{$x}}'),
    ("erb", "<% x = 'q' %><% items.each do |x| %><%= x %><% end %><%= x %>"),
    ("erb", "<% x = 'q' %><% items.each_with_index do |(x, y), i| %><%= x %><% end %><%= x %>"),
    ("erb", "<% x = 'q' %><% for x in items %><%= x %><% end %><%= x %>"),
    ("erb", "<% x = 'q' %><% x, y = name, code %><%= x %>"),
    ("velocity", "#set($x = 'q')#foreach($x in $items)$x#end$x"),
]  # fmt: skip


def _renders(dialect: str) -> Callable[[str, dict[str, Any]], str]:
    if dialect == "jinja":
        return lambda source, data: jinja2.Environment().from_string(source).render(data)
    return django() if dialect == "django" else engine(dialect).render


@pytest.mark.parametrize(("dialect", "source"), CASES)
def test_a_loop_gives_its_variable_a_value_of_its_own(dialect: str, source: str) -> None:
    check(source, dialect, DATA, _renders(dialect)(source, dict(DATA)))


QUESTIONS = [
    "<%= name.start_with?('a') %>", "<%= name.include?(code) %>", "<%= items.include? name %>", "<%= 'x' unless name.start_with?('b') %>",
    "<%= name.include?('o')?'yes':'no' %>", "<%= name.include?('o') ? 'yes' : 'no' %>", "<%= (name.empty?) ? 1 : 2 %>", "<%= a ?'y':'n' %>",
]  # fmt: skip


@pytest.mark.parametrize("source", QUESTIONS)
def test_a_question_mark_of_a_method_begins_no_choice_in_ruby(source: str) -> None:
    check(source, "erb", DATA, engine("erb").render(source, DATA))
