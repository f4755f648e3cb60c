"""The extremes that a pass over a template carries: how far any rendering of the prefix can reach, and how it got there."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.text.gsm7 import Alphabet, advance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.text.values import Charset, Run

# An extreme and a lane are plain tuples: a pass makes dozens of them, and a record of its own takes twice the time.
Trail: TypeAlias = "tuple[Trail, str, str, int] | None"
"""How an extreme was reached: the trail before, plain text that was held back, and a string with the times it is repeated."""

Extreme: TypeAlias = tuple[float, Trail]
"""One extreme of a lane: a number of units (or infinity), and how the rendering that has it is made."""

Lane: TypeAlias = tuple[Extreme, Extreme, Extreme, Extreme]
"""The extremes of one lane: of the plain sum of units, the least and the most; of the end on the grid of segments, likewise."""


def witness(extreme: Extreme) -> str:
    """The rendering that has an extreme."""
    parts, trail = [], extreme[1]
    while trail is not None:
        trail, held, text, times = trail
        parts.append(held + text * times)
    parts.reverse()
    return "".join(parts)


class State(NamedTuple):
    """The three lanes after a prefix; ``None`` where no rendering is in the lane.

    ``septets``: GSM-7 so far, in septets. ``units``: the same renderings in UTF-16 code units, should a later character force
    UCS-2. ``flipped``: the renderings that hold such a character.
    """

    septets: Lane | None
    units: Lane | None
    flipped: Lane | None


class Piece(NamedTuple):
    """A string and how often it is repeated, with the units of the whole: infinity where it has no end."""

    text: str
    times: int
    units: float
    marks: bytes = b""
    """The marks of the whole (see :class:`~smslint.text.gsm7.Alphabet`) where it holds a pair that may not be parted. Without
    one, the units alone say where it ends."""


def piece(text: str, times: int, marks: bytes) -> Piece:
    """A piece with the marks of the whole."""
    return Piece(text, times, len(marks), marks if 0 in marks else b"")


_ZERO: Final[Extreme] = (0, None)
_EMPTY: Final[Lane] = (_ZERO, _ZERO, _ZERO, _ZERO)
START = State(_EMPTY, _EMPTY, None)
ENDLESS = Piece("", 0, inf)


def add(lane: Lane | None, short: Piece, long: Piece, capacity: int, held: str = "") -> Lane | None:
    """A lane after a piece: its least extremes after the short form, its most after the long one.

    :param held: plain text that stands before the piece (see :attr:`~smslint.text.gsm7.Alphabet.plain`).
    """
    if lane is None:
        return None
    least, most, least_end, most_end = lane
    short_text, short_times, short_units, short_marks = short
    long_text, long_times, long_units, long_marks = long
    before = len(held)
    # While no pair has been seen, a sum and its end are one record: where they are, they are made once.
    least_sum = (least[0] + before + short_units, (least[1], held, short_text, short_times))
    most_sum = (most[0] + before + long_units, (most[1], held, long_text, long_times))
    return (
        least_sum,
        most_sum,
        least_sum if least_end is least and not short_marks else _end(least_end, short, capacity, held),
        most_sum if most_end is most and not long_marks else _end(most_end, long, capacity, held),
    )


def _end(extreme: Extreme, piece: Piece, capacity: int, held: str) -> Extreme:
    at, trail = extreme
    text, times, units, marks = piece
    at += len(held)
    at = advance(int(at), marks, capacity) if marks and at != inf else at + units
    return at, (trail, held, text, times)


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
    least, most, least_end, most_end = one
    other_least, other_most, other_least_end, other_most_end = two
    return (
        least if least[0] <= other_least[0] else other_least,
        most if most[0] >= other_most[0] else other_most,
        least_end if least_end[0] <= other_least_end[0] else other_least_end,
        most_end if most_end[0] >= other_most_end[0] else other_most_end,
    )


def endless(state: State) -> State:
    """The same renderings, and ever longer ones of each lane."""
    top: Extreme = (inf, None)
    lanes = (lane and (lane[0], top, lane[2], top) for lane in state)
    return State(*lanes)


def grows(before: State, after: State) -> bool:
    """Whether another round of a loop made anything longer; if not, no number of rounds will."""
    return any(
        two is not None and (one is None or two[1][0] > one[1][0]) for one, two in zip(before, after, strict=True)
    )


class Count(NamedTuple):
    """Segments (or infinity), the extreme that has them, and the units left in its last segment."""

    segments: float
    extreme: Extreme
    room: float


def counts(lane: Lane, single: int, segment: int) -> tuple[Count, Count]:
    """The least and the most segments of a lane. One segment holds ``single`` units; more hold ``segment`` each."""
    least_sum, most_sum, least_end, most_end = lane
    least = Count(1, least_sum, single - least_sum[0]) if least_sum[0] <= single else _many(least_end, segment)
    if most_sum[0] <= single:
        return least, Count(1, most_sum, single - most_sum[0])
    most = Count(inf, most_end, 0) if most_end[0] == inf else _many(most_end, segment)
    if most.segments == 2:
        # The rendering that ends furthest may owe that to units left unused and fit in one segment after all; the one
        # that is longest by plain sum certainly does not.
        most = Count(2, most_sum, most.room)
    return least, most


def _many(end: Extreme, segment: int) -> Count:
    count = -(-int(end[0]) // segment)
    return Count(count, end, count * segment - end[0])


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


Pair: TypeAlias = "tuple[Piece, Piece]"
"""The short and the long form of what comes next."""


class Moves(NamedTuple):
    """What a run of characters does to each lane; ``None`` where it leaves no rendering in one."""

    septets: Pair | None
    units: Pair | None
    """Also where ``septets`` is ``None``: then the renderings go over to the lane of those that hold another character."""
    flipped: Pair
    flip: Pair | None
    """The forms in which the run brings the first character outside the alphabet: at least one of its own."""
    flips: bool
    """Whether a value can hold a character outside the alphabet."""


MOST_KEPT: Final = 2_000
"""Characters of the longest run whose moves are kept: a longer one is rare, and its marks are large."""


def moves(run: Run, alphabet: Alphabet) -> Moves:
    """What a run does in one alphabet: each lane takes the members of the charset that reach furthest."""
    if max(run.least, run.most or 0) > MOST_KEPT:
        return _moves(run, alphabet)
    return _kept_moves(run, alphabet)


def _moves(run: Run, alphabet: Alphabet) -> Moves:
    best, least, most, suffix = reach(run.charset, alphabet), run.least, run.most, run.suffix

    def coded(member: str, times: int | None) -> Piece:
        return _repeated(member, times, suffix, "", lambda text: alphabet.marks(text) or b"")

    def units(member: str, times: int | None, first: str = "") -> Piece:
        return _repeated(member, times, suffix, first, alphabet.units)

    flip = None
    if best.other_short and most != 0:
        rest = None if most is None else most - 1
        flip = units(best.any_short, max(least, 1) - 1, best.other_short), units(best.any_long, rest, best.other_long)
    inside = septets = None
    if best.septets_short or least == 0:
        within = most if best.septets_short else 0
        inside = units(best.units_short, least), units(best.units_long, within)
        if alphabet.holds(suffix):
            septets = coded(best.septets_short, least), coded(best.septets_long, within)
            if septets == inside and not septets[0].marks and not septets[1].marks:
                septets = inside  # so that lanes which are one stay one
    return Moves(
        septets,
        inside,
        (units(best.any_short, least), units(best.any_long, most)),
        flip,
        bool(best.other_short) or not alphabet.holds(suffix),
    )


_kept_moves = lru_cache(maxsize=256)(_moves)


def _repeated(member: str, times: int | None, suffix: str, first: str, marks: Callable[[str], bytes]) -> Piece:
    """A member so many times, between a first text and a suffix."""
    if times is None:
        return ENDLESS
    whole = marks(first) + marks(member) * times + marks(suffix)
    return piece(first + member * times + suffix, 1, whole) if first or suffix else piece(member, times, whole)
