"""Random templates of Jinja, Django and Twig, many of them broken: smslint refuses what the engine refuses, and nothing else.

Where the engine refuses and smslint does not, it must not have counted the text either: it may be a tag or a filter that a host adds.
"""

from __future__ import annotations

import pytest

from tests.engines.random_code import KINDS, compare
from tests.engines.refusing import REFUSES

SIZES = [300, pytest.param(20_000, marks=pytest.mark.long)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("dialect", KINDS)
def test_smslint_refuses_what_the_engine_refuses(dialect: str, count: int) -> None:
    found, false, exact = compare(dialect, KINDS[dialect], REFUSES[dialect](), count)
    assert false == []
    assert exact == []
    assert found["both take"] > count / 4
    assert found["both refuse"] > count / 4
