"""The extremes that a pass over a template carries: how far any rendering of the prefix can reach, and how it got there."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from smslint.text.gsm7 import Alphabet, advance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.text.values import Charset

Trail: TypeAlias = "tuple[Trail, str, int] | None"
"""How an extreme was reached: the trail before, and a string with the times it is repeated."""


class Extreme(NamedTuple):
    """One extreme of a lane: a number of units (or infinity), and the rendering that has it."""

    at: float
    trail: Trail

    def witness(self) -> str:
        """The rendering."""
        parts, trail = [], self.trail
        while trail is not None:
            trail, text, times = trail
            parts.append(text * times)
        return "".join(reversed(parts))


class Lane(NamedTuple):
    """The extremes of one lane: of the plain sum of units, and of the end on the grid of segments."""

    least_sum: Extreme
    most_sum: Extreme
    least_end: Extreme
    most_end: Extreme


class State(NamedTuple):
    """The three lanes after a prefix; ``None`` where no rendering is in the lane.

    ``septets``: GSM-7 so far, in septets. ``units``: the same renderings in UTF-16 code units, should a later character force
    UCS-2. ``flipped``: the renderings that hold such a character.
    """

    septets: Lane | None
    units: Lane | None
    flipped: Lane | None


class Piece(NamedTuple):
    """A string and how often it is repeated, with the marks of the whole. ``marks`` of ``None``: it has no end."""

    text: str
    times: int
    marks: bytes | None


_ZERO = Extreme(0, None)
_EMPTY = Lane(_ZERO, _ZERO, _ZERO, _ZERO)
START = State(_EMPTY, _EMPTY, None)
ENDLESS = Piece("", 0, None)


def add(lane: Lane | None, short: Piece, long: Piece, capacity: int) -> Lane | None:
    """A lane after a piece: its least extremes after the short form, its most after the long one."""
    if lane is None:
        return None
    return Lane(
        _sum(lane.least_sum, short),
        _sum(lane.most_sum, long),
        _end(lane.least_end, short, capacity),
        _end(lane.most_end, long, capacity),
    )


def _sum(extreme: Extreme, piece: Piece) -> Extreme:
    if piece.marks is None or extreme.at == inf:
        return Extreme(inf, None)
    return Extreme(extreme.at + len(piece.marks), (extreme.trail, piece.text, piece.times))


def _end(extreme: Extreme, piece: Piece, capacity: int) -> Extreme:
    if piece.marks is None or extreme.at == inf:
        return Extreme(inf, None)
    return Extreme(advance(int(extreme.at), piece.marks, capacity), (extreme.trail, piece.text, piece.times))


def merge(states: Iterable[State]) -> State:
    """The state after any one of several alternatives."""
    first, *rest = states
    for state in rest:
        first = State(
            wider(first.septets, state.septets),
            wider(first.units, state.units),
            wider(first.flipped, state.flipped),
        )
    return first


def wider(one: Lane | None, two: Lane | None) -> Lane | None:
    """The lane that holds the renderings of both."""
    if one is None or two is None:
        return one or two
    return Lane(
        one.least_sum if one.least_sum.at <= two.least_sum.at else two.least_sum,
        one.most_sum if one.most_sum.at >= two.most_sum.at else two.most_sum,
        one.least_end if one.least_end.at <= two.least_end.at else two.least_end,
        one.most_end if one.most_end.at >= two.most_end.at else two.most_end,
    )


def endless(state: State) -> State:
    """The same renderings, and ever longer ones of each lane."""
    top = Extreme(inf, None)
    lanes = (lane and lane._replace(most_sum=top, most_end=top) for lane in state)
    return State(*lanes)


def grows(before: State, after: State) -> bool:
    """Whether another round of a loop made anything longer; if not, no number of rounds will."""
    return any(
        two is not None and (one is None or two.most_sum.at > one.most_sum.at)
        for one, two in zip(before, after, strict=True)
    )


class Count(NamedTuple):
    """Segments (or infinity), the extreme that has them, and the units left in its last segment."""

    segments: float
    extreme: Extreme
    room: float


def counts(lane: Lane, single: int, segment: int) -> tuple[Count, Count]:
    """The least and the most segments of a lane. One segment holds ``single`` units; more hold ``segment`` each."""
    least = _fits(lane.least_sum, single) or _many(lane.least_end, segment)
    most = _fits(lane.most_sum, single)
    if most is None:
        most = Count(inf, lane.most_end, 0) if lane.most_end.at == inf else _many(lane.most_end, segment)
        if most.segments == 2:
            # The rendering that ends furthest may owe that to units left unused and fit in one segment after all; the one
            # that is longest by plain sum certainly does not.
            most = most._replace(extreme=lane.most_sum)
    return least, most


def _fits(extreme: Extreme, single: int) -> Count | None:
    return Count(1, extreme, single - extreme.at) if extreme.at <= single else None


def _many(end: Extreme, segment: int) -> Count:
    count = -(-int(end.at) // segment)
    return Count(count, end, count * segment - end.at)


class Reach(NamedTuple):
    """The members of a charset that move an end least and furthest, in one alphabet. Empty where there is no such member."""

    septets_short: str
    septets_long: str
    units_short: str
    units_long: str
    other_short: str
    other_long: str
    any_short: str
    any_long: str


@lru_cache(maxsize=256)
def reach(charset: Charset, alphabet: Alphabet) -> Reach:
    """Which members matter. ``septets_*`` and ``units_*`` are of the members inside the alphabet, ``other_*`` outside it."""
    members = alphabet.samples(charset.members)
    inside = [member for member in members if alphabet.holds(member)]
    outside = [member for member in members if not alphabet.holds(member)]

    def septets(text: str) -> bytes:
        return alphabet.marks(text) or b""

    return Reach(
        *_extremes(inside, septets),
        *_extremes(inside, alphabet.units),
        *_extremes(outside, alphabet.units),
        *_extremes([*inside, *outside], alphabet.units),
    )


def _extremes(members: list[str], marks: Callable[[str], bytes]) -> tuple[str, str]:
    """By units; among equals the one that can leave a unit unused moves an end further."""

    def weight(member: str) -> tuple[int, int]:
        found = marks(member)
        return len(found), found.count(0)

    preferred = sorted(members, key=lambda member: (not member.isalnum(), member != "a"))
    return min(preferred, key=weight, default=""), max(preferred, key=weight, default="")
