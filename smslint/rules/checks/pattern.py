"""Text that no rendering may contain, as regular expressions on the text as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Label
from smslint.rules.check_options import ForbiddenPattern
from smslint.rules.matching import Budget
from smslint.span import Covered, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each match in any rendering; the same place is reported once."""
    options, budget = ForbiddenPattern.of(rule), Budget()
    found: dict[Span, str] = {}
    for rendering in subject.renderings:
        excused = Covered(
            Span(*match.span()) for pattern in options.unless for match in pattern.matches(rendering.text, budget)
        )
        for pattern in options.forbid:
            for match in pattern.matches(rendering.text, budget):
                if match.start() not in excused:
                    found.setdefault(rendering.source(*match.span()), match.group())
    if not options.once:
        for span, text in found.items():
            yield rule.finding(options.message.replace("{match}", repr(text)), span)
    elif found:
        first, *others = sorted(found)
        yield rule.finding(
            options.message.replace("{match}", repr(found[first])),
            first,
            labels=tuple(Label(span, "here too") for span in others),
        )
