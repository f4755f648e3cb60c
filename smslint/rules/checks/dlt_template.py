"""Messages to India compared with the template registered for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Severity
from smslint.rules.profiles import grade
from smslint.span import Span
from smslint.text.patterns import later
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

LIMITS: Final = {"var": 30, "alphanumeric": 40}
"""The most characters of a variable: the legacy one, and the typed one."""

_VARIABLE: Final = later(r"\{#(?P<name>\w+)#\}")
_HOLE: Final = "\ue000"


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Findings about the registered template (the fact ``dlt_template``, or a body that is one) and about differences from it."""
    registered = subject.context.facts.dlt_template
    own = "{#" in subject.body and _VARIABLE.search(subject.body) is not None
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
    names = [match["name"] for match in _VARIABLE.finditer(template)]
    pattern = "(.*?)".join(map(re.escape, re.split(r"\{#\w+#\}", template)))
    text, holes = _with_holes(rendering)
    match = re.fullmatch(pattern, text, re.DOTALL)
    if match is None:
        yield rule.finding(
            f"The message differs from the registered template {_short(template)!r}; operators drop messages that do not match.",
            subject.span,
        )  # fmt: skip
        return
    for name, value in zip(names, match.groups(), strict=True):
        most = _longest(subject, value, holes)
        limit = LIMITS.get(name)
        if limit is not None and most is not None and most > limit:
            yield rule.finding(
                f"The value of {{#{name}#}} can have {most} characters; the limit is {limit}.", subject.span
            )
        elif limit is not None and most is None:
            yield rule.finding(
                f"The value of {{#{name}#}} has no declared length; the limit is {limit} characters.", subject.span,
                severity=min(rule.severity, Severity.WARNING), help="Declare the placeholder's max under values.",
            )  # fmt: skip


def _with_holes(rendering: Rendering) -> tuple[str, list[Placeholder]]:
    """The text with one private character for each placeholder, followed by its index, so that a match can identify it."""
    holes: list[Placeholder] = []
    parts = []
    for leaf in rendering.leaves:
        if isinstance(leaf, Literal):
            parts.append(leaf.text)
        else:
            parts.append(chr(ord(_HOLE) + len(holes)))
            holes.append(leaf)
    return "".join(parts), holes


def _longest(subject: Subject, value: str, holes: list[Placeholder]) -> int | None:
    from smslint.text.lengths import lengths
    from smslint.text.tree import Sequence

    total = 0
    for char in value:
        index = ord(char) - ord(_HOLE)
        if 0 <= index < len(holes):
            _, most = lengths(Sequence((holes[index],), holes[index].span), subject.values)
            if most is None:
                return None
            total += most
        else:
            total += 1
    return total


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
