"""What a caller says of a broadcast beside the template and the list, and the project's settings with that on top."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal  # noqa: TC003 (a field of a record)
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from smslint.calling import called
from smslint.errors import ConfigError
from smslint.sealed import sealed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from smslint.prices import RateCard
    from smslint.project.config import Config


@sealed
@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything that is left out is as the project's configuration says."""

    dialect: str | None = None
    kind: str | None = None
    key: str | None = None
    """Which message, where the file holds several."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Values that are the same for everyone, by placeholder."""
    prices: str | None = None
    """A rate card: a file, or ``reference:NAME``."""
    max_cost: str | None = None
    """``250`` in whatever the rate card is in, or ``250 USD``."""
    limit_name: str | None = None
    """What reports call ``max_cost``; by default as whoever gave it calls it."""
    max_segments: int | None = None
    """The most segments that a single message may take."""
    at: dt.datetime | None = None
    """When it will be sent; without it nobody is refused for the hour."""
    phone_column: str | None = None
    region: str | None = None
    """Where numbers without a calling code are from; only ever a suggestion."""
    suppression: tuple[Path, ...] = ()
    """Files of numbers not to text, beside the one that the project names."""
    enabled: tuple[str, ...] = ()
    """The countries that may be texted, as ISO 3166-1 alpha-2 codes."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns of the list are for, by role, where they do not tell by themselves."""
    require_consent: bool | None = None
    """``False``: consent is kept elsewhere; ``None``: as the configuration says."""
    accept_suggestions: bool = False
    """Take a lost plus and the like as repaired."""
    encoding: str | None = None
    """The list's encoding, where the detection is wrong."""
    show_numbers: bool = False


class Limit(NamedTuple):
    """What the broadcast may cost."""

    amount: Decimal
    currency: str | None
    """ISO 4217; ``None``: each currency of the rate card is held against the amount by itself."""
    name: str
    """Who says so: ``max_cost`` (``--max-cost`` where a command asks), ``the budget``."""

    def __str__(self) -> str:
        """``the budget is 500 USD``."""
        return f"{self.name} is {self.amount:f}{f' {self.currency}' if self.currency else ''}"


def settled(config: Config, options: Options) -> Config:
    """The configuration with what the caller says of the sending, which stands before the file's word.

    :raises ConfigError: for an amount, a region or a rate card that cannot be used.
    """
    from smslint.project.sending import budget, sending_settings
    from smslint.settings import Named, Node

    said: dict[str, Any] = {}
    if options.enabled:
        said["enabled_regions"] = list(options.enabled)
    if options.require_consent is not None:
        said["require_consent"] = options.require_consent
    prices = options.prices
    if prices is not None and not prices.startswith("reference:"):
        prices = str(Path(prices).absolute())
    found = sending_settings(Node(Named(called("enabled")), said), Path())
    if options.max_cost is not None:
        found = found._replace(budget=budget(options.max_cost, called("max_cost")))
    return replace(config, sending=found.over(config.sending), prices=prices or config.prices)


def columns_of(config: Config, options: Options) -> dict[str, str]:
    """The columns that the configuration names, and those that the caller names on top."""
    return {**config.columns, **options.columns}


def suppression(config: Config, options: Options) -> tuple[Path, ...]:
    """Every suppression list: the project's, and those that the caller names."""
    own = config.sending.suppression
    return (*((own,) if own else ()), *options.suppression)


def card_of(config: Config, options: Options) -> RateCard | None:
    """The rate card that prices the broadcast.

    :raises ConfigError: where there is none at the place that was named, or it cannot be read.
    """
    from smslint.project.config import Config as Nothing
    from smslint.project.project import rate_card

    if options.prices is None:
        return rate_card(config)
    try:
        return rate_card(Nothing(Path(), prices=options.prices))
    except ConfigError as error:
        raise ConfigError(str(error).replace("config: prices:", f"{called('prices')}:", 1)) from None


def limit_of(config: Config, options: Options, card: RateCard | None) -> Limit | None:
    """What the broadcast may cost: the caller's word, else the project's budget.

    :raises ConfigError: where there is a limit and no rate card to hold it with.
    """
    said = config.sending.budget
    if said is None:
        return None
    name = "the budget" if options.max_cost is None else options.limit_name or called("max_cost")
    if card is None:
        raise ConfigError(f"{name} needs a rate card: {called('prices', 'CARD')}, or prices: in the configuration")
    amount, currency = said
    if currency is not None and currency not in card.currencies:
        raise ConfigError(f"{name} is in {currency}, but the rate card is in {', '.join(card.currencies)}")
    if currency is None and name == "the budget" and len(card.currencies) == 1:
        currency = card.currencies[0]
    return Limit(amount, currency, name)
