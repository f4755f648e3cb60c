"""What the figures of a project rest on: the rate card and the volumes of each of its configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.cost.change import change_of
from smslint.cost.version import Pair
from smslint.prices.rate import first_day, upper_note
from smslint.project.paths import shown
from smslint.project.volumes import Volumes
from smslint.wording import first_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.cost.change import Change
    from smslint.cost.version import Version
    from smslint.prices import Price, RateCard
    from smslint.project.config import Config
    from smslint.project.run import Runner
    from smslint.project.volumes import Volume, VolumeEntry


class Terms:
    """The rate card and the volumes of each configuration.

    :param first: volumes that go before those of the configurations, such as those of a log.
    """

    def __init__(self, runner: Runner, configs: Iterable[Config], first: Iterable[VolumeEntry] = ()) -> None:
        self.configs = {str(config.root): config for config in configs}
        self.cards: dict[str, RateCard | None] = {
            home: runner.project(config).card for home, config in self.configs.items()
        }
        self.first = Volumes(first)
        self.volumes = {home: Volumes(config.volumes) for home, config in self.configs.items()}

    def change(self, before: Version | None, after: Version | None) -> Change:
        """The change of one message."""
        pair = Pair(before, after)
        return change_of(pair, self.cards[pair.version.home], self.volume(pair.version))

    def volume(self, version: Version) -> Volume | None:
        """How often a message is sent; ``None`` if nobody says so."""
        asked = (version.inside, version.key, version.kind)
        stated = self.first.find(*asked)
        return self.volumes[version.home].find(*asked) if stated is None else stated

    def uppers(self, changes: Iterable[Change]) -> Iterator[str]:
        """Which prices are only known of the dearest network, in sentences."""
        changes = list(changes)
        for home, card in self.cards.items():
            if card is not None:
                yield from upper_note(prices_of(card, (each for each in changes if each.version.home == home)))

    def idle(self) -> Iterator[str]:
        """The volumes that are of no message, in sentences."""
        for home, volumes in self.volumes.items():
            names = () if self.first.used else volumes.idle  # a log may say it of each message that an entry is about
            if names:
                stated = self.configs[home].path
                where = f"{shown(stated)}: " if stated is not None else ""
                yield f"{where}volumes: no message matches {first_of(names)}"
        if self.first.idle:
            yield f"no message of this project is {first_of(self.first.idle)}, of which volumes were read"


def name_of(config: Config, card: RateCard) -> str:
    """What reports call the rate card of a configuration: ``prices.csv``, ``reference:octopods (twilio, through which octopods sends)``."""
    if config.card_file is not None:
        return shown(config.card_file)
    stated = config.prices or ""
    return stated if stated.endswith(f":{card.name}") else f"{stated} ({card.name})"


def date_of(card: RateCard, changes: Iterable[Change]) -> str | None:
    """The oldest date of the prices that messages cost."""
    return min((each.as_of for each in prices_of(card, changes)), key=first_day, default=None)


def prices_of(card: RateCard, changes: Iterable[Change]) -> list[Price]:
    """The prices that messages cost."""
    asked = {
        (region, each.version.sender)
        for each in changes
        for region in (*each.version.regions, *(dict(each.volume.shares) if each.volume is not None else ()))
    }
    return [price for each in asked if (price := card.price(*each)) is not None]
