"""Filled templates equal the output of the real engine and lie within the bounds: random templates and rows, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chevron
import jinja2
import liquid
import pytest
from django.template import Context, Engine
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.dialects.test_filters import CALLS, DEPARTS
from tests.engines.engine import engine

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ["name", "city"]

JINJA = jinja2.Environment()
DJANGO = Engine(autoescape=False)
LIQUID = liquid.Environment()
ENGINES: dict[str, Callable[[str, dict[str, str]], str]] = {
    "jinja": lambda source, row: JINJA.from_string(source).render(row),
    "django": lambda source, row: DJANGO.from_string(source).render(Context(row, autoescape=False)),
    "liquid": lambda source, row: LIQUID.from_string(source).render(**row),
    "mustache": lambda source, row: chevron.render(source, row),
    "twig": lambda source, row: engine("twig").render(source, row),
    "go": lambda source, row: engine("go").render(source, row),
    "erb": lambda source, row: engine("erb").render(source, row),
    "handlebars": lambda source, row: engine("handlebars").render(source, row),
}
PRINTED = {
    "mustache": ["{{{N}}}", "{{&N}}", "{{N}}"],
    "handlebars": ["{{{N}}}", "{{&N}}", "{{{ this.N }}}"],
    "go": ["{{ .N }}", "{{ .N | print }}", '{{ printf "%.3s" .N }}', '{{ printf "%-5s" .N }}', '{{ or .N "x" }}', "{{ or .N .M }}",
           '{{ or .N .M "x%" }}', "{{ and .N .M }}", '{{ and .N "y" }}', '{{ and .N .M "y" }}', "{{ print .N }}", "{{ .N | len }}", "{{ len .N }}",
           '{{ printf "Hi %s,\\t%-4.2s 5%% %v" .N .M .N }}', "{{ printf `%s\\%s` .N .M }}", '{{ .M | printf "%s-%s" .N }}', '{{ printf "%%" }}',
           '{{ .N | printf "%.2s" | html }}', '{{ printf "" }}', '{{ $.N | print }}'],
    "erb": ["<%= N %>", "<%= N || 'x' %>", "<%= N == 'Ann' ? 'y' : M %>", "<%= N.empty? ? 'none' : N %>", "<%= 'a' + N %>",
            "<%= N.presence || M %>", "<%= N.presence || 'x' %>", "<%= N.upcase || M %>", "<%= N.strip.presence || 'x' %>", "<%= 'a' + N.upcase %>",
            "<%= N.presence ? 'y' : M %>", "<%= N.present? ? N.capitalize : 'you' %>"],
    "jinja": ["{{ N if M else 'none' }}", "{{ N or M }}", "{{ 'a' ~ N ~ '\u20ac' }}", "{{ N ~ M|upper }}", "{{ 'y' if not N }}"],
    "twig": ["{{ N ? M : 'none' }}", "{{ N ?: M }}", "{{ N ?? M }}", "{{ 'a' ~ N }}", "{{ N == 'Ann' ? 'y' }}"],
}  # fmt: skip
"""Outputs beside the filters of :data:`CALLS`."""
TAGS = {
    "jinja": ("{{% if {} %}}", "{{% elif {} %}}", "{% else %}", "{% endif %}"),
    "django": ("{{% if {} %}}", "{{% elif {} %}}", "{% else %}", "{% endif %}"),
    "liquid": ("{{% if {} %}}", "{{% elsif {} %}}", "{% else %}", "{% endif %}"),
    "twig": ("{{% if {} %}}", "{{% elseif {} %}}", "{% else %}", "{% endif %}"),
    "go": ("{{{{ if {} }}}}", "{{{{ else if {} }}}}", "{{ else }}", "{{ end }}"),
    "erb": ("<% if {} %>", "<% elsif {} %>", "<% else %>", "<% end %>"),
    "handlebars": ("{{{{#if {}}}}}", "{{{{else if {}}}}}", "{{else}}", "{{/if}}"),
}
CONTRARY = {
    "liquid": ("{{% unless {} %}}", "{{% elsif {} %}}", "{% else %}", "{% endunless %}"),
    "erb": ("<% unless {} %>", "", "<% else %>", "<% end %>"),
    "handlebars": ("{{{{#unless {}}}}}", "{{{{else if {}}}}}", "{{else}}", "{{/unless}}"),
}
ALONE = frozenset({"mustache", "handlebars", "erb", "twig", "go"})
"""Languages whose tags take white space with them: that is held elsewhere, so no line breaks here."""
ASKED = {
    "jinja": ["{n}", "not {n}", "{n} == 'Ann'", "'a' != {n}", "{n} and {m}", "{n} or not {m}", "'n' in {n}", "({n} or {m}) and {n} != '0'",
              "{n} is defined", "{n} is not none", "{n} == none or {m}", "not {n} == 'Ann' and {m}", "'x' not in {n}"],
    "django": ["{n}", "not {n}", "{n} == 'Ann'", "'a' != {n}", "{n} and {m}", "{n} or not {m}", "'n' in {n}", "{n} is None or {m}",
               "not {n} == 'Ann' and {m}", "{n} or {m} and {n}"],
    "liquid": ["{n}", "{n} == 'Ann'", "{n} != ''", "'a' != {n}", "{n} == blank and {m} != '0'", "{n} == 'x' or {m} == '0' and {n} != ''",
               "{n} contains 'n'", "{n} != nil", "{n} == empty", "{n} == 'Ann' and {m} == '' or {n} == '0'"],
    "twig": ["{n}", "not {n}", "{n} == 'Ann'", "'a' != {n}", "{n} and {m}", "{n} or not {m}", "'n' in {n}", "{n} is empty", "{n} is not empty or {m}",
             "{n} is defined and {m}", "({n} or {m}) and {n} != 'x'"],
    "go": [".{n}", "not .{n}", 'eq .{n} "Ann"', 'ne .{n} ""', "and .{n} .{m}", "or .{n} (not .{m})", 'eq .{n} "x" "Ann"', "len .{n}",
           'and (or .{n} .{m}) (ne .{n} "0")'],
    "erb": ["{n}", "!{n}", "{n} == 'Ann'", "'a' != {n}", "{n} && {m}", "{n} == 'x' || !{m}.empty?", "{n}.empty?", "!({n} == 'Ann' && {m} != '0')",
            "not {n}.empty?", "{n}.nil? or {m} == ''"],
    "handlebars": ["{n}"],
}  # fmt: skip
FILL = st.sampled_from(["", "Hi ", ".", "x" * 70, "[€", "ж", "x" * 150, " \n", "a\r\nb", "-"])
VALUE = st.sampled_from(["", "Ann", "0", "  ", "Zoë", "Łódź", "x" * 30, "a b c d e f", "n", "\U0001f600", "[]{}", "x"])


@st.composite
def outputs(draw: st.DrawFn, dialect: str) -> str:
    calls = CALLS[dialect] if dialect in {"jinja", "django", "liquid", "twig"} else []
    known = [call for call in calls if dialect != "liquid" or not any(each in call for each in DEPARTS)]
    forms = [*("{{ N" + call + " }}" for call in known), *PRINTED.get(dialect, []), *(["{{ N }}"] * bool(calls))]
    written = draw(st.sampled_from(forms))
    return written.replace("N", draw(st.sampled_from(NAMES))).replace("M", draw(st.sampled_from(NAMES)))


@st.composite
def choices(draw: st.DrawFn, dialect: str, inner: st.SearchStrategy[str]) -> str:
    if dialect == "mustache":
        name, sign = draw(st.sampled_from(NAMES)), draw(st.sampled_from("#^"))
        return f"{{{{{sign}{name}}}}}{draw(inner)}{{{{/{name}}}}}"

    def ask() -> str:
        name, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
        return draw(st.sampled_from(ASKED[dialect])).format(n=name, m=other)

    opened, chained, other, end = draw(st.sampled_from([TAGS[dialect], CONTRARY.get(dialect, TAGS[dialect])]))
    parts = [opened.format(ask()), draw(inner)]
    for _ in range(draw(st.integers(0, 2)) if chained else 0):
        parts += [chained.format(ask()), draw(inner)]
    if draw(st.booleans()):
        parts += [other, draw(inner)]
    return "".join([*parts, end])


def templates(dialect: str) -> st.SearchStrategy[str]:
    fill = FILL.map(lambda text: text.replace("\r", "").replace("\n", "")) if dialect in ALONE else FILL
    if dialect == "liquid":  # python-liquid drops each blank arm, Liquid itself a block that is blank whole
        fill = FILL.filter(lambda text: not text.isspace())
    leaf = fill | outputs(dialect)
    body = st.lists(leaf, max_size=2).map("".join)
    deep = st.lists(leaf | choices(dialect, body), max_size=2).map("".join)
    # A full stop at the end: what engines do with a last line break is held elsewhere.
    return st.lists(leaf | choices(dialect, deep), max_size=4).map(lambda parts: "".join(parts) + ".")


@pytest.mark.parametrize("dialect", sorted(ENGINES))
@settings(max_examples=150)
@given(data=st.data())
def test_filled_templates_equal_the_output_of_the_engine(dialect: str, data: st.DataObject) -> None:
    source = data.draw(templates(dialect))
    rows = data.draw(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=4))
    tree = parse(source, dialect)
    made = compile_template(tree, NAMES, dialect=dialect)
    assert len(made.variants) == 1, "the rows decide everything in these templates"
    assert not made.notes
    found = bounds(tree, {name: {"enum": sorted({row[at] for row in rows})} for at, name in enumerate(NAMES)})
    for row, text in zip(rows, made.texts(Columns(rows), len(rows)), strict=False):
        assert text == ENGINES[dialect](source, dict(zip(NAMES, row, strict=True)))
        assert found.least <= segment(text).count
        assert found.most is None or segment(text).count <= found.most
