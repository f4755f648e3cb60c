"""Shared by ``check`` and ``baseline``: what the options choose, and the run itself."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smslint import clock
from smslint.cli.printing import say
from smslint.records import dataclass, field
from smslint.vocabulary import REGISTRATION

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from smslint.coverage import Unread
    from smslint.project.cache import Cache
    from smslint.project.config import Config
    from smslint.project.files import Chooser, Target
    from smslint.project.run import Runner
    from smslint.result import Result

FOR_THE_EYE = ("text", "concise", "grouped", "statistics", "github", "azure")
"""Formats that do not include the version of the numbering plan."""


@dataclass(eq=False, repr=False)
class Session:
    """One command's run: its options, what it chose and what it found."""

    paths: tuple[Path, ...]
    options: dict[str, Any]
    runner: Runner
    targets: list[Target]
    stdin: bytes | None = None
    whole: tuple[Config, ...] = ()
    """The configurations whose files were all checked."""
    chooser: Chooser | None = None
    overrides: dict[str, Any] = field(default_factory=dict)
    """The settings that the command line gives for every message."""

    @property
    def may_be_empty(self) -> bool:
        """Whether the run may check nothing: with ``--allow-empty``, or in a hook that was given other files."""
        return bool(self.options.get("allow_empty")) or self.handed

    @property
    def handed(self) -> bool:
        """Whether a hook passed the changed files, which may contain none of the project's messages."""
        return self.options["force_exclude"] and bool(self.paths) and not any(path.is_dir() for path in self.paths)

    def nothing(self, messages: int, seen: Container[str] | None = None) -> str:
        """If no message was checked, or none of a configuration: what was looked for, and the nearest thing that exists; else an empty
        text.

        :param seen: the files with messages, as reports show them; without it, every file counts.
        """
        if self.may_be_empty or (messages and len({*self.whole, *(target.config for target in self.targets)}) < 2):
            return ""
        from smslint.cli.emptiness import void, why

        return void(self, seen) if messages else why(self)

    def unmatched(self) -> list[str]:
        """The globs of configurations that match no file, in sentences, without those of a run that may be empty."""
        from smslint.cli.emptiness import unmatched

        return [] if self.may_be_empty else unmatched(self)

    def unmatched_globs(
        self, is_new: Callable[[Config, str], bool] = lambda _config, _glob: True
    ) -> tuple[Unread, ...]:
        """The same, with the places of the globs, for a command that runs no rules about configurations.

        :param is_new: which globs of a configuration are told.
        """
        from smslint.project.entries import unmatched_globs

        inside = {config: [each.inside for each in self.targets if each.config is config] for config in self.whole}
        found = () if self.may_be_empty or not self.targets else inside.items()
        return tuple(
            each for config, paths in found for glob, each in unmatched_globs(config, paths) if is_new(config, glob)
        )

    def run(self) -> Result:
        """Check everything; the cache is written at the end."""
        from smslint.cli.bar import progress_of

        if self.stdin is not None:
            from smslint.project.one_text import checked

            return checked(self.runner, self.targets[0], self.stdin)
        with progress_of(len(self.targets), 200) as progress:
            done = count(1)
            result = self.runner.run(self.targets, lambda: progress(next(done), 0))
        if self.runner.cache is not None:
            self.runner.cache.save()
        return self._registered(result)

    def _registered(self, result: Result) -> Result:
        """The result with what is said of registered messages, where a project has a registration."""
        roots = {target.config.root for target in self.targets if target.config.path is not None}
        if self.chooser is None or not any((root / REGISTRATION).is_file() for root in roots):
            return result
        from smslint.registration.in_check import with_registered

        return with_registered(result, self.targets, self.chooser, self.runner)

    def adapted(self, target: Target) -> Target:
        """A target with the settings of the command line."""
        return _overridden(target, self.overrides)

    def warn(self) -> None:
        """Warn about rules that are past their review date."""
        today = clock.day()
        if any(rule.review_by < today for rule in self.runner.rules()):
            from smslint.rules.review import overdue

            for finding in overdue(self.runner.rules(), clock.today()):
                say(f"warning: {finding.code}: {finding.message} {finding.help}", err=True)


