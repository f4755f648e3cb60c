"""Python calls that send a message, and which of their arguments is its text."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smslint.sources.helpers import perhaps_sends, sent_argument
from smslint.sources.python_calls import dotted, key_of
from smslint.sources.sending_calls import Given, sends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smslint.sources.options import Options
    from smslint.sources.python_expressions import Places


def sending_in(node: ast.expr | None) -> Iterator[ast.Call]:
    """The calls in a condition that send."""
    stack: list[ast.AST] = [node] if node is not None else []
    while stack:
        each = stack.pop()
        if isinstance(each, ast.Call) and sends(dotted(each.func), [Given(key.arg, "") for key in each.keywords]):
            yield each
        else:
            stack.extend(reversed(list(ast.iter_child_nodes(each))))


def text_sent_by(
    node: ast.Call, callee: tuple[str, ...], text: str, places: Places, options: Options
) -> ast.expr | None:
    """The argument that is the text, if a call sends a message; in a dictionary, its value."""
    if not perhaps_sends(callee, text, options):
        return None
    values: list[ast.expr] = []
    given: list[Given] = []
    arguments: list[tuple[str | None, ast.expr]] = [(None, each) for each in node.args]
    arguments += [(each.arg or "**", each.value) for each in node.keywords]
    for key, value in arguments:
        if isinstance(value, ast.Dict):
            pairs: list[tuple[str | None, ast.expr]] = [
                (key_of(name), inner) for name, inner in zip(value.keys, value.values, strict=True)
            ]
        else:
            pairs = [("**" if isinstance(value, ast.Starred) else key, value)]
        for name, inner in pairs:
            values.append(inner)
            given.append(Given(name, text[slice(*places(inner))]))
    index = sent_argument(callee, given, text, options)
    if index is None:
        return None
    made = values[index]
    if isinstance(made, ast.Call) and (maker := dotted(made.func)) and maker[-1][:1].isupper():
        return text_sent_by(made, maker, text, places, options) or made  # SmsMessage(to=..., text=...)
    return made
