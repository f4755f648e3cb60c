"""``smslint prices diff``: what a new rate card changes, and what that costs a project: by message and by country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.change import Change, reasons_of
from smslint.cost.parts import Part, by_country, parts_of
from smslint.cost.pricing import each_of
from smslint.cost.record import Blind, blind_of
from smslint.cost.terms import date_of, prices_of
from smslint.cost.totals import Totals, totals_of
from smslint.prices.compare import PriceChange, compare
from smslint.prices.rate import upper_note
from smslint.records import dataclass, replace
from smslint.sealed import sealed
from smslint.version import __version__
from smslint.vocabulary import CHANGED, UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.side import Side
    from smslint.cost.terms import Terms
    from smslint.cost.version import Version
    from smslint.coverage import Coverage
    from smslint.prices import RateCard


@sealed
@dataclass(frozen=True, slots=True)
class CardChange:
    """Two rate cards, and what the messages of a project cost with each."""

    old: RateCard
    new: RateCard
    prices: tuple[PriceChange, ...]
    """Every region of both."""
    rows: tuple[Change, ...] = ()
    """Each message, on both sides the same, with the old prices before and the new ones after; what rises most comes first."""
    totals: Totals = Totals((), 0, 0)
    countries: tuple[Part, ...] = ()
    blind: tuple[Blind, ...] = ()
    """Files that are not counted, or not completely."""
    notes: tuple[str, ...] = ()
    coverage: Coverage | None = None
    """What is unknown about the files of the project; its own rate card is not asked."""
    priced: bool = False
    """Whether the messages of a project were looked at."""
    version: str = __version__

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The oldest date of the prices that matter on each card: those of the messages, or all."""
        if not self.priced:
            return self.old.as_of, self.new.as_of
        return date_of(self.old, self.rows), date_of(self.new, self.rows)

    @property
    def reasons(self) -> dict[str, list[Version]]:
        """Why the cost of messages is not known, with the messages."""
        return reasons_of(self.rows)

    def noting(self, notes: Iterable[str]) -> CardChange:
        """The same with more notes, which come first."""
        return replace(self, notes=(*notes, *self.notes))

    @property
    def changed(self) -> tuple[PriceChange, ...]:
        """The regions in which a segment costs otherwise."""
        return tuple(each for each in self.prices if not each.same)


def card_change(old: RateCard, new: RateCard, sender: str | None = None) -> CardChange:
    """What the new card has otherwise, without a project."""
    return CardChange(old, new, tuple(compare(old, new, sender)))


def project_change(old: RateCard, new: RateCard, sender: str | None, side: Side, terms: Terms) -> CardChange:
    """What the new card changes for the messages of a project in a month.

    :param sender: for the list of prices; messages have their own.
    :param side: its messages.
    :param terms: only their volumes count.
    """
    rows = sorted((repriced(each, old, new, terms) for each in side.versions), key=_order)
    countries = parts_of((names, bool(row.unknown), sums) for row in rows for names, sums in by_country(row, old, new))
    return CardChange(
        old=old,
        new=new,
        prices=tuple(compare(old, new, sender)),
        rows=tuple(rows),
        totals=totals_of(rows),
        countries=countries,
        blind=blind_of(side.broken),
        notes=(*terms.idle(), *upper_note([*prices_of(old, rows), *prices_of(new, rows)])),
        coverage=None if side.coverage is None else replace(side.coverage, costs=()),
        priced=True,
    )


def repriced(version: Version, old: RateCard, new: RateCard, terms: Terms) -> Change:
    """What a new card changes for one message."""
    volume = terms.volume(version)
    before, after = each_of(version, old, volume), each_of(version, new, volume)
    return Change(version, version, UNCHANGED if before == after else CHANGED, volume, before, after)


def _order(row: Change) -> tuple[object, ...]:
    rises = [-(each.change.most or each.change.least) for each in row.monthly]
    return bool(row.unknown), min(rises, default=0), row.version.path, row.version.line, row.version.column
