"""Kotlin source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import easing, elements, kotlin_literals, matching, shapes
from smslint.sources.code import grammar as g
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import C_LIKE, harmless, through
from smslint.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Argument, Node, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("//"), comments.C_BLOCK)
MANY_STRINGS = True


def escape(replacement: str, quote: str, _before: str) -> str | None:
    """See :mod:`smslint.sources.escapes`; between three quotes, nothing is escaped."""
    if quote == '"':
        return through(replacement, {**C_LIKE, '"': '\\"', "$": "\\$"})
    return harmless(replacement)


def _identifier(file: File, node: Node) -> Shape:
    """A name; the grammar also has ``null``, ``break`` and ``continue`` for names."""
    match file.source(node):
        case "null":
            return shapes.Absent()
        case "break":
            return shapes.Left(breaks=True)
        case "continue":
            return shapes.Left(breaks=True, next_round=True)
    return r.named(file, node)


def _navigation(file: File, node: Node) -> Shape:
    parts = g.inner(node)
    return shapes.Named((*file.names(parts[0]), *g.words(file, parts[-1])[-1:]))


_REQUEST: Final = re.compile(r"[A-Z]\w*(?:Request|Input|Message)\Z|\A(?:publish|send\w*)\Z")
"""Classes of requests, and functions that make one of the block they are given."""


_RAISES: Final = frozenset({("error",), ("TODO",), ("exitProcess",)})


def _call(file: File, node: Node) -> Shape:
    parts = g.inner(node)
    function = parts[0]
    given = g.kind(node, "value_arguments")
    lambdas = tuple(each for each in parts[1:] if each.type == "annotated_lambda")
    arguments = tuple(_argument(file, each) for each in g.inner(given)) if given is not None else ()
    plain, closures = shapes.divided(arguments, "lambda_literal", "anonymous_function")
    if function.type == "call_expression" and given is None:  # the grammar reads `f(x) { }` as `(f(x)) { }`
        called = file.shape(function)
        if isinstance(called, shapes.Called):
            return called._replace(blocks=(*called.blocks, *lambdas))
    owner = g.inner(function)[0] if function.type == "navigation_expression" else None
    callee = file.names(function)
    if callee in _RAISES:
        return shapes.Left()
    new = owner is None and len(callee) == 1 and callee[0][:1].isupper()
    if callee[-1:] == ("apply",) and owner is not None and (made := _set_up(file, owner, lambdas)) is not None:
        return made
    fields = _fields(file, lambdas) if callee and _REQUEST.search(callee[-1]) is not None else ()
    if fields:
        return shapes.Called(callee, owner, (*plain, *fields), closures, new=new)
    return shapes.Called(callee, owner, plain, (*closures, *lambdas), new=new)


def _set_up(file: File, owner: Node, lambdas: tuple[Node, ...]) -> shapes.Called | None:
    """``SmsRequest().apply { body = "Hi" }``: an object that is constructed, and gets its fields at once."""
    made, fields = file.shape(owner), _fields(file, lambdas)
    if not (isinstance(made, shapes.Called) and made.new and fields):
        return None
    return made._replace(arguments=(*made.arguments, *fields))


def _fields(file: File, lambdas: tuple[Node, ...]) -> tuple[Argument, ...]:
    """What a block only assigns: ``PublishRequest { message = "Hi" }`` of Amazon's library."""
    statements = [each for one in lambdas for part in g.inner(one) for each in g.inner(part)]
    if not statements or any(each.type != "assignment" for each in statements):
        return ()
    pairs = [(g.field(each, "left"), g.field(each, "right")) for each in statements]
    return tuple(shapes.Argument(g.words(file, name)[-1], value) for name, value in pairs)


def _argument(file: File, node: Node) -> Argument:
    parts = g.inner(node)
    if len(parts) == 2 and parts[0].type == "identifier":
        return shapes.Argument(file.source(parts[0]), parts[1])
    return shapes.Argument(None, parts[-1] if parts else node)


def _infix(file: File, node: Node) -> Shape:
    parts = g.inner(node)
    if len(parts) == 3 and file.source(parts[1]) == "to":
        return shapes.Called(("to",), None, (shapes.Argument(None, parts[0]), shapes.Argument(None, parts[2])))
    return shapes.Other(tuple(parts))


_NOT_VALUES: Final = word_set(
    "modifiers variable_declaration multi_variable_declaration getter setter type_parameters receiver_type user_type"
)


def _property(file: File, node: Node) -> Shape:
    name = g.kind(node, "variable_declaration")
    values = [each for each in g.inner(node) if each.type not in _NOT_VALUES]
    if name is None:
        several = g.kind(node, "multi_variable_declaration")
        return (
            matching.unpacked(file, several, _pair(file, values[-1]), declares=True)
            if several and values
            else shapes.Other(tuple(values))
        )
    words = g.words(file, g.inner(name)[0])
    getter = g.kind(node, "getter")
    if not values and getter is not None:
        body = g.kind(getter, "function_body")
        return shapes.Defined(
            words[-1], frozenset(), (body,) if body is not None else (), gives=body is not None and not _is_block(body)
        )
    if not values:
        return shapes.Declared(frozenset(words[:1]))
    return shapes.Bound(words, values[-1], declares=True)


