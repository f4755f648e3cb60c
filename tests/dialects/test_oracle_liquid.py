"""Liquid templates rendered by ``python-liquid``, against our bounds and our tree."""

from __future__ import annotations

from typing import Any

import liquid
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import CONTEXTS, DRAWN, FILLS, check

ENGINE = liquid.Environment()

NAMES = ["name", "code", "brand", "plan", "'text'", '"it\'s €"', "5", "-3", "2.50", "nothing", "'a\\n'", "items", "(1..3)", "true", "nil", "items[0]",
         "items.first", "items.size", "name.size"]  # fmt: skip
FILTERS = [
    "", " | upcase", " | downcase", " | capitalize", " | strip", " | lstrip", " | rstrip", " | strip_html", " | strip_newlines", " | default: 'you'",
    " | default: code", " | default: ''", " | truncate: 5", " | truncate: 5, ''", " | truncate", " | truncate: 2", " | truncate: 6, '~'", " | truncate: code",
    " | truncatewords: 2", " | slice: 0", " | slice: 0, 4", " | slice: -3, 2", " | slice: 1, code", " | append: '!€'", " | prepend: 'x'", " | append: code",
    " | remove: 'a'", " | remove_first: 'a'", " | replace: 'a', 'bb'", " | replace_first: 'a', ''", " | escape", " | escape_once", " | size", " | first",
    " | last", " | date: '%H:%M'", " | date: '%b %-d'", " | plus: 1", " | times: 2", " | round", " | url_encode", " | newline_to_br", " | join: ', '",
    " | split: ',' | first", " | upcase | truncate: 4", " | append: 'abc' | truncate: 4", " | truncate: 5 | append: '.'", " | default: 'a', allow_false: true",
    " | prepend: 'a' | prepend: 'b'", " | append: 'x' | upcase", " | append: '  ' | strip", " | reverse", " | sort | join", " | compact | join", " | pluralize: 'a', 'b'",
    " | append: 'ß' | upcase", " | truncate: 5 | upcase", " | prepend: 'é' | slice: 0, 2", " | truncate: 3 | size", " | abs", " | money", " | base64_encode",
    " | append: 'a' | default: 'b'", " | remove: 'a' | append: 'b'", " | slice: 0, 3 | capitalize", " | append: 'a b' | remove: ' '",
]  # fmt: skip
BLOCKS = [
    ("if a", ".", "endif"), ("if a", ".", "else", ".", "endif"), ("if a and b", ".", "elsif b", ".", "else", ".", "endif"), ("unless a", ".", "endunless"),
    ("unless a", ".", "else", ".", "endunless"), ("case plan", " \n ", "when 'Basic'", ".", "when 'x', 'y'", ".", "else", ".", "endcase"),
    ("case plan", "", "when 'Basic'", ".", "endcase"), ("for item in items", ".", "endfor"), ("for item in items", ".", "else", ".", "endfor"),
    ("for item in items limit:2", ".", "endfor"), ("for item in items reversed", ".", "endfor"), ("for item in items offset: 1", ".", "endfor"),
    ("for i in (1..5)", ".", "endfor"), ("assign x = name | upcase",), ("capture x", ".", "endcapture"), ("raw", "{{ x }} {% if %}", "endraw"),
    ("comment", "{{ x }} {% assign y = 1 %}", "endcomment"), ("# a note",), ("cycle 'a', 'b'",), ("increment n",), ("decrement n",), ("echo name",),
    ("for item in items", "a{% if b %}{% break %}{% endif %}z", "endfor"), ("for item in items", "a{% continue %}z", "endfor"), ("unless a", ".", "elsif b", ".", "endunless"),
    ("ifchanged", ".", "endifchanged"), ("if name contains '%}'", ".", "endif"), ("liquid echo name",), ("raw", "", "endraw"), ("raw", " \n{% endraw", "endraw"),
    ("case a", "", "else", "x", "endcase"), ("tablerow i in items", ".", "endtablerow"), ("if a", ".", "endif "), ("endfor",), ("when",), ("doc", "x", "enddoc"),
    ("for item in items limit: 0", "x", "else", "none", "endfor"), ("unheard of",),
    ("comment", "{% comment %}a{% endcomment %}", "endcomment"), ("break",),
    ("case plan", "text", "when 'Basic' or 'Pro'", "x", "endcase"), ("if a", "x", "else", "y", "else", "z", "endif"),
    ("if a", "x", "else", "y", "elsif b", ".", "endif"), ("case plan", "", "when 'Basic'", "x", "else", "y", "else", "z", "endcase"),
    ("case plan", "", "else", "y", "when 'Basic'", ".", "endcase"), ("for item in items", "x", "else", "y", "else", "z", "endfor"), ("inline_comment",), ("capture 'x'", ".", "endcapture"),
]  # fmt: skip
FILL = st.sampled_from([*FILLS, "{# x #}", "}}", "%}"])
DASH = st.sampled_from(["", "", "", "-"])


@st.composite
def outputs(draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(NAMES)) + draw(st.sampled_from(FILTERS))
    return f"{{{{{draw(DASH)} {code} {draw(DASH)}}}}}"


@st.composite
def blocks(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    form = draw(st.sampled_from(BLOCKS))
    # python-liquid applies the trim marker of ``raw -%}`` to the text after ``endraw``; Liquid itself does not.
    right = DASH if form[0] not in {"raw", "comment"} else st.just("")
    return "".join(
        draw(inner) if part == "." else part if index % 2 else f"{{%{draw(DASH)} {part} {draw(right)}%}}"
        for index, part in enumerate(form)
    )


LEAVES = st.one_of(FILL, FILL, outputs(), st.just("{{ item }}"))
BODIES = st.lists(LEAVES, max_size=3).map("".join)
TEMPLATES = st.lists(LEAVES | blocks(BODIES) | blocks(BODIES | blocks(BODIES)), max_size=6).map("".join)
# python-liquid removes a line break at the very end after a trim marker, so there is a full stop.
TEMPLATES = TEMPLATES.map("{}.".format)


@DRAWN
@given(TEMPLATES, CONTEXTS)
def test_liquid_renders_within_our_bounds(source: str, context: dict[str, Any]) -> None:
    try:
        rendered = ENGINE.from_string(source).render(**context)
    except liquid.exceptions.LiquidError:
        try:
            parse(source, "liquid")
        except TemplateError as error:
            assert str(error)
        return
    check(source, "liquid", context, rendered)
