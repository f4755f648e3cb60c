"""Least and most characters (code points) of a text over its renderings: the unit of a provider's limit per request."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence
from smslint.text.values import UNKNOWN, Run, ValueTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.text.values import Values


class Lengths(NamedTuple):
    """Characters; ``most`` is ``None`` when there is no limit."""

    least: int
    most: int | None


def lengths(node: Node, values: ValueTable) -> Lengths:
    """The least and most characters of a node's renderings."""
    match node:
        case Literal():
            return Lengths(len(node.text), len(node.text))
        case Placeholder():
            known = (values.elsewhere(node.name) if node.opaque else values.lookup(node.name)) or UNKNOWN
            if node.filters:
                from smslint.text.filters import filtered

                known = filtered(known, node.filters)
            return _of_values(known)
        case Sequence():
            parts = [lengths(part, values) for part in node.parts]
            return Lengths(sum(part.least for part in parts), _sum(part.most for part in parts))
        case Branch():
            arms = [lengths(arm.body, values) for arm in node.arms]
            return Lengths(min(arm.least for arm in arms), _greatest([arm.most for arm in arms]))
        case Loop():
            body = lengths(node.body, values)
            least, most = (values.lookup(node.name) or UNKNOWN).items
            total = 0 if body.most == 0 else None if most is None or body.most is None else body.most * most
            empty = lengths(node.empty, values) if node.empty is not None and least == 0 else Lengths(0, 0)
            return Lengths(
                body.least * least if least else min(empty.least, body.least), _greatest([total, empty.most])
            )


@lru_cache(maxsize=256)
def _of_values(values: Values) -> Lengths:
    found = [_of_option(option) for option in values.options]
    return Lengths(min(each.least for each in found), _greatest([each.most for each in found]))


def _of_option(option: Run | str) -> Lengths:
    if isinstance(option, str):
        return Lengths(len(option), len(option))
    widest = max(map(len, option.charset.members))
    most = None if option.most is None else option.most * widest + len(option.suffix)
    return Lengths(option.least + len(option.suffix), most)


def _sum(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _greatest(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return max(known, default=0) if len(known) == len(numbers) else None
