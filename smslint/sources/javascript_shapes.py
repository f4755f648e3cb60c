"""What the nodes of JavaScript and TypeScript mean, for following texts through the statements of a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import grammar as g
from smslint.sources.code import matching, shapes
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.composing import composed
from smslint.sources.code.roots import holder_of
from smslint.sources.code.values import SPREAD
from smslint.sources.javascript_strings import pieces, raw_pieces

if TYPE_CHECKING:
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape
    from smslint.sources.expression import ByteIndex
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_DEDENTS: Final = frozenset({"dedent", "outdent", "stripIndent", "stripIndents"})
"""Tags that take the indentation off."""
_ALL_LINES: Final = "stripIndents"
_PATTERNS: Final = frozenset({"object_pattern", "array_pattern"})
_NOT_TEXTS: Final = frozenset({"pair_pattern", *_PATTERNS})


def composed_javascript(
    text: str, index: ByteIndex, root: Node, messages: list[Message], options: Options
) -> list[Message]:
    """See :func:`smslint.sources.code.composing.composed`."""
    return composed(g.File(text, index, _GRAMMAR), root, messages, options)


def _literal(file: File, node: Node) -> tuple[shapes.Part, ...]:
    start, end = file.place(node)
    holes = [each for each in node.named_children if each.type == "template_substitution"]
    inner = {file.place(each).start: next(iter(g.inner(each)), None) for each in holes}
    read = raw_pieces if node.id in file.raw else pieces
    found = read(file.text, start + 1, end - 1, (file.place(each) for each in holes))
    return tuple(shapes.Part(each.start, each.end, each.text, inner.get(each.start) if each.text is None else None, each.name)
                 for each in found)  # fmt: skip


def _tag(file: File, node: Node) -> str:
    """The function that a template literal is given to; empty for any other call."""
    given, function = g.field(node, "arguments"), g.field(node, "function")
    if given is None or function is None or given.type != "template_string":
        return ""
    return (file.names(function) or ("",))[-1]


def _call(file: File, node: Node) -> Shape:
    tag = _tag(file, node)
    if tag == "raw":
        file.raw.add(g.field(node, "arguments").id)
        return shapes.Other((g.field(node, "arguments"),))
    if tag:
        literal = g.field(node, "arguments")
        if tag in _DEDENTS and tag != _ALL_LINES:
            return shapes.Called(("trimIndent",), literal, ())
        return shapes.Other((literal, g.field(node, "function")))
    shape = _CALLED(file, node)
    assert isinstance(shape, shapes.Called)
    function = g.field(node, "function")
    inside = g.inner(function) if function is not None and function.type == "parenthesized_expression" else []
    if len(inside) == 1 and inside[0].type in _CLOSURES:  # it is called at once
        return shape._replace(callee=(), owner=None, blocks=(inside[0], *shape.blocks))
    if shape.callee[-1:] and shape.callee[-1] in _DEDENTS and len(shape.arguments) == 1 and shape.owner is None:
        return shapes.Called(("trimIndent",), shape.arguments[0].node, ())
    return shape


def _new(file: File, node: Node) -> Shape:
    values, blocks = _ARGUMENTS.read(file, g.field(node, "arguments"))
    return shapes.Called(file.names(g.field(node, "constructor")), None, values, blocks, new=True)


def _bound(file: File, node: Node) -> Shape:
    target = g.field(node, "name", "property", "left", "key")
    value = g.field(node, "value", "right")
    if target is not None and value is None and node.type == "variable_declarator" and target.type not in _NOT_TEXTS:
        return shapes.Declared(frozenset(g.words(file, target)))
    if target is None or value is None or target.type in _NOT_TEXTS:
        others = tuple(each for each in g.inner(node) if each != target)
        patterned = target is not None and target.type in _PATTERNS
        if patterned and _DEFAULT.search(file.source(target)):
            others = (*others, g.Chain("absent_perhaps", (g.Chain("defaults", (target,)),)))
        if patterned and len(others) == 1 and value is not None:
            return matching.unpacked(file, target, value, keyed=target.type == "object_pattern")
        return shapes.Hidden(frozenset(g.words(file, target)), others) if patterned else shapes.Other(others)
    if value.type in _CLOSURES:
        return _function(file, value)._replace(name=(file.names(target) or ("",))[-1])
    sign = g.field(node, "operator")
    written = file.source(sign) if sign is not None else ""
    if written in {"-=", "*=", "/=", "%="}:
        return shapes.Other((value,))
    if node.type == "variable_declarator":
        hoists = node.parent is not None and node.parent.type == "variable_declaration"
        return shapes.Bound(file.names(target), value, declares=True, hoists=hoists)
    return r.assigned(file, target, value, written)


def _function(file: File, node: Node) -> shapes.Defined:
    name, body = g.field(node, "name"), g.field(node, "body")
    given = g.field(node, "parameters", "parameter")
    defaults = _default_nodes((given,)) if given is not None else []
    known = frozenset(g.words(file, given)) - {word for each in defaults for word in g.words(file, each)}
    gives = body is not None and body.type != "statement_block"
    return shapes.Defined(
        file.source(name) if name is not None else "",
        known,
        (body,) if body is not None else (),
        gives,
        (g.Chain("defaults", (given,)),) if given is not None and _DEFAULT.search(file.source(given)) else (),
    )


def _defaults(_file: File, node: Node) -> Shape:
    """The defaults of parameters and of parts of a value, which may change something."""
    return shapes.Other(tuple(_default_nodes(node.nodes)))


def _default_nodes(nodes: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    waiting = list(nodes)
    while waiting:
        each = waiting.pop()
        value = g.field(each, "right", "value") if each.type in _WITH_DEFAULT else None
        if value is not None:
            found.append(value)
        else:
            waiting += g.inner(each)
    return found[::-1]


_WITH_DEFAULT: Final = frozenset(
    {"assignment_pattern", "object_assignment_pattern", "required_parameter", "optional_parameter"}
)
_DEFAULT: Final = re.compile(r"=\s*\(?[^,)]*(?:=|\()")


def _if(_file: File, node: Node) -> Shape:
    asked, arms = g.field(node, "condition"), [g.field(node, "consequence"), g.field(node, "alternative")]
    found = tuple((each,) for each in arms if each is not None)
    return shapes.Forked((asked,), found, closed=len(found) == len(arms))


def _switch(_file: File, node: Node) -> Shape:
    asked = g.field(node, "value")
    cases = g.inner(g.field(node, "body"))
    arms = [tuple(each for each in g.inner(case) if each != g.field(case, "value")) for case in cases]
    closed = any(each.type == "switch_default" for each in cases)
    return shapes.Forked((asked,), tuple(arms), closed, cases=True, into_next=True)


def _catch(_file: File, node: Node) -> Shape:
    known, body = g.field(node, "parameter"), g.field(node, "body")
    return shapes.Grouped((), (body,) if known is None else (g.Chain("caught", (known,)), body))


def _pair(file: File, node: Node) -> shapes.Argument:
    if node.type == "shorthand_property_identifier":
        return shapes.Argument(file.source(node), node)
    if node.type == "pair":
        return shapes.Argument(g.key_of(file, g.field(node, "key")), g.field(node, "value"))
    if node.type == "spread_element" and isinstance(file.shape(g.inner(node)[0]), shapes.Named | shapes.Listed):
        return shapes.Argument("...", g.inner(node)[0])
    return shapes.Argument("..." if node.type == "spread_element" else "", node)


def _object(file: File, node: Node) -> Shape:
    return shapes.Listed(tuple(_pair(file, each) for each in g.inner(node)))


def _array(_file: File, node: Node) -> Shape:
    return shapes.Listed(
        tuple(
            shapes.Argument(SPREAD, g.inner(each)[0]) if each.type == "spread_element" else shapes.Argument(None, each)
            for each in g.inner(node)
        )
    )


def _unknown(file: File, node: Node) -> Shape:
    inner = g.inner(node)
    sign = g.field(node, "operator")
    if sign is not None and sign.type == "delete" and len(inner) == 1:
        names = tuple(holder_of(file, inner[0]).split("."))
        if isinstance(file.shape(inner[0]), shapes.Named):
            names = names[:-1] or names
        return shapes.Bound(names, g.Chain("absent", (node,)), key=g.Chain("absent", (node,)))
    return shapes.Other((*inner, node.children[0]) if len(inner) == 1 else tuple(inner))


def _spread(_file: File, node: Node) -> Shape:
    return shapes.Other((g.inner(node)[0], node.children[0]))


_CLOSURES: Final = ("arrow_function", "function_expression", "function", "generator_function")
_ARGUMENTS: Final = r.Arguments(closures=_CLOSURES)
_CALLED: Final = r.call_of(_ARGUMENTS, "function", "arguments", ("object",))
_GRAMMAR: Final = g.Grammar(
    "JavaScript",
    "tree_sitter_javascript",
    {
        **r.types("import_statement", "type_alias_declaration", "interface_declaration", "type_annotation", "type_arguments", "regex", "decorator", "class_heritage",
                  "...", "!", "-", "+", "~", "typeof", "void", "delete", "type_parameters", "accessibility_modifier"),
        **dict.fromkeys(("string", "template_string"), r.written(_literal)),
        **dict.fromkeys(("identifier", "shorthand_property_identifier", "property_identifier", "private_property_identifier", "this"), r.named),
        **dict.fromkeys(("parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression"), r.wrapped()),
        **dict.fromkeys(("null", "undefined", "absent"), r.absent),
        "member_expression": r.member("object", "property"),
        "subscript_expression": r.indexed("object", "index"),
        "binary_expression": r.binary("left", "operator", "right", falls="?? ||", ands="&&"),
        "unary_expression": _unknown,
        "ternary_expression": r.choice("condition", "consequence", "alternative"),
        "call_expression": _call,
        "new_expression": _new,
        "defaults": _defaults,
        "absent_perhaps": lambda _file, node: shapes.Forked((), (node.nodes,)),
        "object": _object,
        "array": _array,
        "spread_element": _spread,
        **dict.fromkeys(("variable_declarator", "public_field_definition", "field_definition", "assignment_expression", "augmented_assignment_expression", "enum_assignment"), _bound),
        **dict.fromkeys(("function_declaration", "generator_function_declaration", "method_definition", *_CLOSURES), _function),
        **dict.fromkeys(("class_declaration", "class", "enum_declaration", "abstract_class_declaration"), r.scoped("name", "body")),
        "statement_block": st.block,
        "if_statement": _if,
        "switch_statement": _switch,
        "for_statement": st.repeated("condition", "body"),
        "for_in_statement": st.repeated("right", "body", "left"),
        "while_statement": st.repeated("condition", "body"),
        "do_statement": st.repeated("condition", "body"),
        "catch_clause": _catch,
        "caught": lambda file, node: shapes.Hidden(frozenset(g.words(file, node.nodes[0])), ()),
        "try_statement": st.tried("catch_clause", "finally_clause"),
        "labeled_statement": st.labelled,
        "return_statement": st.returned,
        "throw_statement": st.left,
        "break_statement": st.breaks,
        "continue_statement": st.continues,
    },
)  # fmt: skip
