"""What a shell completes besides options: codes of rules, dialects, providers, countries. Imported only when a shell asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def _rules() -> Iterable[tuple[str, str]]:
    from smslint.rules.packs import load

    for rule in load().rules:
        yield rule.code, rule.summary


def _dialects() -> Iterable[tuple[str, str]]:
    from smslint.dialects import DIALECTS

    return ((name, "") for name in DIALECTS)


def _providers() -> Iterable[tuple[str, str]]:
    from smslint.rules import providers

    return ((name, "") for name in providers.names())


def _countries() -> Iterable[tuple[str, str]]:
    from smslint.rules import countries

    return ((name, "") for name in countries.names())


def _regions() -> Iterable[tuple[str, str]]:
    from smslint.rules.region_codes import REGIONS

    return ((name, "") for name in sorted(REGIONS))


WORDS: Final[dict[tuple[str, str], Callable[[], Iterable[tuple[str, str]]]]] = {
    ("", "select"): _rules, ("", "ignore"): _rules, ("", "extend_select"): _rules, ("rule", "code"): _rules,
    ("", "dialect"): _dialects,
    ("", "provider"): _providers,
    ("countries", "iso2"): _countries,
    ("", "region"): _regions, ("", "regions"): _regions,
}  # fmt: skip
"""The words for a parameter, by the command (nothing for any) and the name of the parameter."""


def teach(command: click.Command) -> None:
    """Let a command, and those below it, complete these words."""
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        teach(each)
    for parameter in command.params:
        words = WORDS.get((command.name or "", parameter.name or "")) or WORDS.get(("", parameter.name or ""))
        if words is not None:
            vars(parameter)["shell_complete"] = _Completing(words)


class _Completing:
    """Completes a word; of a list with commas, its last word."""

    def __init__(self, words: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.words = words

    def __call__(self, _context: click.Context, incomplete: str) -> list[CompletionItem]:
        """The words that begin as typed, in capitals or not."""
        before, comma, last = incomplete.rpartition(",")
        return [
            CompletionItem(f"{before}{comma}{word}", help=about or None)
            for word, about in self.words()
            if word.lower().startswith(last.lower())
        ]
