"""What the nodes of Python's own syntax tree mean, for following texts through the statements of a program."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, Final, NamedTuple

from smslint.sources.code import shapes
from smslint.sources.code.composing import composed
from smslint.sources.code.grammar import File, Grammar
from smslint.sources.expression import ByteIndex
from smslint.sources.python_calls import bound_names, dotted, written_once
from smslint.sources.python_expressions import Places, format_target, is_literal, is_percent, operands, places_in
from smslint.sources.python_strings import scan
from smslint.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smslint.sources.code.shapes import Argument, Shape
    from smslint.sources.expression import Piece
    from smslint.sources.message import Message
    from smslint.sources.options import Options

_GRAMMAR: Final = Grammar("Python", "", {})
_VARIABLE: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_DEDENTS: Final = frozenset({"dedent", "cleandoc"})
"""Functions that take the indentation off a text."""


class PythonNode(NamedTuple):
    """A node, with what the driver asks about it."""

    node: ast.AST
    places: Places
    fields: str = ""
    """``brace`` or ``percent`` if the literals in it are filled in this way."""
    type: str = "python"


class _MadeNode(NamedTuple):
    """A node that is not in the file."""

    shape: Shape
    at: PythonNode | None = None
    """The expression in its place."""
    type: str = "made"


_NOTHING: Final = _MadeNode(shapes.Nothing())


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
        self._known: dict[PythonNode, Shape] = {}

    def place(self, node: PythonNode | _MadeNode) -> Span:
        if isinstance(node, _MadeNode):
            return self.place(node.at) if node.at is not None else Span(0, 0)
        if not isinstance(node.node, ast.expr):
            return Span(0, 0)
        return node.places(node.node)

    def shape(self, node: PythonNode | _MadeNode) -> Shape:
        if isinstance(node, _MadeNode):
            return node.shape
        if (known := self._known.get(node)) is None:
            reader = _Expressions if isinstance(node.node, ast.expr) else _Statements
            known = self._known[node] = reader(self, node).shape()
        return known


class _ReadNode:
    def __init__(self, file: PythonFile, part: PythonNode) -> None:
        self.file = file
        self.part = part

    def of(self, node: ast.AST, fields: str = "") -> PythonNode:
        return PythonNode(node, self.part.places, fields)

    def all(self, nodes: Iterable[ast.AST]) -> tuple[PythonNode, ...]:
        return tuple(self.of(each) for each in nodes)

    def below(self, node: ast.AST) -> Shape:
        """Any other node: its value is unknown, but calls in it may send."""
        inner = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]
        return shapes.Other((*self.all(inner), _NOTHING, _NOTHING)) if inner else shapes.Other(())


class _Statements(_ReadNode):
    def shape(self) -> Shape:
        node = self.part.node
        match node:
            case ast.Module(body) | ast.ExceptHandler(body=body):
                return shapes.Grouped((), self.all(body))
            case ast.ClassDef(name, body=body):
                return shapes.Grouped((name,), self.all(body), scoped=True)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return shapes.Defined(node.name, _parameters(node.args), self.all(node.body))
            case ast.Return(value):
                return shapes.Returned(self.all([value] if value is not None else []))
            case ast.Expr(value):
                return shapes.Nothing() if is_literal(value) else shapes.Other((self.of(value),))
            case ast.Raise():
                return shapes.Left()
            case ast.Break() | ast.Continue():
                return shapes.Left(breaks=True)
            case ast.Assign([target], value) if not isinstance(target, ast.Tuple | ast.List):
                return shapes.Bound(_target(target), self.of(value))
            case ast.AnnAssign(target, value=value) if value is not None:
                return shapes.Bound(_target(target), self.of(value))
            case ast.AugAssign(target, operator, value):
                if isinstance(operator, ast.Add):
                    return shapes.Bound(_target(target), self.of(value), adds=True)
                return shapes.Bound(_target(target), self.of(target, "changed"))
            case ast.Assign(value=value):
                return shapes.Grouped((), (self.of(value), self.hidden(node, value)))
        return self.block(node)

    def block(self, node: ast.AST) -> Shape:
        match node:
            case ast.If(test, body, orelse):
                arms = tuple(self.all(each) for each in (body, orelse) if each)
                return shapes.Forked((self.of(test),), arms, closed=bool(orelse))
            case ast.For(ast.Name(item), over, body) | ast.AsyncFor(ast.Name(item), over, body):
                return shapes.Repeated(self.of(over), self.all(body), frozenset(bound_names(node)), item)
            case ast.For(iter=over, body=body) | ast.AsyncFor(iter=over, body=body) | ast.While(test=over, body=body):
                return shapes.Repeated(self.of(over), self.all(body), frozenset(bound_names(node)))
            case ast.With(items, body) | ast.AsyncWith(items, body):
                opened = [each.context_expr for each in items]
                return shapes.Grouped((), (*self.all(opened), self.hidden(node, opened[0]), *self.all(body)))
            case ast.Try(body, handlers, orelse, final):
                caught = tuple((self.hidden(each, each.type), *self.all(each.body)) for each in handlers)
                perhaps = _MadeNode(shapes.Forked((), caught))
                return shapes.Grouped((), (*self.all([*body, *orelse]), perhaps, *self.all(final)))
            case ast.Match(subject, cases):
                last = cases[-1]
                closed = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
                matched = tuple((self.hidden(node, subject), *self.all(each.body)) for each in cases)
                return shapes.Forked((self.of(subject),), matched, closed)
        return shapes.Nothing()

    def hidden(self, node: ast.AST, value: ast.expr | None) -> PythonNode | _MadeNode:
        """The variables to which a statement gives parts of a value, or what it opens or catches."""
        names = frozenset(bound_names(node))
        return _MadeNode(shapes.Hidden(names, ()), self.of(value)) if names and value is not None else _NOTHING


class _Expressions(_ReadNode):
    def shape(self) -> Shape:
        node, fields = self.part.node, self.part.fields
        if fields == "changed":
            return shapes.Other(())
        match node:
            case ast.Constant(None):
                return shapes.Absent()
            case ast.Constant(str()) | ast.JoinedStr():
                return self.string(node, fields)
            case ast.BinOp(op=ast.Add()):
                return shapes.Joined(tuple(self.of(each, fields) for each in operands(node)))
            case ast.BinOp(left) if is_percent(node):
                return shapes.Other((self.of(left, "percent"),))
            case ast.BinOp(ast.Name(name), ast.Mod()) if name in self.file.templates:
                return shapes.Other((self.of(self.file.templates[name], "percent"),))
            case ast.IfExp(test, body, orelse):
                arms = (self.of(body, fields), self.of(orelse, fields))
                return shapes.Chosen(self.file.source(self.of(test)), arms, self.of(test))
            case ast.BoolOp(ast.Or(), values):
                return shapes.Chosen(
                    self.file.source(self.of(values[0])), tuple(self.of(each, fields) for each in values)
                )
            case ast.Name() | ast.Attribute():
                names = _target(node)
                return shapes.Named(names) if names else self.below(node)
            case ast.Call():
                return self.call(node, fields)
            case ast.Await(value):
                return shapes.Other((self.of(value),))
            case ast.NamedExpr(target, value):
                return shapes.Bound(_target(target), self.of(value))
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
                return shapes.Defined("", _parameters(given), (self.of(body),), gives=True)
            case ast.ListComp(element, [one]) | ast.GeneratorExp(element, [one]) if not one.ifs and not one.is_async:
                names = frozenset(each.id for each in ast.walk(one.target) if isinstance(each, ast.Name))
                block = _MadeNode(shapes.Defined("", names, (self.of(element),), gives=True), self.of(element))
                return shapes.Called(("map",), self.of(one.iter), (), (block,))
            case ast.ListComp(element) | ast.SetComp(element) | ast.GeneratorExp(element):
                return shapes.Other((self.of(element), _NOTHING))
        return self.below(node)

    def string(self, node: ast.expr, fields: str) -> Shape:
        start, end = self.part.places(node)
        scanned = scan(self.file.text, start, end, fields)
        if scanned is None:
            return shapes.Other(())
        return shapes.Written(tuple(self.piece(each) for each in scanned.pieces))

    def piece(self, piece: Piece) -> shapes.Part:
        if piece.text is not None:
            return shapes.Part(piece.start, piece.end, piece.text)
        source, name = self.file.text, piece.name
        written = source[piece.start : piece.end]
        if not (name and written.startswith("{") and written[1:-1].strip() == name):
            return shapes.Part(piece.start, piece.end, None, None, name or written)
        if self.part.fields == "" and _VARIABLE.fullmatch(name):
            return shapes.Part(piece.start, piece.end, None, None, name, tuple(name.split(".")))
        return shapes.Part(piece.start, piece.end, None, self.inner(name, source.index(name, piece.start)), name)

    def inner(self, written: str, start: int) -> PythonNode | None:
        """The expression in a field, if it may be a text."""
        if not ("'" in written or '"' in written):
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                node = ast.parse(f"({written})", mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return PythonNode(node, places_in(f"({written})", start - 1))

    def call(self, node: ast.Call, fields: str) -> Shape:
        callee = dotted(node.func)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        target = self.template(format_target(node), owner if callee[-1:] == ("format",) else None)
        if target is not None:
            return shapes.Other((self.of(target, "brace"),)) if _is_written(target) else self.below(node)
        if callee[-1:] == ("join",) and owner is not None and is_literal(owner) and len(node.args) == 1:
            given = (shapes.Argument(None, self.of(owner)), shapes.Argument(None, self.of(node.args[0])))
            return shapes.Called(("String", "join"), None, given)
        if callee[-1:] and callee[-1] in _DEDENTS and len(node.args) == 1 and not node.keywords:
            return shapes.Called(callee[-1:], self.of(node.args[0]), ())
        arguments: list[Argument] = [shapes.Argument(None, self.of(each, fields)) for each in node.args]
        arguments += [shapes.Argument(each.arg or "**", self.of(each.value)) for each in node.keywords]
        return shapes.Called(callee, self.of(owner, fields) if owner is not None else None, tuple(arguments))

    def template(self, target: ast.expr | None, owner: ast.expr | None) -> ast.expr | None:
        """The template that is filled; of a variable that the file gives one text, and no other value, that text."""
        named = target if target is not None else owner
        known = self.file.templates.get(named.id) if isinstance(named, ast.Name) else None
        return known if known is not None else target


def _is_written(node: ast.expr) -> bool:
    """Whether a template is written where it is filled."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return all(_is_written(each) for each in operands(node))
    return is_literal(node) or isinstance(node, ast.JoinedStr | ast.IfExp)


def _parameters(given: ast.arguments) -> frozenset[str]:
    return frozenset(each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs))


def _target(node: ast.expr) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return (node.id, *reversed(names)) if isinstance(node, ast.Name) else ()


def _key(node: ast.expr | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ".".join(dotted(node)) if node is not None else "**"