def begin(paths: tuple[Path, ...], options: dict[str, Any]) -> Session:
    """Choose files, rules and settings.

    :raises ConfigError: for an unknown path, setting or rule.
    """
    from smslint.project.files import Chooser
    from smslint.project.paths import shown
    from smslint.project.run import Runner

    select, ignore, extend = (words(options[each]) for each in ("select", "ignore", "extend_select"))
    overrides = _overrides(options)
    config, settings = config_and_settings(options["configs"], options["exclude"])
    chooser = Chooser(
        config, options["isolated"], options["force_exclude"], not options["no_gitignore"], settings=settings
    )
    runner = Runner(select, ignore, extend, useless=_useless)
    runner.jobs = options.get("jobs")
    runner.names_plan = bool(options.get("outputs")) or options.get("format_") not in {None, *FOR_THE_EYE}
    if paths == (Path("-"),):
        name = options.get("stdin_filename") or "<stdin>"
        return Session(
            paths, options, runner, [_overridden(chooser.target(Path(name)), overrides)], sys.stdin.buffer.read()
        )
    if Path("-") in paths:
        import click

        raise click.UsageError("- is standard input and cannot be combined with other paths")
    paths = paths or (Path(),)
    if not options["no_cache"] and (options["cache_dir"] or any(path.is_dir() for path in paths)):
        from smslint.project.cache import Cache

        runner.cache = Cache(repr((select, ignore, extend, overrides)), options["cache_dir"])
    targets = [_overridden(target, overrides) for target in chooser.targets(paths)]
    if runner.cache is not None:
        _settle_cache(runner.cache, {target.config for target in targets}, options["cache_dir"])
    # An invalid rule or pack fails the run even if every file is in the cache.
    for config in dict.fromkeys((*(target.config for target in targets), *chooser.whole)):
        runner.checker(config)
    runner.whole, runner.strays, runner.closed = tuple(chooser.whole), tuple(chooser.strays), tuple(chooser.closed)
    session = Session(paths, options, runner, targets, whole=tuple(chooser.whole), chooser=chooser, overrides=overrides)
    runner.may_be_empty = session.may_be_empty
    if not session.may_be_empty:
        runner.named = frozenset(shown(path) for path in paths if not path.is_dir())
    return session


def _settle_cache(cache: Cache, configs: set[Config], named: Path | None) -> None:
    """Say that a folder cannot be the cache; an error if the person named it."""
    from smslint.errors import ConfigError

    for refusal in cache.refusals(configs):
        if named is not None:
            raise ConfigError(f"--cache-dir: {refusal}. Name a new or empty folder.")
        say(f"warning: there is no cache: {refusal}.", err=True)


def words(options: tuple[str, ...]) -> tuple[str, ...]:
    """The values of an option that may be repeated and may contain commas."""
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())


def config_and_settings(stated: tuple[str, ...], exclude: tuple[str, ...]) -> tuple[Config | None, dict[str, Any]]:
    """What ``--config`` states, a file or settings, and what is excluded besides.

    :raises ConfigError: for an invalid file or setting.
    """
    if not stated and not exclude:
        return None, {}
    from smslint.cli.stated_settings import read

    file, settings = read(stated, exclude)
    if file is None:
        return None, settings
    from smslint.project.config import load_config

    return load_config(file), settings


def _overrides(options: dict[str, Any]) -> dict[str, Any]:
    """The settings that the command line gives for every message."""
    found = {key: options[key] for key in ("dialect", "kind", "provider", "brand") if options[key]}
    if options["regions"]:
        found["regions"] = [word for region in options["regions"] for word in region.upper().split(",")]
    if found:
        from smslint.project.message_settings import check_settings
        from smslint.settings import Named, Node

        for key, value in found.items():
            option = "--region" if key == "regions" else f"--{key}"
            check_settings(Node(Named(option), {key: value}))
    return found


def _overridden(target: Target, overrides: dict[str, Any]) -> Target:
    if not overrides:
        return target
    from smslint.project.one_text import with_settings

    return with_settings(target, overrides)


def _useless(path: Path, config: Config) -> str:
    """Why a suppression list protects nobody."""
    from smslint.broadcast.options import useless

    return useless(path, config)
