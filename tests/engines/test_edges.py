"""Small templates at the edges of each language, written by hand: what its engine prints is a rendering of our tree within our bounds, and
what smslint fills is exactly that.

Not among them: Mustache's change of delimiters, which is refused; ``blank`` in Liquid, which means more with Shopify's extensions than in the
library alone; hyphens in names and white space around directives, which Velocity 1.7 has otherwise than 2.4.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.dialects.oracle import check
from tests.engines.drawing import context
from tests.engines.engine import FIRST_SEED, EngineError, engine
from tests.engines.filling import hold_filled, texts

EDGES: dict[str, list[str]] = json.loads(Path(__file__).with_name("edges.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("dialect", EDGES)
def test_an_engine_prints_what_our_tree_allows(dialect: str) -> None:
    real = engine(dialect)
    rendered = 0
    for source in EDGES[dialect]:
        for number in range(6):
            draw = random.Random(FIRST_SEED + number)
            values = context(draw)
            if dialect == "icu":
                values["n"] = draw.choice([0, 1, 2, 5, 11, 999, 1234])
            try:
                text = real.render(source, values)
            except EngineError:
                continue
            check(source, dialect, values, text)
            rendered += 1
            if dialect != "icu":
                hold_filled(dialect, source, texts(dialect, values, number), real.render, (EngineError,))
    assert rendered > 4 * len(EDGES[dialect])
