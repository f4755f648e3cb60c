"""What the states of messages mean: on their way, sent, delivered, failed, canceled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from smslint.logs.layout import Layout

ON_ITS_WAY: Final = 0
SENT: Final = 1
FINAL: Final = 2


class State(NamedTuple):
    """The state of a message."""

    known: int
    """How much its row knows: :data:`ON_ITS_WAY`, :data:`SENT` or :data:`FINAL`."""
    failure: str = ""
    """The state as the log names it, if the message did not arrive."""
    free: bool = False
    """Whether nothing is billed unless the log has a price."""
    canceled: bool = False
    """Whether nobody tried to send it."""
    familiar: bool = True
    """Whether the layout names it. Another one is taken for final."""


class States:
    """The states of one layout, each looked up once."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._found: dict[str, State] = {}

    def of(self, written: str) -> State:
        """The state that a row names."""
        known = self._found.get(written)
        if known is None:
            known = self._found[written] = self._read(written.strip().lower())
        return known

    def _read(self, word: str) -> State:
        layout = self._layout
        if word in layout.open:
            return State(ON_ITS_WAY)
        if word in layout.passing:
            return State(SENT)
        if word in layout.canceled:
            return State(FINAL, canceled=True)
        if word in layout.undelivered or word in layout.failed:
            return State(FINAL, word, word in layout.failed)
        # A layout that does not list what arrived does not claim to know all states.
        return State(FINAL, familiar=not word or not layout.delivered or word in layout.delivered)
