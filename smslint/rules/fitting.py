"""A rendering as units to hold against a registered template, and the findings about values that its variables do not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.finding import Confidence, Severity
from smslint.rules.variables import BREAKS, DOUBTFUL, HOLDS, Hole, Units
from smslint.text.tree import Literal
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.rules.variables import Value
    from smslint.span import Span
    from smslint.text.renderings import Rendering
    from smslint.text.tree import Placeholder


class Fitted(Units):
    """The units of a rendering, which know their place in the source."""

    def __init__(self, subject: Subject, rendering: Rendering) -> None:
        self._rendering = rendering
        self._places: list[int] = []
        super().__init__(list(self._made(subject, rendering)))

    def _made(self, subject: Subject, rendering: Rendering) -> Iterator[str | Hole]:
        """The characters and the placeholders, with what their values can be. A line break is one unit, however it is written."""
        for at, leaf in zip(rendering.starts, rendering.leaves, strict=True):
            text = leaf.text if isinstance(leaf, Literal) else _only_value(subject, leaf)
            if text is None:
                assert not isinstance(leaf, Literal)
                self._places.append(at)
                yield _hole(subject, leaf)
                continue
            for index, char in enumerate(text):
                if char == "\r" and text[index + 1 : index + 2] == "\n":
                    continue
                self._places.append(at + index)
                yield char

    def source(self, start: int, end: int) -> Span:
        """The place of some units in the source; that of the one before where there are none."""
        places, text = self._places, self._rendering.text
        first = places[start] if start < len(places) else len(text)
        if end <= start:
            return self._rendering.source(min(first, max(len(text) - 1, 0)), first)
        last = places[end] if end < len(places) else len(text)
        return self._rendering.source(first, last)


def _only_value(subject: Subject, leaf: Placeholder) -> str | None:
    """The value of a placeholder that can only have one."""
    if leaf.opaque or leaf.filters:
        return None
    known = subject.values.lookup(leaf.name)
    only = known.options[0] if known is not None and len(known.options) == 1 else None
    return only if isinstance(only, str) else None


def _hole(subject: Subject, leaf: Placeholder) -> Hole:
    from smslint.text.filters import filtered
    from smslint.text.lengths import lengths
    from smslint.text.tree import Sequence
    from smslint.text.values import UNKNOWN

    _, most = lengths(Sequence((leaf,), leaf.span), subject.values)
    known = subject.values.elsewhere(leaf.name) if leaf.opaque else subject.values.lookup(leaf.name)
    options = filtered(known or UNKNOWN, leaf.filters).options
    letters = any(
        any(map(str.isalpha, option if isinstance(option, str) else "".join(option.charset.members)))
        for option in options
    )
    return Hole(leaf.name, most, letters and known is not None)


def unfit(rule: Rule, subject: Subject, text: Fitted, values: Iterable[Value]) -> Iterator[Finding]:
    """Findings about values that their variables do not hold.

    Where the columns of a list are known, its rows have the values: what a placeholder may hold does not matter then.
    """
    of_rows = subject.context.facts.columns is not None
    for value in values:
        if of_rows and not value.sure:
            continue
        variable, span = value.variable, text.source(value.start, value.end)
        warning = min(rule.severity, Severity.WARNING)
        if value.of_another_type:
            short = value.sure and value.end - value.start < variable.least
            needs = f" It has at least {plural(variable.least, 'character')}." if short and variable.least > 1 else ""
            if value.sure and any(unit in BREAKS for unit in text.units[value.start : value.end]):
                needs = " It holds one line."
            yield rule.finding(
                f"{text.written(value.start, value.end)!r} {'is not' if value.sure else 'may not be'} what {variable.written} holds.",
                span,
                severity=rule.severity if value.sure else warning,
                help=HOLDS[variable.holds] + needs,
            )
        if value.too_long:
            counted = (
                f"{text.written(value.start, value.end)!r} has"
                if value.sure
                else f"The value of {variable.written} can have"
            )
            yield rule.finding(f"{counted} {plural(value.most or 0, 'character')}; the limit is {variable.most}.", span)
        elif value.doubtful:
            yield rule.finding(
                f"{text.written(value.start, value.end)!r} has signs that {variable.written} does not hold at every operator.",
                span,
                severity=warning,
                confidence=Confidence.MEDIUM,
                help=DOUBTFUL.get(variable.holds, ""),
            )
        elif value.unknown:
            yield rule.finding(
                f"The value of {variable.written} has no declared length; the limit is {plural(variable.most or 0, 'character')}.",
                span,
                severity=warning,
                help="Declare the placeholder's max under values.",
            )
