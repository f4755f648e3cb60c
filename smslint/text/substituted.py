"""A template as a provider with smart encoding sends it: its literals replaced. For counts see :mod:`smslint.text.sent`,
which replaces in every rendering; this is the text to look at, with placeholders still in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smslint.text.substitutions import apply
from smslint.text.tree import Branch, Literal, Loop, Node, Sequence, Text, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smslint.text.gsm7 import Alphabet
    from smslint.text.substitutions import Substitution


def substituted(text: Text, table: Mapping[str, Substitution], policy: str, alphabet: Alphabet) -> Text:
    """The text with every literal as it goes out.

    A policy that replaces only when all of the text then is 7-bit is decided by the literals together: a value that is not
    known is taken to be one that needs no replacing. One that replaces only what does not fit one segment leaves a text
    alone whose renderings all fit; a template that may not fit is shown as it goes out then.
    """
    if policy == "only_if_needed" and all(isinstance(part, Literal) for part in text.parts):
        whole = "".join(leaf.text for leaf in leaves(text) if isinstance(leaf, Literal))
        if alphabet.measure(whole)[2] == 1:
            return text
    if policy == "all_or_nothing":
        literals = "".join(leaf.text for leaf in leaves(text) if isinstance(leaf, Literal))
        if not alphabet.holds(apply(literals, table, "partial", alphabet)):
            return text
    changed = _node(text, table, alphabet)
    assert isinstance(changed, Sequence)
    return changed


def _node(node: Node, table: Mapping[str, Substitution], alphabet: Alphabet) -> Node:
    match node:
        case Literal():
            return node._replace(text=apply(node.text, table, "partial", alphabet))
        case Sequence():
            return node._replace(parts=tuple(_node(part, table, alphabet) for part in node.parts))
        case Branch():
            arms = (arm._replace(body=_sequence(arm.body, table, alphabet)) for arm in node.arms)
            return node._replace(arms=tuple(arms))
        case Loop():
            empty = None if node.empty is None else _sequence(node.empty, table, alphabet)
            return node._replace(body=_sequence(node.body, table, alphabet), empty=empty)
        case _:
            return node


def _sequence(node: Sequence, table: Mapping[str, Substitution], alphabet: Alphabet) -> Sequence:
    changed = _node(node, table, alphabet)
    assert isinstance(changed, Sequence)
    return changed
