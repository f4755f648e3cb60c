"""The variables of loops: inside of its loop, a name that the template assigns elsewhere means only what the loop gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.dialects.names.assigned import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN: Final = re.compile(r"\s*([\w\s,()]+?)\s+in\b")
_NAMES: Final = re.compile(r"[^\W\d]\w*")
_PARAMETERS: Final = re.compile(r"(?:\bdo|\{)\s*\|([^|]*)\|\s*\Z")


def own(name: str, *, inside: bool = True) -> Given:
    """The variable of a loop.

    :param inside: whether the name has its former value again after the loop.
    """
    return Given(name, None, scoped=inside, arm=inside, own=True)


def loop_names(word: str, source: str, start: int, end: int) -> Iterator[Given]:
    """``for x in``, ``for key, value in``, ``tablerow x in``."""
    match = _IN.match(source, start, end) if word in {"for", "tablerow"} else None
    if match:
        yield from map(own, _NAMES.findall(match[1]))


def ruby_parameters(code: str) -> list[str]:
    """The parameters of the block that Ruby code opens: ``do |key, (a, b)|``."""
    match = _PARAMETERS.search(code)
    return _NAMES.findall(match[1]) if match else []
