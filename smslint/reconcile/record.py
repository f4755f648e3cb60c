"""What ``smslint reconcile`` found, ready for any report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from smslint.logs.times import Period  # noqa: TC001 (a field of a record)
from smslint.prices.money import plus
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.coverage import Coverage
    from smslint.project.volumes import Volume


class Sums(NamedTuple):
    """What some messages came to."""

    messages: int = 0
    billed: int | None = 0
    """Segments, where the log says so; ``None`` if it does for none of them."""
    counted: int = 0
    """Segments that their texts take, where the log has the whole text."""
    uncounted: int = 0
    """Messages of which the log has no whole text."""
    unbilled: int = 0
    """Messages of which the log does not say the segments."""
    unpriced: int = 0
    """Messages of which the log does not say the price."""
    spend: Mapping[str, Decimal] = {}
    """By currency (ISO 4217); an empty text for amounts in an unknown one."""
    failures: Mapping[str, int] = {}
    """Messages by error code."""
    regions: Mapping[str, int] = {}
    """Messages by country (ISO 3166-1 alpha-2); an empty text where it is not known."""


class Cause(NamedTuple):
    """Why segments are not what was expected."""

    cause: str
    messages: int
    segments: int
    """How many more segments, below zero for fewer."""
    placeholder: str | None = None
    """The placeholder whose values are the cause."""


class Line(NamedTuple):
    """One message of the project."""

    path: str
    key: str | None
    locale: str | None
    kind: str
    line: int
    least: int
    most: int | None
    sums: Sums
    causes: tuple[Cause, ...] = ()
    recognisable: bool = True
    """Whether it has enough fixed text to be found again."""

    @property
    def name(self) -> str:
        """``locales/en.yml sms.welcome``, not escaped."""
        return f"{self.path} {self.key}" if self.key else self.path


class Shared(NamedTuple):
    """Messages that may be from any of several templates."""

    lines: tuple[Line, ...]
    sums: Sums


class Reason(NamedTuple):
    """Why some messages are from no template."""

    reason: str
    messages: int
    rows: tuple[int, ...]
    """The first rows of the log with one, from 1."""
    line: Line | None = None
    """The template that they would be from, if a value could be what it would be."""
    placeholder: str | None = None


class Proposal(NamedTuple):
    """The values that a placeholder really has."""

    least: int
    most: int
    charset: str


@sealed
@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A project held against a log."""

    log: str
    layout: str
    title: str
    rows: int
    """Rows of the log."""
    messages: int
    """Messages that were sent, each once."""
    received: int
    """Rows of messages that were received."""
    pending: int
    """Messages that are still on their way, and are in no figure."""
    canceled: int
    """Messages that were never sent, and are in no figure."""
    cut: int
    """Messages that were recognised by the beginning of their texts."""
    repeated: int
    """Further rows of messages that were counted."""
    period: Period | None
    lines: tuple[Line, ...]
    """Every message of the project, by path and place."""
    ambiguous: tuple[Shared, ...]
    unmatched: Sums
    reasons: tuple[Reason, ...]
    values: Mapping[str, Proposal]
    volumes: Mapping[str, Volume]
    notes: tuple[str, ...]
    """What else a reader should know, in sentences."""
    version: str = ""
    coverage: Coverage | None = None
    """What is unknown about the files of the project."""

    @property
    def matched(self) -> int:
        """How many messages are from one template."""
        return sum(each.sums.messages for each in self.lines)

    @property
    def total(self) -> Sums:
        """All messages together."""
        found = self.unmatched
        for sums in (*(each.sums for each in self.lines), *(each.sums for each in self.ambiguous)):
            found = together(found, sums)
        return found

    @property
    def unsent(self) -> tuple[Line, ...]:
        """The templates that nobody sent, among those that can be found again."""
        shared = {id(line) for each in self.ambiguous for line in each.lines}
        return tuple(
            each for each in self.lines if not each.sums.messages and each.recognisable and id(each) not in shared
        )


def together(one: Sums, other: Sums) -> Sums:
    """The sums of two groups of messages."""
    billed = None if one.billed is None and other.billed is None else (one.billed or 0) + (other.billed or 0)
    if not one.messages or not other.messages:
        billed = one.billed if one.messages else other.billed
    return Sums(
        one.messages + other.messages,
        billed,
        one.counted + other.counted,
        one.uncounted + other.uncounted,
        one.unbilled + other.unbilled,
        one.unpriced + other.unpriced,
        {
            each: plus(one.spend.get(each, Decimal(0)), other.spend.get(each, Decimal(0)))
            for each in {**one.spend, **other.spend}
        },
        _added(one.failures, other.failures),
        _added(one.regions, other.regions),
    )


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {each: one.get(each, 0) + other.get(each, 0) for each in {**one, **other}}
