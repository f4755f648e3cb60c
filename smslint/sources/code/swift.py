"""Swift source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import easing, literals, matching, shapes, swift_conditions
from smslint.sources.code import grammar as g
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import quoted
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

_OPENING: Final = re.compile(r'(#*)("""|")')


def _escapes(hashes: str) -> literals.Escapes:
    """The escapes of a literal, which a raw literal writes with its number signs."""
    pattern = rf"\\{hashes}(?:u\{{[0-9A-Fa-f]{{1,8}}\}}|[ \t]*\r?\n|.)|\r\n?"

    def decode(written: str) -> str:
        if written[0] == "\r":
            return "\n"
        if written.endswith("\n"):
            return ""
        return _PLAIN.decode("\\" + written[1 + len(hashes) :])

    return literals.Escapes(re.compile(pattern, re.DOTALL), decode)


_PLAIN: Final = literals.escapes("", "ntr0")


def _literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    opening = _OPENING.match(file.text, start)
    if opening is None:
        return ()
    hashes, quotes = opening[1], opening[2]
    begin, close = opening.end(), end - len(quotes) - len(hashes)
    holes = [_hole(file, each, len(hashes)) for each in node.named_children if "interpol" in each.type]
    style = _escapes(hashes)
    read = literals.parts if len(quotes) < 3 else literals.block
    return read(file.text, begin, close, style, holes)


def _hole(file: File, node: Node, hashes: int) -> literals.Hole:
    """An expression in a literal; the node of the grammar is without its parentheses, or has them."""
    start, end = file.place(node)
    opening = 2 + hashes
    if file.text[start : start + 1] == "\\":
        return literals.hole(file, node, opening)
    value = g.field(node, "value") or next(iter(node.named_children), None)
    return literals.Hole(Span(start - opening, end + 1), file.source(value) if value is not None else "", value)


def _call(file: File, node: Node) -> Shape:
    parts = g.inner(node)
    function, suffix = parts[0], next((each for each in parts if each.type == "call_suffix"), None)
    if function.type == "additive_expression" and suffix is not None:  # the grammar reads `a + f(b)` as `(a + f)(b)`
        called = g.Chain("chain", (g.field(function, "rhs"), suffix))
        return shapes.Joined((g.field(function, "lhs"), called))
    given = g.kind(suffix, "value_arguments") if suffix is not None else None
    arguments = tuple(_argument(file, each) for each in g.inner(given)) if given is not None else ()
    lambdas = [each for each in g.inner(suffix) if each.type == "lambda_literal"] if suffix is not None else []
    if function.type == "call_expression" and given is None and lambdas:  # the grammar reads `f(x) { }` as `(f(x)) { }`
        inner = file.shape(function)
        return inner._replace(blocks=(*inner.blocks, *lambdas)) if isinstance(inner, shapes.Called) else inner
    callee = file.names(function)
    if callee == ("fatalError",) or callee == ("preconditionFailure",):
        return shapes.Left()
    if callee == ("defer",) and lambdas:
        return shapes.Deferred(g.Chain("deferred", tuple(lambdas)))
    owner = g.field(function, "target") if function.type == "navigation_expression" else None
    new = (
        owner is None
        and len(callee) == 1
        and callee[0][:1].isupper()
        and callee[0] not in {"String", "NSLocalizedString"}
    )
    if suffix is not None and file.source(suffix).startswith("["):
        if len(arguments) == 2 and arguments[1].key == "default":
            return shapes.Called((*callee, "getOrDefault"), function, arguments)
        return shapes.Indexed(function, arguments[0].node) if arguments else shapes.Other((function,))
    plain, closures = shapes.divided(arguments, "lambda_literal")
    itself = [function] if function.type == "lambda_literal" else []
    return shapes.Called(callee, owner, plain, (*itself, *closures, *lambdas), new=new)


def _argument(file: File, node: Node) -> Argument:
    label, value = g.field(node, "name"), g.field(node, "value")
    return shapes.Argument(file.source(label) if label is not None else None, value if value is not None else node)


