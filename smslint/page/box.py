"""What a box for trying a wording knows: the text, its placeholders with their shortest and longest values, the prices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.prices.money import plain
from smslint.span import Span
from smslint.text.bounds import bounds
from smslint.text.gsm7 import GSM7
from smslint.text.tree import Placeholder, Sequence
from smslint.text.values import ValueTable

if TYPE_CHECKING:
    from smslint.prices import RateCard
    from smslint.text.gsm7 import Alphabet


def filling(hole: Placeholder, values: ValueTable, alphabet: Alphabet = GSM7) -> dict[str, object]:
    """The shortest value of a placeholder, the longest in seven bits and the longest of all, as its bounds prove them.

    ``most`` is ``None`` if no limit is known.
    """
    text = Sequence((hole,), hole.span)
    found, seven = bounds(text, values, alphabet), bounds(text, values.in_gsm7(), alphabet)
    return {"least": found.least_witness, "seven": seven.most_witness, "most": found.most_witness}


def declared(values: ValueTable) -> list[dict[str, object]]:
    """The declared values, the full names first: a pattern for a name, and the values."""
    found = []
    for name, known in values.declarations():
        hole, own = Placeholder("it", Span(0, 0)), ValueTable({"it": known})
        found.append({"name": name, "pattern": pattern_of(name), "exact": name in values.exact, **filling(hole, own)})
    return found


def pattern_of(glob: str) -> str:
    """A glob as a pattern of JavaScript with the flag ``u``: ``*``, ``?`` and ``[...]``."""

    def one(match: re.Match[str]) -> str:
        sign = match[0]
        if sign in "*?":
            return r"[\s\S]" + ("*" if sign == "*" else "")
        if len(sign) > 1:
            inner = sign[1:-1].replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
            return f"[^{inner[1:]}]" if inner[0] == "!" else f"[{inner}]"
        return rf"\u{{{ord(sign):x}}}"

    return re.sub(r"\[!?\]?[^\]]*\]|[\s\S]", one, glob)


def prices_of(card: RateCard | None, sender: str | None, kind: str | None) -> list[dict[str, str]]:
    """What one segment costs in each country of a rate card."""
    found: list[dict[str, str]] = []
    if card is None:
        return found
    for region in card.regions:
        price = card.price(region, sender, kind=kind)
        if price is not None:
            found.append(
                {"region": region, "least": plain(price.least), "most": plain(price.most), "currency": price.currency, "as_of": price.as_of}
            )  # fmt: skip
    return found
