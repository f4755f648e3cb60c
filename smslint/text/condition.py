"""When an arm of a branch renders, as the template says it: read once by the dialect, asked by whoever fills a template.

A condition is about texts, because that is what the cells of a list are. What engines do with numbers, lists and objects is
not told here; a condition that cannot be read as one on texts has no test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@sealed
@dataclass(frozen=True, slots=True)
class Truth:
    """The value of a name counts as true."""

    name: str
    false: tuple[str, ...] = ("",)
    """The texts that the engine takes for false. Empty where every text is true (Liquid, Ruby)."""
    stripped: bool = False
    """Whether white space at the ends does not count (``present?``)."""


@sealed
@dataclass(frozen=True, slots=True)
class Compared:
    """The value of a name beside a literal: ``name == "x"``."""

    name: str
    operator: str
    """``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=`` or ``contains``."""
    literal: str | int | float


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


Test: TypeAlias = Truth | Compared | Not | Every | Some


class Condition(NamedTuple):
    """What an arm asks for."""

    source: str
    """As the template writes it, for people."""
    test: Test | None = None
    """What it means; ``None`` where that takes more than smslint reads."""
    binds: str = ""
    """The name that ``.`` stands for in the arm (Go's ``with``, a section of Mustache)."""


_OF_TEXTS: Final = frozenset({"==", "!=", "contains"})


def names(test: Test) -> Iterator[str]:
    """The names that a test asks about, in order."""
    match test:
        case Truth() | Compared():
            yield test.name
        case Not():
            yield from names(test.test)
        case Every() | Some():
            for each in test.tests:
                yield from names(each)


def of_texts(test: Test) -> bool:
    """Whether texts decide a test. A comparison with a number does not: a list's ``5`` may be a text or a number to the engine."""
    match test:
        case Truth():
            return True
        case Compared():
            return isinstance(test.literal, str) and test.operator in _OF_TEXTS
        case Not():
            return of_texts(test.test)
        case Every() | Some():
            return all(map(of_texts, test.tests))


def holds(test: Test, values: Callable[[str], Iterable[str]]) -> list[bool]:
    """Whether a test of texts holds, for each row. ``values`` gives the texts of a name, row by row."""
    match test:
        case Truth(name, false, stripped):
            texts = (text.strip() for text in values(name)) if stripped else values(name)
            return [text not in false for text in texts]
        case Compared(name, operator, literal):
            wanted = str(literal)
            if operator == "contains":
                return [wanted in text for text in values(name)]
            return [(text == wanted) is (operator == "==") for text in values(name)]
        case Not():
            return [not each for each in holds(test.test, values)]
        case Every():
            return list(map(all, zip(*(holds(each, values) for each in test.tests), strict=True)))
        case Some():
            return list(map(any, zip(*(holds(each, values) for each in test.tests), strict=True)))
