"""Go source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import grammar as g
from smslint.sources.code import literals, shapes
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import UNICODE, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Argument, Node, Part, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True


def escape(replacement: str, quote: str, before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`; between back quotes, nothing is escaped."""
    if quote == "`":
        return replacement if "`" not in replacement and "\r" not in replacement else None
    return quoted(replacement, quote, before)


def _octal(written: str) -> str | None:
    return chr(int(written[1:], 8) & 255) if len(written) == 4 and written[1] in "01234567" else None


_ESCAPES: Final = literals.escapes(
    rf"{UNICODE}|\\U[0-9A-Fa-f]{{8}}|\\x[0-9A-Fa-f]{{2}}|\\[0-7]{{3}}", "ntrbfva", _octal
)


def _literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    return literals.parts(
        file.text, start + 1, end - 1, literals.RAW if node.type == "raw_string_literal" else _ESCAPES
    )


def _pairs(file: File, node: Node, left: str, right: str, *, adds: bool = False) -> Shape:
    """``a, b := "x", "y"``; a call that returns several values gives them to the first name."""
    names, values = _each(g.field(node, left)), _each(g.field(node, right))
    if not names or not values:
        return shapes.Other(tuple(values))
    kind = "binding" if node.type == "assignment_statement" else "beginning"
    if len(names) == len(values) > 1:
        return shapes.Parallel(tuple(g.Chain(kind, pair) for pair in zip(names, values, strict=True)))
    first = _binding(file, g.Chain(kind, (names[0], values[0])))
    first = first._replace(adds=adds)
    if len(names) == 1:
        return first
    chain = g.Chain(kind, (names[0], values[0]))
    return shapes.Other((chain, g.Chain("others", tuple(names[1:]))))


def _each(node: Node) -> list[Node]:
    if node is None:
        return []
    return g.inner(node) if node.type == "expression_list" else [node]


def _binding(file: File, node: Node) -> shapes.Bound:
    name, value = node.nodes
    if node.type == "beginning":
        return shapes.Bound(file.names(name), value, declares=True)
    found = r.assigned(file, name, value)
    assert isinstance(found, shapes.Bound)
    return found


def _others(file: File, node: Node) -> Shape:
    """The variables that get the other values of a call."""
    return shapes.Hidden(frozenset(word for each in node.nodes for word in g.words(file, each)), ())


def _assignment(file: File, node: Node) -> Shape:
    return _pairs(file, node, "left", "right", adds=file.source(g.field(node, "operator")) == "+=")


def _specification(file: File, node: Node) -> Shape:
    """``var`` and ``const``; a text without a value is empty, and so is what a text is built with."""
    if g.field(node, "value") is not None:
        return _pairs(file, node, "name", "value")
    declared, name = g.field(node, "type"), g.field(node, "name")
    if declared is None or name is None:
        return shapes.Nothing()
    kind = file.source(declared).lstrip("*").rpartition(".")[2]
    zero = _ZEROS.get(kind, "zero list" if kind.startswith("[]string") else "")
    if not zero:
        return shapes.Declared(frozenset(file.names(name)))
    return shapes.Bound(file.names(name), g.Chain(zero, (declared,)), declares=True)


_ZEROS: Final = {"string": "zero", "Builder": "zero builder", "Buffer": "zero builder"}


def _unary(file: File, node: Node) -> Shape:
    operand = g.field(node, "operand")
    if file.source(g.field(node, "operator")) == "&" and isinstance(file.shape(operand), shapes.Named):
        return shapes.Called(("&",), None, (shapes.Argument(None, operand),))
    return shapes.Other((operand,))


def _if(file: File, node: Node) -> Shape:
    """``if``; what begins before its condition ends with it."""
    first = g.field(node, "initializer")
    found = _FORKED(file, node)
    assert isinstance(found, shapes.Forked)
    if first is None or isinstance(node, g.Chain):
        return found
    return shapes.Grouped((), (first, g.Chain("rest_of_if", (node,))))


def _rest_of_if(file: File, chain: Node) -> Shape:
    found = _FORKED(file, chain.nodes[0])
    assert isinstance(found, shapes.Forked)
    return found._replace(asked=found.asked[1:])


_FORKED: Final = st.forked("condition", "consequence", "alternative")


def _composite(file: File, node: Node) -> Shape:
    declared, body = g.field(node, "type"), g.field(node, "body")
    entries = tuple(_entry(file, each) for each in g.inner(body)) if body is not None else ()
    if declared is not None and declared.type in {"type_identifier", "qualified_type"}:
        return shapes.Called(g.words(file, declared)[-1:], None, entries, new=True)
    return shapes.Listed(entries)


def _entry(file: File, node: Node) -> Argument:
    if node.type == "keyed_element":
        parts = g.inner(node)
        return shapes.Argument(g.key_of(file, parts[0]), parts[-1])
    return shapes.Argument(None, node)


def _call(file: File, node: Node) -> Shape:
    if file.source(g.field(node, "function")) in {"panic", "log.Fatal", "log.Fatalf"}:
        return shapes.Left()
    shape = _CALL(file, node)
    if isinstance(shape, shapes.Called) and shape.callee == ("new",) and len(shape.arguments) == 1:
        return shapes.Called(g.words(file, shape.arguments[0].node)[-1:], None, (), new=True)
    return shape


