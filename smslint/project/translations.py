"""Compare the translations of a message: which one takes the most segments, and which differ from the original in more than words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from smslint.project.placing import place_at
from smslint.rules.checks.locales import SELF
from smslint.rules.context import Context
from smslint.rules.engine import ask
from smslint.rules.facts import Facts
from smslint.rules.occasion import Occasion
from smslint.sources.file_locale import as_locale, locale_of
from smslint.vocabulary import COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.project.files import Target
    from smslint.project.outcome import Outcome
    from smslint.project.run import Runner
    from smslint.project.wordings import Wording
    from smslint.result import MessageResult


class Translation(NamedTuple):
    """A message in one language, and its file."""

    target: Target
    message: MessageResult
    name: str
    locale: str = ""
    """Its language; empty for the file without one."""
    wording: Wording | None = None
    silenced: frozenset[str] = frozenset()
    """The rules that may not report it."""


def compare(found: Iterable[tuple[Target, Outcome]], runner: Runner) -> Iterator[Finding]:
    """The findings about messages that have several languages, and about texts that are in their file with their original.

    :param found: each file with its outcome.
    """
    families: dict[tuple[str, str, str], dict[str, list[Translation]]] = {}
    for target, outcome in found:
        of_file = _language_of(target, outcome)
        silenced: dict[int, set[str]] = {}
        for index, code in outcome.silent:
            silenced.setdefault(index, set()).add(code)
        for index, message in enumerate(outcome.messages):
            if message.locale is None and message.key is None:
                continue
            wording = outcome.wordings[index] if index < len(outcome.wordings) else None
            locale = message.locale or (of_file if wording is not None and wording.original is not None else "")
            name = _key(message)
            family = (str(target.config.root), without_locale(target.inside, locale or None), name)
            each = Translation(target, message, name, locale, wording, frozenset(silenced.get(index, ())))
            families.setdefault(family, {}).setdefault(locale, []).append(each)
    for translations in families.values():
        yield from _about(translations, runner)


def _about(translations: dict[str, list[Translation]], runner: Runner) -> Iterator[Finding]:
    from smslint.project.comparing import compared, differs

    if len(translations) > 1:
        yield from _most_expensive({locale or "the default": each[0] for locale, each in translations.items()}, runner)
    if differs(translations):
        first = next(iter(translations.values()))[0]
        yield from compared(translations, runner.project(first.target.config).by_code)


def _language_of(target: Target, outcome: Outcome) -> str:
    """The language of a catalogue whose untranslated entries have that of the original."""
    stated = {message.locale for message in outcome.messages if message.locale is not None}
    return stated.pop() if len(stated) == 1 else locale_of(target.inside) or ""


def _most_expensive(translations: dict[str, Translation], runner: Runner) -> Iterator[Finding]:
    bounded = all(each.message.most is not None for each in translations.values())
    counts = {
        locale: (each.message.most if bounded and each.message.most is not None else each.message.least)
        for locale, each in translations.items()
    }
    most = max(counts.values())
    if most == min(counts.values()):
        return
    dearest = next(locale for locale in sorted(counts) if counts[locale] == most)
    target, message, name, _, _, silenced = translations[dearest]
    rule = runner.project(target.config).by_code.get(COMPARED[0])
    if rule is None or rule.code in silenced:
        return
    shown = name or target.inside.rpartition("/")[2]
    occasion = Occasion(Context(locale=dearest, facts=Facts(locales=counts)))
    for finding in ask([rule], occasion, ("message",)):
        yield place_at(finding._replace(message=finding.message.replace(SELF, shown, 1)), message, target.inside)


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
