"""Code that Jinja, Django or Twig cannot compile: said at the wrong word, and never counted. What they take is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.engines.refusing import REFUSES
from tests.project.support import outcome

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED: Final = {
    "jinja": [
        ("{% if name == %}x{% endif %}", "=="), ("{% if (name %}x{% endif %}", "("), ("{% if a b %}x{% endif %}", "b"), ("{% if %}x{% endif %}", "if"),
        ("{% set x = %}", "="), ("{% for x in %}x{% endfor %}", "in"), ("{% for in x %}x{% endfor %}", "x"), ("{% for x y in z %}x{% endfor %}", "y"),
        ("{{ name | }}", "|"), ("{{ name upper }}", "upper"), ("{{{name}}", "{"), ("{{{ name }}}", "}"), ("{{ name. }}", "."), ("{{ a + }}", "+"), ("{{ f(a, }}", "("),
        ("{{ f(a, ) b }}", "b"), ("{% if a %}{% elif %}{% endif %}", "elif"), ("{% if a %}{% else if b %}{% endif %}", "if"), ("{% include %}", "include"),
        ("{{ 'abc }}", "'"), ("{{ a[1 }}", "["), ("{{ a] }}", "]"), ("{{ }}", "{{ }}"), ("{%  %}", "{%  %}"), ("{{ a ? b : c }}", "?"), ("{{ a && b }}", "&"), ("{{ a|default: 'x' }}", ":"),
        ("{{ not }}", "not"), ("{{ a is }}", "is"), ("{{ a is defined is odd }}", "is"), ("{{ a not b }}", "not"), ("{{ x|f.1 }}", "1"), ("{{ x|f[0] }}", "["), ("{{ f(a=1, 2) }}", "2"),
        ("{{ f(a=1, a=2) }}", "a"), ("{{ f(*a, *b) }}", "*"), ("{{ f(**a, b) }}", "b"), ("{{ {'a'} }}", "}"), ("{{ {a: } }}", "}"), ("{{ a[1,] }}", "]"), ("{{ a[1:2, 3] }}", "2,"), ("{{ a if b else c else d }}", "else"),
        ("{% if a if b else c %}x{% endif %}", "if"), ("{{ 1abc }}", "abc"), ("{{ 'a' 1 }}", "1"), ("{{ '\\x1' }}", "'\\x1'"), ("{{ a ! }}", "!"), ("{{ x + }}", "+"), ("{{ x +}}", "+"),
        ("{% set none = 1 %}", "none"), ("{% set 'a' = 1 %}", "'a'"), ("{% set a.b.c = 1 %}", "."), ("{% for loop in x %}x{% endfor %}", "loop"), ("{% with a %}x{% endwith %}", "a"),
        ("{% include 'a' with n=1 %}", "with"), ("{% import 'a' %}", "'a'"), ("{% from 'a' import _b %}", "_b"), ("{% macro m %}x{% endmacro %}", "m"), ("{% macro m(a=1, b) %}x{% endmacro %}", ")"),
        ("{% call a %}x{% endcall %}", "a"), ("{% filter %}x{% endfilter %}", "filter"), ("{% autoescape %}x{% endautoescape %}", "autoescape"), ("{% block t required %}x{% endblock %}", "x"),
        ("{% if a %}x{% endif a %}", "a"), ("{% raw x %}x{% endraw %}", "x"), ("{% custom 'x %}", "'"), ("{% 'x' %}", "'x'"), ("{{ a\n  b }}", "b"), ("{% print a, %}", ","), ("{{ ² }}", "²"), ("{{ a; }}", ";"),
    ],
    "twig": [
        ("{% if name == %}x{% endif %}", "=="), ("{% if (name %}x{% endif %}", "("), ("{% if a b %}x{% endif %}", "b"), ("{% if %}x{% endif %}", "if"), ("{% set x = %}", "="),
        ("{% for x in %}x{% endfor %}", "in"), ("{% for x y in z %}x{% endfor %}", "y"), ("{{ name | }}", "|"), ("{{ name upper }}", "upper"), ("{{{name}}", "{"), ("{{ name. }}", "."),
        ("{{ a + }}", "+"), ("{{ f(a, }}", "("), ("{% if a %}{% elseif %}{% endif %}", "elseif"), ("{% if a %}{% else if b %}{% endif %}", "if"), ("{% if a %}{% elif b %}{% endif %}", "elif"), ("{% include %}", "include"),
        ("{{ 'abc }}", "'"), ('{{ "abc }}', '"'), ('{{ "a#{ b }}', "#{"), ("{{ a[1 }}", "["), ("{{ a) }}", ")"), ("{{ }}", "{{ }}"), ("{{ a && b }}", "&"), ("{{ a|default: 'x' }}", ":"), ("{{ a ! }}", "!"), ("{{ a ? }}", "?"),
        ("{{ a ? b : c : d }}", ":"), ("{{ a if b else c }}", "if"), ("{{ not }}", "not"), ("{{ a is }}", "is"), ("{{ a not b }}", "not"), ("{{ f(a)(b) }}", "("), ("{{ a[] }}", "]"), ("{{ a[1:2:3] }}", ":"), ("{{ {1} }}", "}"),
        ("{{ {a.b: 1} }}", "."), ("{{ [a b] }}", "b"), ("{{ 'a' 'b' }}", "'b'"), ("{{ a # b }}", "#"), ("{{ (a, b) }}", ","), ("{{ block() }}", "()"), ("{{ name|upper ?? 'x' }}", "??"), ("{{ name|upper is defined }}", "defined"),
        ("{{ a is same as }}", "as"), ("{% set true = 1 %}", "true"), ("{% set a, b = 1 %}", "set a, b = 1"), ("{% set a, b %}x{% endset %}", "b"), ("{% include 'a' ignore %}", "ignore"), ("{% import 'a' %}", "'a'"),
        ("{% from 'a' import %}", "import"), ("{% macro m %}x{% endmacro %}", "m"), ("{% macro m(a=b) %}x{% endmacro %}", "b"), ("{% macro m() %}x{% endmacro n %}", "n"), ("{% apply %}x{% endapply %}", "apply"), ("{% endverbatim %}", "endverbatim"),
        ("{% if a %}x{% endif a %}", "a"), ("{% custom 'x %}", "'"), ("{% 'x' %}", "'x'"), ("{{ a\n  b }}", "b"), ("{% set x = {a: } %}", "}"),
        ("{{ f(a) is defined }}", "defined"), ("{{ f(a) ?? 1 }}", "??"), ("{{ max(x=2) }}", "(x=2)"), ("{{ a|format(1, x=2) }}", "(1, x=2)"), ("{{ a is empty(x=1) }}", "(x=1)"),
    ],
    "django": [
        ("{% if name == %}x{% endif %}", "=="), ("{% if (name) %}x{% endif %}", "(name)"), ("{% if a b %}x{% endif %}", "b"), ("{% if %}x{% endif %}", "if"), ("{% if a = b %}x{% endif %}", "="), ("{% if a && b %}x{% endif %}", "&&"), ("{% if a==b %}x{% endif %}", "==b"),
        ("{% if not %}x{% endif %}", "not"), ("{% if and a %}x{% endif %}", "and"), ("{% for x in %}x{% endfor %}", "in"), ("{% for x %}x{% endfor %}", "x"), ("{% for x y in z %}x{% endfor %}", "x y"), ("{% for x in y z %}x{% endfor %}", "z"), ("{{ name | }}", "|"),
        ("{{ name upper }}", "upper"), ("{{{name}}", "{name"), ("{{{ name }}}", "{ name"), ("{{ a + b }}", "+ b"), ("{{ f(a) }}", "(a)"), ("{{ a|default: 'x' }}", ":"), ("{{ a|default:'x }}", ":"), ("{{ a|default('x') }}", "('x')"), ("{{ a|default }}", "default"),
        ("{{ a|upper:'x' }}", "upper:'x'"), ("{{ a|default:'y' 'z' }}", "'z'"), ("{{ _a }}", "_a"), ("{{ a._b }}", "a._b"), ("{{ a|default:_b }}", "_b"), ("{{ a[0] }}", "[0]"), ("{{ 'abc }}", "'abc"), ("{{ }}", "{{ }}"), ("{% %}", "{% %}"), ("{{ a.b-c }}", "-c"),
        ("{% if a %}{% elif %}{% endif %}", "elif"), ("{% if a %}{% else if b %}{% endif %}", "if"), ("{% if a %}{% elseif b %}{% endif %}", "elseif"), ("{% if a %}x{% endif a %}", "a"), ("{% include %}", "include"), ("{% include 'a' x=1 %}", "x=1"), ("{% include 'a' with %}", "with"),
        ("{% include 'a' only only %}", "only"), ("{% with %}x{% endwith %}", "with"), ("{% with a %}x{% endwith %}", "a"), ("{% with a=1 b %}x{% endwith %}", "b"), ("{% with a = 1 %}x{% endwith %}", "a"), ("{% autoescape %}x{% endautoescape %}", "autoescape"), ("{% autoescape yes %}x{% endautoescape %}", "yes"),
        ("{% cycle %}", "cycle"), ("{% cycle a %}", "a"), ("{% resetcycle %}", "resetcycle"), ("{% filter %}x{% endfilter %}", "filter"), ("{% filter safe %}x{% endfilter %}", "safe"), ("{% firstof %}", "firstof"), ("{% now %}", "now"), ("{% now a b %}", "b"), ("{% regroup a by b %}", "b"),
        ("{% templatetag brace %}", "brace"), ("{% url %}", "url"), ("{% widthratio a b %}", "b"), ("{% trans %}", "trans"), ("{% trans 'a' b %}", "b"), ("{% trans 'a' context %}", "context"), ("{% blocktrans a %}x{% endblocktrans %}", "a"), ("{% blocktrans with %}x{% endblocktrans %}", "with"),
        ("{% blocktrans count a=b c=d %}x{% plural %}y{% endblocktrans %}", "c=d"), ("{% blocktrans %}{% if a %}x{% endif %}{% endblocktrans %}", "{% if a %}"), ("{% blocktrans %}x{% plural %}y{% endblocktrans %}", "{% plural %}"), ("{% blocktrans %}{# x #}{% endblocktrans %}", "{# x #}"),
        ("{% language %}x{% endlanguage %}", "language"), ("{% localize maybe %}x{% endlocalize %}", "maybe"), ("{% cache 5 %}x{% endcache %}", "5"), ("{% static %}", "static"), ("{% get_current_language %}", "get_current_language"), ("{% endverbatim %}", "endverbatim"),
        ("{% load i18n %}{% trans _('a %}", "_("), ("{% block t %}x{% endblock  t %}", "t"),
    ],
}  # fmt: skip
"""A template, and the word at which it is refused: the last of its kind in the source."""
TAKEN: Final = {
    "jinja": [
        "{{ if }}", "{{ a + if }}", "{{ a, }}", "{{ a[] }}", "{{ a[1:2:] }}", "{{ a[::3] }}", "{{ a.0.b }}", "{{ 'a' 'b' }}", "{{ a if b }}", "{{ a if b if c else d }}", "{{ not not a }}", "{{ - - a }}",
        "{{ a is not none }}", "{{ a is divisibleby 3 }}", "{{ a is eq -1 }}", "{{ a is in [1] and b }}", "{{ a is sameas b.c|upper }}", "{{ f(a)(b)|g(c)(d) }}", "{{ x|my.filter }}", "{{ f(a, *b, **c) }}",
        "{{ f(a=1, *b) }}", "{{ f(a,) }}", "{{ () }}", "{{ (a,) }}", "{{ [a,] }}", "{{ {'a': 1,} }}", "{{ 1_000 + 0x1F + 1e5 + 0b1 }}", "{{ a not in b }}", "{{ a ~ b // c ** d % e }}", "{{ a < b < c }}",
        "{{ '\\u00e9\\q' }}", "{{ größe }}", "{{- a -}}", "{{+ a -}}", "{% if a: %}x{% else: %}y{% endif %}", "{% if a, b %}x{% endif %}", "{% for a, (b, c) in d if e recursive %}x{% else %}y{% endfor %}",
        "{% set a, b = 1, 2 %}", "{% set n.a = 1 %}", "{% set a | upper | trim %}x{% endset %}", "{% with %}x{% endwith %}", "{% with a = 1, b = 2 %}x{% endwith %}", "{% include ['a', b] ignore missing without context %}",
        "{% import 'a' as b with context %}", "{% from 'a' import b as c, d with context %}", "{% macro m(a, b=1) %}x{% endmacro %}", "{% call(a) m(1) %}x{% endcall %}", "{% filter upper|trim %}x{% endfilter %}",
        "{% block t scoped required %} {# #} {% endblock t %}", "{% extends a if b else 'c' %}", "{% print a, b %}", "{% raw %}{{ x }}{% endraw %}", "{% if(a)%}x{%endif%}", "{{ a\n|\nupper }}", "{% raw %}",
        "{{ ((((((((((a)))))))))) }}", "{{ {'a': {'b': 1}}['a'] }}", "{{ '}}' }}", "{{ a[b if c else d:e] }}",
    ],
    "twig": [
        "{% from 'f' import m %}{{ m(a) is defined }}", "{% from 'f' import x as m %}{{ m(a) ?? 1 }}", "{{ a|format(values=1) }}", "{{ range(low=1, high=2) }}", "{{ constant('X') is defined }}",
        "{{ in }}", "{{ a + if }}", "{{ a.in.b }}", "{{ a[1:] }}", "{{ a[:2] }}", "{{ a[b ? c : d] }}", "{{ a ? b }}", "{{ a ?: b }}", "{{ a ? b : c ? d : e }}", "{{ a ?? b ?? c }}", "{{ not not a }}", "{{ - + a }}", "{{ a is not same as(b) }}", "{{ a is divisible by 3 }}",
        "{{ a starts with 'b' and c ends  with d }}", "{{ a matches '/x/' }}", "{{ 1..3|join }}", "{{ a b-and b b-or c b-xor d }}", "{{ a <=> b ** c // d }}", "{{ a not in b }}", "{{ {a, 'b': 1, (c): 2, 3: 4,} }}", "{{ [a, b,] }}", "{{ f(a, b = c,) }}", "{{ a|map(x => x + 1)|filter((x, y) => y) }}",
        '{{ "a#{ b|upper }c#{"d"}" }}', "{{ größe }}", "{{- a ~}}", "{{~ a -}}", "{{ 'a#{' }}", "{% for a, b in c %}x{% else %}y{% endfor %}", "{% set a, b = 1, 2 %}", "{% set a %}x{% endset %}", "{% with {a: 1} only %}x{% endwith %}", "{% with %}x{% endwith %}",
        "{% include ['a', b] ignore missing with {c: 1} only %}", "{% import _self as f %}", "{% from 'a' import b as c, d %}", "{% macro m(a, b = [1, {c: -1}]) %}x{% endmacro m %}", "{% apply upper|trim %}x{% endapply %}", "{% block a 'x' ~ b %}", "{% do f(a) %}", "{% flush %}",
        "{% autoescape false %}x{% endautoescape %}", "{% embed 'a' with b %}{% endembed %}", "{% use 'a' with b as c, d as e %}", "{% deprecated 'x' %}", "{% verbatim %}{{ x }}{% endverbatim %}", "{% if(a)%}x{%endif%}", "{{ a\n|\nupper }}", "{{ '}}' }}", "{{{ name }}}", "{{ a|in }}", "{{ a is defined and b.c is not null }}",
        "{{ constant('X') is defined }}", "{{ a and b ?? c }}", "{% extends a ? b : 'c' %}",
    ],
    "django": [
        "{{ a|default:'x'|upper }}", "{{ a | upper }}", "{{ a. }}", "{{ .a }}", "{{ 1.2.3 }}", "{{ -1|add:2 }}", "{{ _('x y')|upper }}", "{{ a|date }}", "{{ a|date:'Y' }}", "{{ größe }}", "{{ 'a\\'b' }}", "{% if not a and not b or c %}x{% elif d in e %}y{% else %}z{% endif %}", "{% if a is not b %}x{% endif %}",
        "{% if a not in b %}x{% endif %}", "{% if a == not b %}x{% endif %}", "{% if a|length > 2 %}x{% endif %}", "{% if a == 'b c' %}x{% endif %}", "{% for a,b in c reversed %}x{% empty %}y{% endfor %}", "{% for a , b in c %}x{% endfor x %}", "{% with a=1 b=c|upper %}x{% endwith %}", "{% with a as b and c as d %}x{% endwith %}",
        "{% include 'a' with b=c only %}", "{% include a only %}", "{% cycle a b as c silent %}{% cycle c %}{% resetcycle c %}", "{% filter upper|cut:'a' %}x{% endfilter %}", "{% firstof a 'b' as c %}", "{% ifchanged %}x{% else %}y{% endifchanged %}", "{% lorem 2 w random %}", "{% now 'Y' as y %}", "{% regroup a by b.c as d %}",
        "{% templatetag openblock %}", "{% url 'a' b c=d as e %}", "{% widthratio a b 100 as c %}", "{% trans 'a' context 'b' as c %}", "{% trans a noop %}", "{% blocktrans with a=b count c=d trimmed %}x {{ a b }}{% plural %}y{% endblocktrans %}", "{% blocktrans asvar a %}x{% endblocktrans %}",
        "{% language 'de' %}x{% endlanguage %}", "{% localize on %}x{% endlocalize %}", "{% cache 5 a b using='c' %}x{% endcache %}", "{% static 'a' as b %}", "{% get_language_info for 'de' as a %}", "{% spaceless x %}x{% endspaceless %}", "{% comment 'x %}{{ + }}{% endcomment %}", "{% verbatim a %}{{ + }}{% endverbatim a %}", "{{ a\n + }}",
        "{% csrf_token x %}", "{% debug %}", "{% block t %}x{% endblock t %}", "{% load i18n tz %}",
    ],
}  # fmt: skip
UNKNOWN: Final = {
    "jinja": [
        "{% custom a b = %}",
        "{% trans x=1 %}a{% endtrans %}",
        "{{ a|own_filter(1) is own_test }}",
        "{% do f(a) %}",
        "{% break %}",
    ]
}
"""What an extension of the engine may read."""
EACH_REFUSED: Final = [(dialect, *case) for dialect, cases in REFUSED.items() for case in cases]


@pytest.mark.parametrize(("dialect", "source", "word"), EACH_REFUSED)
def test_it_is_refused_at_the_wrong_word(
    dialect: str, source: str, word: str, refuses: Callable[[str, str], str]
) -> None:
    assert refuses(dialect, source), "the engine takes it"
    with pytest.raises(TemplateError) as caught:
        parse(source, dialect)
    span = caught.value.span
    assert source[span.start : span.end] == word, caught.value


@pytest.mark.parametrize(("dialect", "source"), [(dialect, each) for dialect, cases in TAKEN.items() for each in cases])
def test_what_the_engine_takes_is_read(dialect: str, source: str, refuses: Callable[[str, str], str]) -> None:
    assert not refuses(dialect, source)
    parse(source, dialect)


@pytest.mark.parametrize(
    ("dialect", "source"), [(dialect, each) for dialect, cases in UNKNOWN.items() for each in cases]
)
def test_what_an_extension_may_read_is_no_fault(dialect: str, source: str) -> None:
    parse(source, dialect)


@pytest.mark.parametrize("dialect", ["hubspot", "klaviyo", "odoo14"])
def test_a_dialect_that_is_another_program_is_not_held_to_its_grammar(dialect: str) -> None:
    parse("Hi {{ name upper }} {% if a b %}x{% endif %}", dialect)


def test_it_is_a_finding_at_its_place_and_nothing_is_counted() -> None:
    found = outcome("m.j2", "Hi {{ name }},\n{% if name == %}x{% endif %}")
    (finding,) = found.findings
    assert finding.location is not None
    assert (finding.code, finding.location.line, finding.location.column) == ("TPL001", 2, 12)
    assert finding.message == "The jinja template does not parse: an expression is missing after '=='."
    assert found.messages[0].most is None


@pytest.fixture(scope="module")
def refuses() -> Callable[[str, str], str]:
    made: dict[str, Callable[[str], str]] = {}

    def ask(dialect: str, source: str) -> str:
        if dialect not in made:
            made[dialect] = REFUSES[dialect]()
        return made[dialect](source)

    return ask
