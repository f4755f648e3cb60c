"""Where sources differ about a fact of a profile: data of the profile, printed by what rests on the fact.

A difference that is not settled lowers a finding: it is at most a warning, with medium confidence, and it says who differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.rules.packfile import Node


class Differing(NamedTuple):
    """What sources say that cannot all be right."""

    about: str
    """The fact: a field of the profile such as ``hours``."""
    says: str
    """Who says what."""
    settled: str | None
    """Why one of them is followed; ``None`` if that is open."""

    def __str__(self) -> str:
        return f"{self.about}: {self.says}" + (f" ({self.settled})" if self.settled else "")


def read(top: Node, facts: Iterable[str]) -> tuple[Differing, ...]:
    """The differences in a file, under ``sources_differ``.

    :param facts: the fields that a difference can be about.
    :raises PackError: for an unknown field or key.
    """
    known = tuple(facts)
    found = []
    for node in top.children("sources_differ"):
        node.only(("about", "says", "settled"), ("about", "says"))
        found.append(Differing(node.choice("about", known), node.text("says"), node.optional("settled")))
    return tuple(found)


def doubt(differing: Iterable[Differing], *facts: str) -> str:
    """The words of the open differences about some facts; empty if the sources agree or the difference is settled."""
    return "; ".join(each.says for each in differing if each.settled is None and each.about in facts)
