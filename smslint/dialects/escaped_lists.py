"""Declared texts that an engine prints escaped for HTML: ``O'Brien`` may be sent as it is, or as ``O&#x27;Brien``.

Whether it is escaped is a setting of the program, so both are renderings. It is done for exact lists only: of a value that is known by its
length the bounds count what the program gives, before it is escaped, and PLH005 says so; six characters for each would be no limit at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.text.tree import Filter, Placeholder, with_leaves

if TYPE_CHECKING:
    from smslint.text.tree import Literal, Text
    from smslint.text.values import ValueTable


def with_escaped_lists(text: Text, dialect: str, values: ValueTable) -> Text:
    """The tree with both forms of the texts of exact lists at each output that the engine of the dialect may escape."""
    if not values.lists:
        return text
    from smslint.dialects.functions.filters import ESCAPING, may_escape

    if dialect not in ESCAPING:
        return text
    effect = Filter("perhaps_html", (dialect,))

    def change(node: Literal | Placeholder) -> Literal | Placeholder:
        if not isinstance(node, Placeholder):
            return node
        known = values.lookup(node.name)
        if node.opaque or known is None or not known.exact or not may_escape(dialect, node.calls):
            return node
        return node._replace(filters=(*node.filters, effect))

    return with_leaves(text, change)
