"""Which of the declared values a template reads: a declaration that no template reads has another name than the placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.rules.directives import in_template
from smslint.text.patterns import later
from smslint.text.tree import Loop, Placeholder, is_flat, walk

if TYPE_CHECKING:
    from collections.abc import Container

    from smslint.rules.subject import Subject
    from smslint.text.name_globs import NameGlobs

_WORD = later(r"\w[\w.-]*")
_PART = later(r"\w+")


def read_by(subject: Subject, declared: Container[str], globs: NameGlobs) -> frozenset[str]:
    """Those of the declared names and patterns that a message reads: in a placeholder, a loop, a condition or any other tag.

    :param declared: the names, of which there may be thousands for each of thousands of messages.
    """
    found = _names(subject)
    matched = (globs.patterns[index] for name in found for index in globs.matching(name))
    return frozenset((*(name for name in found if name in declared), *matched))


def _names(subject: Subject) -> set[str]:
    found = {field.name for field in subject.fields}
    for text in (subject.text, *subject.others):
        for node in text.parts if is_flat(text) else walk(text):
            if isinstance(node, Placeholder | Loop):
                found |= {node.name, node.name.rpartition(".")[2]}
    words = set(_WORD.findall(_tags(subject)))
    found |= words
    for word in words:
        if "." in word or "-" in word:
            found |= {word.rpartition(".")[2], *_PART.findall(word)}
    return found


def _tags(subject: Subject) -> str:
    """The source without what is sent as it is written, and without directives; all of it if it cannot be parsed."""
    left_out = [directive.span for directive in in_template(subject.body)]
    if subject.error is None:
        left_out += [literal.span for literal in subject.literals if literal.verbatim]
    kept, at = [], 0
    for start, end in sorted(left_out):
        kept.append(subject.body[at:start])
        at = max(at, end)
    return "\n".join([*kept, subject.body[at:]])
