"""Rules that a directive switches off for a message: which findings that leaves, and which directives it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.finding import Finding
    from smslint.span import Span

UNUSED, BAD = "DIR001", "DIR002"


class SwitchedOff(NamedTuple):
    """Rules switched off for some messages by one word of one directive."""

    codes: frozenset[str] | None
    """``None`` for all rules."""
    word: str
    path: str
    """The file that the directive is in."""
    span: Span
    reached: bool = False
    """Whether there is a message that it speaks about."""

    def covers(self, code: str) -> bool:
        """Whether it switches a rule off. What is said about directives themselves stays."""
        return code not in {UNUSED, BAD} and (self.codes is None or code in self.codes)


class Sifted(NamedTuple):
    """The findings of one message that are left, and what was of use in leaving out the others."""

    kept: list[Finding]
    used: frozenset[SwitchedOff] = frozenset()
    later: bool = False
    """Whether the rule that speaks later, once all files were read, is switched off for this message."""


def sift(found: list[Finding], switched_off: Sequence[SwitchedOff], later: str) -> Sifted:
    """Leave out the findings that directives switch off.

    :param later: the code of a rule that compares files and so speaks after all of them. A directive that names it is of
        use, whatever that rule will find.
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
