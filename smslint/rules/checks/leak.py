"""What a template engine should have filled in and did not: a placeholder that is still there, or a printed null."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.rules.check_options import lexicon_of
from smslint.span import Span
from smslint.text.patterns import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.finding import Finding
    from smslint.rules.rule import Rule
    from smslint.rules.subject import Subject
    from smslint.text.renderings import Rendering

PLACEHOLDERS = later(
    r"""\{\{[^{}\n]{0,80}\}\}            # {{ name }}
      | \{%[^{}\n]{0,80}%\}              # {% tag %}
      | <%[^<>\n]{0,80}%>                # <%= name %>
      | \$\{[\w.]{1,60}\}                # ${name}
      | \{[A-Za-z_][\w.]{0,60}\}         # {name}
      | %\([A-Za-z_]\w{0,60}\)[sd]       # %(name)s
      | %\{[A-Za-z_][\w.]{0,60}\}        # %{name}
      | (?<![\w%])%[sd](?![\w%])         # %s
      | \[\[[^\[\]\n]{1,60}\]\]          # [[name]]
      | \[[A-Z][A-Z_ ]{2,40}\]           # [FIRST NAME]
      | \*\|[A-Z0-9_:]{1,60}\|\*         # *|FNAME|*
      | <(?:first|last|full|user|customer)?[_ ]?name>
      | \(\([A-Za-z_][\w ]{0,60}\)\)     # ((name))
    """,
    re.VERBOSE | re.IGNORECASE,
)
MARKS = frozenset("{[<*(")
"""The characters one of which every leftover has but ``%s`` and ``%d``."""
_PERCENT = later(r"%[sd]", re.IGNORECASE)

PRINTED = {"none": {"None"}, "null": {"null", "NULL"}, "nan": {"nan", "NaN"}, "undefined": {"undefined"}}
"""The words that are English too, as programs print them."""

_WORD = later(r"[A-Za-z]+")
_LABEL_CASE = later(r"\[[^\[\]]*[a-z]")


def check(rule: Rule, subject: Subject) -> Iterator[Finding]:
    """A finding for each leftover in the literal text."""
    for literal in subject.literals:
        if MARKS.isdisjoint(literal.text) and not ("%" in literal.text and _PERCENT.search(literal.text)):
            continue
        for match in PLACEHOLDERS.finditer(literal.text):
            if _LABEL_CASE.match(match[0]) and not match[0].startswith("[["):
                continue  # [FIRST NAME] is a merge field, [see below] is text
            span = literal.span
            if literal.verbatim:
                span = Span(span.start + match.start(), span.start + match.end())
            yield rule.finding(f"{match[0]!r} looks like a placeholder that nothing fills.", span)
    yield from _nulls(rule, subject)


def _nulls(rule: Rule, subject: Subject) -> Iterator[Finding]:
    lexicon = lexicon_of(rule)
    seen: set[Span] = set()
    for rendering in subject.renderings[:16]:
        for match in lexicon.find(rendering.text):
            span = rendering.source(*match.span)
            if _as_english(match.text):
                continue
            if span not in seen and not _inside_placeholder(rendering, match.span):
                seen.add(span)
                yield rule.finding(f"{match.text.strip()!r} looks like a missing value that was printed.", span)


def _inside_placeholder(rendering: Rendering, span: Span) -> bool:
    return rendering.text[max(span.start - 1, 0) : span.end + 1].count("{") > 0


def _as_english(text: str) -> bool:
    """Whether the word is written as a sentence would write it, and not as a program prints it: 'none', 'Null', 'Nan'."""
    return any(
        word not in printed for word in _WORD.findall(text) if (printed := PRINTED.get(word.lower())) is not None
    )
