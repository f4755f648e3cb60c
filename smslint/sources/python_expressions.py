"""Which Python expressions are texts, and what they are made of."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from typing import Final, TypeAlias

from smslint.sources.calls import AS_TEXT, CHANGES, METHODS, is_gettext, translated
from smslint.sources.expression import ByteIndex
from smslint.sources.python_calls import TRIMS, dotted, has_key, is_from_catalogue, last
from smslint.sources.replaced import is_field
from smslint.span import Span

Places: TypeAlias = Callable[[ast.expr | ast.stmt], Span]
"""The place of an expression in the file."""

_WRAPS: Final = frozenset({("textwrap", "fill"), ("textwrap", "shorten")})
"""Functions that break a text into lines, or leave out its end."""
DEPTH_LIMIT: Final = 50
"""How deep expressions are looked into."""
_LINE_BREAK = re.compile(rb"\r\n|\n|\r")


def places_in(text: str, offset: int = 0) -> Places:
    """The places of the expressions parsed from a text that starts at ``offset``."""
    index = ByteIndex(text)
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(index.data))]

    def place(node: ast.expr | ast.stmt) -> Span:
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return Span(offset + index.character(start), offset + index.character(end))

    return place


def in_field(written: str, *, any_text: bool = False) -> ast.expr | None:
    """The expression in a field of an f-string, in brackets; ``None`` if it cannot be a text, or is not valid.

    :param any_text: whether its text may be elsewhere in the file.
    """
    if not ("'" in written or '"' in written or any_text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(f"({written})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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
    if depth > DEPTH_LIMIT:
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
    inner = inner_texts(node) or replaced_in(node)[:1]
    return any(has_text(each, depth + 1) for each in inner) if inner else bool(joined_texts(node))


def _is_repeated(node: ast.expr) -> bool:
    """Whether an expression is a list of texts a number of times: ``["Hi"] * 3``."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) else ()
    return any(isinstance(each, ast.List | ast.Tuple) and any(map(has_text, each.elts)) for each in sides)


def is_changed(node: ast.expr) -> bool:
    """Whether the expression's text is not the one that is written here, but made of it: ``"hi".upper()``."""
    if replaced_in(node) and has_text(node):
        return False
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return has_text(node.left) or has_text(node.right)
    if isinstance(node, ast.Call) and node.args and (_method(node) == "join" or dotted(node.func) in _WRAPS):
        return _is_repeated(node.args[0]) if _method(node) == "join" else has_text(node.args[0])
    for _ in range(DEPTH_LIMIT):
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


def inner_texts(node: ast.expr) -> list[ast.expr]:
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


def replaced_in(node: ast.expr) -> list[ast.expr]:
    """The text, the part and the new part of ``"Hi {n}".replace("{n}", name)``; empty for anything else."""
    if _method(node) != "replace" or not isinstance(node, ast.Call) or len(node.args) != 2 or node.keywords:
        return []
    assert isinstance(node.func, ast.Attribute)
    part = node.args[0]
    known = isinstance(part, ast.Constant) and isinstance(part.value, str) and is_field(part.value)
    return [node.func.value, *node.args] if known else []


def joined_texts(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """The separator and the texts of ``", ".join(["a", b])``; ``None`` for anything else."""
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
