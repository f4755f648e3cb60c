"""White space that costs but has no use: line ends of two characters, spaces at line ends, double spaces."""

from __future__ import annotations

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
_DOUBLED: Final = later(r"(?<=\S) {2,}(?=\S)")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """One finding for all CRLF of a message, and one at each run of unnecessary spaces."""
    if "\r\n" in subject.hay:
        yield from _line_ends(rule, subject)
    for literal in subject.literals:
        text = literal.text
        if "  " not in text and " \n" not in text and " \r" not in text and "\t" not in text:
            continue
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
