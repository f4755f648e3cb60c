"""Text that a template engine did not fill in: a merge field that is still there, or a printed null."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from smslint.dialects.merge_fields import DLT, MergeField, known_names, may_hold, merge_fields, names
from smslint.dialects.quoted_fields import label, may_be_labelled
from smslint.finding import Severity
from smslint.rules.check_options import lexicon_of
from smslint.rules.text_keys import is_key
from smslint.span import Ranges, Span
from smslint.text.fold import fold
from smslint.text.patterns import later
from smslint.text.tree import Placeholder, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

_GREETINGS = 3
"""A greeting is in one of the first literals."""
PRINTED = {
    "none": {"None"},
    "null": {"null", "NULL"},
    "nan": {"nan", "NaN"},
    "nil": {"nil"},
    "undefined": {"undefined"},
    "some": {"Some"},
    "optional": {"Optional"},
    "just": {"Just"},
    "nothing": {"Nothing"},
    "array": {"Array", "ARRAY"},
    "infinity": {"Infinity"},
    "nat": {"NaT"},
    "symbol": {"Symbol"},
    "system": {"System"},
}
"""Words for nothing that are also English words or names, as programs print them."""

_READ_OTHERWISE = frozenset(("go", "brace", "csharp", "percent", "php_sprintf"))
"""The dialects in which fields of other languages can mean something else."""
_WORD = later(r"[^\W\d_]+")
_APART = later(r"\$!\s([A-Za-z]\w{0,60})")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each merge field in the literal text, for each printed null, or for each cell of the list that is one.

    It is an error if the text is about to be sent, or if the project or the list knows the name. In a template that another
    program may fill later it is a warning; text from an escape or a string of the template is intended.
    """
    declared, columns = subject.values.declared, subject.context.facts.columns
    known = known_names(declared, columns or ()) if declared or columns else frozenset()
    fields: list[Finding] = []
    if subject.fields or subject.dialect == "velocity" or _likely(subject, known):
        fields += _fields(rule, subject, known)
    if "{" in subject.body:
        fields += _foreign(rule, subject)
    if subject.template and subject.dialect in _READ_OTHERWISE:
        left = {each.span for each in fields}
        fields += [each for each in _of_other_meaning(rule, subject, known) if each.span not in left]
    for each in _labels(rule, subject, known):
        if all(each.span != other.span for other in fields):
            fields.append(each)
    yield from fields
    nulls = _nulls(rule, subject, Ranges(each.span for each in fields))
    yield from nulls
    if not fields and not nulls:
        yield from _key(rule, subject)
    empty = subject.context.facts.null_fields
    if empty and not nulls and all(each.severity < rule.severity for each in fields):
        for name in empty:
            yield rule.finding(
                f"{name!r} has no value for this recipient, only a word or a sign that stands for none.", subject.span
            )


def _likely(subject: Subject, known: frozenset[str]) -> bool:
    """Whether a literal may have a merge field."""
    for literal in subject.literals:  # noqa: SIM110 (a generator costs more)
        if may_hold(literal.text, known):
            return True
    return False


def _fields(rule: Rule, subject: Subject, known: frozenset[str]) -> Iterator[Finding]:
    """The findings about merge fields.

    :param known: the names that the project or the list has.
    """
    for field in subject.fields:
        if finding := _left(
            rule, subject, field, subject.body[field.start : field.end], Span(field.start, field.end), known
        ):
            yield finding
    for literal in subject.literals:
        if not literal.verbatim and subject.template and subject.dialect != "message_format":
            continue  # intended; but in MessageFormat one apostrophe too few quotes all that follows
        for field in merge_fields(literal.text, known):
            span = literal.span
            if literal.verbatim:
                span = Span(span.start + field.start, span.start + field.end)
            if finding := _left(rule, subject, field, literal.text[field.start : field.end], span, known):
                yield finding
    if subject.dialect == "velocity":  # Velocity reads only the sign, so no literal contains the whole field
        for match in _APART.finditer(subject.body):
            field = MergeField(match[1], "Velocity", *match.span())
            if finding := _left(rule, subject, field, match[0], Span(*match.span()), known):
                yield finding


