"""Shared by all oracles: values to draw, and the conditions between a real rendering and our tree.

A real engine renders a random template with random values inside the declared limits. Then its segments must be within our
bounds, and our tree must allow the rendered text, including its white space.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.gsm7 import DEFAULT, EXTENSION
from smslint.text.segmentation import segment
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Text

DRAWN = settings(max_examples=150 if "CI" in os.environ else 400, deadline=None)
"""How many templates an oracle draws: in CI, where every run draws the same, fewer."""
VALUES: dict[str, dict[str, Any]] = {
    "name": {"max": 12, "charset": "any"},
    "code": {"min": 4, "max": 8, "charset": "digits"},
    "brand": {"min": 1, "max": 6, "charset": "gsm7"},
    "plan": {"enum": ["Basic", "Pro €", ""]},
    "item": {"max": 5, "charset": "gsm7_basic"},
    "items": {"max_items": 3},
    "n": {"min": 1, "max": 3, "charset": "gsm7_basic"},
}
FLAGS = ("a", "b")
"""Names used only in conditions."""

_SOME = st.sampled_from("aZ 0ßŉΐİıﬁł\U0001f600€[é\n'&<") | st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
_GSM = st.sampled_from(DEFAULT.replace("\r", "") + EXTENSION)
CONTEXTS = st.fixed_dictionaries({
    "name": st.text(_SOME, max_size=12),
    "code": st.text("0123456789", min_size=4, max_size=8),
    "brand": st.text(_GSM, min_size=1, max_size=6),
    "plan": st.sampled_from(VALUES["plan"]["enum"]),
    "items": st.lists(st.text(st.sampled_from("aé. "), max_size=5), max_size=3),
    "a": st.booleans(),
    "b": st.booleans(),
})  # fmt: skip

FILLS = ["", "Hi", " ", "\n", " \n ", "\t", "\r\n", " \r\n\t", "a" * 30, "a" * 75, "[" * 15, "a" * 151 + "€", "é ", "ж" * 34,
         "\U0001f600" * 16, ".", "x\n", "\n\ny", "{ }", "% $ # @", "'\""]  # fmt: skip
"""Literal texts: white space of every kind, and lengths that lead close to the ends of segments."""


_TRUE_AND_FALSE = ("True", "False", "true", "false", "1", "")
"""What engines print for a condition."""


def check(source: str, dialect: str, context: Mapping[str, Any], rendered: str) -> None:
    """Compare a real rendering with our tree of its source.

    :raises AssertionError: if the bounds exclude it, or the tree does not allow its text.
    """
    check_tree(parse(source, dialect), source, context, rendered)


def check_tree(tree: Text, source: str, context: Mapping[str, Any], rendered: str) -> None:
    """As :func:`check`, of a tree that is there already."""
    found = bounds(tree, VALUES)
    count = segment(rendered).count
    assert found.least <= count, (source, rendered, found)
    assert found.most is None or count <= found.most, (source, rendered, found)
    if all(isinstance(node, Literal | Sequence) for node in walk(tree)):
        assert found.least_witness == found.most_witness == rendered, (source, rendered, found)
    assert len(rendered) in ends(tree, rendered, {0}, context), (source, rendered, tree)


def ends(node: Node, text: str, starts: set[int], context: Mapping[str, Any]) -> set[int]:
    """The possible ends of a node's renderings in a text, for given starts. A filtered value may be anything."""
    if not starts:
        return set()
    match node:
        case Literal():
            return after(node.text, text, starts)
        case Placeholder() if not node.filters and not node.opaque and node.name in {"item", "."}:
            return {start + length for start in starts for length in range(16) if start + length <= len(text)}
        case Placeholder() if not node.filters and not node.opaque and isinstance(context.get(node.name), frozenset):
            return set().union(*(after(str(each), text, starts) for each in context[node.name]))
        case Placeholder() if not node.filters and not node.opaque and isinstance(context.get(node.name), bool):
            return set().union(*(after(each, text, starts) for each in _TRUE_AND_FALSE))
        case Placeholder() if not node.filters and not node.opaque and isinstance(context.get(node.name), str | int):
            return after(str(context[node.name]), text, starts)
        case Placeholder():
            return set(range(min(starts), len(text) + 1))
        case Branch():
            return set().union(*(ends(arm.body, text, starts, context) for arm in node.arms))
        case Loop():
            return loop_ends(node, text, starts, context)
        case Sequence():
            for part in node.parts:
                starts = ends(part, text, starts, context)
            return starts


def loop_ends(node: Loop, text: str, starts: set[int], context: Mapping[str, Any]) -> set[int]:
    rounds = [starts if node.empty is None else ends(node.empty, text, starts, context)]
    for _ in range(12):
        starts = ends(node.body, text, starts, context)
        rounds.append(starts)
    value = context.get(node.name)
    return set().union(*(rounds[: len(value) + 1] if isinstance(value, list) else rounds))


def after(piece: str, text: str, starts: set[int]) -> set[int]:
    return {start + len(piece) for start in starts if text.startswith(piece, start)}
