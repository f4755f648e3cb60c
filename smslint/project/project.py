"""A project: a configuration with its rules and its rate card, made once and followed when its files change."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from smslint.errors import ConfigError, PackError
from smslint.outside import is_outside, unquoted
from smslint.project.approvals import approved_facts, approved_templates
from smslint.project.choosing import active_rules
from smslint.real_paths import is_file
from smslint.records import dataclass
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.text.values import ValueTable
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from smslint.approved.reading import Export
    from smslint.prices import RateCard
    from smslint.project.config import Config
    from smslint.rules.approved import ApprovedList
    from smslint.rules.context import Context
    from smslint.rules.facts import Facts
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule


@dataclass(frozen=True, eq=False)
class Project:
    """A configuration with everything that is the same for all its messages."""

    config: Config
    rules: tuple[Rule, ...]
    """The rules that run, with the project's options."""
    packs: Packs
    """All existing rules."""
    card: RateCard | None
    context: Context
    """What is known about every message."""
    values: ValueTable
    """The possible values of placeholders in every message."""
    unfixable: frozenset[str] = frozenset()
    """The codes of rules whose fixes are for people to write."""

    exports: tuple[Export, ...] = ()
    """The exports of approved templates, read."""
    approved: tuple[ApprovedList, ...] = ()
    """What they have, by registry."""

    def approved_for(self, inside: str | None) -> Facts:
        """The lists that a message must be on.

        :param inside: the path of its file, relative to the configuration; ``None`` if the message is in no file.
        """
        return approved_facts(self.approved, inside)

    @cached_property
    def by_code(self) -> dict[str, Rule]:
        """The rules that run, by their codes."""
        return {rule.code: rule for rule in self.rules}


def make_project(
    config: Config, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), extend: tuple[str, ...] = ()
) -> Project:
    """The project of a configuration; its packs and its rate card are read.

    :param select: the rules that run instead of those that the configuration selects: codes, names, prefixes.
    :param ignore: rules that do not run.
    :param extend: rules that run besides those that are selected.
    :raises PackError: for an invalid pack or file of a pack.
    :raises ConfigError: for an unknown rule or option, or an invalid rate card.
    """
    load = packs.load.__wrapped__ if config.packs else packs.load  # packs of a project may have changed in the meantime
    loaded = load(config.packs)
    try:
        if loaded.refused:
            raise loaded.refused[0]
        _verify(rule for rule in loaded.rules if any(rule.path.is_relative_to(folder) for folder in config.packs))
        _verify_unused(config.packs)
    except PackError as error:
        others = len(loaded.refused) - 1
        more = f" (and {others} more in its packs)" if others > 0 else ""
        raise PackError(_pack_error(error, config.root) + more) from None
    exports, approved = approved_templates(config)
    return Project(
        config,
        active_rules(config, loaded, select, ignore, extend),
        loaded,
        rate_card(config),
        make_context(config.context, "config").knowing(approved_facts(approved, None)),
        ValueTable(config.values),
        _unfixable(config, loaded),
        exports,
        approved,
    )


def _unfixable(config: Config, loaded: Packs) -> frozenset[str]:
    fixable = loaded.select(config.fixable or ("ALL",)) if config.fixable or config.unfixable else frozenset()
    every = loaded.select(("ALL",)) if fixable else frozenset()
    return every - fixable | loaded.select(config.unfixable)


def _pack_error(error: PackError, root: Path) -> str:
    """The text of an error of a pack, without what it quotes of a file outside of the project."""
    if error.file is None or not is_outside(error.file, root):
        return str(error)
    return unquoted(str(error), str(error.file), f"see smslint test-rules {error.file.parent}")


def _verify(rules: Iterable[Rule]) -> None:
    """Validate the lexicons of the packs' rules now: otherwise a rule would fail for each message.

    :raises PackError: for an invalid lexicon.
    """
    from smslint.rules.check_options import OneLexicon, lexicon_of

    for rule in rules:
        if isinstance(rule.options, OneLexicon):
            lexicon_of(rule)


def _verify_unused(folders: Iterable[Path]) -> None:
    """Validate also the lexicons of packs that no rule names.

    :raises PackError: for an invalid lexicon.
    """
    from smslint.rules import lexicons

    for home in (folder / "lexicons" for folder in folders):
        for name in lexicons.names(home) if home.is_dir() else ():
            lexicons.load(name, home)


def rate_card(config: Config) -> RateCard | None:
    """The rate card of a configuration.

    :raises ConfigError: if it does not exist or cannot be read.
    """
    if config.prices is None:
        return None
    from smslint.prices import load, reference

    kind, colon, name = config.prices.partition(":")
    if colon and kind == "reference":
        card = reference(name)
        if card is None:
            config.fail(f"no reference card is called {shown(name)}; see smslint prices list", "prices")
        return card
    path = config.root / config.prices
    if not is_file(path):
        config.fail(f"there is no file {config.prices}{_card_meant(config)}", "prices")
    try:
        return load(path)
    except ConfigError as error:
        if not is_outside(path, config.root):
            raise
        text = unquoted(str(error), str(path), f"see smslint prices show --card {path}")
    raise ConfigError(text)


def _card_meant(config: Config) -> str:
    """What somebody probably meant who names a shipped card as if it were a file."""
    from smslint.prices.reference import SENDS_THROUGH, names

    word = (config.prices or "").strip().lower()
    known = {*names(), *SENDS_THROUGH}
    if word == "reference" or word in known:
        name = word if word in known else config.context.get("provider")
        return f" (did you mean 'reference:{name if name in known else 'twilio'}'?)"
    return ""


def files_of(config: Config) -> Iterable[str]:
    """The files of a project, except those included in smslint."""
    yield from map(str, config.files)
    if config.card_file is not None:
        yield str(config.card_file.absolute())
    yield from (str((config.root / each.file).absolute()) for each in config.approved)
    for folder in config.packs:
        for each, folders, files in os.walk(folder.absolute()):
            yield each
            yield from (f"{each}/{name}" for name in (*folders, *files))