def _pair(file: File, node: Node) -> Node:
    """Of ``Pair(a, b)``, both."""
    given = g.kind(node, "value_arguments") if g.words(file, node)[:1] in {("Pair",), ("Triple",)} else None
    return (
        g.Chain("unpacked", tuple(_argument(file, each).node for each in g.inner(given))) if given is not None else node
    )


def _is_block(body: Node) -> bool:
    return bool(g.inner(body)) and g.inner(body)[0].type == "block"


def _function(file: File, node: Node) -> Shape:
    body = g.kind(node, "function_body")
    name = g.field(node, "name")
    known = g.parameters(file, node, "function_value_parameters")
    if body is None:
        return shapes.Nothing()
    return shapes.Defined(file.source(name) if name is not None else "", known, (body,), gives=not _is_block(body))


def _scope(file: File, node: Node) -> Shape:
    name = g.field(node, "name")
    body = g.kind(node, "class_body", "enum_class_body")
    return shapes.Grouped(g.words(file, name), (body,) if body is not None else (), scoped=True)


def _entry(file: File, node: Node) -> Shape:
    name, given = g.inner(node)[0], g.kind(node, "value_arguments")
    texts = [_argument(file, each).node for each in g.inner(given)] if given is not None else []
    texts = [each for each in texts if each.type.endswith(("string_literal", "binary_expression", "lambda_literal"))]
    return elements.entry(file, name, texts, g.kind(node, "class_body"))


def _if(file: File, node: Node) -> Shape:
    asked = g.field(node, "condition")
    arms = tuple(each for each in g.inner(node) if each != asked)
    if len(arms) < 2:
        return shapes.Forked((asked,), tuple((each,) for each in arms))
    return shapes.Chosen(file.source(asked), arms, asked, several=True)


def _when(file: File, node: Node) -> Shape:
    subject = g.kind(node, "when_subject")
    entries = [each for each in node.named_children if each.type == "when_entry"]
    arms = tuple(g.inner(each)[-1] for each in entries if g.inner(each))
    is_value = node.parent is not None and node.parent.type in _VALUES
    if is_value or any(child.type == "else" for each in entries for child in each.children):
        return shapes.Chosen(
            file.source(subject).strip("()") if subject is not None else "", arms, subject, several=True
        )
    return shapes.Forked((subject,) if subject is not None else (), tuple((each,) for each in arms))


_VALUES: Final = word_set(
    "property_declaration return_expression function_body value_argument assignment parenthesized_expression interpolation"
)
"""What has a ``when`` as a value, which then has an arm for everything."""


def _for(file: File, node: Node) -> Shape:
    parts = g.inner(node)
    names = g.words(file, parts[0]) if len(parts) > 2 else ()
    item = names[0] if len(names) == 1 else ""
    return shapes.Repeated(parts[1] if len(parts) > 2 else None, (parts[-1],), frozenset(names), item, declares=True)


def _while(_file: File, node: Node) -> Shape:
    return shapes.Repeated(g.field(node, "condition"), (g.inner(node)[-1],))


def _lambda(file: File, node: Node) -> Shape:
    names = g.words(file, g.kind(node, "lambda_parameters")) or ("it",)
    body = tuple(each for each in g.inner(node) if each.type != "lambda_parameters")
    return shapes.Defined("", frozenset(names), body)


GRAMMAR: Final = g.Grammar(
    "Kotlin",
    "tree_sitter_kotlin",
    {
        **r.types("package_header", "import", "import_list", "import_header", "modifiers", "user_type", "nullable_type", "function_value_parameters", "annotation",
                  "class_parameters", "primary_constructor", "delegation_specifiers", "type_arguments", "function_type", "type_alias"),
        "string_literal": r.written(kotlin_literals.literal),
        "multiline_string_literal": r.written(kotlin_literals.literal),
        "character_literal": r.written(kotlin_literals.character),
        "identifier": _identifier,
        "this_expression": r.named,
        "navigation_expression": _navigation,
        "parenthesized_expression": r.wrapped(),
        "as_expression": r.wrapped(),
        "binary_expression": r.binary("left", "operator", "right", falls="?:"),
        **matching.rules(),
        "infix_expression": _infix,
        "call_expression": _call,
        "index_expression": r.indexed("", ""),
        "collection_literal": r.listed(),
        "assignment": r.bound("left", "right", "operator"),
        "property_declaration": _property,
        "function_declaration": _function,
        "anonymous_function": _function,
        "lambda_literal": _lambda,
        **dict.fromkeys(("class_declaration", "object_declaration", "companion_object"), _scope),
        "enum_entry": _entry,
        **elements.ENTRIES,
        "block": st.block,
        "control_structure_body": st.block,
        "if_expression": _if,
        "when_expression": _when,
        "for_statement": _for,
        "while_statement": _while,
        "do_while_statement": _while,
        "catch_block": st.content(""),
        "try_expression": st.tried("catch_block", "finally_block"),
        "finally_block": st.content(""),
        "return_expression": st.returned,
        "throw_expression": st.left,
        "break_expression": st.breaks,
        "continue_expression": st.continues,
    },
    frozenset({"_class_member_semi"}),
    leaves_closure=lambda written: written.startswith("return@"),
    eased=easing.method_ends,
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
