"""Rules that directives switch off for a message: the remaining findings, and which directives were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.finding import Finding
    from smslint.span import Span

UNUSED, BAD = "DIR001", "DIR002"


class SwitchedOff(NamedTuple):
    """A code that one directive switches off for some messages."""

    codes: frozenset[str] | None
    """``None`` for all rules."""
    word: str
    path: str
    """The file of the directive."""
    span: Span
    reached: bool = False
    """Whether it applies to any message."""

    def covers(self, code: str) -> bool:
        """Whether it switches a rule off. Findings about directives themselves cannot be switched off."""
        return code not in {UNUSED, BAD} and (self.codes is None or code in self.codes)


class Sifted(NamedTuple):
    """The remaining findings of one message, and the directives that suppressed the others."""

    kept: list[Finding]
    used: frozenset[SwitchedOff] = frozenset()
    later: bool = False
    """Whether the rule that runs after all files were read is switched off for this message."""


def sift(found: list[Finding], switched_off: Sequence[SwitchedOff], later: str) -> Sifted:
    """Remove the findings that directives suppress.

    :param later: the code of a rule that compares files and so runs after all of them. A directive that names it counts as
        used, because what that rule will find is not known yet.
    """
    if not switched_off:
        return Sifted(found)
    used = {each for each in switched_off if any(each.covers(finding.code) for finding in found)}
    used |= {each for each in switched_off if each.codes is not None and later in each.codes}
    return Sifted(
        [finding for finding in found if not _covered(finding.code, switched_off)],
        frozenset(used),
        _covered(later, switched_off),
    )


def _covered(code: str, switched_off: Iterable[SwitchedOff]) -> bool:
    return any(each.covers(code) for each in switched_off)
