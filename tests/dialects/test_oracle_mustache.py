"""Mustache templates rendered by ``chevron``, against our bounds and our tree. Values contain nothing that HTML escapes."""

from __future__ import annotations

from typing import Any

import chevron
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects import oracle
from tests.dialects.oracle import DRAWN, FILLS, check

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

# Nothing that ends in white space: chevron differs from the specification if an indented tag is alone on its line.
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


LEAVES = st.one_of(FILL, FILL, OUTPUTS)


@st.composite
def sections(draw: st.DrawFn, depth: int, around: tuple[str, ...] = ()) -> str:
    # No section inside another of its name: chevron then loses the text around the inner one (mustache.js does not).
    open_ = draw(st.sampled_from([each for each in SECTIONS if each[1:].strip() not in around]))
    name = open_[1:].strip()
    extra = {"items": "{{.}}", "name": "{{name}}"}.get(name, "") if open_[0] == "#" else ""
    line = draw(st.sampled_from(["", "", "\n", " \n", "\r\n"]))
    inner = bodies(depth - 1, (*around, name))
    # The item comes first: after an inverted section chevron prints the whole context for "." (mustache.js prints the item).
    return f"{{{{{open_}}}}}{line}{extra}{draw(inner)}{draw(inner)}{{{{/{name}}}}}{line}"


def bodies(depth: int, around: tuple[str, ...]) -> st.SearchStrategy[str]:
    nested = sections(depth, around) if depth else st.nothing()
    return st.lists(LEAVES, max_size=3).map("".join) | nested


TEMPLATES = st.lists(LEAVES | sections(1) | sections(2), max_size=6).map("".join)


@DRAWN
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
