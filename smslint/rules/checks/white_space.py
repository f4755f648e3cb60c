"""White space that costs but has no use: line ends of two characters, spaces at line ends, double spaces, indentation."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smslint.finding import Fix
from smslint.span import Span
from smslint.text.patterns import later
from smslint.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.tree import Literal

_TRAILING: Final = later(r"(?<![ \t])[ \t]+(?=\r?\n)")
_INDENT: Final = later(r"(?:(?<=\n)|\A)(?:[ ]{4,}|\t[ \t]*)(?=\S|\Z)")
_DOUBLED: Final = later(r"(?<=\S) {2,}(?=\S)")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding for all CRLF of a message, and one at each run of unnecessary spaces."""
    if subject.smart_encoding and subject.provider.smart_encoding.spaces:
        return  # the provider sends none of it
    if "\r\n" in subject.hay:
        yield from _line_ends(rule, subject)
    for literal in subject.literals:
        text = literal.text
        if "  " not in text and " \n" not in text and " \r" not in text and "\t" not in text:
            continue
        yield from _indents(rule, subject, literal)
        for pattern, what, replacement in (
            (_TRAILING, "at the end of a line", ""),
            (_DOUBLED, "where one is enough", " "),
        ):
            for match in pattern.finditer(text):
                count = match.end() - match.start()
                span = _place(literal, *match.span())
                fix = Fix(span, replacement, safe=True) if literal.verbatim else None
                spaces = "is a space" if count == 1 else f"are {plural(count, 'space')}"
                yield rule.finding(f"There {spaces} {what}.", span, fix=fix)


def _indents(rule: Rule, subject: Subject, literal: Literal) -> Iterator[Finding]:
    """One finding for the indentation of all lines of a literal: it comes from the source file."""
    text = literal.text
    found = [
        match for match in _INDENT.finditer(text) if match.start() > 0 or literal.span.start == subject.text.span.start
    ]
    if not found:
        return
    count = sum(match.end() - match.start() for match in found)
    start, end = found[0].start(), found[-1].end()
    span = _place(literal, start, end)
    kept = "".join(text[one.end() : next_one.start()] for one, next_one in pairwise(found))
    fix = Fix(span, kept, safe=True) if literal.verbatim else None
    yield rule.finding(f"There {'is' if count == 1 else 'are'} {plural(count, 'space')} of indentation.", span, fix=fix)


def _line_ends(rule: Rule, subject: Subject) -> Iterator[Finding]:
    first, last = subject.body.find("\r\n"), subject.body.rfind("\r\n")
    count = subject.hay.count("\r\n")
    if first < 0:  # written as escapes
        yield rule.finding(_words(count), subject.span)
        return
    span = Span(first, last + 2)
    fix = Fix(span, subject.body[first : last + 2].replace("\r\n", "\n"), safe=True)
    yield rule.finding(_words(count), Span(first, first + 2), fix=fix)


def _words(count: int) -> str:
    return (
        "A line ends in CRLF, which counts as two characters."
        if count == 1
        else f"{count} lines end in CRLF, which counts as two characters each."
    )


def _place(literal: Literal, start: int, end: int) -> Span:
    return Span(literal.span.start + start, literal.span.start + end) if literal.verbatim else literal.span
