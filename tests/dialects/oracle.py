"""What every oracle shares: values to draw, and what must hold between a real rendering and our tree.

A real engine renders a random template with random values inside the declared limits. Then its segments must lie within our
bounds, and the rendered text must be one that our tree allows, white space and all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.gsm7 import DEFAULT, EXTENSION
from smslint.text.segmentation import segment
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUES: dict[str, dict[str, Any]] = {
    "name": {"max": 12, "charset": "any"},
    "code": {"min": 4, "max": 8, "charset": "digits"},
    "brand": {"min": 1, "max": 6, "charset": "gsm7"},
    "plan": {"enum": ["Basic", "Pro €", ""]},
    "item": {"max": 5, "charset": "gsm7_basic"},
    "items": {"max_items": 3},
}
FLAGS = ("a", "b")
"""Names that only conditions use."""

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
"""Literal texts: white space of every kind, and lengths that add up to places near the ends of segments."""


def check(source: str, dialect: str, context: Mapping[str, Any], rendered: str) -> None:
    """Hold a real rendering against our tree of its source.

    :raises AssertionError: when the bounds exclude it, or the tree does not allow its text.
    """
    tree = parse(source, dialect)
    found = bounds(tree, VALUES)
    count = segment(rendered).count
    assert found.least <= count, (source, rendered, found)
    assert found.most is None or count <= found.most, (source, rendered, found)
    if all(isinstance(leaf, Literal) for leaf in leaves(tree)) and "|" not in (pattern := as_pattern(tree, context)):
        assert "".join(leaf.text for leaf in leaves(tree)) == rendered, (source, pattern)
    assert re.fullmatch(as_pattern(tree, context), rendered, re.DOTALL), (source, rendered, tree)


def as_pattern(node: Node, context: Mapping[str, Any]) -> str:
    """A regular expression of the texts that a tree allows, given the values. A filtered value may be anything."""
    match node:
        case Literal():
            return re.escape(node.text)
        case Placeholder() if node.filters or node.opaque:
            return ".*"
        case Placeholder() if node.name in {"item", "."}:
            return ".{0,5}"
        case Placeholder():
            return re.escape(str(context[node.name])) if node.name in context else ".*"
        case Sequence():
            return "".join(as_pattern(part, context) for part in node.parts)
        case Branch():
            return f"(?:{'|'.join(as_pattern(arm, context) for arm in node.arms)})"
        case Loop():
            body = f"(?:{as_pattern(node.body, context)})"
            rounds = body * len(context.get(node.name, ())) if node.name in context else f"{body}*"
            if node.empty is not None and not rounds:
                return as_pattern(node.empty, context)
            return rounds
