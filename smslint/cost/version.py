"""One message on one side of a change: what identifies it, and what it takes to send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.finding import Finding


class Version(NamedTuple):
    """A message as it was, or as it is."""

    path: str
    """As reports show it."""
    key: str | None
    text: str
    """The text that is compared, with those of the templates that it extends or includes."""
    least: int
    """Segments."""
    most: int | None
    """Segments; ``None`` without a limit."""
    encodings: tuple[str, ...]
    kind: str = "transactional"
    regions: tuple[str, ...] = ()
    sender: str | None = None
    """The type of its sender."""
    line: int = 1
    column: int = 1
    unbounded_by: str | None = None
    """The placeholder because of which there is no limit."""
    inside: str = ""
    """The path relative to the configuration."""
    home: str = ""
    """What tells configurations of one repository apart: the folder of the message's own one."""
    plural: str | None = None
    """The plural category, if the file splits one message into several."""
    witness: str | None = None
    """The longest rendering; ``None`` without a limit."""
    findings: tuple[Finding, ...] = ()
    kind_known: bool = True
    """Whether its kind is stated, or words of it show it."""

    @property
    def name(self) -> str:
        """``locales/en.yml sms.welcome``, not escaped."""
        return f"{self.path} {self.key}" if self.key else self.path

    @property
    def measure(self) -> tuple[object, ...]:
        """What decides its cost, and is equal for versions that cost the same."""
        return self.least, self.most, self.encodings

    @property
    def known(self) -> bool:
        """Whether there is a limit to what it costs."""
        return self.most is not None


class Pair(NamedTuple):
    """A message on both sides, or on one."""

    before: Version | None
    after: Version | None

    @property
    def version(self) -> Version:
        """The message now; of a message that was removed, what it was."""
        found = self.after or self.before
        assert found is not None, "a pair of nothing"
        return found
