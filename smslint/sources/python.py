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
from smslint.sources.calls import takes_no_text, tells_developers, translated
from smslint.sources.code.composing import composes, may_compose
from smslint.sources.code.selecting import with_composed
from smslint.sources.escapes import quoted
from smslint.sources.expression import body_of, from_elsewhere
from smslint.sources.message import Message, SourceMap
from smslint.sources.other_arguments import is_other, without_names
from smslint.sources.python_calls import (
    bound_names,
    dotted,
    given_by_default,
    is_from_catalogue,
    is_loaded,
    keeps,
    key_of,
    target,
    variable_names,
)
from smslint.sources.python_expressions import (
    Places,
    formatted,
    has_text,
    is_changed,
    is_literal,
    operands,
    places_in,
)
from smslint.sources.python_sends import sending_in, text_sent_by
from smslint.sources.python_shapes import composed_python
from smslint.sources.python_strings import scan
from smslint.sources.python_trees import tree
from smslint.sources.sending_calls import Sent, is_body
from smslint.sources.variables import Variables
from smslint.span import LineIndex, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options

COMMENTS = (comments.line("#"),)
MANY_STRINGS = True
escape = quoted

# What a variable or a call may be, in place of a text.
_VARYING = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Await, ast.Starred, ast.BinOp, ast.BoolOp, ast.IfExp)
# Code with strings that no recipient sees: comparisons, errors, annotations.
_SILENT = (ast.Compare, ast.Raise, ast.Assert, ast.Import, ast.ImportFrom, ast.AugAssign, ast.pattern)


class _Work(NamedTuple):
    node: ast.AST
    path: tuple[str, ...]
    callee: tuple[str, ...] | None = None
    scope: tuple[str, ...] = ()
    """The classes and functions around it."""
    sent: bool = False
    """Whether it is the text of a call that sends."""
    given: bool = False
    """Whether it is an argument of a call, or an entry beside the text in a dictionary that is sent."""
    default: bool = False
    """Whether a parameter has it if a call gives none: an example of a value, unless the parameter is the text."""

    def wanted(self, options: Options) -> bool:
        named = self.path if self.callee is None else self.callee
        if self.default and not options.selective and not is_body(named[-1]):
            return False
        if self.given and is_other(named, options):
            return False
        paths = (self.path,) if self.callee is None else (self.path, self.callee)
        return options.wants(*paths, named=named)


def read(text: str, options: Options) -> Iterator[Message]:
    """Every wanted string expression, in source order, and what is sent and is not written here.

    :raises SourceError: when the file is not valid Python.
    """
    module = _parse(text)
    own = _selected(text, module, options)
    if options.selective and composes(text):
        own = with_composed(own, _selected(text, module, options._replace(keys=(), names=())), options)
    yield from without_names(own, options)


def _selected(text: str, module: ast.Module, options: Options) -> list[Message]:
    places = places_in(text)
    stack = [_Work(module, ())]
    found: list[Sent] = []
    variables = Variables(text)
    while stack:
        work = stack.pop()
        node = work.node
        if isinstance(node, ast.expr):
            written = has_text(node)
            elsewhere = not written and (
                is_from_catalogue(node) or is_changed(node) or (options.selective and is_loaded(node))
            )
            (variables.texts if written or elsewhere else variables.others).add(work.path)
            if written and work.wanted(options):
                found.append(Sent(_message(text, places, work, options.locale)._replace(sent=work.sent)))
                continue
            if (elsewhere or (work.sent and isinstance(node, _VARYING) and not keeps(node))) and work.wanted(options):
                names = variable_names(node) if work.sent else ()
                found.append(Sent(_from_elsewhere(text, places, work, options.locale), work.scope, names))
            if written:
                variables.texts.discard(work.path)  # it is not read
                continue
            if elsewhere:
                stack.extend(reversed(list(_defaults(work))))
                continue
        if isinstance(node, ast.AugAssign):
            variables.adds((*work.path, *target(node.target)))
        variables.bound |= {(*work.scope, each) for each in bound_names(node)}
        stack.extend(reversed(list(_below(work, text, places, options))))
    messages = list(variables.told(found))
    return composed_python(text, module, messages, options) if may_compose(text, messages) else messages


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


