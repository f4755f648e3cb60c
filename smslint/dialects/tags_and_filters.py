"""Which of the dialects with ``{% tags %}`` have a tag or a filter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from smslint.dialects.constructs import OF_DJANGO, OF_LIQUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.dialects.blocks.grammar import Grammar
    from smslint.dialects.functions.meaning import Meaning

TAGGED: Final = ("jinja", "django", "liquid", "twig")
"""The dialects with ``{% tags %}``; of equal ones the most likely first."""


@cache
def dialects_by_tag() -> dict[str, tuple[str, ...]]:
    """The dialects that have each tag."""
    found: dict[str, tuple[str, ...]] = {}
    for own, dialect in ((OF_LIQUID, "liquid"), (OF_DJANGO, "django")):
        found.update(dict.fromkeys(own, (dialect,)))
    for dialect, grammar in _grammars().items():
        tags = {*grammar.blocks, *grammar.inline, *grammar.opaque, *grammar.parents}
        for block in grammar.blocks.values():
            tags |= {*block.ends, *block.arms, *block.last_arms}
        for word in tags:
            found[word] = (*found.get(word, ()), dialect)
    return found


@cache
def _grammars() -> dict[str, Grammar]:
    from smslint.dialects.django import DJANGO
    from smslint.dialects.jinja import JINJA
    from smslint.dialects.liquid import LIQUID
    from smslint.dialects.twig import TWIG

    return dict(zip(TAGGED, (JINJA, DJANGO, LIQUID, TWIG), strict=True))


@cache
def filters_of(dialect: str) -> Mapping[str, Meaning]:
    """The filters of a dialect with tags."""
    from smslint.dialects.functions.filters import FILTERS

    return FILTERS[dialect]
