"""A project: a configuration with its rules and its rate card, made once and followed when its files change."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from smslint.errors import ConfigError, PackError
from smslint.outside import is_outside, unquoted
from smslint.project.approvals import approved_facts, approved_templates
from smslint.project.choosing import active_rules
from smslint.project.config import Config, load_config, make_config
from smslint.project.config_path import NAMES, find_config, root_of
from smslint.real_paths import real_path
from smslint.records import dataclass
from smslint.rules import packs
from smslint.rules.context import make_context
from smslint.text.values import ValueTable
from smslint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from smslint.approved.reading import Export
    from smslint.prices import RateCard
    from smslint.project.watch import Watch
    from smslint.rules.approved import ApprovedList
    from smslint.rules.context import Context
    from smslint.rules.facts import Facts
    from smslint.rules.packs import Packs
    from smslint.rules.rule import Rule

KEPT: Final = 128
"""How many projects of paths and mappings are cached."""


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


def project_of(config: str | Path | Mapping[str, object] | Config | Project | None) -> Project:
    """The project of an argument: a mapping, a path, or an existing project; ``None`` assumes nothing.

    It is made once. A path is followed: if the working folder or one of its files changes (the configuration, what it extends,
    its packs, its rate card), the project is made again. Otherwise nothing is read; only the times of files are checked.
    A mapping is compared by its contents, so changes in it are noticed.

    :raises ConfigError: if there is no such file, or it is invalid.
    """
    if isinstance(config, Project):
        return config
    if config is None:
        return _of_config(_NOTHING)
    if isinstance(config, Config):
        return _of_config(config)
    if isinstance(config, str | Path):
        return _followed(os.path.abspath(_text(config)), Path(config))  # noqa: PTH100 (symbolic links must not be resolved)
    if not isinstance(config, Mapping):
        raise ConfigError(f"config must be a mapping or the path of a smslint.yaml, not {type(config).__name__}")
    return _of_mapping(config)


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
    if not path.is_file():
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


_NOTHING: Final = Config(Path())
_KNOWN: dict[Hashable, tuple[Project, Watch]] = {}


def _of_config(config: Config) -> Project:
    known = _KNOWN.get(config)
    if known is None:
        from smslint.project.watch import Watch

        known = (make_project(config), Watch(()))
        _keep(config, *known)
    return known[0]


def _keep(key: Hashable, project: Project, watch: Watch) -> None:
    if len(_KNOWN) >= KEPT:
        _KNOWN.clear()
    _KNOWN[key] = (project, watch)


def _followed(absolute: str, path: Path) -> Project:
    known = _KNOWN.get(absolute)
    if known is not None and known[1].holds():
        return known[0]
    passed: list[str] = []
    try:
        found, passed = _found(path)
        _ = found is not None and found.is_file()  # a name that a file cannot have is not a path
    except (OSError, ValueError):
        raise ConfigError("config: this is not the path of a file or folder; pass settings as a mapping") from None
    if found is None:
        raise ConfigError(f"{path}: there is no smslint.yaml here or above")
    return _kept(absolute, lambda: load_config(found), passed)


def _found(path: Path) -> tuple[Path | None, list[str]]:
    """The configuration file for a path, and the folders where a closer one could appear."""
    if not path.is_dir():
        return path, []
    folder = real_path(path)
    found = find_config(folder)
    passed = []
    for each in (folder, *folder.parents):
        passed += [str(each), *(str(each / name) for name in (".config", *NAMES) if (each / name).exists())]
        if found is not None and each == root_of(found):
            break
    return found, passed


def _of_mapping(config: Mapping[str, object]) -> Project:
    try:
        key = (os.getcwd(), _frozen(config))  # noqa: PTH109 (called for every message)
        known = _KNOWN.get(key)
    except (TypeError, RecursionError):  # it contains values that cannot be compared, or itself
        return make_project(make_config(config, Path()))
    if known is not None and known[1].holds():
        return known[0]
    return _kept(key, lambda: make_config(_copied(config), Path()), ())


def _kept(key: Hashable, make: Callable[[], Config], passed: Iterable[str]) -> Project:
    from smslint.project.watch import Watch
    from smslint.rules import lexicons

    _KNOWN.pop(key, None)
    begun, folders = time.time_ns(), Watch.of(passed)
    config = make()
    if config.packs:
        lexicons.forget()
    project = make_project(config)
    watch = Watch((*folders.stamps, *Watch.of(files_of(config)).stamps))
    if not watch.written_after(begun):
        _keep(key, project, watch)
    return project


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


def _text(path: str | Path) -> str:
    text = os.fspath(path)
    if "\0" in text:
        raise ConfigError("config: this is not the path of a file or folder; pass settings as a mapping")
    return text


def _frozen(value: object) -> Hashable:
    """A hashable form of a value, equal only for equal settings: types and order count."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return dict, tuple((key.__class__, key, _frozen(each)) for key, each in value.items())
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return list, tuple(map(_frozen, value))
    hash(value)
    return value.__class__, value


def _copied(value: Any) -> Any:
    """A copy that the caller cannot change."""
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return [_copied(each) for each in value]
    return value