def _foreign(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The findings about placeholders with a sign of another language, which is sent with their value."""
    from smslint.dialects.foreign_signs import foreign

    severity = min(rule.severity, Severity.WARNING) if subject.template else None
    for each in foreign(subject.body, leaves(subject.text)):
        written = subject.body[each.start : each.end]
        words = f"{written!r} has no name, so nothing fills it."
        if each.sign:
            words = f"{written!r} looks like a placeholder of another language: in this one, {each.sign!r} is sent with the value."
        yield rule.finding(words, Span(each.start, each.end), severity=severity)


def _of_other_meaning(rule: Rule, subject: Subject, known: frozenset[str]) -> Iterator[Finding]:
    """The findings about fields of other languages that the stated dialect reads as something else."""
    from smslint.dialects.other_meanings import other_meanings

    for field, meaning in other_meanings(subject.body, subject.dialect, leaves(subject.text), known):
        span = Span(field.start, field.end)
        found = _left(rule, subject, field, subject.body[field.start : field.end], span, known)
        if found is not None:
            yield found._replace(message=f"{found.message} {meaning}")


def _labels(rule: Rule, subject: Subject, known: frozenset[str]) -> Iterator[Finding]:
    """The finding about the name of a field that was typed as words: ``Hi First Name,``. In a text that was filled it may be a value."""
    if not may_be_labelled(subject.hay):
        return
    for literal in subject.literals[:_GREETINGS]:
        found = label(literal.text) if literal.verbatim else None
        if found is not None:
            span = Span(literal.span.start + found.start, literal.span.start + found.end)
            severity = None if subject.template and names(found.name, known) else min(rule.severity, Severity.WARNING)
            words = f"{found.name!r} looks like the name of a field, where the name of a person should be."
            yield rule.finding(words, span, severity=severity)
            return


def _left(
    rule: Rule, subject: Subject, field: MergeField, written: str, span: Span, known: frozenset[str]
) -> Finding | None:
    """The finding about one merge field."""
    after, severity = " that was not filled.", None
    if subject.template:
        if field.tool == DLT and (not subject.regions or "IN" in subject.regions):
            return None  # registered templates have this form, and DLT001 reports it
        if not names(written, known):
            severity = min(rule.severity, Severity.WARNING)
            after = ", which the template language of this text does not fill."
        else:
            name = field.name or next(
                (word for word in re.findall(r"[^\W\d]\w*", written) if names(word, known)), written
            )
            after += f" The project or the list has {name!r}, but nothing reads it in this form."
    tool = field.tool.removesuffix(",") if after.startswith(",") else field.tool
    words = f"{written!r} looks like a placeholder of {tool}{after}"
    return rule.finding(words, span, severity=severity)


def _nulls(rule: Rule, subject: Subject, seen: Ranges) -> list[Finding]:
    """The findings about printed nulls outside the places that were seen already."""
    lexicon = lexicon_of(rule)
    nulls: list[Finding] = []
    for rendering in subject.renderings[:16]:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            if as_english(match.text):
                continue
            if not seen.overlap(*span) and not _inside_placeholder(rendering, match.span):
                seen.add(*span)
                nulls.append(rule.finding(f"{match.text.strip()!r} looks like a missing value that was printed.", span))
    return nulls


def _key(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """The finding about a text that is only the key of a text."""
    body = subject.body
    if "." not in body or not subject.one_literal or not is_key(body):
        return
    words = f"{body.strip()!r} looks like the key of a text, which was not found."
    yield rule.finding(words, subject.span, severity=min(rule.severity, Severity.WARNING))


def _inside_placeholder(rendering: Rendering, span: Span) -> bool:
    """Whether a match begins or ends in what stands for a placeholder: its name, or its code in braces."""
    text = rendering.text
    if "{" in text[max(span.start - 1, 0) : span.start] + text[span.end : span.end + 1]:
        return True
    for at in (span.start, span.end - 1):
        index = bisect_right(rendering.starts, at) - 1
        if isinstance(rendering.leaves[index], Placeholder) and text.startswith("{", rendering.starts[index]):
            return True
    return False


def as_english(text: str) -> bool:
    """Whether the word is written as in a sentence, and not as a program prints it: 'none', 'Null', 'Nan', 'ñañ'."""
    return any(
        word not in printed for word in _WORD.findall(text) if (printed := PRINTED.get(fold(word).text)) is not None
    )
