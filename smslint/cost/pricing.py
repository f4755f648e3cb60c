"""What one message costs to send, with one rate card and one volume: by segments, at both ends of its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from smslint.prices import cost
from smslint.prices.money import minus, plus, times
from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.cost.version import Version
    from smslint.prices import RateCard
    from smslint.project.volumes import Volume
    from smslint.result import CostRange

NO_CARD: Final = "there is no rate card: set prices"
NO_REGION: Final = "no country is stated: set regions"
NO_VOLUME: Final = "no volume is declared"


class Ends(NamedTuple):
    """An amount at both ends of the bounds; ``None`` for the most means no limit."""

    least: Decimal
    most: Decimal | None

    def plus(self, other: Ends) -> Ends:
        """The sums of both ends."""
        most = None if self.most is None or other.most is None else plus(self.most, other.most)
        return Ends(plus(self.least, other.least), most)

    def minus(self, other: Ends) -> Ends:
        """The differences: least from least, most from most."""
        most = None if self.most is None or other.most is None else minus(self.most, other.most)
        return Ends(minus(self.least, other.least), most)

    def times(self, count: Decimal | int) -> Ends:
        """Both ends multiplied. What has no limit costs nothing where it is never sent."""
        if not count:
            return ZERO
        return Ends(times(self.least, count), None if self.most is None else times(self.most, count))


ZERO: Final = Ends(Decimal(0), Decimal(0))

Costs = Mapping[str, Ends]
"""Amounts by currency (ISO 4217)."""
NO_COSTS: Final[Costs] = MappingProxyType({})


class Each(NamedTuple):
    """What it costs to send a message once."""

    costs: Costs
    """By currency; empty where it is not known."""
    unknown: str = ""
    """Why it is not known, or has no limit, in a phrase for people; empty if it is known."""


NOTHING: Final = Each(NO_COSTS)
"""What a message costs that does not exist."""


def each_of(version: Version, card: RateCard | None, volume: Volume | None) -> Each:
    """The cost of one sending: an average over the regions whose shares are known, else from the cheapest region to the dearest."""
    if card is None:
        return Each(NO_COSTS, NO_CARD)
    shares = dict(volume.shares) if volume is not None else {}
    regions = tuple(shares) or version.regions
    if not regions:
        return Each(NO_COSTS, NO_REGION)
    found = {region: cost(card, region, version.least, version.most, version.sender) for region in regions}
    priced = [each for each in found.values() if each is not None]
    if len(priced) < len(found):
        missing = ", ".join(region for region, each in found.items() if each is None)
        return Each(NO_COSTS, f"the rate card has no price for {missing}")
    if not shares and len({each.currency for each in priced}) > 1:
        return Each(NO_COSTS, "its countries have several currencies: say under volumes which part goes to which")
    costs = _average(priced, shares) if shares else _range(priced)
    return Each(costs, "" if version.known else without_limit(version))


def by_region(version: Version, card: RateCard | None, volume: Volume) -> dict[tuple[str, ...], Costs]:
    """What it costs to send a message once, by the countries that this part of it is for; the sum is that of :func:`each_of`.

    Several countries whose shares nobody states are one part. Empty where it is not known.
    """
    found: dict[tuple[str, ...], Costs] = {}
    if not each_of(version, card, volume).costs:
        return found
    for regions, share in regions_of(version, volume).items():
        alone = volume._replace(shares=tuple((each, share) for each in regions) if volume.shares else ())
        found[regions] = each_of(version, card, alone).costs
    return found


def regions_of(version: Version, volume: Volume | None) -> dict[tuple[str, ...], Decimal]:
    """The countries that a message goes to, with their shares: each on its own where these are known, else all together."""
    if volume is not None and volume.shares:
        return {(region,): share for region, share in volume.shares}
    return {tuple(sorted(set(version.regions))): Decimal(1)}


def without_limit(version: Version) -> str:
    """Why there is no limit to the segments of a message."""
    if version.unbounded_by:
        return f"{version.unbounded_by!r} has no length: declare it under values"
    return "its template does not parse"


def _range(prices: Iterable[CostRange]) -> Costs:
    found = list(prices)
    mosts = [each.most for each in found]
    most = None if None in mosts else max(each for each in mosts if each is not None)
    return {found[0].currency: Ends(min(each.least for each in found), most)}


def _average(prices: Iterable[CostRange], shares: dict[str, Decimal]) -> Costs:
    found: dict[str, Ends] = {}
    for each in prices:
        part = Ends(each.least, each.most).times(shares[each.region])
        found[each.currency] = found.get(each.currency, ZERO).plus(part)
    return found
