"""Regions as settings state them: one code, or a list of codes (ISO 3166-1 alpha-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.region_codes import REGIONS, suggestion
from smslint.wording import shown

if TYPE_CHECKING:
    from smslint.settings import Key, Node


def regions(node: Node, key: str) -> tuple[str, ...]:
    """The codes under a key: one, or a list of them, in capitals; one that is there twice counts once.

    :raises ConfigError: for a value that is not the code of a region, with a suggestion.
    """
    single = not isinstance(node.values.get(key), list | tuple)
    words = node.one_or_more(key)
    codes = (region_of(node, word, key, *(() if single else (at,))) for at, word in enumerate(words))
    return tuple(dict.fromkeys(codes))


def region_of(node: Node, word: str, *keys: Key) -> str:
    """The code of a region, in capitals.

    :raises ConfigError: for any other word, with a suggestion.
    """
    code = word.upper()
    if code not in REGIONS:
        node.fail(f"{shown(word)} is not an ISO 3166-1 alpha-2 code such as US or GB{suggestion(word)}", *keys)
    return code
