"""One meaning of a template: filling, bounds and the real engine agree on every row, and what is not known is said in the right words."""

from __future__ import annotations

import django
import jinja2
import pytest
from django.conf import settings as django_settings
from django.template import Context, Engine

from smslint.broadcast.fill import compile_template
from smslint.broadcast.pieces import Columns
from smslint.dialects import parse
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.engines.engine import engine

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
COLUMNS = ["name", "n"]
NAMES = ["", "Ann", "0", "3", "3.0", "1", " 1", " ", "-2", "a<b&", "pro", "Ann Lee Bob", "zoë"]
ROWS = [(name, n) for name in NAMES for n in ("", "0", "1", "2.5", "x")]
JINJA, DJANGO = jinja2.Environment(), Engine(autoescape=False)


def render(dialect: str, source: str, row: tuple[str, str]) -> str:
    values = dict(zip(COLUMNS, row, strict=True))
    match dialect:
        case "jinja":
            return JINJA.from_string(source).render(values)
        case "django":
            return str(DJANGO.from_string(source).render(Context(values, autoescape=False)))
        case "twig":
            source = f"{{% autoescape false %}}{source}{{% endautoescape %}}"
    return engine(dialect).render(source, values)


def arms(dialect: str, condition: str) -> str:
    match dialect:
        case "erb":
            return f"<% if {condition} %>A<% else %>B<% end %>"
        case "go":
            return f"{{{{if {condition}}}}}A{{{{else}}}}B{{{{end}}}}"
        case _:
            return f"{{% if {condition} %}}A{{% else %}}B{{% endif %}}"


