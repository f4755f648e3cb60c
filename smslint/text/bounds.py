"""Least and most segments of a message over all its renderings, each with a rendering that proves it.

Greedy filling is monotone: of two renderings of a prefix, the one that ends further along stays ahead (or level) whatever
follows. So one pass that carries the extreme ends is exact; nothing is enumerated and nothing is estimated.

Three *lanes* are carried, because the encoding belongs to the whole text: prefixes that are GSM-7 so far, counted in
septets; the same prefixes counted in UTF-16 code units, in case a later character forces UCS-2; and prefixes that hold such
a character. In each lane the plain sum of units matters (does it fit in one segment?) and the end on the grid of segments.

Each occurrence of a placeholder is taken to vary on its own, with one exception: exact lists (``enum``) of a name that
occurs more than once outside loops are tried value by value, since there the two choices can part. Conditions are opaque:
two branches on the same condition are taken to be independent.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import inf
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint.text.filters import filtered
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, UCS_2, Alphabet
from smslint.text.lanes import ENDLESS, START, Lane, Piece, State, add, counts, endless, grows, merge, reach, wider
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text, children
from smslint.text.values import UNKNOWN, Run, Values, ValueTable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COMBINATIONS: Final = 64
"""How many combinations of repeated exact lists are tried; beyond, each occurrence varies on its own."""

MOST_STEPS: Final = 20_000
"""A bound on the work of nested loops with declared item counts; beyond, the most is unbounded."""


class Bounds(NamedTuple):
    """The least and most segments over all renderings.

    The witnesses are renderings that reach the bounds: ``segment(witness).count`` equals the bound. ``most`` and its witness
    are ``None`` when the length has no limit; ``unbounded_by`` then names the placeholder or loop to blame.
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
    """Units left before the most segments become one more; ``None`` when unbounded."""
    flipped_by: tuple[str, ...] = ()
    """The placeholders that can force UCS-2 in a message that is GSM-7 otherwise."""
    exact: bool = True
    """Whether a rendering reaches ``most``. Never false but where the sending side picks the best of several ways for each
    rendering (:mod:`smslint.text.best`): ``most`` then is a limit, and its witness the longest rendering that was found."""


def bounds(text: Text, values: Mapping[str, Any] | ValueTable | None = None, alphabet: Alphabet = GSM7) -> Bounds:
    """The bounds of a text.

    :param values: by placeholder name or glob, such as ``{"first_name": {"max": 20, "charset": "any"}}``.
    :raises ConfigError: when ``values`` cannot be used.
    :raises TypeError: when ``text`` is not parsed yet.

    >>> from smslint.dialects import parse
    >>> bounds(parse("Hi {{ name }}", "jinja"), {"name": {"max": 20}}).most
    1
    """
    if isinstance(text, str):
        raise TypeError("bounds takes a parsed text, not str: smslint.bounds(smslint.parse(source, dialect))")
    if not isinstance(text, Literal | Placeholder | Branch | Loop | Sequence):
        raise TypeError(f"bounds takes what smslint.parse gives, not {type(text).__name__}")
    table = values if isinstance(values, ValueTable) else ValueTable(values)
    best: Bounds | None = None
    for fixed in _combinations(text, table):
        found = _Pass(alphabet, table, fixed).run(text)
        best = found if best is None else _wider(best, found)
    assert best is not None
    return best


def _wider(one: Bounds, two: Bounds) -> Bounds:
    least = two if (two.least, two.least_units) < (one.least, one.least_units) else one
    most = two if _key(two) > _key(one) else one
    encodings = tuple(name for name in (GSM_7, UCS_2) if name in one.encodings + two.encodings)
    flipped = tuple(dict.fromkeys(one.flipped_by + two.flipped_by))
    return most._replace(
        least=least.least, least_units=least.least_units, least_witness=least.least_witness,
        encodings=encodings, flipped_by=flipped,
    )  # fmt: skip


def _key(bounds: Bounds) -> tuple[float, float]:
    """Longer is greater; among equals the one with less head-room."""
    return (inf if bounds.most is None else bounds.most, -(bounds.headroom or 0))


def _combinations(text: Text, table: ValueTable) -> list[dict[str, str]]:
    """Every choice of the exact lists whose names occur more than once outside loops, or none when they are too many."""
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
        if values is not None and all(isinstance(option, str) for option in values.options):
            lists[name] = [str(option) for option in values.options]
            total *= len(lists[name])
            if total > MOST_COMBINATIONS:
                return [{}]
    return [dict(zip(lists, choice, strict=True)) for choice in product(*lists.values())]


