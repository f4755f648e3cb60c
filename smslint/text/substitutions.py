"""Smart encoding: what a character outside GSM-7 may be replaced with, and whether a reader would notice.

:func:`substituted` gives a template as it is sent; its cost is in
:mod:`smslint.text.substitution_bounds`. The rows are data, in ``rules/substitutions/smart-encoding.tsv``: our own table and those of
the providers that do it.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.data import data_path
from smslint.errors import PackError
from smslint.records import NamedTuple
from smslint.text import gsm7
from smslint.text.tree import Literal, leaves, with_leaves
from smslint.text.white_space import longest, normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.gsm7 import Alphabet
    from smslint.text.tree import Placeholder, Text

NORMALISED: Final = "normalised"
POLICIES = ("none", "partial", NORMALISED, "all_or_nothing", "only_if_needed")
"""What a provider does with its table: nothing; replace what it can; the same, and change the white space
(:mod:`smslint.text.white_space`); replace only if that makes the whole text 7-bit; replace only if the text does not fit one segment."""


class Substitution(NamedTuple):
    """The replacement of a character. ``lossless``: a reader sees the same text."""

    replacement: str
    lossless: bool


def default_table() -> Mapping[str, Substitution]:
    """Our own table: one replacement per character, including those that lose an accent (marked as lossy)."""
    return table("smslint")


@lru_cache(maxsize=8)
def table(name: str) -> Mapping[str, Substitution]:
    """A table by name: ``smslint``, or the table of a product: ``twilio``, ``sinch``, ``webex``, ``govuk-notify``, ``smssafe``.

    :raises PackError: when no row belongs to it, or a row cannot be read.
    """
    found = {char: substitution for char, substitution, tables in _rows() if name in tables}
    if not found:
        known = sorted({table for _, _, tables in _rows() for table in tables})
        raise PackError(f"there is no substitution table {name!r}; there are: {', '.join(known)}")
    return MappingProxyType(found)


def apply(text: str, table: Mapping[str, Substitution], policy: str = "partial", alphabet: Alphabet = gsm7.GSM7) -> str:
    """The text as a provider with this table and policy sends it.

    :param policy: one of :data:`POLICIES`.
    :raises ValueError: for another policy.
    """
    if policy not in POLICIES:
        raise ValueError(f"policy {policy!r} is not one of {', '.join(POLICIES)}")
    if policy == NORMALISED:
        text = normalised(text)
    if policy == "none" or alphabet.holds(text):
        return text
    if policy == "only_if_needed" and alphabet.measure(text)[2] == 1:
        return text
    instead = {ord(char): table[char].replacement for char in set(text) - alphabet.members if char in table}
    replaced = text.translate(instead)
    if policy == "all_or_nothing" and not alphabet.holds(replaced):
        return text
    return replaced


def substituted(text: Text, table: Mapping[str, Substitution], policy: str, alphabet: Alphabet) -> Text:
    """The text with every literal as it is sent.

    The literals together decide for a policy that replaces only if the whole text becomes 7-bit: a value that is not
    known is assumed to need no replacement. A policy that replaces only if the text does not fit one segment does not change a text
    whose renderings all fit; a template that may not fit is shown with replacements.
    """
    if policy == "only_if_needed" and all(isinstance(part, Literal) for part in text.parts):
        whole = "".join(leaf.text for leaf in leaves(text) if isinstance(leaf, Literal))
        if alphabet.measure(whole)[2] == 1:
            return text
    if policy == "all_or_nothing":
        literals = "".join(leaf.text for leaf in leaves(text) if isinstance(leaf, Literal))
        if not alphabet.holds(apply(literals, table, "partial", alphabet)):
            return text

    def change(leaf: Literal | Placeholder) -> Literal | Placeholder:
        return leaf._replace(text=apply(leaf.text, table, "partial", alphabet)) if isinstance(leaf, Literal) else leaf

    return with_leaves(longest(text) if policy == NORMALISED else text, change)


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, Substitution, tuple[str, ...]], ...]:
    path = data_path("rules") / "substitutions" / "smart-encoding.tsv"
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.startswith("U+"):
            continue
        try:
            codepoint, quoted, lossless, tables = line.split("\t")
            char = chr(int(codepoint.partition("+")[2], 16))
        except ValueError as error:
            raise PackError(f"{path}:{number}: needs codepoint, replacement, lossless and tables: {error}") from error
        if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"' or lossless not in ("yes", "no"):
            raise PackError(f"{path}:{number}: the replacement must be in quotes, and lossless must be yes or no")
        rows.append((char, Substitution(quoted[1:-1], lossless == "yes"), tuple(tables.split(","))))
    return tuple(rows)
