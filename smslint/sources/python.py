"""Python source: constants, dictionary values, returned texts and arguments, read with the standard library's ``ast``.

A text is named after its destination: ``TEMPLATES.otp``, ``welcome_text`` (what a function returns), ``client.messages.create.body``
(an argument). The file is never imported or run.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, NamedTuple

from smslint.errors import SourceError
from smslint.sources import comments
from smslint.sources.body import coarse
from smslint.sources.escapes import quoted
from smslint.sources.expression import body_of, is_no_text
from smslint.sources.message import Message, SourceMap
from smslint.sources.python_expressions import Places, formatted, has_text, is_literal, operands, places_in, tree
from smslint.sources.python_strings import scan
from smslint.span import LineIndex, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("#"),)
MANY_STRINGS = True
escape = quoted

# Code with strings that no recipient sees: comparisons, errors, annotations.
_SILENT = (ast.Compare, ast.Raise, ast.Assert, ast.Import, ast.ImportFrom, ast.AugAssign, ast.match_case)


class _Work(NamedTuple):
    node: ast.AST
    path: tuple[str, ...]
    callee: tuple[str, ...] | None = None


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string expression, in source order.

    :raises SourceError: when the file is not valid Python.
    """
    module = _parse(text)
    places = places_in(text)
    stack = [_Work(module, ())]
    while stack:
        work = stack.pop()
        if isinstance(work.node, ast.expr) and has_text(work.node):
            named = work.path if work.callee is None else work.callee
            paths = (work.path,) if work.callee is None else (work.path, work.callee)
            if options.wants(*paths, named=named):
                yield _message(text, places, work, options.locale)
        else:
            stack.extend(reversed(list(_below(work))))


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        lines = LineIndex(text)
        line = min(max(error.lineno or 1, 1), len(lines))
        at = min(lines.offset(Position(line, max(error.offset or 1, 1))), len(text))
        raise SourceError(f"This is not valid Python: {error.msg}.", Span(at, at)) from None
    except (ValueError, RecursionError, MemoryError) as error:
        problem = "it is nested too deeply" if not isinstance(error, ValueError) else str(error)
        raise SourceError(f"This is not valid Python: {problem}.", Span(0, 0)) from None


def _below(work: _Work) -> Iterator[_Work]:
    """The child nodes that may be or contain a text, each with the path that names it."""
    node, path = work.node, work.path
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            inner = (*path, node.name)
            arguments = [*node.args.posonlyargs, *node.args.args]
            defaults = node.args.defaults
            for argument, default in zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True):
                yield _Work(default, (*inner, argument.arg))
            yield from (_Work(each, inner) for each in node.body)
        case ast.ClassDef():
            yield from (_Work(each, (*path, node.name)) for each in node.body)
        case ast.Assign():
            yield _Work(node.value, (*path, *_target(node.targets[0])))
        case ast.AnnAssign():
            if node.value is not None:
                yield _Work(node.value, (*path, *_target(node.target)))
        case ast.NamedExpr():
            yield _Work(node.value, (*path, *_target(node.target)))
        case ast.Expr() if isinstance(node.value, ast.Constant | ast.JoinedStr):
            return  # a docstring, or a string that is not used
        case ast.Dict():
            for key, value in zip(node.keys, node.values, strict=True):
                yield _Work(value, (*path, _key(key)))
        case ast.List() | ast.Tuple() | ast.Set():
            yield from (_Work(each, (*path, str(index))) for index, each in enumerate(node.elts))
        case ast.Call():
            yield from _arguments(node, path)
        case ast.Subscript():
            yield _Work(node.value, path)
        case ast.If() | ast.While():
            yield from (_Work(each, path) for each in (*node.body, *node.orelse))
        case ast.BinOp(op=ast.Add()):  # all at once: each nested sum was searched for a text again
            yield from (_Work(each, path) for each in operands(node))
        case ast.IfExp():
            yield from (_Work(each, path) for each in (node.body, node.orelse))
        case _ if not isinstance(node, _SILENT):
            yield from (_Work(each, path) for each in ast.iter_child_nodes(node) if not isinstance(each, ast.arguments))


def _arguments(node: ast.Call, path: tuple[str, ...]) -> Iterator[_Work]:
    callee = _dotted(node.func)
    if isinstance(node.func, ast.Attribute) and not (node.func.attr == "join" and is_literal(node.func.value)):
        yield _Work(node.func.value, path)
    for index, argument in enumerate(node.args):
        if (
            isinstance(argument, ast.Constant)
            and isinstance(argument.value, str)
            and is_no_text(callee, argument.value)
        ):
            continue
        yield _Work(argument, (*path, *callee, str(index)), (*callee, str(index)))
    for keyword in node.keywords:
        name = (*callee, keyword.arg or "**")
        yield _Work(keyword.value, (*path, *name), name)


def _target(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Subscript):
        return (*_target(node.value), _key(node.slice))
    return _dotted(node)


def _key(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return ".".join(_dotted(node)) if node is not None else "**"


def _dotted(node: ast.expr) -> tuple[str, ...]:
    """``client.messages.create`` as its names; other parts are left out."""
    names: list[str] = []
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        names.append(node.id)
    return tuple(reversed(names))


def _message(text: str, places: Places, work: _Work, locale: str | None) -> Message:
    assert isinstance(work.node, ast.expr)
    literal, dialect = formatted(work.node)
    key = ".".join(work.path) or None
    if is_literal(literal):
        start, end = places(literal)
        scanned = scan(text, start, end)
        body, source_map = body_of(scanned.pieces, text, start).build() if scanned is not None else ("", None)
        value = literal.value if isinstance(literal, ast.Constant) else ""
        if source_map is None or body != value:
            body, source_map = coarse(str(value), start, end)
        return Message(body, source_map, key, locale, {"dialect": dialect} if dialect else {})
    start, end = places(work.node)
    body = text[start:end]
    return Message(body, SourceMap.identity(len(body), start), key, locale, text=tree(work.node, text, places))
