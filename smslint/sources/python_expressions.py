"""Which Python expressions are texts, and the text tree of those that compose a text."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from smslint.sources.calls import AS_TEXT, CHANGES, METHODS, is_gettext, translated
from smslint.sources.expression import ByteIndex, Piece, TreeBuilder
from smslint.sources.python_calls import TRIMS, dotted, has_key, is_from_catalogue, last
from smslint.sources.python_fields import with_format
from smslint.sources.python_strings import scan
from smslint.sources.replaced import Replacing, is_field, replaced
from smslint.span import Span
from smslint.text.tree import Literal, Placeholder

if TYPE_CHECKING:
    from smslint.text.tree import Node, Sequence, Text

Places: TypeAlias = Callable[[ast.expr], Span]
"""The place of an expression in the file."""

_WRAPS: Final = frozenset({("textwrap", "fill"), ("textwrap", "shorten")})
"""Functions that break a text into lines, or leave out its end."""
_DEPTH_LIMIT = 50
_LINE_BREAK = re.compile(rb"\r\n|\n|\r")


def places_in(text: str, offset: int = 0) -> Places:
    """The places of the expressions parsed from a text that starts at ``offset``."""
    index = ByteIndex(text)
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(index.data))]

    def place(node: ast.expr) -> Span:
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Span(offset + index.character(start), offset + index.character(end))

    return place


def is_literal(node: ast.expr) -> bool:
    """Whether the expression is a string constant."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def formatted(node: ast.expr) -> tuple[ast.expr, str | None]:
    """The literal of ``_("...") % x`` or ``"...".format(x)`` and the dialect of its placeholders.

    Any other expression is returned unchanged.
    """
    dialect = None
    inner = node
    if is_percent(inner):
        assert isinstance(inner, ast.BinOp)
        inner, dialect = inner.left, "percent"
    elif (target := format_target(inner)) is not None:
        inner, dialect = target, "brace"
    arguments = _translated(inner)
    if len(arguments) == 1:
        inner = arguments[0]
    return (inner, dialect) if is_literal(inner) else (node, None)


def has_text(node: ast.expr, depth: int = 0) -> bool:
    """Whether the expression's value is a text, at least part of which is written here."""
    if depth > _DEPTH_LIMIT:
        return False
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        if has_text(node.right, depth + 1):
            return True
        node = node.left
    match node:
        case ast.Constant():
            return isinstance(node.value, str)
        case ast.JoinedStr():
            return True
        case ast.BinOp():
            return is_percent(node)
        case ast.IfExp():
            return has_text(node.body, depth + 1) or has_text(node.orelse, depth + 1)
        case ast.BoolOp(op=ast.Or()):
            return any(has_text(each, depth + 1) for each in node.values)
    inner = _inner(node) or _replacing(node)[:1]
    return any(has_text(each, depth + 1) for each in inner) if inner else bool(_joined(node))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_repeated(node: ast.expr) -> bool:
    """Whether an expression is a list of texts a number of times: ``["Hi"] * 3``."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) else ()
    return any(isinstance(each, ast.List | ast.Tuple) and any(map(has_text, each.elts)) for each in sides)


def is_changed(node: ast.expr) -> bool:
    """Whether the expression's text is not the one that is written here, but made of it: ``"hi".upper()``."""
    if _replacing(node) and has_text(node):
        return False
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return has_text(node.left) or has_text(node.right)
    if isinstance(node, ast.Call) and node.args and (_method(node) == "join" or dotted(node.func) in _WRAPS):
        return _is_repeated(node.args[0]) if _method(node) == "join" else has_text(node.args[0])
    for _ in range(_DEPTH_LIMIT):
        if not isinstance(node, ast.Call) or _method(node) not in METHODS:
            break
        assert isinstance(node.func, ast.Attribute)
        node = node.func.value
        inner = _method(node)
        # What such a method returns is not written here, unless it translates: no need to look into it.
        looked_into = inner not in METHODS or is_gettext((inner,))
        if looked_into and (has_text(node) or is_from_catalogue(node)):
            return True
    if not isinstance(node, ast.Call):
        return False
    callee = dotted(node.func)
    index = CHANGES.get(callee[-1]) if callee else None
    return index is not None and index < len(node.args) and has_text(node.args[index])


def _method(node: ast.expr) -> str:
    """The name of the method that a call calls; empty for anything else."""
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def tree(node: ast.expr, source: str, places: Places) -> Text:
    """The text tree of an expression; spans are offsets from its start."""
    start, end = places(node)
    builder = _Tree(TreeBuilder(source, start), places)
    return builder.make.sequence([builder.node(node, "", 0)], start, end)


