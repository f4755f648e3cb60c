"""What ``smslint diff`` found, ready for any report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from smslint.cost.base import Base  # noqa: TC001 (a field of a record)
from smslint.cost.change import Change  # noqa: TC001 (a field of a record)
from smslint.cost.totals import Totals  # noqa: TC001 (a field of a record)
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed
from smslint.vocabulary import MOVED, UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.cost.causes import Cause
    from smslint.cost.gates import Held
    from smslint.coverage import Coverage
    from smslint.finding import Finding


class Line(NamedTuple):
    """One message of a comparison."""

    change: Change
    causes: tuple[Cause, ...] = ()
    brought: tuple[Finding, ...] = ()
    """Warnings and errors that it has now and did not have."""
    gone: tuple[Finding, ...] = ()
    """Those that it had."""

    @property
    def weight(self) -> tuple[bool, bool, Decimal, str]:
        """The order of reports: what may cost most first, then what saves most, then what costs the same."""
        change = self.change
        rises = [each.rise or each.change.least for each in change.monthly]
        before = 0 if change.before is None else change.before.most or change.before.least
        after = 0 if change.after is None else change.after.most or change.after.least
        size = max(rises) if rises else Decimal(after - before)
        return not change.may_rise, size == 0, -abs(size), change.version.path


class Blind(NamedTuple):
    """A file that was not compared."""

    path: str
    why: str


def blind_of(broken: Mapping[str, str]) -> tuple[Blind, ...]:
    """The files that cannot be read completely, from the error of each."""
    return tuple(Blind(path, why.rstrip(".")) for path, why in broken.items())


class Card(NamedTuple):
    """The rate card of a configuration."""

    name: str
    as_of: str | None
    changed: bool | None
    """Whether it was another one at the base; ``None`` if that is not known."""
    effect: Totals | None = None
    """What the new card changes for the messages of today in a month; ``None`` where that is not known."""


@sealed
@dataclass(frozen=True, slots=True)
class Diff:
    """What became of the messages of a project, and what that costs."""

    base: Base
    lines: tuple[Line, ...]
    """Every message, by path and place; those that were removed come last."""
    totals: Totals
    held: tuple[Held, ...]
    """The limits."""
    cards: tuple[Card, ...] = ()
    blind: tuple[Blind, ...] = ()
    gaps: tuple[str, ...] = ()
    """The changed files of which something is in no message."""
    brought: tuple[Finding, ...] = ()
    """Findings about no message that are new."""
    gone: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """What else a reader should know, in sentences."""
    coverage: Coverage | None = None
    """What is unknown about today's files."""
    per: int = 1000
    """For how many sendings is said what a message without a volume costs."""
    silent: bool = False
    """Whether the change is too small for the project to hear of."""
    version: str = ""
    resettled: bool = False
    """Whether a configuration names other messages than at the base, or has other limits: what the figures do not show."""

    @property
    def touched(self) -> tuple[Line, ...]:
        """The messages that are new, removed or changed, the dearest first."""
        return tuple(sorted((each for each in self.lines if each.change.touched), key=lambda each: each.weight))

    @property
    def moved(self) -> tuple[Line, ...]:
        """The messages of which only the path or the key is another one."""
        return tuple(each for each in self.lines if each.change.status == MOVED)

    @property
    def same(self) -> bool:
        """Whether there is nothing to report: no message, no finding and no price is another one, and everything was read and compared."""
        return not (
            any(each.change.status != UNCHANGED or each.brought or each.gone for each in self.lines)
            or self.blind
            or self.gaps
            or self.brought
            or self.gone
            or any(each.changed for each in self.cards)
        )

    @property
    def quiet(self) -> bool:
        """Whether a report may say nothing: nothing changed or hardly anything, and every limit is kept."""
        return (self.same or self.silent) and not self.resettled and all(each.ok for each in self.held)

    @property
    def fails(self) -> bool:
        """Whether a limit is not kept, or nobody knows whether it is."""
        return any(each.fails for each in self.held)

    def findings(self) -> Iterator[tuple[bool, Finding]]:
        """Each finding that the change brings (true) or takes away (false)."""
        for each in self.lines:
            yield from ((True, finding) for finding in each.brought)
            yield from ((False, finding) for finding in each.gone)
        yield from ((True, finding) for finding in self.brought)
        yield from ((False, finding) for finding in self.gone)
