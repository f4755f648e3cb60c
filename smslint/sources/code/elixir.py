"""Elixir source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import comprehensions, easing, literals, matching, piping, shapes
from smslint.sources.code import grammar as g
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

COMMENTS = (comments.line("#"),)
MANY_STRINGS = True
escape = quoted


def _continued(written: str) -> str | None:
    return "" if written in {"\\\n", "\\\r\n"} else None


_ESCAPES: Final = literals.escapes(
    rf"\\u\{{[0-9A-Fa-f]{{1,6}}\}}|{UNICODE}|\\x[0-9A-Fa-f]{{2}}", "ntrbfvaes0", _continued, newlines=False
)
_OPENING: Final = re.compile(r"""(~[a-zA-Z]+)?(\"""|'''|.)""", re.DOTALL)


def _literal(file: File, node: Node) -> tuple[Part, ...]:
    start, end = file.place(node)
    opening = _OPENING.match(file.text, start)
    assert opening is not None
    holes = [literals.hole(file, each, 2) for each in node.named_children if each.type == "interpolation"]
    closing = g.kind(node, "sigil_modifiers")
    if closing is not None:
        end = file.place(closing).start
    begin, close = opening.end(), end - len(opening[2])
    style = literals.VERBATIM if (opening[1] or "~s")[1:2].isupper() else _ESCAPES
    if len(opening[2]) < 3:
        return literals.parts(file.text, begin, close, style, holes)
    begin = file.text.find("\n", begin) + 1
    last = file.text.rfind("\n", 0, close) + 1
    code = literals.masked(file.text, begin, last, holes) if last > begin else ""
    cuts = literals.cut_lines(code, begin, close - last)
    return literals.parts(file.text, begin, max(last, begin), style, holes, cuts)


def _sigil(file: File, node: Node) -> Shape:
    return shapes.Written(_literal(file, node)) if file.source(node)[1:2] in {"s", "S"} else shapes.Nothing()


def _binary(file: File, node: Node) -> Shape:
    left, right = g.field(node, "left"), g.field(node, "right")
    match file.source(g.field(node, "operator")):
        case "<-":
            return matching.hidden(file, left, right)
        case "=" if left.type in {"tuple", "list"}:
            return matching.unpacked(file, left, right)
        case "=" if left.type in _PATTERNS:
            return matching.hidden(file, left, right)
        case "=":
            return shapes.Bound(file.names(left), right)
        case "|>":
            if (then := piping.then(file, left, right)) is not None:
                return then
            shape = file.shape(right)
            if isinstance(shape, shapes.Called) and shape.callee == ("Kernel",) and "<>" in file.source(right):
                return shapes.Joined((left, *(each.node for each in shape.arguments)))
            if isinstance(shape, shapes.Called):
                return shape._replace(arguments=(shapes.Argument(None, left), *shape.arguments))
            return shapes.Other((left, right))
        case _:
            return _OPERATORS(file, node)


def _unary(file: File, node: Node) -> Shape:
    """``@name`` and ``@name value``."""
    operand = g.field(node, "operand")
    if file.source(g.field(node, "operator")) != "@":
        return shapes.Other((operand,))
    if operand.type != "call":
        return shapes.Named(g.words(file, operand))
    name = g.words(file, g.field(operand, "target"))
    given = g.inner(g.kind(operand, "arguments")) if g.kind(operand, "arguments") is not None else []
    if name[-1] in {"moduledoc", "doc", "typedoc", "spec", "type", "callback", "impl", "deprecated"} or not given:
        return shapes.Nothing()
    return shapes.Bound(name, given[0])


def _call(file: File, node: Node) -> Shape:
    target, given, block = g.field(node, "target"), g.kind(node, "arguments"), g.kind(node, "do_block")
    name = file.source(target) if target.type == "identifier" else ""
    nodes = g.inner(given) if given is not None else []
    if name in {"def", "defp", "defmacro"} and nodes:
        return _function(file, nodes, block)
    if name == "defmodule" and nodes:
        return shapes.Grouped(g.words(file, nodes[0]), (block,) if block is not None else (), scoped=True)
    if name in {"if", "unless", "case", "cond"} or (name == "receive" and block is not None):
        return _choice(file, name, nodes, block)
    if name == "for" and nodes:
        return comprehensions.read(
            nodes, {each.key: each.node for one in nodes for each in _arguments(file, one) if each.key}, block
        )
    if name == "with" and block is not None:
        return _with(nodes, block)
    if name in {"raise", "reraise", "throw", "exit"}:
        return shapes.Left()
    if name in {"import", "alias", "require", "use"}:
        return shapes.Nothing()
    plain, closures = shapes.divided(
        tuple(one for each in nodes for one in _arguments(file, each)), "anonymous_function"
    )
    owner = g.field(target, "left") if target.type == "dot" else None
    callee = file.names(target)
    if given is None and block is None and owner is not None and owner.type != "alias":
        return shapes.Named(callee)
    return shapes.Called(callee, owner, plain, closures if block is None else (*closures, block))


def _arguments(file: File, node: Node) -> Iterator[Argument]:
    if node.type != "keywords":
        yield shapes.Argument(None, node)
        return
    for pair in g.inner(node):
        key = file.source(g.field(pair, "key")).strip(" :\n\"'")
        yield shapes.Argument(key, g.field(pair, "value"))


def _function(file: File, nodes: list[Node], block: Node) -> Shape:
    head = nodes[0]
    if head.type == "binary_operator":  # with a guard
        head = g.field(head, "left")
    name = g.words(file, g.field(head, "target")) if head.type == "call" else g.words(file, head)
    short = [each.node for last in nodes[1:] for each in _arguments(file, last) if each.key == "do"]
    body = tuple(short) if block is None else (block,)
    return shapes.Defined(name[-1] if name else "", frozenset(g.words(file, head)[1:]), body, gives=True)


