"""Which dialect a text is taken for: a row for each construct that tells, and texts that have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import DIALECTS
from smslint.dialects.detect import PLAIN, detect

TELLING = """
django      {% load i18n %}{{ x }}
django      {% blocktrans trimmed %}a {{ token }}{% endblocktrans %}
django      {% trans "Hi" %}
django      {% comment %}a{% endcomment %}{% load x %}{{ x }}
django      {{ x|default:"y" }}
django      {{ name|capfirst }}
django      {{ name|truncatechars:9 }}
django      {{ person|lookup:'X'|default:'' }}
liquid      {{ x | default: 'y' }}
liquid      {{ x | truncate: 20, '...' }}
liquid      {{ name | upcase }}
liquid      {% if x %}a{% elsif y %}b{% endif %}
liquid      {% assign x = 1 %}{{ x }}
liquid      {% capture x %}a{% endcapture %}
liquid      {% unless x %}a{% endunless %}
liquid      {{${first_name}}}
liquid      {{${first_name} | default: 'there'}}
liquid      {% # a comment %}{{ x }}
liquid      {% if n == blank %}a{% endif %}
liquid      {% if tags contains 'x' %}a{% endif %}
liquid      {% for i in xs limit:2 %}{{ i }}{% endfor %}
django      {% for i in xs %}{{ forloop.counter }}{% endfor %}
liquid      {% for i in xs %}{{ forloop.index }}{% endfor %}
jinja       {% for i in xs %}{{ loop.index }}{% endfor %}
jinja       {% if n is defined %}a{% endif %}
django      {% include 'foot.txt' with n=1 %}
twig        {% include 'foot.txt' with {n: 1} %}
liquid      {% include 'foot', n: 1 %}
jinja       {% include 'foot.txt' without context %}
plain       Hi <%- name %>
plain       Hi <%- include('foot') %>
plain       <%_ if (x) { _%>a<%_ } _%>
plain       <%= if @x do %>a<% end %>
plain       {if $x}a{else}b{/if}
plain       Hi {include file='foot.tpl'}
plain       Hi {$name|upper}
erb         <%- if x -%>a<%- end -%>
erb         Hi <%= name %><%- x = 1 -%>
twig        {% if x %}a{% elseif y %}b{% endif %}
twig        {{ x ?? 'b' }}
twig        {{ "#{name}"|upper }}
twig        {{ "Hi #{name}" }}
jinja       {{ name[::-1] }}
twig        {{ x ? 'a' : 'b' }}
twig        {{ "now"|date("Y") }}
twig        {%~ if x ~%}a{% endif %}
jinja       Hi {{ name }}
jinja       {% if x %}a{% elif y %}b{% endif %}
jinja       {{ x|default('y') }}
jinja       {% trans %}Hi{% endtrans %}
jinja       {% set x = 1 %}{{ x }}
jinja       {% for x in xs %}{{ x }}{% endfor %}
jinja       {{ 'a' if x else 'b' }}
jinja       {{ object.name or 'there' }}
jinja       {{ _("hi") }}
jinja       {% custom %}
handlebars  {{{x}}}
handlebars  {{#if x}}a{{else}}b{{/if}}
handlebars  {{#x}}a{{/x}}
handlebars  {{#each xs}}{{this}}{{/each}}
handlebars  {{#> layout}}a{{/layout}}
handlebars  {{> partial}}
handlebars  {{defaultIfEmpty firstName "there"}}
handlebars  {{~name~}}
handlebars  {{#if a}}b{{else if c}}d{{/if}}
mustache    {{1}} is ready
mustache    {{=<% %>=}}Hi <% name %>
mustache    {{=[[ ]]=}}Hi [[name]], <%= it %>
mustache    Hi {{name}}, {{= | | =}}|code|
go          Hi {{ .Name }}
go          {{ if .X }}a{{ else }}b{{ end }}
go          {{/* c */}}{{ template "app.name" }}
go          {{- range .Items }}{{ . }}{{ end -}}
go          {{ $x := .Name }}{{ $x }}
blade       Hi {{ $name }}
blade       {{ $user->name }}
blade       {!! $name !!}
blade       @if($x) a @endif
blade       {{-- a comment --}}
velocity    #if($x) a #end
velocity    Hi $!name
erb         Hi <%= name %>
erb         <% if x %>a<% end %>
dollar      Hi ${name}
percent     Hi %{name}
percent     Hi %(name)s
percent     Hi %<name>s
percent     Order %1$s
percent     Hi %s
parens      Hi ((name))
brackets    Hi [[name]]
icu         {n, plural, one {# item} other {# items}}
icu         On {d, date, short} for {name}
brace       Hi {name}
brace       Hi {0}
brace       {amount:.2f} EUR
brace       Your code {####}
plain       Hi *|FNAME|*, %%First_Name%%, [name]
plain       Hi <%name%>
plain       Hi <% first_name %>
plain       Hi {{name}
plain       Hi {{lead.First Name:default=there}}
plain       <% if (x) { %>a<% } else { %>b<% } %>
plain       50% off, up to 20%d, at 10:30 for $5
plain       {{}} {} {% %} (( )) [[ ]] ${} %()
plain       a@if.example #SALE
""".strip("\n").splitlines()


@pytest.mark.parametrize("row", TELLING, ids=[" ".join(row.split()) for row in TELLING])
def test_what_tells(row: str) -> None:
    dialect, text = row.split(maxsplit=1)
    found = detect(text)
    assert found.dialect == dialect
    assert bool(found.evidence) == (dialect != "plain")
    assert all(each in text for each in found.evidence)


HOSTS = [
    # What the file's format says, a text, the dialect, and whether the text itself tells it.
    ("percent", "Hi %s, order %2$d", "percent", False),
    ("percent", "Hi {{ name }} %s", "jinja", True),
    ("percent", "Hi {name}", "brace", True),
    ("percent", "50% off", "plain", False),
    ("colon", "Hi :firstName", "colon", False),
    ("colon", "{0} none|{1} one|[2,*] :count items", "colon", False),
    ("colon", "Hi {name}", "brace", True),
    ("colon", "Hi {{ name }}, :shop", "jinja", True),
    ("colon", "At 10:30, see https://acme.example", "plain", False),
    ("icu", "Hi {name}", "icu", False),
    ("icu", "Hi %(name)s", "percent", True),
    ("message_format", "It's {0}", "message_format", False),
    ("message_format", "Hi %1$s", "percent", True),
    ("message_format", "Hi {name}", "brace", True),
    (None, "Hi :firstName", "plain", False),
]


@pytest.mark.parametrize(("host", "text", "dialect", "tells"), HOSTS, ids=[f"{row[0]} {row[1]}" for row in HOSTS])
def test_what_the_format_of_a_file_says(host: str | None, text: str, dialect: str, tells: bool) -> None:
    found = detect(text, host)
    assert (found.dialect, bool(found.evidence)) == (dialect, tells)


ALSO = [
    # A text, and what else it may be.
    ('{{ x|default:"y" }}', ("liquid",)),
    ("{{ x|default('y') }}", ("twig",)),
    ("{{ name[1:2] }}", ("twig",)),
    ("{{ name|upper }}", ()),
    ("{{ name|length }}", ()),
    ("{%- if x -%} a {%- endif -%}", ("liquid", "twig")),
    ("{% if x %}\na{% endif %}", ("django", "liquid", "twig")),
    ("{% if x %}a{% endif %}", ()),
    ("{{ forloop.last }}", ()),
    ("{{#x}}a{{/x}}", ("mustache",)),
    ("{{=<% %>=}}Hi <% name %>", ()),
    ("Hi {{ name }}", ()),
    ("{{ x | default: 'y' }}", ()),
    ("{% load x %}{{ x|default:'y' }}", ()),
]


@pytest.mark.parametrize(("text", "also"), ALSO, ids=[row[0] for row in ALSO])
def test_what_else_fits(text: str, also: tuple[str, ...]) -> None:
    assert detect(text).also == also


def test_a_long_construct_is_shown_by_its_beginning() -> None:
    (shown,) = detect("{{ x|default('" + "y" * 90 + "') }}").evidence
    assert len(shown) == 60
    assert shown.endswith("...")
    assert detect("{% if x\n%}a{% endif %}").evidence[0] == "{% if x"


def test_against_each_something_speaks() -> None:
    """Where no dialect has all of a text, the one that most speaks for is taken."""
    found = detect("{% load x %}{{ .Name }}{{ .Other }}")
    assert found.dialect == "go"
    assert found.also == ()


@given(st.text("{}%<>$#@()[]|:.,=~-!'\" \nabifxt09", max_size=60))
def test_every_text_gets_an_answer(text: str) -> None:
    found = detect(text)
    assert found.dialect in DIALECTS
    assert found.dialect not in found.also
    assert found == PLAIN or found.evidence
