"""Invalid directives in the comments of a template. The run over the files reports those in host files, and directives
that switch off rules without findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.rules.check_options import Directive
from smslint.span import Covered, Span
from smslint.text.patterns import later
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


_LIKE_ONE: Final = later(
    r"\bsms-?lint(?::[ \t]*|[ \t]{1,3}:?[ \t]{0,3}|[_-])(?:disable|enable|kind|values|dialect|skip)\b", re.IGNORECASE
)
_FRONT_MATTER: Final = later(
    r"\A\s*(?P<line>-{3,}|\+{3,})[ \t]*\r?\n(?:[^\n]*\n){0,40}?[ \t]*(?:kind|dialect|values|regions?|locale|brand|provider|smslint)[ \t]*[:=]"
    r"(?:[^\n]*\n){1,40}?(?P=line)[ \t]*\r?(?:\n|\Z)"
)


def _shown(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """Directives and front matter that are not read, and would be sent as a part of the text."""
    from smslint.rules.directives import in_template

    known = Covered(each.span for each in in_template(subject.body))
    literals = Covered(each.span for each in subject.literals if each.text.strip())
    for found in _LIKE_ONE.finditer(subject.body):
        if found.start() in known:
            continue
        if not found[0].startswith(DIRECTIVE):
            yield rule.finding(f"A directive begins with {DIRECTIVE}", Span(*found.span()))
        elif found.start() in literals:
            text = f"This directive is in no comment of {subject.dialect}: it would be sent as text."
            yield rule.finding(text, Span(*found.span()))
    if _FRONT_MATTER.match(subject.body):
        text = "This is not read as front matter, which is between lines of --- at the very start of a file: it would be sent as text."
        yield rule.finding(text, Span(0, len(subject.body) - len(subject.body.lstrip()) + 3))


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """With the option ``unused``, the declared values that no placeholder uses; otherwise the invalid words."""
    unused = Directive.of(rule).unused
    if not unused:
        yield from _shown(rule, subject)
    if DIRECTIVE not in subject.body:
        return
    from smslint.rules.declared import read_by
    from smslint.rules.directives import in_template
    from smslint.text.name_globs import NameGlobs
    from smslint.text.values import is_pattern

    directives = in_template(subject.body)
    # The template is read once for all of them.
    declared = {name for directive in directives for name in directive.values} if unused else set()
    read = read_by(subject, declared, NameGlobs(filter(is_pattern, declared))) if declared else frozenset()
    for directive in directives:
        if unused:
            for name in [name for name in directive.values if name not in read]:
                yield rule.finding(f"The message has no placeholder {name!r}.", directive.span)
            continue
        for problem in directive.problems:
            yield rule.finding(problem.text, problem.span)
        if directive.dialects and subject.dialect not in directive.dialects:
            known = " or ".join(sorted(directive.dialects))
            yield rule.finding(
                f"This is a comment in {known}, but the message is {subject.dialect}: it would be sent as text.",
                directive.span,
            )
