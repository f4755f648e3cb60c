"""The caller's options for a broadcast, and the project's settings overridden by them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal  # noqa: TC003 (a field of a record)
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from smslint import clock
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
    """The caller's options. Everything else comes from the project's configuration."""

    dialect: str | None = None
    kind: str | None = None
    key: str | None = None
    """Which message, if the file contains several."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Values that are the same for everyone, by placeholder."""
    prices: str | None = None
    """A rate card: a file, or ``reference:NAME``."""
    max_cost: str | None = None
    """``250`` in the currency of the rate card, or ``250 USD``."""
    limit_name: str | None = None
    """The name of ``max_cost`` in reports; by default the name of the caller's argument or flag."""
    max_segments: int | None = None
    """The most segments that a single message may take."""
    at: dt.datetime | None = None
    """When it will be sent; without it, the hours are not checked."""
    wall: dt.datetime | None = None
    """When it will be sent by each recipient's own clock, without an offset; then :attr:`at` is the moment of a run that follows this plan."""
    phone_column: str | None = None
    region: str | None = None
    """The country of numbers without a calling code; used only for suggestions."""
    suppression: tuple[Path, ...] = ()
    """Files of numbers not to text, in addition to the project's."""
    allow_empty_suppression: bool = False
    """Accept a suppression list without numbers; otherwise it is taken for a lost one."""
    enabled: tuple[str, ...] = ()
    """The countries that may be texted, as ISO 3166-1 alpha-2 codes."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Columns of the list that are not found automatically, by role."""
    require_consent: bool | None = None
    """``False``: consent is recorded elsewhere; ``None``: from the configuration."""
    accept_suggestions: bool = False
    """Accept repaired numbers, such as one that lost its plus sign."""
    encoding: str | None = None
    """The list's encoding, if the detection is wrong."""
    sheet: str | None = None
    """The sheet of a spreadsheet, by name or by number from 1, if several have phone numbers."""
    show_numbers: bool = False


class Planned(NamedTuple):
    """A planned time: one of the two fields of the options, or neither."""

    at: dt.datetime | None = None
    wall: dt.datetime | None = None


def planned(at: object, *, local: bool) -> Planned:
    """The fields ``at`` and ``wall`` of the options, from a planned time.

    :param local: whether it is a time on each recipient's own clock.
    :raises ConfigError: for a text that is no time, or ``local`` without a time.
    """
    if local and at is None:
        raise ConfigError(f"{called('local')} needs a time: {called('at', repr(_LOCAL), repr(_LOCAL))}")
    if local:
        return Planned(wall=clock.wall(at, called("at")))
    try:
        return Planned(at=None if at is None else clock.moment(at, called("at")))
    except ConfigError as error:
        if not _is_local(at):
            raise
        raise ConfigError(f"{error}, or with {called('local')} one on each recipient's own clock") from None


def _is_local(at: object) -> bool:
    try:
        clock.wall(at, "")
    except ConfigError:
        return False
    return True


_LOCAL: Final = "2026-12-01 10:00"


class Limit(NamedTuple):
    """The limit on the cost of a broadcast."""

    amount: Decimal
    currency: str | None
    """ISO 4217; ``None``: that of the messages, which cannot be checked where they are priced in two."""
    name: str
    """Who says so: ``max_cost`` (``--max-cost`` where a command asks), ``the budget``."""

    def __str__(self) -> str:
        """``the budget is 500 USD``."""
        return f"{self.name} is {self.amount:f}{f' {self.currency}' if self.currency else ''}"


def settled(config: Config, options: Options) -> Config:
    """The configuration with the caller's options for sending, which override the file.

    :raises ConfigError: for an invalid amount, region or rate card.
    """
    from smslint.project.sending import budget, sending_settings
    from smslint.settings import Named, Node

    settings: dict[str, Any] = {}
    if options.enabled:
        settings["enabled_regions"] = list(options.enabled)
    if options.require_consent is not None:
        settings["require_consent"] = options.require_consent
    if options.allow_empty_suppression:
        settings["allow_empty_suppression"] = True
    prices = options.prices
    if prices is not None and not prices.startswith("reference:"):
        prices = str(Path(prices).absolute())
    found = sending_settings(Node(Named(called("enabled")), settings), Path())
    if options.max_cost is not None:
        found = found._replace(budget=budget(options.max_cost, called("max_cost")))
    return replace(config, sending=found.over(config.sending), prices=prices or config.prices)


def columns_of(config: Config, options: Options) -> dict[str, str]:
    """The columns that the configuration names, overridden by the caller's."""
    return {**config.columns, **options.columns}


def suppression(config: Config, options: Options) -> tuple[Path, ...]:
    """Every suppression list: the project's, and those that the caller names."""
    own = config.sending.suppression
    return (*((own,) if own else ()), *options.suppression)


def card_of(config: Config, options: Options) -> RateCard | None:
    """The rate card for the broadcast.

    :raises ConfigError: if the named card does not exist or cannot be read.
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
    """The limit on the cost: the caller's, else the project's budget.

    :raises ConfigError: if there is a limit but no rate card to check it.
    """
    budget = config.sending.budget
    if budget is None:
        return None
    name = "the budget" if options.max_cost is None else options.limit_name or called("max_cost")
    if card is None:
        raise ConfigError(f"{name} needs a rate card: {called('prices', 'CARD')}, or prices: in the configuration")
    amount, currency = budget
    if currency is not None and currency not in card.currencies:
        raise ConfigError(f"{name} is in {currency}, but the rate card is in {', '.join(card.currencies)}")
    if currency is None and name == "the budget" and len(card.currencies) == 1:
        currency = card.currencies[0]
    return Limit(amount, currency, name)


def useless(path: Path, config: Config) -> str:
    """Why the gate would not take the suppression list of a project, in a sentence; empty if it would."""
    from smslint.errors import RecipientsError
    from smslint.recipients.policy import home_region
    from smslint.recipients.suppression_files import load
    from smslint.rules.context import make_context

    home = home_region(None, make_context(config.context).regions)
    try:
        load(path, home, allow_empty=config.sending.allow_empty_suppression or False)
    except RecipientsError as error:
        return str(error).removeprefix(f"{path}: ")
    return ""
