"""What a template passes to a part is what the part prints, whatever the project declares for the same name."""

from __future__ import annotations

import pytest

from smslint.dialects import grammar_of
from smslint.dialects.parts.composed import Composed, Part
from smslint.dialects.parts.composing import compose
from smslint.dialects.parts.references import REFERENCES
from smslint.text.bounds import bounds
from tests.dialects.shapes import shape

LONG = "L" * 200
VALUES = {"x": {"max": 5}, "n": {"max": 5}, "b": {"max": 5}, "xs": {"max_items": 1}, ".": {"max": 5}}


def composed(dialect: str, source: str, files: dict[str, str]) -> Composed:
    kept = {name: text.replace("LONG", LONG) for name, text in files.items()}

    def load(name: str, _by: str) -> Part | None:
        return next((Part(each, kept[each]) for each in REFERENCES[dialect].files(name) if each in kept), None)

    grammar = grammar_of(dialect)
    assert grammar is not None
    found = compose(source.replace("LONG", LONG), dialect, grammar, load, "message")
    assert found is not None
    return found


CASES = [
    ("handlebars", "{{> foot x='LONG'}}", {"foot.hbs": "{{x}}"}, "LONG"),
    ("handlebars", "{{> foot x=n y=3 z=(foo a)}}", {"foot.hbs": "{{x}}{{y}}{{z}}{{n}}"}, "<n>3<z|unknown><n>"),
    ("handlebars", "{{> foot other x='LONG'}}", {"foot.hbs": "{{x}}{{n}}"}, "LONG<?n in a part>"),
    ("liquid", "{% render 'foot', x: 'LONG' %}", {"foot.liquid": "{{x}}{{n}}"}, "LONG<?n in a part>"),
    ("liquid", "{% include 'foot', x: n, y: 'a' %}", {"foot.liquid": "{{x}}{{y}}"}, "<n>a"),
    ("liquid", "{% include 'foot' with 'LONG' %}", {"foot.liquid": "{{foot}}"}, "LONG"),
    ("liquid", "{% render 'foot' with n as y %}", {"foot.liquid": "{{y}}"}, "<n>"),
    ("liquid", "{% render 'foot' for xs as x %}", {"foot.liquid": "{{x}} {{n}}"}, "[xs*: <x|unknown> <?n in a part>]"),
    ("liquid", "{% include 'foot' with xs %}", {"foot.liquid": "{{foot}} {{n}}"}, "[xs*: <foot|unknown> <n>]"),
    ("liquid", "{% render 'foot', x: n %}", {"foot.liquid": "{% render 'bar', n: x %}{{ n }}", "bar.liquid": "{{ n }}{{ x }}"},
     "<n><?x in a part><?n in a part>"),
    ("django", "{% include 'foot' with x='LONG' %}{{ x }}", {"foot": "{{ x }}"}, "LONG<x>"),
    ("django", "{% include 'foot' with x=n|upper y=x only %}", {"foot": "{{ x }}{{ y }}{{ n }}"}, "<n|upper><x><?n in a part>"),
    ("django", "{% include 'foot' with xs=ys %}", {"foot": "{% for i in xs %}LONG{% endfor %}"}, "[ys*: LONG]"),
    ("django", "{% include 'foot' with x=n only %}", {"foot": "{% include 'bar' with y=n x=x %}", "bar": "{{ y }}{{ x }}"}, None),
    ("django", "{% include 'foot' with x='LONG' %}", {"foot": "{% for x in xs %}{{ x }}{% endfor %}{{ x }}"}, "[xs*: <x>]LONG"),
    ("liquid", "{% render 'foot', x: 'LONG', xs: xs %}", {"foot.liquid": "{% for x in xs %}{{ x }}{% endfor %}{{ x }}"}, "[xs*: <x>]LONG"),
    ("handlebars", "{{> foot x='LONG'}}", {"foot.hbs": "{{#each xs as |x|}}{{x}}{{/each}}{{x}}"}, "[xs*: <?x in a part>]LONG"),
    ("twig", "{% include 'foot' with {x: 'LONG'} %}", {"foot": "{{ x }}"}, "LONG"),
    ("twig", "{% include 'foot' with {x: n ? 'a' : 'b', 'y': n} only %}", {"foot": "{{ x }}{{ y }}{{ b }}"}, "(a|b)<n><?b in a part>"),
    ("twig", "{{ include('foot', {x: 'LONG'}) }}", {"foot": "{{ x }}"}, "LONG"),
    ("twig", "{{ include('foot', {x: 'LONG'}, with_context = false) }}", {"foot": "{{ x }}{{ n }}"}, "LONG<?n in a part>"),
    ("twig", "{% extends 'base' %}{% set x = 'LONG' %}", {"base": "{{ x }}"}, "LONG"),
    ("jinja", "{% extends 'base' %}{% set x='LONG' %}", {"base": "{{ x }}"}, "LONG"),
    ("jinja", "{% extends 'base' %}{% if n %}{% set x='LONG' %}{% else %}text{% endif %}", {"base": "{{ x }}"}, None),
    ("blade", "@include('foot', ['x' => 'LONG', 'y' => $n, 'z' => f($n)])", {"foot.blade.php": "{{ $x }}{{ $y }}{{ $z }}{{ $n }}"},
     "LONG<n><z|unknown><n>"),
    ("erb", "<%= render 'foot', x: 'LONG', y: n %>", {"_foot.erb": "<%= x %><%= y %><%= n %><%= @n %>"}, "LONG<n><?n in a part><@n>"),
    ("erb", "<%= render partial: 'foot', locals: {x: 'LONG', y: n} %>", {"_foot.erb": "<%= x %><%= y %>"}, "LONG<n>"),
    ("erb", "<%= render 'foot', :x => 'LONG' %>", {"_foot.erb": "<%= x %>"}, "<?x in a part>"),
    ("velocity", "#set($x='LONG')#parse('foot.vm')", {"foot.vm": "$x"}, "LONG"),
    ("velocity", '#set($x="LONG")#parse(\'foot.vm\')', {"foot.vm": "$x"}, "LONG"),
    ("go", '{{template "foot" "LONG"}}{{define "foot"}}{{.}}{{end}}', {}, "<?. in a part>"),
    ("go", '{{template "foot" .Order}}{{define "foot"}}{{.x}}{{end}}', {}, "<?x in a part>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "source", "files", "expected"), CASES, ids=[f"{index}-{row[0]}" for index, row in enumerate(CASES)]
)
def test_a_part_prints_what_is_passed_to_it(
    dialect: str, source: str, files: dict[str, str], expected: str | None
) -> None:
    found = composed(dialect, source, files)
    assert not found.unread
    limits = bounds(found.text, VALUES)
    if expected is None:
        assert limits.most is None or limits.most > 1 or "LONG" not in source
        assert limits.least == 1
    else:
        assert shape(found.text).replace(LONG, "LONG") == expected
        if "LONG" in expected and not expected.startswith("["):
            assert limits.least == 2


UNREAD = [
    ("twig", "{% embed 'a' %}{% block b %}x{% endblock %}{% endembed %}", "smslint does not read embed"),
    ("twig", "{% use 'a' %}x", "smslint does not read use"),
    ("twig", "{% import 'a' as m %}{{ m.f() }}", "smslint does not read import"),
    ("twig", "{{ source('a') }}", "smslint does not read source"),
    ("jinja", "{%- import 'a' as m %}{{ m.f() }}", "smslint does not read import"),
    ("jinja", '{% from "a" import f %}{{ f(n) }}', "smslint does not read from"),
    ("liquid", "{% section 'a' %}", "smslint does not read section"),
    ("jinja", "{% include 'a' ~ n %}", "its name is known only when the template is rendered"),
    ("jinja", "{% include 'a' if n else 'b' %}", "its name is known only when the template is rendered"),
    ("liquid", "{% layout 'a' %}", "smslint does not read layout"),
    ("erb", "<%= render partial: 'a', collection: xs %>", "smslint does not read render with a collection, an object or a layout"),
    ("go", 'a {{ include "foot.tpl" . }}', "smslint does not read include, a function that a program adds"),
    ("go", 'a {{- include "foot.tpl" . | nindent 2 }}', "smslint does not read include, a function that a program adds"),
    ("go", 'a {{ partial "foot.tpl" . }}', "smslint does not read partial, a function that a program adds"),
    ("go", 'a {{ partials.IncludeCached "foot.tpl" . }}', "smslint does not read partials.IncludeCached, a function that a program adds"),
    ("go", "a {{ tpl .Values.text . }}", "smslint does not read tpl, a function that a program adds"),
    ("handlebars", 'a {{ include "foot.tpl" . }}', "smslint does not read include, a helper that a program adds"),
    ("handlebars", "a {{{snippet 'foot'}}}", "smslint does not read snippet, a helper that a program adds"),
    ("handlebars", "a {{> (lookup . 'x')}}", "its name is known only when the template is rendered"),
    ("liquid", "a {% liquid\n assign y = 1\n render 'a'\n%}", "smslint does not read the tag liquid"),
    ("liquid", "a {{content_blocks.${foot}}}", "smslint does not read content blocks"),
    ("liquid", "a {{ content_blocks.${foot} | id: 'cb1' }}", "smslint does not read content blocks"),
    ("liquid", "a {{ snippets.foot }}", "smslint does not read snippets"),
    ("liquid", "a {% connected_content https://a.example/ %}", "smslint does not read connected_content"),
    ("twig", "a {{ block('x', 'a') }}", "smslint does not read a block of another file"),
    ("twig", 'a {{- block("x", "a")|upper -}}', "smslint does not read a block of another file"),
    ("twig", "a {{ n ~ include('a') }}", "smslint reads include only where nothing else is printed with it"),
    ("twig", "a {{ include(template_from_string(n)) }}", "smslint does not read template_from_string"),
    ("erb", "a <%= render_to_string('a') %>", "smslint does not read render_to_string"),
    ("erb", "a <%= ERB.new(File.read('a.erb')).result %>", "smslint does not read ERB.new"),
    ("erb", "a <%= File.read('a.txt') %>", "smslint does not read File.read"),
    ("erb", "a <%= render n %>", "its name is known only when the template is rendered"),
    ("blade", "a @livewire('foot')", "smslint does not read @livewire"),
    ("blade", "a @livewire('foot', ['x' => $n])", "smslint does not read @livewire"),
    ("blade", "a @stack('foot')", "smslint does not read @stack"),
    ("blade", "a {!! view('foot') !!}", "smslint does not read views that code prints"),
    ("blade", "a {{ View::make('foot', [])->render() }}", "smslint does not read views that code prints"),
    ("velocity", "a #evaluate($foot)", "smslint does not read #evaluate"),
    ("velocity", "a #parse($foot)", "its name is known only when the template is rendered"),
    ("django", "a {% include foot %}", "its name is known only when the template is rendered"),
    ("jinja", "a {% include foot %}", "its name is known only when the template is rendered"),
    ("blade", "a <x-foo/>", "smslint does not read components that are written as tags"),
    ("blade", "a <x-foo>Reply STOP</x-foo>", "smslint does not read components that are written as tags"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "source", "why"), UNREAD, ids=[f"{row[0]}-{row[2]}-{len(row[1])}" for row in UNREAD]
)
def test_the_reason_is_the_true_one(dialect: str, source: str, why: str) -> None:
    found = composed(dialect, source, {"a": "text", "a.liquid": "text", "_a.erb": "text"})
    assert [each.why for each in found.unread] == [why]
    assert bounds(found.text, VALUES).most is None


@pytest.mark.parametrize(
    ("dialect", "source"),
    [
        ("go", "{{ $partial := .x }}a {{ .include }} {{ $partial }}"), ("go", "{{/* include */}}a {{ .x }}"), ("handlebars", "a {{include}} {{render}} {{partial.x}}"),
        ("liquid", "a {% liquid\n assign y = 1\n echo y\n%}"), ("liquid", "a {{ 'snippets.x' }} {{ content }}"),
        ("twig", "{% block x %}a{% endblock %}{{ block('x') }}"), ("twig", "a {{ 'include(x)' }} {{ m.include('x') }}"),
        ("erb", "a <%= rendered %> <%= profile.read %>"), ("blade", "a {{ $view }} {{ preview($n) }}"), ("velocity", "a $evaluate"),
    ],
)  # fmt: skip
def test_words_like_those_of_an_inclusion_are_none(dialect: str, source: str) -> None:
    grammar = grammar_of(dialect)
    assert grammar is not None
    found = compose(source, dialect, grammar, lambda _name, _by: None)
    assert found is None or not found.unread


def test_an_import_alone_prints_nothing() -> None:
    found = composed("jinja", "{% import 'a' as m %}Hi", {"a": "text"})
    assert len(found.unread) == 1
    assert bounds(found.text, VALUES).most == 1
