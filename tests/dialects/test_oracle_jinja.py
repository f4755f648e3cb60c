"""Jinja templates rendered by Jinja itself (``jinja2``), against our bounds and our tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jinja2
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import CONTEXTS, DRAWN, FILLS, check

ENGINE = jinja2.Environment(extensions=["jinja2.ext.i18n"])
ENGINE.install_null_translations()  # type: ignore[attr-defined]

LITERALS = ["'x'", '"y z"', "'€'", "'a\\'b'", "'\\n'", "'}}'", "5", "'%}'", "''", "3.50", "'a' 'b'", "'\\u20ac'"]
FILTERS = [
    "", "|upper", "|lower", "|title", "|capitalize", "|trim", "|default('you')", "|default('you', true)", "|d('', true)",
    "|truncate(5)", "|truncate(8, true)", "|truncate(5, true, '')", "|truncate(6, true, '~', 0)", "|truncate(length=9, end='')",
    "|truncate(4, leeway=0)", "|string", "|safe", "|e", "|striptags", "|center(9)", "|first", "|last", "|upper|trim", "|wordwrap(5)",
    "|replace('a', 'bb')", "|length", "|urlencode", "|title|truncate(5)", "|truncate(6)|upper", "|default(code)", "|lower|e",
    "|truncate(6)|truncate(4)", "|center(3)|trim", "|indent", "|list", "|join(', ')", "|reverse", "|default('ab')|upper", "|format",
    "|replace('a', '')", "|wordcount", "|int", "|float", "|round", "|abs", "|unique|join", "|batch(2)|list", "|string|length",
    "|truncate(code)", "|default", "|d", "|upper|default('x')", "|forceescape", "|tojson", "|trim('a')", "|e|truncate(5)",
]  # fmt: skip
NAMES = ["name", "code", "brand", "plan", "missing"]
EXPRESSIONS = [
    "{v}{f}", "{v}{f} ~ {w}", "{l} ~ {v}", "{v}{f} if a else {w}", "{v} if a", "{l} if b else {l}", "{v} or {l}", "{l}", "{l}{f}",
    "({v}{f})", "({v} ~ {l}){f}", "{v} if a else ({w} if b else {l})", "{v}[:4]", "{v}[2:5]", "{v}[:3]{f}", "{v}[1:]", "{v}[-2:]",
    "{v}[:-1]", "{v}[0]", "{v}.upper()", "not {v}", "{v} == {w}", "{v} and {w}", "{v} + {l}", "{l} % {v}", "{v} * 2", "{v} or {w} or {l}",
    "{v} in {w}", "{v} is defined", "({v} if a else {l}){f}", "{v} ~ {l} if a else {w}", "[{v}, {w}]", "none", "true", "{v}, {w}",
    "{v} or {l} if a else {l}", "{v}[:4:2]", "{v} and {l}", "{l} or {v}", "{l} and {v}", "{v} ~ ({l} if a)", "items|length", "items|join(';')",
    "items|first", "items[0]", "{{}}", "-5", "1 + 1", "{v}{f} or {l}", "'a' if a and b else 'c'", "{v} not in {w}", "5|default(1)", "{l}[:2]",
    "{v} ~ 1 ~ {w}", "{v} if a else {l}{f}", "{l}{f} if a else {v}{f}", "({l} if a else {w}){f}", "{v} if not a else {w}", "{v} or 'a' ~ 'b'",
    "'a' 'b'", "{v}['x']", "lipsum", "{v}[:3] ~ {v}[3:5]", "{v}[:2] or {l}", "a and {l} or {l}",
]  # fmt: skip
OPENS, CLOSES = st.sampled_from(["", "", "", "-", "+"]), st.sampled_from(["", "", "", "-", "+"])
FILL = st.sampled_from(FILLS)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    pattern = draw(st.sampled_from(EXPRESSIONS))

    def pick(table: Sequence[str]) -> str:
        return draw(st.sampled_from(table))

    return pattern.format(v=pick(NAMES), w=pick(NAMES), l=pick(LITERALS), f=pick(FILTERS))


@st.composite
def tags(draw: st.DrawFn, kind: str, code: str) -> str:
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}[kind]
    left, right = draw(OPENS), draw(CLOSES)
    return f"{kind}{left} {code} {right}{close}"


@st.composite
def blocks(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Every known block, with trim markers on its tags."""
    form = draw(st.sampled_from(BLOCKS))
    return "".join(
        draw(tags("{%", part)) if index % 2 else (draw(inner) if part == "." else part)
        for index, part in enumerate(form)
    )


