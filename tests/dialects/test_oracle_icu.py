"""ICU messages read by ``pyicumessageformat``: the same messages are refused, and the same arguments found."""

from __future__ import annotations

from typing import Any

import pyicumessageformat
from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import Branch, Placeholder, walk

PARSER = pyicumessageformat.Parser()
PIECES = ["Hi", " ", "{name}", "{ n , number }", "{d, date, short}", "''", "it's", "'{'x'}'", "#", "{", "}", "é", "\n"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
PLURALS = st.builds("{{n, plural, =0 {{{}}} other {{{} #}}}}".format, TEXTS, TEXTS)
SELECTS = st.builds("{{g, select, a {{{}}} other {{{}}}}}".format, TEXTS | PLURALS, TEXTS)


def names(found: Any) -> set[str]:
    if isinstance(found, list):
        return set().union(*map(names, found))
    if not isinstance(found, dict):
        return set()
    return {found["name"]}.union(*map(names, found.get("options", {}).values()))


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS | PLURALS | SELECTS, max_size=3).map("".join))
def test_the_same_arguments_are_found(source: str) -> None:
    try:
        expected = names(PARSER.parse(source))
    except SyntaxError:
        return
    try:
        tree = parse(source, "icu")
    except TemplateError as error:
        raise AssertionError(source) from error
    ours = {node.name for node in walk(tree) if isinstance(node, Placeholder)}
    assert (
        ours
        | {
            arm.condition.source
            for node in walk(tree)
            if isinstance(node, Branch)
            for arm in node.arms
            if arm.condition
        }
        == expected
    )
