"""What a box for trying a wording knows: placeholders with their shortest and longest values, and the prices."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING, NamedTuple

from smslint.prices.money import plain
from smslint.span import Span
from smslint.text.bounds import bounds
from smslint.text.gsm7 import GSM7
from smslint.text.tree import Placeholder, Sequence
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from collections.abc import Collection

    from smslint.prices import RateCard
    from smslint.text.gsm7 import Alphabet


class Filling(NamedTuple):
    """What may fill a placeholder, as its bounds prove it."""

    least: str
    """The shortest value."""
    seven: str | None
    """The longest in seven bits."""
    most: str | None
    """The longest of all; ``None`` if no limit is known."""


class PriceOf(NamedTuple):
    """What one segment costs in a country. Amounts are decimal digits: a float would round them."""

    region: str
    least: str
    most: str
    currency: str
    as_of: str


def filling(hole: Placeholder, values: ValueTable, alphabet: Alphabet = GSM7) -> Filling:
    """The values of a placeholder, with what its filters make of them."""
    text = Sequence((hole,), hole.span)
    found, seven = bounds(text, values, alphabet), bounds(text, values.in_gsm7(), alphabet)
    return Filling(found.least_witness, seven.most_witness, found.most_witness)


def declared(values: ValueTable) -> list[dict[str, object]]:
    """The declared values, the full names first: a pattern for a name, and the values."""
    found = []
    for name, known in values.declarations():
        hole, own = Placeholder("it", Span(0, 0)), ValueTable({"it": known})
        exact = name in values.exact
        found.append({"name": name, "pattern": pattern_of(name), "exact": exact, **filling(hole, own)._asdict()})
    return found


def pattern_of(glob: str) -> str:
    """A glob as a pattern of JavaScript with the flag ``u``: ``*``, ``?`` and ``[...]``."""

    def one(match: re.Match[str]) -> str:
        sign = match[0]
        if sign in "*?":
            return r"[\s\S]" + ("*" if sign == "*" else "")
        if len(sign) == 1:
            return rf"\u{{{ord(sign):x}}}"
        members = fnmatch.translate(sign)[len("(?s:") : -len(r")\Z")]  # a range that runs backwards has none
        if members[0] != "[":
            return r"[\s\S]" if members == "." else members
        start = "[^" if members[1] == "^" else "["
        return start + re.sub(r"\\(?P<escaped>.)|[][]", _member, members[len(start) : -1]) + "]"

    return re.sub(r"\[!?+\]?+[^\]]*+\]|[\s\S]", one, glob)


def _member(match: re.Match[str]) -> str:
    """What Python escapes in a set, as JavaScript wants it."""
    sign = match["escaped"] or match[0]
    return sign if sign in "&~|" else f"\\{sign}"


def prices_of(
    card: RateCard | None, sender: str | None, kind: str | None, regions: Collection[str] | None = None
) -> list[PriceOf]:
    """What one segment costs in each country of a rate card.

    :param regions: only these.
    """
    found: list[PriceOf] = []
    if card is None:
        return found
    for region in card.regions if regions is None else regions:
        price = card.price(region, sender, kind=kind)
        if price is not None:
            found.append(PriceOf(region, plain(price.least), plain(price.most), price.currency, price.as_of))
    return found