class _Pass:
    """One pass over one text. Holds what is fixed for the pass; the state itself is handed from node to node."""

    def __init__(self, alphabet: Alphabet, table: ValueTable, fixed: Mapping[str, str]) -> None:
        self.alphabet = alphabet
        self.table = table
        self.fixed = fixed
        self.steps = 0
        self.blame: str | None = None
        self.flipped_by: dict[str, None] = {}

    def run(self, text: Text) -> Bounds:
        state = self.node(text, START)
        ends = []
        if state.septets is not None:
            ends.append((GSM_7, *counts(state.septets, self.alphabet.single, self.alphabet.segment)))
        if state.flipped is not None:
            ends.append((UCS_2, *counts(state.flipped, UCS2_SINGLE, UCS2_SEGMENT)))
        _, least, _ = min(ends, key=lambda end: (end[1].segments, end[1].extreme.at))
        _, _, most = max(ends, key=lambda end: (end[2].segments, -end[2].room))
        least_witness = least.extreme.witness()
        most_witness = None if most.segments == inf else most.extreme.witness()
        return Bounds(
            least=int(least.segments),
            most=None if most_witness is None else int(most.segments),
            encodings=tuple(end[0] for end in ends),
            least_witness=least_witness,
            most_witness=most_witness,
            least_units=self.alphabet.measure(least_witness)[1],
            most_units=None if most_witness is None else self.alphabet.measure(most_witness)[1],
            unbounded_by=self.blame if most_witness is None else None,
            headroom=None if most_witness is None else int(most.room),
            flipped_by=tuple(self.flipped_by),
        )

    def node(self, node: Node, state: State) -> State:
        match node:
            case Literal():
                return self.string(node.text, state)
            case Placeholder():
                return self.placeholder(node, state)
            case Sequence():
                for part in node.parts:
                    state = self.node(part, state)
                return state
            case Branch():
                return merge([self.node(arm, state) for arm in node.arms])
            case Loop():
                return self.loop(node, state)

    def loop(self, node: Loop, state: State) -> State:
        least, most = (self.table.lookup(node.name) or UNKNOWN).items
        reached = []
        if least == 0:
            reached.append(state if node.empty is None else self.node(node.empty, state))
        ahead = state
        for times in range(1, (least + 1 if most is None else most) + 1):
            before, ahead = ahead, self.node(node.body, ahead)
            self.steps += 1
            if times >= least:
                reached.append(ahead)
            if (most is None and times > least and grows(before, ahead)) or self.steps > MOST_STEPS:
                self.blame = self.blame or (f"the loop over {node.name}" if node.name else "a loop")
                reached.append(endless(ahead))
                break
        return merge(reached)

    def placeholder(self, node: Placeholder, state: State) -> State:
        declared = Values((self.fixed[node.name],)) if node.name in self.fixed else self.table.lookup(node.name)
        values = filtered(declared or UNKNOWN, node.filters)
        if not values.bounded and self.blame is None:
            self.blame = node.name
        reached = []
        for option in values.options:
            after = self.string(option, state) if isinstance(option, str) else self.run_of(option, state)
            if state.units is not None and after.flipped is not None and _flips(option, self.alphabet):
                self.flipped_by[node.name] = None
            reached.append(after)
        return merge(reached)

    def string(self, text: str, state: State) -> State:
        if not text:
            return state
        septets = self.alphabet.marks(text)
        in_units = Piece(text, 1, self.alphabet.units(text))
        plain = add(state.units, in_units, in_units, UCS2_SEGMENT)
        flipped = add(state.flipped, in_units, in_units, UCS2_SEGMENT)
        if septets is None:
            return State(None, None, wider(flipped, plain))
        in_septets = Piece(text, 1, septets)
        return State(add(state.septets, in_septets, in_septets, self.alphabet.segment), plain, flipped)

    def run_of(self, run: Run, state: State) -> State:
        """All renderings of a run of characters: each lane takes the members of the charset that reach furthest."""
        best = reach(run.charset, self.alphabet)
        flipped = add(
            state.flipped,
            self.units(best.any_short, run.least, run.suffix),
            self.units(best.any_long, run.most, run.suffix),
            UCS2_SEGMENT,
        )
        if best.other_short and run.most != 0:
            flipped = wider(flipped, self.flip(run, state.units))
        most = run.most if best.septets_short else 0
        if not best.septets_short and run.least > 0:
            return State(None, None, flipped)
        plain = add(
            state.units,
            self.units(best.units_short, run.least, run.suffix),
            self.units(best.units_long, most, run.suffix),
            UCS2_SEGMENT,
        )
        if not self.alphabet.holds(run.suffix):
            return State(None, None, wider(flipped, plain))
        septets = add(
            state.septets,
            self.coded(best.septets_short, run.least, run.suffix),
            self.coded(best.septets_long, most, run.suffix),
            self.alphabet.segment,
        )
        return State(septets, plain, flipped)

    def flip(self, run: Run, lane: Lane | None) -> Lane | None:
        """The renderings in which this run brings the first character outside the alphabet: at least one of its own."""
        best = reach(run.charset, self.alphabet)
        most = None if run.most is None else run.most - 1
        short = self.units(best.any_short, max(run.least, 1) - 1, run.suffix, first=best.other_short)
        long = self.units(best.any_long, most, run.suffix, first=best.other_long)
        return add(lane, short, long, UCS2_SEGMENT)

    def coded(self, member: str, times: int | None, suffix: str) -> Piece:
        if times is None:
            return ENDLESS
        marks = (self.alphabet.marks(member) or b"") * times + (self.alphabet.marks(suffix) or b"")
        return Piece(member * times + suffix, 1, marks) if suffix else Piece(member, times, marks)

    def units(self, member: str, times: int | None, suffix: str, first: str = "") -> Piece:
        if times is None:
            return ENDLESS
        marks = self.alphabet.units(first) + self.alphabet.units(member) * times + self.alphabet.units(suffix)
        return Piece(first + member * times + suffix, 1, marks) if first or suffix else Piece(member, times, marks)


def _flips(option: Run | str, alphabet: Alphabet) -> bool:
    """Whether a value of this option can hold a character outside the alphabet."""
    if isinstance(option, str):
        return not alphabet.holds(option)
    return bool(reach(option.charset, alphabet).other_short) or not alphabet.holds(option.suffix)
