"""Quick fixes that switch one rule off for one message: a comment above it, whose reason a person then types."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from smslint.project.adding import directive_for
from smslint.project.switched_off import BAD, UNUSED
from smslint.records import NamedTuple
from smslint.server.diagnostics import span_of
from smslint.server.fixes import may_be_edited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.project.checker import Checker
    from smslint.server.checks import Checked
    from smslint.span import Span

MOST: Final = 10
"""How many are offered at once: the file is read again for each."""
REASON: Final = "write the reason here"
"""Stands where the reason is to be typed; editors that can do it select it."""


class Silencing(NamedTuple):
    """A directive for one message, and where its reason will stand."""

    finding: Finding
    edit: types.TextEdit
    reason: types.Range

    @property
    def title(self) -> str:
        """What it does."""
        return f"smslint: switch {self.finding.code} off for this message, with a reason"


def silencings(checked: Checked, span: Span, checker: Checker) -> Iterator[Silencing]:
    """The directives for the findings at a place, each rule of a message once; none where a comment would change more than itself."""
    return islice(_silencings(checked, span, checker), MOST) if may_be_edited(checked) else iter(())


def _silencings(checked: Checked, span: Span, checker: Checker) -> Iterator[Silencing]:
    records = [record for record in checked.records if record.message is not None]
    for number, record in enumerate(records):
        codes: set[str] = set()
        for finding in record.findings:
            at = span_of(finding, checked)
            here = at.start <= span.end and span.start <= at.end and finding.place.path == checked.target.shown
            if not here or finding.code in {*codes, BAD, UNUSED}:
                continue
            codes.add(finding.code)
            edit = directive_for(checker, checked.target, checked.reading, number, finding.code, REASON)
            if edit is not None:
                place = checked.lines.range(checked.place(*edit.at))
                line, column = place.start.line, place.start.character + edit.written.index(REASON)
                reason = types.Range(types.Position(line, column), types.Position(line, column + len(REASON)))
                yield Silencing(finding, types.TextEdit(place, edit.written), reason)
