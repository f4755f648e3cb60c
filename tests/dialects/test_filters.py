"""The exact function of each filter, compared with the real engine, and its result with the bounds of the same call."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import django
import jinja2
import liquid
import pytest
from django.conf import settings as django_settings
from django.template import Context, Engine
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.dialects.functions import exact_html
from smslint.dialects.functions.filters import FILTERS, attribute
from smslint.dialects.functions.results import exact_change
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from smslint.text.tree import AUTO, Placeholder, leaves
from tests.engines.engine import engine

if TYPE_CHECKING:
    from collections.abc import Callable

if not django_settings.configured:
    django_settings.configure(USE_I18N=False, TEMPLATES=[])
    django.setup()
DJANGO = Engine(autoescape=False)
JINJA = jinja2.Environment()
LIQUID = liquid.Environment()

ENGINES: dict[str, Callable[[str, str], str]] = {
    "jinja": lambda source, name: JINJA.from_string(source).render(name=name),
    "django": lambda source, name: DJANGO.from_string(source).render(Context({"name": name}, autoescape=False)),
    "liquid": lambda source, name: LIQUID.from_string(source).render(name=name),
}

CALLS = {
    "jinja": [
        "|upper", "|lower", "|capitalize", "|title", "|safe", "|string", "|trim", "|trim('a ')", "|trim(chars='a')", "|striptags",
        "|default('you')", "|default('you', true)", "|d('', true)", "|default(boolean=true, default_value='x')", "|truncate(5)",
        "|truncate(8, true)", "|truncate(6, true, '~', 0)", "|truncate(length=9, end='')", "|truncate(4, leeway=0)", "|truncate",
        "|center(9)", "|center", "|center(width=7)", "|e", "|escape", "|forceescape", "|length", "|count", "|wordcount", "|int", "|float", "|int(7)", "|int(default=-1)", "|float(2)", "|float(default=0.5)", "|int|abs", "|float|abs",
        "|float|round", "|float|round(2)", "|float|round(precision=1)", "|int|round", "|int|round(2)", "|float|round(1, 'ceil')", "|float|round(method='floor')", "|float|round|int",
        "|length|round(0, 'ceil')", "|urlencode", "|int|urlencode", "|reverse", "|reverse|upper",
        "|replace('a', 'bb')", "|replace('a', '')", "|replace('aa', 'b€')", "|first", "|last", "[:4]", "[2:5]", "[1:]", "[:3]|upper",
        " or 'you'", "|upper|truncate(5)|e", "|trim|replace(' ', '')|title", "[2:5]|length", "|lower|first|upper",
        ".upper()", ".lower()", ".capitalize()", ".title()", ".strip()", ".strip('a ')", ".lstrip()", ".rstrip()", ".rstrip('a')",
        ".replace('a', 'bb')", ".strip().upper()|trim", ".upper()[:3]", ".strip() or 'you'", "|replace('a', 'b', 1)", "|replace('a', 'b', count=2)", "|wordwrap(5)", "|wordwrap(3, false, '/')", "|indent", "|indent(2, true, true)", "|join('-')", "|join", "[-1]", "[-9]|upper", "[::2]", "[::-1]", "[-4:-1]",
        "|first|default('x')", "|last|e", "|striptags|first|length", ".swapcase()", ".casefold()", ".center(9)", ".ljust(9)", ".rjust(9)", ".zfill(6)", ".removeprefix('a')", ".removesuffix('a')", ".count('a')", ".split()[0]", ".split(',')|join(' ')|upper", ".split()|last", ".split()|length", ".split(' ', 1)|first|title",
    ],
    "django": [
        "|upper", "|lower", "|capfirst", "|title", "|safe", '|cut:"a"', '|default:"you"', '|default_if_none:"x"', "|truncatechars:5",
        "|truncatechars:1", "|truncatechars:0", '|slice:":4"', '|slice:"2:5"', '|slice:"3"', '|slice:"-2:"', '|slice:":-1"', '|slice:"2:"',
        '|slice:":"', '|slice:"-4:-1"', "|pluralize", '|pluralize:"es"', '|pluralize:"y,ies"', '|pluralize:"a,b,c"', "|yesno", '|yesno:"a,b"',
        '|yesno:"a"', '|yesno:"a,b,c"', "|center:10", "|ljust:9", '|rjust:"9"', "|escape", "|force_escape", "|length", "|wordcount", "|first",
        "|last", "|upper|truncatechars:4", '|floatformat:"2u"', '|floatformat:"u"', '|floatformat:"-3u"', '|floatformat:"0u"', '|length|floatformat:"1u"', '|floatformat:"2u"|escape', "|urlencode", '|urlencode:""', '|urlencode:"&<"', "|length|urlencode",
        '|add:"2"', "|add:3", '|add:"x€"', '|slice:":5"|title', "|addslashes", "|slugify", "|phone2numeric", "|iriencode", "|truncatewords:2", '|truncatewords:"1"|upper', "|truncatewords:0", "|wordwrap:5", '|stringformat:"s"', '|stringformat:"-9s"', '|stringformat:"9.2s"', '|stringformat:"d"', '|length|stringformat:"03d"', '|length|stringformat:".1f"',
        '|escape|cut:";"|escape', '|escape|cut:"a"|escape', "|escape|last|escape", '|escape|truncatechars:5|escape',
    ],
    "liquid": [
        " | upcase", " | downcase", " | capitalize", " | strip", " | lstrip", " | rstrip", " | strip_html", " | strip_newlines",
        " | remove: 'a'", " | remove_first: 'a'", " | default: 'you'", " | default: 'you', allow_false: true", " | truncate: 5",
        " | truncate: 5, ''", " | truncate: 2", " | truncate", " | truncate: 6, '~'", " | slice: 0", " | slice: 0, 4", " | slice: -3, 2",
        " | slice: 2, 3", " | append: '!€'", " | prepend: 'x'", " | escape", " | escape_once", " | size", " | replace: 'a', 'bb'",
        " | replace_first: 'a', ''", " | plus: 1", " | minus: 2.5", " | times: '3'", " | floor", " | ceil", " | abs", " | round", " | round: 1", " | round: 0", " | divided_by: 3", " | divided_by: -2", " | divided_by: 0.3", " | divided_by: '4'", " | modulo: 3",
        " | modulo: -2.5", " | at_least: 5", " | at_most: 2.5", " | minus: 7 | abs", " | times: 0.5 | round", " | times: 1.5 | floor", " | plus: 0.5 | ceil", " | divided_by: 7.0 | round: 2", " | size | size",
        " | plus: 1 | size", " | plus: 0.5 | size", " | minus: 3 | at_least: 0 | append: ' left'", " | plus: 7 | modulo: 4", " | plus: 9 | divided_by: 2 | at_most: 3", " | url_encode", " | times: 3 | url_encode", " | plus: 1 | append: '!'", " | upcase | truncate: 4", " | append: 'abc' | truncate: 4 | size",
    ],
    "twig": [
        "|upper", "|lower", "|capitalize", "|raw", "|trim", "|trim('a')", "|trim(side='left')", "|default('you')", "|slice(0, 4)", "|slice(2, 3)",
        "|slice(-3)", "|slice(-3, 2)", "|slice(1, -1)", "[:4]", "[2:5]", "|length", "|round", "|round(1)", "|round(2, 'floor')", "|round(0, 'ceil')", "|round(method='floor')", "|number_format", "|number_format(2)", "|number_format(decimal=2)", "|number_format(2, ',', '.')", "|number_format(1, ',')", "|number_format(3, '', '')",
        "|round(1)|abs", "|length|abs", "|round|length", "|url_encode", "|reverse", "|length|reverse", "|first", "|last", " ?? 'you'", " ?: 'you'", "|e", "|escape", "|upper|slice(0, 3)", "|e|e", "|e|upper", "|e('html')", "|default", "|split(' ')|first", "|split(' ')|last|upper", "|split('a')|join('-')", "|split('a')|join(', ', ' & ')", "|split(' ')|length", "|split(' ')[1]", "|join('-')", "|replace({'a': 'bb'})", "|replace({'a': 'b', 'ab': 'c', 'b': 'a'})",
    ],
    "go": [
        " | print", " | html", " | urlquery", "%.3s", "%5s", "%-6.2s", " | len", "print .name", "len .name", "html .name", 'or .name "you"', "or .name `a\\b`",
        'printf "%s" .name', 'printf "%.3s" .name | html', '.name | printf "%-5.2s"', "print .name | len",
    ],
    "erb": [
        " || 'you'", ".upcase", ".downcase", ".capitalize", ".strip", ".lstrip", ".rstrip", ".presence || 'you'", ".presence", ".squish", ".to_s",
        ".html_safe", ".strip.upcase", ".strip.presence || 'you'", ".upcase || 'you'", ".strip()", ".downcase.capitalize.presence",
    ],
    "brace": [":>10", ":.3", ":_<8.4", ":s", ":^9s"],
    "percent": ["-10s", "3s", ".3s", "8.2s"],
    "colon": ["Name", "NAME"],
    "velocity": ["|'you'"],
    "blade": [" ?? 'you'", " ?: 'you'"],
}  # fmt: skip
"""Calls as each language writes them after ``name``; every exact function of the table is in one of them."""


def written(dialect: str, call: str) -> str:
    """A template that prints a name changed by a call."""
    match dialect:
        case "go":
            if call[0] == "%":
                return f'{{{{ printf "{call}" .name }}}}'
            return f"{{{{ {call} }}}}" if ".name" in call else f"{{{{ .name{call} }}}}"
        case "erb":
            return f"<%= name{call} %>"
        case "brace":
            return f"{{name{call}}}"
        case "percent":
            return f"%(name){call}"
        case "colon":
            return f":{call}"
        case "velocity":
            return f"${{name{call}}}"
        case "blade":
            return f"{{{{ $name{call} }}}}"
        case _:
            return f"{{{{ name{call} }}}}"


CASES = [(dialect, call) for dialect, calls in CALLS.items() for call in calls]

# No combining marks (Django composes them) and none of the few spaces of Unicode that only some engines strip.
TEXTS = st.text(
    st.sampled_from("aA bZé€[ßŉΐﬁł0159.&<>'\"-(\n\r\té\U0001f600İ")
    | st.characters(codec="utf-8", categories=["L", "N", "P", "S"], max_codepoint=0xFFFF),
    max_size=14,
) | st.sampled_from(["", "0", "1", "1.0", "<b>a</b>", "o'Brien", "x'S 1ST", "<!-- a -->b", "a  b\n", "&amp; &euro; &", "aaaa", "12x"])  # fmt: skip


def filled(dialect: str, call: str, name: str) -> str:
    (hole,) = (leaf for leaf in leaves(parse(written(dialect, call), dialect)) if isinstance(leaf, Placeholder))
    change = exact_change(dialect, hole.calls)
    assert change is not None, "the exact function of a call in the table is known"
    return change(name)


# python-liquid differs from Liquid: it cuts a text that has exactly the maximum length, writes quotes differently, and so on.
DEPARTS = (
    "truncate",
    "escape",
    "strip",
    "downcase",
    "capitalize",
    "-3",
    "plus",
    "minus",
    "times",
    "floor",
    "ceil",
    "round",
    "abs",
    "divided",
    "modulo",
    "at_",
    "url_encode",
    "size | size",
)
OWN = [
    (dialect, call)
    for dialect, call in CASES
    if dialect in ENGINES and not (dialect == "liquid" and any(each in call for each in DEPARTS))
]


@settings(max_examples=25)
@given(name=TEXTS)
@pytest.mark.parametrize(("dialect", "call"), OWN)
def test_the_exact_function_equals_the_engine(dialect: str, call: str, name: str) -> None:
    try:
        text = ENGINES[dialect](written(dialect, call), name)
    except (ValueError, OverflowError):  # nan and inf are not rounded up or down
        assert "round" in call
        return
    assert filled(dialect, call, name) == text


PLAIN = [
    "",
    "Ann",
    "0",
    "aaaa",
    "o'Brien <b>",
    "Zoë & Łukasz",
    "ß",
    " a \n",
    "a\u00e9\U0001f600z",
    '"x"',
    "1",
    "-12.50",
    "2.5",
    "1234567.005",
    "-0.0",
    "0.00001",
    "12345678901234567890123.75",
    "-7",
    "1e30",
    "1_000 x",
    "%20 ~*/+",
    " 7 ",
    "3.x",
    "ab cd ef gh",
]
RARE = ["ΑΣ ΟΔΟΣ", "ǆa İ ŉ ﬁ", " \u00a0\u2003 ", "\x1c\x85"]
"""Texts that PHP changes in other ways from release to release."""
OTHERS = [(dialect, call) for dialect, call in CASES if dialect in {"liquid", "twig", "go", "erb"}]


@pytest.mark.parametrize(("dialect", "call"), OTHERS)
def test_the_exact_function_equals_the_engine_of_another_language(dialect: str, call: str) -> None:
    real = engine(dialect)
    source = written(dialect, call)
    if dialect == "twig":
        source = f"{{% autoescape false %}}{source}{{% endautoescape %}}"
    for name in PLAIN if dialect == "twig" else PLAIN + RARE:
        assert filled(dialect, call, name) == real.render(source, {"name": name}), name


@pytest.mark.parametrize("call", CALLS["percent"] + CALLS["brace"])
def test_format_specifications_are_pythons(call: str) -> None:
    for name in PLAIN:
        if call[0] == ":":
            assert filled("brace", call, name) == written("brace", call).format(name=name)
        else:
            assert filled("percent", call, name) == written("percent", call) % {"name": name}


@settings(max_examples=25)
@given(name=TEXTS)
@pytest.mark.parametrize(("dialect", "call"), CASES)
def test_the_result_is_within_the_bounds_of_the_call(dialect: str, call: str, name: str) -> None:
    result = filled(dialect, call, name)
    for before in (0, 60, 140, 151):
        tree = parse("." * before + written(dialect, call), dialect)
        count = segment("." * before + result).count
        for values in ({"enum": [name]}, {"max": max(len(name), 1)}, {"min": len(name), "max": len(name)}):
            if not name and "enum" not in values:
                continue
            found = bounds(tree, {"name": values})
            assert found.least <= count, (values, result, found)
            assert found.most is None or count <= found.most, (values, result, found)


def test_every_exact_function_has_a_call() -> None:
    for dialect, table in FILTERS.items():
        written_names = {
            call.name for each in CALLS.get(dialect, []) for leaf in leaves(parse(written(dialect, each), dialect)) if isinstance(leaf, Placeholder) for call in leaf.calls
        }  # fmt: skip
        missing = {
            name
            for name, meaning in table.items()
            if meaning.exact is not None and not (dialect == "django" and name.endswith("()"))
        } - written_names
        if dialect == "handlebars":
            missing -= {"length"}  # a property, not a call in a tree: below
        missing -= {AUTO}  # of a block, and "%" is the place of a value in a text: tests/engines/curly_expressions.json
        missing -= {"%"} if dialect == "jinja" else set()
        missing -= (
            {"text"} if dialect in {"message_format", "icu"} else set()
        )  # of a declared number: tests/engines/test_java_numbers.py, tests/dialects/test_bare_numbers.py
        tables = Path(__file__).parents[1] / "engines" / "computed" / f"{dialect}.txt"
        computed = tables.read_text(encoding="utf-8") if tables.exists() else ""
        missing = {name for name in missing if not all(word in computed for word in name.removesuffix("()").split())}
        assert not missing or dialect in {"go", "erb"}, (dialect, missing)


def test_the_length_of_a_text_in_handlebars_is_the_engines() -> None:
    call = attribute("handlebars", "length")
    assert call is not None
    change = exact_change("handlebars", [call])
    assert change is not None
    for name in PLAIN:
        assert change(name) == engine("handlebars").render("{{name.length}}", {"name": name}), name


NOT_EXACT = [
    ("jinja", "|truncate(other)"), ("jinja", "|default(other)"), ("jinja", "|frobnicate"), ("jinja", "|upper('x')"), ("twig", "|e('js')"),
    ("jinja", "|e|replace('a', '<')"), ("twig", "|split('')|first"), ("twig", "|split(' ')"), ("jinja", "|first|reverse"), ("jinja", ".split()"), ("django", '|stringformat:"r"'), ("django", '|date:"H:i"'), ("django", "|striptags"), ("liquid", " | divided_by: 0"), ("liquid", " | modulo: 'x'"), ("liquid", " | plus: other"), ("jinja", "|round"), ("jinja", "|abs"), ("twig", "|abs"), ("twig", "|round(2)|number_format(1)"), ("twig", "|round|round"), ("jinja", "|int|length"),
    ("jinja", "|int('x')"), ("jinja", "|int(0, 16)"), ("jinja", "|float|round(-1)"), ("jinja", "|float|round(1, 'odd')"), ("jinja", "|int|reverse"), ("liquid", " | round: 1.5"), ("liquid", " | round: -1"),
    ("django", "|floatformat"), ("django", "|floatformat:2"), ("django", '|floatformat:"2g"'), ("django", '|floatformat:"2gu"'), ("twig", "|number_format(decimal_point=',')"), ("twig", "|number_format(-1)"), ("twig", "|round(1, 'odd')"),
    ("jinja", ".encode()"), ("jinja", ".upper(x)"), ("go", 'printf "%d" .name'), ("go", 'printf "%s %s" .name'), ("go", 'index .name 0'),
    ("go", "or (.name) 1"), ("go", 'printf "\\x25s" .name'),
    ("erb", ".humanize"), ("erb", ".titleize"), ("erb", ".upcase(:turkic)"), ("erb", ".presence.upcase"), ("erb", ".gsub('a', '\\\\0')"),
    ("liquid", " | truncate: other"), ("twig", "|date('H:i')"), ("twig", "|title"), ("go", " | title"), ("jinja", "|center('x')"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "call"), NOT_EXACT)
def test_an_inexact_filter_has_no_exact_function(dialect: str, call: str) -> None:
    (hole,) = (leaf for leaf in leaves(parse(written(dialect, call), dialect)) if isinstance(leaf, Placeholder))
    assert exact_change(dialect, hole.calls) is None or (hole.filters and not hole.calls)
    assert hole.name == "name" or hole.name.replace(" ", "") == written(dialect, call).strip("{}<>%= ").replace(" ", "")


@pytest.mark.parametrize(
    ("dialect", "call"), [("jinja", "|truncate(other)"), ("liquid", " | truncate: other"), ("django", "|truncatechars:other")]
)  # fmt: skip
def test_an_argument_known_only_at_run_time_limits_nothing(dialect: str, call: str) -> None:
    assert bounds(parse(written(dialect, call), dialect), {"name": {"max": 300, "charset": "digits"}}).most != 1


HTML_PARTS = st.sampled_from(
    ["<script", "</script>", "<!--", "-->", "<style", "</style>", "<", ">", "a", "\n", "-", "!"]
)


@given(st.lists(HTML_PARTS, max_size=12).map("".join))
def test_liquid_removes_what_its_patterns_find(value: str) -> None:
    blocks = re.sub(r"(?s)<script.*?</script>|<!--.*?-->|<style.*?</style>", "", value)
    assert exact_html.liquid_strip_html(value) == re.sub(r"(?s)<.*?>", "", blocks)


@pytest.mark.parametrize("part", ["<", "<script", "<!--", "<style <script "])
def test_tags_without_end_are_not_looked_for_again(part: str) -> None:
    value = part * (400_000 // len(part))  # quadratic time would be many minutes
    assert exact_html.liquid_strip_html(value) == value
