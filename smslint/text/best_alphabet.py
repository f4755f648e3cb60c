"""Bounds where the sending side chooses the best of several alphabets for each rendering.

One pass uses one alphabet. With several alphabets, the least is the smallest least. The most is not above the smallest of
the alphabets' mosts, because each rendering may use any of them. But the worst rendering may differ between alphabets,
and then no rendering reaches that limit. So the text is split at its branches and exact lists, the piece with the highest
limit first, until a rendering reaches the limit. If nothing more can be split, the limit is kept and ``exact`` is false.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.text.bounds import Bounds, bounds
from smslint.text.filters import filtered
from smslint.text.gsm7 import GSM7, GSM_7, UCS_2
from smslint.text.tree import Branch, Literal, Loop, Placeholder, Sequence, Text, leaves, walk
from smslint.text.values import UNKNOWN, ValueTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from smslint.text.gsm7 import Alphabet, Measure
    from smslint.text.tree import Node

MOST_SPLITS: Final = 64
"""How many times a text is split before its limit is kept."""


class _Piece(NamedTuple):
    """Some of the renderings: a text without some of its choices, and their bounds."""

    text: Text
    values: ValueTable
    bounds: Bounds

    @property
    def limit(self) -> float:
        """No rendering of this piece is longer."""
        return inf if self.bounds.most is None else self.bounds.most


def best_measure(text: str, alphabets: tuple[Alphabet, ...]) -> tuple[Alphabet, Measure]:
    """The alphabet in which a text takes the fewest segments, then the fewest septets with the header; if equal, the first one.

    :data:`~smslint.text.gsm7.GSM7` with the measure in UCS-2 if none of them has all characters of the text.
    """
    fitting = [(alphabet, alphabet.measure(text)) for alphabet in alphabets if alphabet.holds(text)]
    if not fitting:
        return GSM7, GSM7.measure(text)
    return min(fitting, key=lambda way: (way[1][2], way[1][1] + GSM7.single - way[0].single))


def best_bounds(
    text: Text, values: Mapping[str, object] | ValueTable | None, alphabets: tuple[Alphabet, ...]
) -> Bounds:
    """Least and most segments when each rendering is sent in the best of these alphabets, or as UCS-2."""
    table = values if isinstance(values, ValueTable) else ValueTable(values)
    needed = _distinct(text, table, alphabets)
    if len(needed) == 1:
        return bounds(text, table, needed[0])

    def measure(rendering: str) -> Measure:
        return best_measure(rendering, needed)[1]

    return refined(text, table, partial(_best_of, needed, measure), measure)


def refined(
    text: Text,
    values: ValueTable,
    evaluate: Callable[[Text, ValueTable], Bounds],
    measure: Callable[[str], Measure],
) -> Bounds:
    """Bounds with the most lowered to what a rendering reaches, as far as splitting the text allows.

    :param evaluate: bounds of a text whose least is exact and whose most is a limit; ``exact`` when its witness reaches it.
    :param measure: how one rendering is sent.
    """
    whole = evaluate(text, values)
    if whole.exact:
        return whole
    pieces = [_Piece(text, values, whole)]
    witness = whole.most_witness
    for _ in range(MOST_SPLITS):
        top = max(pieces, key=lambda piece: piece.limit)
        parts = [] if top.limit <= _count(witness, measure) else _split(top.text, top.values)
        if not parts:
            break
        pieces.remove(top)
        pieces += [_Piece(*part, evaluate(*part)) for part in parts]
        witness = max(
            (witness, *(piece.bounds.most_witness for piece in pieces)), key=lambda each: _count(each, measure)
        )
    limit = max(piece.limit for piece in pieces)
    rooms = [piece.bounds.headroom for piece in pieces if piece.limit == limit and piece.bounds.headroom is not None]
    return whole._replace(
        most=None if limit == inf else int(limit),
        most_witness=witness,
        most_units=None if witness is None else measure(witness)[1],
        headroom=min(rooms, default=None),
        exact=limit == inf or _count(witness, measure) == limit,
    )


def _count(witness: str | None, measure: Callable[[str], Measure]) -> int:
    return 0 if witness is None else measure(witness)[2]


def _best_of(
    alphabets: tuple[Alphabet, ...], measure: Callable[[str], Measure], text: Text, values: ValueTable
) -> Bounds:
    found = [bounds(text, values, alphabet) for alphabet in alphabets]
    least = min(found, key=lambda each: (each.least, each.least_units))
    limit = min(found, key=lambda each: (inf if each.most is None else each.most, -(each.headroom or 0)))
    witness = max((each.most_witness for each in found), key=lambda each: _count(each, measure))
    seven = any(GSM_7 in each.encodings for each in found)
    wide = all(UCS_2 in each.encodings for each in found)
    return limit._replace(
        least=least.least,
        least_units=measure(least.least_witness)[1],
        least_witness=least.least_witness,
        most_witness=witness,
        most_units=None if witness is None else measure(witness)[1],
        encodings=tuple(name for name, there in ((GSM_7, seven), (UCS_2, wide)) if there),
        flipped_by=tuple(name for name in limit.flipped_by if all(name in each.flipped_by for each in found)),
        exact=limit.most is None or _count(witness, measure) == limit.most,
    )


def _distinct(text: Text, values: ValueTable, alphabets: tuple[Alphabet, ...]) -> tuple[Alphabet, ...]:
    """The alphabets without those that another is better than for every rendering: equal or lower costs, equal or more room."""
    chars = set("".join(_known(text, values)))
    kept: list[tuple[list[int], Alphabet]] = []
    for alphabet in sorted(alphabets, key=lambda each: -each.single):
        costs = [alphabet.septets(char) or len(chars) + 3 for char in sorted(chars)]
        beaten = any(
            other.segment >= alphabet.segment and all(a <= b for a, b in zip(theirs, costs, strict=True))
            for theirs, other in kept
        )
        if not beaten:
            kept.append((costs, alphabet))
    return tuple(alphabet for _, alphabet in kept)


def _known(text: Text, values: ValueTable) -> Iterator[str]:
    """Strings with every character that a rendering can contain, as far as known."""
    for leaf in leaves(text):
        if isinstance(leaf, Literal):
            yield leaf.text
            continue
        for option in filtered(values.lookup(leaf.name) or UNKNOWN, leaf.filters).options:
            yield option if isinstance(option, str) else "".join(option.charset.members) + option.suffix


def _split(text: Text, values: ValueTable) -> list[tuple[Text, ValueTable]]:
    """The text without its first choice, once for each way to choose; empty if there is no choice."""
    name = _choice(text, values)
    if name is not None:
        known = values.lookup(name)
        assert known is not None
        return [(text, values.fixing(name, option)) for option in known.options if isinstance(option, str)]
    return [(each, values) for each in _arms(text) if isinstance(each, Sequence)]


def _choice(text: Text, values: ValueTable) -> str | None:
    """The first placeholder that is one of several exact strings and is not in a loop (where rounds may differ)."""
    loops = (node for node in walk(text) if isinstance(node, Loop))
    looped = {node.name for loop in loops for node in walk(loop) if isinstance(node, Placeholder)}
    for leaf in leaves(text):
        known = values.lookup(leaf.name) if isinstance(leaf, Placeholder) and leaf.name not in looped else None
        if known is not None and len(known.options) > 1 and known.exact:
            return leaf.name if isinstance(leaf, Placeholder) else None
    return None


def _arms(node: Node) -> list[Node]:
    """A node once for each arm of its first branch outside loops."""
    if isinstance(node, Branch):
        return [arm.body for arm in node.arms]
    if isinstance(node, Sequence):
        for index, part in enumerate(node.parts):
            found = _arms(part)
            if found:
                before, after = node.parts[:index], node.parts[index + 1 :]
                return [node._replace(parts=(*before, each, *after)) for each in found]
    return []
