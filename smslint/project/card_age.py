"""One finding for a project whose costs depend on old prices: about its rate card, not about each of its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Location
from smslint.project.paths import shown
from smslint.project.placing import Fingerprints
from smslint.rules.context import Context
from smslint.rules.price_date import old_prices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.config import Config
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner


def look(found: Iterable[tuple[Target, Outcome]], runner: Runner) -> Iterator[Finding]:
    """A finding in the file that names the rate card, if the cost of some message depends on an old price.

    :param found: each file with its outcome.
    """
    dates: dict[str, tuple[Config, set[str]]] = {}
    for target, outcome in found:
        stated = {price.as_of for message in outcome.messages for price in message.cost}
        if stated:
            dates.setdefault(str(target.config.path or target.config.root), (target.config, set()))[1].update(stated)
    for config, days in dates.values():
        for finding in old_prices(runner.checker(config).project.rules, days, Context()):
            node = config.stating("prices")
            path = shown(node.path if node is not None and node.origin.file is not None else config.path or config.root)
            line = node.origin.line((*node.keys, "prices")) if node is not None else None
            at = Location(path, line or 1, 1, line or 1, 1)
            # Not from its text, which contains a number of days.
            fingerprint = Fingerprints().next(path, finding.code, None, " ".join(sorted(days)))
            yield finding._replace(location=at, fingerprint=fingerprint)
