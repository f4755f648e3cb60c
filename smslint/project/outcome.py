"""What the run found in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from smslint.finding import Finding
    from smslint.project.placing import Edit
    from smslint.result import MessageResult


class Outcome(NamedTuple):
    """The messages of one file and the findings about them, before the baseline."""

    messages: tuple[MessageResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    """Findings that a directive kept quiet."""
    hushed: frozenset[int] = frozenset()
    """Indices of messages about which the comparison of translations keeps quiet."""
    edits: tuple[Edit, ...] = ()
    """What the fixes would change; not kept in the cache."""
