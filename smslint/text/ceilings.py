"""An upper limit of the units of a text whose loops run too often to add up every round: so much for each round, times the rounds."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from smslint.records import NamedTuple
from smslint.text.tree import Branch, Loop, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from smslint.text.lanes import State
    from smslint.text.tree import Literal, Node, Placeholder


class Ceiling(NamedTuple):
    """The most units of any rendering of a node, in each lane (:mod:`smslint.text.bounds`); ``-inf`` if none is in it."""

    septets: float
    units: float
    flipped: float

    def segments(self, gsm7: tuple[int, int], ucs2: tuple[int, int]) -> float:
        """The most segments: each may have one unit left, because a pair that must not be split did not fit.

        :param gsm7: the units of a single segment, and of each of several.
        """
        return max(_segments(self.septets, *gsm7), _segments(self.flipped, *ucs2))


def _segments(units: float, single: int, segment: int) -> float:
    if units <= single:
        return 1
    return inf if units == inf else -(-units // (segment - 1))


def ceiling(
    node: Node, of: Callable[[Literal | Placeholder], State], rounds: Callable[[Loop], tuple[int, int | None]]
) -> Ceiling:
    """The limit for a node.

    :param of: the state after a leaf alone.
    :param rounds: the least and the most rounds of a loop; ``None`` if there is no limit.
    """
    match node:
        case Sequence():
            return _sum([ceiling(part, of, rounds) for part in node.parts])
        case Branch():
            return _most([ceiling(arm.body, of, rounds) for arm in node.arms])
        case Loop():
            body, (least, most) = ceiling(node.body, of, rounds), rounds(node)
            flipped = max(body.units, body.flipped) if body.flipped > -inf else -inf
            whole = Ceiling(*(_times(each, most) for each in (body.septets, body.units, flipped)))
            if least > 0:
                return whole
            return _most([whole, Ceiling(0, 0, -inf) if node.empty is None else ceiling(node.empty, of, rounds)])
        case _:
            return Ceiling(*(-inf if lane is None else lane[1][0] for lane in of(node)))


def _times(units: float, rounds: int | None) -> float:
    """The units of all rounds."""
    if units <= 0 or rounds == 0:
        return min(units, 0)
    return inf if rounds is None else units * rounds


def _sum(parts: list[Ceiling]) -> Ceiling:
    septets, units, flipped = (
        -inf if -inf in lane else sum(lane)
        for lane in (
            [each.septets for each in parts],
            [each.units for each in parts],
            [max(each[1:]) for each in parts],
        )
    )
    return Ceiling(septets, units, flipped if any(each.flipped > -inf for each in parts) else -inf)


def _most(arms: list[Ceiling]) -> Ceiling:
    return Ceiling(*(max(arm[lane] for arm in arms) for lane in range(3)))
