"""Recorded renderings of engines that may not be installed for a test run: Go's, Ruby's, PHP's and Java's. ``renderings.json`` names each version.

All were rendered with ``A`` true, ``B`` false, ``Name`` "Ann" and ``Items`` "x" and "y", in the language's own spelling.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smslint.dialects import parse
from smslint.text.bounds import bounds
from smslint.text.segmentation import segment
from tests.dialects.oracle import ends

RECORDED = json.loads((Path(__file__).parent / "renderings.json").read_text(encoding="utf-8"))
CASES = [(dialect, *case) for dialect, each in RECORDED.items() for case in each["renderings"]]
VALUES = {
    **{prefix + "ame": "Ann" for prefix in ("N", "n", "@n")},
    **{prefix + "tems": ["x", "y"] for prefix in ("I", "i", "@i")},
}


@pytest.mark.parametrize(("dialect", "source", "rendered"), CASES)
def test_the_tree_allows_what_the_engine_rendered(dialect: str, source: str, rendered: str) -> None:
    tree = parse(source, dialect)
    assert len(rendered) in ends(tree, rendered, {0}, VALUES)
    found = bounds(tree)
    assert found.least <= segment(rendered).count
    assert found.most is None or segment(rendered).count <= found.most