def _postfix(file: File, node: Node) -> Shape:
    """``x!``."""
    forced = file.source(g.field(node, "operation")) == "!"
    return shapes.Other((g.field(node, "target"),)) if forced else shapes.Other(tuple(g.inner(node)))


def _navigation(file: File, node: Node) -> Shape:
    return shapes.Named((*file.names(g.field(node, "target")), *g.words(file, g.field(node, "suffix"))[:1]))


def _property(file: File, node: Node) -> Shape:
    name, computed = g.words(file, g.field(node, "name")), g.field(node, "computed_value")
    if computed is not None and name:
        return shapes.Defined(name[0], frozenset(), tuple(g.inner(computed)), gives=True)
    if (watched := g.kind(node, "willset_didset_block")) is not None:
        return shapes.Other((g.Chain("watched", (node,)), *g.inner(watched)))
    return _declared(file, node)


def _declared(file: File, node: Node) -> Shape:
    pattern, value = g.field(node, "name"), g.field(node, "value")
    name = g.words(file, pattern)
    if value is not None and len(name) > 1 and file.source(pattern)[0] == "(":
        return matching.unpacked(file, pattern, value, declares=True)
    if value is None or not name:
        return shapes.Declared(frozenset(name[:1]))
    return shapes.Bound(name[:1], value, declares=True)


def _observer(_file: File, node: Node) -> Shape:
    """What runs when a property gets another value."""
    return shapes.Defined(node.type.removesuffix("_clause"), frozenset({"oldValue", "newValue"}), tuple(g.inner(node)))


def _assigned(file: File, node: Node) -> Shape:
    target = g.field(node, "target")
    if target is not None and file.source(target).startswith("("):
        return matching.unpacked(file, target, g.field(node, "result"))
    return _ASSIGNED(file, node)


_ASSIGNED: Final = r.bound("target", "result", "operator")


def _init(file: File, node: Node) -> Shape:
    shape = _INIT(file, node)
    return shape._replace(name="init") if isinstance(shape, shapes.Defined) else shape


_INIT: Final = r.defined("", "body")


def _table(file: File, node: Node) -> Shape:
    nodes = g.inner(node)
    pairs = zip(nodes[::2], nodes[1::2], strict=False)
    return shapes.Listed(tuple(shapes.Argument(g.key_of(file, key), value) for key, value in pairs))


def _function(file: File, node: Node) -> Shape:
    body, name = g.field(node, "body"), g.field(node, "name")
    known = g.parameters(file, node, "parameter")
    statements = g.kind(body, "statements") if body is not None else None
    single = statements is not None and len(g.inner(statements)) == 1
    return shapes.Defined(file.source(name), known, (body,) if body is not None else (), gives=single)


def _switch(file: File, node: Node) -> Shape:
    asked = g.field(node, "expr")
    entries = [each for each in node.named_children if each.type == "switch_entry"]
    arms = tuple(body for each in entries if (body := g.kind(each, "statements")) is not None)
    if _ENDS_CASE.search(file.source(node)) is not None:
        found = tuple(
            (*([body] if (body := g.kind(each, "statements")) is not None else []), g.Chain("case_end", (each,)))
            for each in entries
        )
        cases = tuple(arm[:-1] if _FALLS.search(file.source(arm[-1])) else arm for arm in found)
        return shapes.Forked((asked,) if asked is not None else (), cases, closed=True, cases=True, into_next=True)
    return shapes.Chosen(file.source(asked) if asked is not None else "", arms, asked, several=True)


def _transfer(file: File, node: Node) -> Shape:
    word = re.match(r"\w+", file.source(node))
    match word[0] if word is not None else "":
        case "return":
            return shapes.Returned(tuple(g.inner(node)))
        case "throw":
            return shapes.Left()
        case "fallthrough":
            return shapes.Nothing()
        case "continue":
            return st.continues(file, node)
        case _:
            return st.breaks(file, node)


