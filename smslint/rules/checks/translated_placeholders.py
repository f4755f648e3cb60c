"""A placeholder that a translation lacks, renames, adds, or takes for another kind of value. The run over the files finds the original; a caller can state it as a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Severity
from smslint.rules.translated import has_no_name, is_code, pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each placeholder that differs from the fact ``original``.

    One that is only left out is a warning: the program sends the text without it. A one-time code that is left out has its own rule.
    """
    pair = pair_of(subject)
    if pair is None:
        return
    added, lost = pair.added, pair.lost
    for name, was, now in pair.changed:
        yield rule.finding(
            f"The placeholder {name!r} is {was} in the original and {now} in the translation, which takes another kind of value.",
            pair.own[name],
            help=f"Write it as {was}, or give each value its number if their order is another one.",
        )
    if len(added) == len(lost) == 1:
        yield rule.finding(
            f"The placeholder {lost[0]!r} of the original is called {added[0]!r} in the translation, which has no value.",
            pair.own[added[0]],
            help=f"Call it {lost[0]!r}.",
        )
        return
    for name in added:
        yield rule.finding(
            f"The placeholder {name!r} is not in the original, so it has no value.",
            pair.own[name],
            help="Remove it, or correct its name.",
        )
    for name in lost:
        if not is_code(name, subject):
            severity = rule.severity if has_no_name(name) and len(pair.original) > 1 else Severity.WARNING
            yield rule.finding(
                f"The placeholder {name!r} of the original is missing in the translation.",
                subject.span,
                severity=min(severity, rule.severity),
                help="Add it where the translation needs it.",
            )
