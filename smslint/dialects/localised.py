"""The numbers of a template in the form of its locale, for the dialects that format them: ICU, Java's MessageFormat, Fluent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.text.tree import Arm, Branch, Filter, Loop, Placeholder, Sequence

if TYPE_CHECKING:
    from smslint.text.tree import Node, Text

FORMATTING: Final = frozenset({"icu", "message_format", "fluent"})
"""The dialects whose numbers are printed as the locale writes them."""


def localised(text: Text, dialect: str, locale: str | None) -> Text:
    """The tree with the signs of its locale at each formatted number; the same tree if the locale is not known."""
    if locale is None or dialect not in FORMATTING:
        return text
    from smslint.text.locale_numbers import characters

    signs = characters(locale)
    return text if signs is None else _sequence(text, signs)


def _sequence(node: Sequence, signs: str) -> Sequence:
    return node._replace(parts=tuple([_node(part, signs) for part in node.parts]))


def _node(node: Node, signs: str) -> Node:
    match node:
        case Placeholder() if any(each.name == "grouped" for each in node.filters):
            return node._replace(
                filters=tuple(Filter("grouped", (signs,)) if each.name == "grouped" else each for each in node.filters)
            )
        case Sequence():
            return _sequence(node, signs)
        case Branch():
            arms = tuple(Arm(_sequence(arm.body, signs), arm.condition) for arm in node.arms)
            return node._replace(arms=arms)
        case Loop():
            empty = None if node.empty is None else _sequence(node.empty, signs)
            return node._replace(body=_sequence(node.body, signs), empty=empty)
    return node
