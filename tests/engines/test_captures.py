"""Captured blocks and macros, rendered by their engines: where the text is printed, the tree has it, or says that it is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import jinja2
import pytest

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.text.tree import leaves, placeholders
from tests.dialects.oracle import check
from tests.dialects.shapes import shape
from tests.engines.engine import engine

if TYPE_CHECKING:
    from collections.abc import Callable

DATA: Final[dict[str, Any]] = {
    "name": "Zoë",
    "code": "123456",
    "brand": "Acme",
    "plan": "Basic",
    "items": ["a", "é"],
    "a": True,
    "b": False,
}

CASES = [
    ("jinja", "{% macro f() %}Reply STOP{% endmacro %}Sale {{ f() }}", "Sale Reply STOP"),
    ("jinja", "{% macro f(x, y='b') %}{{ x }}{{ name }}{% endmacro %}{{ f(1) }}", "<?x in a part><name>"),
    ("jinja", "{% macro f(x) %}A{% endmacro %}{{ f(1)|lower }}", "<?f(1)|lower|unknown>"),
    ("jinja", "{% macro f() %}F{% endmacro %}{% macro g() %}[{{ f() }}]{% endmacro %}{{ g() }}{{ g() }}", "[F][F]"),
    ("jinja", "{% macro f() %}{% for i in items %}{{ i }};{% else %}-{% endfor %}{% endmacro %}{{ f() }}", "[items*: <i>; else -]"),
    ("jinja", "{% if a %}{% macro f() %}F{% endmacro %}{% endif %}{{ f() }}", "(|)<?a macro>"),
    ("jinja", "{% set f %}Reply {{ name }}{% if a %}!{% endif %}{% endset %}{{ f }}", "Reply <name>(!|)"),
    ("jinja", "{% set f %}a{% endset %}{{ f|upper }}", "<?f|unknown|upper>"),
    ("jinja", "{% if a %}{% set f %}a{% endset %}{% endif %}{{ f }}", "(|)<?f|unknown>"),
    ("jinja", "{% set x = name %}{% set f %}{{ x }}{% endset %}{% set g %}{{ f }}.{% endset %}{{ g }}", "<name>."),
    ("liquid", "{% capture f %}Reply STOP{% endcapture %}Sale {{ f }}", "Sale Reply STOP"),
    ("liquid", "{% capture f %}{{ name }}{% if a %} b{% endif %}{% endcapture %}{{ f }}{{ f }}", "<name>( b|)<name>( b|)"),
    ("liquid", "{% capture f %}a{% endcapture %}{% capture f %}b{% endcapture %}{{ f }}", "<?f|unknown>"),
    ("liquid", "{% capture f %}a{% endcapture %}{{ f | upcase }}", "<?f|unknown|upper>"),
    ("liquid", "{% for i in items %}{% capture f %}{{ i }}{% endcapture %}{{ f }}{% endfor %}", "[items*: <?f|unknown>]"),
    ("twig", "{% set f %}Reply {{ name }}{% endset %}Sale {{ f }}", "Sale Reply <name>"),
    ("twig", "{% macro f(x) %}A{{ x }}{{ name }}{% endmacro %}{{ _self.f(1) }}", "A<?x in a part><?name in a part>"),
    ("velocity", "#define($f)Reply STOP#end$f", "Reply STOP"),
]  # fmt: skip


def render(dialect: str) -> Callable[[str], str]:
    if dialect == "jinja":
        return lambda source: jinja2.Environment().from_string(source).render(DATA)
    return lambda source: engine(dialect).render(source, DATA)


@pytest.mark.parametrize(
    ("dialect", "source", "expected"), CASES, ids=[f"{index}-{row[0]}" for index, row in enumerate(CASES)]
)
def test_a_text_of_the_template_is_read_where_it_is_printed(dialect: str, source: str, expected: str) -> None:
    tree = parse(source, dialect)
    assert shape(tree) == expected
    at = 0
    for leaf in leaves(tree):
        assert leaf.span.start == at
        at = leaf.span.end
    assert at == len(source)
    check(source, dialect, DATA, render(dialect)(source))


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("jinja", "{% from 'm' import f as g, h %}{{ g() }}"), ("jinja", "{% from 'm' import f as g, h with context %}{{ h(1) }}"),
        ("jinja", "{% import 'm' as m %}{{ m.f() }}"), ("jinja", "{% extends 'm' %}{% block a %}{{ super() }}{% endblock %}"), ("jinja", "{{ self.title() }}"),
        ("twig", "{{ block('a') }}"), ("twig", "{% extends 'm' %}{% block a %}{{ parent() }}{% endblock %}"), ("twig", "{% import 'm' as m %}{{ m.f() }}"),
        ("erb", "<%= yield %>"), ("erb", "<%= content_for :foot %>"), ("erb", "<%= capture { x } %>"),
    ],
)  # fmt: skip
def test_a_text_from_another_place_is_unknown(dialect: str, source: str) -> None:
    assert any(hole.opaque for hole in placeholders(parse(source, dialect)))


def test_a_text_that_grows_with_each_capture_is_unknown() -> None:
    source = "{% capture x0 %}ab{{ name }}{% endcapture %}"
    source += "".join(f"{{% capture x{n + 1} %}}{{{{ x{n} }}}}{{{{ x{n} }}}}{{% endcapture %}}" for n in range(40))
    assert shape(parse(source + "{{ x40 }}", "liquid")).count("?") <= 1000


MACRO = "{% macro name() %}Q{% endmacro %}"
HIDDEN = [
    MACRO + "{{ name }}", MACRO + "{{ name|upper }}", MACRO + "{{ 'a' ~ name }}", MACRO + "{% set x = name %}{{ x }}",
    MACRO + "{% if name == 'Zoë' %}A{% else %}B{% endif %}", MACRO + "{% block b %}{{ name }}{% endblock %}", MACRO + "{{ name.code }}",
    "{%- macro name () -%}Q{% endmacro %}{{ name }}", "{% macro name() %}{{ name }}{% endmacro %}{{ name() }}",
    "{% if code %}{% macro name() %}Q{% endmacro %}{% endif %}{{ name }}", "{% with %}" + MACRO + "{{ name }}{% endwith %}",
    "{% import 'm' as name %}{{ name }}", "{% import 'm' as name %}{{ name.code }}", "{% import 'm' as name with context %}{{ name['code'] }}",
    "{% import 'm' as name %}{% if name.code %}A{% else %}B{% endif %}", "{% import 'm' as name %}{{ name.code|upper }}",
    "{% from 'm' import name %}{{ name }}", "{% from 'm' import code as name, f %}{{ name|upper }}",
    "{% from 'm' import f, code as name with context %}{% set x = name %}{{ x }}",
    "{% for name in 'ab' %}{% endfor %}{{ name }}", "{% for name in 'ab' %}{{ name }}{% endfor %}",
    "{% macro f() %}{{ caller('1') }}{% endmacro %}{% call(name) f() %}{{ name }}{% endcall %}",
    "{% macro f() %}{{ name }}{% endmacro %}{% with name = 'Q' %}{{ f() }}{% endwith %}",
    "{% trans trimmed name=code %}Hi {{ name }}{% endtrans %}",
]  # fmt: skip
SEEN = [
    MACRO + "{{ name() }}{{ code }}", "{{ name }}" + MACRO, "{% macro f() %}{{ name }}{% endmacro %}{{ f() }}{{ name }}",
    "{% trans name=code %}Hi {{ name }}{% endtrans %}{{ name }}", "{% trans x=code, name='Q' %}{{ name }}{{ x }}{% endtrans %}",
    "{% trans name %}Hi {{ name }}{% endtrans %}", "{% from 'm' import f %}{{ name }}",
]  # fmt: skip


def with_parts() -> jinja2.Environment:
    part = "{% macro f() %}F{% endmacro %}{% macro name() %}Q{% endmacro %}{% set code = 'part' %}"
    made = jinja2.Environment(loader=jinja2.DictLoader({"m": part}), extensions=["jinja2.ext.i18n"])
    made.install_null_translations()  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize("source", HIDDEN)
def test_a_name_that_jinja_binds_otherwise_is_not_filled_from_the_column(source: str) -> None:
    row = {"name": "Zoë", "code": "123456"}
    with_parts().from_string(source).render(row)
    made = compile_template(parse(source, "jinja"), list(row), dialect="jinja", source=source)
    assert made.notes


@pytest.mark.parametrize("source", SEEN)
def test_a_name_is_filled_as_jinja_fills_it(source: str) -> None:
    row = {"name": "Zoë", "code": "123456"}
    made = compile_template(parse(source, "jinja"), list(row), dialect="jinja", source=source)
    assert not made.notes
    assert list(made.texts(Columns([tuple(row.values())]), 1)) == [with_parts().from_string(source).render(row)]
