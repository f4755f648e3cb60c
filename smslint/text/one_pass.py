"""One pass over a text: the earliest and the latest end of all its renderings, node by node.

Greedy filling is monotone: if one rendering of a prefix ends later than another, it still ends later (or at the same
position) after any text is added to both. So one pass that keeps only the earliest and the latest end is exact: it neither
lists all renderings nor estimates.

The encoding depends on the whole text, so the pass keeps three *lanes*: prefixes that are GSM-7 so far, counted in septets;
the same prefixes counted in UTF-16 code units, in case a later character forces UCS-2; and prefixes that contain such a
character. Each lane has the plain sum of units, which tells whether all fits in one segment, and the end on the grid of
segments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.ceilings import ceiling
from smslint.text.gsm7 import UCS2_SEGMENT, UCS2_SINGLE
from smslint.text.lanes import (
    MOST_KEPT,
    START,
    Moves,
    Piece,
    State,
    add,
    endless,
    grows,
    merge,
    moves,
    piece,
    wider,
)
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, children
from smslint.text.values import UNKNOWN, Run, Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.gsm7 import Alphabet
    from smslint.text.tree import Text
    from smslint.text.values import ValueTable

MOST_WORK: Final = 12_000
"""A limit on the work for loops: texts, placeholders and values in all their rounds. If it is exceeded, ``most`` is an upper limit, the
product of the rounds."""
LOOPS: Final = ("the loop over ", "a loop")
"""How the loop that has no limit is called, with and without a name."""
_CHARACTERS: Final = 64
"""How many characters of a text are about as much work as one node."""


class Pass:
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

    @property
    def exhausted(self) -> bool:
        """Whether its loops took too much work to add up all of their rounds."""
        return self.work > MOST_WORK

    def ceiling(self, text: Text) -> float:
        """An upper limit of the segments, for a text whose loops were left early."""
        each = Pass(self.alphabet, self.table, self.fixed)

        def alone(leaf: Literal | Placeholder) -> State:
            each.work = 0
            return each.node(leaf, START)

        found = ceiling(text, alone, lambda loop: (self.table.lookup(loop.name) or UNKNOWN).items)
        return found.segments((self.alphabet.single, self.alphabet.segment), (UCS2_SINGLE, UCS2_SEGMENT))

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
            over = self.exhausted
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
            from smslint.text.filters import filtered

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
        return option._replace(least=min(option.least, MOST_KEPT), most=None) if self.exhausted else option

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
