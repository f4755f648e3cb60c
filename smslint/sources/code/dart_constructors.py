"""Constructors of Dart: their initializer lists, and the names that some of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources.code import grammar as g
from smslint.sources.code import shapes
from smslint.sources.code.dart_rows import nodes_of, row

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape

SIGNATURES: Final = frozenset({"constructor_signature", "constant_constructor_signature"})
_NOT_NAMES: Final = frozenset({"this", "super", "required", "final"})


def declaration(file: File, node: Node) -> Shape:
    """A member of a class; a constructor without braces is one."""
    signature = g.kind(node, *SIGNATURES)
    return nodes_of(file, node) if signature is None else constructor(file, signature, node)


def constructor(file: File, signature: Node, around: Node, body: Node = None) -> shapes.Defined:
    """A constructor as a function with the name before its parentheses.

    :param around: what has its initializers.
    """
    names = [each for each in g.inner(signature) if each.type == "identifier"]
    if len(names) > 1:
        file.notes.setdefault("named constructors", set()).add(file.source(names[-1]))
    known = g.parameters(file, signature, "formal_parameter_list") - _NOT_NAMES
    lists = [each for part in (signature, around) for each in g.inner(part) if each.type == "initializers"]
    fields = [
        one for each in lists for entry in g.inner(each) for one in g.inner(entry) if one.type == "field_initializer"
    ]
    block = g.kind(body, "block") if body is not None else None
    return shapes.Defined(
        file.source(names[-1]) if names else "", known, (*fields, *([block] if block is not None else []))
    )


def initialized(file: File, node: Node) -> Shape:
    """``name = value`` in an initializer list."""
    name, *values = [each for each in g.inner(node) if each.type != "this"]
    found = row(values)
    return shapes.Bound(("this", *g.words(file, name)[-1:]), found[0]) if found else shapes.Nothing()
