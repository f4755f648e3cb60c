"""Least and most segments of a message over all its renderings, each with a rendering that proves it.

:mod:`smslint.text.one_pass` finds them exactly in one pass, without listing the renderings.

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
from smslint.text.gsm7 import GSM7, GSM_7, UCS2_SEGMENT, UCS2_SINGLE, UCS_2, Alphabet
from smslint.text.lanes import START, Count, counts, witness
from smslint.text.one_pass import Pass
from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence, Text, children
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COMBINATIONS: Final = 64
"""The most combinations of repeated exact lists to try. If there are more, each occurrence can have another value."""

_NODES: Final = (Sequence, Literal, Placeholder, Branch, Loop)


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
    table = values if isinstance(values, ValueTable) else ValueTable(values)
    if type(text) is Sequence and len(text.parts) == 1:
        only = text.parts[0]
        if type(only) is Literal and (found := _of_literal(only.text, alphabet)) is not None:
            return found
    if not table.lists:
        return _read(Pass(alphabet, table, {}), text)
    best: Bounds | None = None
    work = 0
    for fixed in _combinations(text, table):
        run = Pass(alphabet, table, fixed, work)
        found, work = _read(run, text), run.work
        if fixed and run.exhausted:
            return _read(Pass(alphabet, table, {}), text)
        best = found if best is None else either(best, found)
    assert best is not None
    return best


def _of_literal(text: str, alphabet: Alphabet) -> Bounds | None:
    """The bounds of a message that is only text, if they need no search for a place to cut it."""
    if alphabet.plain(text):
        encoding, units, single, segment = GSM_7, len(text), alphabet.single, alphabet.segment
    elif (septets := alphabet.marks(text)) is not None:
        encoding, units, single, segment = GSM_7, len(septets), alphabet.single, 0
    else:
        encoding, units, single, segment = UCS_2, len(alphabet.units(text)), UCS2_SINGLE, 0
    if units <= single:
        return Bounds(1, 1, (encoding,), text, text, units, units, None, single - units)
    if not segment:
        return None
    count = -(-units // segment)
    return Bounds(count, count, (encoding,), text, text, units, units, None, segment * count - units)


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


def _read(run: Pass, text: Text) -> Bounds:
    """The bounds of a text by one pass over it."""
    state, alphabet = run.node(text, START), run.alphabet
    ends = []
    if state.septets is not None:
        ends.append((GSM_7, *counts(state.septets, alphabet.single, alphabet.segment)))
    if state.flipped is not None:
        ends.append((UCS_2, *counts(state.flipped, UCS2_SINGLE, UCS2_SEGMENT)))
    _, least, most = ends[0]
    for _, other_least, other_most in ends[1:]:
        if (other_least.segments, other_least.extreme[0]) < (least.segments, least.extreme[0]):
            least = other_least
        if (other_most.segments, -other_most.room) > (most.segments, -most.room):
            most = other_most
    shortest = witness(least.extreme)
    encodings, flipped_by = tuple([end[0] for end in ends]), tuple(run.flipped_by)
    units = _units(least, shortest, alphabet)
    if most.segments == inf or (run.cut and (limit := run.ceiling(text)) == inf):
        return Bounds(
            int(least.segments), None, encodings, shortest, None, units, None, run.blame, flipped_by=flipped_by
        )
    longest = witness(most.extreme)
    if run.cut:
        return Bounds(
            int(least.segments), int(limit), encodings, shortest, longest, units, _units(most, longest, alphabet),
            flipped_by=flipped_by, exact=False,
        )  # fmt: skip
    return Bounds(
        int(least.segments), int(most.segments), encodings, shortest, longest, units, _units(most, longest, alphabet),
        None, int(most.room), flipped_by,
    )  # fmt: skip


def _units(count: Count, rendering: str, alphabet: Alphabet) -> int:
    """The units of a rendering. If it fits in one segment, they are its count, because no unit was left unused."""
    return int(count.extreme[0]) if count.segments == 1 else alphabet.measure(rendering)[1]