CONDITIONS = {
    "jinja": [
        "name|int", "name|float", "not name|int", "n|int and name", "name|int == 3", "name|int == '3'", "name|int != '3'", "name|length",
        "name|length == '3'", "name|wordcount > 1", "name|trim|length", "name|int == n|int", "name|int == n", "name|e == name",
        "name|e|upper == 'ANN'", "name|int|string == '3'",
        "name|int in ['3']", "name|default('x', true) == 'x'", "name[:1] == 'A'", "name|lower in ['ann', 'pro']", "'n' in name|upper|lower",
        "name is equalto 'Ann'", "name is eq('Ann')", "name is not eq 'Ann'", "name is in ['Ann', '0']", "name is not in ['Ann']", "name in ('Ann',)",
        "name|int is gt 2", "name is ne n", "name.upper() == 'ANN'", "name.strip()|length == 3", "name.startswith('A')", "not name.endswith('o')",
        "(name or 'x') == 'x'", "name|e is eq 'a&lt;b&amp;'", "name|int == -2", "True", "none", "not false and name", "name or True",
        "name is sameas none", "name is not sameas(none)", "name is sameas true", "name in []", "name not in ()", "name is in []", "name|float|round > 2", "name|int|abs == 2",
    ],
    "django": [
        "True", "None", "not False and name", "name|length", "not name|length", "name|length == '3'", "name|length == 3", "name|wordcount", "name|length > 2 or name",
        "name|yesno == 'yes'", "name|slice:':1' == 'A'", "name|default:'x' == 'x'", "name|lower in 'ann,bob'", "name|add:'1' == '01'",
        "name|add:'0'", "name|truncatechars:2 != name", "name|pluralize",
    ],
    "liquid": ["true", "nil", "false or name == '3'", "name.size == 3", "name.size == '3'", "name.size"],
    "twig": ["name|length", "not name|length", "name|length == 3", "name|length > 1", "name|default('x') == 'x'", "name[:1] == 'A'", "name is same as('3')", "name == '3'", "'1' == n", "name == n", "name != n", "n in ['1', 'x']", "name|length == '3'", "name|length == n", "false", "null", "true and name",
        "name|upper in ['ANN', 'x']", "name ?: 'x'"],
    "go": ["true", "and true .name", "len .name", "not (len .name)"],
    "erb": ["nil", "true && name == n", "name.downcase == 'ann'", "name.eql?('Ann')", "name.strip.upcase != 'ANN'", "'ann' == name.downcase", "!(name.upcase == 'ANN')",
        "name.length", "name.length == 3", "name.size == '3'"],
}  # fmt: skip
WHOLE = {
    "jinja": [
        "{{ name[0] }}", "{{ name[2]|upper }}", "{{ 'A' if name|int else 'B' }}", "{{ name|int or 'none' }}", "{{ name|length or 'none' }}", "{{ name|int or 0 }}",
        "{{ (name or 'x')|upper }}", "{{ ((name or 'x'))|lower }}", "{{ (name|int)|round }}", "{{ (name[:2])|upper ~ n }}",
        "{% if (name or 'x')|upper == 'X' %}A{% else %}B{% endif %}", "{% set k = (name or 'x')|upper %}{{ k }}", "{{ name|default(n) }}", "{{ name|default(n, true) }}", "{{ name|int|d(n, true) }}", "{{ name|default(n, true)|upper }}", "{{ name|int|default('x', true) }}", "{{ name|length|default(7, true)|int }}", "{{ name|int|e }}", "{{ name|int|upper }}",
        "{{ name|int|string|length }}", "{{ name|int|center(5) }}.", "{{ name|float|int }}", "{{ name|int|replace('3', 'x') }}",
        "{{ name|e|upper }}", "{{ name|e|length }}", "{{ name|e|e }}", "{{ name|e|forceescape }}", "{{ name|e|title|e }}", "{{ name|safe|e }}",
        "{{ name|e|trim|e }}", "{{ name|e|first|e }}", "{{ name|upper|e|int }}", "{{ name|e|wordcount }}",
        "{% set k = name|int %}{% if k %}A{% else %}B{% endif %}", "{% set k = name|length %}{% if k == 3 %}A{% endif %}{{ k or 'x' }}",
        "{% with k = name|float %}{% if not k %}A{% endif %}{% endwith %}",
    ],
    "django": [
        "{{ name.0 }}", "{{ name.upper }}", "{{ name.strip|length }}", "{{ name.2|upper }}", "{{ name|length|default:'x' }}", "{{ name|length|yesno:'a,b' }}", "{{ name|add:'0'|default:'x' }}", "{{ name|length|pluralize }}",
        "{{ name|add:n }}", "{{ name|default:n }}", "{{ name|default:n|upper }}", "{{ name|cut:n }}", "{{ name|length|add:n }}", "{{ name|default_if_none:n }}", "{{ name|add:n|default:'x' }}",
        "{{ name|length|add:'1' }}", "{{ name|length|add:'x' }}", "{{ name|add:'1'|add:'1' }}", "{{ name|add:'1'|add:'x' }}",
        "{{ name|length|cut:'1' }}", "{{ name|length|slice:':1' }}", "{{ name|length|length }}", "{{ name|length|default_if_none:'x' }}",
        "{{ name|add:'1'|upper }}", "{{ name|escape|upper }}", "{{ name|escape|upper|escape }}", "{{ name|escape|title|escape }}",
        "{{ name|escape|lower|escape }}", "{{ name|escape|capfirst|escape }}", "{{ name|escape|length }}", "{{ name|length|escape }}",
        "{{ name|escape|slice:':3'|escape }}", "{{ name|safe|default:'x' }}",
        "{% with k=name|length %}{% if k %}A{% else %}B{% endif %}{% endwith %}", "{% with k=name|add:'0' %}{% if k %}A{% endif %}{% endwith %}",
        "{% with name|length as k %}{{ k|add:'2' }}{% endwith %}",
    ],
    "liquid": [
        "{{ name | append: n }}", "{{ name | prepend: n | upcase }}", "{{ 'Hi ' | append: name | append: '!' }}", "{{ name | default: n }}", "{{ name | remove: n }}", "{{ name | remove_first: n | size }}",
        "{% assign n = name %}{{ name | append: n }}", "{% assign k = name | append: n %}{% assign n = 'x' %}{{ k }}{{ n }}",
        "{{ name | plus: n }}", "{{ name | minus: n | times: n }}", "{{ name | at_least: n }}", "{{ name | at_most: n | append: name }}", "{{ name | size | append: n }}",
        "{{ name.size }}", "{{ name.size | plus: 1 }}", "{% case name %}{% when n %}A{% else %}B{% endcase %}", "{% case name %}{% when n %}A{% when '3' %}C{% else %}B{% endcase %}",
        "{% assign k = name | size %}{% if k == '3' %}A{% else %}B{% endif %}", "{% assign k = name | size %}{% if k == 3 %}A{% else %}B{% endif %}",
        "{% assign k = name | plus: 0 %}{% if k == '3' %}A{% else %}B{% endif %}", "{% assign k = name | plus: 0 %}{% if k > 2 %}A{% endif %}",
        "{{ name | size | default: 'x' }}", "{{ name | plus: 1 | plus: 1 }}", "{{ name | times: 1.5 | plus: 1 }}", "{{ name | size | plus: 1 }}",
        "{{ name | plus: 1 | slice: 0 }}", "{{ name | size | append: '1' | plus: 1 }}", "{{ name | minus: 0.5 | append: '!' | upcase }}",
        "{{ name | escape | upcase }}", "{{ name | escape | escape }}", "{{ name | escape | size }}",
    ],
    "twig": [
        "{{ (name ?: 'x')|upper }}", "{{ (name|default('x'))|upper|length }}", "{{ name|default(n) }}", "{{ name|upper|default(n)|lower }}", "{{ name|length ?: 'x' }}", "{{ name|length|default('x') }}", "{{ name|length|length }}", "{{ name|length|upper|slice(0, 1) }}",
        "{{ name|length ? 'A' : 'B' }}", "{% set k = name|length %}{% if k %}A{% endif %}{{ k ?: 'x' }}",
    ],
    "handlebars": [
        "{{#with name}}Hi {{{this}}}{{/with}}", "{{#with name}}Hi {{{.}}}{{else}}none{{/with}}{{{n}}}",
        "{{#with name as |x|}}Hi {{{x}}}{{/with}}", "{{#with name as |x|}}{{{x}}}{{else}}none{{/with}}{{{n}}}", "{{name.length}}",
    ],
    "go": [
        "{{with or .name .n}}{{.}}{{end}}", "{{with len .name}}{{.}}{{else}}none{{end}}", '{{with printf "%.1s" .name}}{{.}}{{end}}', "{{with html .name}}{{.}}{{else}}{{$.n}}{{end}}",
        "{{with .name}}{{with .}}{{.}}{{end}}{{end}}", "{{with .name}}{{with $.n}}{{.}}{{end}}{{.}}{{end}}",
        '{{with .name}}{{if eq . "Ann"}}x{{end}}{{end}}', "{{with $x := .name}}{{.}}{{$x}}{{end}}", "{{if html .name}}A{{end}}",
        "{{$k := len .name}}{{if $k}}A{{else}}B{{end}}", "{{ .name | html | len }}", "{{ len .name | print }}"],
    "erb": ["<%= name.length %>", "<%= name.size %>", "<%= name[0] %>", "<%= name[2] %>.", "<%= name.downcase == 'ann' ? 'A' : 'B' %>", "<% k = name.downcase %><% if k == 'ann' %>A<% end %>"],
    "blade": ["{!! $name == 'Ann' ? 'A' : 'B' !!}", "@if($name == 'Ann')A @else B @endif", "{!! $name == '3' ? 'A' : 'B' !!}", "{!! $name == $n ? 'A' : 'B' !!}",
        "@if(true)A @endif", "@if($name === $n)A @endif", "@if(null)A @else B @endif", "@switch($name) @case('3')A @break @default B @endswitch",
        "{!! $name && $n != 'x' ? 'A' : 'B' !!}"],
}  # fmt: skip
AGREES = [(dialect, arms(dialect, each)) for dialect, found in CONDITIONS.items() for each in found] + [
    (dialect, source) for dialect, found in WHOLE.items() for source in found
]


