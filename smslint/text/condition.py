"""When an arm of a branch renders, as the template says it: read once by the dialect, asked by whoever fills a template.

A condition is about texts, because that is what the cells of a list are. What engines do with numbers, lists and objects is
not told here; a condition that cannot be read as one on texts has no test.
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
    """The texts that the engine takes for false. Empty where every text is true (Liquid, Ruby)."""
    stripped: bool = False
    """Whether white space at the ends does not count (``present?``)."""
    calls: tuple[Call, ...] = ()
    """What the template makes of the value before it asks."""

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Truth:
        """The same of another name and of what some calls make of it."""
        return replace(self, name=other, calls=calls + self.calls) if self.name == name else self


@sealed
@dataclass(frozen=True, slots=True)
class Compared:
    """The value of a name beside a literal: ``name == "x"``."""

    name: str
    operator: str
    """``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``contains``, ``within`` (the literal contains the value), ``starts``, ``ends``."""
    literal: str | int | float
    calls: tuple[Call, ...] = ()
    """What the template makes of the value before it compares."""
    reads: str = ""
    """How a value is read beside a number: ``number`` where the calls make one of it, ``php`` as PHP reads texts."""

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Compared:
        """The same of another name and of what some calls make of it."""
        return replace(self, name=other, calls=calls + self.calls) if self.name == name else self


@sealed
@dataclass(frozen=True, slots=True)
class Alike:
    """The values of two names are the same text."""

    name: str
    other: str
    calls: tuple[Call, ...] = ()
    other_calls: tuple[Call, ...] = ()

    def about(self, name: str, other: str, calls: tuple[Call, ...] = ()) -> Alike:
        """The same of another name and of what some calls make of it."""
        made = replace(self, name=other, calls=calls + self.calls) if self.name == name else self
        return replace(made, other=other, other_calls=calls + self.other_calls) if self.other == name else made


@sealed
@dataclass(frozen=True, slots=True)
class Not:
    """The test does not hold."""

    test: Test


@sealed
@dataclass(frozen=True, slots=True)
class Every:
    """All tests hold."""

    tests: tuple[Test, ...]


@sealed
@dataclass(frozen=True, slots=True)
class Some:
    """At least one test holds."""

    tests: tuple[Test, ...]


Test: TypeAlias = Truth | Compared | Alike | Not | Every | Some


class Condition(NamedTuple):
    """What an arm asks for."""

    source: str
    """As the template writes it, for people."""
    test: Test | None = None
    """What it means; ``None`` where that takes more than smslint reads."""
    binds: str = ""
    """The name that ``.`` stands for in the arm (Go's ``with``, a section of Mustache)."""


def names(test: Test) -> Iterator[str]:
    """The names that a test asks about, in order."""
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
