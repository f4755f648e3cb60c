"""Rules that directives switch off for a message: the remaining findings, and which directives were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smslint.finding import Finding
    from smslint.project.layers import MessageSettings
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
    """The remaining findings of one message, and the directives of this message that suppressed the others."""

    kept: list[Finding]
    used: frozenset[SwitchedOff] = frozenset()
    later: frozenset[str] = frozenset()
    """The rules that run after all files were read and are switched off for this message."""


class Everywhere:
    """What directives switch off for all messages of a file: each message asks once, and not each of thousands of directives."""

    def __init__(self) -> None:
        self.all: list[SwitchedOff] = []
        self._codes: set[str] = set()
        self._every_rule = False
        self._found: set[str] = set()
        """The codes of all findings."""
        self._later: set[str] = set()
        """The codes of the rules that run after all files were read."""

    def add(self, off: SwitchedOff) -> None:
        """Switch a code off."""
        self.all.append(off)
        self._codes |= off.codes or frozenset()
        self._every_rule |= off.codes is None

    def covers(self, code: str) -> bool:
        """As :meth:`SwitchedOff.covers`, for any of them."""
        return code not in {UNUSED, BAD} and (self._every_rule or code in self._codes)

    def meet(self, found: Iterable[Finding], later: Iterable[str]) -> None:
        """Take note of what was found in a message, and of the rules that will look at it."""
        self._found.update(finding.code for finding in found)
        self._later.update(later)

    def used(self) -> set[SwitchedOff]:
        """Those that suppressed a finding, or that name a rule that runs after all files were read."""
        found = self._found - {UNUSED, BAD}
        return {
            each
            for each in self.all
            if (found if each.codes is None else not each.codes.isdisjoint(found | self._later))
        }


def sift(found: list[Finding], own: MessageSettings, later: Sequence[str]) -> Sifted:
    """Remove the findings that directives suppress.

    :param own: what they switch off for the message.
    :param later: the codes of rules that compare files and so run after all of them. A directive that names one counts as
        used, because what that rule will find is not known yet.
    """
    here, everywhere = own.switched_off, own.everywhere
    if not here and everywhere is None:
        return Sifted(found)
    used = {each for each in here if any(each.covers(finding.code) for finding in found)}
    used |= {each for each in here if each.codes is not None and not each.codes.isdisjoint(later)}
    if everywhere is not None:
        everywhere.meet(found, later)
    return Sifted(
        [finding for finding in found if not _covered(finding.code, own)],
        frozenset(used),
        frozenset(code for code in later if _covered(code, own)),
    )


def _covered(code: str, own: MessageSettings) -> bool:
    return any(each.covers(code) for each in own.switched_off) or (
        own.everywhere is not None and own.everywhere.covers(code)
    )
