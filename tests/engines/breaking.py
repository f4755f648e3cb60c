"""Code in tags, whole and broken in small ways: what an engine refuses to compile, smslint must not count."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Final

from smslint.dialects import parse
from smslint.errors import TemplateError
from smslint.text.tree import Placeholder, leaves
from tests.engines.engine import FIRST_SEED

if TYPE_CHECKING:
    from collections.abc import Callable

_PIECE: Final = re.compile(r"\s+|\w+|'[^']*'|\"[^\"]*\"|\.\.|->|::|[=!<>]=|&&|\|\||.", re.DOTALL)


def broken(draw: random.Random, code: str, more: tuple[str, ...]) -> str:
    """Code with some of its pieces left out, doubled, exchanged, put in, or cut off.

    :param more: pieces to put in.
    """
    pieces = _PIECE.findall(code)
    for _ in range(draw.choice([0, 1, 1, 1, 2, 3])):
        at = draw.randrange(len(pieces) + 1)
        match draw.randrange(6):
            case 0:
                del pieces[at : at + 1]
            case 1:
                pieces[at:at] = pieces[at : at + 1]
            case 2:
                pieces[at : at + 2] = reversed(pieces[at : at + 2])
            case 3 if draw.random() < 0.3:
                del pieces[at:]
            case 4 if at < len(pieces):
                pieces[at] = draw.choice(more)
            case _:
                pieces.insert(at, draw.choice(more))
    return "".join(pieces)


def answer(source: str, dialect: str) -> str:
    """What smslint says about a template: ``refused``, ``unknown`` or ``known``."""
    try:
        text = parse(source, dialect)
    except TemplateError:
        return "refused"
    holes = [leaf for leaf in leaves(text) if isinstance(leaf, Placeholder)]
    unknown = any(hole.opaque or any(each.name == "unknown" for each in hole.filters) for hole in holes)
    return "unknown" if unknown else "known"


def hold(
    dialect: str,
    draw: Callable[[random.Random], str],
    refused: Callable[[str], list[bool]],
    count: int,
    argued: Callable[[str], bool] = lambda _source: False,
    fails: Callable[[str], bool] = lambda _source: False,
    *,
    light: bool = False,
) -> None:
    """Ask engines and smslint about random templates.

    :param refused: whether each engine refuses a template.
    :param fails: whether an engine fails for another reason before it comes to what is wrong.
    :param argued: templates that are left out, each for a reason that stands beside it.
    :param light: whether smslint looks only lightly at the code, so that it may count what the engine refuses.
    :raises AssertionError: if smslint refuses what an engine accepts, or counts what an engine refuses.
    """
    found = {"refused": 0, "unknown": 0, "known": 0}
    for number in range(count):
        source = draw(random.Random(FIRST_SEED + number))
        if argued(source):
            continue
        engines, said = refused(source), answer(source, dialect)
        found[said] += 1
        assert said != "refused" or all(engines) or fails(source), f"an engine accepts {source!r}"
        assert said != "known" or light or not any(engines), f"an engine refuses {source!r}"
    assert all(number > count / 100 for number in found.values()), found
