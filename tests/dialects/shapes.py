"""Trees in a short notation for tables of cases."""

from __future__ import annotations

from smslint.text.tree import Branch, Literal, Loop, Node, Placeholder, Sequence


def shape(node: Node) -> str:
    """``Hi <name|cut 3>`` for a placeholder, ``(a|b)`` for a branch, ``[x*: body]`` for a loop, ``?`` for opaque."""
    match node:
        case Literal():
            return node.text
        case Placeholder():
            filters = "".join(f"|{each.name}{''.join(f' {a}' for a in each.arguments)}" for each in node.filters)
            return f"<{'?' if node.opaque else ''}{node.name}{filters}>"
        case Branch():
            return "(" + "|".join(shape(arm.body) for arm in node.arms) + ")"
        case Loop():
            empty = "" if node.empty is None else f" else {shape(node.empty)}"
            return f"[{node.name}*: {shape(node.body)}{empty}]"
        case Sequence():
            return "".join(shape(part) for part in node.parts)
