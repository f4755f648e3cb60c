"""A template's bounds as a provider with smart encoding sends it: every rendering replaced by the provider's own policy.

Characters are replaced one by one, so a smart encoding is an alphabet in which a replaced character costs
as much as its replacement. ``partial`` and ``all_or_nothing`` then need one exact pass each; they differ in the cost of a rendering
that stays UCS-2. ``only_if_needed`` sends a rendering that fits one segment unchanged and any other with its
characters replaced: two passes and :func:`~smslint.text.best_alphabet.refined`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from smslint.records import dataclass, field, replace
from smslint.sealed import sealed
from smslint.text.best_alphabet import refined
from smslint.text.bounds import Bounds, bounds
from smslint.text.charsets import ANY
from smslint.text.gsm7 import GSM7, Alphabet, Measure, ucs2_marks
from smslint.text.substitutions import NORMALISED, Substitution, apply, table
from smslint.text.tree import is_flat, placeholders
from smslint.text.values import ValueTable
from smslint.text.white_space import longest, normalised, shortest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.tree import Text


@sealed
@dataclass(frozen=True, slots=True, eq=False)
class SmartAlphabet(Alphabet):
    """An alphabet with a smart encoding: it takes texts as they are written and measures them as they are sent."""

    base: Alphabet = GSM7
    table: Mapping[str, Substitution] = field(default_factory=dict)
    policy: str = "partial"

    def __post_init__(self) -> None:
        # Not super(): a dataclass with slots is not the class that its methods were compiled in.
        Alphabet.__post_init__(self)
        base = self.base
        object.__setattr__(self, "marks", lambda text: base.marks(self.replaced(text)))
        object.__setattr__(self, "measure", lambda text: base.measure(self.sent(text)))

    def replaced(self, text: str) -> str:
        """The text with every character replaced that is in the table."""
        return apply(text, self.table, "partial", self.base)

    def sent(self, text: str) -> str:
        """The whole text as it is sent."""
        return apply(text, self.table, self.policy, self.base)

    def units(self, text: str) -> bytes:
        """The code units of a text in a message that stays UCS-2."""
        return ucs2_marks(text if self.policy == "all_or_nothing" else self.replaced(text))

    def samples(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """An unlimited charset also gets the characters of the table: some are removed, some become several characters.

        Values are assumed to have no control characters except those of the alphabet: seven spaces for a tab (Twilio) would
        otherwise be the longest rendering of every name.
        """
        if ANY.members[-1] not in members:
            return members
        return (*members, *(char for char in self.table if unicodedata.category(char) != "Cc"))


@lru_cache(maxsize=32)
def smart_alphabet(base: Alphabet, name: str, policy: str) -> SmartAlphabet:
    """The alphabet with the table of that name, with the policy ``partial`` or ``all_or_nothing``.

    :raises PackError: for an unknown table.
    """
    return SmartAlphabet(
        base.name, base.basic, base.extension, base.single, base.segment, base=base, table=table(name), policy=policy
    )


def sent_bounds(
    text: Text, values: Mapping[str, object] | ValueTable | None, alphabet: Alphabet, name: str, policy: str
) -> Bounds:
    """Least and most segments of a text, each rendering as a provider with this table and policy sends it.

    Witnesses are renderings as they are sent. The bounds are exact, but see :attr:`~smslint.text.bounds.Bounds.exact` for
    ``only_if_needed`` and ``normalised``.

    :param name: a table of :func:`smslint.text.substitutions.table`.
    :param policy: one of :data:`smslint.text.substitutions.POLICIES`.
    :raises PackError: for an unknown table.
    """
    values = values if isinstance(values, ValueTable) else ValueTable(values)
    if policy == "none":
        return bounds(text, values, alphabet)
    if policy == NORMALISED:
        found = _normalised(text, values, _after_lines(alphabet, name))
        policy = "partial"  # the white space of the witnesses is as it is sent
    elif policy != "only_if_needed":
        found = bounds(text, values, smart_alphabet(alphabet, name, policy))
    else:

        def measure(rendering: str) -> Measure:
            return alphabet.measure(apply(rendering, table(name), policy, alphabet))

        found = refined(text, values, partial(_if_needed, alphabet, name), measure)

    least = apply(found.least_witness, table(name), policy, alphabet)
    most = None if found.most_witness is None else apply(found.most_witness, table(name), policy, alphabet)
    return found._replace(
        least_witness=least,
        least_units=alphabet.measure(least)[1],
        most_witness=most,
        most_units=None if most is None else alphabet.measure(most)[1],
    )


@lru_cache(maxsize=32)
def _after_lines(base: Alphabet, name: str) -> SmartAlphabet:
    """The alphabet with a table that is applied after the white space: there a separator of lines has become a line end."""
    smart = smart_alphabet(base, name, "partial")
    return replace(smart, table={**smart.table, **dict.fromkeys("\u2028\u2029", Substitution("\n", lossless=True))})


def _normalised(text: Text, values: ValueTable, smart: SmartAlphabet) -> Bounds:
    """Bounds of a text whose renderings are sent with other white space: no rendering is longer than those of one template, none is
    shorter than those of another. They are exact where a rendering reaches them.
    """
    most = bounds(longest(text), values, smart)
    if is_flat(text) and not placeholders(text):
        return most
    least = bounds(shortest(text, values), values, smart)
    short = normalised(bounds(text, values, smart).least_witness)
    long = None if most.most_witness is None else normalised(most.most_witness)
    reached = smart.measure(short)[2] == least.least and (long is None or smart.measure(long)[2] == most.most)
    return most._replace(
        least=least.least,
        least_witness=short,
        most_witness=long,
        encodings=tuple(sorted({*least.encodings, *most.encodings})),
        exact=most.exact and reached,
    )


def _if_needed(alphabet: Alphabet, name: str, text: Text, values: ValueTable) -> Bounds:
    """Bounds of a text whose renderings are replaced only if they do not fit one segment unchanged."""
    plain = bounds(text, values, alphabet)
    if plain.most == 1:
        return plain
    replaced = bounds(text, values, smart_alphabet(alphabet, name, "partial"))
    if plain.least == 1:
        replaced = replaced._replace(
            least=1,
            least_witness=plain.least_witness,
            encodings=tuple(sorted({*replaced.encodings, *plain.encodings})),
        )
    witness = replaced.most_witness
    if witness is None or replaced.most == 1:
        return replaced
    # A rendering that fits is sent unchanged; after replacement it might be longer.
    if alphabet.measure(witness)[2] > 1:
        return replaced
    return replaced._replace(most_witness=plain.most_witness, exact=False)
