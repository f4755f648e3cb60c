"""What the statements of Python mean, for following texts through a program."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from smslint.sources.code import shapes
from smslint.sources.python_calls import bound_names, dotted
from smslint.sources.python_expressions import is_literal
from smslint.sources.python_nodes import NOTHING, MadeNode, PythonNode, ReadNode, parameters_of, target_of

if TYPE_CHECKING:
    from smslint.sources.code.shapes import Shape
    from smslint.sources.python_shapes import PythonFile

_EVERYTHING: Final = frozenset({"globals", "locals", "vars"})
"""Functions that return all variables as a table."""


class Statements(ReadNode):
    file: PythonFile

    def shape(self) -> Shape:
        node = self.part.node
        match node:
            case ast.Module(body) | ast.ExceptHandler(body=body):
                return shapes.Grouped((), self.all(body))
            case ast.ClassDef(name, body=body):
                return shapes.Grouped((name,), self.all(body), scoped=True)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return shapes.Defined(node.name, parameters_of(node.args), self.all(node.body))
            case ast.Return(value):
                return shapes.Returned(self.all([value] if value is not None else []))
            case ast.Expr(value):
                return shapes.Nothing() if is_literal(value) else shapes.Other((self.of(value),))
            case ast.Raise():
                return shapes.Left()
            case ast.Break() | ast.Continue():
                return shapes.Left(breaks=True, next_round=isinstance(node, ast.Continue))
            case ast.Assign([target], value) if not isinstance(target, ast.Tuple | ast.List):
                return self.bound(target, value)
            case ast.AnnAssign(target, value=value) if value is not None:
                return self.bound(target, value)
            case ast.AugAssign(target, operator, value):
                if isinstance(operator, ast.Add):
                    return self.bound(target, value, adds=True)
                return shapes.Bound(target_of(target), self.of(target, "changed"))
            case ast.Delete(targets):
                gone = [self.bound(each, each, "changed") for each in targets]
                bindings = [
                    each._replace(key=NOTHING if each.key is not None else None)
                    for each in gone
                    if isinstance(each, shapes.Bound)
                ]
                return shapes.Grouped((), tuple(MadeNode(each, self.of(targets[0])) for each in bindings))
            case ast.Global(names) | ast.Nonlocal(names):
                return shapes.Outer(frozenset(names))
            case ast.Assign(targets, ast.Name() | ast.Constant() | ast.List() | ast.Dict() as value) if not any(
                isinstance(each, ast.Tuple | ast.List | ast.Starred) for each in targets
            ):  # a = b = [..]: both are the same
                first, *others = targets
                same = [self.bound(first, value), *(self.bound(each, first) for each in others)]
                return shapes.Grouped((), tuple(MadeNode(each, self.of(value)) for each in same))
            case ast.Assign([ast.Tuple(each) | ast.List(each) as target], value) if all(
                isinstance(one, ast.Name) for one in each
            ):
                words = [one.id for one in each if isinstance(one, ast.Name)]
                takes = tuple((name, str(index)) for index, name in enumerate(words))
                return shapes.Hidden(frozenset(bound_names(node)), (self.of(value),), takes=takes)
            case ast.Assign(value=value):
                return shapes.Grouped((), (self.of(value), self.hidden(node, value)))
        return self.block(node)

    def bound(self, target: ast.expr, value: ast.expr, fields: str = "", *, adds: bool = False) -> Shape:
        """A variable, an attribute or an entry gets a value."""
        holder = target
        while isinstance(holder, ast.Subscript):
            holder = holder.value
        if holder is target:
            return shapes.Bound(target_of(target), self.of(value, fields), adds)
        if isinstance(holder, ast.Call) and dotted(holder.func)[-1:] and dotted(holder.func)[-1] in _EVERYTHING:
            return shapes.Wild((self.of(value),), everything=True)
        return shapes.Bound(target_of(holder) or ("-",), self.of(value, fields), adds, key=self.of(target))

    def block(self, node: ast.AST) -> Shape:
        match node:
            case ast.If(test, body, orelse):
                arms = tuple(self.all(each) for each in (body, orelse) if each)
                return shapes.Forked((self.of(test),), arms, closed=bool(orelse))
            case (
                ast.For(iter=over, body=body, orelse=rest)
                | ast.AsyncFor(iter=over, body=body, orelse=rest)
                | ast.While(test=over, body=body, orelse=rest)
            ):
                item = node.target.id if not isinstance(node, ast.While) and isinstance(node.target, ast.Name) else ""
                loop = shapes.Repeated(self.of(over), self.all(body), frozenset(bound_names(node)), item)
                if not rest:
                    return loop
                broken = any(isinstance(each, ast.Break) for one in body for each in ast.walk(one))
                after = MadeNode(shapes.Forked((), (self.all(rest),), closed=not broken))
                return shapes.Grouped((), (MadeNode(loop, self.of(over)), after))
            case ast.With(items, body) | ast.AsyncWith(items, body):
                opened = [each.context_expr for each in items]
                names = [dotted(each.func)[-1:] for each in opened if isinstance(each, ast.Call)]
                swallows = any(name and name[0] in self.file.swallowing for name in names)
                if swallows:
                    return shapes.Tried(self.all(body), ((),))
                return shapes.Grouped((), (*self.all(opened), self.hidden(node, opened[0]), *self.all(body)))
            case ast.Try(body, handlers, orelse, final):
                caught = tuple((self.hidden(each, each.type), *self.all(each.body)) for each in handlers)
                return shapes.Tried(self.all(body), caught, self.all(final), self.all(orelse))
            case ast.Match(subject, cases):
                last = cases[-1]
                closed = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
                matched = tuple((self.hidden(node, subject), *self.all(each.body)) for each in cases)
                return shapes.Forked((self.of(subject),), matched, closed)
        return shapes.Nothing()

    def hidden(self, node: ast.AST, value: ast.expr | None) -> PythonNode | MadeNode:
        """The variables to which a statement gives parts of a value, or what it opens or catches."""
        names = frozenset(bound_names(node))
        return MadeNode(shapes.Hidden(names, ()), self.of(value)) if names and value is not None else NOTHING