BLOCKS = [
    ("", "if a", ".", "endif", ""), ("", "if a", ".", "else", ".", "endif", ""), ("", "for item in items", ".", "endfor", ""),
    ("", "if a", ".", "elif b", ".", "else", ".", "endif", ""), ("", "for item in items", ".", "else", ".", "endfor", ""),
    ("", "set x = name", ""), ("", "set x", ".", "endset", ""), ("", "macro m()", ".", "endmacro", ""), ("", "with x = 1", ".", "endwith", ""),
    ("", "block b", ".", "endblock", ""), ("", "filter upper", ".", "endfilter", ""), ("", "trans", "one", "endtrans", ""),
    ("", "raw", "{{ x }} {% if %} ", "endraw", ""), ("", "raw", " \n {# ", "endraw", ""), ("", "autoescape false", "x", "endautoescape", ""),
    ("", "for item in items if item", ".", "endfor", ""), ("", "trans n=3", "one", "pluralize", "more", "endtrans", ""),
    ("", "trans name", "Hi {{ name }}", "endtrans", ""), ("", "if 'a' in name", ".", "elif not b", ".", "endif", ""),
    ("", "trans trimmed", " \n a \n b ", "endtrans", ""), ("", "for item in items|reverse", ".", "endfor", ""),
    ("", "for item in items[:2]", ".", "endfor", ""), ("", "for i in range(3)", ".", "endfor", ""), ("", "block c scoped", ".", "endblock c", ""),
    ("", "for k, x in [(1, 2)]", ".", "endfor", ""), ("", "set x | upper", ".", "endset", ""), ("", "set ns.x = 1", ""),
    ("", "macro m(x='=')", ".", "endmacro", ""),
    ("", "if a", ".", "if b", ".", "endif", ".", "else", "-", "endif", ""), ("", "raw", "", "endraw", ""),
    ("", "set x = 'a' if a else 'b'", ""), ("", "for item in items recursive", ".", "endfor", ""), ("", "raw", "{% endraw", "endraw", ""),
    ("", "call m()", ".", "endcall", ""), ("", "for item in items or ['a', 'b', 'c', 'd']", ".", "endfor", ""), ("", "if a == '='", ".", "endif", ""),
    ("", "for x in [name, code]", ".", "endfor", ""), ("", "for item in items + items", ".", "endfor", ""), ("", "set x == 1", ".", "endset", ""),
    ("", "set x, y = 1, 2", ""), ("", "for x in name", ".", "endfor", ""), ("", "trans count=items|length", "{{ count }} a", "pluralize count", "b", "endtrans", ""),
]  # fmt: skip
LEAVES = st.one_of(
    FILL,
    FILL,
    expressions().flatmap(lambda code: tags("{{", code)),
    st.sampled_from(["note", "", " {{ x }} ", "a\nb", "'"]).flatmap(lambda code: tags("{#", code)),
    st.just("{{ item }}"),
)
BODIES = st.lists(LEAVES, max_size=3).map("".join)
TEMPLATES = st.lists(LEAVES | blocks(BODIES) | blocks(BODIES | blocks(BODIES)), max_size=6).map("".join)


@DRAWN
@given(TEMPLATES, CONTEXTS)
def test_jinja_renders_within_our_bounds(source: str, context: dict[str, Any]) -> None:
    try:
        rendered = ENGINE.from_string(source).render(context)
    except (jinja2.TemplateError, TypeError, ValueError, AttributeError, OverflowError):
        with_our_parser(source)
        return
    check(source, "jinja", context, rendered)


def with_our_parser(source: str) -> None:
    """A template that the engine rejects must parse here or be refused."""
    try:
        parse(source, "jinja")
    except TemplateError as error:
        assert str(error)
