"""The tests of which CI runs a sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import SAMPLED

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", SAMPLED)
def test_it_is_a_table(name: str) -> None:
    path, _, function = name.partition("::")
    text = (ROOT / path).read_text("utf-8")
    assert re.search(
        rf"^@pytest\.mark\.parametrize\((?:(?!\ndef ).)*?\n(@.*\n)*def {function}\w*\(", text, re.MULTILINE | re.DOTALL
    )
