"""The regular expressions of the numbering metadata, parsed into trees.

The metadata uses little: digits, ``\\d``, ``[...]``, groups, ``|``, ``?``, ``{n}``, ``{n,m}`` and ``$``. Anything else is
refused, so that a construct without a proof cannot enter the plan::

    choice   = sequence { "|" sequence }
    sequence = { atom [ "?" | "{" n "}" | "{" n "," m "}" ] }
    atom     = digit | "\\d" | "[" { digit | digit "-" digit | "\\d" } "]" | "(" choice ")" | "(?:" choice ")" | "$"
"""

from __future__ import annotations

from dataclasses import dataclass

from smslint.errors import PlanError
from smslint.sealed import sealed

ANY_DIGIT = (1 << 10) - 1
"""The mask of all ten digits; bit ``d`` means digit ``d``."""
MAX_REPEAT = 30
"""No number is longer; a larger count means that the pattern was read wrongly."""

_DIGITS = "0123456789"


@sealed
@dataclass(frozen=True, slots=True)
class Digits:
    """One digit out of a set."""

    mask: int


@sealed
@dataclass(frozen=True, slots=True)
class Sequence:
    """One item after another; empty matches the empty text."""

    items: tuple[Node, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Alternation:
    """The first arm that leads to a match, in order."""

    arms: tuple[Node, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Repeat:
    """An item ``least`` to ``most`` times, as often as possible first."""

    item: Node
    least: int
    most: int


@sealed
@dataclass(frozen=True, slots=True)
class Group:
    """A capturing group; numbers count from 1."""

    number: int
    item: Node


@sealed
@dataclass(frozen=True, slots=True)
class End:
    """``$``: nothing may follow."""


Node = Digits | Sequence | Alternation | Repeat | Group | End


@sealed
@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole regular expression and how many capturing groups it has."""

    node: Node
    groups: int


def parse_pattern(source: str) -> Pattern:
    """Parse one regular expression; raises :class:`~smslint.errors.PlanError` for any construct outside the grammar."""
    reader = _PatternReader(source)
    node = reader.choice()
    if reader.here:
        reader.refuse("an unmatched )")
    return Pattern(node, reader.groups)


class _PatternReader:
    """Recursive descent, one method per production."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.offset = 0
        self.groups = 0

    @property
    def here(self) -> str:
        return self.source[self.offset : self.offset + 1]

    def refuse(self, what: str) -> None:
        raise PlanError(f"cannot read the metadata pattern {self.source!r}: {what} at character {self.offset + 1}")

    def take(self, literal: str) -> bool:
        if not self.source.startswith(literal, self.offset):
            return False
        self.offset += len(literal)
        return True

    def expect(self, literal: str) -> None:
        if not self.take(literal):
            self.refuse(f"expected {literal}, found {self.here or 'the end'}")

    def choice(self) -> Node:
        arms = [self.sequence()]
        while self.take("|"):
            arms.append(self.sequence())
        return arms[0] if len(arms) == 1 else Alternation(tuple(arms))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.here and self.here not in "|)":
            items.append(self.quantified(self.atom()))
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def quantified(self, item: Node) -> Node:
        if self.take("?"):
            least, most = 0, 1
        elif self.take("{"):
            least = most = self.count()
            if self.take(","):
                most = self.count()
            self.expect("}")
        else:
            return item
        if not least <= most <= MAX_REPEAT:
            self.refuse(f"a repeat of {least} to {most}")
        if isinstance(item, End) or self.here in ("?", "+", "*", "{"):
            self.refuse("a quantifier after something that cannot be repeated")
        return Repeat(item, least, most)

    def count(self) -> int:
        start = self.offset
        while self.here and self.here in _DIGITS:
            self.offset += 1
        if start == self.offset:
            self.refuse("a repeat without a count")
        return int(self.source[start : self.offset])

    def atom(self) -> Node:
        if self.take("$"):
            return End()
        if self.take("["):
            return Digits(self.set())
        if self.take("(?:"):
            return self.closed(self.choice())
        if self.here == "(" and not self.source.startswith("(?", self.offset):
            self.offset += 1
            self.groups += 1
            number = self.groups
            return Group(number, self.closed(self.choice()))
        return Digits(self.digit())

    def closed(self, item: Node) -> Node:
        self.expect(")")
        return item

    def digit(self) -> int:
        """The mask of one digit or of ``\\d``."""
        if self.take("\\d"):
            return ANY_DIGIT
        if not self.here or self.here not in _DIGITS:
            self.refuse(f"unknown construct {self.source[self.offset : self.offset + 3]!r}")
        self.offset += 1
        return 1 << int(self.source[self.offset - 1])

    def set(self) -> int:
        mask = 0
        while not self.take("]"):
            low = self.digit()
            if not self.take("-"):
                mask |= low
                continue
            high = self.digit()
            if ANY_DIGIT in (low, high) or high < low:
                self.refuse("a range that is not from a lower to a higher digit")
            mask |= (high << 1) - low
        if not mask:
            self.refuse("an empty set")
        return mask
