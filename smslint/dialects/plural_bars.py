"""Plural forms between bars: ``one car | {n} cars``. One of them is sent.

Laravel, Symfony and vue-i18n write them so; whether a bar separates forms or is text can depend on the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.span import Span
from smslint.text.condition import Condition
from smslint.text.patterns import later
from smslint.text.tree import Arm, Branch, Literal, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

_NUMBERS: Final = later(r"\s*(?:\{\d+(?:\s*,\s*\d+)*\}|[\[\]]\s*(?:-?\d+|-?Inf|\*)\s*,\s*(?:-?\d+|\+?Inf|\*)\s*[\[\]])")
"""The numbers of a form, which are not sent: ``{0}``, ``]1,Inf[``."""
_MOST: Final = 20
"""The most forms; a text with more bars has none."""


def has_numbers(source: str) -> bool:
    """Whether a text begins with the numbers of a form, as only texts with plural forms do."""
    return _NUMBERS.match(source) is not None


def with_forms(text: Text) -> Text | None:
    """The tree in which the forms are the arms of one branch; ``None`` if no bar of its text separates forms.

    The bars, the spaces around them and the numbers of a form are not sent.
    """
    forms: list[list[Node]] = [[]]
    for node in text.parts:
        if not isinstance(node, Literal) or not node.verbatim:
            forms[-1].append(node)
            continue
        at = node.span.start
        for index, piece in enumerate(node.text.split("|")):
            if index:
                forms[-1].append(Literal("", Span(at, at + 1)))
                forms.append([])
                at += 1
            if piece:
                forms[-1].append(Literal(piece, Span(at, at + len(piece))))
                at += len(piece)
    if not 2 <= len(forms) <= _MOST:
        return None
    arms: list[Arm] = []
    start = text.span.start
    for index, form in enumerate(forms):
        end = form[-1].span.end if form else text.span.end
        last = index + 1 == len(forms)
        body = Sequence(tuple(_trimmed(form, end=not last)), Span(start, end if not last else text.span.end))
        arms.append(Arm(body, None if last else Condition("count")))
        start = end
    return Sequence((Branch(tuple(arms), text.span),), text.span)


def _trimmed(form: list[Node], *, end: bool) -> list[Node]:
    """The nodes of a form without the spaces at its ends and without its numbers."""
    nodes = list(form)
    bar = [nodes.pop()] if end and nodes else []
    if nodes and isinstance(nodes[0], Literal):
        first = nodes[0].text
        numbers = _NUMBERS.match(first) if nodes[0].verbatim else None
        kept = (first[numbers.end() :] if numbers else first).lstrip()
        nodes[:1] = _split(nodes[0], len(first) - len(kept), shown_first=False)
    if nodes and isinstance(nodes[-1], Literal):
        nodes[-1:] = _split(nodes[-1], len(nodes[-1].text.rstrip()), shown_first=True)
    return [*nodes, *bar]


def _split(node: Literal, at: int, *, shown_first: bool) -> list[Node]:
    """A literal of which only the part before or after a place is sent."""
    if not node.verbatim or not node.text:
        return [node]
    middle = node.span.start + at
    before, after = Span(node.span.start, middle), Span(middle, node.span.end)
    texts = (node.text[:at], "") if shown_first else ("", node.text[at:])
    return [Literal(text, span) for text, span in zip(texts, (before, after), strict=True) if span.start < span.end]
