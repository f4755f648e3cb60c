"""What a run covered: what was read, and what nobody knows of it. A clean run with a long list here says little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import relative
from smslint.records import NamedTuple, dataclass
from smslint.sealed import sealed

if TYPE_CHECKING:
    from pathlib import PurePath


class Unread(NamedTuple):
    """A file, or a part of one, that was not understood."""

    path: str | None
    line: int
    why: str

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """As the JSON report has it."""
        return {"path": relative(self.path, root), "line": self.line, "why": self.why}


class Guess(NamedTuple):
    """A dialect that nobody stated, read off the messages; the place is that of the first."""

    dialect: str
    evidence: str
    """What the first message has that looks like it: ``{{ name }}``."""
    messages: int
    path: str | None
    line: int

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """As the JSON report has it."""
        return {**self._asdict(), "path": relative(self.path, root)}


class Kindless(NamedTuple):
    """Messages whose kind nobody stated and whose words do not decide; the place is that of the first."""

    messages: int
    path: str | None
    line: int

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """As the JSON report has it."""
        return {**self._asdict(), "path": relative(self.path, root)}


class Unasked(NamedTuple):
    """A rule that was not asked about some messages, because a fact that it rests on is missing."""

    code: str
    fact: str
    """The setting that would tell: ``kind``, ``regions``, ``sender``, ``provider``, ``brand``."""
    messages: int

    def as_dict(self) -> dict[str, object]:
        """As the JSON report has it."""
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
    """ISO 3166-1 alpha-2, of which smslint has no profile: no rule of such a country is known."""
    unasked: tuple[Unasked, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything was understood and nothing is missing: what ``--strict`` asks for."""
        return not (self.unread or self.guessed or self.unknown_kind or self.regions_without_profile or self.unasked)

    def as_dict(self, root: PurePath | None = None) -> dict[str, object]:
        """The coverage as the JSON report has it.

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