def _choice(file: File, name: str, nodes: list[Node], block: Node) -> Shape:
    asked = nodes[0] if nodes and name != "cond" else None
    if block is None:
        short = {each.key: each.node for node in nodes[1:] for each in _arguments(file, node)}
        arms = [short[key] for key in ("do", "else") if key in short]
        closed = "else" in short
    elif name in {"case", "cond", "receive"}:
        later = g.kind(block, "after_block")
        clauses = [*g.inner(block), *(g.inner(later) if later is not None else ())]
        arms = [
            _tested(each) if name == "cond" else each
            for each in clauses
            if each.type == "stab_clause" and g.field(each, "right") is not None
        ]
        closed = True
    else:
        other = g.kind(block, "else_block")
        arms = [
            g.Chain("body", tuple(each for each in g.inner(block) if each.type != "else_block")),
            *([other] if other is not None else []),
        ]
        arms = [each for each in arms if not isinstance(each, g.Chain) or each.nodes]
        closed = other is not None
    question = file.source(asked) if asked is not None else ""
    if closed and arms:
        return shapes.Chosen(question, tuple(arms), asked, several=True)
    return shapes.Forked((asked,) if asked is not None else (), tuple((each,) for each in arms), gives=block is None)


def _with(nodes: list[Node], block: Node) -> Shape:
    """``with {:ok, x} <- f() do ... else ... end``: the block, or one of the clauses of what did not match."""
    other = g.kind(block, "else_block")
    body = g.Chain("body", tuple(each for each in g.inner(block) if each.type != "else_block"))
    clauses = (
        [each for each in g.inner(other) if each.type == "stab_clause" and g.field(each, "right") is not None]
        if other is not None
        else []
    )
    arms = tuple(each for each in (body if body.nodes else None, *clauses) if each is not None)
    return shapes.Grouped((), (*nodes, g.Chain("with_arms", arms)))


def _with_arms(_file: File, chain: Node) -> Shape:
    return shapes.Chosen("with", tuple(chain.nodes), several=True)


def _tuple(file: File, node: Node) -> Shape:
    """``{:error, reason}`` is for the caller, and not for people; so is what ends a job, a process or a step."""
    parts = g.inner(node)
    failed = bool(parts) and parts[0].type == "atom" and file.source(parts[0]) in _FAILED
    return shapes.Nothing() if failed else shapes.Other(tuple(parts))


_FAILED: Final = frozenset({":error", ":cancel", ":discard", ":stop", ":exit", ":halt", ":shutdown"})


def _map(file: File, node: Node) -> Shape:
    entries: list[Argument] = []
    for content in g.inner(node):
        for each in (
            () if content.type == "struct" else g.inner(content) if content.type == "map_content" else [content]
        ):
            if each.type == "binary_operator":
                entries.append(shapes.Argument(g.key_of(file, g.field(each, "left")), g.field(each, "right")))
            else:
                entries += _arguments(file, each)
    return shapes.Listed(tuple(entries))


def _list(file: File, node: Node) -> Shape:
    return shapes.Listed(tuple(one for each in g.inner(node) for one in _arguments(file, each)))


def _dot(file: File, node: Node) -> Shape:
    return shapes.Named((*file.names(g.field(node, "left")), *g.words(file, g.field(node, "right"))))


def _closure(file: File, node: Node) -> Shape:
    clauses = [each for each in g.inner(node) if each.type == "stab_clause"]
    known = [matching.pattern_names(file, left) for each in clauses if (left := g.field(each, "left")) is not None]
    bodies = tuple(right for each in clauses if (right := g.field(each, "right")) is not None)
    return shapes.Defined("", frozenset().union(*known), bodies)


def _clause(_file: File, node: Node) -> Shape:
    """``pattern -> statements``."""
    left, right = g.field(node, "left"), g.field(node, "right")
    if right is None:
        return shapes.Nothing()
    return shapes.Grouped((), (right if left is None else matching.matched(left, right),))


def _tested(clause: Node) -> Node:
    """``condition -> statements``."""
    return g.Chain(
        "block", tuple(each for each in (g.field(clause, "left"), g.field(clause, "right")) if each is not None)
    )


_PATTERNS: Final = frozenset({"tuple", "map", "list", "bitstring", "binary_operator"})


_OPERATORS: Final = r.binary("left", "operator", "right", joins="<> ++", falls="||")
GRAMMAR: Final = g.Grammar(
    "Elixir",
    "tree_sitter_elixir",
    {
        **r.types("atom", "quoted_atom", "charlist"),
        "string": r.written(_literal),
        "sigil": _sigil,
        "identifier": r.named,
        "alias": r.named,
        "dot": _dot,
        "nil": r.absent,
        "binary_operator": _binary,
        "unary_operator": _unary,
        "call": _call,
        "access_call": r.indexed("target", "key"),
        "list": _list,
        "tuple": _tuple,
        "with_arms": _with_arms,
        "given": piping.given,
        "keywords": _list,
        "map": _map,
        "anonymous_function": _closure,
        "stab_clause": _clause,
        **comprehensions.RULES,
        **matching.rules(),
        **dict.fromkeys(("do_block", "else_block", "body", "block"), st.block),
        **dict.fromkeys(("rescue_block", "catch_block"), st.optional("")),
    },
    angles=False,
    prints_nothing=True,
    assigned_is_own="always",
    immutable=True,
    eased=easing.block_ends,
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
