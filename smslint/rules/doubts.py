"""What findings that refuse nothing say is unknown all the same: what it costs today, whether a day is a public holiday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding

PRICE: Final = "CST002"
_COMMAND: Final = "pip install 'smslint[holidays]'"
INSTALL: Final = f"Install the extra: {_COMMAND}."


def doubts(findings: Iterable[Finding]) -> Iterator[str]:
    """What is unknown because of a missing or old price or a missing calendar, in phrases for people."""
    for each in findings:
        if each.code == PRICE:
            yield f"what it costs now: {each.message[:1].lower()}{each.message[1:].removesuffix('.')}"
        elif each.help == INSTALL:
            yield f"{each.message.removesuffix('.')} ({_COMMAND})"
