"""Mustache templates rendered by ``chevron``, against our bounds and our tree. Values hold nothing that HTML escapes."""

from __future__ import annotations

from typing import Any

import chevron
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects import oracle
from tests.dialects.oracle import FILLS, check

CONTEXTS = oracle.CONTEXTS.map(
    lambda drawn: {
        key: value.translate(dict.fromkeys(map(ord, "&<>\"'"))) or "1234"
        if isinstance(value, str)
        else [each or "x" for each in value]
        if isinstance(value, list)
        else value
        for key, value in drawn.items()
    }
)

# Nothing that ends in white space: chevron departs from the specification where an indented tag stands alone on its line.
FILL = st.sampled_from([fill for fill in FILLS if fill == fill.rstrip()])
OUTPUTS = st.sampled_from(
    [
        "{{name}}",
        "{{{ name }}}",
        "{{& code }}",
        "{{ brand}}",
        "{{missing}}",
        "{{! note }}",
        "{{!\n}}",
        "{{!}}",
        "{{plan }}",
    ]
)
SECTIONS = ["#a", "^a", "#items", "^items", "#name", "^missing", "#missing", "# b"]


@st.composite
def sections(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    open_ = draw(st.sampled_from(SECTIONS))
    name = open_[1:].strip()
    extra = {"items": "{{.}}", "name": "{{name}}"}.get(name, "") if open_[0] == "#" else ""
    line = draw(st.sampled_from(["", "", "\n", " \n", "\r\n"]))
    # The item stands first: behind an inverted section chevron prints the whole context for "." (mustache.js prints the item).
    return f"{{{{{open_}}}}}{line}{extra}{draw(inner)}{draw(inner)}{{{{/{name}}}}}{line}"


LEAVES = st.one_of(FILL, FILL, OUTPUTS)
BODIES = st.lists(LEAVES, max_size=3).map("".join)
TEMPLATES = st.lists(LEAVES | sections(BODIES) | sections(BODIES | sections(BODIES)), max_size=6).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEMPLATES, CONTEXTS)
def test_mustache_renders_within_our_bounds(source: str, context: dict[str, Any]) -> None:
    try:
        rendered = chevron.render(source, context)
    except (chevron.ChevronError, IndexError):
        try:
            parse(source, "mustache")
        except TemplateError as error:
            assert str(error)
        return
    check(source, "mustache", context, rendered)
