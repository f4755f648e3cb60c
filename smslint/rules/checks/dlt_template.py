"""Messages to India compared with the template registered for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Confidence, Severity
from smslint.rules.profiles import grade
from smslint.rules.registered import LIMITS, VARIABLE, Hole, best_split
from smslint.span import Span
from smslint.text.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.registered import Value
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_HOLDS: Final = {
    "numeric": "It holds digits, at least one; a value with letters needs {#alphanumeric#}.",
    "number": "It holds digits, at least one; a value with letters needs {#alphanumeric#}.",
    "alphanumeric": "It holds letters and digits, at least one; a link needs {#url#}, an address {#email#}.",
    "cbn": "It holds a number to call.",
    "url": "It holds a link.",
    "urlott": "It holds a link.",
    "email": "It holds an address.",
}
_DOUBTFUL: Final = {
    "numeric": "Some operators take digits and amounts only: register {#alphanumeric#} for dates and times.",
    "number": "Some operators take digits and amounts only: register {#alphanumeric#} for dates and times.",
    "alphanumeric": "Some operators take letters, digits and spaces only: write the signs into the template.",
}


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings about the registered template (the fact ``dlt_template``, or a body that is one) and about differences from it."""
    registered = subject.context.facts.dlt_template
    own = "{#" in subject.body and VARIABLE.search(subject.body) is not None
    template = registered or (subject.body if own else "")
    if not template or (subject.regions and "IN" not in subject.regions):
        return
    yield from _form(rule, subject, template, own=not registered)
    if registered:
        for rendering in subject.renderings:
            found = list(_match(rule, subject, rendering, template))
            if found:
                yield from found
                return


def _form(rule: Rule, subject: Subject, template: str, *, own: bool) -> Iterator[Finding]:
    """Checks of variables from the country's profile, in the registered template or in a body that is one."""
    from smslint.rules.countries import load as load_country

    india = load_country("IN")
    for asked in india.text_checks if india is not None else ():
        if asked.rule != rule.code or asked.pattern is None:
            continue
        for match in re.finditer(asked.pattern, template):
            mark = grade(rule, asked.severity, asked.confidence)
            span = Span(*match.span()) if own else subject.span
            yield rule.finding(
                f"{_short(match[0])!r} is not allowed in a registered template ({asked.what}).", span,
                severity=mark.severity, confidence=mark.confidence,
                help="Use {#numeric#}, {#alphanumeric#}, {#url#}, {#urlott#}, {#cbn#} or {#email#}.",
            )  # fmt: skip


def _match(rule: Rule, subject: Subject, rendering: Rendering, template: str) -> Iterator[Finding]:
    left = VARIABLE.search(rendering.text)
    if left is not None:
        yield rule.finding(
            f"The message still has the variable {left[0]!r} of its template.", rendering.source(*left.span()),
            help="Fill it before the message is sent.",
        )  # fmt: skip
        return
    units = list(_units(subject, rendering))
    values = best_split(template, units)
    if values is None:
        yield rule.finding(
            f"The message differs from the registered template {_short(template)!r}; operators drop messages that do not match.",
            subject.span,
        )  # fmt: skip
        return
    for value in values:
        if value.of_another_type:
            sure = value.sure
            yield rule.finding(
                f"{_written(units, value)!r} {'is not' if sure else 'may not be'} what {{#{value.variable}#}} holds.", subject.span,
                severity=rule.severity if sure else min(rule.severity, Severity.WARNING), help=_HOLDS.get(value.variable, ""),
            )  # fmt: skip
        if value.too_long:
            yield rule.finding(
                f"The value of {{#{value.variable}#}} can have {value.most} characters; the limit is {LIMITS[value.variable]}.",
                subject.span,
            )
        elif value.doubtful:
            yield rule.finding(
                f"{_written(units, value)!r} has signs that {{#{value.variable}#}} does not hold at every operator.", subject.span,
                severity=min(rule.severity, Severity.WARNING), confidence=Confidence.MEDIUM, help=_DOUBTFUL[value.variable],
            )  # fmt: skip
        elif value.unknown:
            yield rule.finding(
                f"The value of {{#{value.variable}#}} has no declared length; the limit is {LIMITS[value.variable]} characters.",
                subject.span, severity=min(rule.severity, Severity.WARNING), help="Declare the placeholder's max under values.",
            )  # fmt: skip


def _written(units: list[str | Hole], value: Value) -> str:
    """A value as the text has it, with the names of its placeholders."""
    parts = units[value.start : value.end]
    return "".join([f"{{{unit.name}}}" if isinstance(unit, Hole) else unit for unit in parts])


def _units(subject: Subject, rendering: Rendering) -> Iterator[str | Hole]:
    """The characters and the placeholders of a rendering, with what their values can be."""
    from smslint.text.filters import filtered
    from smslint.text.lengths import lengths
    from smslint.text.tree import Sequence
    from smslint.text.values import UNKNOWN

    for leaf in rendering.leaves:
        if isinstance(leaf, Literal):
            yield from leaf.text
        else:
            _, most = lengths(Sequence((leaf,), leaf.span), subject.values)
            known = subject.values.elsewhere(leaf.name) if leaf.opaque else subject.values.lookup(leaf.name)
            options = filtered(known or UNKNOWN, leaf.filters).options
            letters = any(
                any(map(str.isalpha, option if isinstance(option, str) else "".join(option.charset.members)))
                for option in options
            )
            yield Hole(leaf.name, most, letters and known is not None)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
