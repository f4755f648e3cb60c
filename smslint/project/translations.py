"""Compare the translations of a message: which one takes the most segments."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smslint.finding import Location
from smslint.project.placing import Fingerprints
from smslint.rules.checks.locales import SELF
from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion
from smslint.sources.file_locale import as_locale
from smslint.vocabulary import COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.project.run import Runner
    from smslint.result import MessageResult


class Translation(NamedTuple):
    """A message in one language, and its file."""

    target: Target
    message: MessageResult
    name: str


def compare(
    groups: Iterable[tuple[Target, tuple[MessageResult, ...], frozenset[int]]], runner: Runner
) -> Iterator[Finding]:
    """A finding at the most expensive translation of each message that has several.

    :param groups: each file with its messages and the indices of those that a directive excludes.
    """
    found: dict[tuple[str, str, str], dict[str, Translation]] = {}
    quiet: set[int] = set()
    for target, messages, silent in groups:
        for index, message in enumerate(messages):
            if message.locale is None and message.key is None:
                continue
            name = _key(message)
            family = (str(target.config.root), without_locale(target.inside, message.locale), name)
            locale = message.locale or "the default"
            found.setdefault(family, {}).setdefault(locale, Translation(target, message, name))
            if index in silent:
                quiet.add(id(message))
    for translations in found.values():
        if len(translations) > 1:
            yield from _most_expensive(translations, quiet, runner)


def _most_expensive(translations: dict[str, Translation], quiet: set[int], runner: Runner) -> Iterator[Finding]:
    bounded = all(each.message.most is not None for each in translations.values())
    counts = {
        locale: (each.message.most if bounded and each.message.most is not None else each.message.least)
        for locale, each in translations.items()
    }
    most = max(counts.values())
    if most == min(counts.values()):
        return
    dearest = next(locale for locale in sorted(counts) if counts[locale] == most)
    target, message, name = translations[dearest]
    rule = next((rule for rule in runner.project(target.config).rules if rule.code == COMPARED), None)
    if rule is None or id(message) in quiet:
        return
    shown = name or target.inside.rpartition("/")[2]
    at = Location(message.path, message.line, message.column, message.line, message.column)
    occasion = Occasion(Context(locale=dearest, facts=Facts(locales=counts)))
    for finding in ask([rule], occasion, ("message",)):
        words = finding.message.replace(SELF, shown, 1)
        fingerprint = Fingerprints().next(target.inside, COMPARED, message.key, words)
        yield finding._replace(message=words, key=message.key, location=at, fingerprint=fingerprint)


def _key(message: MessageResult) -> str:
    """The key without the locale, with which keys in a Rails catalogue start."""
    key = message.key or ""
    first, _, rest = key.partition(".")
    return rest if rest and message.locale is not None and as_locale(first) == message.locale else key


@lru_cache(maxsize=4096)
def without_locale(path: str, locale: str | None) -> str:
    """The path of a catalogue without its language: ``sms.de.yml`` gives ``sms.yml``."""
    if locale is None:
        return path
    language, _, rest = locale.partition("-")
    tail = rest.replace("-", "[-_]?r?")
    pattern = rf"[-_.]?(?<![A-Za-z0-9]){re.escape(language)}{f'[-_]r?{tail}' if rest else ''}(?![A-Za-z0-9])"
    return re.sub(pattern, "", path, flags=re.IGNORECASE)
