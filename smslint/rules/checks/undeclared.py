"""Placeholders without declared values: the number of segments, and so the cost, has no limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Label
from smslint.text.one_pass import LOOPS
from smslint.text.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.tree import Placeholder


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding per message, at the first such placeholder, with a label at each other name."""
    unknown: dict[str, Placeholder] = {}
    unread = {part.span for part in subject.unread}
    changed = subject.unknown_filters
    for hole in subject.placeholders:
        if hole.span in unread or hole in changed:
            continue  # the rule on parts says it, or the finding on filters
        values = subject.values.lookup(hole.name) or UNKNOWN
        if hole.filters:
            from smslint.text.filters import filtered

            values = filtered(values, hole.filters)
        if not values.bounded:
            unknown.setdefault(hole.name, hole)
    if changed:
        yield _of_filters(rule, subject, changed)
    if not unknown:
        if not changed and subject.bounds.most is None and not unread:
            yield _without_limit(rule, subject)
        return
    names = list(unknown)
    first, *rest = names
    others = f" and {len(rest)} more" if len(rest) > 1 else f" and {rest[0]!r}" if rest else ""
    labels = tuple(Label(unknown[name].span, "this one too") for name in rest)
    yield rule.finding(
        f"The length of {_quoted(first)}{others} is unknown, so the number of segments has no known limit.",
        unknown[first].span,
        labels=labels,
        help=_declaring(unknown[first]),
    )


def _declaring(hole: Placeholder) -> str:
    """How the length of a placeholder is declared; what code prints cannot be."""
    if hole.filters and not hole.name.isidentifier():
        return "It is code of the program: give the template its result under a name, and declare that under values."
    shown = hole.name if hole.name.isidentifier() else "name"
    return f"Declare it in smslint.yaml, for example values: {{{shown}: {{max: 20, charset: any}}}}."


def _of_filters(rule: Rule, subject: Subject, changed: Mapping[Placeholder, str]) -> Finding:
    """Where a filter that is not known leaves a value without a limit, whether it is declared or not."""
    by_filter = {code: hole for hole, code in reversed(list(changed.items()))}
    (code, first), *rest = sorted(by_filter.items(), key=lambda each: each[1].span)
    labels = tuple(Label(hole.span, f"nor of {_quoted(other)}") for other, hole in rest)
    return rule.finding(
        f"The result of {_quoted(code)} on {_quoted(first.name)} is not known, so the number of segments has no known limit.",
        first.span,
        labels=labels,
        help=f"smslint knows the functions of {subject.dialect} itself. Give the template the result under a name, and declare that "
        "under values.",
    )


def _without_limit(rule: Rule, subject: Subject) -> Finding:
    """Where each placeholder has a limit as it is read, but the message has none: a loop, or another reading of a placeholder."""
    blamed = subject.bounds.unbounded_by or "a loop"
    if not blamed.startswith(LOOPS):
        return rule.finding(
            f"In one reading of this text, the length of {_quoted(blamed)} is unknown, so the number of segments has no known limit.",
            subject.span,
            help="State the dialect, or declare the placeholder under values.",
        )
    return rule.finding(
        f"{blamed[0].upper()}{blamed[1:]} can run any number of times, so the cost has no limit.",
        subject.span,
        help="Declare max_items for it under values.",
    )


def _quoted(name: str) -> str:
    return repr(name if len(name) <= 40 else name[:37] + "...")
