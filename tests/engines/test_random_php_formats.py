"""Random formats of PHP's ``sprintf`` against PHP: what it prints is a rendering of our tree within our bounds, and what it refuses we refuse."""

from __future__ import annotations

import json
import random
import shutil
import subprocess

import pytest

from smslint import bounds, segment
from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import ends
from tests.engines.drawing import A_FEW, MANY
from tests.engines.engine import FIRST_SEED, absent

PROGRAM = (
    "foreach (json_decode(stream_get_contents(STDIN), true) as [$f, $v]) {"
    "  try { $out[] = mb_scrub(sprintf($f, ...$v)); } catch (\\ValueError $e) { $out[] = null; }"
    "} echo json_encode($out);"
)
FLAGS = ["-", "+", " ", "0", "'x", "'.", "'*", "'0", "' ", "'%", "''", "'[", "'é"]
TEXTS = ["a", " ", "é", "10%%", "Rs. ", "9", "5 ", "日"]
BEHIND = ["", " off", "h", "%%", ".", "%"]
VALUES: list[str | int] = ["Zoë", "a", "", "abcdefghijkl", "0042", "-3x", "1e5", "007", 0, 5, -7, 12345, 65, 999, 2**62]


def conversion(draw: random.Random) -> str:
    place = draw.choice(["", "", "", "", f"{draw.randrange(1, 4)}$", "0$"] if draw.random() < 0.3 else [""])
    flags = "".join(draw.choice(FLAGS) for _ in range(draw.choice([0, 0, 1, 1, 2, 3])))
    size = draw.choice(["", "", "5", "12", "1", "03"]) + draw.choice(["", "", "", ".2", ".0", ".10", "."])
    return f"%{place}{flags}{size}{draw.choice(['', '', '', 'l'])}{draw.choice('sssddduueEfFgGHhoxXcb%iy')}"


def drawn(draw: random.Random) -> tuple[str, list[str | int]]:
    text = "".join(
        draw.choice(TEXTS) + conversion(draw) + draw.choice(BEHIND[:-1]) for _ in range(draw.randrange(1, 4))
    )
    return text + (draw.choice(BEHIND) if draw.random() < 0.1 else ""), [draw.choice(VALUES) for _ in range(6)]


def printed(cases: list[tuple[str, list[str | int]]]) -> list[str | None]:
    php = shutil.which("php")
    if php is None:
        absent("sprintf", "php")
    ended = subprocess.run(
        [php, "-d", "display_errors=0", "-r", PROGRAM],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(ended.stdout))


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_php_prints_what_our_tree_allows(count: int) -> None:
    cases = [drawn(random.Random(seed)) for seed in range(FIRST_SEED, FIRST_SEED + 3 * count)]
    rendered = 0
    for (source, given), text in zip(cases, printed(cases), strict=True):
        if text is None:
            with pytest.raises(TemplateError):
                parse(source, "php_sprintf")
            continue
        tree = parse(source, "php_sprintf")
        rendered += 1
        if "?" in text:  # a character was cut in two: no text message holds half of one
            continue
        values = {str(place): str(value) for place, value in enumerate(given, 1)}
        assert len(text) in ends(tree, text, {0}, values), (source, given, text)
        for kind in ("enum", "lengths"):
            declared = {name: _declared(value, kind) for name, value in values.items()}
            for room in {0, len(text) // 2, len(text) - 1, len(text), len(text) + 1, len(text) + 3}:
                for limit in (70, 160):
                    front = "x" * max(limit - room, 0)
                    found, sent = bounds(parse(front + source, "php_sprintf"), declared), segment(front + text).count
                    assert found.least <= sent, (source, given, text)
                    assert found.most is None or sent <= found.most, (source, given, text)
    assert rendered >= count, rendered


def _declared(value: str, kind: str) -> dict[str, object]:
    if kind == "enum":
        return {"enum": [value]}
    charset = "digits" if value.isdecimal() else "gsm7_basic" if value.isascii() else "any"
    return {"min": len(value), "max": len(value), "charset": charset}
