"""What findings that refuse nothing say is unknown all the same: what it costs today, whether a day is a public holiday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding

_COST: Final = "what it costs now: "


def doubts(findings: Iterable[Finding]) -> Iterator[str]:
    """What is unknown because of a missing or old price or a missing calendar, in phrases for people."""
    return (each.unknown for each in findings if each.unknown)


def of_cost(words: str) -> str:
    """What is unknown where a sentence says that there is no price, or an old one."""
    return f"{_COST}{words[:1].lower()}{words[1:].removesuffix('.')}"


def costs(found: Iterable[str]) -> Iterator[str]:
    """The sentences, without their full stop, of what :func:`of_cost` says is unknown."""
    for each in found:
        if (words := each.removeprefix(_COST)) != each:
            yield f"{words[:1].upper()}{words[1:]}"
