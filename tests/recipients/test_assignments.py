"""Names to which the template assigns a value: filled as the engine fills them, or refused with a reason; bounds are never too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django
import jinja2
import pytest
from django.conf import settings as django_settings
from django.template import Context, Engine

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.engines.engine import engine

if TYPE_CHECKING:
    from collections.abc import Callable

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
COLUMNS = ["name", "city"]
ROWS = [("Ann", "Rome"), ("", "0"), ("x'y", "")]


def _jinja(source: str, data: dict[str, str]) -> str:
    return jinja2.Environment().from_string(source).render(data)


def _django(source: str, data: dict[str, str]) -> str:
    made = Engine(autoescape=False, libraries={"i18n": "django.templatetags.i18n"}).from_string(source)
    return str(made.render(Context(data, autoescape=False)))


def renderer(dialect: str) -> Callable[[str, dict[str, str]], str]:
    return {"jinja": _jinja, "django": _django}.get(dialect) or engine(dialect).render


GIVEN = [
    ("jinja", "{% set x = name %}Hi {{ x }}"),
    ("jinja", "{% set x = name|upper %}Hi {{ x|lower }}{% if x %}Y{% else %}N{% endif %}"),
    ("jinja", '{% set x = "abc" %}Hi {{ x }} {{ x|upper }} and ' + "{{ x }}"),
    ("jinja", "{% set x = name %}{% set y = x|upper %}{{ y }}{{ x }}"),
    ("jinja", "{{ name }}{% set name = city %}Hi {{ name }}{% if name == '0' %}zero{% endif %}"),
    ("jinja", '{% set name = name|default("you", true) %}Hi {{ name }}'),
    ("jinja", "{% with x = name, y = city|upper %}{{ x }}-{{ y }}{% endwith %}."),
    ("jinja", "{% with x = name %}{{ x }}{% with y = city %}{{ name }}{% endwith %}{% endwith %}{% with x = city %}{{ x }}{% endwith %}."),
    ("django", '{% with x=name|upper y=city %}{{ x }}{{ y }}{% if y == "0" %}zero{% endif %}{% endwith %}.'),
    ("django", '{% with name as x %}{{ x|default:"you" }}{% endwith %}.'),
    ("django", "{% load i18n %}{% blocktranslate with x=name y=city|lower %}Hi {{ x }} of {{ y }}{% endblocktranslate %}"),
    ("liquid", "{% assign x = name | upcase %}{{ x }}{% assign y = x | downcase %}{{ y }}"),
    ("liquid", "{% assign x = 'abc' %}{{ x }}{% if x %}Y{% endif %}"),
    ("jinja", "{% set x %}abc{% endset %}{{ x }}"),
    ("liquid", "{% capture name %}abc{% endcapture %}{{ name }}"),
    ("twig", "{% autoescape false %}{% set x = name|upper %}{{ x }}{% endautoescape %}"),
    ("twig", "{% autoescape false %}{% with {x: name, 'y': city} %}{{ x }}{{ y }}{% endwith %}{% endautoescape %}"),
    ("go", "{{ $x := .name }}Hi {{ $x }}{{ if $x }}Y{{ end }}{{ with $y := .city }}{{ $y }}{{ end }}"),
    ("go", '{{ $name := .name }}Hi {{ $name }}{{ $x := "a" }}{{ $x }}'),
    ("erb", "<% x = name %>Hi <%= x %><% if x == 'Ann' %>Y<% end %>"),
    ("velocity", "#set($x = $name)Hi $x"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source"), GIVEN)
def test_assigned_names_are_filled_as_the_engine_fills_them(dialect: str, source: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect)
    assert not made.missing
    limits = bounds(parse(source, dialect), {key: {"max": 5} for key in ("name", "city", "x", "y")})
    for row, texts in zip(
        ROWS, zip(*(made.texts(Columns(ROWS), 3, n) for n in range(len(made.variants))), strict=True), strict=True
    ):
        text = renderer(dialect)(source, dict(zip(COLUMNS, row, strict=True)))
        assert text in texts
        assert len(texts) == 1 or made.notes, "what is not decided is said"
        assert limits.least <= segment(text).count <= (limits.most or 99)


REFUSED = [
    ("jinja", "{% set x = name + city %}{{ x }}", "{% set x = name + city %}"),
    ("jinja", '{% if city %}{% set name = "you" %}{% endif %}{{ name }}', '{% set name = "you" %}'),
    ("jinja", "{% set x, y = name, city %}{{ y }}", "{% set x, y = name, city %}"),
    ("jinja", "{% set x = name %}{% set x = city %}{{ x }}", "{% set x = name %}"),
    ("jinja", "{{ name.foo() }}", "name.foo()"),
    ("django", "{% url 'x' as name %}{{ name }}", "{% url 'x' as name %}"),
    ("liquid", "{% increment name %}{{ name }}", "{% increment name %}"),
    ("go", "{{ $city := .name }}{{ $city }}{{ .city }}", "{{ $city := .name }}"),
    ("erb", '<% name << "x" %><%= name %>', '<% name << "x" %>'),
    ("erb", "<% x = name; y = x %><%= y %>", "<% x = name; y = x %>"),
    ("blade", "@php($name = 5)Hi {{ $name }}", "@php($name = 5)"),
]


@pytest.mark.parametrize(("dialect", "source", "quoted"), REFUSED)
def test_an_expression_that_is_not_evaluated_is_quoted_in_a_note(dialect: str, source: str, quoted: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect)
    assert quoted in made.unread
    assert any(f"`{quoted}` is too complex for smslint" in note for note in made.notes)


WIDE = [
    ("jinja", "{% set name = 'aaaaaaaaaa' %}{{ name }}", 10, 10),
    ("jinja", "{{ name }}{% if city %}{% set name = 'aaaaaaaaaa' %}{% endif %}{{ name }}", 0, 20),
    ("jinja", "{{ name }}{% if city %}{% set name = city %}{% endif %}{{ name }}", 0, None),
    ("jinja", "{% set name = city %}{{ name }}", 0, 3),
    ("jinja", "{{ name }}{% set name = other %}{{ name }}", 0, None),
    ("jinja", "{{ name }}{% set name = other.sum() %}{{ name }}", 0, None),
    ("go", "{{ $name := .other }}{{ $name }}{{ .name }}", 0, None),
]


@pytest.mark.parametrize(("dialect", "source", "least", "most"), WIDE)
def test_declared_values_do_not_apply_to_a_name_that_the_template_assigns(
    dialect: str, source: str, least: int, most: int | None
) -> None:
    found = bounds(parse(source, dialect), {each: {"max": 3, "charset": "digits"} for each in COLUMNS})
    assert (found.least_units, found.most_units) == (least, most)


def test_a_column_named_like_an_expression_gives_its_result() -> None:
    made = compile_template(parse("{{ total + tax }} due", "jinja"), ["total + tax"], dialect="jinja")
    assert list(made.texts(Columns([("5",)]), 1)) == ["5 due"]
    assert not made.notes


LONG = "q" * 200
CHANGED = [
    ("jinja", "{% set x|upper %}{{ name }}{% endset %}Hi {{ x }}"),
    ("jinja", f"{{% set x | replace('a', '{LONG}') %}}{{{{ name }}}}{{% endset %}}Hi {{{{ x }}}}"),
    ("jinja", "{% set name, x %}ab{% endset %}{{ name }}{{ x }}"),
    ("jinja", "{% set (x, name) %}ab{% endset %}{{ name }}"),
    ("jinja", f"{{% filter replace('a', '{LONG}') %}}{{{{ name }}}}{{% endfilter %}}"),
    ("jinja", "{% filter upper %}{% set name = 'x' %}{{ name }}{% endfilter %}{{ name }}"),
    ("twig", f"{{% apply replace({{'a': '{LONG}'}})|upper %}}{{{{ name }}}}{{% endapply %}}"),
    ("jinja", f"{{% set name, y = '{LONG}', 1 %}}{{{{ name }}}}"),
    ("jinja", f"{{% set (name, y) = ('{LONG}', 1) %}}{{{{ name|upper }}}}"),
    ("jinja", f"{{% with name, y = ('{LONG}', 1) %}}{{{{ name }}}}{{% endwith %}}"),
    ("jinja", f"{{% with x = 1, name, y = ('{LONG}', 1) %}}{{{{ name }}}}{{% endwith %}}"),
    ("jinja", f"{{% set d = {{'name': '{LONG}'}} %}}{{{{ d.name }}}}"),
    ("jinja", f"{{% set d = {{'name': '{LONG}'}} %}}{{{{ d['name'] }}}}"),
    ("jinja", f"{{% set d = namespace(name='{LONG}') %}}{{{{ d.name }}}}"),
    ("jinja", f"{{% set d = namespace(name='') %}}{{% set d.name = '{LONG}' %}}{{{{ d.name }}}}"),
    ("twig", f"{{% set y, name = 1, '{LONG}' %}}{{{{ name }}}}"),
    ("twig", f"{{% set d = {{name: '{LONG}'}} %}}{{{{ d.name }}}}"),
    ("twig", f"{{% set d = {{name: '{LONG}'}} %}}{{{{ d['name'] }}}}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source"), CHANGED, ids=[f"{index}-{row[0]}" for index, row in enumerate(CHANGED)])
def test_a_value_that_is_not_read_is_refused_and_has_no_limit_of_a_column(dialect: str, source: str) -> None:
    declared = {key: {"max": 3} for key in ("name", "city", "x", "y", "d.name")}
    found = bounds(parse(source, dialect), declared)
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
    assert made.notes
    assert found.most is None
    text = renderer(dialect)(source, {"name": "Ana", "city": ""})
    assert found.least <= segment(text).count
