"""Context managers of Python after whose errors a program goes on: ``with suppress(KeyError):``."""

from __future__ import annotations

import ast
from typing import Final

from smslint.sources.python_calls import dotted

_KNOWN: Final = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})
"""Those of Python's own library and of its tests. Source: the documentation of contextlib, unittest and pytest."""
_MAKE: Final = frozenset({"contextmanager", "asynccontextmanager"})
_EXITS: Final = frozenset({"__exit__", "__aexit__"})


def swallowing(module: ast.Module) -> frozenset[str]:
    """The names of the context managers that may end an error: those of Python, and classes and functions of the file."""
    own = {
        node.name
        for node in ast.walk(module)
        if (isinstance(node, ast.ClassDef) and any(map(_ends_errors, node.body)))
        or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _catches(node))
    }
    return _KNOWN | own


def _ends_errors(node: ast.stmt) -> bool:
    """Whether a method says that an error is over: it returns something that may be true."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name not in _EXITS:
        return False
    returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
    return any(not isinstance(each, ast.Constant) or bool(each.value) for each in returned if each is not None)


def _catches(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function that is made a context manager catches the errors of what runs in it."""
    made = any(dotted(each)[-1:] and dotted(each)[-1] in _MAKE for each in node.decorator_list)
    tries = [each for each in ast.walk(node) if isinstance(each, ast.Try) and each.handlers] if made else []
    return any(isinstance(each, ast.Yield) for one in tries for part in one.body for each in ast.walk(part))
