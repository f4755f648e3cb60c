"""C# source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import grammar as g
from smslint.sources.code import literals, matching, shapes
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import UNICODE, UNICODE_PAIR, quoted
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Argument, Node, Part, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True
escape = quoted

_HEX: Final = rf"{UNICODE_PAIR}|{UNICODE}|\\U[0-9A-Fa-f]{{8}}|\\x[0-9A-Fa-f]{{1,4}}"
_BRACE: Final = r"\{\{|\}\}"


def _brace(written: str) -> str | None:
    return written[0] if written in {"{{", "}}", '""'} else None


_ESCAPES: Final = literals.escapes(_HEX, "ntrbfvae0", newlines=False)
_INTERPOLATED: Final = literals.escapes(rf"{_HEX}|{_BRACE}", "ntrbfvae0", _brace, newlines=False)
_VERBATIM: Final = literals.Escapes(re.compile('""'), lambda _written: '"')
_BOTH: Final = literals.Escapes(re.compile(rf'""|{_BRACE}'), lambda written: written[0])
_LOCALIZER: Final = re.compile(r"(?i)_?\w*locali[sz]er|_?(?:l|t|loc)")
_OPENING: Final = re.compile(r'(?P<signs>\$*)(?P<quotes>"{3,})|(?P<verbatim>[$@]*)"')


def _literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    opening = _OPENING.match(file.text, start)
    if opening is None:  # UTF-8 literals and such
        return ()
    signs, quotes = opening["signs"] or opening["verbatim"] or "", len(opening["quotes"] or '"')
    end = start + len(file.source(node).removesuffix("u8"))
    holes = [_hole(file, each) for each in node.named_children if each.type == "interpolation"]
    begin, close = opening.end(), end - quotes
    if quotes >= 3:
        return literals.block(file.text, begin, close, literals.VERBATIM, holes)
    if "@" in signs:
        return literals.parts(file.text, begin, close, _BOTH if "$" in signs else _VERBATIM, holes)
    return literals.parts(file.text, begin, close, _INTERPOLATED if "$" in signs else _ESCAPES, holes)


def _hole(file: File, node: Node) -> literals.Hole:
    if any(each.type == "interpolation_alignment_clause" for each in node.named_children):
        return literals.Hole(Span(*file.place(node)), file.source(node)[1:-1])  # wider than the value may be
    inner = next(
        (
            each
            for each in node.named_children
            if each.type not in {"interpolation_brace", "interpolation_format_clause"}
        ),
        None,
    )
    return literals.Hole(Span(*file.place(node)), file.source(inner) if inner is not None else "", inner)


def _creation(file: File, node: Node) -> Shape:
    arguments, blocks = _ARGUMENTS.read(file, g.field(node, "arguments") or g.kind(node, "argument_list"))
    filled = g.field(node, "initializer") or g.kind(node, "initializer_expression")
    entries = tuple(_entry(file, each) for each in g.inner(filled)) if filled is not None else ()
    callee = g.words(file, g.field(node, "type"))[:1]
    if not callee and not arguments:
        return shapes.Listed(entries)
    return shapes.Called(callee, None, (*arguments, *entries), blocks, new=True)


def _with(file: File, node: Node) -> Shape:
    """``message with { Body = text }``: a copy of a record."""
    owner, *changes = g.inner(node)
    given = tuple(
        shapes.Argument(g.key_of(file, g.inner(each)[0]), g.inner(each)[-1])
        for each in changes
        if len(g.inner(each)) > 1
    )
    return shapes.Called((*file.names(owner), "copy"), owner, given)


def _entry(file: File, node: Node) -> Argument:
    if node.type == "initializer_expression" and len(g.inner(node)) == 2:
        key, value = g.inner(node)
        return shapes.Argument(g.key_of(file, key), value)
    return g.entry(file, node, ("assignment_expression",))


def _initializer(file: File, node: Node) -> Shape:
    return shapes.Listed(tuple(_entry(file, each) for each in g.inner(node)))


def _array(_file: File, node: Node) -> Shape:
    return shapes.Other(tuple(g.inner(node)[-1:]))


def _declarator(file: File, node: Node) -> Shape:
    name = g.field(node, "name")
    if name is None:  # several at once: var (a, b) = ...
        return matching.unpacked(file, g.inner(node)[0], g.inner(node)[-1], declares=True)
    parts = [each for each in g.inner(node) if each != name]
    names = g.words(file, name)
    return shapes.Bound(names, parts[-1], declares=True) if parts else shapes.Declared(frozenset(names))


def _property(file: File, node: Node) -> Shape:
    name, value = g.words(file, g.field(node, "name")), g.field(node, "value")
    last = name[-1] if name else ""  # damaged code may have signs for a name
    if value is None:
        accessors = g.field(node, "accessors")
        return shapes.Defined(last, frozenset(), (accessors,) if accessors is not None else ())
    if value.type == "arrow_expression_clause":
        return shapes.Defined(last, frozenset(), (value,), gives=True)
    return shapes.Bound(name, value)


def _character(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    return literals.parts(file.text, start + 1, end - 1, _ESCAPES)


def _indexed(file: File, node: Node) -> Shape:
    """An entry of a table; of ``IStringLocalizer``, the text of a key or a text to translate."""
    owner = g.field(node, "expression")
    names = file.names(owner)
    if names and _LOCALIZER.fullmatch(names[-1]) is not None:
        given, _ = _ARGUMENTS.read(file, g.field(node, "subscript"))
        return shapes.Called((*names, "GetString"), owner, given)
    return shapes.Indexed(owner, g.field(node, "subscript"))


def _cases(_file: File, node: Node) -> Shape:
    asked, sections = g.field(node, "value"), g.inner(g.field(node, "body"))
    arms = [
        tuple(each for each in g.inner(arm) if each.type.endswith(("_statement", "block")) or _is_pattern(each))
        for arm in sections
    ]
    closed = any(each.type == "default" for arm in sections for each in arm.children)
    return shapes.Forked((asked,) if asked is not None else (), tuple(arms), closed, cases=True)


def _switch(file: File, node: Node) -> Shape:
    """``switch``; where an arm goes to another, no variable is known."""
    if _GOTO.search(file.source(node)) is None:
        return _cases(file, node)
    anything = g.Chain("anything", (node,))
    return shapes.Other((anything, g.Chain("switch", (node,)), anything))


def _goto(file: File, node: Node) -> Shape:
    return shapes.Left(breaks=_GOTO.match(file.source(node)) is not None)


_GOTO: Final = re.compile(r"\bgoto\s+(?:case|default)\b")


def _switch_expression(file: File, node: Node) -> Shape:
    asked = g.inner(node)[0]
    arms = tuple(_arm(g.inner(arm)) for arm in g.inner(node)[1:])
    return shapes.Chosen(file.source(asked), arms, asked, several=True)


def _is_pattern(node: Node) -> bool:
    return str(node.type).endswith("_pattern") and node.type != "constant_pattern"


def _arm(parts: list[Node]) -> Node:
    return g.Chain("matched", (parts[0], parts[-1])) if _is_pattern(parts[0]) else parts[-1]


def _designation(file: File, node: Node) -> Shape:
    """A variable that a pattern, or an argument with ``out``, declares."""
    name = g.field(node, "name")
    return shapes.Hidden(frozenset(g.words(file, name)), tuple(each for each in g.inner(node) if each != name))


def _catch(_file: File, node: Node) -> Shape:
    content = [each for each in (g.kind(node, "catch_declaration"), g.field(node, "body")) if each is not None]
    return shapes.Grouped((), tuple(content))


def _delegate(file: File, node: Node) -> Shape:
    known, body = g.field(node, "parameters"), g.kind(node, "block")
    return shapes.Defined("", frozenset(g.words(file, known)), (body,) if body is not None else ())


def _query(file: File, node: Node) -> Shape:
    """``from x in list select f(x)``: a loop."""
    clauses = g.inner(node)
    names = [g.field(each, "name") or g.kind(each, "identifier") for each in clauses if each.type in _DECLARING]
    return shapes.Repeated(None, tuple(clauses), frozenset(word for each in names for word in g.words(file, each)))


_DECLARING: Final = frozenset({"from_clause", "let_clause", "join_clause", "join_into_clause"})


_ARGUMENTS: Final = r.Arguments("argument", closures=("lambda_expression", "anonymous_method_expression"))
_METHOD: Final = r.defined("name", "body", gives=("arrow_expression_clause",))
GRAMMAR: Final = g.Grammar(
    "C#",
    "tree_sitter_c_sharp",
    {
        **r.types(
            "using_directive", "attribute_list", "modifier", "implicit_type", "type_argument_list", "parameter_list", "base_list", "qualified_name", "nullable_type",
            "array_type", "type_parameter_list", "type_parameter_constraints_clause",
        ),
        **dict.fromkeys(("string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"), r.written(_literal)),
        **dict.fromkeys(("identifier", "predefined_type", "this", "generic_name", "conditional_access_expression"), r.named),
        "member_access_expression": r.member("expression", "name"),
        **dict.fromkeys(("parenthesized_expression", "await_expression", "checked_expression", "arrow_expression_clause"), r.wrapped()),
        "cast_expression": r.wrapped("value"),
        "null_literal": r.absent,
        "character_literal": r.written(_character),
        "binary_expression": r.binary("left", "operator", "right", falls="??"),
        "conditional_expression": r.choice("condition", "consequence", "alternative"),
        "invocation_expression": r.call_of(_ARGUMENTS, "function", "arguments", ("expression",)),
        "object_creation_expression": _creation,
        "implicit_object_creation_expression": _creation,
        "with_expression": _with,
        "element_access_expression": _indexed,
        "bracketed_argument_list": r.wrapped(),
        "argument": _array,
        "initializer_expression": _initializer,
        "array_creation_expression": _array,
        "implicit_array_creation_expression": _array,
        "collection_expression": r.listed(),
        "assignment_expression": r.bound("left", "right", "operator"),
        "variable_declarator": _declarator,
        "property_declaration": _property,
        "method_declaration": _METHOD,
        "local_function_statement": _METHOD,
        "constructor_declaration": _METHOD,
        "lambda_expression": r.defined("", "body"),
        "anonymous_method_expression": _delegate,
        **matching.rules(),
        **dict.fromkeys(("declaration_pattern", "declaration_expression", "recursive_pattern", "list_pattern", "catch_declaration"), _designation),
        **dict.fromkeys(("var_pattern", "parenthesized_variable_designation"), matching.pattern),
        "query_expression": _query,
        **dict.fromkeys(
            ("class_declaration", "struct_declaration", "record_declaration", "interface_declaration", "enum_declaration"), r.scoped("name", "body")
        ),
        "block": st.block,
        "if_statement": st.forked("condition", "consequence", "alternative"),
        "switch_statement": _switch,
        "switch": lambda file, node: _cases(file, node.nodes[0]),
        "switch_expression": _switch_expression,
        "foreach_statement": st.repeated("right", "body", "left", declares=True),
        "for_statement": st.repeated("condition", "body"),
        "while_statement": st.repeated("condition", "body"),
        "do_statement": st.repeated("condition", "body"),
        "catch_clause": _catch,
        "try_statement": st.tried("catch_clause", "finally_clause"),
        "labeled_statement": st.labelled,
        "goto_statement": _goto,
        "anything": lambda _file, _node: shapes.Wild(()),
        "ref_expression": lambda _file, node: shapes.Called(("&",), None, (shapes.Argument(None, g.inner(node)[0]),)),
        "return_statement": st.returned,
        "throw_statement": st.left,
        "throw_expression": st.left,
        "break_statement": st.breaks,
        "continue_statement": st.continues,
    },
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
