"""What the nodes of Python's own syntax tree mean, for following texts through the statements of a program."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.code.composing import composed
from smslint.sources.code.grammar import File, Grammar
from smslint.sources.code.values import name_of
from smslint.sources.expression import ByteIndex
from smslint.sources.python_calls import dotted, given_by_default, written_once
from smslint.sources.python_expressions import in_field, is_literal, operands, places_in
from smslint.sources.python_fields import with_format
from smslint.sources.python_managers import swallowing
from smslint.sources.python_nodes import NOTHING, MadeNode, PythonNode, ReadNode, parameters_of, target_of
from smslint.sources.python_statements import Statements
from smslint.sources.python_strings import scan
from smslint.span import Span
from smslint.text.tree import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.shapes import Argument, Shape
    from smslint.sources.expression import Piece
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_GRAMMAR: Final = Grammar("Python", "", {}, assigned_is_own="always")
_VARIABLE: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_DEDENTS: Final = frozenset({"dedent", "cleandoc"})
"""Functions that take the indentation off a text."""


def composed_python(text: str, module: ast.Module, messages: list[Message], options: Options) -> list[Message]:
    """See :func:`smslint.sources.code.composing.composed`."""
    file = PythonFile(text, module)
    return composed(file, PythonNode(module, file.places), messages, options)


class PythonFile(File):
    """A Python file for the driver that follows texts."""

    def __init__(self, text: str, module: ast.Module) -> None:
        super().__init__(text, ByteIndex(""), _GRAMMAR)
        self.places = places_in(text)
        self.templates = written_once(module)
        self.swallowing = swallowing(module)
        self._known: dict[PythonNode, Shape] = {}

    def place(self, node: PythonNode | MadeNode) -> Span:
        if isinstance(node, MadeNode):
            return self.place(node.at) if node.at is not None else Span(0, 0)
        if not isinstance(node.node, ast.expr):
            return Span(0, 0)
        return node.places(node.node)

    def whole(self, node: PythonNode | MadeNode) -> Span:
        if isinstance(node, PythonNode) and isinstance(node.node, ast.stmt):
            return node.places(node.node)
        return self.place(node)

    def defaults(self, node: PythonNode | MadeNode) -> Iterable[tuple[str, PythonNode]]:
        function = node.node if isinstance(node, PythonNode) else None
        given = given_by_default(function.args) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) else ()
        return [(name, PythonNode(each, self.places)) for name, each in given if is_literal(each)]

    def shape(self, node: PythonNode | MadeNode) -> Shape:
        if isinstance(node, MadeNode):
            return node.shape
        if (known := self._known.get(node)) is None:
            reader = _Expressions if isinstance(node.node, ast.expr) else Statements
            known = self._known[node] = reader(self, node).shape()
        return known


class _Expressions(ReadNode):
    file: PythonFile

    def shape(self) -> Shape:
        node = self.part.node
        if self.part.fields == "changed":
            return shapes.Other(())
        match node:
            case ast.Constant(None):
                return shapes.Absent()
            case ast.Constant(str()) | ast.JoinedStr():
                return self.string(node)
            case ast.BinOp(op=ast.Add()):
                return shapes.Joined(tuple(self.of(each) for each in operands(node)))
            case ast.BinOp(left, ast.Mod(), right):
                return shapes.Filled(self.of(self.template(left)), self.values(right), "percent")
            case ast.IfExp(test, body, orelse):
                arms = (self.of(body), self.of(orelse))
                return shapes.Chosen(self.file.source(self.of(test)), arms, self.of(test))
            case ast.BoolOp(ast.Or(), values):
                return shapes.Chosen(self.file.source(self.of(values[0])), tuple(self.of(each) for each in values))
            case ast.BoolOp(ast.And(), [*first, last]):
                before: PythonNode | MadeNode = self.of(first[0])
                for each in first[1:]:
                    before = MadeNode(shapes.Perhaps(before, self.of(each)), self.of(each))
                return shapes.Perhaps(before, self.of(last))
            case ast.Name() | ast.Attribute():
                names = target_of(node)
                return shapes.Named(names) if names else self.below(node)
            case ast.Call():
                return self.call(node)
            case ast.Await(value):
                return shapes.Other((self.of(value),))
            case ast.NamedExpr(target, value):
                return shapes.Bound(target_of(target), self.of(value))
        return self.collection(node)

    def collection(self, node: ast.AST) -> Shape:
        match node:
            case ast.Subscript(value, key):
                return shapes.Indexed(self.of(value), self.of(key))
            case ast.List(values) | ast.Tuple(values) | ast.Set(values) if not any(
                isinstance(each, ast.Starred) for each in values
            ):
                return shapes.Listed(tuple(shapes.Argument(None, self.of(each)) for each in values))
            case ast.Dict(keys, values):
                pairs = zip(keys, values, strict=True)
                return shapes.Listed(tuple(shapes.Argument(_key(key), self.of(value)) for key, value in pairs))
            case ast.Lambda(given, body):
                return shapes.Defined("", parameters_of(given), (self.of(body),), gives=True)
            case ast.ListComp(element, [one]) | ast.GeneratorExp(element, [one]) if not one.ifs and not one.is_async:
                names = frozenset(each.id for each in ast.walk(one.target) if isinstance(each, ast.Name))
                block = MadeNode(shapes.Defined("", names, (self.of(element),), gives=True), self.of(element))
                return shapes.Called(("map",), self.of(one.iter), (), (block,))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.rounds(node)
        return self.below(node)

    def rounds(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Shape:
        """A list that is not followed: what its expressions do, they may do any number of times."""
        inner = [each for one in node.generators for each in (one.iter, *one.ifs)]
        inner += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        names = frozenset(
            each.id for one in node.generators for each in ast.walk(one.target) if isinstance(each, ast.Name)
        )
        block = MadeNode(shapes.Defined("", names, self.all(inner)), self.of(inner[-1]))
        return shapes.Other((MadeNode(shapes.Called(("each",), None, (), (block,))), NOTHING))

    def string(self, node: ast.expr) -> Shape:
        start, end = self.part.places(node)
        scanned = scan(self.file.text, start, end)
        if scanned is None:
            return shapes.Other(())
        return shapes.Written(tuple(self.piece(each) for each in scanned.pieces))

    def piece(self, piece: Piece) -> shapes.Part:
        if piece.text is not None:
            return shapes.Part(piece.start, piece.end, piece.text)
        source, name = self.file.text, piece.name
        written = source[piece.start : piece.end]
        if not (name and written.startswith("{") and written[1:-1].strip() == name):
            hole = with_format(Placeholder(name_of(name or written), Span(piece.start, piece.end)), piece.format)
            if hole.filters or not name:
                return shapes.Part(piece.start, piece.end, None, None, name or written, hole=hole)
        if _VARIABLE.fullmatch(name):
            return shapes.Part(piece.start, piece.end, None, None, name, tuple(name.split(".")))
        return shapes.Part(piece.start, piece.end, None, self.inner(name, source.index(name, piece.start)), name)

    def inner(self, written: str, start: int) -> PythonNode | None:
        """The expression in a field, if it may be a text."""
        node = in_field(written, any_text=True)
        return None if node is None else PythonNode(node, places_in(f"({written})", start - 1))

    def call(self, node: ast.Call) -> Shape:
        callee = dotted(node.func)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if isinstance(node.func, ast.Subscript):
            owner, callee = node.func, self.file.names(self.of(node.func))  # a function that is an entry of a table
        if owner is not None and callee[-1:] in {("format",), ("format_map",)}:
            keyless = "**" if callee[-1] == "format_map" else None
            values = [self.argument(each, keyless) for each in node.args]
            values += [shapes.Argument(each.arg or "**", self.of(each.value)) for each in node.keywords]
            return shapes.Filled(self.of(self.template(owner)), tuple(values), "brace")
        if callee[-1:] == ("join",) and owner is not None and is_literal(owner) and len(node.args) == 1:
            given = (shapes.Argument(None, self.of(owner)), shapes.Argument(None, self.of(node.args[0])))
            return shapes.Called(("String", "join"), None, given)
        if callee[-1:] and callee[-1] in _DEDENTS and len(node.args) == 1 and not node.keywords:
            return shapes.Called(callee[-1:], self.of(node.args[0]), ())
        arguments: list[Argument] = [shapes.Argument(None, self.of(each)) for each in node.args]
        arguments += [shapes.Argument(each.arg or "**", self.of(each.value)) for each in node.keywords]
        return shapes.Called(callee, self.of(owner) if owner is not None else None, tuple(arguments))

    def template(self, node: ast.expr) -> ast.expr:
        """The template that is filled; of a variable that the file gives one text, and no other value, that text."""
        return self.file.templates.get(node.id, node) if isinstance(node, ast.Name) else node

    def values(self, node: ast.expr) -> tuple[Argument, ...]:
        """What ``%`` fills a text with: the values of a tuple or a dictionary, or one value."""
        if isinstance(node, ast.Tuple):
            return tuple(self.argument(each) for each in node.elts)
        return (shapes.Argument("%", self.of(node)),)

    def argument(self, node: ast.expr, key: str | None = None) -> Argument:
        if isinstance(node, ast.Starred):
            return shapes.Argument("*", self.of(node.value))
        return shapes.Argument(key, self.of(node))


def _key(node: ast.expr | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ".".join(dotted(node)) if node is not None else "**"
