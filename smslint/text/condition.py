"""When an arm of a branch renders: the dialect reads the condition once, and the code that fills a template tests it.

A condition is about texts, because the cells of a list are texts. What engines do with numbers, lists and objects is
not described here; a condition that is not about texts has no test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from smslint.records import NamedTuple, dataclass, replace
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.text.tree import Call


@sealed
@dataclass(frozen=True, slots=True)
class Truth:
    """The value of a name counts as true."""

    name: str
    false: tuple[str, ...] = ("",)
    """The texts that count as false for the engine. Empty if every text is true (Liquid, Ruby)."""
    stripped: bool = False
    """Whether white space at the ends is ignored (``present?``)."""
    calls: tuple[Call, ...] = ()
    """What the template makes of the value before it asks."""
    zero: bool = False
    """Whether the number 0 counts as false too."""

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Truth:
        """The same test for another name, with further calls."""
        return replace(self, name=other, calls=calls + self.calls) if self.name == name else self


@sealed
@dataclass(frozen=True, slots=True)
class Compared:
    """The value of a name compared with a literal: ``name == "x"``."""

    name: str
    operator: str
    """``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``contains``, ``within`` (the literal contains the value), ``starts``, ``ends``, ``matches`` (a pattern of PHP);
    ``odd``, ``even`` and ``divisible`` of a number, and the methods of Python's texts that ask for characters (``isdigit``)."""
    literal: str | int | float
    calls: tuple[Call, ...] = ()
    """The calls that the template applies to the value before the comparison."""
    reads: str = ""
    """How a text is compared with a number or a numeric text: ``php`` as PHP reads texts; empty if that is not known."""
    strict: bool = False
    """Whether a number is never equal to a text."""

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Compared:
        """The same test for another name, with further calls."""
        return replace(self, name=other, calls=calls + self.calls) if self.name == name else self


@sealed
@dataclass(frozen=True, slots=True)
class Alike:
    """The values of two names are the same text, or one is a part of the other."""

    name: str
    other: str
    calls: tuple[Call, ...] = ()
    other_calls: tuple[Call, ...] = ()
    strict: bool = False
    """Whether a number is never equal to a text."""
    reads: str = ""
    """How the values are compared: ``php`` as PHP compares numeric texts."""
    operator: str = "=="
    """Another one asks whether the first text ``contains`` the second, ``starts`` or ``ends`` with it."""

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Alike:
        """The same test for another name, with further calls."""
        made = replace(self, name=other, calls=calls + self.calls) if self.name == name else self
        return replace(made, other=other, other_calls=calls + self.other_calls) if self.other == name else made


@sealed
@dataclass(frozen=True, slots=True)
class Not:
    """The test is false."""

    test: Test


@sealed
@dataclass(frozen=True, slots=True)
class Every:
    """All tests are true. Without tests it is always true."""

    tests: tuple[Test, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Some:
    """At least one test is true. Without tests it is always false."""

    tests: tuple[Test, ...]


Test: TypeAlias = Truth | Compared | Alike | Not | Every | Some


class Condition(NamedTuple):
    """The condition of an arm."""

    source: str
    """The condition as the template writes it, for people."""
    test: Test | None = None
    """Its meaning; ``None`` if smslint cannot read it."""
    binds: str = ""
    """The name that ``.`` means in the arm (Go's ``with``, a section of Mustache)."""


def names(test: Test) -> Iterator[str]:
    """The names in a test, in order."""
    match test:
        case Truth() | Compared():
            yield test.name
        case Alike():
            yield test.name
            yield test.other
        case Not():
            yield from names(test.test)
        case Every() | Some():
            for each in test.tests:
                yield from names(each)
