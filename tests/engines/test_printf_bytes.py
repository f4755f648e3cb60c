"""Widths and precisions of printf: PHP counts bytes, Python counts characters, and the bounds of a text contain both."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import product

import pytest

from smslint import bounds, segment
from smslint.dialects import parse
from tests.engines.engine import absent

FORMATS = ["%5s", "%-5s", "%12s", "%2s", "%.3s", "%.1s", "%8.3s", "%1$5s", "[%s]", "%20.10s"]
VALUES = ["", "a", "Zoë", "Ünïcödé", "日本", "ab", "abcdefghij", "😀", "éa", "12345"]
PROGRAM = "foreach (json_decode(stream_get_contents(STDIN), true) as [$f, $v]) { $out[] = mb_scrub(sprintf($f, $v)); } echo json_encode($out);"


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], str]:
    """What PHP prints for each format and value."""
    php = shutil.which("php")
    if php is None:
        absent("printf", "php")
    pairs = list(product(FORMATS, VALUES))
    ended = subprocess.run([php, "-r", PROGRAM], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    return dict(zip(pairs, json.loads(ended.stdout), strict=True))


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("written", FORMATS)
def test_both_are_within_the_bounds(written: str, value: str, printed: dict[tuple[str, str], str]) -> None:
    """Beside texts that are as long as one segment, less as many characters as may be printed, so that each character counts."""
    shown = [printed[written, value], written.replace("1$", "") % value]
    for declared in ({"enum": [value]}, {"min": len(value), "max": len(value), "charset": "any"}):
        for room in range(22):
            front = "x" * (70 - room) if not value.isascii() else "x" * (160 - room)
            found = bounds(parse(front + written, "percent"), {"1": declared})
            counts = [segment(front + each).count for each in shown]
            assert found.least <= min(counts)
            assert found.most is None or max(counts) <= found.most
