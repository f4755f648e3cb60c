"""Dart source; what its grammar leaves in a row is put together by :mod:`smslint.sources.code.dart_rows`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import dart_constructors, matching, shapes
from smslint.sources.code import grammar as g
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.dart_literals import literal
from smslint.sources.code.dart_rows import block_of, nodes_of, row
from smslint.sources.code.elements import ENTRIES, element, elements, entry
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Argument, Node, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`; ``$`` begins an expression."""
    return None if "$" in replacement else quoted(replacement, quote, before)


def _selected(file: File, chain: Node) -> Shape:
    """A name with selectors: an attribute, an entry or a call."""
    *before, last = chain.nodes
    owner = before[0] if len(before) == 1 else g.Chain("chain", tuple(before))
    if last.type == "cascade_section":
        return _cascade(file, owner, last)
    given = g.kind(last, "argument_part")
    if given is None:
        selector = g.kind(last, "unconditional_assignable_selector", "conditional_assignable_selector") or last
        index = g.kind(selector, "index_selector")
        if index is not None:
            return shapes.Indexed(owner, row(g.inner(index))[0])
        if file.source(last) == "!":
            return shapes.Other((owner,))
        return shapes.Named((*file.names(owner), *g.words(file, selector)[-1:]))
    method = (
        g.kind(before[-1], "unconditional_assignable_selector", "conditional_assignable_selector")
        if len(before) > 1
        else None
    )
    belongs = (before[0] if len(before) == 2 else g.Chain("chain", tuple(before[:-1]))) if method is not None else None
    callee = file.names(owner)
    plain, closures = shapes.divided(_arguments(file, given), "function_expression")
    new = belongs is None and len(callee) == 1 and callee[0][:1].isupper()
    return shapes.Called(callee, belongs, plain, closures, new=new)


def _cascade(file: File, owner: Node, section: Node) -> Shape:
    """``..write("a")`` and ``..text = "a"``: the value is that of the owner."""
    selector, given = g.kind(section, "cascade_selector"), g.kind(section, "argument_part")
    values = [each for each in g.inner(section) if each != selector]
    if (
        given is None
        and selector is not None
        and values
        and g.kind(selector, "index_selector") is None
        and file.source(selector).isidentifier()
    ):
        return shapes.Called(
            (*file.names(owner), *g.words(file, selector)), owner, (shapes.Argument(None, row(values)[-1]),)
        )
    if selector is None or given is None:
        return shapes.Called((*file.names(owner), "[]="), owner, ())
    return shapes.Called((*file.names(owner), *g.words(file, selector)), owner, _arguments(file, given))


def _arguments(file: File, given: Node) -> tuple[Argument, ...]:
    return tuple(_argument(file, each) for each in g.inner(g.kind(given, "arguments") or given))


def _argument(file: File, node: Node) -> Argument:
    parts = row(g.inner(node))
    if node.type == "named_argument":
        return shapes.Argument(file.source(parts[0]).rstrip(": "), parts[-1])
    return shapes.Argument(None, parts[-1] if parts else node)


def _initialized(file: File, node: Node) -> Shape:
    """``name = value`` in all its forms; the type before the name is no part of it."""
    name = g.field(node, "name") or g.kind(node, "identifier")
    if name is None:
        return shapes.Nothing()
    values = [each for each in g.inner(node) if each.start_byte >= name.end_byte]
    found = row(values)
    names = g.words(file, name)
    return shapes.Bound(names, found[0], declares=True) if found else shapes.Declared(frozenset(names))


def _assignment(file: File, node: Node) -> Shape:
    found = row(g.inner(node))
    sign = g.field(node, "operator")
    written = file.source(sign) if sign is not None else "="
    return r.assigned(file, _target(found[0]), found[-1], written)


def _target(node: Node) -> Node:
    """What gets a value: a name with selectors is a chain."""
    found = row(g.inner(node)) if node.type == "assignable_expression" else []
    parts = g.inner(node) if node.type == "assignable_expression" else []
    return g.Chain("chain", tuple(parts)) if len(parts) > 1 and len(found) >= 1 else node


