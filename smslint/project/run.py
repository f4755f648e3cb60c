"""The run over files: read, find the messages, check each, and put the results in order. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from smslint import __version__
from smslint.errors import ConfigError, PackError, SourceError
from smslint.finding import Finding, Location
from smslint.project.config import Config, active_rules
from smslint.project.message import Checker, Place, fingerprint
from smslint.result import MessageResult, Result
from smslint.rules import packs
from smslint.sources.encoding import decode
from smslint.sources.options import Options
from smslint.sources.registry import read, source_for
from smslint.span import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from smslint.prices import RateCard
    from smslint.project.config import Entry
    from smslint.project.files import Target
    from smslint.rules.rule import Rule
    from smslint.sources.message import Message

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read at all: no file of messages comes near."""


@dataclass
class Runner:
    """Checks targets one after another. Rules and prices of a configuration are loaded once."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    refused: list[PackError] = field(default_factory=list)
    """Pack files that could not be used; the others went on."""
    _checkers: dict[int, tuple[Config, Checker]] = field(default_factory=dict)

    def run(self, targets: Iterable[Target]) -> Result:
        """The result of all targets, sorted by path and place."""
        files = 0
        messages: list[MessageResult] = []
        findings: list[Finding] = []
        for target in targets:
            files += 1
            for result, found in self.file(target):
                if result is not None:
                    messages.append(result)
                findings += found
        findings.sort(key=_place_of)
        messages.sort(key=lambda each: (each.path or "", each.line, each.column))
        return Result(files, tuple(messages), tuple(findings), __version__, _plan_version())

    def file(self, target: Target) -> Iterator[tuple[MessageResult | None, list[Finding]]]:
        """The messages of one file and their findings; a file that cannot be read is a finding."""
        checker = self.checker(target.config)
        try:
            data = _bytes(target.path)
        except SourceError as error:
            yield None, self.unreadable(checker, target.shown, "", error)
            return
        yield from self.text(target, data)

    def text(self, target: Target, data: bytes) -> Iterator[tuple[MessageResult | None, list[Finding]]]:
        """The messages in the bytes of a target, which need not be on disk (standard input)."""
        checker = self.checker(target.config)
        taken: set[int] = set()
        for entry in target.entries or (None,):
            text = ""
            try:
                choice = source_for(target.shown, entry.settings.get("source") if entry else None)
                fallback = entry.settings.get("encoding") if entry else None
                text = decode(data, fallback=fallback).text
                place = Place(target.shown, LineIndex(text), choice.dialect)
                for message in read(choice.source, text, _options(target.shown, entry)):
                    start = message.map.to_file(Span(0, 0)).start
                    if start not in taken:
                        taken.add(start)
                        yield self.message(checker, message, place, entry)
            except SourceError as error:
                yield None, self.unreadable(checker, target.shown, text, error)
                return

    def message(
        self, checker: Checker, message: Message, place: Place, entry: Entry | None
    ) -> tuple[MessageResult, list[Finding]]:
        """One message checked."""
        return checker.check(message, place, entry)

    def checker(self, config: Config) -> Checker:
        """The rules and the rate card of a configuration."""
        known = self._checkers.get(id(config))
        if known is None:
            loaded = packs.load(config.packs)
            self.refused += [error for error in loaded.refused if error not in self.refused]
            rules = active_rules(config, loaded.rules, self.select, self.ignore)
            known = self._checkers[id(config)] = (config, Checker(config, rules, rate_card(config)))
        return known[1]

    def unreadable(self, checker: Checker, path: str, text: str, error: SourceError) -> list[Finding]:
        """The finding about a file that cannot be read, unless the project switched its rule off."""
        rule = _rule(checker.rules, "SRC001")
        if rule is None:
            return []
        lines = LineIndex(text)
        span = error.span or Span(0, 0)
        start, end = lines.position(span.start), lines.position(span.end)
        location = Location(path, start.line, start.column, end.line, end.column, lines.line(start.line))
        finding = rule.finding(str(error), span).at(location)
        return [_with_fingerprint(finding, fingerprint(path, rule.code, None, str(error)))]


def _with_fingerprint(finding: Finding, print_: str) -> Finding:

    return finding._replace(fingerprint=f"{print_}1")


def _rule(rules: tuple[Rule, ...], code: str) -> Rule | None:
    return next((rule for rule in rules if rule.code == code), None)


def _bytes(path: Path) -> bytes:
    """The bytes of a file.

    :raises SourceError: when it cannot be read, is no file, or is absurdly large.
    """
    try:
        if not path.is_file():
            raise SourceError("This is not a file.")
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(f"This file has {size // 1024**2} MiB; smslint reads up to {LARGEST // 1024**2} MiB.")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"This file cannot be read: {error.strerror or error}.") from None


def _options(path: str, entry: Entry | None) -> Options:
    if entry is None:
        return Options(path=path)
    settings = entry.settings
    return Options(
        path=path,
        keys=entry.texts("keys"),
        names=entry.texts("names"),
        columns=entry.texts("columns"),
        key_column=settings.get("key_column"),
        locale=settings.get("locale"),
        final_newline=settings.get("final_newline", "strip"),
        backslash_escapes=bool(settings.get("backslash_escapes", False)),
    )


def rate_card(config: Config) -> RateCard | None:
    """The rate card of a configuration.

    :raises ConfigError: when it is not there or cannot be read.
    """
    if config.prices is None:
        return None
    from smslint.prices import load, reference

    kind, colon, name = config.prices.partition(":")
    if colon and kind == "reference":
        card = reference(name)
        if card is None:
            raise ConfigError(
                f"{config.path or 'config'}: prices: no reference card is called {name!r}; see smslint prices list"
            )
        return card
    path = config.root / config.prices
    if not path.is_file():
        raise ConfigError(f"{config.path or 'config'}: prices: there is no file {config.prices}")
    return load(path)


def _place_of(finding: Finding) -> tuple[str, int, int, int, str]:
    where = finding.location or Location(None, 0, 0, 0, 0)
    return where.path or "", where.line, where.column, -finding.severity, finding.code


def _plan_version() -> str:
    from smslint.numbers.store import plan_version

    return plan_version()