def _entry(file: File, node: Node) -> Shape:
    name = g.field(node, "name")
    values = [each for each in g.inner(node) if each.type.endswith("string_literal")]
    return shapes.Bound(g.words(file, name), values[0]) if name is not None and values else shapes.Nothing()


def _loop(file: File, node: Node) -> Shape:
    body = g.kind(node, "statements")
    names = g.words(file, g.field(node, "item"))
    item = names[0] if len(names) == 1 else ""
    return shapes.Repeated(
        g.field(node, "collection"), (body,) if body is not None else (), frozenset(names), item, declares=True
    )


def _closure(file: File, node: Node) -> Shape:
    names = frozenset(g.words(file, g.kind(node, "lambda_function_type")))
    return shapes.Defined("", names, tuple(each for each in g.inner(node) if each.type == "statements"))


_ENDS_CASE: Final = re.compile(r"\b(?:break|fallthrough)\b")
_FALLS: Final = re.compile(r"\bfallthrough\s*\Z")
_ARITHMETIC: Final = r.binary("lhs", "op", "rhs")
GRAMMAR: Final = g.Grammar(
    "Swift",
    "tree_sitter_swift",
    {
        **r.types("import_declaration", "modifiers", "user_type", "type_annotation", "parameter", "value_binding_pattern", "attribute", "inheritance_specifier",
                  "throws", "protocol_declaration", "typealias_declaration", "try_operator", "optional_type", "array_type", "dictionary_type"),
        **dict.fromkeys(("line_string_literal", "multi_line_string_literal", "raw_string_literal"), r.written(_literal)),
        **dict.fromkeys(("simple_identifier", "self_expression", "value_parameter_pack", "directly_assignable_expression"), r.named),
        **dict.fromkeys(("nil", "nil_literal"), r.absent),
        "postfix_expression": _postfix,
        "navigation_expression": _navigation,
        "additive_expression": _ARITHMETIC,
        **dict.fromkeys(("conjunction_expression", "disjunction_expression"), _ARITHMETIC),
        "nil_coalescing_expression": lambda file, node: shapes.Chosen(file.source(g.inner(node)[0]), tuple(g.inner(node)[:2])),
        "ternary_expression": r.choice("condition", "if_true", "if_false"),
        "try_expression": r.wrapped("expr"),
        "await_expression": r.wrapped("expr"),
        "as_expression": r.wrapped("expr"),
        **dict.fromkeys(("call_expression", "chain"), _call),
        "array_literal": r.listed(),
        "dictionary_literal": _table,
        "assignment": _assigned,
        "property_declaration": _property,
        "watched": lambda file, node: _declared(file, node.nodes[0]),
        **dict.fromkeys(("willset_clause", "didset_clause"), _observer),
        "function_declaration": _function,
        "init_declaration": _init,
        "lambda_literal": _closure,
        "class_declaration": r.scoped("name", "body"),
        "enum_entry": _entry,
        "statements": st.block,
        "if_statement": swift_conditions.if_,
        "guard_statement": swift_conditions.guard,
        "guarded": lambda _file, node: swift_conditions.guarded(node.nodes[0]),
        "asked": lambda _file, node: shapes.Other(node.nodes),
        "bound_arm": lambda _file, node: shapes.Grouped((), node.nodes),
        "switch_statement": _switch,
        "case_end": st.case_end,
        "deferred": lambda _file, node: shapes.Called((), None, (), node.nodes),
        **matching.rules(),
        "bound_names": lambda file, node: shapes.Hidden(frozenset(file.source(each) for each in node.nodes), (), declares=True),
        "for_statement": _loop,
        "while_statement": _loop,
        "repeat_while_statement": _loop,
        "catch_block": st.content(""),
        "do_statement": st.tried("catch_block", ""),
        "control_transfer_statement": _transfer,
    },
    eased=easing.operators_before_braces,
    copies=True,
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
