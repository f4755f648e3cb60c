"""The texts that parameters have by default: a call that sends such a parameter sends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.grammar import inner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node

_ANY: Final = re.compile(r"(?:=|\\\\|:)\s*[$@]?[\"']")
_NAME: Final = re.compile(r"(\w+)\s*(?::\s*[\w<>?.\[\] ]{1,60}=|=|\\\\|:)\s*\Z")
"""A parameter, perhaps with its type, before its default."""
_BEFORE: Final = 200
_MOST: Final = 2_000


def defaults(file: File, node: Node, shape: shapes.Defined) -> Iterator[tuple[str, Node]]:
    """The parameters of a function with a string literal as their default, and that literal."""
    if not shape.parameters:
        return
    if (known := file.defaults(node)) is not None:
        yield from known
        return
    start, end = file.whole(node)
    end = file.whole(shape.body[0]).start if shape.body else end
    if _ANY.search(file.text, start, end) is None:
        return
    waiting = [node]
    for _ in range(_MOST):
        if not waiting:
            return
        for each in inner(waiting.pop()):
            place = file.place(each)
            if place.start >= end:
                continue
            if not isinstance(file.shape(each), shapes.Written):
                waiting.append(each)
            elif (found := _NAME.search(file.text[max(start, place.start - _BEFORE) : place.start])) is not None:
                yield found[1], each
