"""Names of columns in the forms in which they are compared: folded, without spaces, as words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smslint.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PARTS: Final = re.compile(r"[\W_]+")
_ASIDE: Final = re.compile(r"[(\[{（][^)\]}）\n]*+(?:([)\]}）])|)")
"""What is in brackets. One that is never closed is found, too, so that no other search begins inside of it."""
_SCRIPTS: Final = re.compile("[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff]")
"""Scripts without (or with optional) spaces between words, where a name counts even inside a longer name."""


def normal(name: str) -> str:
    """A column's name in the form used for comparison."""
    return "".join(filter(str.isalnum, fold(name)))


def holds(spaced: str, plain: str, phrases: Mapping[str, str]) -> bool:
    scripts = _SCRIPTS.search(plain) is not None
    return any(
        f" {each} " in spaced or (scripts and joined in plain and _SCRIPTS.search(joined))
        for each, joined in phrases.items()
    )


def speaks_of(name: str, line: str) -> bool:
    """Whether a name contains one of the phrases of a line."""
    return holds(spaced(name), normal(name), phrases(line))


def spaced(name: str) -> str:
    """A name as folded words, with a space on both sides of each."""
    return f" {' '.join(_PARTS.sub(' ', fold(_HUMPS.sub(' ', name))).split())} "


def without_asides(name: str) -> str:
    """A name without what is in brackets."""
    return _ASIDE.sub(lambda aside: aside[0] if aside[1] is None else " ", name)


def order(*tables: Mapping[str, str]) -> dict[str, int]:
    return _ordered(tuple(tuple(each.values()) for each in tables))


@lru_cache(maxsize=16)
def _ordered(tables: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    names = [normal(name) for lines in tables for line in lines for name in line.split(" | ")]
    return {name: rank for rank, name in reversed(list(enumerate(names)))}


@lru_cache(maxsize=64)
def phrases(line: str) -> dict[str, str]:
    """Phrases as folded words, and the same without spaces."""
    return {spaced(each).strip(): normal(each) for each in line.split(" | ")}
