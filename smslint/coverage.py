"""What a run covered: what was read, and what is unknown about it. The more is unknown, the less a run without findings shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.finding import relative
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import PurePath

_NAMED: Final = 3
"""The most regions and filters that a line names."""


class Unread(NamedTuple):
    """A file, or a part of one, that could not be parsed."""

    path: str | None
    line: int
    why: str

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The record in the JSON report."""
        return {"path": relative(self.path, root), "line": self.line, "why": self.why}


class Guess(NamedTuple):
    """A dialect that was not stated but guessed from the messages. The place is that of the first message."""

    dialect: str
    evidence: str
    """The text in the first message that looks like the dialect: ``{{ name }}``."""
    messages: int
    path: str | None
    line: int
    also: tuple[str, ...] = ()
    """Other dialects that fit some of these messages, and would give other bounds; the wider ones are taken."""

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The record in the JSON report."""
        return {**self._asdict(), "path": relative(self.path, root), "also": list(self.also)}


class UnknownFilter(NamedTuple):
    """A filter or function of a program, whose result on a value is not known. The place is that of the first message with it."""

    dialect: str
    filter: str
    """As the template writes it."""
    messages: int
    path: str | None
    line: int

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The record in the JSON report."""
        return {**self._asdict(), "path": relative(self.path, root)}

    def __str__(self) -> str:
        return f"the result of {self.filter} ({self.dialect}) in {plural(self.messages, 'message')}"


class Kindless(NamedTuple):
    """Messages whose kind is not stated and cannot be inferred from their words. The place is that of the first message."""

    messages: int
    path: str | None
    line: int

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The record in the JSON report."""
        return {**self._asdict(), "path": relative(self.path, root)}


class Unasked(NamedTuple):
    """A rule that did not run for some messages, because a fact that it needs is missing."""

    code: str
    fact: str
    """The setting that is missing: ``kind``, ``regions``, ``sender``, ``provider``, ``brand``; ``rule``: the rule could not run."""
    messages: int

    def as_dict(self) -> dict[str, object]:
        """The record in the JSON report."""
        return self._asdict()


@sealed
@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run read, and what it does not know."""

    files: int = 0
    """Files that matched."""
    messages: int = 0
    """Messages that were read in them."""
    unread: tuple[Unread, ...] = ()
    guessed: tuple[Guess, ...] = ()
    unknown_kind: Kindless | None = None
    regions_without_profile: tuple[str, ...] = ()
    """Countries (ISO 3166-1 alpha-2) without a profile in smslint: their rules are unknown."""
    unasked: tuple[Unasked, ...] = ()
    costs: tuple[str, ...] = ()
    """What is unknown about the costs because the rate card is old or has no price, in phrases for people."""
    unknown_filters: tuple[UnknownFilter, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything could be parsed and nothing is missing: ``--strict`` requires this."""
        return next(self.unknowns(), None) is None

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The coverage in the JSON report.

        :param root: paths below this folder are written relative to it.
        """
        return {
            "complete": self.complete,
            "files": self.files,
            "messages": self.messages,
            "unread": [each.as_dict(root) for each in self.unread],
            "guessed": [each.as_dict(root) for each in self.guessed],
            "unknown_kind": self.unknown_kind.as_dict(root) if self.unknown_kind else None,
            "regions_without_profile": list(self.regions_without_profile),
            "unasked": [each.as_dict() for each in self.unasked],
            "costs": list(self.costs),
            "unknown_filters": [each.as_dict(root) for each in self.unknown_filters],
        }

    def lines(self) -> Iterator[str]:
        """What is lacking: up to one line each for what could not be parsed, for missing facts, and for guessed dialects."""
        if self.unread:
            first = self.unread[0]
            more = f" and {len(self.unread) - 1} more" if len(self.unread) > 1 else ""
            yield f"not understood: {first.path}:{first.line}: {first.why.removesuffix('.')}{more}"
        for parts in (self._unknown(), self._dialects()):
            if parts:
                yield f"not known: {', '.join(parts)}"

    def unknowns(self) -> Iterator[str]:
        """Each thing that is lacking, with its place if it has one: ``a.txt:3: the kind of 2 messages``."""
        for part in self.unread:
            yield _at(part.path, part.line, part.why.removesuffix("."))
        if (kindless := self.unknown_kind) is not None:
            yield _at(kindless.path, kindless.line, f"the kind of {plural(kindless.messages, 'message')}")
        for each in self.unasked:
            if each.fact != "kind" or self.unknown_kind is None:
                fact = "" if each.fact == "rule" else f" without {each.fact}"
                yield f"what {each.code} finds in {plural(each.messages, 'message')}: it did not run{fact}"
        if self.regions_without_profile:
            yield without_profile(self.regions_without_profile, len(self.regions_without_profile))
        yield from self.costs
        yield from (_at(each.path, each.line, str(each)) for each in self.unknown_filters)
        yield from map(
            _at, (each.path for each in self.guessed), (each.line for each in self.guessed), self._dialects()
        )

    def _unknown(self) -> list[str]:
        parts = []
        if self.unknown_kind is not None:
            count = plural(self.unknown_kind.messages, "message")
            parts.append(f"the kind of {count} (set kind: marketing, transactional or otp)")
        missing = [each for each in self.unasked if each.fact != "rule"]
        parts += sorted({each.fact for each in missing} - {"kind"})
        if parts and missing:
            parts[-1] += f"; without that, {plural(len({each.code for each in missing}), 'rule')} could not run"
        parts += [
            f"what {each.code} finds in {plural(each.messages, 'message')}: it did not run"
            for each in self.unasked
            if each.fact == "rule"
        ]
        if self.regions_without_profile:
            parts.append(without_profile(self.regions_without_profile))
        more = len(self.unknown_filters) - _NAMED
        filters = [*map(str, self.unknown_filters[:_NAMED]), *([f"those of {more} more"] if more > 0 else [])]
        return [*parts, *self.costs, *filters]

    def _dialects(self) -> list[str]:
        return [
            f"the dialect of {plural(each.messages, 'message')}, read as {each.dialect} for {each.evidence}"
            + (f", which {' and '.join(each.also)} would read in another way" if each.also else "")
            for each in self.guessed
        ]


def _at(path: str | None, line: int, words: str) -> str:
    return words if path is None else f"{path}:{line}: {words}"


def without_profile(regions: Sequence[str], most: int = _NAMED) -> str:
    """``the rules of AQ, BV, which have no profile``.

    :param most: the most regions that are named.
    """
    if len(regions) > most:
        regions = (*regions[:most], f"{len(regions) - most} more")
    return f"the rules of {', '.join(regions)}, which {'has' if len(regions) == 1 else 'have'} no profile"


def of_message(unasked: tuple[tuple[str, str], ...], without: tuple[str, ...], *, kindless: bool) -> Coverage:
    """The coverage of one message that was checked alone.

    :param unasked: the codes of rules that could not run, each with the missing fact.
    :param without: the message's regions without a profile.
    """
    return Coverage(
        messages=1,
        unknown_kind=Kindless(1, None, 1) if kindless else None,
        regions_without_profile=without,
        unasked=tuple(Unasked(code, fact, 1) for code, fact in unasked),
    )
