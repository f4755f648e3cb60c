"""Random format strings against Python's ``%`` and ``str.format``, with text directly after a conversion.

``%n`` is not drawn: it is Java's line break, and Python has no such conversion. A space flag of an unnamed conversion is not drawn either:
"20% off" is a discount here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engines.drawing import A_FEW, MANY, filler, hold
from tests.engines.engine import EngineError

if TYPE_CHECKING:
    import random

    from tests.engines.drawing import Context

BEHIND = ["%%", "h", "s", "9", "$", "様", "번", "Ort:", "_", "", "", "{{", "}}"]
TEXTS, WORDS = ["name", "brand", "plan"], ["s", "5s", "-8s", ".3s", "8.2s", "#s", "05s", ".s", "hs", "ls"]
NUMBERS = ["d", "i", "5d", "05d", "-4d", "+d", "+5d", ".3d", "ld", "lld"[1:], "x", "#o", "c", "e", ".2f", "X", "G", "u"]


def percent(draw: random.Random) -> str:
    pieces = []
    for _ in range(draw.randrange(1, 6)):
        name, kind = (draw.choice(TEXTS), draw.choice(WORDS)) if draw.random() < 0.6 else ("code", draw.choice(NUMBERS))
        named = draw.choice(["%(", "%%%("]) + name + ")" + draw.choice(["", "", " ", "-"]) + kind
        pieces += [filler(draw), draw.choice([named, named, named, "%%", "%(code)%"]), draw.choice(BEHIND[:-2])]
    return "".join(pieces)


def by_place(draw: random.Random) -> str:
    kinds = [*WORDS, *NUMBERS, "*d", ".*f", "-*.*d", "*c"]
    return "".join(
        filler(draw) + draw.choice(["%", "%", "%%%"]) + draw.choice(kinds) + draw.choice(BEHIND[:-2])
        for _ in range(draw.randrange(1, 6))
    )


SPECS = ["", "!s", "!r", "!a", ":s", ":>10", ":<3", ":^12", ":.4s", ":.0", ":10.3", ":€>6", ":é^8.2s", ":ж<14", ":{code[0]}", "!r:>{code[0]}",
         ":{}", ":>{code[1]}s", ":\n<9", ":<08", ":]<9"]  # fmt: skip
NUMBER_SPECS = ["", ":d", ":02d", ":,", ":,d", ":.2f", ":+d", ":x", ":_d", ":e", ":%", ": d", ":#x", ":08.1f", ":c", ":n", ":+", ":,.2f",
                ":ж>9d", ":€=12d", ":+{code[0]}", ":-", ":z.1f"]  # fmt: skip
KEYS = ["{rows[y z]}", "{rows[a}b:c!d]}", "{rows[{]}", "{rows[é]}", "{rows[y z]:>9}", "{rows[{]!r:{code[0]}}"]
ROWS = {"y z": "yz", "a}b:c!d": "odd", "{": "brace", "é": "é"}


def brace(draw: random.Random) -> str:
    pieces = []
    for _ in range(draw.randrange(1, 6)):
        fields = [
            f"{{{draw.choice(TEXTS)}{draw.choice(SPECS)}}}",
            f"{{n{draw.choice(NUMBER_SPECS)}}}",
            draw.choice(KEYS),
        ]
        space = filler(draw).replace("{", "{{").replace("}", "}}")
        pieces += [
            space,
            draw.choice([*fields, "{{", "}}", "{{{name}}}", "{}"]),
            draw.choice(["", "h", "9", "様", "%"]),
        ]
    return "".join(pieces)


def render_percent(source: str, values: Context) -> str:
    try:
        return source % {**values, "code": 1000 + int(values["code"]) % 9000}
    except (ValueError, TypeError, OverflowError) as error:
        raise EngineError from error


def render_by_place(source: str, values: Context) -> str:
    kinds = [values["name"], 65, 7, values["plan"], 3, 12, values["brand"], 9]
    for count in range(12):
        try:
            return source % tuple((kinds * 2)[:count])
        except (ValueError, TypeError, OverflowError):
            continue
    raise EngineError


def fill_percent(source: str, row: Context) -> str:
    try:
        return source % row
    except (ValueError, TypeError, OverflowError, LookupError) as error:
        raise EngineError from error


def fill_brace(source: str, row: Context) -> str:
    try:
        return source.format(**row)
    except (ValueError, TypeError, OverflowError, LookupError, AttributeError) as error:
        raise EngineError from error


def render_brace(source: str, values: Context) -> str:
    numbers = [int(values["code"]) * 10, -3, 97]
    try:
        return source.format(*"5678", **{**values, "code": "57", "n": numbers[len(source) % 3], "rows": ROWS})
    except (ValueError, TypeError, OverflowError, LookupError) as error:
        raise EngineError from error


DIALECTS = {
    "percent": (percent, render_percent, fill_percent),
    "percent by place": (by_place, render_by_place, None),
    "brace": (brace, render_brace, fill_brace),
}


@pytest.mark.parametrize("count", [A_FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", DIALECTS)
def test_python_formats_what_our_tree_allows(kind: str, count: int) -> None:
    template, render, filled = DIALECTS[kind]
    unknown = ("n", "code", *"0123456789")
    assert hold(kind.partition(" ")[0], render, template, count, unknown=unknown, filled=filled) == count
