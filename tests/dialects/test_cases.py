"""A table of sources that were once read wrongly: the correct shape of each, and the reason.

A shape is literal text, ``{}`` for a placeholder, ``[a | b]`` for a choice with its arms sorted, ``(x)*`` for a
loop, ``(x else y)*`` for a loop with an alternative. ``unknown`` is a text without a limit, or one that is not exact.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, placeholders

CASES: Final = json.loads((Path(__file__).parent / "cases/curly.json").read_text(encoding="utf-8"))


def shape(node: Node) -> str:
    match node:
        case Literal():
            return node.text
        case Placeholder():
            return "{}"
        case Branch():
            return "[" + " | ".join(sorted(shape(arm.body) for arm in node.arms)) + "]"
        case Loop():
            return "(" + shape(node.body) + (")*" if node.empty is None else f" else {shape(node.empty)})*")
        case Sequence():
            return "".join(map(shape, node.parts))


@pytest.mark.parametrize("case", CASES, ids=[f"{index}-{case['dialect']}" for index, case in enumerate(CASES)])
def test_a_source_has_the_shape_of_its_engine(case: dict[str, str]) -> None:
    text = parse(case["input"], case["dialect"])
    if case["want"] == "unknown":
        found = bounds(text)
        assert found.most is None or not found.exact, case["why"]
        assert any(hole.opaque for hole in placeholders(text)), case["why"]
    else:
        assert shape(text) == case["want"], case["why"]
