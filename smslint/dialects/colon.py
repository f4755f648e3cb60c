"""Laravel's ``:name``: ``:Name`` capitalises and ``:NAME`` upper-cases the value. Source: Laravel's localization guide.

A plural is split into its forms only if each has its numbers, ``{0} none|[1,19] some|[20,*] many``. In ``one|many`` the bar may
be an ordinary character (only the call, ``trans_choice``, decides), so it stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from smslint.dialects.by_pattern import parse_pattern
from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.tree import Arm, Branch, Call, Filter, Literal, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

# Not in "http://", "10:30" or "mailto:bob": a placeholder does not follow an ASCII word or another colon. Letters of other scripts are not
# part of a name or word: Laravel inserts a value at every place of its name.
_PATTERN = re.compile(r"(?<![A-Za-z0-9_:/]):(?P<name>[A-Za-z][A-Za-z0-9_]*)")


_FORM = re.compile(r"(?:\A|\|)\s*(?:\{\d+\}|[\[\]](?:\d+|\*)\s*,\s*(?:\d+|\*)[\[\]])\s*")


def parse(source: str) -> Text:
    """The tree of a Laravel language line."""
    forms = list(_FORM.finditer(source))
    if not 2 <= len(forms) <= 20 or len(forms) != source.count("|") + 1:
        return _line(source)
    arms: list[Arm] = []
    for index, form in enumerate(forms):
        end = forms[index + 1].start() if index + 1 < len(forms) else len(source)
        shown = form.end() + len(source[form.end() : end].rstrip())
        parts: list[Node] = [Literal("", Span(form.start(), form.end())), *_from(_line(source[:shown]), form.end())]
        if shown < end:
            parts.append(Literal("", Span(shown, end)))
        condition = Condition("count") if index + 1 < len(forms) else None
        arms.append(Arm(Sequence(tuple(parts), Span(form.start(), end)), condition))
    whole = Span(0, len(source))
    return Sequence((Branch(tuple(arms), whole),), whole)


def _from(line: Text, start: int) -> list[Node]:
    """The nodes of a line from an offset on; only a literal can be on both sides of it."""
    nodes: list[Node] = []
    for node in line.parts:
        if isinstance(node, Literal) and node.span.start < start < node.span.end:
            nodes.append(Literal(node.text[start - node.span.start :], Span(start, node.span.end)))
        elif node.span.start >= start:
            nodes.append(node)
    return nodes


def _line(source: str) -> Text:
    def make(match: re.Match[str]) -> Node:
        name = match["name"]
        filters: tuple[Filter, ...] = ()
        calls: tuple[Call, ...] = ()
        if len(name) > 1 and name.isupper():
            filters, calls = (Filter("upper"),), (Call(":NAME", source=match[0]),)
        elif name[0].isupper():
            filters, calls = (Filter("title"),), (Call(":Name", source=match[0]),)
        column = name.lower() if name.isupper() else name[0].lower() + name[1:]
        return Placeholder(column, Span(*match.span()), filters, calls=calls)

    return parse_pattern(source, _PATTERN, make)
