"""The state of a pass over a template: the least and the most units of any rendering of the prefix, and how to build these renderings."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple
from smslint.text.gsm7 import Alphabet, advance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from smslint.text.charsets import Charset
    from smslint.text.values import Run

# An extreme and a lane are plain tuples: a pass makes dozens of them, and a named record takes twice the time.
Trail: TypeAlias = "tuple[Trail, str, str, int] | None"
"""How to build the rendering of an extreme: the trail before, collected plain text, and a string with its number of repetitions."""

Extreme: TypeAlias = tuple[float, Trail]
"""One extreme of a lane: a number of units (or infinity), and how to build the rendering that has it."""

Lane: TypeAlias = tuple[Extreme, Extreme, Extreme, Extreme]
"""The four extremes of one lane: the least and the most plain sum of units, and the earliest and the latest end on the grid of segments."""


def witness(extreme: Extreme) -> str:
    """The rendering that has an extreme."""
    parts, trail = [], extreme[1]
    while trail is not None:
        trail, held, text, times = trail
        parts.append(held + text * times)
    parts.reverse()
    return "".join(parts)


class State(NamedTuple):
    """The three lanes after a prefix; ``None`` if no rendering is in the lane.

    ``septets``: GSM-7 so far, in septets. ``units``: the same renderings in UTF-16 code units, in case a later character forces
    UCS-2. ``flipped``: the renderings that contain such a character.
    """

    septets: Lane | None
    units: Lane | None
    flipped: Lane | None


class Piece(NamedTuple):
    """A string and how often it is repeated, with the units of the whole: infinity if its length has no limit."""

    text: str
    times: int
    units: float
    marks: bytes = b""
    """The marks of the whole (see :class:`~smslint.text.gsm7.Alphabet`) if it contains a pair that must not be split; otherwise empty,
    because then the number of units is enough to know the end."""


def piece(text: str, times: int, marks: bytes) -> Piece:
    """A piece with the marks of the whole."""
    return Piece(text, times, len(marks), marks if 0 in marks else b"")


_ZERO: Final[Extreme] = (0, None)
_EMPTY: Final[Lane] = (_ZERO, _ZERO, _ZERO, _ZERO)
START = State(_EMPTY, _EMPTY, None)
ENDLESS = Piece("", 0, inf)


def add(lane: Lane | None, short: Piece, long: Piece, capacity: int, held: str = "") -> Lane | None:
    """A lane after a piece: the short form is added to its least extremes, the long form to its most.

    :param held: plain text before the piece (see :attr:`~smslint.text.gsm7.Alphabet.plain`).
    """
    if lane is None:
        return None
    least, most, least_end, most_end = lane
    short_text, short_times, short_units, short_marks = short
    long_text, long_times, long_units, long_marks = long
    before = len(held)
    # Without a pair so far, the sum and the end are the same tuple, which is then made only once.
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
    """The lane with the renderings of both."""
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
    """The same renderings, and others without any limit of length, in each lane."""
    top: Extreme = (inf, None)
    lanes = (lane and (lane[0], top, lane[2], top) for lane in state)
    return State(*lanes)


def grows(before: State, after: State) -> bool:
    """Whether another round of a loop made anything longer. If not, further rounds make nothing longer either."""
    return any(
        two is not None and (one is None or two[1][0] > one[1][0]) for one, two in zip(before, after, strict=True)
    )


class Count(NamedTuple):
    """A number of segments (or infinity), the extreme that has them, and the units left in its last segment."""

    segments: float
    extreme: Extreme
    room: float


def counts(lane: Lane, single: int, segment: int) -> tuple[Count, Count]:
    """The least and the most segments of a lane. A single segment has room for ``single`` units, each of several for ``segment``."""
    least_sum, most_sum, least_end, most_end = lane
    least = Count(1, least_sum, single - least_sum[0]) if least_sum[0] <= single else _many(least_end, segment)
    if most_sum[0] <= single:
        return least, Count(1, most_sum, single - most_sum[0])
    most = Count(inf, most_end, 0) if most_end[0] == inf else _many(most_end, segment)
    if most.segments == 2:
        # The rendering with the latest end may have it only because of unused units, and fit in one segment after all.
        # The rendering with the largest sum does not fit in one segment.
        most = Count(2, most_sum, most.room)
    return least, most


def _many(end: Extreme, segment: int) -> Count:
    count = -(-int(end[0]) // segment)
    return Count(count, end, count * segment - end[0])


class Reach(NamedTuple):
    """The shortest and the longest character of a charset in one alphabet, for each way of counting. Empty if there is none."""

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
    """The members that matter. ``septets_*`` and ``units_*`` are inside the alphabet, ``other_*`` are outside it."""
    members = alphabet.samples(charset.members)
    septets = {member: _weight(marks) for member in members if (marks := alphabet.marks(member)) is not None}
    units = {member: _weight(alphabet.units(member)) for member in members}
    inside = sorted(septets, key=_preference)
    outside = sorted((member for member in members if member not in septets), key=_preference)
    return Reach(
        *_extremes(inside, septets),
        *_extremes(inside, units),
        *_extremes(outside, units),
        *_extremes(sorted([*inside, *outside], key=_preference), units),
    )


def _preference(member: str) -> tuple[bool, bool]:
    """Which of equal members is shown: a letter or a digit, and best an ``a``."""
    return not member.isalnum(), member != "a"


def _weight(marks: bytes) -> tuple[int, int]:
    """Units. Of two equal ones, the one that can leave a unit unused counts as longer."""
    return len(marks), marks.count(0)


def _extremes(members: list[str], weights: dict[str, tuple[int, int]]) -> tuple[str, str]:
    """The shortest and the longest; of equal ones the first."""
    return min(members, key=weights.__getitem__, default=""), max(members, key=weights.__getitem__, default="")


Pair: TypeAlias = "tuple[Piece, Piece]"
"""The short and the long form of what comes next."""


class Moves(NamedTuple):
    """What a run of characters adds to each lane; ``None`` if no rendering stays in the lane."""

    septets: Pair | None
    units: Pair | None
    """If ``septets`` is ``None`` and this is not, the renderings move to the lane ``flipped``."""
    flipped: Pair
    flip: Pair | None
    """What is added if this run has the first character outside the alphabet: at least one such character."""
    flips: bool
    """Whether a value can contain a character outside the alphabet."""


MOST_KEPT: Final = 2_000
"""The length of the longest run whose moves are cached: longer ones are rare, and their marks are large."""


def moves(run: Run, alphabet: Alphabet) -> Moves:
    """What a run adds in one alphabet, made of the shortest and the longest members of its charset."""
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
                septets = inside  # the two lanes stay the same object
    return Moves(
        septets,
        inside,
        (units(best.any_short, least), units(best.any_long, most)),
        flip,
        bool(best.other_short) or not alphabet.holds(suffix),
    )


_kept_moves = lru_cache(maxsize=256)(_moves)


def _repeated(member: str, times: int | None, suffix: str, first: str, marks: Callable[[str], bytes]) -> Piece:
    """A character repeated ``times`` times, between a first text and a suffix."""
    if times is None:
        return ENDLESS
    whole = marks(first) + marks(member) * times + marks(suffix)
    return piece(first + member * times + suffix, 1, whole) if first or suffix else piece(member, times, whole)
