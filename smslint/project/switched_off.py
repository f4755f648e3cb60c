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
    later: frozenset[str] = frozenset()
    """The rules that run after all files were read and are switched off for this message."""


def sift(found: list[Finding], switched_off: Sequence[SwitchedOff], later: Sequence[str]) -> Sifted:
    """Remove the findings that directives suppress.

    :param later: the codes of rules that compare files and so run after all of them. A directive that names one counts as
        used, because what that rule will find is not known yet.
    """
    if not switched_off:
        return Sifted(found)
    used = {each for each in switched_off if any(each.covers(finding.code) for finding in found)}
    used |= {each for each in switched_off if each.codes is not None and not each.codes.isdisjoint(later)}
    return Sifted(
        [finding for finding in found if not _covered(finding.code, switched_off)],
        frozenset(used),
        frozenset(code for code in later if _covered(code, switched_off)),
    )


def _covered(code: str, switched_off: Iterable[SwitchedOff]) -> bool:
    return any(each.covers(code) for each in switched_off)
