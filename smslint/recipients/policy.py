"""The policy of a sender: which recipients may be texted, as far as a list can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from smslint.calling import called
from smslint.errors import ConfigError
from smslint.finding import Severity
from smslint.numbers import store
from smslint.recipients import codes
from smslint.recipients.suppression import Suppressed
from smslint.sealed import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from smslint.recipients.codes import Code
    from smslint.recipients.hours import Hours
    from smslint.rules.rule import Rule


@sealed
@dataclass(frozen=True, slots=True)
class Policy:
    """Which recipients the sender may text, as far as a list can show."""

    enabled: frozenset[str] = frozenset()
    """Regions that may be texted; empty: all of them."""
    suppressed: Suppressed = field(default_factory=Suppressed)
    region: str | None = None
    """The country of numbers without a calling code; it is used only for suggestions."""
    accept_suggestions: bool = False
    """Use the suggested number (such as one with its lost plus sign): the user has reviewed the suggestions."""
    require_consent: bool | None = None
    """Refuse rows whose consent is unknown. ``False``: consent is recorded elsewhere; ``None``: not stated."""
    hours: Hours | None = None
    """The planned time, if there is one."""
    rules: Mapping[str, Rule] | None = None
    """The project's rules by code, without those that are switched off; ``None``: the included rules."""
    unknown_consent: str | None = None
    """Why a row is refused whose consent was looked for and is unknown, for people; ``None``: that refuses no row."""
    refuse_at: Severity = Severity.ERROR
    """The lowest severity of a rule that refuses a row."""

    def code(self, code: Code) -> Code | None:
        """A code in the project; ``None`` if its rule is switched off."""
        stated = code if self.rules is None else codes.of_project(code, self.rules, self.refuse_at)
        if stated is not None and self.require_consent and code.code == codes.CONSENT_UNKNOWN.code:
            return stated._replace(refuses=True, stated=Severity.ERROR)
        if stated is not None and self.unknown_consent and code.code == codes.CONSENT_UNKNOWN.code:
            return stated._replace(refuses=True, stated=Severity.ERROR, one=self.unknown_consent)
        return stated


def make_policy(
    suppression: Iterable[Path] = (),
    *,
    region: str | None = None,
    enabled: Iterable[str] = (),
    hours: Hours | None = None,
    accept_suggestions: bool = False,
    require_consent: bool | None = None,
    allow_empty_suppression: bool = False,
) -> Policy:
    """The policy that options describe.

    :param suppression: files of numbers not to text.
    :param region: the country of numbers without a calling code.
    :param enabled: the countries that may be texted; empty: all.
    :param allow_empty_suppression: whether such a file may have no numbers, or fewer than entries that are none.
    :raises ConfigError: for an unknown region.
    :raises RecipientsError: for a suppression list that cannot be read.
    """
    from smslint.recipients.suppression_files import load_all

    home = home_region(region)
    suppressed = load_all(suppression, home, allow_empty=allow_empty_suppression)
    return Policy(
        frozenset(known_region(word, called("enabled")) for word in enabled if word.strip()), suppressed, home, accept_suggestions,
        require_consent, hours,
    )  # fmt: skip


def home_region(region: str | None, regions: Sequence[str] = ()) -> str | None:
    """The country of numbers without a calling code in suppression lists.

    :param region: the stated one.
    :param regions: the countries of the project: if there is only one, it is meant where none is stated.
    :raises ConfigError: for an unknown region.
    """
    if region is not None:
        return known_region(region, called("region"))
    return regions[0] if len(regions) == 1 else None


def known_region(word: str, option: str) -> str:
    """A country that the user named, in upper case.

    :raises ConfigError: naming the option, if there is no such country.
    """
    region = word.strip().upper()
    if store.plan().calling_code(region) is None:
        raise ConfigError(f"{option}: {word.strip()!r} is not an ISO 3166-1 alpha-2 code such as US or GB")
    return region
