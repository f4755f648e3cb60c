"""Random templates compared with a real engine: shared by every ``test_random_*``."""

from __future__ import annotations

import contextlib
import random
from typing import TYPE_CHECKING, Any, Final

from smslint.dialects import parse
from smslint.errors import TemplateError
from tests.dialects.oracle import VALUES, check
from tests.engines.engine import FIRST_SEED, EngineError
from tests.engines.filling import count as count_one
from tests.engines.filling import hold_filled, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    Context = dict[str, Any]
    Render = Callable[[str, Context], str]
    Draw = Callable[[random.Random], str]

A_FEW: Final = 100
MANY: Final = 2_000
"""How many templates an engine renders, in CI and by hand."""

NEIGHBOURS: Final = ["a", "Z", "9", "_", "é", "ü", "您", "様", "번", "я", "ß", "٣", "\U0001f600", "-", ".", ",", "\uff0c", ":", ";", "!",
                     "(", ")", "[", "]", "{", "}", "'", '"', "\\", "/", "|", "€", "\u00a0", "\u202f"]  # fmt: skip
"""Characters directly next to a tag: letters and digits of many scripts, signs of every kind."""
SPACES: Final = ["", "", " ", "  ", "\n", "\n\n", "\t", " \n", "\n ", " \n\t", "\r\n", " \r\n ", "\v", "\f"]
LONG: Final = ["a" * 69, "a" * 151, "ж" * 34, "[" * 15]


def filler(draw: random.Random) -> str:
    """Text between two tags."""
    kinds = (SPACES, SPACES, NEIGHBOURS, LONG) if draw.random() < 0.1 else (SPACES, SPACES, NEIGHBOURS)
    return "".join(draw.choice(draw.choice(kinds)) for _ in range(draw.randrange(4)))


def context(draw: random.Random) -> Context:
    """Values inside the limits that :data:`tests.dialects.oracle.VALUES` declares."""

    def text(alphabet: str, least: int, most: int) -> str:
        return "".join(draw.choice(alphabet) for _ in range(draw.randint(least, most)))

    return {
        "name": text("aZ 0é您\U0001f600€'", 0, 12),
        "code": text("0123456789", 4, 8),
        "brand": text("aÄ€[ 9", 1, 6),
        "plan": draw.choice(VALUES["plan"]["enum"]),
        "items": [text("aé. ", 0, 5) for _ in range(draw.randrange(4))],
        "a": draw.random() < 0.5,
        "b": draw.random() < 0.5,
    }


def hold(
    dialect: str,
    render: Render,
    template: Draw,
    count: int,
    *,
    unknown: tuple[str, ...] = (),
    filled: Render | None = None,
) -> int:
    """Draw templates until ``count`` of them have rendered, each with its own values.

    :param unknown: names whose values the engine gets in another way: the tree may have anything there.
    :param filled: renders with the texts of a row unchanged, if ``render`` does not.

    :raises AssertionError: if the engine's text is not a rendering of our tree, or its segments are outside our bounds.
    """
    rendered = 0
    for number in range(1, 8 * count):
        draw = random.Random(FIRST_SEED + number)
        source, values = template(draw), context(draw)
        count_one(dialect, "drawn")
        try:
            text = render(source, values)
        except EngineError:
            with contextlib.suppress(TemplateError):
                parse(source, dialect)
            continue
        check(source, dialect, {name: value for name, value in values.items() if name not in unknown}, text)
        if filled or not unknown:
            hold_filled(dialect, source, texts(dialect, values, number), filled or render, (EngineError,))
        count_one(dialect, "rendered")
        rendered += 1
        if rendered == count:
            return rendered
    raise AssertionError(f"only {rendered} of {8 * count} templates rendered")
