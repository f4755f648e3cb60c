"""``python -O`` removes asserts: each of them only repeats what must be true, and nothing happens in one."""

from __future__ import annotations

import ast
from pathlib import Path

import smslint

PURE = frozenset({"isinstance", "len", "all", "any", "callable", "hasattr", "issubclass", "set", "sorted", "tuple"})


def test_no_assert_does_anything() -> None:
    for path in sorted(Path(smslint.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assert):
                for inner in ast.walk(node.test):
                    place = f"{path.name}:{node.lineno}"
                    assert not isinstance(inner, ast.NamedExpr | ast.Await | ast.Yield), place
                    if isinstance(inner, ast.Call):
                        assert isinstance(inner.func, ast.Name), place
                        assert inner.func.id in PURE, place
