"""Ruby source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smslint.sources import comments
from smslint.sources.code import grammar as g
from smslint.sources.code import matching, ruby_literals, shapes
from smslint.sources.code import rules as r
from smslint.sources.code import statements as st
from smslint.sources.code.reading import read_program
from smslint.sources.escapes import quoted
from smslint.sources.helpers import called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.calls import Names
    from smslint.sources.code.grammar import File
    from smslint.sources.code.shapes import Node, Shape
    from smslint.sources.message import Message
    from smslint.sources.options import Options

COMMENTS = (comments.line("#"),)
MANY_STRINGS = True
escape = quoted


def _call(file: File, node: Node) -> Shape:
    owner, method = g.field(node, "receiver"), g.field(node, "method")
    name = file.source(method) if method is not None else "call"
    if owner is None and name in {"raise", "fail", "abort", "exit"}:
        return shapes.Left()
    given = g.field(node, "arguments")
    values, blocks = _ARGUMENTS.read(file, given)
    block = g.field(node, "block")
    chained = owner is not None and owner.type == "call" and f"def {name}" in file.text
    if owner is not None and given is None and block is None and name not in _ACTS and not chained:
        return shapes.Named((*file.names(owner), *g.words(file, method)))
    callee = (*(_plain(file.names(owner)) if owner is not None else ()), *called(g.words(file, method)[:1], file.text))
    return shapes.Called(callee, owner, values, (*blocks, *((block,) if block is not None else ())))


def _plain(names: Names) -> Names:
    """Names without the signs of variables of objects and of the whole program."""
    return tuple(each.lstrip("@$") for each in names)


_ACTS: Final = frozenset(
    {
        "freeze",
        "dup",
        "strip",
        "squish",
        "lstrip",
        "rstrip",
        "strip_heredoc",
        "to_s",
        "html_safe",
        "chomp",
        "itself",
        "join",
        "compact",
        "compact_blank",
        "deliver_now",
        "deliver",
        "new",
    }
)
"""Methods without arguments that are not attributes: their value is that of what they belong to."""


def _binary(file: File, node: Node) -> Shape:
    if file.source(g.field(node, "operator")) == "<<":
        owner = g.field(node, "left")
        return shapes.Called(
            (*_plain(file.names(owner)), "<<"), owner, (shapes.Argument(None, g.field(node, "right")),)
        )
    if file.source(g.field(node, "operator")) == "=~":
        captured = _CAPTURED.findall(file.source(g.field(node, "left")))
        return shapes.Hidden(frozenset(captured), tuple(g.inner(node)))
    return _OPERATORS(file, node)


_CAPTURED: Final = re.compile(r"\(\?<([a-z_]\w*)>")
"""Parts of a pattern that become variables."""


def _rescue(_file: File, node: Node) -> Shape:
    parts = (g.field(node, "variable"), g.field(node, "body"))
    return shapes.Grouped((), tuple(each for each in parts if each is not None))


def _body(_file: File, node: Node) -> Shape:
    """Statements; some may run only after an error, others in any case."""
    nodes = g.inner(node)
    caught = [each for each in nodes if each.type == "rescue"]
    ensured = [each for each in nodes if each.type == "ensure"]
    if not caught and not ensured:
        return shapes.Grouped((), tuple(nodes))
    rest = [each for each in nodes if each.type == "else"]
    first = tuple(each for each in nodes if each not in caught and each not in ensured and each not in rest)
    again = any("retry" in each.text.decode(errors="ignore") for each in caught)
    body = (g.Chain("retried", first),) if again else first
    return shapes.Tried(body, tuple((each,) for each in caught), tuple(ensured), tuple(rest))


def _rescued(_file: File, node: Node) -> Shape:
    """``a rescue b``."""
    return shapes.Tried((g.field(node, "body"),), ((g.field(node, "handler"),),))


def _while(_file: File, node: Node) -> Shape:
    """``a while b``."""
    return shapes.Repeated(g.field(node, "condition"), (g.field(node, "body"),))


def _match(file: File, node: Node) -> Shape:
    """``value => pattern``, ``value in pattern``."""
    return matching.hidden(file, g.field(node, "pattern"), g.field(node, "value"))


def _clause(node: Node) -> Node:
    body, fits = g.field(node, "body"), g.field(node, "pattern") if node.type == "in_clause" else None
    return body if fits is None else matching.matched(fits, *([body] if body is not None else []))


def _if(file: File, node: Node) -> Shape:
    asked, arms = g.field(node, "condition"), [g.field(node, "consequence"), g.field(node, "alternative")]
    if arms[1] is None or arms[0] is None:
        return shapes.Forked((asked,), tuple((each,) for each in arms if each is not None), gives=True)
    return shapes.Chosen(file.source(asked), tuple(arms), asked, several=True)


def _assignment(file: File, node: Node) -> Shape:
    """``a = b``; ``Notice = Struct.new(:name) do ... end`` is a class."""
    left, right = g.field(node, "left"), g.field(node, "right")
    block = g.field(right, "block") if right is not None and right.type == "call" and left.type == "constant" else None
    if block is not None and file.names(right) in {("Struct", "new"), ("Data", "define")}:
        return shapes.Grouped(g.words(file, left), tuple(g.inner(block)), scoped=True)
    return _ASSIGNED(file, node)


_ASSIGNED: Final = r.bound("left", "right")


def _modified(_file: File, node: Node) -> Shape:
    """``"a" if b``."""
    return shapes.Forked((g.field(node, "condition"),), ((g.field(node, "body"),),), gives=True)


def _case(file: File, node: Node) -> Shape:
    asked = g.field(node, "value")
    arms = [_clause(each) if each.type in {"when", "in_clause"} else each for each in g.inner(node) if each != asked]
    found = tuple(each for each in arms if each is not None)
    if any(each.type == "else" for each in found):
        return shapes.Chosen(file.source(asked) if asked is not None else "", found, asked, several=True)
    return shapes.Forked((asked,) if asked is not None else (), tuple((each,) for each in found), gives=True)


def _return(_file: File, node: Node) -> Shape:
    return shapes.Returned(tuple(each for given in g.inner(node) for each in g.inner(given)))


def _method(file: File, node: Node) -> Shape:
    body = g.field(node, "body")
    known = frozenset(g.words(file, g.field(node, "parameters")))
    return shapes.Defined(
        file.source(g.field(node, "name")).rstrip("=?!"), known, (body,) if body is not None else (), gives=True
    )


_ARGUMENTS: Final = r.Arguments(pairs=("pair",), closures=("lambda",))
_OPERATORS: Final = r.binary("left", "operator", "right", falls="|| or", fills="%")
GRAMMAR: Final = g.Grammar(
    "Ruby",
    "tree_sitter_ruby",
    {
        **r.types("simple_symbol", "regex", "superclass", "pattern", "method_parameters", "block_parameters", "subshell", "hash_key_symbol", "alias", "undef"),
        "string": r.written(ruby_literals.literal),
        "bare_string": r.written(ruby_literals.bare),
        "heredoc_beginning": r.written(ruby_literals.heredoc),
        "heredoc_body": r.nothing,
        "chained_string": lambda _file, node: shapes.Joined(tuple(g.inner(node))),
        **dict.fromkeys(
            ("identifier", "constant", "self", "scope_resolution"), r.named
        ),
        **dict.fromkeys(("instance_variable", "class_variable", "global_variable"), lambda file, node: shapes.Named((file.source(node),))),
        "nil": r.absent,
        "call": _call,
        "binary": _binary,
        "conditional": r.choice("condition", "consequence", "alternative"),
        "element_reference": r.indexed("object", ""),
        "array": r.listed("pair"),
        "string_array": r.listed(),
        "hash": r.listed("pair"),
        "assignment": _assignment,
        "operator_assignment": r.bound("left", "right", "operator"),
        "method": _method,
        "singleton_method": _method,
        "lambda": r.defined("", "body"),
        "block": r.defined("", "body"),
        "do_block": r.defined("", "body"),
        "class": r.scoped("name", "body"),
        "module": r.scoped("name", "body"),
        **dict.fromkeys(("then", "else", "block_body", "parenthesized_statements", "ensure"), st.block),
        **dict.fromkeys(("body_statement", "begin"), _body),
        "retried": lambda _file, node: shapes.Repeated(None, node.nodes),
        "rescue_modifier": _rescued,
        **dict.fromkeys(("while_modifier", "until_modifier"), _while),
        **dict.fromkeys(("if", "unless", "elsif"), _if),
        **dict.fromkeys(("if_modifier", "unless_modifier"), _modified),
        "case": _case,
        "case_match": _case,
        "while": st.repeated("condition", "body"),
        "until": st.repeated("condition", "body"),
        "for": st.repeated("value", "body", "pattern"),
        "rescue": _rescue,
        "exception_variable": matching.pattern,
        **dict.fromkeys(("match_pattern", "test_pattern"), _match),
        **matching.rules(),
        "return": _return,
        "break": lambda _file, _node: shapes.Left(breaks=True),
        "next": lambda _file, _node: shapes.Left(breaks=True, next_round=True),
        **dict.fromkeys(("redo", "retry"), st.left),
    },
    angles=False,
    prints_nothing=True,
    assigned_is_own="named",
    mutable_texts=True,
    leaves_closure=lambda _written: False,
)  # fmt: skip


def read(text: str, options: Options) -> Iterator[Message]:
    """See :func:`smslint.sources.code.reading.read_program`."""
    return read_program(GRAMMAR, text, options)
