"""Which Python expressions take their text from a catalogue, a file or a template."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Final

from smslint.sources.calls import is_key, keeps_text, loads, takes_no_text, translated

TRIMS: Final = frozenset({"strip", "lstrip", "rstrip"})
"""Methods that change only white space at the ends."""
_DEPTH_LIMIT: Final = 50
_LONGEST_NAME: Final = 64
"""The limit for a chain of calls: each of its calls is asked about, and would look at all before it."""


def dotted(node: ast.expr) -> tuple[str, ...]:
    """``client.messages.create`` as its names, of a long chain its last ones; other parts are left out."""
    names: list[str] = []
    for _ in range(2 * _LONGEST_NAME):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call | ast.Subscript):
            node = node.func if isinstance(node, ast.Call) else node.value
        else:
            break
    if isinstance(node, ast.Name):
        names.append(node.id)
    return tuple(reversed(names))


def target(node: ast.expr) -> tuple[str, ...]:
    """What an assignment gives a value, as its names: ``TEXTS["order"]``."""
    if isinstance(node, ast.Subscript):
        return (*target(node.value), key_of(node.slice))
    return dotted(node)


def key_of(node: ast.expr | None) -> str:
    """The key of an entry as written; of none, the sign of a table that is spread out."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return ".".join(dotted(node)) if node is not None else "**"


def variable_names(node: ast.AST) -> tuple[str, ...]:
    """``order.body`` as its names, if the expression is only a variable, an attribute or an item of one."""
    names: list[str] = []
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        names.append(key_of(node.args[0]))
        node = node.func.value
    while isinstance(node, ast.Attribute | ast.Subscript):
        names.append(node.attr if isinstance(node, ast.Attribute) else key_of(node.slice))
        node = node.value
    return (node.id, *reversed(names)) if isinstance(node, ast.Name) else ()


def given_by_default(given: ast.arguments) -> list[tuple[str, ast.expr]]:
    """The parameters of a function with their defaults."""
    placed = [*given.posonlyargs, *given.args]
    pairs = list(zip(placed[len(placed) - len(given.defaults) :], given.defaults, strict=True))
    named = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    return [(each.arg, value) for each, value in (*pairs, *((key, one) for key, one in named if one is not None))]


def bound_names(node: ast.AST) -> list[str]:
    """The names to which a statement or an expression gives a value that is not written here: those of loops, of ``with`` and ``except``,
    of functions without a name, and of the parts of a value."""
    if isinstance(node, ast.ExceptHandler):
        return [node.name] if node.name else []
    if isinstance(node, ast.Lambda):
        return [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    targets: list[ast.AST] = []
    if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        targets = [node.target]
    elif isinstance(node, ast.With | ast.AsyncWith):
        targets = [each.optional_vars for each in node.items if each.optional_vars is not None]
    elif isinstance(node, ast.Match):
        targets = [each.pattern for each in node.cases]
    elif isinstance(node, ast.If | ast.While):
        targets = [node.test]
    elif isinstance(node, ast.Assign):
        targets = [each for each in node.targets if isinstance(each, ast.Tuple | ast.List)]
    found = [each for target in targets for each in ast.walk(target)]
    names = [each.id for each in found if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    captured = (ast.MatchAs, ast.MatchStar)
    return names + [each.name for each in found if isinstance(each, captured) and each.name]


def last(node: ast.expr) -> tuple[str, ...]:
    """The last of its names, as in :func:`dotted`."""
    for _ in range(_LONGEST_NAME):
        if not isinstance(node, ast.Call | ast.Subscript):
            break
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    return (node.id,) if isinstance(node, ast.Name) else ()


def is_from_catalogue(node: ast.expr) -> bool:
    """Whether the expression's text is that of a key: ``t("sms.order")``, ``_("sms.order") % values``."""
    for _ in range(_DEPTH_LIMIT):
        if (inner := _around(node)) is None:
            break
        node = inner
    return isinstance(node, ast.Call) and has_key(node, dotted(node.func))


def keeps(node: ast.expr) -> bool:
    """Whether it is a call that fills or translates a text that is written here."""
    callee = dotted(node.func) if isinstance(node, ast.Call) else ()
    return isinstance(node, ast.Call) and keeps_text(callee) and any(_is_written(each, callee) for each in node.args)


def _is_written(node: ast.expr, callee: tuple[str, ...]) -> bool:
    text = _outline(node)
    return text is not None and not takes_no_text(callee, text)


def is_loaded(node: ast.expr) -> bool:
    """Whether the expression is what a file, a template or a setting holds: ``open("order.txt").read()``."""
    for _ in range(2 * _LONGEST_NAME):
        if not isinstance(node, ast.Await | ast.Call | ast.Attribute | ast.Subscript):
            break
        if isinstance(node, ast.Call) and loads(last(node.func)):
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            return not isinstance(owner, ast.Dict)  # a table that is written here
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _around(node: ast.expr) -> ast.expr | None:
    """The text that is only filled or trimmed here."""
    if isinstance(node, ast.Await):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return node.left
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value if node.func.attr in {"format", "format_map", *TRIMS} else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and len(node.args) == 1:
        return node.args[0]
    return None


def has_key(node: ast.Call, callee: tuple[str, ...]) -> bool:
    """Whether a call of a function that translates is given the key of a text."""
    given = [node.args[index] for index in translated(callee) or () if index < len(node.args)]
    given += [
        each.value for each in node.keywords if each.arg in {"id", "key", "message_id", "msgid"} and translated(callee)
    ]
    return any((text := _outline(each)) is not None and is_key(callee, text) for each in given)


def _outline(node: ast.expr, depth: int = 0) -> str | None:
    """A text with ``x`` for each part that is not written here; ``None`` if nothing is."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_outline(each) or "x" for each in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and depth < _DEPTH_LIMIT:
        parts = _outline(node.left, depth + 1), _outline(node.right, depth + 1)
        return None if parts == (None, None) else "".join(each or "x" for each in parts)
    return None


def written_once(module: ast.Module) -> dict[str, ast.Constant]:
    """The names that a file gives a text once, and no other value: constants of the file, and variables of one function."""
    texts: dict[str, ast.Constant] = {}
    others: list[str] = []
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Assign | ast.AnnAssign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                texts[target.id] = node.value
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            others.append(node.id)
        elif isinstance(node, ast.arg):
            others.append(node.arg)
        elif isinstance(node, ast.alias):
            others.append((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and node.name:
            others.append(node.name)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            others += [*node.names, *node.names]
    counted = Counter(others)
    return {name: node for name, node in texts.items() if counted[name] == 1}