def _switch(file: File, node: Node) -> Shape:
    asked = [each for name in ("initializer", "value") if (each := g.field(node, name)) is not None]
    cases = [each for each in g.inner(node) if each.type.endswith("_case")]
    arms = [
        tuple(
            g.Chain("received", (each,)) if each.type == "receive_statement" else each
            for each in g.inner(case)
            if each.type in {"statement_list", "receive_statement"}
        )
        for case in cases
    ]
    if (alias := g.field(node, "alias")) is not None:
        arms = [(g.Chain("named_case", (alias,)), *arm) for arm in arms]
    arms = [
        arm if _FALLS.search(file.source(case)) else (*arm, g.Chain("case_end", (case,)))
        for arm, case in zip(arms, cases, strict=True)
    ]
    closed = any(each.type == "default_case" for each in cases)
    return shapes.Forked(tuple(asked), tuple(arms), closed, cases=True, into_next=True)


_FALLS: Final = re.compile(r"\bfallthrough\s*\Z")


def _function(file: File, node: Node) -> Shape:
    """A function without a name; if it catches errors, they may skip the rest of it."""
    found = r.defined("", "body")(file, node)
    assert isinstance(found, shapes.Defined)
    recovers = any("recover()" in file.source(each) for each in found.body)
    return found._replace(body=(g.Chain("recovered", found.body),)) if recovers else found


def _started(file: File, node: Node) -> Shape:
    """``go f(x)``: it runs at any time from now on."""
    shape = file.shape(g.inner(node)[0])
    if not isinstance(shape, shapes.Called):
        return shapes.Other(tuple(g.inner(node)))
    return shape._replace(callee=shape.callee or ("go",))


def _for(file: File, node: Node) -> Shape:
    clause, other = g.kind(node, "range_clause"), g.kind(node, "for_clause")
    body = g.field(node, "body")
    names = g.words(file, other if clause is None else g.field(clause, "left"))
    over = g.field(clause, "right") if clause is not None else None
    own = clause is not None and ":=" in file.source(clause)
    item = names[1] if over is not None and len(names) == 2 else ""
    return shapes.Repeated(over, (body,) if body is not None else (), frozenset(names), item, declares=own)


def _return(_file: File, node: Node) -> Shape:
    return shapes.Returned(tuple(each for given in g.inner(node) for each in _each(given)))


_ARGUMENTS: Final = r.Arguments(closures=("func_literal",))
_CALL: Final = r.call_of(_ARGUMENTS, "function", "arguments", ("operand",))
GRAMMAR: Final = g.Grammar(
    "Go",
    "tree_sitter_go",
    {
        **r.types("package_clause", "import_declaration", "type_declaration", "parameter_list", "type_arguments", "type_identifier", "qualified_type", "pointer_type",
                  "slice_type", "map_type", "label_name"),
        **dict.fromkeys(("interpreted_string_literal", "raw_string_literal", "rune_literal"), r.written(_literal)),
        **dict.fromkeys(("identifier", "field_identifier", "package_identifier"), r.named),
        "nil": r.absent,
        "zero": lambda _file, _node: shapes.Written(()),
        "zero builder": lambda _file, _node: shapes.Called(("Builder",), None, ()),
        "zero list": lambda _file, _node: shapes.Listed(()),
        **dict.fromkeys(("binding", "beginning"), _binding),
        "others": _others,
        "received": lambda file, node: shapes.Hidden(frozenset(g.words(file, g.field(node.nodes[0], "left"))), ()),
        "named_case": lambda file, node: shapes.Hidden(frozenset(g.words(file, node.nodes[0])), (), declares=True),
        "selector_expression": r.member("operand", "field"),
        "parenthesized_expression": r.wrapped(),
        "unary_expression": _unary,
        "slice_expression": lambda _file, node: shapes.Called(("[:]",), g.field(node, "operand"), ()),
        "type_conversion_expression": r.wrapped("operand"),
        "binary_expression": r.binary("left", "operator", "right"),
        "call_expression": _call,
        "composite_literal": _composite,
        "literal_value": lambda file, node: shapes.Listed(tuple(_entry(file, each) for each in g.inner(node))),
        "index_expression": r.indexed("operand", "index"),
        "short_var_declaration": lambda file, node: _pairs(file, node, "left", "right"),
        "assignment_statement": _assignment,
        "var_spec": _specification,
        "const_spec": _specification,
        "function_declaration": r.defined("name", "body"),
        "method_declaration": r.defined("name", "body"),
        "func_literal": _function,
        "block": st.block,
        "if_statement": _if,
        "rest_of_if": _rest_of_if,
        **dict.fromkeys(("expression_switch_statement", "type_switch_statement", "select_statement"), _switch),
        "for_statement": _for,
        "return_statement": _return,
        "break_statement": st.breaks,
        "continue_statement": st.continues,
        "goto_statement": st.left,
        "fallthrough_statement": r.nothing,
        "case_end": st.case_end,
        "recovered": lambda _file, node: shapes.Tried(node.nodes, ((),)),
        "labeled_statement": st.labelled,
        "go_statement": _started,
        "defer_statement": lambda _file, node: shapes.Deferred(g.inner(node)[0]),
    },
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
