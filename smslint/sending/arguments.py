"""Read the arguments of gates and senders with their types: a wrong one is an error at once, never a gate that lets more through."""

from __future__ import annotations

from collections.abc import Container, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from smslint.arguments import is_path, must_be
from smslint.errors import ConfigError
from smslint.recipients.policy import home_region
from smslint.recipients.suppression import memory_of
from smslint.sending.budget import Budget
from smslint.sending.suppressed import SuppressionFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smslint.prices import RateCard
    from smslint.project.config import Config
    from smslint.project.sending import Amount
    from smslint.rules.context import Context
    from smslint.sending.journal.journal import Journal

JOURNAL: Final = ("sent_since", "sent_times", "first_message")
"""The methods of a journal that gates and senders call."""


class Numbers(Protocol):
    """A container of numbers as integers: a set, or a suppression list."""

    def __contains__(self, number: int, /) -> bool: ...


def numbers_of(
    given: str | Path | Sequence[str | Path] | Numbers | None,
    config: Config,
    context: Context,
    region: str | None = None,
    journal: Journal | None = None,
) -> Numbers:
    """The numbers not to text, by default those of the file in the configuration.

    :param region: the country of numbers without a calling code in files; by default that of the project, if it has only one.
    :param journal: it remembers how many numbers the lists had.
    :raises ConfigError: if it could never contain a number: an empty list, texts instead of integers, or an iterator, which is
        empty after its first use.
    :raises RecipientsError: for a file that cannot be read.
    """
    home = home_region(region, context.regions)
    given = config.sending.suppression if given is None else given
    if given is None:
        return frozenset()
    several = (given,) if isinstance(given, str | Path) else given
    if isinstance(given, tuple | list) and not given and not config.sending.allow_empty_suppression:
        raise ConfigError(
            "suppression: an empty list of files or numbers may be a lost one. If nobody has opted out yet, say so with "
            "allow_empty_suppression: true under sending:, or leave it out"
        )
    if isinstance(several, tuple | list) and all(isinstance(each, str | Path) for each in several):
        must_be(all(map(_is_path, several)), "suppression", "the path of a file", several)
        paths = [Path(each) for each in several]
        allow_empty = config.sending.allow_empty_suppression
        listed = SuppressionFiles(paths, home, allow_empty=allow_empty, memory=memory_of(journal))
        listed.read()
        return listed
    expected = "one or more files, or numbers as integers such as 14155552671"
    must_be(
        isinstance(given, Container) and not isinstance(given, bytes | bytearray | str), "suppression", expected, given
    )
    if isinstance(given, tuple | list | AbstractSet | Mapping):
        for number in given:
            is_number = isinstance(number, int) and not isinstance(number, bool)
            must_be(is_number, "suppression", expected, number)
    return given  # type: ignore[return-value]


def _is_path(given: str | Path) -> bool:
    return bool(str(given).strip()) and Path(given).name != "" and is_path(given)


def budget_of(card: RateCard | None, amount: Amount | None) -> Budget | None:
    """The budget in the currency of the rate card.

    :raises ConfigError: if there is no rate card, or its currency is another one.
    """
    if amount is None:
        return None
    if card is None:
        raise ConfigError("a budget needs prices: set a rate card in smslint.yaml, such as prices: prices.csv")
    number, currency = amount
    if currency is None:
        if len(card.currencies) != 1:
            raise ConfigError(
                f"the budget needs a currency, such as 500 {card.currencies[0]}: the rate card has several"
            )
        currency = card.currencies[0]
    elif currency not in card.currencies:
        raise ConfigError(f"the budget is in {currency}, but the rate card is in {', '.join(card.currencies)}")
    return Budget(number, currency)