def _below(work: _Work, text: str, places: Places, options: Options) -> Iterator[_Work]:
    """The child nodes that may be or contain a text, each with the path that names it and the scope that it is in."""
    scope = work.scope
    if isinstance(work.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        scope = (*scope, work.node.name)
    below = _call(work, text, places, options) if isinstance(work.node, ast.Call) else _children(work)
    yield from (each._replace(scope=scope) for each in below)


def _children(work: _Work) -> Iterator[_Work]:
    """The child nodes that may be or contain a text, each with the path that names it."""
    node, path = work.node, work.path
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            inner = (*path, node.name)
            yield from (_Work(each, (*inner, name), default=True) for name, each in given_by_default(node.args))
            yield from (_Work(each, inner) for each in node.body)
        case ast.ClassDef():
            inner = (*path, node.name)
            data = any("dataclass" in dotted(getattr(each, "func", each)) for each in node.decorator_list)
            yield from (_Work(each, inner, default=data and isinstance(each, ast.AnnAssign)) for each in node.body)
        case ast.Assign():
            yield _Work(node.value, (*path, *target(node.targets[0])))
        case ast.AnnAssign():
            if node.value is not None:
                yield _Work(node.value, (*path, *target(node.target)), default=work.default)
        case ast.NamedExpr():
            yield _Work(node.value, (*path, *target(node.target)))
        case ast.Expr() if isinstance(node.value, ast.Constant | ast.JoinedStr):
            return  # a docstring, or a string that is not used
        case ast.Dict():
            keys = list(map(key_of, node.keys))
            sent = any(map(is_body, keys))
            yield from (_Work(each, (*path, key), given=sent) for key, each in zip(keys, node.values, strict=True))
        case ast.List() | ast.Tuple() | ast.Set():
            yield from (_Work(each, (*path, str(index)), given=work.given) for index, each in enumerate(node.elts))
        case ast.Subscript():
            yield _Work(node.value, path)
        case ast.If() | ast.While():
            yield from (_Work(each, path) for each in (*sending_in(node.test), *node.body, *node.orelse))
        case ast.match_case(guard=asked, body=body):
            yield from (_Work(each, path) for each in (*sending_in(asked), *body))
        case ast.Compare():
            yield from (_Work(each, path) for each in sending_in(node))
        case ast.BinOp(op=ast.Add()):  # all at once: each nested sum was searched for a text again
            yield from (_Work(each, path) for each in operands(node))
        case ast.IfExp():
            yield from (_Work(each, path) for each in (node.body, node.orelse))
        case _ if not isinstance(node, _SILENT):
            yield from (_Work(each, path) for each in ast.iter_child_nodes(node) if not isinstance(each, ast.arguments))


def _call(work: _Work, text: str, places: Places, options: Options) -> Iterator[_Work]:
    node, path = work.node, work.path
    assert isinstance(node, ast.Call)
    callee = dotted(node.func)
    if isinstance(node.func, ast.Attribute) and not (node.func.attr == "join" and is_literal(node.func.value)):
        yield _Work(node.func.value, path)
    if tells_developers(callee):
        yield from (_Work(each, path) for argument in node.args for each in sending_in(argument))
        return
    body = text_sent_by(node, callee, text, places, options)
    keys = translated(callee) is not None
    for index, argument in enumerate(node.args):
        literal = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(argument, ast.JoinedStr) and takes_no_text(callee, text[slice(*places(argument))]):
            continue
        if isinstance(literal, str) and (takes_no_text(callee, literal) or (keys and index)):
            continue
        name = (*callee, str(index))
        if isinstance(argument, ast.Dict):
            pairs = zip(argument.keys, argument.values, strict=True)
            yield from (
                _Work(value, (*path, *name, key_of(key)), (*name, key_of(key)), sent=value is body, given=True)
                for key, value in pairs
            )
        else:
            yield _Work(argument, (*path, *name), name, sent=argument is body, given=True)
    for keyword in node.keywords:
        name = (*callee, keyword.arg or "**")
        if not keys or name[-1].startswith("default"):
            yield _Work(keyword.value, (*path, *name), name, sent=keyword.value is body, given=True)


def _defaults(work: _Work) -> Iterator[_Work]:
    """The texts of a call that are used where a catalogue has none."""
    node = work.node
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if (keyword.arg or "").startswith("default"):
            yield work._replace(node=keyword.value, sent=False)


def _from_elsewhere(text: str, places: Places, work: _Work, locale: str | None) -> Message:
    assert isinstance(work.node, ast.expr)
    return from_elsewhere(text, places(work.node), ".".join(work.path) or None, locale, sent=work.sent)


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
    if isinstance(work.node, ast.JoinedStr):
        scanned = scan(text, start, end)
        if scanned is not None and all(each.text is not None for each in scanned.pieces):
            return Message(*body_of(scanned.pieces, text, start).build(), key, locale)
    body = text[start:end]
    return Message(body, SourceMap.identity(len(body), start), key, locale, text=tree(work.node, text, places))
