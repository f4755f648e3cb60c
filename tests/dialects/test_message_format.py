"""MessageFormat as ``java.text.MessageFormat`` of OpenJDK 17 prints it, in a table; its apostrophes in a property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import Literal, leaves
from tests.dialects.shapes import shape

READ = [
    ("Hi {0}, order {1}", "Hi <0>, order <1>"),
    ("It's {0}", "Its {0}"),
    ("It''s {0}", "It's <0>"),
    ("{0} isn''t '{1}'", "<0> isn't {1}"),
    ("{0} '{''}' x", "<0> {'} x"),
    ("{0} }", "<0> }"),
    ("Total {0,number}", "Total <0|grouped>"),
    ("Total {0,number,integer}", "Total <0|grouped>"),
    ("Total {0,number,#.##}", "Total <0|unknown>"),
    ("On {0,date,short}", "On <0|in_locale>"),
    ("{0,choice,0#none|1#one|1<many {0}}", "<0|unknown>"),
    ("Nothing is filled, so it's as it stands", "Nothing is filled, so it's as it stands"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "read"), READ, ids=[row[0] for row in READ])
def test_what_is_read(text: str, read: str) -> None:
    assert shape(parse(text, "message_format")) == read


@pytest.mark.parametrize("text", ["{0} {name}", "{0} {", "{0} {}"])
def test_what_java_refuses(text: str) -> None:
    with pytest.raises(TemplateError, match="numbered"):
        parse(text, "message_format")


@given(st.text("{}0'a ,", max_size=30))
def test_the_leaves_tile_the_source(text: str) -> None:
    try:
        tree = parse(text, "message_format")
    except TemplateError:
        return
    at = 0
    for leaf in leaves(tree):
        assert leaf.span.start == at
        at = leaf.span.end
        if isinstance(leaf, Literal) and leaf.verbatim:
            assert leaf.text == text[leaf.span.start : leaf.span.end] or "'" in text
    assert at == len(text)
