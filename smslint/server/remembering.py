"""A checker that remembers: after a keystroke only the messages that have changed are checked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint import clock
from smslint.project.checker import Checked, Checker
from smslint.project.layers import NO_SETTINGS
from smslint.records import NamedTuple, dataclass, field

if TYPE_CHECKING:
    from pathlib import Path

    from smslint.project.config import Entry
    from smslint.project.layers import Layer, MessageSettings
    from smslint.project.placing import Place
    from smslint.sources.message import Message


class _Asked(NamedTuple):
    """Everything that an answer rests on. Where the message stands in its file is not part of it: findings are placed afterwards."""

    message: tuple[object, ...]
    source: str
    dialect: str | None
    sidecar: tuple[Layer, ...]
    directives: tuple[Layer, ...]
    day: str


@dataclass(eq=False, repr=False)
class Remembering(Checker):
    """Checks the messages of one project that an editor has open."""

    _now: dict[Path, dict[tuple[str, str | None], tuple[_Asked, Entry | None, Checked]]] = field(default_factory=dict)
    """By file, key and text: what was asked, and the answer."""
    _before: dict[Path, dict[tuple[str, str | None], tuple[_Asked, Entry | None, Checked]]] = field(
        default_factory=dict
    )
    """The same of the review before, so that what nobody asks for any more is forgotten."""

    def begin(self, path: Path) -> None:
        """Another review of a file begins. One that was not finished counts with the one before it."""
        self._before[path] = {**self._before.get(path, {}), **self._now.get(path, {})}
        self._now[path] = {}

    def finish(self, path: Path) -> None:
        """The review has asked for all messages of the file."""
        self._before.pop(path, None)

    def forget(self, path: Path) -> None:
        """The file was closed."""
        self._now.pop(path, None)
        self._before.pop(path, None)

    def check(self, message: Message, place: Place, entry: Entry | None, own: MessageSettings = NO_SETTINGS) -> Checked:
        """Check one message, or answer from memory. Templates that extend or include others, and texts with settings of their own
        (front matter), are always checked: other files and other lines decide, too."""
        if place.file is None or message.settings:
            return super().check(message, place, entry, own)
        now = self._now.setdefault(place.file, {})
        key = message.body, message.key
        asked = _Asked(
            (message.locale, message.plural, message.text, message.original, message.dialect, message.sent),
            place.source, place.dialect, own.sidecar, own.directives, clock.day(),
        )  # fmt: skip
        known = now.get(key) or self._before.get(place.file, {}).get(key)
        if known is not None and known[1] is entry and known[0] == asked:
            now[key] = known
            return known[2]
        found = super().check(message, place, entry, own)
        if found.subject.parts is None and not found.subject.unread:
            now[key] = (asked, entry, found)
        return found
