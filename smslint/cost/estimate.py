"""``smslint cost``: what the messages of a project cost in a month, by template, country and kind, and in their cheapest wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.change import reasons_of
from smslint.cost.gates import NOT_READ, Held, hold
from smslint.cost.mended import FAMILY, mended
from smslint.cost.parts import Part, by_country, parts_of
from smslint.cost.pricing import ZERO
from smslint.cost.record import Blind, Card, blind_of
from smslint.cost.terms import Terms, date_of, name_of
from smslint.cost.totals import Totals, totals_of
from smslint.cost.wordings import Wording, cheapest
from smslint.errors import SourceError
from smslint.project.budgets import Budgets
from smslint.project.paths import shown
from smslint.project.reading import bytes_of
from smslint.project.run import Runner, sidecar_text
from smslint.records import NamedTuple, dataclass
from smslint.rules.doubts import costs
from smslint.sealed import sealed
from smslint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smslint.cost.change import Change
    from smslint.cost.mended import Spot
    from smslint.cost.side import Side
    from smslint.cost.stated_volumes import StatedVolumes
    from smslint.cost.version import Version
    from smslint.coverage import Coverage
    from smslint.project.budgets import Limit
    from smslint.project.config import Config
    from smslint.project.files import Target

UNKNOWN_KIND = "unknown"
"""The kind of a message that nobody states and no word of it shows."""


class Row(NamedTuple):
    """One message."""

    change: Change
    """From the message as it is to its cheapest wording; both sides are the same where none is known that is cheaper."""
    wording: Wording | None = None

    @property
    def version(self) -> Version:
        """The message as it is."""
        assert self.change.before is not None
        return self.change.before

    @property
    def kind(self) -> str:
        """Its kind, if that is known."""
        return self.version.kind if self.version.kind_known else UNKNOWN_KIND


@sealed
@dataclass(frozen=True, slots=True)
class Estimate:
    """What a project costs in a month."""

    rows: tuple[Row, ...]
    """Every message, the dearest first; then those whose cost is not known."""
    totals: Totals
    """From what it costs to what it would cost in the cheapest wordings that are known."""
    countries: tuple[Part, ...]
    kinds: tuple[Part, ...]
    held: tuple[Held, ...] = ()
    cards: tuple[Card, ...] = ()
    blind: tuple[Blind, ...] = ()
    """Files that are not counted, or not completely."""
    notes: tuple[str, ...] = ()
    coverage: Coverage | None = None
    """What is unknown about the files."""
    version: str = ""

    @property
    def reasons(self) -> dict[str, list[Version]]:
        """Why the cost of messages is not known, with the messages."""
        return reasons_of(each.change for each in self.rows)

    @property
    def fails(self) -> bool:
        """Whether a limit is not kept, or nobody knows whether it is."""
        return any(each.fails for each in self.held)


def estimate_of(
    side: Side,
    runner: Runner,
    targets: Sequence[Target],
    flags: Sequence[Limit] = (),
    volumes: StatedVolumes | None = None,
) -> Estimate:
    """The whole figure.

    :param side: the messages of the files.
    :param flags: the limits of the command line.
    :param volumes: volumes that go before those of the configurations.
    """
    homes = {each.home for each in side.versions}
    configs = [config for config in runner.configs() if str(config.root) in homes]
    terms = Terms(runner, configs, () if volumes is None else volumes.entries)
    better = dict(_wordings(side, runner, targets))
    rows = sorted(
        (_row(each, terms, better.get((each.path, each.line, each.column, each.text))) for each in side.versions),
        key=_order,
    )
    as_it_is = [_now(each.change) for each in rows]
    blind = blind_of(side.broken)
    return Estimate(
        rows=tuple(rows),
        totals=totals_of(each.change for each in rows),
        countries=parts_of(
            (names, bool(row.change.unknown), sums)
            for row in rows
            for card in (terms.cards[row.version.home],)
            for names, sums in by_country(row.change, card, card)
        ),
        kinds=parts_of(((row.kind,), bool(row.change.unknown), row.change.monthly) for row in rows),
        held=tuple(_held(terms, as_it_is, flags, _gaps(side, targets))),
        cards=tuple(_card(each, terms, as_it_is) for each in configs if each.prices),
        blind=blind,
        notes=(*_notes(side, terms, volumes), *terms.uppers(as_it_is)),
        coverage=side.coverage,
        version=__version__,
    )


def _now(change: Change) -> Change:
    """A message as it is, on both sides."""
    return change._replace(after=change.before, each_after=change.each_before)


def _row(version: Version, terms: Terms, wording: Wording | None) -> Row:
    if wording is None:
        return Row(terms.change(version, version))
    then = version._replace(least=wording.least, most=wording.most, encodings=wording.encodings)
    return Row(terms.change(version, then), wording)


def _order(row: Row) -> tuple[bool, tuple[object, ...], str, int, int]:
    most = [-(each.before.most or each.before.least) for each in row.change.monthly]
    version = row.version
    return bool(row.change.unknown), (min(most, default=ZERO.least),), version.path, version.line, version.column


def _wordings(side: Side, runner: Runner, targets: Iterable[Target]) -> Iterator[tuple[tuple[str, *Spot], Wording]]:
    """The cheapest wordings, by path and spot: of messages that may take more than one segment."""
    paths = {each.path for each in side.versions if each.most is not None and each.most > 1}
    only = Runner((FAMILY,), parallel=False, names_plan=False)
    for target in targets:
        if target.shown not in paths:
            continue
        try:
            found = mended(only, target, bytes_of(target), sidecar_text(target))
        except SourceError:
            continue  # the run says so
        rules = runner.project(target.config).rules
        for place, about in found.items():
            wording = cheapest(about, rules)
            if wording is not None:
                yield (target.shown, *place), wording


def _gaps(side: Side, targets: Iterable[Target]) -> dict[str, None]:
    """The files of which something is in no message."""
    own = {*side.broken, *(each.shown for each in targets)}
    return dict.fromkeys(each for each in side.gaps if each in own)


def _held(terms: Terms, changes: Sequence[Change], flags: Sequence[Limit], blind: Iterable[str]) -> Iterator[Held]:
    """The limits of the total: that of the command line for everything, and those of each configuration for its own messages."""
    missing = [NOT_READ.format(each) for each in blind]
    unknown = {config.budgets.unknown for config in terms.configs.values()}
    yield from hold(Budgets(tuple(flags), unknown.pop() if len(unknown) == 1 else ""), changes, "", missing)
    if flags:
        return
    for home, config in terms.configs.items():
        own = [each for each in changes if each.version.home == home]
        limits = tuple(each for each in config.budgets.limits if each.name.startswith("total."))
        name = shown(config.path) if config.path is not None else ""
        yield from hold(Budgets(limits, config.budgets.unknown), own, name, missing)


def _card(config: Config, terms: Terms, changes: Iterable[Change]) -> Card:
    card = terms.cards[str(config.root)]
    assert card is not None
    own = [each for each in changes if each.version.home == str(config.root)]
    return Card(name_of(config, card), date_of(card, own) or card.as_of, False)


def _notes(side: Side, terms: Terms, volumes: StatedVolumes | None) -> Iterator[str]:
    if volumes is not None:
        of = f", of {volumes.period}" if volumes.period else ""
        yield f"Volumes: {volumes.name}{of}"
    yield from costs(side.coverage.costs if side.coverage is not None else ())
    yield from terms.idle()