def _sum(file: File, node: Node) -> Shape:
    found = row(g.inner(node))
    signs = {file.source(each) for each in found if each.type == "additive_operator"}
    operands = tuple(each for each in found if each.type != "additive_operator")
    return shapes.Joined(operands) if signs == {"+"} else shapes.Other(operands)


def _conditional(file: File, node: Node) -> Shape:
    found = row(g.inner(node))
    return (
        shapes.Chosen(file.source(found[0]), tuple(found[1:3]), found[0])
        if len(found) == 3
        else shapes.Other(tuple(found))
    )


def _fallback(file: File, node: Node) -> Shape:
    found = row(g.inner(node))
    return shapes.Chosen(file.source(found[0]), tuple(found))


def _list(file: File, node: Node) -> Shape:
    entries: list[Argument] = []
    for each in row(g.inner(node)):
        if each.type == "pair":
            key, value = row(g.inner(each))[:2]
            entries.append(shapes.Argument(g.key_of(file, key), value))
        elif each.type not in {"type_arguments", "const_builtin"}:
            entries.append(element(each))
    return shapes.Listed(tuple(entries))


def _function(file: File, chain: Node) -> Shape:
    head, body = chain.nodes[0], chain.nodes[-1]
    if (signature := g.kind(head, *dart_constructors.SIGNATURES)) is not None:
        return dart_constructors.constructor(file, signature, head, body)
    while (inner := g.kind(head, "function_signature", "getter_signature")) is not None:
        head = inner
    name = g.field(head, "name")
    known = g.parameters(file, head, "formal_parameter_list")
    block = g.kind(body, "block")
    nodes = (block,) if block is not None else tuple(row(g.inner(body)))
    return shapes.Defined(file.source(name) if name is not None else "", known, nodes, gives=block is None)


def _closure(file: File, node: Node) -> Shape:
    body = g.kind(node, "function_expression_body")
    return shapes.Defined(
        "", g.parameters(file, node, "formal_parameter_list"), tuple(row(g.inner(body))) if body is not None else ()
    )


def _if(_file: File, node: Node) -> Shape:
    arms = [each for name in ("consequence", "alternative") if (each := g.field(node, name)) is not None]
    asked = [each for each in row(g.inner(node)) if each not in arms]
    return shapes.Forked(tuple(asked), tuple((each,) for each in arms), closed=len(arms) == 2)


def _cases(_file: File, node: Node) -> Shape:
    asked = g.field(node, "condition")
    cases = [each for each in g.inner(g.field(node, "body")) if each.type.startswith("switch_statement")]
    arms = tuple(
        tuple(each for each in row(g.inner(case)) if each.type != "case_builtin" and "pattern" not in each.type)
        for case in cases
    )
    closed = any(each.type == "switch_statement_default" for each in cases)
    found = tuple(arm for arm in arms if arm)
    return shapes.Forked((asked,) if asked is not None else (), found, closed, cases=True)


def _switch(file: File, node: Node) -> Shape:
    """``switch``; where an arm goes to another, no variable is known."""
    if _GOES.search(file.source(node)) is None:
        return _cases(file, node)
    anything = g.Chain("anything", (node,))
    return shapes.Other((anything, g.Chain("switch", (node,)), anything))


_GOES: Final = re.compile(r"\bcontinue\s+\w")


def _switch_expression(file: File, node: Node) -> Shape:
    asked = g.field(node, "condition")
    arms = tuple(row(g.inner(each))[-1] for each in node.named_children if each.type == "switch_expression_case")
    return shapes.Chosen(file.source(asked).strip("()") if asked is not None else "", arms, asked, several=True)


def _loop(file: File, node: Node) -> Shape:
    body, parts = g.field(node, "body"), g.kind(node, "for_loop_parts")
    over = g.field(parts, "value") if parts is not None else None
    names = [word for each in g.inner(parts or node) if each not in (over, body) for word in g.words(file, each)]
    item = g.words(file, g.field(parts, "name")) if parts is not None and over is not None else ()
    one = item[0] if len(item) == 1 else ""
    own = over is not None and _BEGINS.search(file.source(parts)) is not None
    return shapes.Repeated(over, (body,) if body is not None else (), frozenset(names), one, declares=own)


