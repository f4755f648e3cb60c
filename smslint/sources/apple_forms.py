"""Apple's texts with forms: ``%#@items@ left`` and a form of ``items`` for each plural category make one message for each form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.message import Run, SourceMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_VARIABLE: Final = re.compile(r"%(?:\d+\$)?#@([^@]*)@")
MOST: Final = 48
"""The most messages that one text with several variables makes; beyond it, its length is unknown."""
_DEEPEST: Final = 6


class Form(NamedTuple):
    """A text with its places in the file, and its plural category."""

    body: str
    map: SourceMap
    category: str | None = None


def spelled_out(form: Form, variables: Mapping[str, Sequence[Form]]) -> list[Form] | None:
    """The messages that a text gives with the forms of its variables. A message has the category of its first variable.

    ``None`` if there are too many of them, or if variables contain each other.
    """
    done: list[Form] = []
    open_forms = [(form, 0)]
    while open_forms:
        current, depth = open_forms.pop()
        match = next((each for each in _VARIABLE.finditer(current.body) if each[1] in variables), None)
        if match is None:
            done.append(current)
        elif depth < _DEEPEST:
            inner = [with_inner(current, match.span(), each) for each in variables[match[1]]]
            open_forms += [(each, depth + 1) for each in reversed(inner)]
        else:
            return None
        if len(done) + len(open_forms) > MOST:
            return None
    return done


def has_variables(body: str) -> bool:
    """Whether a text has variables."""
    return _VARIABLE.search(body) is not None


def with_inner(form: Form, span: tuple[int, int], inner: Form) -> Form:
    """A text with another one instead of a part of it."""
    start, end = span
    body = form.body[:start] + inner.body + form.body[end:]
    runs: list[Run] = []
    at = 0
    for run in (*_cut(form, 0, start), *inner.map.runs, *_cut(form, end, len(form.body))):
        if run.text_length:
            runs.append(run._replace(text_start=at))
            at += run.text_length
    source_map = SourceMap(tuple(runs)) if runs else SourceMap.identity(0, inner.map.runs[0].file_start)
    return Form(body, source_map, form.category or inner.category)


def _cut(form: Form, start: int, end: int) -> Iterator[Run]:
    """The runs of a part of a text. No run that is not verbatim is cut: it is one character."""
    for run in form.map.runs:
        first, last = max(start, run.text_start), min(end, run.text_start + run.text_length)
        if first >= last:
            continue
        if run.verbatim:
            yield Run(first, last - first, run.file_start + first - run.text_start, last - first, True)
        else:
            yield run
