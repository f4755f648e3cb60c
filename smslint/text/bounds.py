"""Least and most segments of a message over all its renderings, each with a rendering that proves it.

Greedy filling is monotone: if one rendering of a prefix ends later than another, it still ends later (or at the same
position) after any text is added to both. So one pass that keeps only the earliest and the latest end is exact: it neither
lists all renderings nor estimates.

The encoding depends on the whole text, so the pass keeps three *lanes*: prefixes that are GSM-7 so far, counted in septets;
the same prefixes counted in UTF-16 code units, in case a later character forces UCS-2; and prefixes that contain such a
character. Each lane has the plain sum of units, which tells whether all fits in one segment, and the end on the grid of
segments.

Each occurrence of a placeholder can have another value, with one exception: if a name with an exact list (``enum``) occurs
more than once outside loops, each value is tried, because all its occurrences have the same value. Conditions are not
evaluated: two branches with the same condition are treated as independent.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import inf
from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple
from smslint.text import extent
from smslint.text.ceilings import ceiling
from smslint.text.filters import filtered
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, UCS_2, Alphabet
from smslint.text.lanes import (
    MOST_KEPT,
    START,
    Count,
    Moves,
    Piece,
    State,
    add,
    counts,
    endless,
    grows,
    merge,
    moves,
    piece,
    wider,
    witness,
)
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text, children
from smslint.text.values import UNKNOWN, Run, Values, ValueTable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COMBINATIONS: Final = 64
"""The most combinations of repeated exact lists to try. If there are more, each occurrence can have another value."""

MOST_WORK: Final = 12_000
"""A limit on the work for loops: texts, placeholders and values in all their rounds. If it is exceeded, ``most`` is an upper limit, the
product of the rounds."""
LOOPS: Final = ("the loop over ", "a loop")
"""How the loop that has no limit is called, with and without a name."""
_NODES: Final = (Sequence, Literal, Placeholder, Branch, Loop)
_CHARACTERS: Final = 64
"""How many characters of a text are about as much work as one node."""


class Bounds(NamedTuple):
    """The least and most segments over all renderings.

    The witnesses are renderings that reach the bounds: ``segment(witness).count`` equals the bound. ``most`` and its witness
    are ``None`` if the length has no limit; ``unbounded_by`` then names the placeholder or loop that causes it.
    """

    least: int
    most: int | None
    encodings: tuple[str, ...]
    least_witness: str
    most_witness: str | None
    least_units: int
    most_units: int | None
    unbounded_by: str | None = None
    headroom: int | None = None
    """Units left in the last segment of the longest rendering; ``None`` if unbounded."""
    flipped_by: tuple[str, ...] = ()
    """The placeholders that can force UCS-2 in a message that is otherwise GSM-7."""
    exact: bool = True
    """Whether a rendering reaches ``most``. False if the provider chooses the best of several alphabets for each message
    (:mod:`smslint.text.best_alphabet`) or changes its white space (:mod:`smslint.text.white_space`), or if loops run too often to add
    up every round (:mod:`smslint.text.ceilings`): then ``most`` is an upper limit, with the longest rendering that was found as its
    witness; if white space changes, ``least`` may be a lower limit in the same sense."""

    def as_dict(self) -> dict[str, object]:
        """The bounds as in a message of ``smslint check --format json``, with the units and the placeholders that can force UCS-2."""
        return {
            **extent.as_dict(self),
            "units": {"least": self.least_units, "most": self.most_units},
            "flipped_by": list(self.flipped_by),
            "exact": self.exact,
        }

    def __str__(self) -> str:
        """``1–3 segments (GSM-7 or UCS-2)``."""
        return extent.sentence(self)


def bounds(text: Text, values: Mapping[str, object] | ValueTable | None = None, alphabet: Alphabet = GSM7) -> Bounds:
    """The bounds of a text.

    :param values: by placeholder name or glob, such as ``{"first_name": {"max": 20, "charset": "any"}}``.
    :raises ConfigError: if ``values`` is invalid.
    :raises TypeError: if ``text`` is not a parsed text, or ``alphabet`` not an alphabet.

    >>> from smslint.dialects import parse
    >>> bounds(parse("Hi {{ name }}", "jinja"), {"name": {"max": 20}}).most
    1
    """
    if isinstance(text, str):
        raise TypeError("bounds takes a parsed text, not str: smslint.bounds(smslint.parse(source, dialect))")
    if not isinstance(text, _NODES):
        raise TypeError(f"bounds takes what smslint.parse gives, not {type(text).__name__}")
    if not isinstance(alphabet, Alphabet):
        raise TypeError(f"bounds: alphabet must be an Alphabet, not {type(alphabet).__name__}")
    if type(text) is Sequence and len(text.parts) == 1:
        only = text.parts[0]
        if type(only) is Literal and alphabet.plain(only.text):
            return _of_plain(only.text, alphabet)
    table = values if isinstance(values, ValueTable) else ValueTable(values)
    if not table.lists:
        return _Pass(alphabet, table, {}).run(text)
    best: Bounds | None = None
    work = 0
    for fixed in _combinations(text, table):
        run = _Pass(alphabet, table, fixed, work)
        found, work = run.run(text), run.work
        if fixed and work > MOST_WORK:
            return _Pass(alphabet, table, {}).run(text)
        best = found if best is None else either(best, found)
    assert best is not None
    return best


def _of_plain(text: str, alphabet: Alphabet) -> Bounds:
    """The bounds of a message that is only plain text."""
    units = len(text)
    if units <= alphabet.single:
        return Bounds(1, 1, (GSM_7,), text, text, units, units, None, alphabet.single - units)
    count = -(-units // alphabet.segment)
    return Bounds(count, count, (GSM_7,), text, text, units, units, None, alphabet.segment * count - units)


def either(one: Bounds, two: Bounds) -> Bounds:
    """The bounds of a text that is one of two."""
    least = two if (two.least, two.least_units) < (one.least, one.least_units) else one
    most = two if _key(two) > _key(one) else one
    encodings = tuple(name for name in (GSM_7, UCS_2) if name in one.encodings + two.encodings)
    flipped = tuple(dict.fromkeys(one.flipped_by + two.flipped_by))
    return most._replace(
        least=least.least, least_units=least.least_units, least_witness=least.least_witness,
        encodings=encodings, flipped_by=flipped,
    )  # fmt: skip


def _key(bounds: Bounds) -> tuple[float, float]:
    """Sorts by the most segments, then by the smaller headroom."""
    return (inf if bounds.most is None else bounds.most, -(bounds.headroom or 0))


def _combinations(text: Text, table: ValueTable) -> list[dict[str, str]]:
    """Each combination of values for the exact lists that occur more than once outside loops; one empty one if there are too many."""
    counts: Counter[str] = Counter()
    stack: list[Node] = [text]
    while stack:
        node = stack.pop()
        if isinstance(node, Placeholder):
            counts[node.name] += 1
        elif not isinstance(node, Loop):
            stack.extend(children(node))
    lists: dict[str, list[str]] = {}
    total = 1
    for name, count in counts.items():
        values = table.lookup(name) if count > 1 else None
        if values is not None and values.exact:
            lists[name] = [str(option) for option in values.options]
            total *= len(lists[name])
            if total > MOST_COMBINATIONS:
                return [{}]
    return [dict(zip(lists, choice, strict=True)) for choice in product(*lists.values())]


class _Pass:
    """One pass over one text. Has what stays the same during the pass; the state is passed from node to node."""

    def __init__(self, alphabet: Alphabet, table: ValueTable, fixed: Mapping[str, str], work: int = 0) -> None:
        self.alphabet = alphabet
        self.table = table
        self.fixed = fixed
        self.work = work
        self.weights: dict[int, int] = {}
        self.cut = False
        """Whether a loop was left before its last round."""
        self.blame: str | None = None
        self.flipped_by: dict[str, None] = {}

    def run(self, text: Text) -> Bounds:
        state = self.node(text, START)
        ends = []
        if state.septets is not None:
            ends.append((GSM_7, *counts(state.septets, self.alphabet.single, self.alphabet.segment)))
        if state.flipped is not None:
            ends.append((UCS_2, *counts(state.flipped, UCS2_SINGLE, UCS2_SEGMENT)))
        _, least, most = ends[0]
        for _, other_least, other_most in ends[1:]:
            if (other_least.segments, other_least.extreme[0]) < (least.segments, least.extreme[0]):
                least = other_least
            if (other_most.segments, -other_most.room) > (most.segments, -most.room):
                most = other_most
        shortest = witness(least.extreme)
        encodings, flipped_by = tuple([end[0] for end in ends]), tuple(self.flipped_by)
        units = self._units(least, shortest)
        if most.segments == inf or (self.cut and (limit := self.ceiling(text)) == inf):
            return Bounds(
                int(least.segments), None, encodings, shortest, None, units, None, self.blame, flipped_by=flipped_by
            )
        longest = witness(most.extreme)
        if self.cut:
            return Bounds(
                int(least.segments), int(limit), encodings, shortest, longest, units, self._units(most, longest),
                flipped_by=flipped_by, exact=False,
            )  # fmt: skip
        return Bounds(
            int(least.segments), int(most.segments), encodings, shortest, longest, units, self._units(most, longest),
            None, int(most.room), flipped_by,
        )  # fmt: skip

    def ceiling(self, text: Text) -> float:
        """An upper limit of the segments, for a text whose loops were left early."""
        each = _Pass(self.alphabet, self.table, self.fixed)

        def alone(leaf: Literal | Placeholder) -> State:
            each.work = 0
            return each.node(leaf, START)

        found = ceiling(text, alone, lambda loop: (self.table.lookup(loop.name) or UNKNOWN).items)
        return found.segments((self.alphabet.single, self.alphabet.segment), (UCS2_SINGLE, UCS2_SEGMENT))

    def _units(self, count: Count, rendering: str) -> int:
        """The units of a rendering. If it fits in one segment, they are its count, because no unit was left unused."""
        return int(count.extreme[0]) if count.segments == 1 else self.alphabet.measure(rendering)[1]

    def node(self, node: Node, state: State) -> State:
        match node:
            case Sequence():
                return self.sequence(node, state)
            case Branch():
                return merge([self.node(arm.body, state) for arm in node.arms])
            case Loop():
                return self.loop(node, state)
            case Placeholder():
                return self.placeholder(node, state)
            case Literal():
                return self.string(node.text, state)

    def sequence(self, node: Sequence, state: State) -> State:
        """One node after another. Plain text is collected and added to the lanes together with the node that follows it."""
        held, plain = "", self.alphabet.plain
        for part in node.parts:
            if type(part) is Literal:
                if plain(part.text):
                    held += part.text
                else:
                    state, held = self.string(held + part.text, state), ""
            elif type(part) is Placeholder:
                state, held = self.placeholder(part, state, held), ""
            else:
                if held:
                    state, held = self.string(held, state), ""
                state = self.node(part, state)
        return self.plain(held, state) if held else state

    def loop(self, node: Loop, state: State) -> State:
        least, most = (self.table.lookup(node.name) or UNKNOWN).items
        reached = []
        if least == 0:
            reached.append(state if node.empty is None else self.node(node.empty, state))
        ahead = state
        for times in range(1, (least + 1 if most is None else most) + 1):
            before, ahead = ahead, self.node(node.body, ahead)
            self.work += self.weight(node.body)
            if times >= least:
                reached.append(ahead)
            over = self.work > MOST_WORK
            if over and most is not None and times < most:
                self.cut = True
                reached.append(ahead)
                break
            if most is None and (over or (times > least and grows(before, ahead))):
                self.blame = self.blame or (f"{LOOPS[0]}{node.name}" if node.name else LOOPS[1])
                reached.append(endless(ahead))
                break
        return merge(reached)

    def weight(self, body: Sequence) -> int:
        """The work of one round of a loop, without the loops inside it."""
        if id(body) not in self.weights:
            total, stack = 1, list[Node](body.parts)
            while stack:
                node = stack.pop()
                total += 1
                if isinstance(node, Literal):
                    total += len(node.text) // _CHARACTERS
                elif isinstance(node, Placeholder):
                    total += len((self.table.lookup(node.name) or UNKNOWN).options)
                elif not isinstance(node, Loop):
                    stack.extend(children(node))
                elif node.empty is not None:
                    stack.append(node.empty)
            self.weights[id(body)] = total
        return self.weights[id(body)]

    def placeholder(self, node: Placeholder, state: State, held: str = "") -> State:
        name = node.name
        if name in self.fixed:
            values = Values((self.fixed[name],))
        else:
            values = (self.table.elsewhere(name) if node.opaque else self.table.lookup(name)) or UNKNOWN
        if node.filters:
            values = filtered(values, node.filters)
        reached = []
        for option in values.options:
            if isinstance(option, str):
                after, flips = self.string(held + option, state), not self.alphabet.holds(option)
            else:
                option = self.affordable(option)
                if option.most is None and self.blame is None:
                    self.blame = name
                move = moves(option, self.alphabet)
                after, flips = self.run_of(move, state, held), move.flips
            if flips and state.units is not None and after.flipped is not None:
                self.flipped_by[name] = None
            reached.append(after)
        return reached[0] if len(reached) == 1 else merge(reached)

    def affordable(self, option: Run) -> Run:
        """The run; without a limit once long runs are so many that writing their renderings out would take seconds."""
        if (option.most or option.least) <= MOST_KEPT:
            return option
        self.work += (option.most or option.least) // _CHARACTERS
        return option._replace(least=min(option.least, MOST_KEPT), most=None) if self.work > MOST_WORK else option

    def string(self, text: str, state: State) -> State:
        """One exact text."""
        if not text:
            return state
        if self.alphabet.plain(text):
            return self.plain(text, state)
        septets, units, flipped = state
        in_units = piece(text, 1, self.alphabet.units(text))
        plain = add(units, in_units, in_units, UCS2_SEGMENT)
        flipped = add(flipped, in_units, in_units, UCS2_SEGMENT)
        marks = self.alphabet.marks(text)
        if marks is None:
            return State(None, None, wider(flipped, plain))
        in_septets = piece(text, 1, marks)
        return State(add(septets, in_septets, in_septets, self.alphabet.segment), plain, flipped)

    def plain(self, text: str, state: State) -> State:
        """One exact text in which every character is one unit in each lane."""
        septets, units, flipped = state
        same = Piece(text, 1, len(text))
        after = add(units, same, same, UCS2_SEGMENT)
        seven = after if septets is units else add(septets, same, same, self.alphabet.segment)
        return State(seven, after, flipped and add(flipped, same, same, UCS2_SEGMENT))

    def run_of(self, run: Moves, state: State, held: str) -> State:
        """All renderings of a run of characters after the plain text that was collected before it."""
        septets, units, flipped = state
        in_septets, in_units, in_flipped, flip, _ = run
        if flipped is not None:
            flipped = add(flipped, *in_flipped, UCS2_SEGMENT, held)
        if flip is not None:
            flipped = wider(flipped, add(units, *flip, UCS2_SEGMENT, held))
        if in_units is None:
            return State(None, None, flipped)
        plain = add(units, *in_units, UCS2_SEGMENT, held)
        if in_septets is None:
            return State(None, None, wider(flipped, plain))
        if septets is units and in_septets is in_units:
            return State(plain, plain, flipped)
        return State(add(septets, *in_septets, self.alphabet.segment, held), plain, flipped)
