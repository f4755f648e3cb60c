"""Colours of the text report, by name; without colour, the text is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import dataclass
from smslint.sealed import sealed

if TYPE_CHECKING:
    from smslint.finding import Severity

_CODES = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "info": "1;36", "good": "32", "help": "36"}


@sealed
@dataclass(frozen=True, slots=True)
class Style:
    """Wraps text in the terminal's codes (ECMA-48 SGR)."""

    on: bool

    def __call__(self, name: str, text: str) -> str:
        """Text in a named colour; ``text`` must already be safe for a terminal."""
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.on and text else text

    def link(self, address: str, text: str) -> str:
        """Text that opens an address (OSC 8); the text alone for an address that is not printable ASCII."""
        safe = address.isascii() and address.isprintable() and " " not in address
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\" if safe and address else text

    def severity(self, severity: Severity, text: str) -> str:
        """Text in the colour of a severity."""
        return self(severity.label, text)
