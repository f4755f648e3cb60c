"""Invalid directives in the comments of a template. The run over the files reports those in host files, and directives
that switch off rules without findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.check_options import Directive
from smslint.vocabulary import DIRECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """With the option ``unused``, the declared values that no placeholder uses; otherwise the invalid words."""
    if DIRECTIVE not in subject.body:
        return
    from smslint.rules.declared import read_by
    from smslint.rules.directives import in_template

    directives = in_template(subject.body)
    unused = Directive.of(rule).unused
    # The template is read once for all of them.
    declared = {name for directive in directives for name in directive.values} if unused else set()
    read = read_by(subject, declared) if declared else frozenset()
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
