"""Inputs that were once read wrongly, with the correct answer and the reason, for the dialects whose placeholders are signs and for hosts.

The expected text has ``{}`` for a placeholder, ``[a | b]`` for a choice (its arms sorted) and ``(x)*`` for a loop. If it is "unknown", the
bounds must be unknown.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from smslint.dialects import parse
from smslint.sources.options import Options
from smslint.sources.registry import read
from smslint.text.bounds import bounds
from smslint.text.tree import leaves
from tests.dialects.test_cases import shape

CASES = json.loads((Path(__file__).parent / "cases" / "signs.json").read_text(encoding="utf-8"))


def wanted(want: str, given: str) -> str:
    """The expected text in the notation of the tree: placeholders without names, sorted arms. Braces of the input that are kept are text."""
    holes = re.sub(r"\{(?:\d+|[a-z]+|\.\.\.)\}", "{}", want) if want != given else want
    return re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda arms: "[" + " | ".join(sorted(arms[1].split(" | "))) + "]", holes)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_it_is_read_like_the_engine_reads_it(case: dict[str, Any]) -> None:
    if case["kind"] == "source":
        messages = read(case["source"], case["input"], Options(**case.get("options", {})))
        found = [message.body if message.text is None else shape(message.text) for message in messages]
        assert found == [wanted(each, "") for each in case["want"]], case["why"]
        return
    tree = parse(case["input"], case["dialect"])
    assert "".join(case["input"][leaf.span.start : leaf.span.end] for leaf in leaves(tree)) == case["input"]
    if "unknown" in case["want"]:
        assert bounds(tree).most is None, case["why"]
    else:
        assert shape(tree) == wanted(case["want"], case["input"]), case["why"]