class _Tree:
    def __init__(self, make: TreeBuilder, places: Places) -> None:
        self.make = make
        self.places = places

    def node(self, node: ast.expr, fields: str, depth: int) -> Node:
        """One expression; if it is not a text, it is a placeholder named after its source."""
        start, end = self.places(node)
        if depth > _DEPTH_LIMIT:
            return self.make.placeholder(start, end, opaque=True)
        if is_literal(node) or isinstance(node, ast.JoinedStr):
            return self.string(start, end, fields, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and has_text(node):
            return self.sequence(operands(node), fields, depth, start, end)
        if isinstance(node, ast.IfExp) and has_text(node):
            condition = self.make.source[slice(*self.places(node.test))]
            there = [each for each in (node.body, node.orelse) if not _is_none(each)]
            arms = [self.node(each, fields, depth + 1) for each in there]
            return self.make.branch(arms, start, end, condition)
        if isinstance(node, ast.BoolOp) and has_text(node):
            return self.make.branch([self.node(each, fields, depth + 1) for each in node.values], start, end)
        return self.call(node, fields, depth, start, end)

    def call(self, node: ast.expr, fields: str, depth: int, start: int, end: int) -> Node:
        if is_percent(node):
            fields = "percent"
        elif format_target(node) is not None:
            fields = "brace"
        joined = _joined(node)
        if joined is not None:
            return self.join(*joined, depth, start, end)
        if (replacing := _replacing(node)) and has_text(replacing[0]):
            return self.replace(replacing, depth, start, end)
        inner = _inner(node)
        if not any(has_text(each) for each in inner):
            return self.make.placeholder(start, end, opaque=is_changed(node))
        arms = [self.node(each, fields, depth + 1) for each in inner]
        return self.make.branch(arms, start, end) if len(arms) > 1 else self.make.sequence(arms, start, end)

    def replace(self, replacing: list[ast.expr], depth: int, start: int, end: int) -> Sequence:
        """The text with a part replaced: by a text that is written here, or by a placeholder."""
        owner, part, new = replacing
        assert isinstance(part, ast.Constant)
        written = new.value if isinstance(new, ast.Constant) else None
        name = self.make.source[slice(*self.places(new))]

        def by(span: Span) -> Node:
            return Literal(written, span) if isinstance(written, str) else Placeholder(name, span)

        before = self.node(owner, "", depth + 1)
        return self.make.sequence([replaced(before, Replacing(str(part.value), True, by))], start, end)

    def string(self, start: int, end: int, fields: str, depth: int) -> Node:
        scanned = scan(self.make.source, start, end, fields)
        if scanned is None:
            return self.make.placeholder(start, end, opaque=True)
        nodes: list[Node] = []
        for piece in scanned.pieces:
            if piece.text is not None:
                nodes.append(self.make.literal(piece.text, piece.start, piece.end))
            else:
                plain = self.make.placeholder(piece.start, piece.end, piece.name)
                nodes.append(self.field(piece, depth) or with_format(plain, piece.format))
        return self.make.sequence(nodes, start, end)

    def field(self, piece: Piece, depth: int) -> Node | None:
        """A field whose expression is itself a text, such as a conditional; ``None`` for any other field, or one with a format."""
        source, written = self.make.source, piece.name
        if not written or not ("'" in written or '"' in written):
            return None
        start = source.index(written, piece.start)
        if source[start + len(written) : piece.end].strip() != "}":
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                node = ast.parse(f"({written})", mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        if not has_text(node):
            return None
        inner = _Tree(self.make, places_in(f"({written})", start - 1))
        return self.make.sequence([inner.node(node, "", depth + 1)], piece.start, piece.end)

    def sequence(self, nodes: list[ast.expr], fields: str, depth: int, start: int, end: int) -> Sequence:
        return self.make.sequence([self.node(each, fields, depth + 1) for each in nodes], start, end)

    def join(self, separator: str, elements: list[ast.expr], depth: int, start: int, end: int) -> Sequence:
        """``", ".join([a, b])``: the separator renders where the list writes its comma. ``*c`` may be empty, then no separator does."""
        parts: list[Node] = []
        for before, element in zip([None, *elements], elements, strict=False):
            node = self.node(element, "", depth + 1)
            if before is not None and not isinstance(before, ast.Starred) and not isinstance(element, ast.Starred):
                base = self.make.base
                parts.append(self.make.literal(separator, parts[-1].span.end + base, node.span.start + base))
            parts.append(node)
        return self.make.sequence(parts, start, end)


def operands(node: ast.expr) -> list[ast.expr]:
    """The operands of a chain of ``+``, which is nested to the left."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        found.append(node.right)
        node = node.left
    found.append(node)
    return found[::-1]


def is_percent(node: ast.expr) -> bool:
    """Whether it is a text that is filled by ``%``."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)):
        return False
    return any(all(map(is_literal, operands(each))) for each in (_translated(node.left) or [node.left]))


def format_target(node: ast.expr) -> ast.expr | None:
    """The text that ``.format`` fills; ``None`` for anything else."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "format_map"}
    ):
        return node.func.value
    return None


def _translated(node: ast.expr) -> list[ast.expr]:
    if not isinstance(node, ast.Call) or not is_gettext(last(node.func)):
        return []
    callee = dotted(node.func)
    if not is_gettext(callee) or has_key(node, callee):
        return []
    return [node.args[index] for index in translated(callee) or () if index < len(node.args)]


def _inner(node: ast.expr) -> list[ast.expr]:
    """The expression or alternatives whose text a call or a format returns."""
    if is_percent(node):
        assert isinstance(node, ast.BinOp)
        return [node.left]
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "format_map", *TRIMS}:
        return [node.func.value]
    if len(node.args) == 1 and not node.keywords and AS_TEXT.intersection(last(node.func)):
        return node.args
    return _translated(node)


def _replacing(node: ast.expr) -> list[ast.expr]:
    """The text, the part and the new part of ``"Hi {n}".replace("{n}", name)``; empty for anything else."""
    if _method(node) != "replace" or not isinstance(node, ast.Call) or len(node.args) != 2 or node.keywords:
        return []
    assert isinstance(node.func, ast.Attribute)
    part = node.args[0]
    known = isinstance(part, ast.Constant) and isinstance(part.value, str) and is_field(part.value)
    return [node.func.value, *node.args] if known else []


def _joined(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
        and isinstance(node.func.value.value, str)
        and len(node.args) == 1
        and isinstance(node.args[0], ast.List | ast.Tuple)
        and any(has_text(each) for each in node.args[0].elts)
    ):
        return node.func.value.value, node.args[0].elts
    return None