@pytest.mark.parametrize(("dialect", "source"), AGREES)
def test_filling_bounds_and_the_engine_agree(dialect: str, source: str) -> None:
    tree = parse(source, dialect)
    made = compile_template(tree, COLUMNS, dialect=dialect)
    assert not made.notes
    assert not made.missing
    assert len(made.variants) == 1
    texts = list(made.texts(Columns(ROWS), len(ROWS)))
    assert texts == [render(dialect, source, row) for row in ROWS]
    values = {name: {"enum": sorted({row[at] for row in ROWS})} for at, name in enumerate(COLUMNS)}
    for before in ("", "." * 66, "." * 155):
        found = bounds(parse(before + source, dialect), values)
        for text in texts:
            count = segment(before + text).count
            assert found.least <= count, (text, found)
            assert found.most is None or count <= found.most, (text, found)


@pytest.mark.parametrize("source", ["{{../name}}", "{{#n}}{{{../name}}}{{/n}}", "{{#if n}}{{../../name}}{{/if}}"])
def test_a_name_of_an_outer_value_of_handlebars_is_refused_because_it_depends_on_the_blocks_around_it(
    source: str,
) -> None:
    assert compile_template(parse(source, "handlebars"), COLUMNS, dialect="handlebars").unread


LONG = "\u00e9" * 80 + "ǆ"
ASSIGNED = [
    ("liquid", "{% assign n = name %}{{ n }}"), ("liquid", "{% assign n = name %}{% if n %}{{ n }}{% endif %}"),
    ("liquid", "{% assign k = name %}{{ k }}"), ("jinja", "{% set n = name %}{{ n }}{% if n == 'Ann' %}A{% endif %}"),
    ("jinja", "{% set k = name %}{{ k }}"), ("jinja", "{% with k = name %}{% with k = k %}{{ k }}{% endwith %}{% endwith %}"),
    ("twig", "{% set n = name %}{{ n }}"), ("django", "{% with n=name %}{{ n }}{% endwith %}"),
    ("django", "{% with k=n %}{% with k=name %}{{ k }}{% endwith %}{% endwith %}"), ("go", "{{$n := .name}}{{$n}}"),
    ("go", "{{with .name}}{{.}}{{end}}"), ("handlebars", "{{#with name}}{{{this}}}{{/with}}"), ("velocity", "#set($n = $name)$n"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source"), ASSIGNED)
def test_bounds_follow_assignments_as_filling_does(dialect: str, source: str) -> None:
    tree = parse(source, dialect)
    found = bounds(tree, {"name": {"enum": ["Ann", LONG]}, "n": {"max": 1, "charset": "digits"}})
    assert (found.least, found.most) == (1, 2)
    made = compile_template(tree, COLUMNS, dialect=dialect)
    assert not made.notes
    assert not made.missing
    (text,) = made.texts(Columns([(LONG, "7")]), 1)
    assert text == LONG


UNREAD = [
    ("go", "{{with eq .name \"Ann\"}}{{.}}{{end}}", '{{with eq .name "Ann"}}'),
    ("go", "{{with .name}}{{range .}}{{.}}{{end}}{{end}}", "{{range .}}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source", "quoted"), UNREAD)
def test_a_value_that_is_not_read_is_quoted(dialect: str, source: str, quoted: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect)
    assert made.unread == (quoted,)
    assert not made.missing


UNDECIDED = [
    ("jinja", "'3' in name|length"), ("django", "name|add:'0' > 'a'"), ("jinja", "name|round"),
    ("liquid", "name.size contains '3'"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "condition"), UNDECIDED)
def test_a_condition_on_an_unknown_type_is_undecided(dialect: str, condition: str) -> None:
    made = compile_template(parse(arms(dialect, condition), dialect), COLUMNS, dialect=dialect)
    assert len(made.variants) == 2
    assert made.notes


FLUENT = [
    ("{ $name ->\n [Ann] A\n [pro] P { $n }\n*[other] B\n}", ["A", "P x", "B", "B"]),
    ("{ $name ->\n*[pro] P\n [Ann] A\n}", ["A", "P", "P", "P"]),
]


@pytest.mark.parametrize(("source", "texts"), FLUENT)
def test_a_text_chooses_the_variant_of_its_name(source: str, texts: list[str]) -> None:
    rows = [("Ann", "1"), ("pro", "x"), ("", "1"), ("Pro", "")]
    file = f"key = {source}\n"
    (message,) = read("fluent", file, Options())
    for tree in (parse(source, "fluent"), message.text):
        assert tree is not None
        made = compile_template(tree, COLUMNS, dialect="fluent")
        assert not made.notes
        assert [text.replace("\u2068", "").replace("\u2069", "") for text in made.texts(Columns(rows), 4)] == texts


@pytest.mark.parametrize("selector", ["$name ->\n [one] A\n", "$name ->\n [3] A\n", "NUMBER($name) ->\n [Ann] A\n"])
def test_a_number_may_choose_another_variant(selector: str) -> None:
    made = compile_template(parse(f"{{ {selector}*[other] B\n}}", "fluent"), COLUMNS, dialect="fluent")
    assert len(made.variants) == 2
    assert made.notes


NOT_READ = [
    ("liquid", "{{ name[0] }}"), ("liquid", "{{ name.first }}"), ("twig", "{{ name.0 }}"), ("blade", "{!! $name[0] !!}"), ("handlebars", "{{name.[0]}}"),
    ("mustache", "{{name.length}}"), ("handlebars", "{{@root.name.length}}"), ("icu", "{n, number}"), ("percent", "%(n)d"), ("percent", "%(n).2f"), ("fluent", "{ NUMBER($n) }"), ("icu", "{n, plural, other {#}}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source"), NOT_READ)
def test_what_is_made_of_a_columns_text_is_not_a_missing_column(dialect: str, source: str) -> None:
    made = compile_template(parse(source, dialect), [*COLUMNS, "0"], dialect=dialect, source=source)
    assert not made.missing
    assert made.beyond
    assert any(" is too complex for smslint: " in note for note in made.notes)


@pytest.mark.parametrize(
    ("dialect", "source", "why"),
    [
        (
            "go",
            "{{slice .name 0 2}}",
            "`slice .name 0 2` fails in Go where the value is shorter: its text is not counted.",
        ),
        ("handlebars", "{{#if name}}{{../name}}{{/if}}", "out of `if` alone it finds nothing"),
    ],
)
def test_the_reason_is_given_where_it_is_the_engines(dialect: str, source: str, why: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
    assert any(why in note for note in made.notes)


def test_a_column_may_hold_the_result_of_code() -> None:
    source = "{{ upper name }}"
    made = compile_template(parse(source, "handlebars"), ["upper name"], dialect="handlebars", source=source)
    assert not made.notes
    assert list(made.texts(Columns([("ANN",)]), 1)) == ["ANN"]


REASONS = [
    ("jinja", "{% if n == 1 %}A{% endif %}", "smslint does not decide `n == 1`, because the list contains only texts: both cases are counted."),
    ("jinja", "{% if n > name %}A{% endif %}", "smslint does not evaluate the condition `n > name`: both cases are counted."),
    ("jinja", "{% if n|round %}A{% endif %}",
     "smslint does not know the type or the result of a filter in `n|round`: both cases are counted."),
    ("jinja", "{% if vip %}A{% endif %}", "The list does not say whether `vip` is true: both cases are counted."),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "source", "note"), REASONS)
def test_a_note_gives_the_reason(dialect: str, source: str, note: str) -> None:
    assert compile_template(parse(source, dialect), COLUMNS, dialect=dialect).notes == (note,)


QUOTED = [
    ("jinja", "{{ 'Hi %d'|format(name) }}", "name | %d"),
    ("jinja", "{% set k = name|round %}{{ k or 'x' }}", "k or 'x'"),
    ("jinja", "{{ (name|trim or 'x')|urlize|length }}", "name | trim | urlize | length"),
    ("liquid", "{{ name | append: n.size }}", "name | append: n.size"),
    ("liquid", "{{ name | append: other }}", "name | append: other"),
    ("liquid", "{{ name | truncate: n }}", "name | truncate: n"),
    ("liquid", "{{ name | divided_by: n }}", "name | divided_by: n"),
    ("jinja", "{% macro f(n) %}{{ name|default(n, true) }}{% endmacro %}{{ f('x') }}", "name | default(n, true)"),
    ("jinja", "{{ name|default(n ~ other, true) }}", "name|default(n ~ other, true)"),
    ("jinja", "{{ (name ~ other)|upper }}", "(name ~ other)|upper"),
    ("jinja", "{% autoescape true %}{{ (name ~ n)|upper }}{% endautoescape %}", "name ~ n"),
    ("django", "{% firstof 0 name 'x' %}", "firstof 0 name 'x'"),
    ("django", "{% filter urlize %}{{ name }}{% endfilter %}", "filter urlize"),
]


@pytest.mark.parametrize(("dialect", "source", "quoted"), QUOTED)
def test_what_is_not_evaluated_is_quoted_as_written(dialect: str, source: str, quoted: str) -> None:
    made = compile_template(parse(source, dialect), COLUMNS, dialect=dialect, source=source)
    assert not made.missing
    assert any(note.startswith(f"`{quoted}` is too complex") for note in made.notes), made.notes
