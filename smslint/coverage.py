"""What a run covered: what was read, and what is unknown about it. A clean run with a long list here proves little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import relative
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed

if TYPE_CHECKING:
    from pathlib import PurePath


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

    @property
    def complete(self) -> bool:
        """Whether everything could be parsed and nothing is missing: ``--strict`` requires this."""
        return not (self.unread or self.guessed or self.unknown_kind or self.regions_without_profile or self.unasked)

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
        }