def _local(file: File, node: Node) -> Shape:
    """A function in a function."""
    nodes = row(g.inner(node))
    return _function(file, nodes[0]) if nodes and nodes[0].type == "function" else shapes.Other(tuple(nodes))


def _try(_file: File, node: Node) -> Shape:
    blocks = [each for each in g.inner(node) if each.type == "block"]
    final = tuple(each for each in g.inner(node) if each.type == "finally_clause")
    caught = [each for each in g.inner(node) if each.type not in {"block", "finally_clause"}]
    return shapes.Tried(tuple(blocks[:1]), tuple((*caught, each) for each in blocks[1:]), final)


def _short(_file: File, node: Node) -> Shape:
    found = [each for each in row(g.inner(node)) if not each.type.endswith("_operator")]
    return shapes.Perhaps(found[0], g.Chain("rest", tuple(found[1:]))) if len(found) > 1 else shapes.Other(tuple(found))


_BEGINS: Final = re.compile(r"\b(?:var|final|const|String|int)\b|\w\s+\w+\s+in\b")


def _return(_file: File, node: Node) -> Shape:
    return shapes.Returned(tuple(row(g.inner(node))))


def _enum(file: File, node: Node) -> Shape:
    texts = [each.node for part in node.named_children if part.type == "argument_part"
             for each in _arguments(file, part) if each.node.type == "string_literal"]  # fmt: skip
    return entry(file, g.field(node, "name"), texts)


_ROWS: Final = (
    "program", "class_body", "extension_body", "enum_body", "expression_statement", "parenthesized_expression", "unary_expression", "await_expression",
    "local_variable_declaration", "static_final_declaration_list", "initialized_identifier_list", "function_body", "local_function_declaration",
    "cascade_section", "finally_clause",
)  # fmt: skip
GRAMMAR: Final = g.Grammar(
    "Dart",
    "tree_sitter_dart",
    {
        **r.types("import_or_export", "type_identifier", "type_arguments", "const_builtin", "final_builtin", "inferred_type", "void_type", "annotation", "superclass",
                  "formal_parameter_list", "library_name", "part_directive", "function_signature", "method_signature", "case_builtin"),
        **dict.fromkeys(_ROWS, nodes_of),
        "string_literal": r.written(literal),
        **dict.fromkeys(("identifier", "this", "assignable_expression", "identifier_dollar_escaped"), r.named),
        "null_literal": r.absent,
        "chain": _selected,
        **elements(row),
        "declaration": dart_constructors.declaration,
        "field_initializer": dart_constructors.initialized,
        "function": _function,
        "additive_expression": _sum,
        "conditional_expression": _conditional,
        "if_null_expression": _fallback,
        "list_literal": _list,
        "set_or_map_literal": _list,
        "initialized_variable_definition": _initialized,
        "initialized_identifier": _initialized,
        "static_final_declaration": _initialized,
        "assignment_expression": _assignment,
        "function_expression": _closure,
        "class_definition": r.scoped("name", "body"),
        "enum_declaration": r.scoped("name", "body"),
        "extension_declaration": r.scoped("name", "body"),
        "enum_constant": _enum,
        **ENTRIES,
        "block": block_of,
        "if_statement": _if,
        "switch_statement": _switch,
        "switch_expression": _switch_expression,
        "for_statement": _loop,
        "while_statement": _loop,
        "do_statement": _loop,
        "return_statement": _return,
        "throw_expression": st.left,
        "throw_expression_without_cascade": st.left,
        "break_statement": st.breaks,
        "continue_statement": st.continues,
        "try_statement": _try,
        "lambda_expression": _local,
        "pattern_assignment": lambda file, node: matching.unpacked(file, g.inner(node)[0], g.inner(node)[-1]),
        "pattern_variable_declaration": lambda file, node: matching.unpacked(file, g.inner(node)[-2], g.inner(node)[-1], declares=True),
        **matching.rules(),
        "anything": lambda _file, _node: shapes.Wild(()),
        "switch": lambda file, node: _cases(file, node.nodes[0]),
        "rest": lambda _file, node: shapes.Other(node.nodes),
        **dict.fromkeys(("logical_and_expression", "logical_or_expression"), _short),
    },
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
