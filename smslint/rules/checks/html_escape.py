"""Placeholders whose engine escapes for HTML: an apostrophe in a name would arrive as &#x27;."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.finding import Label
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.tree import Placeholder

_OFF: Final = later(r"\{%-?\s*autoescape\s+(?:off|false)\b")
_RAW: Final = later(r"^\{\{\{|^\{\{~?&|\|\s*(?:safe|safeseq|raw|mark_safe)\b")
_HOW: Final = {
    "django": "Wrap the text in {% autoescape off %}, or add |safe.",
    "twig": "Wrap the text in {% autoescape false %}, or add |raw; Symfony escapes nothing in a file whose name ends with .txt.twig.",
    "blade": "Write {!! $name !!}.",
}
_MUSTACHES: Final = "Write {{{name}}}, or compile the template with noEscape."
_HARMLESS: Final = later(
    r"(?:^|[._-])(?:code|otp|pin|token|id|count|number|num|no|qty|quantity|total|amount|price|cost|balance|date|day|month|year"
    r"|time|hour|hours|minutes|seconds|phone|zip|length|size|percent)s?$",
    re.IGNORECASE,
)
_PLAIN: Final = frozenset({"money"})
"""Declared types without a sign to escape, although their characters are those of any GSM-7 text: an amount has a currency."""
_ESCAPED: Final = frozenset("&<>\"'")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding per message, at the first placeholder that would be escaped; the others are labelled."""
    if _OFF.search(subject.body):
        return
    found: dict[str, Placeholder] = {}
    for hole in subject.placeholders:
        source = subject.body[hole.span.start : hole.span.end]
        if (
            source.startswith("{{")
            and not hole.opaque
            and not _is_raw(subject, source)
            and _may_hold_markup(subject, hole)
        ):
            found.setdefault(hole.name, hole)
    if found:
        first, *rest = found.values()
        yield rule.finding(
            f"{subject.dialect.capitalize()} escapes {first.name!r} for HTML: O'Brien would arrive as O&#x27;Brien. "
            "The segments are counted before that, except for values that are listed.",
            first.span, labels=tuple(Label(hole.span, "this one too") for hole in rest), help=_HOW.get(subject.dialect, _MUSTACHES),
        )  # fmt: skip


def _may_hold_markup(subject: Subject, hole: Placeholder) -> bool:
    known = subject.values.lookup(hole.name)
    if known is None:
        return not _HARMLESS.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", hole.name))
    if known.shorthand in _PLAIN:
        return False
    return any(
        not _ESCAPED.isdisjoint(option if isinstance(option, str) else option.charset.members)
        for option in known.options
    )


def _is_raw(subject: Subject, source: str) -> bool:
    """Whether an output says that it is not escaped. In Blade three braces escape as two do, and a bar is an operator."""
    return subject.dialect != "blade" and _RAW.search(source) is not None
