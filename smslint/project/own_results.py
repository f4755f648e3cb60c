"""``results:`` of a configuration: what the project's own filters, tags, helpers and functions give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.dialects.stated_results import SAME, gives
from smslint.text.values import parse_values

if TYPE_CHECKING:
    from smslint.settings import Node
    from smslint.text.tree import Filter

EXAMPLE: Final = "{shorten: {max: 30, charset: gsm7_basic}}"


def own_results(node: Node) -> dict[str, Filter]:
    """The effect of each call by its name.

    :raises ConfigError: for a wrong value, with its place.
    """
    stated = node.named()
    return {name: _one(stated, name) for name in stated.values}


def _one(node: Node, name: str) -> Filter:
    if not name.strip() or name != name.strip():
        node.fail("the name of a filter, tag, helper or function is missing", name)
    if isinstance(node.values[name], str):
        node.choice(name, (SAME,))
        return gives(None)
    each = node.child(name, "{max: 30, charset: gsm7_basic}, or same")
    for key in ("min_items", "max_items"):
        if each.has(key):
            each.fail("is of a list; a result is a text", key)
    found = parse_values(each)
    if not found.bounded:
        each.fail("state max, enum or type: without the most characters the result stays unknown")
    return gives(found)
