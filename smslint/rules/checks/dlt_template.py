"""Messages to India compared with the template registered for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.rules.fitting import Fitted, unfit
from smslint.rules.profiles import grade
from smslint.rules.registered import VARIABLE, best_split
from smslint.span import Span
from smslint.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering


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
                f"{shortened(match[0])!r} is not allowed in a registered template ({asked.what}).", span,
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
    text = Fitted(subject, rendering)
    values = best_split(template, text)
    if values is None:
        yield rule.finding(
            f"The message differs from the registered template {shortened(template)!r}; operators drop messages that do not match.",
            subject.span,
        )  # fmt: skip
        return
    yield from unfit(rule, subject, text, values)
