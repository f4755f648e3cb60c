"""Java source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import elements, literals, shapes
from smslint.sources.code import grammar as g
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import UNICODE_PAIR, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Part, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True
escape = quoted


def _octal(written: str) -> str | None:
    if written in {"\\\n", "\\\r\n"}:
        return ""  # at the end of a line of a text block
    return chr(int(written[1:], 8)) if written[1:2].isdigit() and written[1] < "8" else None


_ESCAPES: Final = literals.escapes(
    rf"{UNICODE_PAIR}|\\u[0-9A-Fa-f]{{4}}|\\[0-3][0-7]{{1,2}}|\\[0-7]{{1,2}}", "ntrbfs", _octal
)


def _literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    if not file.text.startswith('"""', start):
        return literals.parts(file.text, start + 1, end - 1, _ESCAPES)
    begin = file.text.find("\n", start, end) + 1
    code = file.text[begin : end - 3]
    cuts = literals.cut_lines(code, begin, literals.indents(code, last=True), trailing=True)
    return literals.parts(file.text, begin, end - 3, _ESCAPES, cuts=cuts)


def _character(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    return literals.parts(file.text, start + 1, end - 1, _ESCAPES)


def _switch(file: File, node: Node) -> Shape:
    asked = g.field(node, "condition")
    body = g.field(node, "body")
    arms = [[each for each in g.inner(arm) if each.type != "switch_label"] for arm in g.inner(body)]
    if any(arm.type == "switch_rule" for arm in g.inner(body)):
        found = tuple(each[0] for each in arms if each)
        return shapes.Chosen(file.source(asked).strip("()"), found, asked, several=True)
    closed = any(file.source(each).startswith("default") for arm in g.inner(body) for each in g.inner(arm)[:1])
    return shapes.Forked((asked,), tuple(map(tuple, arms)), closed, cases=True, into_next=True)


def _enum_constant(file: File, node: Node) -> Shape:
    given = g.field(node, "arguments")
    texts = (
        [each for each in g.inner(given) if each.type in {"string_literal", "binary_expression", "lambda_expression"}]
        if given is not None
        else []
    )
    return elements.entry(file, g.field(node, "name"), texts, g.field(node, "body"))


def _creation(file: File, node: Node) -> Shape:
    """A new object, perhaps of a class without a name, whose methods may run at any time."""
    found = _NEW(file, node)
    assert isinstance(found, shapes.Called)
    members = g.kind(node, "class_body")
    return found if members is None else found._replace(blocks=(*found.blocks, members))


_ARGUMENTS: Final = r.Arguments(closures=("lambda_expression",))
_NEW: Final = r.call(_ARGUMENTS, "", "type", new=True)
GRAMMAR: Final = g.Grammar(
    "Java",
    "tree_sitter_java",
    {
        **r.types(
            "import_declaration", "package_declaration", "modifiers", "type_identifier", "generic_type", "integral_type", "void_type", "boolean_type",
            "annotation", "marker_annotation", "scoped_type_identifier", "array_type", "floating_point_type", "superclass", "super_interfaces", "type_parameters",
        ),
        "string_literal": r.written(_literal),
        "identifier": r.named,
        "this": r.named,
        "field_access": r.member("object", "field"),
        "parenthesized_expression": r.wrapped(),
        "null_literal": r.absent,
        "character_literal": r.written(_character),
        "cast_expression": r.wrapped("value"),
        "binary_expression": r.binary("left", "operator", "right"),
        "ternary_expression": r.choice("condition", "consequence", "alternative"),
        "method_invocation": r.call(_ARGUMENTS, "object", "name"),
        "object_creation_expression": _creation,
        "method_reference": lambda file, node: shapes.Named(g.words(file, node)),
        "array_access": r.indexed("array", "index"),
        "array_initializer": r.listed(),
        "array_creation_expression": r.wrapped("value"),
        "assignment_expression": r.bound("left", "right", "operator"),
        "variable_declarator": r.bound("name", "value", declares=True),
        "enum_constant": _enum_constant,
        **elements.ENTRIES,
        "method_declaration": r.defined("name", "body"),
        "constructor_declaration": r.defined("name", "body"),
        "lambda_expression": r.defined("", "body"),
        "class_declaration": r.scoped("name", "body"),
        "interface_declaration": r.scoped("name", "body"),
        "enum_declaration": r.scoped("name", "body"),
        "record_declaration": r.scoped("name", "body"),
        "block": st.block,
        "if_statement": st.forked("condition", "consequence", "alternative"),
        "switch_expression": _switch,
        "for_statement": st.repeated("condition", "body"),
        "enhanced_for_statement": st.repeated("value", "body", "name", declares=True),
        "while_statement": st.repeated("condition", "body"),
        "do_statement": st.repeated("condition", "body"),
        "catch_clause": st.content("body"),
        **dict.fromkeys(("try_statement", "try_with_resources_statement"), st.tried("catch_clause", "finally_clause")),
        "labeled_statement": st.labelled,
        "return_statement": st.returned,
        "throw_statement": st.left,
        "break_statement": st.breaks,
        "continue_statement": st.continues,
    },
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
